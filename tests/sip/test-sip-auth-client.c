/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Linnet Authors */
/* The memory of digest authentication, without a core around it. */
#include "sip-auth-client.h"

#include "sip-auth.h"

#include <string.h>

#define CNONCE "00112233445566778899aabbccddeeff"

static SipMessage *
make_response (const char *method, guint status, const char *headers)
{
  g_autofree char *text =
      g_strdup_printf ("SIP/2.0 %u X\r\nVia: SIP/2.0/TLS h;branch=z9hG4bK1\r\nFrom: "
                       "<sip:a@b>;tag=1\r\nTo: <sip:a@b>;tag=2\r\n"
                       "Call-ID: 1\r\nCSeq: 1 %s\r\n%sContent-Length: 0\r\n\r\n",
                       status, method, headers);
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));
  SipParseError error;
  SipMessage *message = sip_message_parse (bytes, SIP_PARSE_STREAM, &error);

  g_assert_nonnull (message);
  return message;
}

static SipAuthVerdict
challenge (SipAuthClient *client, SipAuthAttempt *attempt, const char *method, const char *headers)
{
  g_autoptr (SipMessage) response = make_response (method, 401, headers);

  return sip_auth_client_challenge (client, attempt, response);
}

static SipAuthClient *
client_new (gboolean require_sha2)
{
  g_autoptr (Secret) password = secret_new ("secret", 6);

  return sip_auth_client_new ("alice", password, require_sha2);
}

/* The nth credentials that an answer holds; *n: how many there are */
static SipCredentials
answer (SipAuthClient *client, SipAuthAttempt *attempt, SipMethod method, GPtrArray **lines)
{
  SipCredentials credentials = { 0 };
  SipParseError error;

  *lines = sip_auth_client_answer (client, attempt, method, "sip:b", (Slice){ NULL, 0 }, CNONCE);
  if ((*lines)->len > 0)
    {
      const SipHeaderLine *line = g_ptr_array_index (*lines, 0);

      g_assert_true (sip_credentials_parse (slice_from_string (line->value), &credentials, &error));
    }
  return credentials;
}

static void
test_first_supported (void)
{
  g_autoptr (SipAuthClient) client = client_new (FALSE);
  g_autoptr (SipAuthAttempt) attempt = sip_auth_attempt_new ();
  g_autoptr (GPtrArray) lines = NULL;
  SipCredentials credentials;

  g_assert_cmpint (
      challenge (client, attempt, "INVITE",
                 "WWW-Authenticate: Digest realm=\"r\", nonce=\"0\", algorithm=SHA-1\r\n"
                 "WWW-Authenticate: Digest realm=\"r\", nonce=\"1\", qop=\"other\"\r\n"
                 "WWW-Authenticate: Digest realm=\"r\", nonce=\"2\", algorithm=SHA-512-256\r\n"
                 "WWW-Authenticate: Digest realm=\"r\", nonce=\"3\", algorithm=SHA-256\r\n"),
      ==, SIP_AUTH_RETRY);
  credentials = answer (client, attempt, SIP_METHOD_INVITE, &lines);
  g_assert_cmpuint (lines->len, ==, 1);
  g_assert_true (slice_is (credentials.nonce, "2"));
  g_assert_true (slice_is (credentials.algorithm, "SHA-512-256"));
}

static void
test_counts (void)
{
  g_autoptr (SipAuthClient) client = client_new (FALSE);

  for (guint round = 0; round < 2; round++)
    {
      g_autoptr (SipAuthAttempt) attempt = sip_auth_attempt_new ();

      g_assert_cmpint (
          challenge (client, attempt, "INVITE",
                     "WWW-Authenticate: Digest realm=\"r\", nonce=\"same\", qop=\"auth\"\r\n"),
          ==, SIP_AUTH_RETRY);
      for (guint i = 1; i <= 3; i++)
        {
          g_autoptr (GPtrArray) lines = NULL;
          SipCredentials credentials = answer (client, attempt, SIP_METHOD_INVITE, &lines);

          g_assert_cmpuint (credentials.nc, ==,
                            3 * round + i); /* the same nonce goes on counting */
        }
    }
}

static void
test_nextnonce (void)
{
  g_autoptr (SipAuthClient) client = client_new (FALSE);
  g_autoptr (SipAuthAttempt) attempt = sip_auth_attempt_new ();
  g_autoptr (GPtrArray) first = NULL, second = NULL;
  g_autoptr (SipMessage) ok =
      make_response ("INVITE", 200, "Authentication-Info: nextnonce=\"fresh\"\r\n");
  SipCredentials credentials;

  challenge (client, attempt, "INVITE",
             "WWW-Authenticate: Digest realm=\"r\", nonce=\"old\", qop=\"auth\"\r\n");
  answer (client, attempt, SIP_METHOD_INVITE, &first);
  sip_auth_client_learn (client, ok);
  credentials = answer (client, attempt, SIP_METHOD_INVITE, &second);
  g_assert_true (slice_is (credentials.nonce, "fresh"));
  g_assert_cmpuint (credentials.nc, ==, 1);
}

static void
test_cached_nonce_is_no_wrong_password (void)
{
  g_autoptr (SipAuthClient) client = client_new (FALSE);
  g_autoptr (SipAuthAttempt) first = sip_auth_attempt_new (), second = sip_auth_attempt_new ();

  g_assert_cmpint (challenge (client, first, "REGISTER",
                              "WWW-Authenticate: Digest realm=\"r\", nonce=\"1\"\r\n"),
                   ==, SIP_AUTH_RETRY);
  g_assert_cmpint (challenge (client, second, "REGISTER",
                              "WWW-Authenticate: Digest realm=\"r\", nonce=\"2\"\r\n"),
                   ==, SIP_AUTH_RETRY);
  g_assert_cmpint (challenge (client, second, "REGISTER",
                              "WWW-Authenticate: Digest realm=\"r\", nonce=\"3\"\r\n"),
                   ==, SIP_AUTH_WRONG_PASSWORD);
}

static void
test_several_realms (void)
{
  g_autoptr (SipAuthClient) client = client_new (FALSE);
  g_autoptr (SipAuthAttempt) attempt = sip_auth_attempt_new ();
  g_autoptr (GPtrArray) lines = NULL;

  challenge (client, attempt, "INVITE",
             "WWW-Authenticate: Digest realm=\"r\", nonce=\"1\"\r\n"
             "Proxy-Authenticate: Digest realm=\"r\", nonce=\"2\"\r\n"
             "Proxy-Authenticate: Digest realm=\"q\", nonce=\"3\"\r\n");
  answer (client, attempt, SIP_METHOD_INVITE, &lines);
  g_assert_cmpuint (lines->len, ==, 3);
}

static void
test_scope_of_memory (void)
{
  g_autoptr (SipAuthClient) client = client_new (FALSE);
  g_autoptr (SipAuthAttempt) attempt = sip_auth_attempt_new (), other = sip_auth_attempt_new ();
  g_autoptr (GPtrArray) invite = NULL, again = NULL, forgotten = NULL;
  g_autoptr (Secret) password = secret_new ("new", 3);

  challenge (client, attempt, "REGISTER", "WWW-Authenticate: Digest realm=\"r\", nonce=\"1\"\r\n");
  answer (client, other, SIP_METHOD_INVITE, &invite);
  g_assert_cmpuint (invite->len, ==, 0); /* the registrar's nonce is for the registrar */
  answer (client, other, SIP_METHOD_REGISTER, &again);
  g_assert_cmpuint (again->len, ==, 1);
  sip_auth_client_set_password (client, password);
  answer (client, other, SIP_METHOD_REGISTER, &forgotten);
  g_assert_cmpuint (forgotten->len, ==, 0);
}

static void
test_refusals (void)
{
  g_autoptr (SipAuthClient) strict = client_new (TRUE), client = client_new (FALSE);
  g_autoptr (SipAuthClient) without = sip_auth_client_new ("alice", NULL, FALSE);
  g_autoptr (SipAuthAttempt) a = sip_auth_attempt_new (), b = sip_auth_attempt_new (),
                             c = sip_auth_attempt_new (), d = sip_auth_attempt_new ();
  static const char md5[] = "WWW-Authenticate: Digest realm=\"r\", nonce=\"1\"\r\n";

  g_assert_cmpint (challenge (client, a, "INVITE", "WWW-Authenticate: Basic realm=\"r\"\r\n"), ==,
                   SIP_AUTH_UNSUPPORTED);
  g_assert_cmpint (challenge (client, a, "INVITE", ""), ==, SIP_AUTH_UNSUPPORTED);
  g_assert_cmpint (challenge (strict, b, "INVITE", md5), ==, SIP_AUTH_DOWNGRADE);
  g_assert_cmpint (challenge (without, c, "INVITE", md5), ==, SIP_AUTH_NO_PASSWORD);
  g_assert_cmpint (
      challenge (client, d, "INVITE",
                 "WWW-Authenticate: Digest realm=\"r\", nonce=\"1\", algorithm=SHA-256\r\n"),
      ==, SIP_AUTH_RETRY);
  g_clear_pointer (&d, sip_auth_attempt_free);
  d = sip_auth_attempt_new ();
  g_assert_cmpint (challenge (client, d, "INVITE", md5), ==, SIP_AUTH_DOWNGRADE);
}

static void
test_many_realms (void)
{
  g_autoptr (SipAuthClient) client = client_new (FALSE);
  g_autoptr (GPtrArray) lines = NULL;
  g_autoptr (SipAuthAttempt) last = sip_auth_attempt_new ();

  for (guint i = 0; i < 3 * SIP_AUTH_MAX_REALMS; i++)
    {
      g_autoptr (SipAuthAttempt) attempt = sip_auth_attempt_new ();
      g_autofree char *line =
          g_strdup_printf ("WWW-Authenticate: Digest realm=\"r%u\", nonce=\"1\"\r\n", i);

      challenge (client, attempt, "INVITE", line);
    }
  answer (client, last, SIP_METHOD_INVITE, &lines);
  g_assert_cmpuint (lines->len, ==, SIP_AUTH_MAX_REALMS);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sip/auth-client/AUT-03/first-supported-of-a-realm", test_first_supported);
  g_test_add_func ("/sip/auth-client/AUT-03/every-realm-is-answered", test_several_realms);
  g_test_add_func ("/sip/auth-client/AUT-04/nc-goes-on-with-the-same-nonce", test_counts);
  g_test_add_func ("/sip/auth-client/AUT-05/nextnonce-starts-anew", test_nextnonce);
  g_test_add_func ("/sip/auth-client/AUT-06/cached-nonce-is-no-wrong-password",
                   test_cached_nonce_is_no_wrong_password);
  g_test_add_func ("/sip/auth-client/AUT-07/what-is-never-answered", test_refusals);
  g_test_add_func ("/sip/auth-client/SEC-05/memory-keeps-to-its-requests", test_scope_of_memory);
  g_test_add_func ("/sip/auth-client/AUT-03/realms-are-bounded", test_many_realms);
  return g_test_run ();
}
