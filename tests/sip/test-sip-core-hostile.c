/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Linnet Authors */
/* What no honest server sends: cut, garbled, far too much, and in any order. */
#include "test-sip-script.h"

#include <string.h>

#define INVITE_TEXT                                                                                \
  "INVITE sips:token@192.0.2.1:40000 SIP/2.0\r\nVia: SIP/2.0/TLS "                                 \
  "203.0.113.5:5061;branch=z9hG4bKh\r\n"                                                           \
  "Max-Forwards: 69\r\nFrom: <sips:bob@example.net>;tag=b\r\nTo: <sips:alice@example.org>\r\n"     \
  "Call-ID: h\r\nCSeq: 1 INVITE\r\n" TEST_SIP_CONTACT                                              \
  "Content-Type: application/sdp\r\nContent-Length: 69\r\n\r\n" TEST_SIP_SDP

static void
test_one_byte_at_a_time (void)
{
  g_autoptr (TestSipPeer) peer = test_sip_peer_new (SIP_MODE_SIPS, FALSE);
  const char *text = INVITE_TEXT;

  g_assert_cmpuint (strlen (TEST_SIP_SDP), ==, 69);
  for (const char *p = text; *p != '\0'; p++)
    {
      test_sip_peer_assert_no_output (peer);
      sip_core_receive (peer->core, peer->flow, (Slice){ p, 1 }, peer->now_us);
    }
  test_sip_peer_skip_output (peer, SIP_OUTPUT_CALL_INCOMING);
}

static void
test_cut_everywhere (void)
{
  const char *text = INVITE_TEXT;
  gsize n = strlen (text);

  for (gsize cut = 0; cut < n; cut++)
    {
      g_autoptr (TestSipPeer) peer = test_sip_peer_new (SIP_MODE_SIPS, FALSE);

      sip_core_receive (peer->core, peer->flow, (Slice){ text, cut }, peer->now_us);
      test_sip_peer_assert_silent (peer);
      test_sip_peer_assert_no_output (peer);
      test_sip_peer_close_flow (peer);
      test_sip_peer_assert_no_output (peer);
    }
}

static void
test_slow_message (void)
{
  g_autoptr (TestSipPeer) peer = test_sip_peer_new (SIP_MODE_SIPS, FALSE);
  g_auto (SipOutput) output = { 0 };

  for (guint i = 0; i < 29; i++)
    {
      test_sip_peer_feed (peer, i == 0 ? "INVITE sips:a@b SIP/2.0\r\n" : "X");
      test_sip_peer_advance_ms (peer, 1000);
      test_sip_peer_assert_no_output (peer);
    }
  test_sip_peer_advance_ms (peer, 1000);
  output = test_sip_peer_take_output (peer, SIP_OUTPUT_CLOSE);
  g_assert_cmpuint (output.code, ==, 408);
}

static void
test_broken_requests (void)
{
  static const struct
  {
    const char *text;
    guint status; /* 0: nothing is said */
    gboolean closes;
  } rows[] = {
    { "INVITE sips:token@h SIP/3.0\r\nVia: SIP/2.0/TLS h;branch=z9hG4bK1\r\nFrom: "
      "<sips:a@b>;tag=1\r\nTo: <sips:c@d>\r\nCall-ID: 1\r\nCSeq: 1 INVITE\r\nContent-Length: "
      "0\r\n\r\n",
      505, FALSE },
    { "OPTIONS sips:token@h SIP/2.0\r\nVia: SIP/2.0/TLS h;branch=z9hG4bK1\r\nFrom: "
      "<sips:a@b>;tag=1\r\nTo: <sips:c@d>\r\nCall-ID: 1\r\nCSeq: 1 INVITE\r\nContent-Length: "
      "0\r\n\r\n",
      400, FALSE },
    { "OPTIONS sips:token@h SIP/2.0\r\nVia: SIP/2.0/TLS h;branch=z9hG4bK1\r\nFrom: "
      "<sips:a@b>;tag=1\r\nTo: <sips:c@d>\r\nCall-ID: 1\r\nCSeq: 1 OPTIONS\r\n\r\n",
      400, TRUE },
    { "ACK sips:token@h SIP/2.0\r\nVia: SIP/2.0/TLS h;branch=z9hG4bK1\r\nFrom: "
      "<sips:a@b>;tag=1\r\nTo: <sips:c@d>\r\nCall-ID: 1\r\nCSeq: 1 INVITE\r\nContent-Length: "
      "0\r\n\r\n",
      0, FALSE },
    { "SIP/2.0 200 OK\r\nContent-Length: 0\r\n\r\n", 0, FALSE },
    { "GET / HTTP/1.1\r\nHost: x\r\n\r\n", 0, TRUE },
    { "\x16\x03\x01\x02\x01\r\n\r\n", 0, TRUE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (TestSipPeer) peer = test_sip_peer_new (SIP_MODE_SIPS, FALSE);
      g_autoptr (SipMessage) response = NULL;

      test_sip_peer_feed (peer, rows[i].text);
      if (rows[i].status != 0)
        response = test_sip_peer_take_response (peer, rows[i].status);
      test_sip_peer_assert_silent (peer);
      if (rows[i].closes)
        test_sip_peer_skip_output (peer, SIP_OUTPUT_CLOSE);
      test_sip_peer_assert_no_output (peer);
    }
}

static void
test_flood (void)
{
  g_autoptr (TestSipPeer) peer = test_sip_peer_new (SIP_MODE_SIPS, FALSE);
  guint n_rung = 0, n_answers = 0;

  for (guint i = 0; i < 10000; i++)
    {
      g_autofree char *branch = g_strdup_printf ("z9hG4bK%u", i);
      g_autofree char *call_id = g_strdup_printf ("call-%u", i);
      SipMessage *message;

      test_sip_peer_request (
          peer, TEST_SIP_REQUEST (.method = "INVITE", .branch = branch, .call_id = call_id,
                                  .headers = TEST_SIP_CONTACT, .sdp = TEST_SIP_SDP));
      while ((message = g_queue_pop_head (&peer->sent)) != NULL)
        {
          g_assert_cmpuint (sip_message_get_status (message), >=, 486);
          n_answers++;
          sip_message_unref (message);
        }
    }
  n_rung = peer->outputs.length;
  g_assert_cmpuint (n_rung, ==, 4);
  g_assert_cmpuint (n_answers, ==, 10000 - 4);
  test_sip_peer_advance_ms (peer, 33000);
  /* and the phone still works */
  g_queue_clear_full (&peer->sent, (GDestroyNotify) sip_message_unref);
  test_sip_peer_request (peer, TEST_SIP_REQUEST (.method = "OPTIONS", .branch = "z9hG4bKlast"));
  sip_message_unref (test_sip_peer_take_response (peer, 486));
}

/* Targets and routes that no request of ours could bear; the answer comes as often as it likes */
static void
test_answers_that_cannot_be_confirmed (void)
{
  g_autofree char *filler = g_strnfill (2100, 'a');
  g_autofree char *too_long = g_strdup_printf ("Contact: <sips:%s@h>\r\n", filler);
  const char *const lines[] = {
    too_long,
    TEST_SIP_CONTACT "Record-Route: \"\\\001\" <sips:proxy.example;lr>\r\n",
  };

  for (guint i = 0; i < G_N_ELEMENTS (lines); i++)
    {
      g_autoptr (TestSipPeer) peer = test_sip_peer_new (SIP_MODE_SIPS, FALSE);
      g_autoptr (SipMessage) invite = NULL;

      sip_core_invite (peer->core, peer->account, "bob@example.net", SLICE_LITERAL (TEST_SIP_SDP),
                       peer->now_us, NULL);
      invite = test_sip_peer_take_request (peer, "INVITE");
      test_sip_peer_respond (peer, invite, 200, "far", lines[i], TEST_SIP_SDP);
      test_sip_peer_skip_output (peer, SIP_OUTPUT_CALL_ENDED);
      test_sip_peer_respond (peer, invite, 200, "far", lines[i], TEST_SIP_SDP);
      test_sip_peer_assert_silent (peer);
      test_sip_peer_assert_no_output (peer);
    }
}

static void
request_often (TestSipPeer *peer, const char *headers)
{
  for (guint i = 0; i < 200; i++)
    {
      g_autofree char *branch = g_strdup_printf ("z9hG4bK%u", i);
      g_autofree char *call_id = g_strdup_printf ("call-%u", i);

      test_sip_peer_request (peer, TEST_SIP_REQUEST (.method = "INVITE", .branch = branch,
                                                     .call_id = call_id, .headers = headers,
                                                     .sdp = TEST_SIP_SDP));
    }
  test_sip_peer_advance_ms (peer, 33000);
  g_queue_clear_full (&peer->sent, (GDestroyNotify) sip_message_unref);
}

/* What a response cannot repeat must not leave its transaction open for ever */
static void
test_refusals_that_cannot_be_written (void)
{
  g_autofree char *option = g_strnfill (6000, 'x');
  g_autofree char *long_options = g_strdup_printf (
      TEST_SIP_CONTACT "Require: %s1\r\nRequire: %s2\r\nRequire: %s3\r\n", option, option, option);
  const char *const lines[] = { long_options, TEST_SIP_CONTACT "Require: \"\\\001\"\r\n" };

  for (guint i = 0; i < G_N_ELEMENTS (lines); i++)
    {
      g_autoptr (TestSipPeer) peer = test_sip_peer_new (SIP_MODE_SIPS, FALSE);

      request_often (peer, lines[i]);
      test_sip_peer_request (peer, TEST_SIP_REQUEST (.method = "OPTIONS", .branch = "z9hG4bKlast"));
      sip_message_unref (test_sip_peer_take_response (peer, 200));
    }
}

/* Returns: whether the call came in but could not be answered */
static gboolean
is_too_long_to_answer (gsize n_last)
{
  g_autoptr (TestSipPeer) peer = test_sip_peer_new (SIP_MODE_SIPS, FALSE);
  g_autoptr (GString) headers = g_string_new (TEST_SIP_CONTACT);
  g_autofree char *filler = g_strnfill (16000, 'x');
  g_autofree char *last = g_strnfill (n_last, 'x');
  g_auto (SipOutput) output = { 0 };
  gboolean answered;

  for (guint i = 0; i < 4; i++)
    g_string_append_printf (headers, "Record-Route: <sips:proxy.example;lr;x=%s>\r\n", filler);
  g_string_append_printf (headers, "Record-Route: <sips:proxy.example;lr;x=%s>\r\n", last);
  test_sip_peer_request (
      peer, TEST_SIP_REQUEST (.method = "INVITE", .headers = headers->str, .sdp = TEST_SIP_SDP));
  if (g_queue_is_empty (&peer->outputs) ||
      ((SipOutput *) peer->outputs.head->data)->kind != SIP_OUTPUT_CALL_INCOMING)
    return FALSE;
  output = test_sip_peer_take_output (peer, SIP_OUTPUT_CALL_INCOMING);
  answered =
      sip_core_answer (peer->core, output.call, SLICE_LITERAL (TEST_SIP_SDP), peer->now_us, NULL);
  if (!answered)
    g_assert_true (sip_core_reject (peer->core, output.call, 486, NULL, peer->now_us, NULL));
  test_sip_peer_advance_ms (peer, 33000);
  g_assert_true (g_queue_is_empty (&peer->outputs) == !answered);
  return !answered;
}

/* Every header fits, but not all of them with what a response adds */
static void
test_call_that_cannot_be_answered (void)
{
  guint n = 0;

  for (gsize n_last = 0; n_last < 1600; n_last += 20)
    n += is_too_long_to_answer (n_last);
  g_assert_cmpuint (n, >, 0);
}

static void
test_garbled_calls (void)
{
  const char *text = INVITE_TEXT;
  gsize n = strlen (text);
  guint32 random = 1;

  for (guint round = 0; round < 600; round++)
    {
      g_autoptr (TestSipPeer) peer = test_sip_peer_new (SIP_MODE_SIPS, FALSE);
      g_autofree char *copy = g_memdup2 (text, n);

      for (guint i = 0; i < 1 + round % 4; i++)
        {
          random = random * 1664525 + 1013904223;
          copy[(random >> 8) % n] = (char) (random >> 24);
        }
      sip_core_receive (peer->core, peer->flow, (Slice){ copy, n }, peer->now_us);
      test_sip_peer_advance_ms (peer, 100000);
    }
}

static void
test_random_scripts (void)
{
  guint32 random = 7;

  for (guint round = 0; round < 200; round++)
    {
      char script[300];

      for (gsize i = 0; i < sizeof script; i++)
        {
          random = random * 1664525 + 1013904223;
          script[i] = (char) (random >> 24);
          /* raw bytes teach little by chance: mostly steps that lead somewhere */
          if (i % 2 == 1 && (guint8) script[i] % TEST_SIP_N_STEPS == TEST_SIP_STEP_RAW)
            script[i] = TEST_SIP_STEP_RESPOND;
        }
      test_sip_script_run ((Slice){ script, sizeof script });
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sip/core-hostile/TRN-01/one-byte-at-a-time", test_one_byte_at_a_time);
  g_test_add_func ("/sip/core-hostile/SEC-06/cut-everywhere", test_cut_everywhere);
  g_test_add_func ("/sip/core-hostile/TRN-03/incomplete-for-30-s-closes", test_slow_message);
  g_test_add_func ("/sip/core-hostile/TRN-02/broken-requests-answered-and-closed",
                   test_broken_requests);
  g_test_add_func ("/sip/core-hostile/SEC-07/ten-thousand-invites", test_flood);
  g_test_add_func ("/sip/core-hostile/SEC-06/answers-that-cannot-be-confirmed",
                   test_answers_that_cannot_be_confirmed);
  g_test_add_func ("/sip/core-hostile/SEC-07/refusals-that-cannot-be-written",
                   test_refusals_that_cannot_be_written);
  g_test_add_func ("/sip/core-hostile/SEC-07/call-that-cannot-be-answered",
                   test_call_that_cannot_be_answered);
  g_test_add_func ("/sip/core-hostile/SEC-06/garbled-calls", test_garbled_calls);
  g_test_add_func ("/sip/core-hostile/SEC-06/random-scripts", test_random_scripts);
  return g_test_run ();
}
