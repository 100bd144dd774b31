/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Linnet Authors */
#include "util-redact.h"

#include <string.h>

#define HEAD                                                                                       \
  "REGISTER sips:example.org SIP/2.0\r\n"                                                          \
  "Call-ID: keep-me\r\n"                                                                           \
  "From: <sips:alice@example.org>;tag=keep-tag\r\n"

static void
assert_gone (const char *message, const char *const *secrets, const char *const *kept)
{
  g_autofree char *shown = redact_sip (slice_from_string (message));

  for (; *secrets != NULL; secrets++)
    if (strstr (shown, *secrets) != NULL)
      g_error ("%s is shown in: %s", *secrets, shown);
  for (; kept != NULL && *kept != NULL; kept++)
    if (strstr (shown, *kept) == NULL)
      g_error ("%s is missing in: %s", *kept, shown);
}

#define LIST(...) ((const char *const[]){ __VA_ARGS__, NULL })

static void
test_credentials (void)
{
  static const char *const names[] = { "Authorization", "PROXY-authorization" };

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *message = g_strdup_printf (
          HEAD "%s : Digest username=\"SECRET\\\"USER\", realm=\"example.org\", "
               "nonce=\"SECRETN\",\r\n uri=\"sips:example.org\" , response = "
               "\"SECRETR\",\r\n\tcnonce=SECRETC, opaque=\"SECRETO\", nc=00000001, "
               "qop=auth\r\nCSeq: 1 REGISTER\r\n\r\n",
          names[i]);

      assert_gone (message, LIST ("SECRET", "USER"),
                   LIST ("keep-me", "keep-tag", "realm=\"example.org\"", "nc=00000001",
                         "[redacted]", "uri=\"sips:example.org\"", "CSeq: 1 REGISTER"));
    }
}

static void
test_broken_credentials (void)
{
  assert_gone (HEAD "Authorization: Digest username=\"SECRET, nonce=SECRET\r\nAccept: a\r\n\r\n",
               LIST ("SECRET"), LIST ("Accept"));
  assert_gone (HEAD "Authorization: Digest \"SECRET\"\r\n\r\n", LIST ("SECRET"), NULL);
  assert_gone (HEAD "Authorization: Digest nonce=\"a\\", LIST ("\"a"), NULL);
  assert_gone (HEAD "Authorization:\r\n Digest nonce=SECRET\r\n\r\n", LIST ("SECRET"), NULL);
}

static void
test_other_schemes (void)
{
  assert_gone (HEAD "Authorization: Basic SECRET==\r\nAccept: a\r\n\r\n", LIST ("SECRET"),
               LIST ("Basic [redacted]", "Accept: a"));
  assert_gone (HEAD "Authorization: Bearer\r\n SECRET\r\nAccept: a\r\n\r\n", LIST ("SECRET"),
               LIST ("Accept: a"));
}

static void
test_challenges (void)
{
  assert_gone (
      "SIP/2.0 401 Unauthorized\r\nWWW-Authenticate: Digest realm=\"r\", nonce=\"SECRET\"\r\n"
      "Authentication-Info: nextnonce=\"SECRET\", rspauth=SECRET, qop=auth\r\n\r\n",
      LIST ("SECRET"), LIST ("realm=\"r\"", "qop=auth"));
}

static void
test_keys (void)
{
  assert_gone (
      "INVITE sips:bob@example.org SIP/2.0\r\nContent-Type: application/sdp\r\n\r\n"
      "v=0\r\n"
      "a=crypto:1 AEAD_AES_256_GCM inline:SECRETKEY|2^20|1:4;inline:SECRETTWO FEC_KEY=SECRET\r\n"
      "A=CRYPTO:2 X INLINE:SECRET\r\n"
      "a=ice-ufrag:keepufrag\r\n"
      "a=ice-pwd:SECRETPWD\r\n"
      "m=audio 9 RTP/SAVP 0\r\n",
      LIST ("SECRET"),
      LIST ("a=crypto:1 AEAD_AES_256_GCM inline:[redacted]", "a=ice-pwd:[redacted]", "keepufrag",
            "m=audio 9"));
}

/* Without the empty line the body passes for headers */
static void
test_keys_in_broken_message (void)
{
  assert_gone ("INVITE sips:bob@example.org SIP/2.0\r\nv=0\r\n"
               "a=crypto:1 AEAD_AES_256_GCM inline:SECRETKEY\r\na=ice-pwd:SECRETPWD\r\n",
               LIST ("SECRET"), NULL);
  assert_gone ("a=crypto:1 AEAD_AES_256_GCM inline:SECRETKEY\r\n", LIST ("SECRET"), NULL);
}

static void
test_uri_passwords (void)
{
  assert_gone ("INVITE SIPS:bob:SECRET@example.org SIP/2.0\r\n"
               "From: \"sip:x\" <sip:alice:SECRET@example.org:5061>;tag=1\r\n"
               "t: sip:carol:SECRET@example.org\r\n"
               "Contact: <sip:10.0.0.1:5061>\r\n\r\n",
               LIST ("SECRET"),
               LIST ("SIPS:bob:[redacted]@example.org", "sip:alice:[redacted]@example.org:5061",
                     "sip:10.0.0.1:5061"));
}

static void
test_bodies (void)
{
  assert_gone ("MESSAGE sips:bob@example.org SIP/2.0\r\nCall-ID: a\r\n\r\nSECRET\r\nSECRET",
               LIST ("SECRET"), LIST ("Call-ID: a"));
  assert_gone ("SIP/2.0 200 OK\r\nCSeq: 5 MESSAGE\r\n\r\nSECRET", LIST ("SECRET"), NULL);
  assert_gone (
      "INFO sips:bob@example.org SIP/2.0\r\nc: application/dtmf-relay\r\n\r\nSignal=SECRET",
      LIST ("SECRET"), NULL);
  assert_gone ("INVITE sips:bob@example.org SIP/2.0\r\nContent-Type : application/pidf+xml\r\n"
               "Geolocation: <cid:SECRET>\r\n\r\nSECRET",
               LIST ("SECRET"), NULL);
}

static void
test_push_token (void)
{
  assert_gone (HEAD "Contact: <sips:a@b;pn-provider=x;pn-prid=SECRET;ob>;expires=3\r\n\r\n",
               LIST ("SECRET"), LIST ("pn-provider=x", ";ob>;expires=3"));
}

static void
test_output_is_showable (void)
{
  static const char message[] = "OPTIONS sip:a@b SIP/2.0\r\nSubject: \x1b[2J\xff\0\r\n\r\n";
  g_autofree char *shown = redact_sip ((Slice){ message, sizeof message - 1 });

  g_assert_true (g_utf8_validate (shown, -1, NULL));
  g_assert_null (strchr (shown, '\x1b'));
  g_assert_true (g_str_has_suffix (shown, "\r\n\r\n"));
}

/* C1 controls, a lone CR and what turns the direction of text, where they are valid UTF-8 */
static void
test_what_terminals_obey (void)
{
  g_autofree char *shown =
      redact_sip (slice_from_string ("OPTIONS sip:a@b SIP/2.0\r\nSubject: a\xc2\x9b"
                                     "2Jb\rc\xe2\x80\xae\x7f\r\n\r\n"));

  g_assert_cmpstr (shown, ==, "OPTIONS sip:a@b SIP/2.0\r\nSubject: a.2Jb.c..\r\n\r\n");
}

/* Each of them might begin a password that ends far behind */
static void
test_many_uris (void)
{
  g_autoptr (GString) message = g_string_new (HEAD "\r\n");
  g_autofree char *shown = NULL;

  for (guint i = 0; i < 100000; i++)
    g_string_append (message, "sip:");
  g_test_timer_start ();
  shown = redact_sip ((Slice){ message->str, message->len });
  g_assert_cmpfloat (g_test_timer_elapsed (), <, 10.0);
  g_assert_cmpstr (shown, ==, message->str);
}

/* Nothing else changes, and no cut is a danger */
static void
test_harmless_text_stays (void)
{
  static const char message[] = "\r\n\r\nINVITE sips:bob@example.org SIP/2.0\r\n"
                                "Subject: one\r\n two\r\n\r\nv=0\r\nu=sip:x\r\n";
  g_autofree char *shown = redact_sip (slice_from_string (message));

  g_assert_cmpstr (shown, ==, message);
  for (gsize n = 0; n < sizeof message; n++)
    {
      g_autofree char *bytes = g_memdup2 (message, n);

      g_free (redact_sip ((Slice){ bytes, n }));
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/util/redact/credentials", test_credentials);
  g_test_add_func ("/util/redact/broken-credentials", test_broken_credentials);
  g_test_add_func ("/util/redact/other-schemes", test_other_schemes);
  g_test_add_func ("/util/redact/challenges", test_challenges);
  g_test_add_func ("/util/redact/keys", test_keys);
  g_test_add_func ("/util/redact/keys-in-broken-message", test_keys_in_broken_message);
  g_test_add_func ("/util/redact/uri-passwords", test_uri_passwords);
  g_test_add_func ("/util/redact/bodies", test_bodies);
  g_test_add_func ("/util/redact/push-token", test_push_token);
  g_test_add_func ("/util/redact/output-is-showable", test_output_is_showable);
  g_test_add_func ("/util/redact/SEC-01/what-terminals-obey", test_what_terminals_obey);
  g_test_add_func ("/util/redact/SEC-07/many-uris", test_many_uris);
  g_test_add_func ("/util/redact/harmless-text-stays", test_harmless_text_stays);
  return g_test_run ();
}
