/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Linnet Authors */
/* The hashes of SIP digest authentication (RFC 7616, RFC 8760), by nettle. */
#pragma once

#include "util-slice.h"

G_BEGIN_DECLS

typedef enum
{
  DIGEST_MD5,
  DIGEST_SHA256,
  DIGEST_SHA512_256 /* FIPS 180-4 SHA-512/256 with its own initial values, not a cut SHA-512 */
} DigestAlgorithm;

#define DIGEST_HEX_SIZE 65 /* the longest in hex, and the NUL */

/** digest_size: Returns: bytes of the raw hash */
gsize digest_size (DigestAlgorithm algorithm);

/**
 * digest_hex:
 * @parts: what is hashed, one after the other
 * @out: lower-case hex and a NUL
 */
void digest_hex (DigestAlgorithm algorithm,
                 const Slice *parts,
                 gsize n_parts,
                 char out[DIGEST_HEX_SIZE]);

G_END_DECLS
