/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Linnet Authors */
#include "sip-digest.h"
#include "sip-limits.h"

#include <string.h>

#define MD5_NONCE "dcd98b7102dd2f0e8b11d0f600bfb0c093"
#define RFC7616_NONCE "7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v"
#define RFC7616_CNONCE "f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ"

static void
assert_slice (Slice slice, const char *expected)
{
  g_autofree char *copy = slice_dup (slice);

  g_assert_cmpstr (copy, ==, expected);
}

static void
assert_response (const SipDigestInput *input,
                 const char *user,
                 const char *realm,
                 const char *password,
                 const char *expected)
{
  g_autoptr (Secret) secret = secret_new (password, strlen (password));
  g_autoptr (Secret) ha1 = sip_digest_ha1 (input->algorithm, slice_from_string (user),
                                           slice_from_string (realm), secret);
  char response[DIGEST_HEX_SIZE];

  sip_digest_response (input, ha1, response);
  g_assert_cmpstr (response, ==, expected);
}

/* RFC 2617 3.5 */
static void
test_md5_auth (void)
{
  assert_response (&(SipDigestInput){ .algorithm = DIGEST_MD5,
                                      .qop = SIP_QOP_AUTH,
                                      .nonce = SLICE_LITERAL (MD5_NONCE),
                                      .cnonce = SLICE_LITERAL ("0a4f113b"),
                                      .nc = 1,
                                      .method = SLICE_LITERAL ("GET"),
                                      .uri = SLICE_LITERAL ("/dir/index.html") },
                   "Mufasa", "testrealm@host.com", "Circle Of Life",
                   "6629fae49393a05397450978507c4ef1");
}

/* RFC 2069, computed by hand: H(H(A1):nonce:H(A2)) */
static void
test_md5_without_qop (void)
{
  assert_response (&(SipDigestInput){ .algorithm = DIGEST_MD5,
                                      .nonce = SLICE_LITERAL (MD5_NONCE),
                                      .method = SLICE_LITERAL ("GET"),
                                      .uri = SLICE_LITERAL ("/dir/index.html") },
                   "Mufasa", "testrealm@host.com", "Circle Of Life",
                   "670fd8c2df070c60b045671b8b24ff02");
}

/* RFC 7616 3.9.1 */
static void
test_rfc7616 (void)
{
  SipDigestInput input = { .algorithm = DIGEST_MD5,
                           .qop = SIP_QOP_AUTH,
                           .nonce = SLICE_LITERAL (RFC7616_NONCE),
                           .cnonce = SLICE_LITERAL (RFC7616_CNONCE),
                           .nc = 1,
                           .method = SLICE_LITERAL ("GET"),
                           .uri = SLICE_LITERAL ("/dir/index.html") };

  assert_response (&input, "Mufasa", "http-auth@example.org", "Circle of Life",
                   "8ca523f5e9506fed4657c9700eebdbec");
  input.algorithm = DIGEST_SHA256;
  assert_response (&input, "Mufasa", "http-auth@example.org", "Circle of Life",
                   "753927fa0e85d155564e2e272a28d1802ca10daf4496794697cf8db5856cb6c1");
}

#include "test-sip-digest-vectors.h"

/* Computed by another implementation */
static void
test_all_variants (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (vectors); i++)
    assert_response (&(SipDigestInput){ .algorithm = vectors[i].algorithm,
                                        .session = vectors[i].session,
                                        .qop = vectors[i].qop,
                                        .nonce = SLICE_LITERAL ("nonce1"),
                                        .cnonce = SLICE_LITERAL ("cnonce2"),
                                        .nc = 0x1a,
                                        .method = SLICE_LITERAL ("INVITE"),
                                        .uri = SLICE_LITERAL ("sips:bob@example.org"),
                                        .body = slice_from_string (vectors[i].body) },
                     "alice", "example.org", "s3cret", vectors[i].response);
}

static SipChallenge
parse (const char *text)
{
  SipParseError error = { 0 };
  SipChallenge challenge;

  if (!sip_challenge_parse (slice_from_string (text), &challenge, &error))
    g_error ("%s: %s", text, error.what);
  return challenge;
}

static void
test_challenge (void)
{
  SipChallenge challenge =
      parse ("digest  realm = \"a \\\"b\\\", c\" ,\tnonce=\"n,1\", opaque=\"\", algorithm=SHA-256,"
             " qop=\"auth-int, auth\", stale=TRUE, userhash=false, domain=\"sips:x\", new=1");

  assert_slice (challenge.realm, "a \\\"b\\\", c");
  assert_slice (challenge.nonce, "n,1");
  g_assert_true (challenge.has_opaque);
  g_assert_true (challenge.stale);
  g_assert_false (challenge.userhash);
  g_assert_cmpint (challenge.digest, ==, DIGEST_SHA256);
  g_assert_false (challenge.session);
  g_assert_cmpuint (challenge.qops, ==, SIP_QOP_AUTH | SIP_QOP_AUTH_INT);
  g_assert_cmpint (sip_challenge_choose_qop (&challenge), ==, SIP_QOP_AUTH);
  g_assert_true (sip_challenge_is_supported (&challenge));
}

/* Asterisk and others (PROTOCOL 18, Q22) */
static void
test_challenge_tolerant (void)
{
  SipChallenge challenge =
      parse ("Digest algorithm=\"md5-sess\",realm=asterisk,nonce=5f==,qop=auth,auth-int");

  g_assert_cmpint (challenge.digest, ==, DIGEST_MD5);
  g_assert_true (challenge.session);
  assert_slice (challenge.realm, "asterisk");
  assert_slice (challenge.nonce, "5f==");
  g_assert_cmpuint (challenge.qops, ==, SIP_QOP_AUTH | SIP_QOP_AUTH_INT);
  challenge = parse ("Digest realm=\"a\",nonce=\"1\",realm=\"b\"");
  assert_slice (challenge.realm, "a");
}

static void
test_challenge_malformed (void)
{
  static const char *const texts[] = {
    "",
    "Digest",
    "Digest realm=\"a\"",
    "Digest nonce=\"a\"",
    "Digest realm=\"a, nonce=\"b\"",
    "Digest realm=\"a\", nonce=\"b",
    "Digest realm=\"a\" \"b\", nonce=\"b\"",
    "\"Digest\"",
  };
  SipChallenge challenge;

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    if (sip_challenge_parse (slice_from_string (texts[i]), &challenge, NULL))
      g_error ("%s was accepted", texts[i]);
}

static void
test_challenge_limit (void)
{
  g_autoptr (GString) text = g_string_new ("Digest realm=\"a\", nonce=\"b\"");
  SipChallenge challenge;

  for (int i = 2; i < SIP_MAX_PARAMS; i++)
    g_string_append (text, ", a=1");
  parse (text->str);
  g_string_append (text, ", a=1");
  g_assert_false (sip_challenge_parse (slice_from_string (text->str), &challenge, NULL));
}

static void
test_unsupported (void)
{
  static const char *const texts[] = {
    "Basic realm=\"a\"",
    "Bearer",
    "NoOneKnowsThisScheme opaque-data=here",
    "Digest realm=\"a\", nonce=\"b\", algorithm=SHA-1",
    "Digest realm=\"a\", nonce=\"b\", algorithm=AKAv1-MD5",
    "Digest realm=\"a\", nonce=\"b\", qop=\"something\"",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      SipChallenge challenge = parse (texts[i]);

      g_assert_false (sip_challenge_is_supported (&challenge));
    }
}

static void
test_choose_qop (void)
{
  SipChallenge challenge = parse ("Digest realm=\"a\", nonce=\"b\"");

  g_assert_cmpint (sip_challenge_choose_qop (&challenge), ==, SIP_QOP_NONE);
  challenge = parse ("Digest realm=\"a\", nonce=\"b\", algorithm=SHA-512-256");
  g_assert_cmpint (sip_challenge_choose_qop (&challenge), ==, SIP_QOP_AUTH);
  challenge = parse ("Digest realm=\"a\", nonce=\"b\", qop=\"auth-int, other\"");
  g_assert_cmpint (sip_challenge_choose_qop (&challenge), ==, SIP_QOP_AUTH_INT);
  g_assert_true (sip_challenge_is_supported (&challenge));
}

/* What we send is what we accept, in each variant */
static void
test_client_and_server_agree (void)
{
  static const char *const algorithms[] = { "MD5",          "MD5-sess",    "SHA-256",
                                            "SHA-256-sess", "SHA-512-256", "SHA-512-256-sess" };
  static const char *const qops[] = { "", ", qop=\"auth\"", ", qop=\"auth-int\"" };
  const Slice method = SLICE_LITERAL ("INVITE"), uri = SLICE_LITERAL ("sips:bob@example.org"),
              body = SLICE_LITERAL ("v=0\r\n");
  g_autoptr (Secret) password = secret_new ("s3\"cret", 7);

  for (gsize i = 0; i < G_N_ELEMENTS (algorithms); i++)
    for (gsize j = 0; j < G_N_ELEMENTS (qops); j++)
      {
        g_autofree char *text = g_strdup_printf ("Digest realm=\"a\\\"b\", nonce=\"n\\\\1\", "
                                                 "opaque=\"o\\\"1\", algorithm=%s%s",
                                                 algorithms[i], qops[j]);
        SipChallenge challenge = parse (text);
        g_autofree char *answer =
            sip_digest_authorize (&challenge, "al\"ice", password, method, uri, body,
                                  "0123456789abcdef0123456789abcdef", 26);
        g_autoptr (Secret) ha1 = sip_digest_ha1 (challenge.digest, SLICE_LITERAL ("al\"ice"),
                                                 SLICE_LITERAL ("a\"b"), password);
        g_autoptr (Secret) wrong = sip_digest_ha1 (challenge.digest, SLICE_LITERAL ("al\"ice"),
                                                   SLICE_LITERAL ("a\"b"), ha1);
        SipCredentials credentials;

        g_assert_true (sip_credentials_parse (slice_from_string (answer), &credentials, NULL));
        g_assert_nonnull (strstr (answer, "username=\"al\\\"ice\", realm=\"a\\\"b\""));
        g_assert_nonnull (strstr (answer, "opaque=\"o\\\"1\""));
        assert_slice (credentials.algorithm, algorithms[i]);
        g_assert_true (sip_digest_verify (&credentials, ha1, method, body));
        g_assert_false (sip_digest_verify (&credentials, wrong, method, body));
        g_assert_false (sip_digest_verify (&credentials, ha1, SLICE_LITERAL ("BYE"), body));
        g_assert_cmpint (sip_digest_verify (&credentials, ha1, method, SLICE_LITERAL ("x")), ==,
                         credentials.qop != SIP_QOP_AUTH_INT);
        if (credentials.qop != SIP_QOP_NONE)
          g_assert_cmpuint (credentials.nc, ==, 26);
      }
}

/* Only what was challenged comes back, quoted as RFC 7616 3.4 says */
static void
test_output (void)
{
  SipChallenge challenge = parse ("Digest realm=\"r\", nonce=\"n\"");
  g_autoptr (Secret) password = secret_new ("p", 1);
  g_autofree char *bare =
      sip_digest_authorize (&challenge, "u", password, SLICE_LITERAL ("BYE"),
                            SLICE_LITERAL ("sips:x"), (Slice){ NULL, 0 }, "c", 1);
  g_autofree char *full = NULL;

  g_assert_true (g_str_has_prefix (
      bare, "Digest username=\"u\", realm=\"r\", nonce=\"n\", uri=\"sips:x\", response=\""));
  g_assert_null (strstr (bare, "algorithm"));
  g_assert_null (strstr (bare, "qop"));
  g_assert_null (strstr (bare, "cnonce"));
  g_assert_null (strstr (bare, "opaque"));
  challenge = parse ("Digest realm=\"r\", nonce=\"n\", opaque=\"\", algorithm=md5, qop=auth");
  full = sip_digest_authorize (&challenge, "u", password, SLICE_LITERAL ("BYE"),
                               SLICE_LITERAL ("sips:x"), (Slice){ NULL, 0 }, "c", 0x1f);
  g_assert_nonnull (
      strstr (full, ", algorithm=md5, cnonce=\"c\", qop=auth, nc=0000001f, opaque=\"\""));
}

static void
test_credentials_malformed (void)
{
  static const char *const texts[] = {
    "Digest username=\"a\", realm=\"b\", nonce=\"c\", uri=\"d\"",
    "Digest username=\"a\", realm=\"b\", nonce=\"c\", uri=\"d\", response=\"e\", qop=auth",
    "Digest username=\"a\", realm=\"b\", nonce=\"c\", uri=\"d\", response=\"e\", qop=auth, nc=1, "
    "cnonce=\"f\"",
    "Digest username=\"a\", realm=\"b\", nonce=\"c\", uri=\"d\", response=\"e\", qop=auth, "
    "nc=0000000g, cnonce=\"f\"",
  };
  SipCredentials credentials;

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    g_assert_false (sip_credentials_parse (slice_from_string (texts[i]), &credentials, NULL));
  g_assert_true (sip_credentials_parse (SLICE_LITERAL ("Basic QWxhZGRpbg=="), &credentials, NULL));
  g_assert_false (credentials.is_digest);
  g_assert_false (
      sip_digest_verify (&credentials, NULL, SLICE_LITERAL ("BYE"), (Slice){ NULL, 0 }));
}

static void
test_auth_info (void)
{
  g_autoptr (Secret) password = secret_new ("p", 1);
  g_autoptr (Secret) ha1 =
      sip_digest_ha1 (DIGEST_MD5, SLICE_LITERAL ("u"), SLICE_LITERAL ("r"), password);
  SipDigestInput input = { .algorithm = DIGEST_MD5,
                           .qop = SIP_QOP_AUTH,
                           .nonce = SLICE_LITERAL ("n"),
                           .cnonce = SLICE_LITERAL ("c"),
                           .nc = 1,
                           .method = SLICE_LITERAL ("BYE"),
                           .uri = SLICE_LITERAL ("sips:x") };
  SipDigestInput server = input;
  char expected[DIGEST_HEX_SIZE];
  g_autofree char *text = NULL;
  SipAuthInfo info;

  server.method = (Slice){ NULL, 0 };
  sip_digest_response (&server, ha1, expected);
  text = g_strdup_printf ("nextnonce=\"n2\", qop=auth, rspauth=\"%s\", cnonce=\"c\", nc=00000001",
                          expected);
  g_assert_true (sip_auth_info_parse (slice_from_string (text), &info, NULL));
  assert_slice (info.nextnonce, "n2");
  g_assert_true (sip_digest_verify_server (&info, &input, ha1));
  input.nc = 2;
  g_assert_false (sip_digest_verify_server (&info, &input, ha1));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sip/digest/AUT-01/md5-auth", test_md5_auth);
  g_test_add_func ("/sip/digest/AUT-01/md5-without-qop", test_md5_without_qop);
  g_test_add_func ("/sip/digest/AUT-01/rfc7616", test_rfc7616);
  g_test_add_func ("/sip/digest/AUT-02/all-variants", test_all_variants);
  g_test_add_func ("/sip/digest/AUT-02/client-and-server-agree", test_client_and_server_agree);
  g_test_add_func ("/sip/digest/AUT-01/output", test_output);
  g_test_add_func ("/sip/digest/AUT-05/rspauth-and-nextnonce", test_auth_info);
  g_test_add_func ("/sip/auth/AUT-03/challenge", test_challenge);
  g_test_add_func ("/sip/auth/AUT-03/challenge-tolerant", test_challenge_tolerant);
  g_test_add_func ("/sip/auth/AUT-03/challenge-malformed", test_challenge_malformed);
  g_test_add_func ("/sip/auth/AUT-03/64-params-and-no-more", test_challenge_limit);
  g_test_add_func ("/sip/auth/AUT-07/unknown-is-never-supported", test_unsupported);
  g_test_add_func ("/sip/auth/AUT-03/choose-qop", test_choose_qop);
  g_test_add_func ("/sip/auth/AUT-03/credentials-malformed", test_credentials_malformed);
  return g_test_run ();
}
