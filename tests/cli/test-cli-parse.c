/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Linnet Authors */
/* The objects that `linnet-cli parse` prints. */
#define G_LOG_DOMAIN "test-cli-parse"

#include "cli-parse.h"

#include <string.h>

#define HEAD                                                                                       \
  "Via: SIP/2.0/TLS 192.0.2.1:5061;branch=z9hG4bK1;rport\r\n"                                      \
  "From: \"Bob \\\"B\\\"\" <sips:bob@example.org>;tag=1\r\n"                                       \
  "Max-Forwards: 70\r\n"                                                                           \
  "Call-ID: a@b\r\n"                                                                               \
  "Contact: <sips:bob@192.0.2.1:5061>\r\n"
#define TO "To: <sips:alice@example.org>\r\n"
#define REQUEST(line, rest) line " SIP/2.0\r\n" HEAD rest "\r\n"

static JsonObject *
parse (CliParseKind kind, const char *text)
{
  g_autoptr (GBytes) input = g_bytes_new (text, strlen (text));
  JsonObject *object = cli_parse (kind, input);

  g_assert_cmpstr (json_object_get_string_member (object, "event"), ==, "parsed");
  return object;
}

static void
assert_response (const char *text, gboolean ok, gint64 response)
{
  g_autoptr (JsonObject) object = parse (CLI_PARSE_SIP, text);

  g_assert_cmpint (json_object_get_boolean_member (object, "ok"), ==, ok);
  g_assert_cmpint (json_object_get_int_member (object, "response"), ==, response);
}

static void
test_request (void)
{
  g_autoptr (JsonObject) object =
      parse (CLI_PARSE_SIP, REQUEST ("INVITE sips:alice@example.org",
                                     TO "CSeq: 7 INVITE\r\ns: hi\r\nContent-Length: 0\r\n"));
  JsonObject *from = json_object_get_object_member (object, "from");
  JsonObject *via;
  JsonArray *header;

  g_assert_true (json_object_get_boolean_member (object, "ok"));
  g_assert_cmpstr (json_object_get_string_member (object, "kind"), ==, "request");
  g_assert_cmpstr (json_object_get_string_member (object, "method"), ==, "INVITE");
  g_assert_cmpstr (json_object_get_string_member (object, "uri"), ==, "sips:alice@example.org");
  g_assert_cmpint (json_object_get_int_member (object, "response"), ==, 200);
  g_assert_cmpint (json_object_get_int_member (object, "body_bytes"), ==, 0);
  g_assert_cmpstr (json_object_get_string_member (from, "display"), ==, "Bob \"B\"");
  g_assert_cmpstr (json_object_get_string_member (from, "uri"), ==, "sips:bob@example.org");
  g_assert_cmpstr (
      json_object_get_string_member (json_object_get_object_member (from, "params"), "tag"), ==,
      "1");
  via = json_array_get_object_element (json_object_get_array_member (object, "via"), 0);
  g_assert_cmpstr (json_object_get_string_member (via, "transport"), ==, "TLS");
  g_assert_cmpint (json_object_get_int_member (via, "port"), ==, 5061);
  header = json_array_get_array_element (json_object_get_array_member (object, "headers"), 7);
  g_assert_cmpstr (json_array_get_string_element (header, 0), ==, "s");
  g_assert_cmpstr (json_array_get_string_element (header, 1), ==, "hi");
}

static void
test_responses_to_requests (void)
{
  assert_response (REQUEST ("OPTIONS sip:a@b", TO "CSeq: 1 OPTIONS\r\n"), TRUE, 200);
  assert_response (REQUEST ("ACK sip:a@b", TO "CSeq: 1 ACK\r\n"), TRUE, 0);
  assert_response (REQUEST ("FLY sip:a@b", TO "CSeq: 1 FLY\r\n"), TRUE, 501);
  assert_response (REQUEST ("REGISTER sip:b", TO "CSeq: 1 REGISTER\r\n"), TRUE, 405);
  assert_response (REQUEST ("OPTIONS http://b", TO "CSeq: 1 OPTIONS\r\n"), TRUE, 416);
  assert_response (REQUEST ("OPTIONS sip:a@b", TO "CSeq: 1 OPTIONS\r\nRequire: none-such\r\n"),
                   TRUE, 420);
  assert_response (REQUEST ("CANCEL sip:a@b", TO "CSeq: 1 CANCEL\r\nRequire: none-such\r\n"), TRUE,
                   200);
  assert_response (
      REQUEST ("OPTIONS sip:a@b", TO "To: <sips:carol@example.org>\r\nCSeq: 1 OPTIONS\r\n"), TRUE,
      400);
  assert_response (REQUEST ("OPTIONS sip:a@b", "CSeq: 1 OPTIONS\r\n"), TRUE, 400);
  assert_response (REQUEST ("INVITE sip:a@b",
                            TO "CSeq: 1 INVITE\r\nContent-Type: a/b\r\nContent-Length: 1\r\n") "x",
                   TRUE, 415);
  assert_response (REQUEST ("OPTIONS sip:a@b", TO "CSeq: 4294967296 OPTIONS\r\n"), FALSE, 400);
}

static void
test_response_message (void)
{
  g_autoptr (JsonObject) object =
      parse (CLI_PARSE_SIP, "SIP/2.0 486 Busy Here\r\n" HEAD TO "CSeq: 7 INVITE\r\n\r\n");

  g_assert_cmpstr (json_object_get_string_member (object, "kind"), ==, "response");
  g_assert_cmpint (json_object_get_int_member (object, "status"), ==, 486);
  g_assert_cmpint (json_object_get_int_member (object, "response"), ==, 0);
}

static void
test_failure_has_an_offset (void)
{
  g_autoptr (JsonObject) object = parse (CLI_PARSE_SIP, "OPTIONS sip:a@b SIP/2.0\r\nVia\n\r\n\r\n");

  g_assert_false (json_object_get_boolean_member (object, "ok"));
  g_assert_cmpint (json_object_get_int_member (object, "offset"), ==, 28);
  g_assert_nonnull (json_object_get_string_member (object, "error"));
}

static void
test_sdp (void)
{
  static const char key[] = "WVNfX19zZW1jdGwgKCkgewkyMjA7fQp9CnVubGVz";
  g_autofree char *text =
      g_strconcat ("v=0\r\no=- 1 1 IN IP4 192.0.2.1\r\ns=-\r\nc=IN IP4 192.0.2.1\r\nt=0 0\r\n"
                   "m=audio 4000 RTP/SAVP 0 101\r\na=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:",
                   key, "\r\na=sendonly\r\nm=video 0 RTP/AVP 96\r\n", NULL);
  g_autoptr (JsonObject) object = parse (CLI_PARSE_SDP, text);
  JsonArray *media = json_object_get_array_member (object, "media");
  JsonObject *audio = json_array_get_object_element (media, 0);
  JsonObject *crypto =
      json_array_get_object_element (json_object_get_array_member (audio, "crypto"), 0);
  g_autoptr (JsonNode) node = json_node_init_object (json_node_alloc (), object);
  g_autofree char *printed = json_to_string (node, FALSE);

  g_assert_cmpstr (json_object_get_string_member (object, "kind"), ==, "sdp");
  g_assert_cmpuint (json_array_get_length (media), ==, 2);
  g_assert_cmpint (json_object_get_int_member (audio, "port"), ==, 4000);
  g_assert_cmpstr (json_object_get_string_member (audio, "keying"), ==, "sdes");
  g_assert_cmpstr (json_object_get_string_member (audio, "direction"), ==, "sendonly");
  g_assert_cmpint (json_object_get_int_member (crypto, "tag"), ==, 1);
  g_assert_cmpstr (json_object_get_string_member (crypto, "suite"), ==, "AES_CM_128_HMAC_SHA1_80");
  g_assert_null (strstr (printed, key));
}

static void
test_uri (void)
{
  g_autoptr (JsonObject) object =
      parse (CLI_PARSE_URI, "sips:%41lice:pw@[2001:db8::1]:5062;lr;a:b=c;x=y?Subject=a\n");
  JsonObject *params = json_object_get_object_member (object, "params");

  g_assert_cmpstr (json_object_get_string_member (object, "scheme"), ==, "sips");
  g_assert_cmpstr (json_object_get_string_member (object, "user"), ==, "%41lice");
  g_assert_cmpstr (json_object_get_string_member (object, "host"), ==, "2001:db8::1");
  g_assert_cmpint (json_object_get_int_member (object, "port"), ==, 5062);
  g_assert_true (json_object_get_null_member (params, "lr"));
  g_assert_cmpstr (json_object_get_string_member (params, "a:b"), ==, "c");
  g_assert_cmpstr (json_object_get_string_member (params, "x"), ==, "y");
  g_assert_false (json_object_has_member (object, "password"));
}

static void
test_bad_uri (void)
{
  g_autoptr (JsonObject) object = parse (CLI_PARSE_URI, "sips:alice@exa mple.org");

  g_assert_false (json_object_get_boolean_member (object, "ok"));
  g_assert_cmpint (json_object_get_int_member (object, "offset"), ==, 14);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/cli/parse/MSG-01/request-by-its-parts", test_request);
  g_test_add_func ("/cli/parse/DLG-01/what-a-server-answers", test_responses_to_requests);
  g_test_add_func ("/cli/parse/response-is-not-answered", test_response_message);
  g_test_add_func ("/cli/parse/failure-has-an-offset", test_failure_has_an_offset);
  g_test_add_func ("/cli/parse/SEC-02/sdp-without-its-keys", test_sdp);
  g_test_add_func ("/cli/parse/MSG-07/uri-by-its-parts", test_uri);
  g_test_add_func ("/cli/parse/bad-uri-has-an-offset", test_bad_uri);
  return g_test_run ();
}
