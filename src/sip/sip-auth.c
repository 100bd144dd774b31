/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Linnet Authors */
/* Challenges and credentials (RFC 3261 20.44, 20.7; RFC 7616; RFC 8760). */
#define G_LOG_DOMAIN "sip-auth"

#include "sip-auth.h"

#include "sip-chars.h"
#include "sip-limits.h"

/* One auth-param, quoted or not: servers mix them up (PROTOCOL 18, Q22) */
typedef struct
{
  Slice name, value;
  gboolean has_value;
} AuthParam;

static gboolean
is_separator (char c)
{
  return c == ' ' || c == '\t' || c == ',';
}

static gboolean
is_bare_value_char (char c)
{
  return c > ' ' && c != ',' && c != '"' && c != 0x7f;
}

/* The next auth-param; @error's what is NULL at the end */
static gboolean
next_param (Slice *rest, AuthParam *out, SipParseError *error)
{
  *error = (SipParseError){ 0 };
  *out = (AuthParam){ 0 };
  slice_skip_while (rest, is_separator);
  if (rest->n == 0)
    return FALSE;
  if (!slice_take_while (rest, sip_is_token_char, &out->name))
    return sip_parse_fail (error, SIP_ERROR_MALFORMED, "name of authentication parameter", rest->p);
  if (!sip_take_separator (rest, '='))
    return TRUE;
  out->has_value = TRUE;
  if (rest->n > 0 && rest->p[0] == '"')
    return sip_take_quoted (rest, &out->value) ||
           sip_parse_fail (error, SIP_ERROR_MALFORMED, "end of quoted string", rest->p);
  out->value = (Slice){ rest->p, 0 };
  (void) slice_take_while (rest, is_bare_value_char, &out->value);
  return TRUE;
}

static gboolean
take_scheme (Slice *rest, Slice *scheme, SipParseError *error)
{
  *rest = slice_trim (*rest);
  if (!slice_take_while (rest, sip_is_token_char, scheme))
    return sip_parse_fail (error, SIP_ERROR_MALFORMED, "authentication scheme", rest->p);
  return TRUE;
}

static gboolean
read_algorithm (Slice name, DigestAlgorithm *digest, gboolean *session)
{
  static const struct
  {
    const char *name;
    DigestAlgorithm digest;
    gboolean session;
  } algorithms[] = {
    { "", DIGEST_MD5, FALSE },
    { "MD5", DIGEST_MD5, FALSE },
    { "MD5-sess", DIGEST_MD5, TRUE },
    { "SHA-256", DIGEST_SHA256, FALSE },
    { "SHA-256-sess", DIGEST_SHA256, TRUE },
    { "SHA-512-256", DIGEST_SHA512_256, FALSE },
    { "SHA-512-256-sess", DIGEST_SHA512_256, TRUE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (algorithms); i++)
    if (slice_is_nocase (name, algorithms[i].name))
      {
        *digest = algorithms[i].digest;
        *session = algorithms[i].session;
        return TRUE;
      }
  return FALSE;
}

static guint
read_qops (Slice list)
{
  guint qops = SIP_QOP_NONE;
  Slice item;

  while (slice_skip_while (&list, is_separator),
         slice_take_while (&list, is_bare_value_char, &item))
    qops |= slice_is_nocase (item, "auth")       ? SIP_QOP_AUTH
            : slice_is_nocase (item, "auth-int") ? SIP_QOP_AUTH_INT
                                                 : SIP_QOP_UNKNOWN;
  return qops;
}

static SipQop
read_qop (Slice value)
{
  guint qops = read_qops (value);

  return qops == SIP_QOP_NONE || qops == SIP_QOP_AUTH || qops == SIP_QOP_AUTH_INT ? (SipQop) qops
                                                                                  : SIP_QOP_UNKNOWN;
}

/* Sets @field if @param is the first of that name */
static gboolean
store (const AuthParam *param, const char *name, Slice *field)
{
  if (!param->has_value || !slice_is_nocase (param->name, name))
    return FALSE;
  if (field->p == NULL)
    *field = param->value;
  return TRUE;
}

typedef struct
{
  Slice qop, stale, userhash;
} ChallengeText;

static void
store_challenge_param (const AuthParam *param, SipChallenge *challenge, ChallengeText *text)
{
  (void) (store (param, "realm", &challenge->realm) || store (param, "nonce", &challenge->nonce) ||
          store (param, "opaque", &challenge->opaque) ||
          store (param, "domain", &challenge->domain) ||
          store (param, "algorithm", &challenge->algorithm) || store (param, "qop", &text->qop) ||
          store (param, "stale", &text->stale) || store (param, "userhash", &text->userhash));
}

gboolean
sip_challenge_parse (Slice value, SipChallenge *out, SipParseError *error)
{
  SipChallenge challenge = { 0 };
  ChallengeText text = { 0 };
  SipParseError failure;
  AuthParam param;
  Slice rest = value;
  guint n = 0;

  if (!take_scheme (&rest, &challenge.scheme, error))
    return FALSE;
  challenge.is_digest = slice_is_nocase (challenge.scheme, "Digest");
  while (challenge.is_digest && next_param (&rest, &param, &failure))
    {
      if (++n > SIP_MAX_PARAMS)
        return sip_parse_fail (error, SIP_ERROR_TOO_LONG, "number of authentication parameters",
                               param.name.p);
      /* qop=auth,auth-int without quotes: the second name stands alone */
      if (!param.has_value && text.qop.p != NULL)
        challenge.qops |= read_qops (param.name);
      store_challenge_param (&param, &challenge, &text);
    }
  if (challenge.is_digest)
    {
      if (failure.what != NULL)
        return sip_parse_fail (error, failure.code, failure.what, failure.at);
      if (challenge.realm.p == NULL || challenge.nonce.p == NULL)
        return sip_parse_fail (error, SIP_ERROR_MALFORMED, "realm and nonce of challenge", value.p);
      challenge.has_opaque = challenge.opaque.p != NULL;
      challenge.algorithm_known =
          read_algorithm (challenge.algorithm, &challenge.digest, &challenge.session);
      challenge.qops |= read_qops (text.qop);
      challenge.stale = slice_is_nocase (text.stale, "true");
      challenge.userhash = slice_is_nocase (text.userhash, "true");
    }
  *out = challenge;
  return TRUE;
}

gboolean
sip_challenge_is_supported (const SipChallenge *challenge)
{
  return challenge->is_digest && challenge->algorithm_known &&
         (challenge->qops == SIP_QOP_NONE ||
          (challenge->qops & (SIP_QOP_AUTH | SIP_QOP_AUTH_INT)) != 0);
}

SipQop
sip_challenge_choose_qop (const SipChallenge *challenge)
{
  if ((challenge->qops & SIP_QOP_AUTH) != 0)
    return SIP_QOP_AUTH;
  if ((challenge->qops & SIP_QOP_AUTH_INT) != 0)
    return SIP_QOP_AUTH_INT;
  /* The form without qop is RFC 2069's: it knows neither SHA-2 nor cnonce, which -sess needs */
  return challenge->digest == DIGEST_MD5 && !challenge->session ? SIP_QOP_NONE : SIP_QOP_AUTH;
}

/* nc-value = 8LHEX */
static gboolean
read_nc (Slice text, guint32 *out)
{
  guint32 nc = 0;

  if (text.n != 8)
    return FALSE;
  for (gsize i = 0; i < text.n; i++)
    {
      if (!g_ascii_isxdigit (text.p[i]))
        return FALSE;
      nc = nc << 4 | (guint32) g_ascii_xdigit_value (text.p[i]);
    }
  *out = nc;
  return TRUE;
}

static void
store_credential (const AuthParam *param, SipCredentials *credentials, Slice *qop)
{
  (void) (store (param, "username", &credentials->username) ||
          store (param, "realm", &credentials->realm) ||
          store (param, "nonce", &credentials->nonce) || store (param, "uri", &credentials->uri) ||
          store (param, "response", &credentials->response) ||
          store (param, "cnonce", &credentials->cnonce) ||
          store (param, "opaque", &credentials->opaque) ||
          store (param, "algorithm", &credentials->algorithm) ||
          store (param, "nc", &credentials->nc_text) || store (param, "qop", qop));
}

static gboolean
check_credentials (SipCredentials *credentials, Slice qop, SipParseError *error)
{
  const char *at = credentials->scheme.p;

  if (credentials->username.p == NULL || credentials->realm.p == NULL ||
      credentials->nonce.p == NULL || credentials->uri.p == NULL || credentials->response.p == NULL)
    return sip_parse_fail (error, SIP_ERROR_MALFORMED, "mandatory parameter of credentials", at);
  credentials->algorithm_known =
      read_algorithm (credentials->algorithm, &credentials->digest, &credentials->session);
  credentials->qop = read_qop (qop);
  if (credentials->qop != SIP_QOP_NONE &&
      (!read_nc (credentials->nc_text, &credentials->nc) || credentials->cnonce.n == 0))
    return sip_parse_fail (error, SIP_ERROR_MALFORMED, "nc and cnonce of credentials", at);
  return TRUE;
}

gboolean
sip_credentials_parse (Slice value, SipCredentials *out, SipParseError *error)
{
  SipCredentials credentials = { 0 };
  Slice rest = value, qop = { NULL, 0 };
  SipParseError failure;
  AuthParam param;
  guint n = 0;

  if (!take_scheme (&rest, &credentials.scheme, error))
    return FALSE;
  credentials.is_digest = slice_is_nocase (credentials.scheme, "Digest");
  if (credentials.is_digest)
    {
      while (next_param (&rest, &param, &failure))
        {
          if (++n > SIP_MAX_PARAMS)
            return sip_parse_fail (error, SIP_ERROR_TOO_LONG, "number of authentication parameters",
                                   param.name.p);
          store_credential (&param, &credentials, &qop);
        }
      if (failure.what != NULL)
        return sip_parse_fail (error, failure.code, failure.what, failure.at);
      if (!check_credentials (&credentials, qop, error))
        return FALSE;
    }
  *out = credentials;
  return TRUE;
}

gboolean
sip_auth_info_parse (Slice value, SipAuthInfo *out, SipParseError *error)
{
  SipAuthInfo info = { 0 };
  Slice rest = value, qop = { NULL, 0 };
  SipParseError failure;
  AuthParam param;

  while (next_param (&rest, &param, &failure))
    (void) (store (&param, "nextnonce", &info.nextnonce) ||
            store (&param, "rspauth", &info.rspauth) || store (&param, "cnonce", &info.cnonce) ||
            store (&param, "nc", &info.nc_text) || store (&param, "qop", &qop));
  if (failure.what != NULL)
    return sip_parse_fail (error, failure.code, failure.what, failure.at);
  info.qop = read_qop (qop);
  *out = info;
  return TRUE;
}
