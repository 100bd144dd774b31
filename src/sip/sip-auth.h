/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Linnet Authors */
/* Challenges and credentials (RFC 3261 20.44, 20.7; RFC 7616; RFC 8760). */
#pragma once

#include "sip-error.h"
#include "util-digest.h"

G_BEGIN_DECLS

typedef enum
{
  SIP_QOP_NONE = 0,
  SIP_QOP_AUTH = 1 << 0,
  SIP_QOP_AUTH_INT = 1 << 1,
  SIP_QOP_UNKNOWN = 1 << 2
} SipQop;

/* All text is the inside of the quotes, escapes untouched: sip_unquote() before hashing. */
typedef struct
{
  Slice scheme;
  gboolean is_digest; /* else nothing below is set: never answered */
  Slice realm, nonce, opaque, domain;
  gboolean has_opaque;
  Slice algorithm; /* as the server wrote it; empty: absent */
  gboolean algorithm_known;
  DigestAlgorithm digest; /* where @algorithm_known; MD5 if absent */
  gboolean session;       /* `-sess` */
  gboolean stale;
  gboolean userhash;
  guint qops; /* SipQop bits; SIP_QOP_NONE: absent */
} SipChallenge;

typedef struct
{
  Slice scheme;
  gboolean is_digest; /* else nothing below is set */
  Slice username, realm, nonce, uri, response, cnonce, opaque;
  Slice algorithm;
  gboolean algorithm_known;
  DigestAlgorithm digest;
  gboolean session;
  SipQop qop;
  Slice nc_text;
  guint32 nc;
} SipCredentials;

typedef struct
{
  Slice nextnonce, rspauth, cnonce, nc_text;
  SipQop qop;
} SipAuthInfo;

/* One WWW-Authenticate or Proxy-Authenticate field. Realm and nonce must be there; unknown schemes,
 * algorithms and qops are no error. Quotes where none belong and the reverse are accepted. */
gboolean sip_challenge_parse (Slice value, SipChallenge *out, SipParseError *error);

/* Whether we can answer: Digest, known algorithm, known qop or none. */
gboolean sip_challenge_is_supported (const SipChallenge *challenge);

/* The qop to answer with: auth before auth-int; auth for SHA-2 where none is offered (RFC
 * 8760 2.6). */
SipQop sip_challenge_choose_qop (const SipChallenge *challenge);

/* One Authorization or Proxy-Authorization field. */
gboolean sip_credentials_parse (Slice value, SipCredentials *out, SipParseError *error);

/* One Authentication-Info or Proxy-Authentication-Info field. */
gboolean sip_auth_info_parse (Slice value, SipAuthInfo *out, SipParseError *error);

G_END_DECLS
