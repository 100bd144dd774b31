/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Linnet Authors */
/* Digest access authentication, both ends: the arithmetic only (RFC 7616 3.4, RFC 8760). */
#define G_LOG_DOMAIN "sip-digest"

#include "sip-digest.h"

#include "sip-chars.h"

#include <string.h>

#define COLON SLICE_LITERAL (":")

static Slice
slice_from_secret (const Secret *secret)
{
  gsize n;
  const char *p = secret_peek (secret, &n);

  return (Slice){ p, n };
}

Secret *
sip_digest_ha1 (DigestAlgorithm algorithm, Slice user, Slice realm, const Secret *password)
{
  const Slice a1[] = { user, COLON, realm, COLON, slice_from_secret (password) };
  char hex[DIGEST_HEX_SIZE];
  Secret *ha1;

  digest_hex (algorithm, a1, G_N_ELEMENTS (a1), hex);
  ha1 = secret_new (hex, strlen (hex));
  secret_wipe (hex, sizeof hex);
  return ha1;
}

/* H(A1), for -sess with nonce and cnonce (RFC 7616 3.4.2) */
static void
hash_a1 (const SipDigestInput *input, const Secret *ha1, char out[DIGEST_HEX_SIZE])
{
  const Slice kept = slice_from_secret (ha1);
  const Slice session[] = { kept, COLON, input->nonce, COLON, input->cnonce };

  if (input->session)
    digest_hex (input->algorithm, session, G_N_ELEMENTS (session), out);
  else
    {
      gsize n = MIN (kept.n, DIGEST_HEX_SIZE - 1);

      memcpy (out, kept.p, n);
      out[n] = '\0';
    }
}

/* H(A2), for auth-int with the hash of the body (RFC 7616 3.4.3) */
static void
hash_a2 (const SipDigestInput *input, char out[DIGEST_HEX_SIZE])
{
  char body[DIGEST_HEX_SIZE];
  Slice a2[5] = { input->method, COLON, input->uri };
  gsize n = 3;

  if (input->qop == SIP_QOP_AUTH_INT)
    {
      digest_hex (input->algorithm, &input->body, 1, body);
      a2[n++] = COLON;
      a2[n++] = slice_from_string (body);
    }
  digest_hex (input->algorithm, a2, n, out);
}

void
sip_digest_response (const SipDigestInput *input, const Secret *ha1, char out[DIGEST_HEX_SIZE])
{
  char a1[DIGEST_HEX_SIZE], a2[DIGEST_HEX_SIZE], nc[9];
  Slice parts[11];
  gsize n = 0;

  hash_a1 (input, ha1, a1);
  hash_a2 (input, a2);
  parts[n++] = slice_from_string (a1);
  parts[n++] = COLON;
  parts[n++] = input->nonce;
  parts[n++] = COLON;
  if (input->qop != SIP_QOP_NONE)
    {
      g_snprintf (nc, sizeof nc, "%08x", input->nc);
      parts[n++] = slice_from_string (nc);
      parts[n++] = COLON;
      parts[n++] = input->cnonce;
      parts[n++] = COLON;
      parts[n++] =
          input->qop == SIP_QOP_AUTH_INT ? SLICE_LITERAL ("auth-int") : SLICE_LITERAL ("auth");
      parts[n++] = COLON;
    }
  parts[n++] = slice_from_string (a2);
  digest_hex (input->algorithm, parts, n, out);
  secret_wipe (a1, sizeof a1);
}

static void
append_quoted (GString *out, const char *name, const char *value)
{
  g_autofree char *quoted = sip_quote (value);

  g_string_append_printf (out, ", %s=%s", name, quoted);
}

/* dig-resp in the order of RFC 3261's examples; quotes as RFC 7616 3.4 says */
static char *
format_credentials (const SipChallenge *challenge,
                    const SipDigestInput *input,
                    const char *user,
                    const char *realm,
                    const char *nonce,
                    const char *response,
                    const char *cnonce)
{
  GString *out = g_string_new ("Digest ");
  g_autofree char *quoted_user = sip_quote (user);
  g_autofree char *uri = slice_dup (input->uri);

  g_string_append_printf (out, "username=%s", quoted_user);
  append_quoted (out, "realm", realm);
  append_quoted (out, "nonce", nonce);
  append_quoted (out, "uri", uri);
  append_quoted (out, "response", response);
  if (challenge->algorithm.n > 0)
    g_string_append_printf (out, ", algorithm=%.*s", (int) challenge->algorithm.n,
                            challenge->algorithm.p);
  if (input->qop != SIP_QOP_NONE)
    {
      append_quoted (out, "cnonce", cnonce);
      g_string_append_printf (out, ", qop=%s, nc=%08x",
                              input->qop == SIP_QOP_AUTH_INT ? "auth-int" : "auth", input->nc);
    }
  if (challenge->has_opaque)
    {
      g_autofree char *opaque = sip_unquote (challenge->opaque);

      append_quoted (out, "opaque", opaque);
    }
  return g_string_free (out, FALSE);
}

char *
sip_digest_authorize (const SipChallenge *challenge,
                      const char *user,
                      const Secret *password,
                      Slice method,
                      Slice uri,
                      Slice body,
                      const char *cnonce,
                      guint32 nc)
{
  g_autofree char *realm = sip_unquote (challenge->realm);
  g_autofree char *nonce = sip_unquote (challenge->nonce);
  g_autoptr (Secret) ha1 = NULL;
  char response[DIGEST_HEX_SIZE];
  SipDigestInput input = { .algorithm = challenge->digest,
                           .session = challenge->session,
                           .qop = sip_challenge_choose_qop (challenge),
                           .nonce = slice_from_string (nonce),
                           .cnonce = slice_from_string (cnonce),
                           .nc = nc,
                           .method = method,
                           .uri = uri,
                           .body = body };

  g_return_val_if_fail (sip_challenge_is_supported (challenge), NULL);

  ha1 = sip_digest_ha1 (challenge->digest, slice_from_string (user), slice_from_string (realm),
                        password);
  sip_digest_response (&input, ha1, response);
  return format_credentials (challenge, &input, user, realm, nonce, response, cnonce);
}

static gboolean
response_matches (Slice claimed, const SipDigestInput *input, const Secret *ha1)
{
  char expected[DIGEST_HEX_SIZE];
  g_autofree char *lower = g_ascii_strdown (claimed.n > 0 ? claimed.p : "", (gssize) claimed.n);
  g_autoptr (Secret) theirs = secret_new (lower, claimed.n);
  g_autoptr (Secret) ours = NULL;

  sip_digest_response (input, ha1, expected);
  ours = secret_new (expected, strlen (expected));
  return secret_equal (ours, theirs);
}

gboolean
sip_digest_verify (const SipCredentials *credentials, const Secret *ha1, Slice method, Slice body)
{
  g_autofree char *nonce = NULL;
  g_autofree char *cnonce = NULL;
  g_autofree char *uri = NULL;
  SipDigestInput input;

  if (!credentials->is_digest || !credentials->algorithm_known ||
      credentials->qop == SIP_QOP_UNKNOWN)
    return FALSE;
  nonce = sip_unquote (credentials->nonce);
  cnonce = sip_unquote (credentials->cnonce);
  uri = sip_unquote (credentials->uri);
  input = (SipDigestInput){ .algorithm = credentials->digest,
                            .session = credentials->session,
                            .qop = credentials->qop,
                            .nonce = slice_from_string (nonce),
                            .cnonce = slice_from_string (cnonce),
                            .nc = credentials->nc,
                            .method = method,
                            .uri = slice_from_string (uri),
                            .body = body };
  return response_matches (credentials->response, &input, ha1);
}

gboolean
sip_digest_verify_server (const SipAuthInfo *info, const SipDigestInput *input, const Secret *ha1)
{
  SipDigestInput theirs = *input;

  theirs.method = (Slice){ NULL, 0 };
  return response_matches (info->rspauth, &theirs, ha1);
}
