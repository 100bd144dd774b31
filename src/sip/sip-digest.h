/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Linnet Authors */
/* Digest access authentication, both ends: the arithmetic only (RFC 7616 3.4, RFC 8760). */
#pragma once

#include "sip-auth.h"
#include "util-secret.h"

G_BEGIN_DECLS

/**
 * SipDigestInput:
 *
 * What a response is computed from. All text unescaped; the caller keeps it alive.
 */
typedef struct
{
  DigestAlgorithm algorithm;
  gboolean session;
  SipQop qop; /* NONE, AUTH or AUTH_INT */
  Slice nonce, cnonce;
  guint32 nc;
  Slice method; /* empty for rspauth (RFC 7616 3.5) */
  Slice uri;
  Slice body; /* AUTH_INT only */
} SipDigestInput;

/* H(user:realm:password) as hexadecimal text (transfer full): what may be kept instead of the
 * password. */
Secret *sip_digest_ha1 (DigestAlgorithm algorithm, Slice user, Slice realm, const Secret *password);

/* The response to @input with @ha1 from sip_digest_ha1(), `-sess` or not. */
void
sip_digest_response (const SipDigestInput *input, const Secret *ha1, char out[DIGEST_HEX_SIZE]);

/**
 * sip_digest_authorize:
 * @challenge: a supported challenge: sip_challenge_is_supported()
 * @user: (not nullable): the digest user name
 * @password: the password
 * @method: of the request, as text
 * @uri: the Request-URI, byte by byte as sent
 * @body: the request's body, for auth-int
 * @cnonce: fresh, 32 hexadecimal digits
 * @nc: how often this nonce was used with this request, from 1
 *
 * Returns: (transfer full): the value of Authorization or Proxy-Authorization: secret in logs
 */
char *sip_digest_authorize (const SipChallenge *challenge,
                            const char *user,
                            const Secret *password,
                            Slice method,
                            Slice uri,
                            Slice body,
                            const char *cnonce,
                            guint32 nc);

/**
 * sip_digest_verify:
 * @credentials: what the request brought
 * @ha1: of that user, realm and algorithm
 * @method: of the request
 * @body: of the request
 *
 * For servers. Whether the response is right, compared in constant time. Nonce, nc, realm and that
 * the URI is the Request-URI are for the caller to judge.
 */
gboolean
sip_digest_verify (const SipCredentials *credentials, const Secret *ha1, Slice method, Slice body);

/* For clients: whether the server's rspauth is right for what we sent (@input as then). */
gboolean
sip_digest_verify_server (const SipAuthInfo *info, const SipDigestInput *input, const Secret *ha1);

G_END_DECLS
