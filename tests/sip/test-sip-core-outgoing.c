/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Linnet Authors */
/* Calls of ours, driven through the whole core in memory. */
#include "test-sip-peer.h"

#include "sip-auth.h"

#include <string.h>

static guint
start_call (TestSipPeer *peer, SipMessage **invite)
{
  GError *error = NULL;
  guint call = sip_core_invite (peer->core, peer->account, "bob@example.net",
                                SLICE_LITERAL (TEST_SIP_SDP), peer->now_us, &error);

  g_assert_no_error (error);
  *invite = test_sip_peer_take_request (peer, "INVITE");
  return call;
}

static void
take_ended (TestSipPeer *peer, guint call, guint code, gboolean by_remote)
{
  g_auto (SipOutput) output = test_sip_peer_take_output (peer, SIP_OUTPUT_CALL_ENDED);

  g_assert_cmpuint (output.call, ==, call);
  g_assert_cmpuint (output.code, ==, code);
  g_assert_cmpint (output.by_remote, ==, by_remote);
}

static void
assert_to_tag (const SipMessage *message, const char *expected)
{
  g_autofree char *tag = test_sip_to_tag (message);

  g_assert_cmpstr (tag, ==, expected);
}

static void
test_whole_call (void)
{
  g_autoptr (TestSipPeer) peer = test_sip_peer_new (SIP_MODE_SIPS, FALSE);
  g_autoptr (SipMessage) invite = NULL, ack = NULL, bye = NULL;
  g_auto (SipOutput) ringing = { 0 }, answered = { 0 };
  guint call;

  call = start_call (peer, &invite);
  g_assert_true (slice_is (sip_message_get_request_uri_text (invite), "sips:bob@example.net"));
  test_sip_assert_header (invite, SIP_HEADER_TO, "<sips:bob@example.net>");
  test_sip_assert_header (invite, SIP_HEADER_CONTACT, "<sips:token@192.0.2.1:40000>");
  g_assert_true (slice_is (sip_message_get_body (invite), TEST_SIP_SDP));
  test_sip_peer_respond (peer, invite, 100, NULL, NULL, NULL);
  test_sip_peer_skip_output (peer, SIP_OUTPUT_CALL_TRYING);
  test_sip_peer_respond (peer, invite, 180, "far", TEST_SIP_CONTACT, NULL);
  ringing = test_sip_peer_take_output (peer, SIP_OUTPUT_CALL_RINGING);
  g_assert_cmpuint (ringing.code, ==, 180);
  g_assert_false (ringing.provider_only);
  test_sip_peer_respond (peer, invite, 200, "far", TEST_SIP_CONTACT, TEST_SIP_SDP);
  answered = test_sip_peer_take_output (peer, SIP_OUTPUT_CALL_ANSWERED);
  g_assert_cmpuint (answered.call, ==, call);
  g_assert_true (slice_is (slice_from_bytes (answered.body), TEST_SIP_SDP));
  ack = test_sip_peer_take_request (peer, "ACK");
  g_assert_true (slice_is (sip_message_get_request_uri_text (ack), "sips:bob@198.51.100.7:5061"));
  g_assert_cmpuint (sip_message_get_cseq (ack)->number, ==, sip_message_get_cseq (invite)->number);
  g_assert_false (
      slice_equal (sip_message_get_via (ack)->branch, sip_message_get_via (invite)->branch));
  assert_to_tag (ack, "far");
  sip_core_hangup (peer->core, call, NULL, peer->now_us);
  bye = test_sip_peer_take_request (peer, "BYE");
  g_assert_cmpuint (sip_message_get_cseq (bye)->number, ==,
                    sip_message_get_cseq (invite)->number + 1);
  take_ended (peer, call, 200, FALSE);
  test_sip_peer_respond (peer, bye, 200, NULL, NULL, NULL);
  test_sip_peer_advance_ms (peer, 40000);
  test_sip_peer_assert_silent (peer);
  test_sip_peer_assert_no_output (peer);
}

static void
test_remote_bye (void)
{
  g_autoptr (TestSipPeer) peer = test_sip_peer_new (SIP_MODE_SIPS, FALSE);
  g_autoptr (SipMessage) invite = NULL, ok = NULL;
  guint call = test_sip_peer_call (peer, &invite);
  g_autofree char *call_id = slice_dup (sip_message_get_call_id (invite));
  g_autofree char *tag = slice_dup (sip_message_get_from_tag (invite));

  test_sip_peer_request (peer, TEST_SIP_REQUEST (.method = "BYE", .call_id = call_id,
                                                 .from_tag = "FAR", .to_tag = tag, .cseq = 77));
  ok = test_sip_peer_take_response (peer, 200);
  take_ended (peer, call, 200, TRUE);
}

static void
test_no_answer (void)
{
  g_autoptr (TestSipPeer) peer = test_sip_peer_new (SIP_MODE_SIPS, FALSE);
  g_autoptr (SipMessage) invite = NULL;
  guint call = start_call (peer, &invite);

  test_sip_peer_advance_ms (peer, 31999);
  test_sip_peer_assert_no_output (peer);
  test_sip_peer_advance_ms (peer, 1);
  take_ended (peer, call, 408, FALSE);
  test_sip_peer_respond (peer, invite, 200, "far", TEST_SIP_CONTACT, TEST_SIP_SDP);
  test_sip_peer_assert_silent (peer);
}

static void
test_failure_ack (void)
{
  g_autoptr (TestSipPeer) peer = test_sip_peer_new (SIP_MODE_SIPS, FALSE);
  g_autoptr (SipMessage) request = NULL, invite = NULL, ack = NULL;
  g_autofree char *contact = NULL, *lines = NULL;
  g_auto (SipOutput) ended = { 0 };

  sip_core_register (peer->core, peer->account, peer->now_us);
  request = test_sip_peer_take_request (peer, "REGISTER");
  contact = test_sip_header (request, SIP_HEADER_CONTACT);
  lines = g_strdup_printf ("Contact: %s\r\nService-Route: <sips:edge.example.org;lr>\r\n", contact);
  test_sip_peer_respond (peer, request, 200, "srv", lines, NULL);
  test_sip_peer_skip_output (peer, SIP_OUTPUT_REGISTERED);
  start_call (peer, &invite);
  test_sip_peer_respond (peer, invite, 486, "busy", "Warning: 399 pbx \"Lunch\"\r\n", NULL);
  ack = test_sip_peer_take_request (peer, "ACK");
  g_assert_true (
      slice_equal (sip_message_get_via (ack)->branch, sip_message_get_via (invite)->branch));
  g_assert_true (slice_equal (sip_message_get_request_uri_text (ack),
                              sip_message_get_request_uri_text (invite)));
  g_assert_true (slice_equal (sip_message_get_from_tag (ack), sip_message_get_from_tag (invite)));
  g_assert_true (slice_equal (sip_message_get_call_id (ack), sip_message_get_call_id (invite)));
  g_assert_cmpuint (sip_message_get_cseq (ack)->number, ==, sip_message_get_cseq (invite)->number);
  test_sip_assert_header (ack, SIP_HEADER_ROUTE, "<sips:edge.example.org;lr>");
  test_sip_assert_header (ack, SIP_HEADER_TO, "<sips:bob@example.net>;tag=busy");
  test_sip_assert_header (ack, SIP_HEADER_REQUIRE, "");
  ended = test_sip_peer_take_output (peer, SIP_OUTPUT_CALL_ENDED);
  g_assert_cmpuint (ended.code, ==, 486);
  g_assert_cmpstr (ended.text, ==, "Answer 486");
  test_sip_assert_header (ended.message, SIP_HEADER_WARNING, "399 pbx \"Lunch\"");
  test_sip_peer_respond (peer, invite, 486, "busy", NULL, NULL);
  test_sip_peer_assert_silent (peer); /* D is zero: the transaction is gone */
}

static void
test_reack (void)
{
  g_autoptr (TestSipPeer) peer = test_sip_peer_new (SIP_MODE_SIPS, FALSE);
  g_autoptr (SipMessage) invite = NULL, first = NULL, again = NULL;

  start_call (peer, &invite);
  test_sip_peer_respond (peer, invite, 200, "far", TEST_SIP_CONTACT, TEST_SIP_SDP);
  first = test_sip_peer_take_request (peer, "ACK");
  test_sip_peer_skip_output (peer, SIP_OUTPUT_CALL_ANSWERED);
  test_sip_peer_advance_ms (peer, 31000);
  test_sip_peer_respond (peer, invite, 200, "far", TEST_SIP_CONTACT, TEST_SIP_SDP);
  again = test_sip_peer_take_request (peer, "ACK");
  g_assert_true (g_bytes_equal (sip_message_get_bytes (first), sip_message_get_bytes (again)));
  test_sip_peer_assert_no_output (peer);
  test_sip_peer_advance_ms (peer, 1000);
  test_sip_peer_respond (peer, invite, 200, "far", TEST_SIP_CONTACT, TEST_SIP_SDP);
  test_sip_peer_assert_silent (peer); /* M has fired */
}

static void
test_cancel_waits_for_1xx (void)
{
  g_autoptr (TestSipPeer) peer = test_sip_peer_new (SIP_MODE_SIPS, FALSE);
  g_autoptr (SipMessage) invite = NULL, cancel = NULL, ack = NULL;
  guint call = start_call (peer, &invite);

  sip_core_hangup (peer->core, call, "SIP;cause=200", peer->now_us);
  test_sip_peer_assert_silent (peer);
  test_sip_peer_assert_no_output (peer);
  test_sip_peer_respond (peer, invite, 100, NULL, NULL, NULL);
  cancel = test_sip_peer_take_request (peer, "CANCEL");
  g_assert_true (
      slice_equal (sip_message_get_via (cancel)->text, sip_message_get_via (invite)->text));
  g_assert_cmpuint (sip_message_get_cseq (cancel)->number, ==,
                    sip_message_get_cseq (invite)->number);
  test_sip_assert_header (cancel, SIP_HEADER_TO, "<sips:bob@example.net>");
  test_sip_assert_header (cancel, SIP_HEADER_REASON, "SIP;cause=200");
  g_assert_cmpuint (sip_message_count (cancel, SIP_HEADER_VIA), ==, 1);
  test_sip_peer_respond (peer, cancel, 200, "far", NULL, NULL);
  test_sip_peer_assert_no_output (peer);
  test_sip_peer_respond (peer, invite, 487, "far", NULL, NULL);
  ack = test_sip_peer_take_request (peer, "ACK");
  take_ended (peer, call, 487, FALSE);
}

static void
test_cancel_crosses_2xx (void)
{
  g_autoptr (TestSipPeer) peer = test_sip_peer_new (SIP_MODE_SIPS, FALSE);
  g_autoptr (SipMessage) invite = NULL, cancel = NULL, ack = NULL, bye = NULL;
  guint call = start_call (peer, &invite);

  test_sip_peer_respond (peer, invite, 180, "far", TEST_SIP_CONTACT, NULL);
  test_sip_peer_skip_output (peer, SIP_OUTPUT_CALL_RINGING);
  sip_core_hangup (peer->core, call, NULL, peer->now_us);
  cancel = test_sip_peer_take_request (peer, "CANCEL");
  test_sip_peer_respond (peer, invite, 200, "far", TEST_SIP_CONTACT, TEST_SIP_SDP);
  ack = test_sip_peer_take_request (peer, "ACK");
  bye = test_sip_peer_take_request (peer, "BYE");
  take_ended (peer, call, 487, FALSE);
}

static void
test_cancel_without_final (void)
{
  g_autoptr (TestSipPeer) peer = test_sip_peer_new (SIP_MODE_SIPS, FALSE);
  g_autoptr (SipMessage) invite = NULL, cancel = NULL;
  guint call = start_call (peer, &invite);

  test_sip_peer_respond (peer, invite, 183, "far", TEST_SIP_CONTACT, NULL);
  test_sip_peer_skip_output (peer, SIP_OUTPUT_CALL_RINGING);
  sip_core_hangup (peer->core, call, NULL, peer->now_us);
  cancel = test_sip_peer_take_request (peer, "CANCEL");
  test_sip_peer_advance_ms (peer, 31999);
  test_sip_peer_assert_no_output (peer);
  test_sip_peer_advance_ms (peer, 1);
  take_ended (peer, call, 487, FALSE);
}

static void
test_second_2xx (void)
{
  g_autoptr (TestSipPeer) peer = test_sip_peer_new (SIP_MODE_SIPS, FALSE);
  g_autoptr (SipMessage) invite = NULL, ack1 = NULL, ack2 = NULL, bye = NULL, last = NULL;
  guint call = start_call (peer, &invite);

  test_sip_peer_respond (peer, invite, 180, "one", TEST_SIP_CONTACT, NULL);
  test_sip_peer_respond (peer, invite, 180, "two", TEST_SIP_CONTACT, NULL);
  test_sip_peer_skip_output (peer, SIP_OUTPUT_CALL_RINGING);
  test_sip_peer_skip_output (peer, SIP_OUTPUT_CALL_RINGING);
  test_sip_peer_respond (peer, invite, 199, "two", NULL, NULL);
  test_sip_peer_assert_no_output (peer);
  test_sip_peer_respond (peer, invite, 200, "one", TEST_SIP_CONTACT, TEST_SIP_SDP);
  ack1 = test_sip_peer_take_request (peer, "ACK");
  assert_to_tag (ack1, "one");
  test_sip_peer_skip_output (peer, SIP_OUTPUT_CALL_ANSWERED);
  test_sip_peer_respond (peer, invite, 200, "two", "Contact: <sips:two@198.51.100.9>\r\n",
                         TEST_SIP_SDP);
  ack2 = test_sip_peer_take_request (peer, "ACK");
  assert_to_tag (ack2, "two");
  bye = test_sip_peer_take_request (peer, "BYE");
  assert_to_tag (bye, "two");
  g_assert_true (slice_is (sip_message_get_request_uri_text (bye), "sips:two@198.51.100.9"));
  test_sip_peer_assert_no_output (peer);
  sip_core_hangup (peer->core, call, NULL, peer->now_us);
  last = test_sip_peer_take_request (peer, "BYE");
  assert_to_tag (last, "one");
  take_ended (peer, call, 200, FALSE);
}

static void
test_fork_limit (void)
{
  g_autoptr (TestSipPeer) peer = test_sip_peer_new (SIP_MODE_SIPS, FALSE);
  g_autoptr (SipMessage) invite = NULL, ack = NULL;

  start_call (peer, &invite);
  for (guint i = 0; i < 9; i++)
    {
      g_autofree char *tag = g_strdup_printf ("tag%u", i);
      g_autofree char *lines =
          g_strdup_printf (TEST_SIP_CONTACT "Require: 100rel\r\nRSeq: %u\r\n", i + 1);

      test_sip_peer_respond (peer, invite, 180, tag, lines, NULL);
      test_sip_peer_skip_output (peer, SIP_OUTPUT_CALL_RINGING);
    }
  g_assert_cmpuint (peer->sent.length, ==, 8); /* the ninth gets no PRACK: it has no dialog */
  g_queue_clear_full (&peer->sent, (GDestroyNotify) sip_message_unref);
  /* but it may answer */
  test_sip_peer_respond (peer, invite, 200, "tag8", TEST_SIP_CONTACT, TEST_SIP_SDP);
  ack = test_sip_peer_take_request (peer, "ACK");
  assert_to_tag (ack, "tag8");
  test_sip_peer_skip_output (peer, SIP_OUTPUT_CALL_ANSWERED);
}

static void
test_credentials (void)
{
  g_autoptr (TestSipPeer) peer = test_sip_peer_new (SIP_MODE_SIPS, FALSE);
  g_autoptr (SipMessage) first = NULL, ack1 = NULL, second = NULL, ack2 = NULL;
  g_autofree char *with = NULL, *repeated = NULL;

  start_call (peer, &first);
  test_sip_peer_respond (
      peer, first, 407, "srv",
      "Proxy-Authenticate: Basic realm=\"x\"\r\n"
      "Proxy-Authenticate: Digest realm=\"a\", nonce=\"1\", algorithm=SHA-256, qop=\"auth\"\r\n"
      "Proxy-Authenticate: Digest realm=\"a\", nonce=\"2\", qop=\"auth\"\r\n"
      "Proxy-Authenticate: Digest realm=\"b\", nonce=\"3\"\r\n",
      NULL);
  ack1 = test_sip_peer_take_request (peer, "ACK");
  test_sip_assert_header (ack1, SIP_HEADER_PROXY_AUTHORIZATION, "");
  second = test_sip_peer_take_request (peer, "INVITE");
  g_assert_cmpuint (sip_message_count (second, SIP_HEADER_PROXY_AUTHORIZATION), ==, 2);
  with = test_sip_header (second, SIP_HEADER_PROXY_AUTHORIZATION);
  g_assert_nonnull (strstr (with, "SHA-256"));
  g_assert_cmpuint (sip_message_get_cseq (second)->number, ==,
                    sip_message_get_cseq (first)->number + 1);
  test_sip_peer_respond (peer, second, 200, "far", TEST_SIP_CONTACT, TEST_SIP_SDP);
  ack2 = test_sip_peer_take_request (peer, "ACK");
  repeated = test_sip_header (ack2, SIP_HEADER_PROXY_AUTHORIZATION);
  g_assert_cmpstr (repeated, ==, with);
  g_assert_cmpuint (sip_message_get_cseq (ack2)->number, ==, sip_message_get_cseq (second)->number);
}

static void
test_basic_only (void)
{
  g_autoptr (TestSipPeer) peer = test_sip_peer_new (SIP_MODE_SIPS, FALSE);
  g_autoptr (SipMessage) invite = NULL, ack = NULL;
  g_auto (SipOutput) ended = { 0 };

  start_call (peer, &invite);
  test_sip_peer_respond (peer, invite, 401, "srv", "WWW-Authenticate: Basic realm=\"x\"\r\n", NULL);
  ack = test_sip_peer_take_request (peer, "ACK");
  test_sip_peer_assert_silent (peer);
  ended = test_sip_peer_take_output (peer, SIP_OUTPUT_CALL_ENDED);
  g_assert_cmpuint (ended.code, ==, 401);
  g_assert_cmpstr (ended.text, ==, "no supported way of authentication offered");
}

static void
test_bye_is_challenged (void)
{
  g_autoptr (TestSipPeer) peer = test_sip_peer_new (SIP_MODE_SIPS, FALSE);
  g_autoptr (SipMessage) bye = NULL, again = NULL;
  guint call = test_sip_peer_call (peer, NULL);

  sip_core_hangup (peer->core, call, NULL, peer->now_us);
  bye = test_sip_peer_take_request (peer, "BYE");
  take_ended (peer, call, 200, FALSE);
  test_sip_peer_respond (peer, bye, 407, NULL,
                         "Proxy-Authenticate: Digest realm=\"a\", nonce=\"1\", qop=\"auth\"\r\n",
                         NULL);
  again = test_sip_peer_take_request (peer, "BYE");
  g_assert_cmpuint (sip_message_get_cseq (again)->number, ==,
                    sip_message_get_cseq (bye)->number + 1);
  g_assert_cmpuint (sip_message_count (again, SIP_HEADER_PROXY_AUTHORIZATION), ==, 1);
}

static void
test_prack (void)
{
  g_autoptr (TestSipPeer) peer = test_sip_peer_new (SIP_MODE_SIPS, FALSE);
  g_autoptr (SipMessage) invite = NULL, prack = NULL, prack2 = NULL, ack = NULL, bye = NULL;
  g_autofree char *expected = NULL, *expected2 = NULL;
  g_auto (SipOutput) ringing = { 0 }, answered = { 0 };
  guint call = start_call (peer, &invite);

  g_assert_true (sip_message_has_option (invite, SIP_HEADER_SUPPORTED, "100rel"));
  test_sip_peer_respond (peer, invite, 183, "far",
                         TEST_SIP_CONTACT "Require: 100rel\r\nRSeq: 9000\r\n", TEST_SIP_SDP);
  prack = test_sip_peer_take_request (peer, "PRACK");
  expected = g_strdup_printf ("9000 %u INVITE", sip_message_get_cseq (invite)->number);
  test_sip_assert_header (prack, SIP_HEADER_RACK, expected);
  g_assert_true (slice_is (sip_message_get_request_uri_text (prack), "sips:bob@198.51.100.7:5061"));
  g_assert_cmpuint (sip_message_get_cseq (prack)->number, ==,
                    sip_message_get_cseq (invite)->number + 1);
  ringing = test_sip_peer_take_output (peer, SIP_OUTPUT_CALL_RINGING);
  g_assert_true (slice_is (slice_from_bytes (ringing.body), TEST_SIP_SDP));
  /* a repeat and a gap */
  test_sip_peer_respond (peer, invite, 183, "far",
                         TEST_SIP_CONTACT "Require: 100rel\r\nRSeq: 9000\r\n", TEST_SIP_SDP);
  test_sip_peer_respond (peer, invite, 180, "far",
                         TEST_SIP_CONTACT "Require: 100rel\r\nRSeq: 9002\r\n", NULL);
  test_sip_peer_assert_silent (peer);
  test_sip_peer_assert_no_output (peer);
  test_sip_peer_respond (peer, prack, 200, NULL, NULL, NULL);
  test_sip_peer_respond (peer, invite, 180, "far",
                         TEST_SIP_CONTACT "Require: 100rel\r\nRSeq: 9001\r\n", NULL);
  prack2 = test_sip_peer_take_request (peer, "PRACK");
  expected2 = g_strdup_printf ("9001 %u INVITE", sip_message_get_cseq (invite)->number);
  test_sip_assert_header (prack2, SIP_HEADER_RACK, expected2);
  test_sip_peer_skip_output (peer, SIP_OUTPUT_CALL_RINGING);
  /* the answer came reliably: the 2xx need not repeat it */
  test_sip_peer_respond (peer, invite, 200, "far", TEST_SIP_CONTACT, NULL);
  ack = test_sip_peer_take_request (peer, "ACK");
  answered = test_sip_peer_take_output (peer, SIP_OUTPUT_CALL_ANSWERED);
  g_assert_true (slice_is (slice_from_bytes (answered.body), TEST_SIP_SDP));
  sip_core_hangup (peer->core, call, NULL, peer->now_us);
  bye = test_sip_peer_take_request (peer, "BYE");
  g_assert_cmpuint (sip_message_get_cseq (bye)->number, ==,
                    sip_message_get_cseq (prack2)->number + 1);
}

/* RFC 3261 12.1.2 wants a Contact in such a 1xx; without one only the INVITE's target is left */
static void
test_prack_without_contact (void)
{
  g_autoptr (TestSipPeer) peer = test_sip_peer_new (SIP_MODE_SIPS, FALSE);
  g_autoptr (SipMessage) invite = NULL, prack = NULL, ack = NULL;

  start_call (peer, &invite);
  test_sip_peer_respond (peer, invite, 180, "far", "Require: 100rel\r\nRSeq: 1\r\n", NULL);
  prack = test_sip_peer_take_request (peer, "PRACK");
  g_assert_true (slice_is (sip_message_get_request_uri_text (prack), "sips:bob@example.net"));
  test_sip_peer_skip_output (peer, SIP_OUTPUT_CALL_RINGING);
  test_sip_peer_respond (peer, invite, 200, "far", TEST_SIP_CONTACT, TEST_SIP_SDP);
  ack = test_sip_peer_take_request (peer, "ACK");
  g_assert_true (slice_is (sip_message_get_request_uri_text (ack), "sips:bob@198.51.100.7:5061"));
  test_sip_peer_skip_output (peer, SIP_OUTPUT_CALL_ANSWERED);
}

static void
test_2xx_without_answer (void)
{
  g_autoptr (TestSipPeer) peer = test_sip_peer_new (SIP_MODE_SIPS, FALSE);
  g_autoptr (SipMessage) invite = NULL, ack = NULL, bye = NULL;
  guint call = start_call (peer, &invite);

  test_sip_peer_respond (peer, invite, 200, "far", TEST_SIP_CONTACT, NULL);
  ack = test_sip_peer_take_request (peer, "ACK");
  bye = test_sip_peer_take_request (peer, "BYE");
  take_ended (peer, call, 488, FALSE);
}

static void
test_route_sets (void)
{
  g_autoptr (TestSipPeer) peer = test_sip_peer_new (SIP_MODE_SIPS, FALSE);
  g_autoptr (SipMessage) invite = NULL, ack = NULL;
  SipHeaderIter iter;
  Slice item;

  start_call (peer, &invite);
  test_sip_peer_respond (peer, invite, 180, "far",
                         TEST_SIP_CONTACT "Record-Route: <sips:old.example.org;lr>\r\n", NULL);
  test_sip_peer_respond (peer, invite, 200, "far",
                         TEST_SIP_CONTACT
                         "Record-Route: <sip:p2.example.net;transport=tcp;r2=on;lr>, "
                         "<sips:p1.example.org;r2=on;lr>\r\n",
                         TEST_SIP_SDP);
  ack = test_sip_peer_take_request (peer, "ACK");
  g_assert_true (slice_is (sip_message_get_request_uri_text (ack), "sips:bob@198.51.100.7:5061"));
  sip_header_iter_init (&iter, ack, SIP_HEADER_ROUTE);
  g_assert_true (sip_header_iter_next (&iter, &item));
  g_assert_true (slice_is (item, "<sips:p1.example.org;r2=on;lr>"));
  g_assert_true (sip_header_iter_next (&iter, &item));
  g_assert_true (slice_is (item, "<sip:p2.example.net;transport=tcp;r2=on;lr>"));
  g_assert_false (sip_header_iter_next (&iter, &item));
}

static void
test_strict_route (void)
{
  g_autoptr (TestSipPeer) peer = test_sip_peer_new (SIP_MODE_SIPS, FALSE);
  g_autoptr (SipMessage) invite = NULL, ack = NULL;
  SipHeaderIter iter;
  Slice item;

  start_call (peer, &invite);
  test_sip_peer_respond (
      peer, invite, 200, "far",
      TEST_SIP_CONTACT
      "Record-Route: <sips:p2.example.net;lr>, <sips:strict.example.org;method=INVITE;x=y?a=b>\r\n",
      TEST_SIP_SDP);
  ack = test_sip_peer_take_request (peer, "ACK");
  g_assert_true (slice_is (sip_message_get_request_uri_text (ack), "sips:strict.example.org;x=y"));
  sip_header_iter_init (&iter, ack, SIP_HEADER_ROUTE);
  g_assert_true (sip_header_iter_next (&iter, &item));
  g_assert_true (slice_is (item, "<sips:p2.example.net;lr>"));
  g_assert_true (sip_header_iter_next (&iter, &item));
  g_assert_true (slice_is (item, "<sips:bob@198.51.100.7:5061>"));
  g_assert_false (sip_header_iter_next (&iter, &item));
}

static void
test_downgrade (void)
{
  for (guint strict = 0; strict < 2; strict++)
    {
      g_autoptr (TestSipPeer) peer = test_sip_peer_new (SIP_MODE_SIPS, strict);
      g_autoptr (SipMessage) invite = NULL, ack = NULL, bye = NULL;
      guint call = start_call (peer, &invite);

      test_sip_peer_respond (peer, invite, 200, "far", "Contact: <sip:bob@198.51.100.7>\r\n",
                             TEST_SIP_SDP);
      ack = test_sip_peer_take_request (peer, "ACK");
      if (strict)
        {
          bye = test_sip_peer_take_request (peer, "BYE");
          take_ended (peer, call, 400, FALSE);
        }
      else
        {
          g_auto (SipOutput) answered = test_sip_peer_take_output (peer, SIP_OUTPUT_CALL_ANSWERED);

          g_assert_true (answered.provider_only);
        }
    }
}

static void
test_381 (void)
{
  g_autoptr (TestSipPeer) peer = test_sip_peer_new (SIP_MODE_TLS_NEXT_HOP, FALSE);
  g_autoptr (SipMessage) first = NULL, ack = NULL, second = NULL, ack2 = NULL;
  guint call = start_call (peer, &first);

  g_assert_true (slice_is (sip_message_get_request_uri_text (first), "sip:bob@example.net"));
  test_sip_assert_header (first, SIP_HEADER_CONTACT, "<sip:token@192.0.2.1:40000;transport=tls>");
  test_sip_peer_respond (peer, first, 480, "far", "Warning: 381 pbx \"SIPS Required\"\r\n", NULL);
  ack = test_sip_peer_take_request (peer, "ACK");
  second = test_sip_peer_take_request (peer, "INVITE");
  g_assert_true (slice_is (sip_message_get_request_uri_text (second), "sips:bob@example.net"));
  test_sip_assert_header (second, SIP_HEADER_CONTACT, "<sips:token@192.0.2.1:40000>");
  test_sip_peer_respond (peer, second, 480, "far", "Warning: 381 pbx \"SIPS Required\"\r\n", NULL);
  ack2 = test_sip_peer_take_request (peer, "ACK");
  take_ended (peer, call, 480, TRUE);
  test_sip_peer_assert_silent (peer);
}

static void
test_no_downgrade_retry (void)
{
  static const struct
  {
    guint status;
    const char *headers;
  } rows[] = { { 416, NULL },
               { 480, "Warning: 380 pbx \"SIPS Not Allowed\"\r\n" },
               { 302, "Contact: <sip:eve@example.com>\r\n" } };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (TestSipPeer) peer = test_sip_peer_new (SIP_MODE_SIPS, FALSE);
      g_autoptr (SipMessage) invite = NULL, ack = NULL;
      guint call = start_call (peer, &invite);

      test_sip_peer_respond (peer, invite, rows[i].status, "far", rows[i].headers, NULL);
      ack = test_sip_peer_take_request (peer, "ACK");
      take_ended (peer, call, rows[i].status, TRUE);
      test_sip_peer_assert_silent (peer);
    }
}

static void
test_dropped_responses (void)
{
  g_autoptr (TestSipPeer) peer = test_sip_peer_new (SIP_MODE_SIPS, FALSE);
  g_autoptr (SipMessage) invite = NULL;
  g_autofree char *via = NULL, *from = NULL, *call_id = NULL, *cseq = NULL, *two_vias = NULL,
                  *other = NULL;

  start_call (peer, &invite);
  via = test_sip_header (invite, SIP_HEADER_VIA);
  from = test_sip_header (invite, SIP_HEADER_FROM);
  call_id = test_sip_header (invite, SIP_HEADER_CALL_ID);
  cseq = test_sip_header (invite, SIP_HEADER_CSEQ);
  two_vias = g_strdup_printf (
      "SIP/2.0 486 Busy\r\nVia: %s, SIP/2.0/TLS evil;branch=z9hG4bKx\r\nFrom: %s\r\n"
      "To: <sips:bob@example.net>;tag=1\r\nCall-ID: %s\r\nCSeq: %s\r\nContent-Length: 0\r\n\r\n",
      via, from, call_id, cseq);
  test_sip_peer_feed (peer, two_vias);
  other = g_strdup_printf (
      "SIP/2.0 486 Busy\r\nVia: SIP/2.0/TLS 192.0.2.1:40000;branch=z9hG4bKunknown\r\nFrom: %s\r\n"
      "To: <sips:bob@example.net>;tag=1\r\nCall-ID: %s\r\nCSeq: %s\r\nContent-Length: 0\r\n\r\n",
      from, call_id, cseq);
  test_sip_peer_feed (peer, other);
  test_sip_peer_assert_silent (peer);
  test_sip_peer_assert_no_output (peer);
}

static void
test_lost_flow (void)
{
  g_autoptr (TestSipPeer) peer = test_sip_peer_new (SIP_MODE_SIPS, FALSE);
  g_autoptr (SipMessage) invite = NULL;
  guint call = start_call (peer, &invite);
  g_autoptr (GError) error = NULL;

  test_sip_peer_close_flow (peer);
  take_ended (peer, call, 503, FALSE);
  g_assert_cmpuint (sip_core_invite (peer->core, peer->account, "bob", SLICE_LITERAL (TEST_SIP_SDP),
                                     peer->now_us, &error),
                    ==, 0);
  g_assert_error (error, SIP_ERROR, SIP_ERROR_NO_FLOW);
}

static void
test_bad_targets (void)
{
  static const char *const targets[] = {
    "", "  ", "bob\r\nEvil: 1", "sips:", "http://example.org", "mailto:a@b", "sips:bob@exa mple.org"
  };

  for (guint i = 0; i < G_N_ELEMENTS (targets); i++)
    {
      g_autoptr (TestSipPeer) peer = test_sip_peer_new (SIP_MODE_SIPS, FALSE);
      g_autoptr (GError) error = NULL;
      guint call = sip_core_invite (peer->core, peer->account, targets[i],
                                    SLICE_LITERAL (TEST_SIP_SDP), peer->now_us, &error);

      if (call != 0)
        g_error ("accepted: %s", targets[i]);
      g_assert_error (error, SIP_ERROR, SIP_ERROR_INVALID);
      test_sip_peer_assert_silent (peer);
    }
}

static void
test_unsafe_values (void)
{
  g_autoptr (TestSipPeer) peer = test_sip_peer_new (SIP_MODE_SIPS, FALSE);
  g_autoptr (GError) error = NULL;
  guint call = test_sip_peer_call (peer, NULL);

  g_assert_false (sip_core_info (peer->core, call, "text/plain\r\nEvil: 1", SLICE_LITERAL ("x"),
                                 peer->now_us, &error));
  g_assert_nonnull (error);
  test_sip_peer_assert_silent (peer);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sip/core-outgoing/TXN-01/whole-call-and-bye", test_whole_call);
  g_test_add_func ("/sip/core-outgoing/DLG-06/bye-from-the-far-end", test_remote_bye);
  g_test_add_func ("/sip/core-outgoing/TXN-01/no-answer-ends-after-32-s", test_no_answer);
  g_test_add_func ("/sip/core-outgoing/TXN-08/ack-to-failure", test_failure_ack);
  g_test_add_func ("/sip/core-outgoing/TXN-07/repeated-2xx-gets-the-same-ack", test_reack);
  g_test_add_func ("/sip/core-outgoing/TXN-09/cancel-waits-for-1xx", test_cancel_waits_for_1xx);
  g_test_add_func ("/sip/core-outgoing/TXN-09/crossing-2xx-gets-ack-and-bye",
                   test_cancel_crosses_2xx);
  g_test_add_func ("/sip/core-outgoing/TXN-09/no-final-for-32-s-is-487", test_cancel_without_final);
  g_test_add_func ("/sip/core-outgoing/DLG-05/second-2xx-gets-ack-and-bye", test_second_2xx);
  g_test_add_func ("/sip/core-outgoing/DLG-05/eight-early-dialogs-at-most", test_fork_limit);
  g_test_add_func ("/sip/core-outgoing/AUT-08/ack-repeats-credentials-retry-is-new",
                   test_credentials);
  g_test_add_func ("/sip/core-outgoing/AUT-07/basic-is-never-answered", test_basic_only);
  g_test_add_func ("/sip/core-outgoing/AUT-08/challenged-bye-goes-again", test_bye_is_challenged);
  g_test_add_func ("/sip/core-outgoing/DLG-09/prack-in-rseq-order", test_prack);
  g_test_add_func ("/sip/core-outgoing/DLG-09/prack-without-contact", test_prack_without_contact);
  g_test_add_func ("/sip/core-outgoing/SDP-07/2xx-without-answer-gets-bye",
                   test_2xx_without_answer);
  g_test_add_func ("/sip/core-outgoing/DLG-03/2xx-recomputes-route-set-loose", test_route_sets);
  g_test_add_func ("/sip/core-outgoing/DLG-03/strict-routing", test_strict_route);
  g_test_add_func ("/sip/core-outgoing/SIPS-01/downgraded-answer-is-labelled-or-refused",
                   test_downgrade);
  g_test_add_func ("/sip/core-outgoing/SIPS-07/381-is-repeated-as-sips-once", test_381);
  g_test_add_func ("/sip/core-outgoing/SIPS-06/never-sips-to-sip", test_no_downgrade_retry);
  g_test_add_func ("/sip/core-outgoing/TRN-06/two-vias-or-unknown-branch-dropped",
                   test_dropped_responses);
  g_test_add_func ("/sip/core-outgoing/TXN-01/lost-flow-is-503", test_lost_flow);
  g_test_add_func ("/sip/core-outgoing/SEC-01/bad-targets-are-refused", test_bad_targets);
  g_test_add_func ("/sip/core-outgoing/SEC-01/unsafe-values-are-refused", test_unsafe_values);
  return g_test_run ();
}
