/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Linnet Authors */
#include "sip-framer.h"
#include "sip-limits.h"

#include <string.h>

#define HEAD "OPTIONS sips:b SIP/2.0\r\nVia: x\r\n"
#define EMPTY HEAD "Content-Length: 0\r\n\r\n"

/* Draws all frames and writes them down: m<length> P p b<response>[c] */
static void
draw (SipFramer *framer, GString *out)
{
  SipFrameProblem problem;
  GBytes *message;
  SipFrame frame;

  while ((frame = sip_framer_next (framer, &message, &problem)) != SIP_FRAME_NONE)
    switch (frame)
      {
      case SIP_FRAME_MESSAGE:
        g_string_append_printf (out, "m%" G_GSIZE_FORMAT " ", g_bytes_get_size (message));
        g_bytes_unref (message);
        break;
      case SIP_FRAME_PING:
        g_string_append (out, "P ");
        break;
      case SIP_FRAME_PONG:
        g_string_append (out, "p ");
        break;
      case SIP_FRAME_BROKEN:
        g_assert_null (message);
        g_assert_nonnull (problem.what);
        g_assert_nonnull (problem.header);
        g_string_append_printf (out, "b%u%s ", problem.response, problem.close ? "c" : "");
        sip_frame_problem_clear (&problem);
        break;
      case SIP_FRAME_NONE:
        break;
      }
}

/* In pieces of at most @step bytes, the first of @first */
static char *
feed (const char *text, gsize n, gsize first, gsize step)
{
  g_autoptr (SipFramer) framer = sip_framer_new ();
  g_autoptr (GString) out = g_string_new (NULL);

  for (gsize at = 0; at < n;)
    {
      gsize length = MIN (at == 0 ? first : step, n - at);
      g_autofree char *copy = g_memdup2 (text + at, length);

      sip_framer_push (framer, (Slice){ copy, length });
      draw (framer, out);
      at += length;
    }
  return g_string_free (g_steal_pointer (&out), FALSE);
}

static void
assert_frames (const char *text, const char *expected)
{
  g_autofree char *whole = feed (text, strlen (text), strlen (text), strlen (text));
  g_autofree char *bytes = feed (text, strlen (text), 1, 1);

  g_assert_cmpstr (whole, ==, expected);
  g_assert_cmpstr (bytes, ==, expected);
}

static void
test_every_split (void)
{
  static const char text[] = EMPTY HEAD "l:\r\n  5\r\n\r\na\r\n\r\n" EMPTY
                                        "SIP/2.0 200 OK\r\nCONTENT-LENGTH : 003\r\n\r\nabc" EMPTY;
  const gsize n = strlen (text);
  g_autofree char *whole = feed (text, n, n, n);
  g_autofree char *expected = g_strdup_printf (
      "m%d m%d m%d m%d m%d ", (int) strlen (EMPTY), (int) strlen (HEAD "l:\r\n  5\r\n\r\n") + 5,
      (int) strlen (EMPTY), (int) strlen ("SIP/2.0 200 OK\r\nCONTENT-LENGTH : 003\r\n\r\nabc"),
      (int) strlen (EMPTY));

  g_assert_cmpstr (whole, ==, expected);
  for (gsize split = 1; split < n; split++)
    {
      g_autofree char *two = feed (text, n, split, n);
      g_autofree char *steps = feed (text, n, split, split);

      g_assert_cmpstr (two, ==, expected);
      g_assert_cmpstr (steps, ==, expected);
    }
}

static void
test_message_bytes (void)
{
  static const char text[] = HEAD "Content-Length: 3\r\n\r\nabc";
  g_autoptr (SipFramer) framer = sip_framer_new ();
  g_autoptr (GBytes) message = NULL;
  SipFrameProblem problem;
  gsize n;

  sip_framer_push (framer, slice_from_string (text));
  g_assert_cmpint (sip_framer_next (framer, &message, &problem), ==, SIP_FRAME_MESSAGE);
  g_assert_cmpmem (g_bytes_get_data (message, &n), n, text, sizeof text - 1);
}

static void
test_keepalive (void)
{
  g_autofree char *ping = feed ("\r\n\r\n", 4, 4, 4);
  g_autofree char *pong = feed ("\r\n", 2, 2, 2);
  g_autofree char *cut_in_cr = feed ("\r\n", 2, 1, 1);
  g_autofree char *half = feed ("\r\n\r\n", 4, 2, 2);
  g_autofree char *two_pings = feed ("\r\n\r\n\r\n\r\n", 8, 8, 8);
  g_autofree char *before_message = feed ("\r\n\r\n" EMPTY, strlen (EMPTY) + 4, 100, 100);
  g_autofree char *not_half = feed ("\r\n" EMPTY "\r\n", strlen (EMPTY) + 4, 2, 1);

  g_assert_cmpstr (ping, ==, "P ");
  g_assert_cmpstr (pong, ==, "p ");
  g_assert_cmpstr (cut_in_cr, ==, "p ");
  g_assert_cmpstr (half, ==, "p p ");
  g_assert_cmpstr (two_pings, ==, "P P ");
  g_assert_true (g_str_has_prefix (before_message, "P m"));
  g_assert_true (g_str_has_prefix (not_half, "p m"));
  g_assert_true (g_str_has_suffix (not_half, " p "));
}

/* Pongs come one by one, with nothing between them: none is the half of a ping */
static void
test_pong_after_pong (void)
{
  g_autofree char *three = feed ("\r\n\r\n\r\n", 6, 2, 2);

  g_assert_cmpstr (three, ==, "p p p ");
}

static char *
feed_listener (const char *text, gsize step)
{
  g_autoptr (SipFramer) framer = sip_framer_new ();
  g_autoptr (GString) out = g_string_new (NULL);
  Slice rest = slice_from_string (text);

  sip_framer_set_listener (framer, TRUE);
  for (; rest.n > 0; rest = slice_from (rest, step))
    {
      sip_framer_push (framer, (Slice){ rest.p, MIN (step, rest.n) });
      draw (framer, out);
    }
  g_assert_false (sip_framer_is_partial (framer));
  return g_string_free (g_steal_pointer (&out), FALSE);
}

static void
test_listener (void)
{
  g_autofree char *lone = feed_listener ("\r\n", 2);

  g_assert_cmpstr (lone, ==, "");
  for (gsize step = 1; step < 5; step++)
    {
      g_autofree char *pings = feed_listener ("\r\n\r\n\r\n\r\n", step);
      g_autofree char *skipped = feed_listener ("\r\n" EMPTY "\r\n" EMPTY "\r\n\r\n", step);
      g_autofree char *expected =
          g_strdup_printf ("m%d m%d P ", (int) strlen (EMPTY), (int) strlen (EMPTY));

      g_assert_cmpstr (pings, ==, "P P ");
      g_assert_cmpstr (skipped, ==, expected);
    }
}

static void
test_partial (void)
{
  static const char text[] = HEAD "Content-Length: 1\r\n\r\na";
  g_autoptr (SipFramer) framer = sip_framer_new ();
  g_autoptr (GString) out = g_string_new (NULL);

  g_assert_false (sip_framer_is_partial (framer));
  for (gsize i = 0; i < sizeof text - 1; i++)
    {
      sip_framer_push (framer, (Slice){ text + i, 1 });
      draw (framer, out);
      g_assert_cmpint (sip_framer_is_partial (framer), ==, i + 2 < sizeof text);
    }
  sip_framer_push (framer, SLICE_LITERAL ("\r\n"));
  draw (framer, out);
  g_assert_false (sip_framer_is_partial (framer));
}

static void
test_content_length (void)
{
  assert_frames (HEAD "\r\n" EMPTY, "b400c ");
  assert_frames (HEAD "Content-Length: x\r\n\r\n" EMPTY, "b400c ");
  assert_frames (HEAD "Content-Length: -1\r\n\r\n", "b400c ");
  assert_frames (HEAD "Content-Length: 1 1\r\n\r\n", "b400c ");
  assert_frames (HEAD "Content-Length:\r\n\r\n", "b400c ");
  assert_frames (HEAD "Content-Length: 0\r\nl: 1\r\n\r\n", "b400c ");
  assert_frames ("SIP/2.0 200 OK\r\n\r\n", "b0c ");
  assert_frames ("SIP/2.0 200 OK\r\nl: 1\r\nl: 2\r\n\r\n", "b0c ");
  assert_frames ("ACK sips:b SIP/2.0\r\n\r\n", "b0c ");
}

static void
test_identical_content_lengths (void)
{
  g_autofree char *expected =
      g_strdup_printf ("m%d ", (int) strlen (HEAD "Content-Length: 1\r\nl: 01\r\n\r\na"));

  assert_frames (HEAD "Content-Length: 1\r\nl: 01\r\n\r\na", expected);
}

/* A header that only looks like it */
static void
test_other_headers (void)
{
  g_autofree char *expected =
      g_strdup_printf ("m%d ", (int) strlen (HEAD "Xl: 5\r\nSubject: a\r\n l: 7\r\nl: 0\r\n\r\n"));

  assert_frames (HEAD "Xl: 5\r\nSubject: a\r\n l: 7\r\nl: 0\r\n\r\n", expected);
}

static void
test_garbage (void)
{
  static const char tls[] = "\x16\x03\x01\x02\0\x01";
  g_autofree char *frames = feed (tls, sizeof tls - 1, 1, 1);

  assert_frames ("GET / HTTP/1.1\r\nHost: x\r\n\r\n" EMPTY, "b0c ");
  assert_frames ("RTSP/1.0 200 OK\r\n\r\n", "b0c ");
  assert_frames ("OPTIONS sips:b SIP/2.0\nVia: x\n\n", "b0c ");
  assert_frames (HEAD "Subject: a\nb\r\n", "b400c ");
  assert_frames (HEAD "Subject: a\rb\r\n", "b400c ");
  assert_frames ("\rx", "b0c ");
  g_assert_cmpstr (frames, ==, "b0c ");
}

/* Framing is intact: these are for the parser to answer, and what follows is read */
static void
test_parser_faults_are_messages (void)
{
  g_autofree char *uri = g_strnfill (SIP_MAX_REQUEST_URI_BYTES + 1, 'a');
  g_autofree char *text = g_strdup_printf ("BYE sip:%s SIP/2.0\r\nl: 0\r\n\r\n" EMPTY, uri);
  g_autofree char *frames = feed (text, strlen (text), 100, 100);

  g_assert_true (g_str_has_prefix (frames, "m"));
  g_assert_cmpuint (strlen (strchr (frames, ' ')), >, 3);
  assert_frames ("BYE sip:b SIP/7.0\r\nl: 0\r\n\r\n", "m27 ");
}

static void
test_start_line_limit (void)
{
  g_autofree char *reason = g_strnfill (SIP_MAX_START_LINE_BYTES - strlen ("SIP/2.0 200 "), 'a');
  g_autofree char *at_limit = g_strdup_printf ("SIP/2.0 200 %s\r\nl: 0\r\n\r\n", reason);
  g_autofree char *beyond = g_strdup_printf ("SIP/2.0 200 a%s\r\nl: 0\r\n\r\n", reason);
  g_autofree char *expected = g_strdup_printf ("m%d ", (int) strlen (at_limit));

  assert_frames (at_limit, expected);
  assert_frames (beyond, "b0c ");
}

static void
test_section_limit (void)
{
  gsize n = SIP_MAX_HEADER_SECTION_BYTES - strlen (HEAD "l: 0\r\nX: \r\n\r\n");
  g_autofree char *value = g_strnfill (n, 'a');
  g_autofree char *at_limit = g_strdup_printf (HEAD "l: 0\r\nX: %s\r\n\r\n", value);
  g_autofree char *beyond = g_strdup_printf (HEAD "l: 0\r\nX: %sa\r\n\r\n", value);
  g_autofree char *endless = g_strdup_printf (HEAD "X: %s%s", value, value);
  g_autofree char *expected = g_strdup_printf ("m%d ", SIP_MAX_HEADER_SECTION_BYTES);

  assert_frames (at_limit, expected);
  assert_frames (beyond, "b513c ");
  assert_frames (endless, "b513c ");
}

static char *
feed_body (gsize declared, gsize sent, const char *then)
{
  g_autofree char *body = g_strnfill (sent, 'a');
  g_autofree char *text = g_strdup_printf (HEAD "Content-Length: %" G_GSIZE_FORMAT "\r\n\r\n%s%s",
                                           declared, body, then);

  return feed (text, strlen (text), 70, 60000);
}

static void
test_body_limits (void)
{
  g_autofree char *at_limit = feed_body (SIP_MAX_BODY_BYTES, SIP_MAX_BODY_BYTES, "");
  g_autofree char *drained = feed_body (SIP_MAX_BODY_BYTES + 1, SIP_MAX_BODY_BYTES + 1, EMPTY);
  g_autofree char *draining = feed_body (SIP_MAX_BODY_BYTES + 1, SIP_MAX_BODY_BYTES, "");
  g_autofree char *most = feed_body (SIP_MAX_DRAIN_BYTES, SIP_MAX_DRAIN_BYTES, EMPTY);
  g_autofree char *too_much = feed_body (SIP_MAX_DRAIN_BYTES + 1, 10, EMPTY);

  g_assert_true (g_str_has_prefix (at_limit, "m"));
  g_assert_true (g_str_has_prefix (drained, "b413 m"));
  g_assert_cmpstr (draining, ==, "");
  g_assert_true (g_str_has_prefix (most, "b413 m"));
  g_assert_cmpstr (too_much, ==, "b413c ");
  assert_frames (HEAD "l: 99999999999999999999999999999\r\n\r\n", "b413c ");
  assert_frames ("SIP/2.0 200 OK\r\nl: 99999999\r\n\r\n", "b0c ");
}

static void
test_drain_keeps_header (void)
{
  g_autoptr (SipFramer) framer = sip_framer_new ();
  g_autofree char *body = g_strnfill (SIP_MAX_BODY_BYTES + 1, 'a');
  GBytes *message;
  SipFrameProblem problem;
  Slice header;

  sip_framer_push (framer, SLICE_LITERAL (HEAD "Content-Length: 524289\r\n\r\n"));
  g_assert_cmpint (sip_framer_next (framer, &message, &problem), ==, SIP_FRAME_NONE);
  g_assert_true (sip_framer_is_partial (framer));
  sip_framer_push (framer, (Slice){ body, SIP_MAX_BODY_BYTES + 1 });
  g_assert_cmpint (sip_framer_next (framer, &message, &problem), ==, SIP_FRAME_BROKEN);
  header = slice_from_bytes (problem.header);
  g_assert_true (slice_is (header, HEAD "Content-Length: 524289\r\n\r\n"));
  sip_frame_problem_clear (&problem);
  g_assert_false (sip_framer_is_partial (framer));
}

static void
test_dead_is_silent (void)
{
  g_autoptr (SipFramer) framer = sip_framer_new ();
  g_autoptr (GString) out = g_string_new (NULL);

  sip_framer_push (framer, SLICE_LITERAL ("nonsense\r\n"));
  draw (framer, out);
  sip_framer_push (framer, SLICE_LITERAL (EMPTY));
  draw (framer, out);
  g_assert_cmpstr (out->str, ==, "b0c ");
  g_assert_false (sip_framer_is_partial (framer));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sip/framer/TRN-01/every-split", test_every_split);
  g_test_add_func ("/sip/framer/TRN-01/message-bytes", test_message_bytes);
  g_test_add_func ("/sip/framer/TRN-04/pings-and-pongs", test_keepalive);
  g_test_add_func ("/sip/framer/TRN-04/pong-after-pong", test_pong_after_pong);
  g_test_add_func ("/sip/framer/TRN-04/listener-gets-pings-in-halves", test_listener);
  g_test_add_func ("/sip/framer/TRN-03/partial-from-first-to-last-byte", test_partial);
  g_test_add_func ("/sip/framer/TRN-02/content-length-missing-or-contradictory",
                   test_content_length);
  g_test_add_func ("/sip/framer/TRN-02/identical-copies-are-one", test_identical_content_lengths);
  g_test_add_func ("/sip/framer/TRN-02/other-headers-do-not-count", test_other_headers);
  g_test_add_func ("/sip/framer/MSG-10/garbage-closes", test_garbage);
  g_test_add_func ("/sip/framer/TRN-03/parser-faults-are-messages",
                   test_parser_faults_are_messages);
  g_test_add_func ("/sip/framer/TRN-03/start-line-4096-and-no-more", test_start_line_limit);
  g_test_add_func ("/sip/framer/TRN-03/section-65536-and-no-more", test_section_limit);
  g_test_add_func ("/sip/framer/TRN-03/body-and-drain-limits", test_body_limits);
  g_test_add_func ("/sip/framer/TRN-03/drain-keeps-header", test_drain_keeps_header);
  g_test_add_func ("/sip/framer/TRN-03/dead-is-silent", test_dead_is_silent);
  return g_test_run ();
}
