/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Linnet Authors */
/* Calls of others, and the checks of PROTOCOL 3.2, driven through the whole core in memory. */
#include "test-sip-peer.h"

#include <string.h>

#define INVITE(...) TEST_SIP_REQUEST (.method = "INVITE", .sdp = TEST_SIP_SDP, __VA_ARGS__)

static guint
ring_in (TestSipPeer *peer)
{
  g_auto (SipOutput) incoming = { 0 };

  test_sip_peer_request (peer, INVITE (.headers = TEST_SIP_CONTACT));
  incoming = test_sip_peer_take_output (peer, SIP_OUTPUT_CALL_INCOMING);
  return incoming.call;
}

static void
answer (TestSipPeer *peer, guint call)
{
  GError *error = NULL;

  sip_core_answer (peer->core, call, SLICE_LITERAL (TEST_SIP_SDP), peer->now_us, &error);
  g_assert_no_error (error);
}

static void
take_ended (TestSipPeer *peer, guint code, gboolean by_remote)
{
  g_auto (SipOutput) output = test_sip_peer_take_output (peer, SIP_OUTPUT_CALL_ENDED);

  g_assert_cmpuint (output.code, ==, code);
  g_assert_cmpint (output.by_remote, ==, by_remote);
}

static void
test_whole_call (void)
{
  g_autoptr (TestSipPeer) peer = test_sip_peer_new (SIP_MODE_SIPS, FALSE);
  g_autoptr (SipMessage) ringing = NULL, ok = NULL, bye = NULL;
  g_autofree char *tag = NULL, *via = NULL;
  g_auto (SipOutput) incoming = { 0 };
  GError *error = NULL;

  test_sip_peer_request (
      peer, INVITE (.headers = TEST_SIP_CONTACT "Record-Route: <sips:p1;lr>, <sips:p2;lr>\r\n"));
  incoming = test_sip_peer_take_output (peer, SIP_OUTPUT_CALL_INCOMING);
  g_assert_true (slice_is (slice_from_bytes (incoming.body), TEST_SIP_SDP));
  g_assert_false (incoming.provider_only);
  g_assert_true (sip_core_ring (peer->core, incoming.call, peer->now_us, &error));
  ringing = test_sip_peer_take_response (peer, 180);
  tag = test_sip_to_tag (ringing);
  g_assert_cmpuint (strlen (tag), ==, 16);
  via = test_sip_header (ringing, SIP_HEADER_VIA);
  g_assert_cmpstr (via, ==, "SIP/2.0/TLS 203.0.113.5:5061;branch=z9hG4bKpeer");
  answer (peer, incoming.call);
  ok = test_sip_peer_take_response (peer, 200);
  g_assert_true (slice_is (sip_message_get_to_tag (ok), tag));
  test_sip_assert_header (ok, SIP_HEADER_CONTACT, "<sips:token@192.0.2.1:40000>");
  g_assert_cmpuint (sip_message_count (ok, SIP_HEADER_RECORD_ROUTE), ==, 2);
  test_sip_peer_request (peer,
                         TEST_SIP_REQUEST (.method = "ACK", .branch = "z9hG4bKack", .to_tag = tag));
  test_sip_peer_skip_output (peer, SIP_OUTPUT_CALL_CONFIRMED);
  test_sip_peer_advance_ms (peer, 40000);
  test_sip_peer_assert_silent (peer);
  sip_core_hangup (peer->core, incoming.call, NULL, peer->now_us);
  bye = test_sip_peer_take_request (peer, "BYE");
  g_assert_true (slice_is (sip_message_get_request_uri_text (bye), "sips:bob@198.51.100.7:5061"));
  test_sip_assert_header (bye, SIP_HEADER_ROUTE, "<sips:p1;lr>"); /* in the order received */
  g_assert_true (slice_is (sip_message_get_to_tag (bye), "bobtag"));
  take_ended (peer, 200, FALSE);
}

/* Escaped controls are legal in a quoted display name, but nothing we would send (RFC 4475 intmeth)
 */
static void
test_hostile_display_name (void)
{
  g_autoptr (TestSipPeer) peer = test_sip_peer_new (SIP_MODE_SIPS, FALSE);
  g_autoptr (SipMessage) ok = NULL, bye = NULL;
  g_autofree char *tag = NULL, *ack = NULL;
  g_auto (SipOutput) incoming = { 0 };

  test_sip_peer_feed (
      peer,
      "INVITE sips:token@h SIP/2.0\r\nVia: SIP/2.0/TLS h;branch=z9hG4bKd\r\nMax-Forwards: 9\r\n"
      "From: \"B\\\007b\\\"\" <sips:bob@h>;tag=b\r\nTo: <sips:alice@example.org>\r\nCall-ID: "
      "d\r\nCSeq: 1 INVITE\r\n" TEST_SIP_CONTACT "Content-Length: 0\r\n\r\n");
  incoming = test_sip_peer_take_output (peer, SIP_OUTPUT_CALL_INCOMING);
  answer (peer, incoming.call);
  ok = test_sip_peer_take_response (peer, 200);
  tag = test_sip_to_tag (ok);
  ack = g_strdup_printf ("ACK sips:token@h SIP/2.0\r\nVia: SIP/2.0/TLS "
                         "h;branch=z9hG4bKe\r\nMax-Forwards: 9\r\nFrom: <sips:bob@h>;tag=b\r\n"
                         "To: <sips:alice@example.org>;tag=%s\r\nCall-ID: d\r\nCSeq: 1 "
                         "ACK\r\nContent-Type: application/sdp\r\n"
                         "Content-Length: 3\r\n\r\nv=0",
                         tag);
  test_sip_peer_feed (peer, ack);
  test_sip_peer_skip_output (peer, SIP_OUTPUT_CALL_CONFIRMED);
  sip_core_hangup (peer->core, incoming.call, NULL, peer->now_us);
  bye = test_sip_peer_take_request (peer, "BYE");
  test_sip_assert_header (bye, SIP_HEADER_TO, "<sips:bob@h>;tag=b");
  take_ended (peer, 200, FALSE);
}

static void
test_trying (void)
{
  g_autoptr (TestSipPeer) peer = test_sip_peer_new (SIP_MODE_SIPS, FALSE);
  g_autoptr (SipMessage) trying = NULL;

  ring_in (peer);
  test_sip_peer_advance_ms (peer, 199);
  test_sip_peer_assert_silent (peer);
  test_sip_peer_advance_ms (peer, 1);
  trying = test_sip_peer_take_response (peer, 100);
  g_assert_cmpuint (sip_message_get_to_tag (trying).n, ==, 0);
}

static void
test_2xx_repeats (void)
{
  g_autoptr (TestSipPeer) peer = test_sip_peer_new (SIP_MODE_SIPS, FALSE);
  guint call = ring_in (peer);
  g_autoptr (SipMessage) first = NULL, bye = NULL;

  answer (peer, call);
  first = test_sip_peer_take_response (peer, 200);
  for (guint i = 0; i < 10; i++)
    {
      static const guint waits_ms[] = { 500, 1000, 2000, 4000, 4000, 4000, 4000, 4000, 4000, 4000 };
      g_autoptr (SipMessage) again = NULL;

      test_sip_peer_advance_ms (peer, waits_ms[i] - 1);
      test_sip_peer_assert_silent (peer);
      test_sip_peer_advance_ms (peer, 1);
      again = test_sip_peer_take_response (peer, 200);
      g_assert_true (g_bytes_equal (sip_message_get_bytes (first), sip_message_get_bytes (again)));
    }
  test_sip_peer_request (peer, INVITE (.headers = TEST_SIP_CONTACT)); /* absorbed */
  test_sip_peer_assert_silent (peer);
  test_sip_peer_advance_ms (peer, 500);
  bye = test_sip_peer_take_request (peer, "BYE");
  take_ended (peer, 408, FALSE);
}

static void
test_hangup_before_ack (void)
{
  g_autoptr (TestSipPeer) peer = test_sip_peer_new (SIP_MODE_SIPS, FALSE);
  guint call = ring_in (peer);
  g_autoptr (SipMessage) ok = NULL, bye = NULL;
  g_autofree char *tag = NULL;

  answer (peer, call);
  ok = test_sip_peer_take_response (peer, 200);
  tag = test_sip_to_tag (ok);
  sip_core_hangup (peer->core, call, NULL, peer->now_us);
  take_ended (peer, 200, FALSE);
  test_sip_peer_assert_silent (peer); /* no BYE before the ACK */
  test_sip_peer_request (peer,
                         TEST_SIP_REQUEST (.method = "ACK", .branch = "z9hG4bKack", .to_tag = tag));
  bye = test_sip_peer_take_request (peer, "BYE");
  test_sip_peer_assert_no_output (peer);
}

static void
test_reject (void)
{
  g_autoptr (TestSipPeer) peer = test_sip_peer_new (SIP_MODE_SIPS, FALSE);
  guint call = ring_in (peer);
  g_autoptr (SipMessage) first = NULL, again = NULL;
  g_autofree char *warning = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (
      sip_core_reject (peer->core, call, 488, "399 \"SRTP required\"", peer->now_us, NULL));
  first = test_sip_peer_take_response (peer, 488);
  warning = test_sip_header (first, SIP_HEADER_WARNING);
  g_assert_true (g_str_has_prefix (warning, "399 "));
  g_assert_true (g_str_has_suffix (warning, " \"SRTP required\""));
  g_assert_null (strstr (warning, "192.0.2.1"));
  test_sip_peer_assert_no_output (peer);
  test_sip_peer_request (peer, INVITE (.headers = TEST_SIP_CONTACT));
  again = test_sip_peer_take_response (peer, 488);
  test_sip_peer_request (peer, TEST_SIP_REQUEST (.method = "ACK", .headers = NULL));
  test_sip_peer_request (peer, TEST_SIP_REQUEST (.method = "ACK", .headers = NULL));
  test_sip_peer_assert_silent (peer);
  g_assert_false (sip_core_answer (peer->core, call, SLICE_LITERAL ("x"), peer->now_us, &error));
  g_assert_error (error, SIP_ERROR, SIP_ERROR_STATE);
}

static void
test_cancel (void)
{
  g_autoptr (TestSipPeer) peer = test_sip_peer_new (SIP_MODE_SIPS, FALSE);
  g_autoptr (SipMessage) ringing = NULL, ok = NULL, terminated = NULL, late = NULL, unknown = NULL;
  guint call = ring_in (peer);
  g_auto (SipOutput) ended = { 0 };

  sip_core_ring (peer->core, call, peer->now_us, NULL);
  ringing = test_sip_peer_take_response (peer, 180);
  test_sip_peer_request (
      peer, TEST_SIP_REQUEST (.method = "CANCEL",
                              .headers = "Reason: SIP;cause=200;text=\"elsewhere\"\r\n"));
  ok = test_sip_peer_take_response (peer, 200);
  g_assert_true (slice_equal (sip_message_get_to_tag (ok), sip_message_get_to_tag (ringing)));
  terminated = test_sip_peer_take_response (peer, 487);
  g_assert_cmpint (sip_message_get_cseq (terminated)->method, ==, SIP_METHOD_INVITE);
  ended = test_sip_peer_take_output (peer, SIP_OUTPUT_CALL_ENDED);
  g_assert_cmpuint (ended.code, ==, 487);
  g_assert_true (ended.by_remote);
  test_sip_assert_header (ended.message, SIP_HEADER_REASON, "SIP;cause=200;text=\"elsewhere\"");
  test_sip_peer_request (peer, TEST_SIP_REQUEST (.method = "CANCEL"));
  late = test_sip_peer_take_response (peer, 200);
  test_sip_peer_assert_silent (peer);
  test_sip_peer_request (peer, TEST_SIP_REQUEST (.method = "CANCEL", .branch = "z9hG4bKnone"));
  unknown = test_sip_peer_take_response (peer, 481);
}

static void
test_offerless (void)
{
  g_autoptr (TestSipPeer) peer = test_sip_peer_new (SIP_MODE_SIPS, FALSE);
  g_autoptr (SipMessage) ok = NULL;
  g_auto (SipOutput) incoming = { 0 }, confirmed = { 0 };
  g_autofree char *tag = NULL;

  test_sip_peer_request (peer, TEST_SIP_REQUEST (.method = "INVITE", .headers = TEST_SIP_CONTACT));
  incoming = test_sip_peer_take_output (peer, SIP_OUTPUT_CALL_INCOMING);
  g_assert_null (incoming.body);
  answer (peer, incoming.call);
  ok = test_sip_peer_take_response (peer, 200);
  g_assert_true (slice_is (sip_message_get_body (ok), TEST_SIP_SDP));
  tag = test_sip_to_tag (ok);
  test_sip_peer_request (peer, TEST_SIP_REQUEST (.method = "ACK", .branch = "z9hG4bKack",
                                                 .to_tag = tag, .sdp = TEST_SIP_SDP));
  confirmed = test_sip_peer_take_output (peer, SIP_OUTPUT_CALL_CONFIRMED);
  g_assert_true (slice_is (slice_from_bytes (confirmed.body), TEST_SIP_SDP));
}

static void
test_ack_without_answer (void)
{
  g_autoptr (TestSipPeer) peer = test_sip_peer_new (SIP_MODE_SIPS, FALSE);
  g_autoptr (SipMessage) ok = NULL, bye = NULL;
  g_auto (SipOutput) incoming = { 0 };
  g_autofree char *tag = NULL;

  test_sip_peer_request (peer, TEST_SIP_REQUEST (.method = "INVITE", .headers = TEST_SIP_CONTACT));
  incoming = test_sip_peer_take_output (peer, SIP_OUTPUT_CALL_INCOMING);
  answer (peer, incoming.call);
  ok = test_sip_peer_take_response (peer, 200);
  tag = test_sip_to_tag (ok);
  test_sip_peer_request (peer,
                         TEST_SIP_REQUEST (.method = "ACK", .branch = "z9hG4bKack", .to_tag = tag));
  bye = test_sip_peer_take_request (peer, "BYE");
  take_ended (peer, 488, FALSE);
}

static void
test_reliable_180 (void)
{
  g_autoptr (TestSipPeer) peer = test_sip_peer_new (SIP_MODE_SIPS, FALSE);
  g_autoptr (SipMessage) ringing = NULL, again = NULL, refused = NULL, ok = NULL, twice = NULL;
  g_autofree char *tag = NULL, *rseq = NULL, *wrong = NULL, *right = NULL, *next = NULL;
  g_auto (SipOutput) incoming = { 0 };

  test_sip_peer_request (peer, INVITE (.headers = TEST_SIP_CONTACT "Require: 100rel\r\n"));
  incoming = test_sip_peer_take_output (peer, SIP_OUTPUT_CALL_INCOMING);
  sip_core_ring (peer->core, incoming.call, peer->now_us, NULL);
  ringing = test_sip_peer_take_response (peer, 180);
  test_sip_assert_header (ringing, SIP_HEADER_REQUIRE, "100rel");
  tag = test_sip_to_tag (ringing);
  rseq = test_sip_header (ringing, SIP_HEADER_RSEQ);
  test_sip_peer_advance_ms (peer, 500);
  again = test_sip_peer_take_response (peer, 180);
  wrong = g_strdup_printf ("RAck: %s 2 INVITE\r\n", rseq);
  test_sip_peer_request (peer, TEST_SIP_REQUEST (.method = "PRACK", .branch = "z9hG4bKp1",
                                                 .to_tag = tag, .cseq = 2, .headers = wrong));
  refused = test_sip_peer_take_response (peer, 481);
  right = g_strdup_printf ("RAck: %s 1 INVITE\r\n", rseq);
  test_sip_peer_request (peer, TEST_SIP_REQUEST (.method = "PRACK", .branch = "z9hG4bKp2",
                                                 .to_tag = tag, .cseq = 3, .headers = right));
  ok = test_sip_peer_take_response (peer, 200);
  test_sip_peer_advance_ms (peer, 40000);
  test_sip_peer_assert_silent (peer);
  test_sip_peer_request (peer, TEST_SIP_REQUEST (.method = "PRACK", .branch = "z9hG4bKp3",
                                                 .to_tag = tag, .cseq = 4, .headers = right));
  twice = test_sip_peer_take_response (peer, 481);
  /* the next one counts on (RFC 3262 3) */
  sip_core_ring (peer->core, incoming.call, peer->now_us, NULL);
  g_clear_pointer (&again, sip_message_unref);
  again = test_sip_peer_take_response (peer, 180);
  next = test_sip_header (again, SIP_HEADER_RSEQ);
  g_assert_cmpuint (g_ascii_strtoull (next, NULL, 10), ==, g_ascii_strtoull (rseq, NULL, 10) + 1);
  answer (peer, incoming.call);
  g_clear_pointer (&ok, sip_message_unref);
  ok = test_sip_peer_take_response (peer, 200);
  /* the ACK's number lies below PRACK's */
  test_sip_peer_request (peer,
                         TEST_SIP_REQUEST (.method = "ACK", .branch = "z9hG4bKack", .to_tag = tag));
  test_sip_peer_skip_output (peer, SIP_OUTPUT_CALL_CONFIRMED);
}

static void
test_prack_after_2xx (void)
{
  g_autoptr (TestSipPeer) peer = test_sip_peer_new (SIP_MODE_SIPS, FALSE);
  g_autoptr (SipMessage) ringing = NULL, ok = NULL, prack_ok = NULL;
  g_autofree char *tag = NULL, *rseq = NULL, *rack = NULL;
  g_auto (SipOutput) incoming = { 0 };

  test_sip_peer_request (peer, INVITE (.headers = TEST_SIP_CONTACT "Require: 100rel\r\n"));
  incoming = test_sip_peer_take_output (peer, SIP_OUTPUT_CALL_INCOMING);
  sip_core_ring (peer->core, incoming.call, peer->now_us, NULL);
  ringing = test_sip_peer_take_response (peer, 180);
  tag = test_sip_to_tag (ringing);
  rseq = test_sip_header (ringing, SIP_HEADER_RSEQ);
  answer (peer, incoming.call);
  ok = test_sip_peer_take_response (peer, 200);
  rack = g_strdup_printf ("RAck: %s 1 INVITE\r\n", rseq);
  test_sip_peer_request (peer, TEST_SIP_REQUEST (.method = "PRACK", .branch = "z9hG4bKp1",
                                                 .to_tag = tag, .cseq = 2, .headers = rack));
  prack_ok = test_sip_peer_take_response (peer, 200);
}

static void
test_no_prack (void)
{
  g_autoptr (TestSipPeer) peer = test_sip_peer_new (SIP_MODE_SIPS, FALSE);
  g_autoptr (SipMessage) last = NULL;
  g_auto (SipOutput) incoming = { 0 };

  test_sip_peer_request (peer, INVITE (.headers = TEST_SIP_CONTACT "Require: 100rel\r\n"));
  incoming = test_sip_peer_take_output (peer, SIP_OUTPUT_CALL_INCOMING);
  sip_core_ring (peer->core, incoming.call, peer->now_us, NULL);
  test_sip_peer_advance_ms (peer, 31999);
  test_sip_peer_assert_no_output (peer);
  test_sip_peer_advance_ms (peer, 1);
  take_ended (peer, 504, FALSE);
  last = g_queue_pop_tail (&peer->sent);
  g_assert_cmpuint (sip_message_get_status (last), ==, 504);
}

static void
test_checks (void)
{
  static const struct
  {
    TestSipRequest request;
    guint status;
    SipHeaderId header;
    const char *value;
  } rows[] = {
    { { .method = "FOO" }, 501, SIP_HEADER_ALLOW, NULL },
    { { .method = "MESSAGE" }, 405, SIP_HEADER_ALLOW, NULL },
    { { .method = "REGISTER" }, 405, SIP_HEADER_ALLOW, NULL },
    { { .method = "FOO", .uri = "tel:+1" }, 501, SIP_HEADER_OTHER, NULL }, /* row 4 before row 5 */
    { { .method = "INVITE", .uri = "tel:+1", .headers = TEST_SIP_CONTACT, .sdp = TEST_SIP_SDP },
      416,
      SIP_HEADER_OTHER,
      NULL },
    { { .method = "INVITE",
        .uri = "sips:eve@192.0.2.1:40000",
        .headers = TEST_SIP_CONTACT,
        .sdp = TEST_SIP_SDP },
      404,
      SIP_HEADER_OTHER,
      NULL },
    { { .method = "INVITE",
        .uri = "sips:alice@example.com",
        .headers = TEST_SIP_CONTACT,
        .sdp = TEST_SIP_SDP },
      404,
      SIP_HEADER_OTHER,
      NULL },
    { { .method = "INVITE",
        .uri = "sips:eve@x",
        .headers = TEST_SIP_CONTACT "Require: foo\r\n",
        .sdp = TEST_SIP_SDP },
      404,
      SIP_HEADER_OTHER,
      NULL },
    { { .method = "BYE", .to_tag = "none" }, 481, SIP_HEADER_OTHER, NULL },
    { { .method = "BYE" }, 481, SIP_HEADER_OTHER, NULL },
    { { .method = "INVITE", .to_tag = "none", .headers = TEST_SIP_CONTACT "Require: foo\r\n" },
      481,
      SIP_HEADER_OTHER,
      NULL },
    { { .method = "INVITE",
        .headers = TEST_SIP_CONTACT "Require: 100rel, Foo, bar\r\n",
        .sdp = TEST_SIP_SDP },
      420,
      SIP_HEADER_UNSUPPORTED,
      "Foo, bar" },
    { { .method = "INVITE",
        .headers = TEST_SIP_CONTACT "Content-Encoding: gzip\r\n",
        .sdp = TEST_SIP_SDP },
      415,
      SIP_HEADER_ACCEPT_ENCODING,
      "identity" },
    { { .method = "INVITE", .sdp = TEST_SIP_SDP }, 400, SIP_HEADER_OTHER, NULL }, /* no Contact */
    { { .method = "INVITE", .headers = "Contact: <sips:a@b>, <sips:c@d>\r\n", .sdp = TEST_SIP_SDP },
      400,
      SIP_HEADER_OTHER,
      NULL },
    { { .method = "INVITE", .headers = "Contact: <tel:+1>\r\n", .sdp = TEST_SIP_SDP },
      400,
      SIP_HEADER_OTHER,
      NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (TestSipPeer) peer = test_sip_peer_new (SIP_MODE_SIPS, FALSE);
      g_autoptr (SipMessage) response = NULL;

      test_sip_peer_request (peer, &rows[i].request);
      response = test_sip_peer_take_response (peer, rows[i].status);
      if (rows[i].value != NULL)
        test_sip_assert_header (response, rows[i].header, rows[i].value);
      else if (rows[i].header != SIP_HEADER_OTHER)
        g_assert_cmpuint (sip_message_count (response, rows[i].header), >, 0);
      test_sip_peer_assert_no_output (peer);
    }
}

static void
test_accepted_targets (void)
{
  static const char *const uris[] = { "sips:TOKEN@10.0.0.1", "sips:alice@EXAMPLE.org",
                                      "sips:alice@example.org:5061;x=y" };

  for (guint i = 0; i < G_N_ELEMENTS (uris); i++)
    {
      g_autoptr (TestSipPeer) peer = test_sip_peer_new (SIP_MODE_SIPS, FALSE);

      test_sip_peer_request (peer, INVITE (.uri = uris[i], .headers = TEST_SIP_CONTACT));
      test_sip_peer_skip_output (peer, SIP_OUTPUT_CALL_INCOMING);
    }
}

/* A server that looks connections up by address takes the flow of our other account */
static void
other_account_is_called (const char *verified_host, guint refusal)
{
  g_autoptr (TestSipPeer) peer = test_sip_peer_new (SIP_MODE_SIPS, FALSE);
  SipAccountConfig config = test_sip_peer_config (SIP_MODE_SIPS);
  const SipFlowConfig flow = { .local_host = "192.0.2.1",
                               .local_port = 40001,
                               .remote_host = "203.0.113.5",
                               .remote_port = 5061,
                               .verified_host = verified_host };
  g_auto (SipOutput) incoming = { 0 };
  g_autoptr (SipMessage) ok = NULL, gone = NULL;
  g_autofree char *tag = NULL;
  guint second;

  config.aor = "carol@example.org";
  config.contact_token = "other";
  second = sip_core_add_account (peer->core, &config, NULL);
  sip_core_add_flow (peer->core, second, &flow, peer->now_us);
  test_sip_peer_request (peer,
                         INVITE (.uri = "sips:other@192.0.2.1:40001", .headers = TEST_SIP_CONTACT));
  if (refusal != 0)
    {
      gone = test_sip_peer_take_response (peer, refusal);
      return;
    }
  incoming = test_sip_peer_take_output (peer, SIP_OUTPUT_CALL_INCOMING);
  g_assert_cmpuint (incoming.account, ==, second);
  answer (peer, incoming.call);
  ok = test_sip_peer_take_response (peer, 200);
  test_sip_assert_header (ok, SIP_HEADER_CONTACT, "<sips:other@192.0.2.1:40001>");
  tag = test_sip_to_tag (ok);
  test_sip_peer_request (peer,
                         TEST_SIP_REQUEST (.method = "ACK", .branch = "z9hG4bKa", .to_tag = tag));
  test_sip_peer_skip_output (peer, SIP_OUTPUT_CALL_CONFIRMED);
  test_sip_peer_request (
      peer, TEST_SIP_REQUEST (.method = "BYE", .branch = "z9hG4bKb", .to_tag = tag, .cseq = 2));
  gone = test_sip_peer_take_response (peer, 200);
  take_ended (peer, 200, TRUE);
}

static void
test_flow_of_other_account (void)
{
  other_account_is_called ("EXAMPLE.org", 0);
  other_account_is_called ("example.net", 404);
}

static void
test_merged (void)
{
  g_autoptr (TestSipPeer) peer = test_sip_peer_new (SIP_MODE_SIPS, FALSE);
  g_autoptr (SipMessage) response = NULL;

  ring_in (peer);
  test_sip_peer_request (peer, INVITE (.branch = "z9hG4bKother", .headers = TEST_SIP_CONTACT));
  response = test_sip_peer_take_response (peer, 482);
  test_sip_peer_assert_no_output (peer);
}

static void
test_sips_policy (void)
{
  static const struct
  {
    const char *uri, *headers;
    gboolean strict;
    SipMode mode;
    guint refused; /* 0: rings */
    gboolean provider_only;
    const char *contact;
  } rows[] = {
    { "sips:token@h", TEST_SIP_CONTACT, TRUE, SIP_MODE_SIPS, 0, FALSE,
      "<sips:token@192.0.2.1:40000>" },
    { "sip:token@h", TEST_SIP_CONTACT, TRUE, SIP_MODE_SIPS, 480, FALSE, NULL },
    { "sip:token@h", "Contact: <sip:bob@h>\r\n", FALSE, SIP_MODE_SIPS, 0, TRUE,
      "<sip:token@192.0.2.1:40000;transport=tls>" },
    { "sip:token@h", "Contact: <sip:bob@h>\r\nRecord-Route: <sips:p;lr>\r\n", FALSE, SIP_MODE_SIPS,
      0, TRUE, "<sips:token@192.0.2.1:40000>" },
    { "sip:token@h", TEST_SIP_CONTACT, FALSE, SIP_MODE_SIPS, 0, TRUE,
      "<sips:token@192.0.2.1:40000>" },
    { "sips:token@h", "Contact: <sip:bob@h>\r\n", TRUE, SIP_MODE_SIPS, 400, FALSE, NULL },
    { "sips:token@h", "Contact: <sip:bob@h>\r\n", FALSE, SIP_MODE_SIPS, 0, TRUE,
      "<sips:token@192.0.2.1:40000>" },
    { "sips:token@h", TEST_SIP_CONTACT "Record-Route: <sip:p;lr>\r\n", TRUE, SIP_MODE_SIPS, 400,
      FALSE, NULL },
    { "sips:token@h", TEST_SIP_CONTACT "Record-Route: <sip:p;transport=tls;lr>\r\n", TRUE,
      SIP_MODE_SIPS, 0, FALSE, "<sips:token@192.0.2.1:40000>" },
    { "sips:token@h", TEST_SIP_CONTACT "Via: SIP/2.0/UDP 192.0.2.77;branch=z9hG4bKu\r\n", TRUE,
      SIP_MODE_SIPS, 0, TRUE, "<sips:token@192.0.2.1:40000>" },
    { "sip:token@h", "Contact: <sip:bob@h>\r\n", FALSE, SIP_MODE_TLS_NEXT_HOP, 0, TRUE,
      "<sip:token@192.0.2.1:40000;transport=tls>" },
    { "sips:token@h", TEST_SIP_CONTACT, FALSE, SIP_MODE_TLS_NEXT_HOP, 0, TRUE,
      "<sips:token@192.0.2.1:40000>" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (TestSipPeer) peer = test_sip_peer_new (rows[i].mode, rows[i].strict);
      g_autoptr (SipMessage) response = NULL;
      g_auto (SipOutput) incoming = { 0 };
      g_autofree char *warning = NULL;

      test_sip_peer_request (peer, INVITE (.uri = rows[i].uri, .headers = rows[i].headers));
      if (rows[i].refused != 0)
        {
          response = test_sip_peer_take_response (peer, rows[i].refused);
          warning = test_sip_header (response, SIP_HEADER_WARNING);
          g_assert_true (g_str_has_prefix (warning, rows[i].refused == 480 ? "381 " : ""));
          continue;
        }
      incoming = test_sip_peer_take_output (peer, SIP_OUTPUT_CALL_INCOMING);
      g_assert_cmpint (incoming.provider_only, ==, rows[i].provider_only);
      answer (peer, incoming.call);
      response = test_sip_peer_take_response (peer, 200);
      test_sip_assert_header (response, SIP_HEADER_CONTACT, rows[i].contact);
    }
}

static void
test_options (void)
{
  g_autoptr (TestSipPeer) peer = test_sip_peer_new (SIP_MODE_SIPS, FALSE);
  g_autoptr (SipMessage) response = NULL;

  test_sip_peer_request (peer, TEST_SIP_REQUEST (.method = "OPTIONS"));
  response = test_sip_peer_take_response (peer, 200);
  g_assert_true (sip_message_has_option (response, SIP_HEADER_ALLOW, "INVITE"));
  g_assert_false (sip_message_has_option (response, SIP_HEADER_ALLOW, "REFER"));
  g_assert_true (sip_message_has_option (response, SIP_HEADER_SUPPORTED, "100rel"));
  test_sip_assert_header (response, SIP_HEADER_ACCEPT, "application/sdp");
  g_assert_cmpuint (sip_message_get_body (response).n, ==, 0);
  test_sip_peer_assert_no_output (peer);
}

static void
test_ringing_limit_and_rate (void)
{
  g_autoptr (TestSipPeer) peer = test_sip_peer_new (SIP_MODE_SIPS, FALSE);
  guint n_busy = 0, n_later = 0, n_rung = 0;

  for (guint i = 0; i < 12; i++)
    {
      g_autofree char *branch = g_strdup_printf ("z9hG4bK%u", i);
      g_autofree char *call_id = g_strdup_printf ("call-%u", i);

      test_sip_peer_request (
          peer, INVITE (.branch = branch, .call_id = call_id, .headers = TEST_SIP_CONTACT));
    }
  n_rung = peer->outputs.length;
  while (!g_queue_is_empty (&peer->sent))
    {
      g_autoptr (SipMessage) message = g_queue_pop_head (&peer->sent);

      n_busy += sip_message_get_status (message) == 486;
      n_later += sip_message_get_status (message) == 503;
      if (sip_message_get_status (message) == 503)
        test_sip_assert_header (message, SIP_HEADER_RETRY_AFTER, "60");
    }
  g_assert_cmpuint (n_rung, ==, 4);
  g_assert_cmpuint (n_busy, ==, 6);
  g_assert_cmpuint (n_later, ==, 2);
}

static void
test_lost_flow (void)
{
  g_autoptr (TestSipPeer) peer = test_sip_peer_new (SIP_MODE_SIPS, FALSE);

  ring_in (peer);
  test_sip_peer_close_flow (peer);
  test_sip_peer_assert_no_output (peer);
  test_sip_peer_advance_ms (peer, 31999);
  test_sip_peer_assert_no_output (peer);
  test_sip_peer_advance_ms (peer, 1);
  take_ended (peer, 503, FALSE);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sip/core-incoming/TXN-07/whole-call", test_whole_call);
  g_test_add_func ("/sip/core-incoming/SEC-01/hostile-display-name-stops-no-bye",
                   test_hostile_display_name);
  g_test_add_func ("/sip/core-incoming/TXN-03/100-after-200-ms", test_trying);
  g_test_add_func ("/sip/core-incoming/TXN-07/2xx-repeats-until-bye-after-32-s", test_2xx_repeats);
  g_test_add_func ("/sip/core-incoming/TXN-07/no-bye-before-the-ack", test_hangup_before_ack);
  g_test_add_func ("/sip/core-incoming/TXN-03/rejection-with-warning-until-ack", test_reject);
  g_test_add_func ("/sip/core-incoming/TXN-09/cancel-gets-200-and-487", test_cancel);
  g_test_add_func ("/sip/core-incoming/SDP-07/offerless-invite", test_offerless);
  g_test_add_func ("/sip/core-incoming/SDP-07/ack-without-answer-gets-bye",
                   test_ack_without_answer);
  g_test_add_func ("/sip/core-incoming/DLG-09/reliable-180-where-required", test_reliable_180);
  g_test_add_func ("/sip/core-incoming/DLG-09/prack-after-2xx-is-matched", test_prack_after_2xx);
  g_test_add_func ("/sip/core-incoming/DLG-09/no-prack-is-504", test_no_prack);
  g_test_add_func ("/sip/core-incoming/DLG-01/check-order-and-codes", test_checks);
  g_test_add_func ("/sip/core-incoming/SEC-03/own-targets-ring", test_accepted_targets);
  g_test_add_func ("/sip/core-incoming/SEC-03/flow-of-other-account-same-server",
                   test_flow_of_other_account);
  g_test_add_func ("/sip/core-incoming/TXN-10/merged-is-482", test_merged);
  g_test_add_func ("/sip/core-incoming/SIPS-08/policy-and-contact-scheme", test_sips_policy);
  g_test_add_func ("/sip/core-incoming/DLG-12/options", test_options);
  g_test_add_func ("/sip/core-incoming/SEC-07/four-ring-ten-a-minute", test_ringing_limit_and_rate);
  g_test_add_func ("/sip/core-incoming/REG-08/unanswered-call-outlives-its-flow-by-32-s",
                   test_lost_flow);
  return g_test_run ();
}
