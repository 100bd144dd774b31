/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Linnet Authors */
#include "sip-builder.h"
#include "sip-error.h"
#include "sip-limits.h"

#include <string.h>

#define REQUEST_HEAD "OPTIONS sips:bob@example.org SIP/2.0\r\n"
#define VIAS                                                                                       \
  "Via: SIP/2.0/TLS top.example.org:5061;branch=z9hG4bK1;rport;x=\"a\\\"b\", SIP/2.0/TLS "         \
  "second;branch=z9hG4bK2\r\n"
#define REST                                                                                       \
  "f: <sips:alice@example.org>;tag=1\r\nt: <sips:bob@example.org>\r\ni: c1\r\nCSeq: 1 OPTIONS\r\n" \
  "Record-Route: <sip:a>\r\nrecord-route: <sip:b>\r\nl: 0\r\n\r\n"

static SipMessage *
parse (const char *text)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));
  SipParseError error;
  SipMessage *message = sip_message_parse (bytes, SIP_PARSE_STREAM, &error);

  if (message == NULL)
    g_error ("%s: %s", text, error.what);
  return message;
}

static void
assert_finish (SipBuilder *builder, const char *expected)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = sip_builder_finish (builder, &error);
  g_autofree char *text = NULL;

  g_assert_no_error (error);
  text = slice_dup (slice_from_bytes (bytes));
  g_assert_cmpstr (text, ==, expected);
}

static void
assert_fails (SipBuilder *builder, SipErrorCode code)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (sip_builder_finish (builder, &error));
  g_assert_error (error, SIP_ERROR, (int) code);
}

static void
test_request (void)
{
  g_autoptr (SipBuilder) builder = sip_builder_new_request ("INVITE", "sips:bob@example.org");

  sip_builder_add (builder, "Subject", "x");
  sip_builder_addf (builder, "CSeq", "%d INVITE", 5);
  sip_builder_add_slice (builder, "X", SLICE_LITERAL (""));
  sip_builder_set_body (builder, "text/plain", SLICE_LITERAL ("old"));
  sip_builder_set_body (builder, "application/sdp", SLICE_LITERAL ("v=0\r\n"));
  assert_finish (builder,
                 "INVITE sips:bob@example.org SIP/2.0\r\nSubject: x\r\nCSeq: 5 INVITE\r\nX: \r\n"
                 "Content-Type: application/sdp\r\nContent-Length: 5\r\n\r\nv=0\r\n");
}

static void
test_response (void)
{
  g_autoptr (SipMessage) request = parse (REQUEST_HEAD VIAS REST);
  g_autoptr (SipBuilder) builder = sip_builder_new_response (request, 486, NULL, "abc");

  sip_builder_copy (builder, request, SIP_HEADER_RECORD_ROUTE);
  assert_finish (builder,
                 "SIP/2.0 486 Busy Here\r\n"
                 "Via: SIP/2.0/TLS top.example.org:5061;branch=z9hG4bK1;rport;x=\"a\\\"b\"\r\n"
                 "Via: SIP/2.0/TLS second;branch=z9hG4bK2\r\n"
                 "From: <sips:alice@example.org>;tag=1\r\nTo: <sips:bob@example.org>;tag=abc\r\n"
                 "Call-ID: c1\r\nCSeq: 1 OPTIONS\r\n"
                 "Record-Route: <sip:a>\r\nRecord-Route: <sip:b>\r\nContent-Length: 0\r\n\r\n");
}

static void
test_response_keeps_to_tag (void)
{
  g_autoptr (SipMessage) request =
      parse (REQUEST_HEAD VIAS "From: <sips:a@b>;tag=1\r\nTo: <sips:bob@example.org>;tag=theirs\r\n"
                               "Call-ID: 1\r\nCSeq: 1 OPTIONS\r\nContent-Length: 0\r\n\r\n");
  g_autoptr (SipBuilder) builder = sip_builder_new_response (request, 200, "Sure", "ours");
  g_autoptr (GBytes) bytes = sip_builder_finish (builder, NULL);
  g_autofree char *text = slice_dup (slice_from_bytes (bytes));

  g_assert_true (g_str_has_prefix (text, "SIP/2.0 200 Sure\r\n"));
  g_assert_nonnull (strstr (text, ";tag=theirs\r\n"));
  g_assert_null (strstr (text, "ours"));
}

/* What the parser let pass goes back as it came */
static void
test_response_echoes_escaped_controls (void)
{
  static const char text[] =
      REQUEST_HEAD "Via: SIP/2.0/TLS h;branch=z9hG4bK1;rport;x=\"\\\0\"\r\n"
                   "From: \"\\\a\" <sips:a@b>;tag=1\r\nTo: \"\\\0\" <sips:c@d>\r\n"
                   "Call-ID: 1\r\nCSeq: 1 OPTIONS\r\nl: 0\r\n\r\n";
  static const char expected[] =
      "SIP/2.0 200 OK\r\nVia: SIP/2.0/TLS h;branch=z9hG4bK1;x=\"\\\0\";received=::1;rport=5\r\n"
      "From: \"\\\a\" <sips:a@b>;tag=1\r\nTo: \"\\\0\" <sips:c@d>;tag=t\r\n"
      "Call-ID: 1\r\nCSeq: 1 OPTIONS\r\nContent-Length: 0\r\n\r\n";
  g_autoptr (GBytes) bytes = g_bytes_new_static (text, sizeof text - 1);
  SipParseError error;
  g_autoptr (SipMessage) request = sip_message_parse (bytes, SIP_PARSE_STREAM, &error);
  g_autoptr (SipBuilder) builder = sip_builder_new_response (request, 200, NULL, "t");
  g_autoptr (GBytes) answer = NULL;
  gsize n;

  sip_builder_set_source (builder, "::1", 5);
  answer = sip_builder_finish (builder, NULL);
  g_assert_cmpmem (g_bytes_get_data (answer, &n), n, expected, sizeof expected - 1);
}

static void
check_source (const char *via, const char *host, guint16 port, const char *expected)
{
  g_autofree char *text = g_strconcat (REQUEST_HEAD "Via: ", via, "\r\n" REST, NULL);
  g_autoptr (SipMessage) request = parse (text);
  g_autoptr (SipBuilder) builder = sip_builder_new_response (request, 200, NULL, "t");
  g_autoptr (GBytes) bytes = NULL;
  g_autofree char *answer = NULL;
  g_autofree char *line = g_strdup_printf ("\r\nVia: %s\r\nFrom: ", expected);

  sip_builder_set_source (builder, host, port);
  bytes = sip_builder_finish (builder, NULL);
  answer = slice_dup (slice_from_bytes (bytes));
  if (strstr (answer, line) == NULL)
    g_error ("no %s in %s", line, answer);
}

/* RFC 3261 18.2.1, RFC 3581 4 */
static void
test_source (void)
{
  check_source ("SIP/2.0/TLS h;branch=z9hG4bK1", "192.0.2.1", 5,
                "SIP/2.0/TLS h;branch=z9hG4bK1;received=192.0.2.1");
  check_source ("SIP/2.0/TLS 192.0.2.1:99;branch=z9hG4bK1", "192.0.2.1", 5,
                "SIP/2.0/TLS 192.0.2.1:99;branch=z9hG4bK1");
  check_source ("SIP/2.0/TLS 192.0.2.1;rport;branch=z9hG4bK1;x=\"y\"", "192.0.2.1", 5,
                "SIP/2.0/TLS 192.0.2.1;branch=z9hG4bK1;x=\"y\";received=192.0.2.1;rport=5");
  check_source ("SIP/2.0/TLS [2001:DB8::1]:99;branch=z9hG4bK1", "2001:db8:0::1", 5,
                "SIP/2.0/TLS [2001:DB8::1]:99;branch=z9hG4bK1");
  check_source ("SIP/2.0/TLS h;received=10.0.0.1;branch=z9hG4bK1;rport=7", "::1", 5,
                "SIP/2.0/TLS h;branch=z9hG4bK1;received=::1;rport=5");
}

static void
test_unsafe_values (void)
{
  static const char *const values[] = {
    "a\rb", "a\nb", "a\r\nInjected: x", "a\x01", "a\x7f", "\x1b"
  };

  for (gsize i = 0; i < G_N_ELEMENTS (values); i++)
    {
      g_autoptr (SipBuilder) header = sip_builder_new_request ("BYE", "sips:b");
      g_autoptr (SipBuilder) name = sip_builder_new_request ("BYE", "sips:b");
      g_autoptr (SipBuilder) type = sip_builder_new_request ("BYE", "sips:b");
      g_autoptr (SipBuilder) method = sip_builder_new_request (values[i], "sips:b");
      g_autofree char *bad_uri = g_strdup_printf ("sips:%s@b", values[i]);
      g_autoptr (SipBuilder) uri = sip_builder_new_request ("BYE", bad_uri);
      g_autoptr (SipMessage) request = parse (REQUEST_HEAD VIAS REST);
      g_autoptr (SipBuilder) reason = sip_builder_new_response (request, 200, values[i], NULL);
      g_autoptr (SipBuilder) tag = sip_builder_new_response (request, 200, NULL, values[i]);

      sip_builder_add (header, "Subject", values[i]);
      sip_builder_add (name, values[i], "x");
      sip_builder_set_body (type, values[i], SLICE_LITERAL ("x"));
      assert_fails (header, SIP_ERROR_UNSAFE);
      assert_fails (name, SIP_ERROR_UNSAFE);
      assert_fails (type, SIP_ERROR_UNSAFE);
      assert_fails (method, SIP_ERROR_UNSAFE);
      assert_fails (uri, SIP_ERROR_UNSAFE);
      assert_fails (reason, SIP_ERROR_UNSAFE);
      assert_fails (tag, SIP_ERROR_UNSAFE);
    }
}

static void
test_unsafe_others (void)
{
  g_autoptr (SipBuilder) nul = sip_builder_new_request ("BYE", "sips:b");
  g_autoptr (SipBuilder) name = sip_builder_new_request ("BYE", "sips:b");
  g_autoptr (SipBuilder) headers = sip_builder_new_request ("BYE", "sips:b?Subject=x");
  g_autoptr (SipBuilder) blank = sip_builder_new_request ("BYE", "sips:b SIP/2.0");
  g_autoptr (SipMessage) request = parse (REQUEST_HEAD VIAS REST);
  g_autoptr (SipBuilder) source = sip_builder_new_response (request, 200, NULL, NULL);

  sip_builder_add_slice (nul, "Subject", (Slice){ "a\0b", 3 });
  assert_fails (nul, SIP_ERROR_UNSAFE);
  sip_builder_add (name, "Two Words", "x");
  assert_fails (name, SIP_ERROR_UNSAFE);
  assert_fails (headers, SIP_ERROR_UNSAFE);
  assert_fails (blank, SIP_ERROR_UNSAFE);
  sip_builder_set_source (source, "not an address", 1);
  assert_fails (source, SIP_ERROR_UNSAFE);
}

static void
test_password_is_not_sent (void)
{
  g_autoptr (SipBuilder) builder = sip_builder_new_request ("BYE", "sips:bob:secret@example.org;x");

  assert_finish (builder, "BYE sips:bob@example.org;x SIP/2.0\r\nContent-Length: 0\r\n\r\n");
}

static void
test_limits (void)
{
  g_autoptr (SipBuilder) header_fits = sip_builder_new_request ("BYE", "sips:b");
  g_autoptr (SipBuilder) header_long = sip_builder_new_request ("BYE", "sips:b");
  g_autoptr (SipBuilder) section = sip_builder_new_request ("BYE", "sips:b");
  g_autoptr (SipBuilder) body_fits = sip_builder_new_request ("BYE", "sips:b");
  g_autoptr (SipBuilder) body_long = sip_builder_new_request ("BYE", "sips:b");
  g_autofree char *text = g_strnfill (SIP_MAX_BODY_BYTES + 1, 'a');
  g_autoptr (GBytes) header_bytes = NULL;
  g_autoptr (GBytes) body_bytes = NULL;
  Slice value = { text, SIP_MAX_HEADER_BYTES - 3 };

  sip_builder_add_slice (header_fits, "X", value);
  header_bytes = sip_builder_finish (header_fits, NULL);
  g_assert_nonnull (header_bytes);
  value.n++;
  sip_builder_add_slice (header_long, "X", value);
  assert_fails (header_long, SIP_ERROR_TOO_LONG);
  value.n--;
  for (int i = 0; i < 4; i++)
    sip_builder_add_slice (section, "X", value);
  assert_fails (section, SIP_ERROR_TOO_LONG);
  sip_builder_set_body (body_fits, "a/b", (Slice){ text, SIP_MAX_BODY_BYTES });
  body_bytes = sip_builder_finish (body_fits, NULL);
  g_assert_nonnull (body_bytes);
  sip_builder_set_body (body_long, "a/b", (Slice){ text, SIP_MAX_BODY_BYTES + 1 });
  assert_fails (body_long, SIP_ERROR_TOO_LONG);
}

static char *
refusal (const char *text, guint status)
{
  g_autoptr (GBytes) bytes = sip_refusal_build (slice_from_string (text), status, "tt");

  return bytes != NULL ? slice_dup (slice_from_bytes (bytes)) : NULL;
}

static void
test_refusal (void)
{
  g_autofree char *text = refusal (
      "\r\nOPTIONS <sip:a> SIP/2.0\r\nv :\r\n SIP/2.0/TLS h;branch=z9hG4bK1\r\n"
      "Via: SIP/2.0/TLS i;branch=z9hG4bK2\r\nf: <sips:a@b>;tag=1\r\n"
      "To: <sips:c@d>\r\nCSeq: 1 OPTIONS\r\nBroken line\r\nCall-ID: 1\r\nTo: <sips:e>\r\n\r\n"
      " body\r\nVia: SIP/2.0/TLS evil;branch=z9hG4bK2\r\n",
      400);

  g_assert_cmpstr (
      text, ==,
      "SIP/2.0 400 Bad Request\r\nVia: SIP/2.0/TLS h;branch=z9hG4bK1\r\n"
      "Via: SIP/2.0/TLS i;branch=z9hG4bK2\r\nFrom: <sips:a@b>;tag=1\r\nTo: <sips:c@d>;tag=tt\r\n"
      "Call-ID: 1\r\nCSeq: 1 OPTIONS\r\nContent-Length: 0\r\n\r\n");
}

static void
test_refusal_is_silent (void)
{
#define HEAD                                                                                       \
  "Via: SIP/2.0/TLS h;branch=z9hG4bK1\r\nFrom: <sips:a@b>;tag=1\r\nTo: <sips:c@d>\r\nCall-ID: "    \
  "1\r\n"
  static const char *const texts[] = {
    "ACK sip:a SIP/2.0\r\n" HEAD "CSeq: 1 ACK\r\n\r\n",
    "ACK sip:a SIP/3.0\r\n" HEAD "CSeq: 1 INVITE\r\n\r\n",
    "BYE sip:a SIP/3.0\r\n" HEAD "CSeq: 1 ACK\r\n\r\n",
    "SIP/2.0 200 OK\r\n" HEAD "CSeq: 1 BYE\r\n\r\n",
    "GET / HTTP/1.1\r\n" HEAD "CSeq: 1 BYE\r\n\r\n",
    "BYE sip:a SIP/2.0\r\nVia: broken\r\nCSeq: 1 BYE\r\n\r\n",
    "BYE sip:a SIP/2.0\r\nVia: SIP/2.0/TLS h\x01;branch=z9hG4bK1\r\n\r\n",
    "BYE sip:a SIP/2.0",
    "",
  };
  g_autofree char *cut = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autofree char *text = refusal (texts[i], 400);

      g_assert_null (text);
    }
  /* After a cut all five must be there (PROTOCOL 1.2) */
  cut = refusal ("BYE sip:a SIP/2.0\r\n" HEAD "CSeq: 1 BYE", 513);
  g_assert_null (cut);
  cut = refusal ("BYE sip:a SIP/2.0\r\n" HEAD "CSeq: 1 BYE\r\nSubj", 513);
  g_assert_nonnull (cut);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sip/builder/MSG-01/request", test_request);
  g_test_add_func ("/sip/builder/MSG-01/response-has-long-names", test_response);
  g_test_add_func ("/sip/builder/MSG-01/response-keeps-to-tag", test_response_keeps_to_tag);
  g_test_add_func ("/sip/builder/MSG-10/response-echoes-escaped-controls",
                   test_response_echoes_escaped_controls);
  g_test_add_func ("/sip/builder/TRN-05/received-and-rport", test_source);
  g_test_add_func ("/sip/builder/MSG-10/unsafe-values-fail", test_unsafe_values);
  g_test_add_func ("/sip/builder/MSG-10/unsafe-names-and-uris-fail", test_unsafe_others);
  g_test_add_func ("/sip/builder/MSG-07/password-is-not-sent", test_password_is_not_sent);
  g_test_add_func ("/sip/builder/TRN-03/limits", test_limits);
  g_test_add_func ("/sip/refusal/TRN-03/echoes-what-is-needed", test_refusal);
  g_test_add_func ("/sip/refusal/TRN-03/silent-where-nothing-may-be-answered",
                   test_refusal_is_silent);
  return g_test_run ();
}
