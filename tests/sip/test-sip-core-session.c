/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Linnet Authors */
/* What happens inside a call, driven through the whole core in memory. */
#include "test-sip-peer.h"

#include <stdlib.h>
#include <string.h>

#define SDP2 "v=0\r\no=- 1 2 IN IP4 198.51.100.7\r\ns=-\r\nt=0 0\r\n"

/* An incoming call that is up; requests of the far end go through ask() */
typedef struct
{
  TestSipPeer *peer;
  guint call, cseq;
  char *tag;
} Session;

static Session
session_new (SipMode mode, gboolean strict)
{
  Session session = { .peer = test_sip_peer_new (mode, strict), .cseq = 10 };

  session.call = test_sip_peer_be_called (session.peer, &session.tag);
  return session;
}

static void
session_clear (Session *session)
{
  test_sip_peer_free (session->peer);
  g_free (session->tag);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Session, session_clear)

static void
ask (Session *session, const char *method, const char *headers, const char *sdp)
{
  g_autofree char *branch = g_strdup_printf ("z9hG4bKask%u", ++session->cseq);

  test_sip_peer_request (
      session->peer, TEST_SIP_REQUEST (.method = method, .branch = branch, .to_tag = session->tag,
                                       .cseq = session->cseq, .headers = headers, .sdp = sdp));
}

static void
expect (Session *session, guint status)
{
  sip_message_unref (test_sip_peer_take_response (session->peer, status));
}

static void
take_ended (TestSipPeer *peer, guint code, gboolean by_remote)
{
  g_auto (SipOutput) output = test_sip_peer_take_output (peer, SIP_OUTPUT_CALL_ENDED);

  g_assert_cmpuint (output.code, ==, code);
  g_assert_cmpint (output.by_remote, ==, by_remote);
}

static SipMessage *
reinvite (TestSipPeer *peer, guint call)
{
  GError *error = NULL;

  sip_core_reinvite (peer->core, call, SLICE_LITERAL (SDP2), peer->now_us, &error);
  g_assert_no_error (error);
  return test_sip_peer_take_request (peer, "INVITE");
}

static void
test_reinvite_out (void)
{
  g_auto (Session) session = session_new (SIP_MODE_SIPS, FALSE);
  TestSipPeer *peer = session.peer;
  g_autoptr (SipMessage) invite = reinvite (peer, session.call), ack = NULL, again = NULL,
                         bye = NULL;
  g_auto (SipOutput) answered = { 0 };
  g_autoptr (GError) error = NULL;

  test_sip_assert_header (invite, SIP_HEADER_CONTACT, "<sips:token@192.0.2.1:40000>");
  g_assert_true (
      slice_is (sip_message_get_request_uri_text (invite), "sips:bob@198.51.100.7:5061"));
  g_assert_false (
      sip_core_reinvite (peer->core, session.call, SLICE_LITERAL (SDP2), peer->now_us, &error));
  g_assert_error (error, SIP_ERROR, SIP_ERROR_STATE);
  test_sip_peer_respond (peer, invite, 200, NULL, "Contact: <sips:moved@198.51.100.8>\r\n",
                         TEST_SIP_SDP);
  answered = test_sip_peer_take_output (peer, SIP_OUTPUT_CALL_REINVITE_ANSWERED);
  g_assert_cmpuint (answered.code, ==, 200);
  g_assert_true (slice_is (slice_from_bytes (answered.body), TEST_SIP_SDP));
  ack = test_sip_peer_take_request (peer, "ACK");
  g_assert_true (slice_is (sip_message_get_request_uri_text (ack), "sips:moved@198.51.100.8"));
  test_sip_peer_respond (peer, invite, 200, NULL, "Contact: <sips:moved@198.51.100.8>\r\n",
                         TEST_SIP_SDP);
  again = test_sip_peer_take_request (peer, "ACK");
  g_assert_true (g_bytes_equal (sip_message_get_bytes (ack), sip_message_get_bytes (again)));
  test_sip_peer_assert_no_output (peer);
  sip_core_hangup (peer->core, session.call, "SIP;cause=200", peer->now_us);
  bye = test_sip_peer_take_request (peer, "BYE");
  g_assert_true (slice_is (sip_message_get_request_uri_text (bye), "sips:moved@198.51.100.8"));
  test_sip_assert_header (bye, SIP_HEADER_REASON, "SIP;cause=200");
}

static void
test_failed_reinvite (void)
{
  g_auto (Session) session = session_new (SIP_MODE_SIPS, FALSE);
  TestSipPeer *peer = session.peer;
  g_autoptr (SipMessage) invite = reinvite (peer, session.call), ack = NULL, bye = NULL;
  g_auto (SipOutput) answered = { 0 };

  test_sip_peer_respond (peer, invite, 488, NULL, "Contact: <sips:moved@198.51.100.8>\r\n", NULL);
  ack = test_sip_peer_take_request (peer, "ACK");
  answered = test_sip_peer_take_output (peer, SIP_OUTPUT_CALL_REINVITE_ANSWERED);
  g_assert_cmpuint (answered.code, ==, 488);
  sip_core_hangup (peer->core, session.call, NULL, peer->now_us);
  bye = test_sip_peer_take_request (peer, "BYE");
  g_assert_true (slice_is (sip_message_get_request_uri_text (bye), "sips:bob@198.51.100.7:5061"));
}

static void
test_dialog_is_dead (void)
{
  static const guint codes[] = { 481, 408 };

  for (guint i = 0; i < G_N_ELEMENTS (codes); i++)
    {
      g_auto (Session) session = session_new (SIP_MODE_SIPS, FALSE);
      g_autoptr (SipMessage) invite = reinvite (session.peer, session.call), ack = NULL, bye = NULL;

      test_sip_peer_respond (session.peer, invite, codes[i], NULL, NULL, NULL);
      ack = test_sip_peer_take_request (session.peer, "ACK");
      bye = test_sip_peer_take_request (session.peer, "BYE");
      take_ended (session.peer, codes[i], TRUE);
      test_sip_peer_respond (session.peer, bye, 481, NULL, NULL, NULL);
      test_sip_peer_advance_ms (session.peer, 1000);
      test_sip_peer_assert_silent (session.peer);
    }
}

static gint64
glare_ms (gboolean outgoing, double random)
{
  g_autoptr (TestSipPeer) peer = test_sip_peer_new (SIP_MODE_SIPS, FALSE);
  g_autofree char *tag = NULL;
  guint call = outgoing ? test_sip_peer_call (peer, NULL) : test_sip_peer_be_called (peer, &tag);
  g_autoptr (SipMessage) invite = reinvite (peer, call), ack = NULL, second = NULL;
  g_auto (SipOutput) answered = { 0 };

  peer->fixed_random = random;
  test_sip_peer_respond (peer, invite, 491, NULL, NULL, NULL);
  answered = test_sip_peer_take_output (peer, SIP_OUTPUT_CALL_REINVITE_ANSWERED);
  g_assert_cmpuint (answered.code, ==, 491);
  g_assert_cmpint (answered.retry_s, >=, 0);
  ack = test_sip_peer_take_request (peer, "ACK");
  second = reinvite (peer, call); /* nothing is open any more */
  return (answered.retry_at_us - peer->now_us) / 1000;
}

static void
test_glare_timers (void)
{
  for (double random = 0.0; random <= 1.0; random += 0.01)
    {
      gint64 owner_ms = glare_ms (TRUE, random), other_ms = glare_ms (FALSE, random);

      g_assert_cmpint (owner_ms, >=, 2100);
      g_assert_cmpint (owner_ms, <=, 4000);
      g_assert_cmpint (owner_ms % 10, ==, 0);
      g_assert_cmpint (other_ms, >=, 0);
      g_assert_cmpint (other_ms, <=, 2000);
    }
}

/* Nobody may be kept from a new offer for ever by a 1xx */
static void
test_reinvite_without_final (void)
{
  g_auto (Session) session = session_new (SIP_MODE_SIPS, FALSE);
  TestSipPeer *peer = session.peer;
  g_autoptr (SipMessage) invite = reinvite (peer, session.call), cancel = NULL, second = NULL;
  g_auto (SipOutput) answered = { 0 };

  test_sip_peer_respond (peer, invite, 100, NULL, NULL, NULL);
  test_sip_peer_advance_ms (peer, 59999);
  test_sip_peer_assert_silent (peer);
  test_sip_peer_advance_ms (peer, 1);
  cancel = test_sip_peer_take_request (peer, "CANCEL");
  test_sip_peer_respond (peer, cancel, 200, NULL, NULL, NULL);
  test_sip_peer_advance_ms (peer, 32000);
  answered = test_sip_peer_take_output (peer, SIP_OUTPUT_CALL_REINVITE_ANSWERED);
  g_assert_cmpuint (answered.code, ==, 487);
  second = reinvite (peer, session.call);
}

static void
test_glare_answers (void)
{
  g_auto (Session) session = session_new (SIP_MODE_SIPS, FALSE);
  g_autoptr (SipMessage) invite = reinvite (session.peer, session.call), busy = NULL;
  g_autofree char *seconds = NULL;

  ask (&session, "INVITE", TEST_SIP_CONTACT, SDP2);
  expect (&session, 491);
  ask (&session, "UPDATE", TEST_SIP_CONTACT, SDP2);
  expect (&session, 491);
  test_sip_peer_respond (session.peer, invite, 488, NULL, NULL, NULL);
  g_clear_pointer (&invite, sip_message_unref);
  invite = test_sip_peer_take_request (session.peer, "ACK");
  test_sip_peer_skip_output (session.peer, SIP_OUTPUT_CALL_REINVITE_ANSWERED);
  ask (&session, "INVITE", TEST_SIP_CONTACT, SDP2);
  test_sip_peer_skip_output (session.peer, SIP_OUTPUT_CALL_OFFER);
  ask (&session, "INVITE", TEST_SIP_CONTACT, SDP2);
  busy = test_sip_peer_take_response (session.peer, 500);
  seconds = test_sip_header (busy, SIP_HEADER_RETRY_AFTER);
  g_assert_cmpint (atoi (seconds), <=, 10);
  ask (&session, "UPDATE", TEST_SIP_CONTACT, SDP2);
  expect (&session, 500);
}

static void
test_offer_in (void)
{
  g_auto (Session) session = session_new (SIP_MODE_SIPS, FALSE);
  TestSipPeer *peer = session.peer;
  g_auto (SipOutput) offer = { 0 };
  g_autoptr (SipMessage) ok = NULL, bye = NULL;
  guint cseq;

  ask (&session, "INVITE", "Contact: <sips:moved@198.51.100.8>\r\n", SDP2);
  cseq = session.cseq;
  offer = test_sip_peer_take_output (peer, SIP_OUTPUT_CALL_OFFER);
  g_assert_true (slice_is (slice_from_bytes (offer.body), SDP2));
  g_assert_true (sip_core_accept_offer (peer->core, session.call, SLICE_LITERAL (TEST_SIP_SDP),
                                        peer->now_us, NULL));
  ok = test_sip_peer_take_response (peer, 200);
  test_sip_assert_header (ok, SIP_HEADER_CONTACT, "<sips:token@192.0.2.1:40000>");
  test_sip_peer_request (peer, TEST_SIP_REQUEST (.method = "ACK", .branch = "z9hG4bKack2",
                                                 .to_tag = session.tag, .cseq = cseq));
  test_sip_peer_skip_output (peer, SIP_OUTPUT_CALL_CONFIRMED);
  sip_core_hangup (peer->core, session.call, NULL, peer->now_us);
  bye = test_sip_peer_take_request (peer, "BYE");
  g_assert_true (slice_is (sip_message_get_request_uri_text (bye), "sips:moved@198.51.100.8"));
}

static void
test_offer_refused (void)
{
  g_auto (Session) session = session_new (SIP_MODE_SIPS, FALSE);
  TestSipPeer *peer = session.peer;
  g_autoptr (SipMessage) bye = NULL;

  ask (&session, "INVITE", "Contact: <sips:moved@198.51.100.8>\r\n", SDP2);
  test_sip_peer_skip_output (peer, SIP_OUTPUT_CALL_OFFER);
  g_assert_true (
      sip_core_refuse_offer (peer->core, session.call, 488, "399 \"no\"", peer->now_us, NULL));
  expect (&session, 488);
  sip_core_hangup (peer->core, session.call, NULL, peer->now_us);
  bye = test_sip_peer_take_request (peer, "BYE");
  g_assert_true (slice_is (sip_message_get_request_uri_text (bye), "sips:bob@198.51.100.7:5061"));
}

static void
test_offerless_reinvite (void)
{
  g_auto (Session) session = session_new (SIP_MODE_SIPS, FALSE);
  TestSipPeer *peer = session.peer;
  g_auto (SipOutput) offer = { 0 }, confirmed = { 0 };
  g_autoptr (SipMessage) ok = NULL;
  guint cseq;

  ask (&session, "INVITE", TEST_SIP_CONTACT, NULL);
  cseq = session.cseq;
  offer = test_sip_peer_take_output (peer, SIP_OUTPUT_CALL_OFFER);
  g_assert_null (offer.body);
  g_assert_true (sip_core_accept_offer (peer->core, session.call, SLICE_LITERAL (TEST_SIP_SDP),
                                        peer->now_us, NULL));
  ok = test_sip_peer_take_response (peer, 200);
  ask (&session, "INVITE", TEST_SIP_CONTACT, SDP2); /* our offer is open */
  expect (&session, 491);
  test_sip_peer_request (peer, TEST_SIP_REQUEST (.method = "ACK", .branch = "z9hG4bKack2",
                                                 .to_tag = session.tag, .cseq = cseq, .sdp = SDP2));
  confirmed = test_sip_peer_take_output (peer, SIP_OUTPUT_CALL_CONFIRMED);
  g_assert_true (slice_is (slice_from_bytes (confirmed.body), SDP2));
}

static void
test_reinvite_without_ack (void)
{
  g_auto (Session) session = session_new (SIP_MODE_SIPS, FALSE);
  TestSipPeer *peer = session.peer;
  g_autoptr (SipMessage) last = NULL;

  ask (&session, "INVITE", TEST_SIP_CONTACT, SDP2);
  test_sip_peer_skip_output (peer, SIP_OUTPUT_CALL_OFFER);
  sip_core_accept_offer (peer->core, session.call, SLICE_LITERAL (TEST_SIP_SDP), peer->now_us,
                         NULL);
  test_sip_peer_advance_ms (peer, 32000);
  take_ended (peer, 408, FALSE);
  last = g_queue_pop_tail (&peer->sent);
  g_assert_cmpint (sip_message_get_method (last), ==, SIP_METHOD_BYE);
}

static void
test_reinvite_cancelled (void)
{
  g_auto (Session) session = session_new (SIP_MODE_SIPS, FALSE);
  g_autofree char *branch = NULL;
  g_autoptr (GError) error = NULL;

  ask (&session, "INVITE", TEST_SIP_CONTACT, SDP2);
  test_sip_peer_skip_output (session.peer, SIP_OUTPUT_CALL_OFFER);
  branch = g_strdup_printf ("z9hG4bKask%u", session.cseq);
  test_sip_peer_request (session.peer,
                         TEST_SIP_REQUEST (.method = "CANCEL", .branch = branch,
                                           .to_tag = session.tag, .cseq = session.cseq));
  expect (&session, 200);
  expect (&session, 487);
  test_sip_peer_skip_output (session.peer, SIP_OUTPUT_CALL_OFFER_WITHDRAWN);
  g_assert_false (sip_core_accept_offer (session.peer->core, session.call, SLICE_LITERAL (SDP2),
                                         session.peer->now_us, &error));
}

static void
test_update (void)
{
  g_auto (Session) session = session_new (SIP_MODE_SIPS, FALSE);
  TestSipPeer *peer = session.peer;
  g_autoptr (SipMessage) ok = NULL, bye = NULL;

  ask (&session, "UPDATE", "Contact: <sips:moved@198.51.100.8>\r\n", NULL);
  expect (&session, 200);
  test_sip_peer_assert_no_output (peer);
  ask (&session, "UPDATE", TEST_SIP_CONTACT, SDP2);
  test_sip_peer_skip_output (peer, SIP_OUTPUT_CALL_OFFER);
  g_assert_true (sip_core_accept_offer (peer->core, session.call, SLICE_LITERAL (TEST_SIP_SDP),
                                        peer->now_us, NULL));
  ok = test_sip_peer_take_response (peer, 200);
  g_assert_true (slice_is (sip_message_get_body (ok), TEST_SIP_SDP));
  test_sip_peer_advance_ms (peer, 40000); /* no ACK is due to an UPDATE */
  test_sip_peer_assert_silent (peer);
  ask (&session, "UPDATE", "Contact: <sips:moved@198.51.100.8>\r\n", NULL);
  expect (&session, 200);
  sip_core_hangup (peer->core, session.call, NULL, peer->now_us);
  bye = test_sip_peer_take_request (peer, "BYE");
  g_assert_true (slice_is (sip_message_get_request_uri_text (bye), "sips:moved@198.51.100.8"));
}

static void
test_cseq (void)
{
  g_auto (Session) session = session_new (SIP_MODE_SIPS, FALSE);

  ask (&session, "OPTIONS", NULL, NULL);
  expect (&session, 200);
  session.cseq -= 5;
  ask (&session, "OPTIONS", NULL, NULL);
  expect (&session, 500);
  session.cseq = 100; /* a gap is fine */
  ask (&session, "OPTIONS", NULL, NULL);
  expect (&session, 200);
  /* a stray ACK is dropped */
  test_sip_peer_request (
      session.peer, TEST_SIP_REQUEST (.method = "ACK", .branch = "z9hG4bKx", .to_tag = "none"));
  test_sip_peer_assert_silent (session.peer);
}

static void
test_mangled_request_uri (void)
{
  g_auto (Session) session = session_new (SIP_MODE_SIPS, FALSE);

  test_sip_peer_request (
      session.peer, TEST_SIP_REQUEST (.method = "BYE", .uri = "sip:elsewhere@10.0.0.1:5060",
                                      .branch = "z9hG4bKb", .to_tag = session.tag, .cseq = 50));
  expect (&session, 200);
  take_ended (session.peer, 200, TRUE);
}

static void
test_bye_ends_open_reinvite (void)
{
  g_auto (Session) session = session_new (SIP_MODE_SIPS, FALSE);

  ask (&session, "INVITE", TEST_SIP_CONTACT, SDP2);
  test_sip_peer_skip_output (session.peer, SIP_OUTPUT_CALL_OFFER);
  ask (&session, "BYE", NULL, NULL);
  expect (&session, 200);
  expect (&session, 487);
  take_ended (session.peer, 200, TRUE);
  ask (&session, "BYE", NULL, NULL);
  expect (&session, 481);
}

static void
test_strict_target (void)
{
  for (guint strict = 0; strict < 2; strict++)
    {
      g_auto (Session) session = session_new (SIP_MODE_SIPS, strict);

      ask (&session, "INVITE", "Contact: <sip:bob@198.51.100.7>\r\n", SDP2);
      if (strict)
        expect (&session, 400);
      else
        {
          g_autoptr (SipMessage) ok = NULL;

          test_sip_peer_skip_output (session.peer, SIP_OUTPUT_CALL_OFFER);
          sip_core_accept_offer (session.peer->core, session.call, SLICE_LITERAL (TEST_SIP_SDP),
                                 session.peer->now_us, NULL);
          ok = test_sip_peer_take_response (session.peer, 200);
          test_sip_assert_header (ok, SIP_HEADER_CONTACT, "<sips:token@192.0.2.1:40000>");
        }
    }
}

static void
test_info (void)
{
  g_auto (Session) session = session_new (SIP_MODE_SIPS, FALSE);
  TestSipPeer *peer = session.peer;
  g_auto (SipOutput) digit = { 0 }, answered = { 0 };
  g_autoptr (SipMessage) info = NULL;
  static const char relay[] = "Content-Type: application/dtmf-relay\r\nContent-Length: "
                              "24\r\n\r\nSignal=5\r\nDuration=160\r\n";
  g_autofree char *text = g_strdup_printf (
      "INFO sips:token@192.0.2.1:40000 SIP/2.0\r\nVia: SIP/2.0/TLS "
      "203.0.113.5:5061;branch=z9hG4bKi\r\nMax-Forwards: 70\r\n"
      "From: <sips:bob@example.net>;tag=bobtag\r\nTo: <sips:alice@example.org>;tag=%s\r\nCall-ID: "
      "call-of-peer\r\nCSeq: 9 INFO\r\n%s",
      session.tag, relay);

  test_sip_peer_feed (peer, text);
  expect (&session, 200);
  digit = test_sip_peer_take_output (peer, SIP_OUTPUT_CALL_INFO);
  g_assert_cmpstr (digit.text, ==, "application/dtmf-relay");
  g_assert_true (slice_is (slice_from_bytes (digit.body), "Signal=5\r\nDuration=160\r\n"));
  ask (&session, "INFO", NULL, NULL);
  expect (&session, 200);
  ask (&session, "INFO", NULL, SDP2);
  expect (&session, 415);
  ask (&session, "INFO", "Info-Package: foo\r\n", NULL);
  expect (&session, 469);
  g_assert_true (sip_core_info (peer->core, session.call, "application/dtmf-relay",
                                SLICE_LITERAL ("Signal=1\r\n"), peer->now_us, NULL));
  info = test_sip_peer_take_request (peer, "INFO");
  g_assert_true (slice_is (sip_message_get_body (info), "Signal=1\r\n"));
  test_sip_peer_respond (peer, info, 200, NULL, NULL, NULL);
  answered = test_sip_peer_take_output (peer, SIP_OUTPUT_CALL_INFO_ANSWERED);
  g_assert_cmpuint (answered.code, ==, 200);
}

static void
test_new_flow (void)
{
  g_auto (Session) session = { .peer = test_sip_peer_new (SIP_MODE_SIPS, FALSE), .cseq = 10 };
  TestSipPeer *peer = session.peer;
  g_autoptr (SipMessage) again = NULL, invite = NULL;
  g_autofree char *contact = NULL, *line = NULL;
  g_auto (SipOutput) lost = { 0 }, moved = { 0 };

  test_sip_peer_register (peer);
  session.call = test_sip_peer_be_called (peer, &session.tag);
  test_sip_peer_advance_ms (peer, 130000);
  test_sip_peer_close_flow (peer);
  lost = test_sip_peer_take_output (peer, SIP_OUTPUT_REGISTRATION_FAILED);
  g_assert_cmpint (lost.retry_s, ==, 0); /* it was stable: at once */
  test_sip_peer_add_flow (peer);
  again = test_sip_peer_take_request (peer, "REGISTER");
  contact = test_sip_header (again, SIP_HEADER_CONTACT);
  line = g_strdup_printf ("Contact: %s\r\n", contact);
  test_sip_peer_respond (peer, again, 200, "srv", line, NULL);
  test_sip_peer_skip_output (peer, SIP_OUTPUT_REGISTERED);
  moved = test_sip_peer_take_output (peer, SIP_OUTPUT_CALL_MOVED);
  g_assert_cmpuint (moved.call, ==, session.call);
  g_assert_cmpuint (moved.flow, ==, peer->flow);
  invite = reinvite (peer, session.call);
  ask (&session, "BYE", NULL, NULL); /* the far end finds us over the new flow */
  expect (&session, 200);
  take_ended (peer, 200, TRUE);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sip/core-session/DLG-04/reinvite-out-refreshes-target", test_reinvite_out);
  g_test_add_func ("/sip/core-session/DLG-08/failed-reinvite-keeps-session", test_failed_reinvite);
  g_test_add_func ("/sip/core-session/DLG-08/408-and-481-end-the-dialog", test_dialog_is_dead);
  g_test_add_func ("/sip/core-session/DLG-07/491-timers", test_glare_timers);
  g_test_add_func ("/sip/core-session/TXN-09/reinvite-without-final-is-cancelled",
                   test_reinvite_without_final);
  g_test_add_func ("/sip/core-session/DLG-07/491-and-500-with-retry-after", test_glare_answers);
  g_test_add_func ("/sip/core-session/DLG-04/offer-in-refreshes-target", test_offer_in);
  g_test_add_func ("/sip/core-session/DLG-04/refused-offer-keeps-target", test_offer_refused);
  g_test_add_func ("/sip/core-session/SDP-07/offerless-reinvite", test_offerless_reinvite);
  g_test_add_func ("/sip/core-session/TXN-07/reinvite-without-ack-gets-bye",
                   test_reinvite_without_ack);
  g_test_add_func ("/sip/core-session/TXN-09/reinvite-cancelled", test_reinvite_cancelled);
  g_test_add_func ("/sip/core-session/DLG-08/update-with-and-without-offer", test_update);
  g_test_add_func ("/sip/core-session/DLG-06/lower-cseq-is-500", test_cseq);
  g_test_add_func ("/sip/core-session/DLG-06/mangled-request-uri-is-forgiven",
                   test_mangled_request_uri);
  g_test_add_func ("/sip/core-session/DLG-06/bye-ends-open-reinvite", test_bye_ends_open_reinvite);
  g_test_add_func ("/sip/core-session/SIPS-05/target-keeps-scheme", test_strict_target);
  g_test_add_func ("/sip/core-session/FEA-06/info-both-ways", test_info);
  g_test_add_func ("/sip/core-session/REG-08/call-moves-to-the-new-flow", test_new_flow);
  return g_test_run ();
}
