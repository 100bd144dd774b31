/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Linnet Authors */
/* The `a=crypto` attribute (RFC 4568, 6188, 7714) and the SRTP suites it names. */
#pragma once

#include <glib.h>

#include "sdp-error.h"
#include "util-secret.h"
#include "util-slice.h"

/* In the order we offer; from SDP_SUITE_AES_256_CM_HMAC_SHA1_32 on: accepted, never offered */
typedef enum
{
  SDP_SUITE_NONE,
  SDP_SUITE_AEAD_AES_256_GCM,
  SDP_SUITE_AES_256_CM_HMAC_SHA1_80,
  SDP_SUITE_AEAD_AES_128_GCM,
  SDP_SUITE_AES_CM_128_HMAC_SHA1_80,
  SDP_SUITE_AES_256_CM_HMAC_SHA1_32,
  SDP_SUITE_AES_192_CM_HMAC_SHA1_80,
  SDP_SUITE_AES_192_CM_HMAC_SHA1_32,
  SDP_SUITE_AES_CM_128_HMAC_SHA1_32
} SdpSuite;

#define SDP_N_SUITES (SDP_SUITE_AES_CM_128_HMAC_SHA1_32 + 1)
#define SDP_MAX_MKI_BYTES 128

/** sdp_suite_get_name: Returns: the registered name, "none" for SDP_SUITE_NONE; static. */
const char *sdp_suite_get_name (SdpSuite suite);

/** sdp_suite_get_key_size: Returns: bytes of the master key, 0 for SDP_SUITE_NONE. */
gsize sdp_suite_get_key_size (SdpSuite suite);

/** sdp_suite_get_salt_size: Returns: bytes of the master salt, 0 for SDP_SUITE_NONE. */
gsize sdp_suite_get_salt_size (SdpSuite suite);

/** sdp_suite_is_offered: Returns: whether we put this suite into our own offers. */
gboolean sdp_suite_is_offered (SdpSuite suite);

/**
 * sdp_suite_from_name:
 * @name: a crypto-suite token; the misspelling AES_CM_256_HMAC_SHA1_80/_32 is known too
 *
 * Returns: the suite, SDP_SUITE_NONE when unknown, F8 or NULL.
 */
SdpSuite sdp_suite_from_name (Slice name);

/**
 * SdpCrypto:
 * @tag: 0 to 999999999
 * @suite: SDP_SUITE_NONE when unknown or refused
 * @suite_text: (owned): the name as the peer spelled it
 * @unusable: (nullable): why the line must be skipped, constant text; @key is NULL then
 * @key: (owned): master key and salt of the first inline key
 * @n_keys: inline keys in the line
 * @mki_bytes: length of the MKI, 0 for none
 * @mki: its value, big-endian, @mki_bytes long
 * @lifetime: packets the key may protect, 0 when not given
 */
typedef struct
{
  guint32 tag;
  SdpSuite suite;
  char *suite_text;
  const char *unusable;
  Secret *key;
  guint n_keys;
  guint mki_bytes;
  guint8 mki[SDP_MAX_MKI_BYTES];
  guint64 lifetime;
} SdpCrypto;

/**
 * sdp_crypto_new:
 * @tag: the line's tag
 * @suite: a suite
 * @suite_text: (nullable): its spelling, NULL for the registered one
 * @key: key and salt, referenced
 *
 * Returns: (transfer full): a line of ours, without MKI and lifetime.
 */
SdpCrypto *sdp_crypto_new (guint32 tag, SdpSuite suite, const char *suite_text, Secret *key);

/** sdp_crypto_copy: Returns: (transfer full): a copy that shares the key. */
SdpCrypto *sdp_crypto_copy (const SdpCrypto *self);

/** sdp_crypto_free: accepts NULL; wipes the key with its last reference. */
void sdp_crypto_free (SdpCrypto *self);

/**
 * sdp_crypto_parse:
 * @value: what follows `a=crypto:`
 * @error: (out): set on failure
 *
 * RFC 4568 9.1, 9.2. A line that is well-formed as far as its tag and suite, but that we must not
 * use (unknown suite, wrong key length, a session parameter that weakens, ...), is returned with
 * `unusable` set: it has to be skipped, not refused (RFC 4568 5.1.2).
 *
 * Returns: (transfer full) (nullable): the line, NULL when tag or suite cannot be read.
 */
SdpCrypto *sdp_crypto_parse (Slice value, SdpParseError *error);

/** sdp_crypto_append: appends `TAG SUITE inline:KEY[|MKI:LEN]` in base64 with padding. */
void sdp_crypto_append (const SdpCrypto *self, GString *out);

/** sdp_crypto_equal: Returns: whether suite, key and MKI are the same; constant time in the key. */
gboolean sdp_crypto_equal (const SdpCrypto *a, const SdpCrypto *b);

/**
 * sdp_crypto_choose:
 * @lines: (element-type SdpCrypto): the crypto lines of an offered m-line
 *
 * The first usable line in the offer's order; one with a 32-bit tag, with several keys or with an
 * MKI only where nothing better is there.
 *
 * Returns: (transfer none) (nullable): the line to answer.
 */
const SdpCrypto *sdp_crypto_choose (const GPtrArray *lines);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SdpCrypto, sdp_crypto_free)
