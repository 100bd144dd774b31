/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Linnet Authors */
#include "sip-contact.h"
#include "sip-error.h"
#include "sip-limits.h"
#include "sip-message.h"

#include <string.h>

#define START "OPTIONS sips:bob@example.org SIP/2.0\r\n"
#define VIA "Via: SIP/2.0/TLS h.example.org;branch=z9hG4bK1\r\n"
#define FROM "From: <sips:alice@example.org>;tag=1\r\n"
#define TO "To: <sips:bob@example.org>\r\n"
#define CALL_ID "Call-ID: c1\r\n"
#define CSEQ "CSeq: 1 OPTIONS\r\n"
#define BASE VIA FROM TO CALL_ID CSEQ
#define END "Content-Length: 0\r\n\r\n"

static void
assert_slice (Slice slice, const char *expected)
{
  g_autofree char *copy = slice_dup (slice);

  g_assert_cmpstr (copy, ==, expected);
}

/* Parses a copy of exact size, so that ASan sees a step beyond */
static SipMessage *
parse_bytes (const char *text, gsize n, SipParseFlags flags, SipParseError *error)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text, n);
  const char *p = g_bytes_get_data (bytes, NULL);
  SipMessage *message = sip_message_parse (bytes, flags, error);

  if (message == NULL && n > 0)
    g_assert_true (error->at >= p && error->at <= p + n);
  return message;
}

static SipMessage *
parse (const char *text)
{
  SipParseError error;
  SipMessage *message = parse_bytes (text, strlen (text), SIP_PARSE_STREAM, &error);

  if (message == NULL)
    g_error ("%s: %s", text, error.what);
  return message;
}

static void
assert_refused (const char *text, SipErrorCode code, guint response)
{
  SipParseError error;
  g_autoptr (SipMessage) message = parse_bytes (text, strlen (text), SIP_PARSE_STREAM, &error);

  if (message != NULL)
    g_error ("accepted: %.200s", text);
  if (error.code != code || error.response != response)
    g_error ("%d %u (%s) for: %.200s", error.code, error.response, error.what, text);
}

static void
test_request (void)
{
  g_autoptr (SipMessage) message = parse (
      "INVITE sips:bob@example.org SIP/2.0\r\n" VIA "Via: SIP/2.0/TLS second;branch=z9hG4bK2\r\n"
      "From: \"A\" <sips:alice@example.org>;tag=f1\r\nTo: <sips:bob@example.org>;tag=t1\r\n" CALL_ID
      "CSeq: 7 INVITE\r\nContact: <sips:x@y>\r\nContent-Type: Application/SDP;charset=utf-8\r\n"
      "X-Own: 5\r\nContent-Length: 5\r\n\r\nv=0\r\n");
  Slice value;
  guint32 number;

  g_assert_true (sip_message_is_request (message));
  g_assert_cmpint (sip_message_get_method (message), ==, SIP_METHOD_INVITE);
  assert_slice (sip_message_get_method_text (message), "INVITE");
  assert_slice (sip_message_get_request_uri_text (message), "sips:bob@example.org");
  assert_slice (sip_message_get_request_uri (message)->host, "example.org");
  g_assert_cmpuint (sip_message_get_status (message), ==, 0);
  assert_slice (sip_message_get_via (message)->branch, "z9hG4bK1");
  assert_slice (sip_message_get_from_tag (message), "f1");
  assert_slice (sip_message_get_to_tag (message), "t1");
  assert_slice (sip_message_get_from (message)->display, "A");
  assert_slice (sip_message_get_call_id (message), "c1");
  g_assert_cmpuint (sip_message_get_cseq (message)->number, ==, 7);
  assert_slice (sip_message_get_content_type (message), "Application/SDP");
  assert_slice (sip_message_get_body (message), "v=0\r\n");
  g_assert_cmpuint (sip_message_get_n_headers (message), ==, 10);
  g_assert_cmpuint (sip_message_count (message, SIP_HEADER_VIA), ==, 2);
  g_assert_true (sip_message_find_by_name (message, "x-own", &value));
  assert_slice (value, "5");
  g_assert_false (sip_message_find (message, SIP_HEADER_EXPIRES, NULL));
  g_assert_false (sip_message_get_number (message, SIP_HEADER_EXPIRES, &number));
}

static void
test_response (void)
{
  g_autoptr (SipMessage) message = parse ("sip/2.0 200 \xc3\xa4 fine\r\n" BASE END);
  g_autoptr (SipMessage) bare = parse ("SIP/2.0 100 \r\n" BASE END);
  g_autoptr (SipMessage) barer = parse ("SIP/2.0 100\r\n" BASE END);

  g_assert_false (sip_message_is_request (message));
  g_assert_cmpuint (sip_message_get_status (message), ==, 200);
  assert_slice (sip_message_get_reason (message), "\xc3\xa4 fine");
  g_assert_cmpint (sip_message_get_method (message), ==, SIP_METHOD_OPTIONS);
  g_assert_null (sip_message_get_request_uri (message));
  assert_slice (sip_message_get_reason (bare), "");
  assert_slice (sip_message_get_reason (barer), "");
}

static void
test_compact_and_long (void)
{
  g_autoptr (SipMessage) message =
      parse ("SUBSCRIBE sips:bob@example.org SIP/2.0\r\nV: SIP/2.0/TLS h;branch=z9hG4bK1\r\n"
             "f: <sips:a@b>;tag=1\r\nt: sips:c@d\r\ni: 1\r\nCSeq: 1 SUBSCRIBE\r\nm: <sips:e@f>\r\n"
             "k: path, 100rel\r\no: presence\r\nc: text/plain\r\nl: 1\r\n\r\nx");
  Slice value;

  g_assert_true (sip_message_find (message, SIP_HEADER_EVENT, &value));
  assert_slice (value, "presence");
  g_assert_true (sip_message_has_option (message, SIP_HEADER_SUPPORTED, "100REL"));
  g_assert_false (sip_message_has_option (message, SIP_HEADER_REQUIRE, "100rel"));
  assert_slice (sip_message_get_content_type (message), "text/plain");
  assert_slice (sip_message_get_to (message)->uri.user, "c");
}

static void
test_folding (void)
{
  static const char text[] =
      START "Via\t :\r\n  SIP/2.0/TLS h.example.org \r\n\t;branch=z9hG4bK1\r\n" FROM TO CALL_ID
            "cseq: 1 \r\n OPTIONS\r\nSubject: one\t \r\n \t \r\n two  three\r\nOrganization:\r\n "
            "\r\n" END;
  g_autoptr (SipMessage) message = parse (text);
  Slice value;
  gsize n;

  assert_slice (sip_message_get_via (message)->branch, "z9hG4bK1");
  g_assert_true (sip_message_find (message, SIP_HEADER_SUBJECT, &value));
  assert_slice (value, "one two  three");
  g_assert_true (sip_message_find (message, SIP_HEADER_ORGANIZATION, &value));
  assert_slice (value, "");
  /* The caller's bytes are as they were */
  g_assert_cmpmem (g_bytes_get_data (sip_message_get_bytes (message), &n), n, text,
                   sizeof text - 1);
}

/* The place of a fault is told in the bytes that came, folded or not */
static void
test_place_in_folded (void)
{
  static const char text[] =
      START VIA FROM TO "Subject: a\r\n   b\r\n c\r\n" CALL_ID "CSeq:\r\n 1 \r\n @\r\n" END;
  g_autoptr (GBytes) bytes = g_bytes_new_static (text, sizeof text - 1);
  SipParseError error;

  g_assert_null (sip_message_parse (bytes, SIP_PARSE_STREAM, &error));
  g_assert_true (error.at == strchr (text, '@') + strlen ("") || *error.at == '@');
  g_assert_cmpstr (error.what, ==, "CSeq method");
}

static void
test_lists_keep_order (void)
{
  static const char *const items[] = { "<sip:a,b@c>;x=\",\"", "<sip:d>", "<sip:e>", "<sip:f>" };
  g_autoptr (SipMessage) message = parse (
      START BASE
      "Route: <sip:a,b@c>;x=\",\" , <sip:d>\r\nX: y\r\nrOUTE: <sip:e>,\r\nRoute: <sip:f>\r\n" END);
  SipHeaderIter iter;
  Slice item;

  sip_header_iter_init (&iter, message, SIP_HEADER_ROUTE);
  for (gsize i = 0; i < G_N_ELEMENTS (items); i++)
    {
      g_assert_true (sip_header_iter_next (&iter, &item));
      assert_slice (item, items[i]);
    }
  g_assert_false (sip_header_iter_next (&iter, &item));
  g_assert_false (sip_header_iter_next (&iter, &item));
}

static void
test_challenges_are_not_split (void)
{
  g_autoptr (SipMessage) message =
      parse ("SIP/2.0 401 No\r\n" BASE "WWW-Authenticate: Digest realm=\"a\", nonce=\"b\"\r\n"
             "WWW-Authenticate: Digest realm=\"c\", nonce=\"d\"\r\nSubject: a, b\r\n" END);
  SipHeaderIter iter;
  Slice item;

  g_assert_cmpuint (sip_message_count (message, SIP_HEADER_WWW_AUTHENTICATE), ==, 2);
  sip_header_iter_init (&iter, message, SIP_HEADER_WWW_AUTHENTICATE);
  g_assert_true (sip_header_iter_next (&iter, &item));
  assert_slice (item, "Digest realm=\"a\", nonce=\"b\"");
  sip_header_iter_init (&iter, message, SIP_HEADER_SUBJECT);
  g_assert_true (sip_header_iter_next (&iter, &item));
  assert_slice (item, "a, b");
}

static void
test_mandatory_missing (void)
{
  assert_refused (START FROM TO CALL_ID CSEQ END, SIP_ERROR_REFUSED, 400);
  assert_refused (START VIA TO CALL_ID CSEQ END, SIP_ERROR_REFUSED, 400);
  assert_refused (START VIA FROM CALL_ID CSEQ END, SIP_ERROR_REFUSED, 400);
  assert_refused (START VIA FROM TO CSEQ END, SIP_ERROR_REFUSED, 400);
  assert_refused (START VIA FROM TO CALL_ID END, SIP_ERROR_REFUSED, 400);
  assert_refused (START BASE "\r\n", SIP_ERROR_MALFORMED, 400);
  assert_refused ("SIP/2.0 200 OK\r\n" VIA FROM TO CALL_ID END, SIP_ERROR_REFUSED, 0);
  assert_refused ("INVITE sips:a@b SIP/2.0\r\n" VIA FROM TO CALL_ID "CSeq: 1 INVITE\r\n" END,
                  SIP_ERROR_REFUSED, 400);
}

static void
test_mandatory_malformed (void)
{
  static const char *const headers[] = {
    "Via: SIP/2.0/TLS\r\n" FROM TO CALL_ID CSEQ,
    VIA "Via: nonsense\r\n" FROM TO CALL_ID CSEQ,
    VIA "From: nonsense\r\n" TO CALL_ID CSEQ,
    VIA "From: <sips:a@b>;tag=1;tag=2\r\n" TO CALL_ID CSEQ,
    VIA "From: <sips:a@b>;tag\r\n" TO CALL_ID CSEQ,
    VIA FROM "To: \"x <sips:a@b>\r\n" CALL_ID CSEQ,
    VIA FROM TO "Call-ID: a b\r\n" CSEQ,
    VIA FROM TO CALL_ID "CSeq: 1 INVITE\r\n",
    VIA FROM TO CALL_ID "CSeq: 2147483648 OPTIONS\r\n",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (headers); i++)
    {
      g_autofree char *request = g_strconcat (START, headers[i], END, NULL);
      g_autofree char *response = g_strconcat ("SIP/2.0 200 OK\r\n", headers[i], END, NULL);
      g_autofree char *ack =
          g_strconcat ("ACK sips:bob@example.org SIP/2.0\r\n", headers[i], END, NULL);

      assert_refused (request, SIP_ERROR_MALFORMED, 400);
      assert_refused (ack, SIP_ERROR_MALFORMED, 0);
      if (i != 7)
        assert_refused (response, SIP_ERROR_MALFORMED, 0);
    }
}

static void
test_optional_malformed (void)
{
  g_autoptr (SipMessage) message = parse (
      START BASE
      "Max-Forwards: 300x\r\nExpires: soon\r\nDate: yesterday\r\nContact: \"x\r\nWarning: w\r\n"
      "Content-Type: nonsense\r\nRetry-After: (\r\n" END);
  guint32 number;

  g_assert_false (sip_message_get_number (message, SIP_HEADER_EXPIRES, &number));
  g_assert_false (sip_message_get_number (message, SIP_HEADER_MAX_FORWARDS, &number));
  g_assert_cmpuint (sip_message_get_content_type (message).n, ==, 0);
}

static void
test_numbers_of_headers (void)
{
  g_autoptr (SipMessage) fits = parse (
      START BASE "Max-Forwards: 0255\r\nExpires: 99999999999\r\nRetry-After: 5 (x);d=1\r\n" END);
  g_autoptr (SipMessage) beyond = parse (START BASE "Max-Forwards: 256\r\n" END);
  guint32 number;

  g_assert_true (sip_message_get_number (fits, SIP_HEADER_MAX_FORWARDS, &number));
  g_assert_cmpuint (number, ==, 255);
  g_assert_true (sip_message_get_number (fits, SIP_HEADER_EXPIRES, &number));
  g_assert_cmpuint (number, ==, G_MAXUINT32);
  g_assert_true (sip_message_get_number (fits, SIP_HEADER_RETRY_AFTER, &number));
  g_assert_cmpuint (number, ==, 5);
  g_assert_false (sip_message_get_number (beyond, SIP_HEADER_MAX_FORWARDS, &number));
}

static void
test_contact_malformed (void)
{
  assert_refused (
      "REGISTER sips:b SIP/2.0\r\n" VIA FROM TO CALL_ID
      "CSeq: 1 REGISTER\r\nContact: sip:user@example.com?Route=%3Csip:sip.example.com%3E\r\n" END,
      SIP_ERROR_MALFORMED, 400);
}

static void
test_star (void)
{
#define REGISTER "REGISTER sips:b SIP/2.0\r\n" VIA FROM TO CALL_ID "CSeq: 1 REGISTER\r\n"
  g_autoptr (SipMessage) message = parse (REGISTER "Contact: *\r\nExpires: 0\r\n" END);

  g_assert_nonnull (message);
  assert_refused (REGISTER "Contact: *\r\n" END, SIP_ERROR_REFUSED, 400);
  assert_refused (REGISTER "Contact: *\r\nExpires: 1\r\n" END, SIP_ERROR_REFUSED, 400);
  assert_refused (REGISTER "Contact: *, <sips:a@b>\r\nExpires: 0\r\n" END, SIP_ERROR_REFUSED, 400);
  assert_refused (START BASE "Contact: *\r\nExpires: 0\r\n" END, SIP_ERROR_REFUSED, 400);
}

static void
test_duplicates (void)
{
  static const char *const pairs[][2] = {
    { FROM, "From: <sips:alice@example.org>;tag=2\r\n" },
    { TO, "t: <sips:carol@example.org>\r\n" },
    { CALL_ID, "i: c2\r\n" },
    { CSEQ, "CSeq: 2 OPTIONS\r\n" },
    { "Max-Forwards: 70\r\n", "Max-Forwards: 5\r\n" },
    { "Content-Type: a/b\r\n", "c: a/c\r\n" },
    { "Event: a\r\n", "o: b\r\n" },
    { "Refer-To: <sip:a@b>\r\n", "r: <sip:c@d>\r\n" },
    { "Replaces: a\r\n", "Replaces: b\r\n" },
    { "Expires: 1\r\n", "Expires: 2\r\n" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (pairs); i++)
    {
      g_autofree char *same = g_strconcat (START BASE, pairs[i][0], pairs[i][0], END, NULL);
      g_autofree char *other = g_strconcat (START BASE, pairs[i][0], pairs[i][1], END, NULL);
      g_autoptr (SipMessage) message = parse (same);

      g_assert_nonnull (message);
      assert_refused (other, SIP_ERROR_REFUSED, 400);
    }
}

static void
test_controls (void)
{
  static const char bad[] = { '\0', '\r', '\n', '\x01', '\x1b', '\x7f', '\v' };

  for (gsize i = 0; i < sizeof bad; i++)
    {
      const char *places[] = { START BASE "Subject: a@b\r\n" END, START BASE "Sub@ject: ab\r\n" END,
                               "OPTIONS sips:a@b SIP/2.0\r\n" BASE END };

      for (gsize j = 0; j < G_N_ELEMENTS (places); j++)
        {
          g_autofree char *text = g_strdup (places[j]);
          gsize n = strlen (text);
          SipParseError error;

          *(j < 2 ? strstr (text, "Sub") + (j == 0 ? 10 : 3) : strchr (text, '@')) = bad[i];
          g_assert_null (parse_bytes (text, n, SIP_PARSE_STREAM, &error));
          g_assert_cmpint (error.code, ==, SIP_ERROR_MALFORMED);
          /* A line end within the start line leaves no request to answer */
          g_assert_cmpuint (error.response, ==, j == 2 && bad[i] == '\n' ? 0 : 400);
        }
    }
}

static void
test_bare_line_ends (void)
{
  SipParseError error;
  static const char lf[] = "OPTIONS sips:a@b SIP/2.0\nVia: x\n\n";

  g_assert_null (parse_bytes (lf, sizeof lf - 1, SIP_PARSE_DATAGRAM, &error));
  g_assert_cmpint (error.code, ==, SIP_ERROR_MALFORMED);
}

static void
test_start_lines (void)
{
  static const struct
  {
    const char *line;
    SipErrorCode code;
    guint response;
  } lines[] = {
    { "OPTIONS sip:a@b SIP/7.0", SIP_ERROR_UNSUPPORTED_VERSION, 505 },
    { "OPTIONS sip:a@b SIP/2.00", SIP_ERROR_UNSUPPORTED_VERSION, 505 },
    { "OPTIONS  sip:a@b SIP/2.0", SIP_ERROR_MALFORMED, 400 },
    { "OPTIONS sip:a@b  SIP/2.0", SIP_ERROR_MALFORMED, 400 },
    { "OPTIONS sip:a@b SIP/2.0 ", SIP_ERROR_MALFORMED, 400 },
    { "OPTIONS sip:a@b; lr SIP/2.0", SIP_ERROR_MALFORMED, 400 },
    { "OPTIONS <sip:a@b> SIP/2.0", SIP_ERROR_MALFORMED, 400 },
    { "OPTIONS sip:a@b?Route=%3Csip:c%3E SIP/2.0", SIP_ERROR_MALFORMED, 400 },
    { "OPTIONS SIP/2.0", SIP_ERROR_MALFORMED, 400 },
    { " SIP/2.0", SIP_ERROR_MALFORMED, 400 },
    { "OPT(IONS sip:a@b SIP/2.0", SIP_ERROR_MALFORMED, 400 },
    { "ACK sip:a@b SIP/7.0", SIP_ERROR_UNSUPPORTED_VERSION, 0 },
    { "GET / HTTP/1.1", SIP_ERROR_MALFORMED, 0 },
    { "OPTIONS rtsp://x RTSP/1.0", SIP_ERROR_MALFORMED, 0 },
    { "OPTIONS sip:a@b", SIP_ERROR_MALFORMED, 0 },
    { "SIP/2.0 4294967301 OK", SIP_ERROR_MALFORMED, 0 },
    { "SIP/2.0 99 OK", SIP_ERROR_MALFORMED, 0 },
    { "SIP/2.0 700 OK", SIP_ERROR_MALFORMED, 0 },
    { "SIP/2.0 0200 OK", SIP_ERROR_MALFORMED, 0 },
    { "SIP/2.0 200OK", SIP_ERROR_MALFORMED, 0 },
    { "SIP/3.0 200 OK", SIP_ERROR_UNSUPPORTED_VERSION, 0 },
    { "SIP/2.0", SIP_ERROR_MALFORMED, 0 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (lines); i++)
    {
      g_autofree char *text = g_strconcat (lines[i].line, "\r\n" BASE END, NULL);

      assert_refused (text, lines[i].code, lines[i].response);
    }
}

static void
test_header_lines (void)
{
  assert_refused (START BASE "NoColon\r\n" END, SIP_ERROR_MALFORMED, 400);
  assert_refused (START BASE ": x\r\n" END, SIP_ERROR_MALFORMED, 400);
  assert_refused (START BASE "No Name: x\r\n" END, SIP_ERROR_MALFORMED, 400);
  assert_refused (START " folded: x\r\n" BASE END, SIP_ERROR_MALFORMED, 400);
  assert_refused (START BASE "Subject: never ends", SIP_ERROR_MALFORMED, 400);
  assert_refused (START BASE "Content-Length: 0\r\n", SIP_ERROR_MALFORMED, 400);
  assert_refused (START, SIP_ERROR_MALFORMED, 400);
  assert_refused ("", SIP_ERROR_MALFORMED, 0);
  assert_refused ("\r\n\r\n", SIP_ERROR_MALFORMED, 0);
}

static void
test_branch_cookie (void)
{
  assert_refused (START "Via: SIP/2.0/TLS h;branch=1\r\n" FROM TO CALL_ID CSEQ END,
                  SIP_ERROR_REFUSED, 400);
  assert_refused (START "Via: SIP/2.0/TLS h\r\n" FROM TO CALL_ID CSEQ END, SIP_ERROR_REFUSED, 400);
}

/* Skipped CRLFs are those of RFC 3261 7.5 */
static void
test_leading_crlf (void)
{
  g_autoptr (SipMessage) message = parse ("\r\n\r\n" START BASE END);

  g_assert_nonnull (message);
}

static void
test_content_length (void)
{
  g_autoptr (SipMessage) datagram = NULL;
  SipParseError error;
  static const char with_more[] = START BASE "Content-Type: a/b\r\nContent-Length: 2\r\n\r\nabc";
  static const char without[] = START BASE "Content-Type: a/b\r\n\r\nabc";
  static const char beyond[] = START BASE "Content-Type: a/b\r\nContent-Length: 4\r\n\r\nabc";

  datagram = parse_bytes (with_more, strlen (with_more), SIP_PARSE_DATAGRAM, &error);
  assert_slice (sip_message_get_body (datagram), "ab");
  g_clear_pointer (&datagram, sip_message_unref);
  datagram = parse_bytes (without, strlen (without), SIP_PARSE_DATAGRAM, &error);
  assert_slice (sip_message_get_body (datagram), "abc");
  g_assert_null (parse_bytes (beyond, strlen (beyond), SIP_PARSE_DATAGRAM, &error));
  g_assert_cmpuint (error.response, ==, 400);
  assert_refused (with_more, SIP_ERROR_MALFORMED, 400);
  assert_refused (without, SIP_ERROR_MALFORMED, 400);
  assert_refused (START BASE "Content-Length: -1\r\n\r\n", SIP_ERROR_MALFORMED, 400);
  assert_refused (START BASE "Content-Length: 1\r\n\r\na", SIP_ERROR_REFUSED, 400);
}

/* Limits: each at the limit and one past it */

static void
test_uri_limit (void)
{
  g_autofree char *user = g_strnfill (SIP_MAX_REQUEST_URI_BYTES - strlen ("sip:@b"), 'a');
  g_autofree char *at_limit = g_strdup_printf ("OPTIONS sip:%s@b SIP/2.0\r\n" BASE END, user);
  g_autofree char *beyond = g_strdup_printf ("OPTIONS sip:a%s@b SIP/2.0\r\n" BASE END, user);
  g_autofree char *ack = g_strdup_printf ("ACK sip:a%s@b SIP/2.0\r\n" BASE END, user);
  g_autoptr (SipMessage) message = parse (at_limit);

  g_assert_nonnull (message);
  assert_refused (beyond, SIP_ERROR_TOO_LONG, 414);
  assert_refused (ack, SIP_ERROR_TOO_LONG, 0);
}

static void
test_start_line_limit (void)
{
  g_autofree char *reason = g_strnfill (SIP_MAX_START_LINE_BYTES - strlen ("SIP/2.0 200 "), 'a');
  g_autofree char *at_limit = g_strdup_printf ("SIP/2.0 200 %s\r\n" BASE END, reason);
  g_autofree char *beyond = g_strdup_printf ("SIP/2.0 200 a%s\r\n" BASE END, reason);
  g_autofree char *request = g_strdup_printf ("OPTIONS sip:%s@b SIP/2.0\r\n" BASE END, reason);
  g_autoptr (SipMessage) message = parse (at_limit);

  g_assert_nonnull (message);
  assert_refused (beyond, SIP_ERROR_TOO_LONG, 0);
  assert_refused (request, SIP_ERROR_TOO_LONG, 0);
}

static void
test_header_limit (void)
{
  g_autofree char *value = g_strnfill (SIP_MAX_HEADER_BYTES - strlen ("Subject: "), 'a');
  g_autofree char *at_limit = g_strdup_printf (START BASE "Subject: %s\r\n" END, value);
  g_autofree char *folded = g_strdup_printf (START BASE "Subject:\r\n  %s\r\n" END, value);
  g_autofree char *beyond = g_strdup_printf (START BASE "Subject: a%s\r\n" END, value);
  g_autoptr (SipMessage) message = parse (at_limit);
  g_autoptr (SipMessage) unfolded = parse (folded);

  g_assert_nonnull (message);
  g_assert_nonnull (unfolded);
  assert_refused (beyond, SIP_ERROR_TOO_LONG, 513);
}

static void
test_section_limit (void)
{
  g_autoptr (GString) text = g_string_new (START BASE);
  gsize n;

  while (SIP_MAX_HEADER_SECTION_BYTES - text->len > 10000)
    g_string_append_printf (text, "X: %09000d\r\n", 0);
  n = SIP_MAX_HEADER_SECTION_BYTES - text->len - strlen (END) - strlen ("X: \r\n");
  g_string_append_printf (text, "X: %0*d\r\n", (int) n, 0);
  g_string_append (text, END);
  g_assert_cmpuint (text->len, ==, SIP_MAX_HEADER_SECTION_BYTES);
  {
    g_autoptr (SipMessage) message = parse (text->str);

    g_assert_nonnull (message);
  }
  g_string_insert_c (text, (gssize) strlen (START BASE) + 3, '0');
  assert_refused (text->str, SIP_ERROR_TOO_LONG, 513);
}

static void
check_count_limit (const char *line, guint max, guint already, guint n_on_line)
{
  g_autoptr (GString) text = g_string_new (START BASE);

  for (guint i = already; i + n_on_line <= max; i += n_on_line)
    g_string_append (text, line);
  {
    g_autofree char *at_limit = g_strconcat (text->str, END, NULL);
    g_autofree char *beyond = g_strconcat (text->str, line, END, NULL);
    g_autofree char *response = g_strconcat ("SIP/2.0 200 OK\r\n", beyond + strlen (START), NULL);
    g_autoptr (SipMessage) message = parse (at_limit);

    g_assert_nonnull (message);
    assert_refused (beyond, SIP_ERROR_TOO_LONG, 513);
    assert_refused (response, SIP_ERROR_TOO_LONG, 0);
  }
}

static void
test_count_limits (void)
{
  check_count_limit ("X: y\r\n", SIP_MAX_HEADERS, 6, 1);
  check_count_limit (VIA, SIP_MAX_VIAS, 1, 1);
  check_count_limit ("Route: <sip:a>, <sip:b>\r\n", SIP_MAX_ROUTES, 0, 2);
  check_count_limit ("Record-Route: <sip:a>\r\n", SIP_MAX_ROUTES, 0, 1);
  check_count_limit ("m: <sip:a>\r\n", SIP_MAX_CONTACTS, 0, 1);
}

static void
test_body_limit (void)
{
  g_autofree char *body = g_strnfill (SIP_MAX_BODY_BYTES, 'a');
  g_autofree char *at_limit = g_strdup_printf (
      START BASE "Content-Type: a/b\r\nContent-Length: %d\r\n\r\n%s", SIP_MAX_BODY_BYTES, body);
  g_autofree char *beyond =
      g_strdup_printf (START BASE "Content-Type: a/b\r\nContent-Length: %d\r\n\r\n%sb",
                       SIP_MAX_BODY_BYTES + 1, body);
  g_autoptr (SipMessage) message = parse (at_limit);

  g_assert_cmpuint (sip_message_get_body (message).n, ==, SIP_MAX_BODY_BYTES);
  assert_refused (beyond, SIP_ERROR_TOO_LONG, 413);
}

/* No cut is a danger, and none is accepted */
static void
test_every_cut (void)
{
  static const char text[] =
      "INVITE sips:[2001:db8::1] SIP/2.0\r\nVia: SIP/2.0/TLS [::1]:5061;branch=z9hG4bK1;rport\r\n"
      "From: \"a\\\"b\"\r\n <sips:a@b>;tag=1\r\n" TO CALL_ID
      "CSeq: 1 INVITE\r\nContact: <sips:a@b;x=%41?y=z>;q=0.5\r\nContent-Type: a/b\r\n"
      "Content-Length: 3\r\n\r\nabc";

  for (gsize n = 0; n < sizeof text - 1; n++)
    {
      g_autofree char *copy = g_memdup2 (text, n);
      SipParseError error;

      g_assert_null (parse_bytes (copy, n, SIP_PARSE_STREAM, &error));
      g_assert_nonnull (error.what);
    }
}

static void
test_error_to_gerror (void)
{
  static const char text[] = "abcdef";
  g_autoptr (GError) error = NULL;

  sip_parse_error_to_gerror (&(SipParseError){ SIP_ERROR_MALFORMED, "host", text + 4, 400 },
                             slice_from_string (text), &error);
  g_assert_error (error, SIP_ERROR, SIP_ERROR_MALFORMED);
  g_assert_cmpstr (error->message, ==, "host at byte 4");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sip/message/MSG-01/request", test_request);
  g_test_add_func ("/sip/message/MSG-01/response", test_response);
  g_test_add_func ("/sip/message/MSG-01/compact-names", test_compact_and_long);
  g_test_add_func ("/sip/message/MSG-02/folds-become-one-blank", test_folding);
  g_test_add_func ("/sip/message/MSG-02/place-in-folded-bytes", test_place_in_folded);
  g_test_add_func ("/sip/message/MSG-03/lists-keep-order", test_lists_keep_order);
  g_test_add_func ("/sip/message/MSG-04/challenges-are-not-split", test_challenges_are_not_split);
  g_test_add_func ("/sip/message/MSG-09/mandatory-missing", test_mandatory_missing);
  g_test_add_func ("/sip/message/MSG-09/mandatory-malformed", test_mandatory_malformed);
  g_test_add_func ("/sip/message/MSG-09/optional-malformed-is-ignored", test_optional_malformed);
  g_test_add_func ("/sip/message/MSG-09/numbers-are-clamped-or-absent", test_numbers_of_headers);
  g_test_add_func ("/sip/message/MSG-09/contact-of-register-malformed", test_contact_malformed);
  g_test_add_func ("/sip/message/MSG-09/star-only-to-remove-all", test_star);
  g_test_add_func ("/sip/message/MSG-09/different-duplicates-are-refused", test_duplicates);
  g_test_add_func ("/sip/message/MSG-10/controls", test_controls);
  g_test_add_func ("/sip/message/MSG-10/bare-line-ends", test_bare_line_ends);
  g_test_add_func ("/sip/message/MSG-11/start-lines", test_start_lines);
  g_test_add_func ("/sip/message/MSG-11/header-lines", test_header_lines);
  g_test_add_func ("/sip/message/TRN-05/branch-cookie", test_branch_cookie);
  g_test_add_func ("/sip/message/TRN-04/leading-crlf", test_leading_crlf);
  g_test_add_func ("/sip/message/TRN-02/content-length", test_content_length);
  g_test_add_func ("/sip/message/TRN-03/uri-2048-and-no-more", test_uri_limit);
  g_test_add_func ("/sip/message/TRN-03/start-line-4096-and-no-more", test_start_line_limit);
  g_test_add_func ("/sip/message/TRN-03/header-16384-and-no-more", test_header_limit);
  g_test_add_func ("/sip/message/TRN-03/section-65536-and-no-more", test_section_limit);
  g_test_add_func ("/sip/message/TRN-03/counts-and-no-more", test_count_limits);
  g_test_add_func ("/sip/message/TRN-03/body-524288-and-no-more", test_body_limit);
  g_test_add_func ("/sip/message/TRN-01/every-cut", test_every_cut);
  g_test_add_func ("/sip/error/MSG-11/offset-in-gerror", test_error_to_gerror);
  return g_test_run ();
}
