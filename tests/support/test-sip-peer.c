/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Linnet Authors */
/* A scripted server and far end for sip-core. */
#include "test-sip-peer.h"

#include <string.h>

/* xorshift: the same in every run */
static void
fill_random (gpointer bytes, gsize n, gpointer user_data)
{
  TestSipPeer *peer = user_data;
  guint8 *p = bytes;

  if (n == 4 && peer->fixed_random >= 0.0)
    {
      guint32 value = (guint32) (peer->fixed_random * G_MAXUINT32);

      memcpy (bytes, &value, 4);
      return;
    }
  for (gsize i = 0; i < n; i++)
    {
      peer->random ^= peer->random << 13;
      peer->random ^= peer->random >> 17;
      peer->random ^= peer->random << 5;
      p[i] = (guint8) peer->random;
    }
}

SipAccountConfig
test_sip_peer_config (SipMode mode)
{
  return (SipAccountConfig){ .mode = mode,
                             .aor = "alice@example.org",
                             .display_name = "Alice",
                             .contact_token = "token",
                             .instance_uuid = "f81d4fae-7dec-11d0-a765-00a0c91e6bf6",
                             .user_agent = "Linnet/0.1" };
}

TestSipPeer *
test_sip_peer_new_with (const SipAccountConfig *config)
{
  TestSipPeer *peer = g_new0 (TestSipPeer, 1);
  GError *error = NULL;

  peer->random = 0x12345678;
  peer->fixed_random = -1.0;
  peer->now_us = 1000 * (gint64) G_USEC_PER_SEC;
  peer->core = sip_core_new (fill_random, peer);
  peer->account = sip_core_add_account (peer->core, config, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (peer->account, !=, 0);
  return peer;
}

TestSipPeer *
test_sip_peer_new (SipMode mode, gboolean strict_sips)
{
  SipAccountConfig config = test_sip_peer_config (mode);
  g_autoptr (Secret) password = secret_new ("secret", 6);
  TestSipPeer *peer;

  config.password = password;
  config.strict_sips = strict_sips;
  peer = test_sip_peer_new_with (&config);
  test_sip_peer_add_flow (peer);
  return peer;
}

static void
output_free (gpointer output)
{
  sip_output_clear (output);
  g_free (output);
}

void
test_sip_peer_free (TestSipPeer *peer)
{
  sip_core_free (peer->core);
  g_queue_clear_full (&peer->sent, (GDestroyNotify) sip_message_unref);
  g_queue_clear_full (&peer->outputs, output_free);
  g_free (peer);
}

void
test_sip_peer_add_flow (TestSipPeer *peer)
{
  const SipFlowConfig config = { .local_host = "192.0.2.1",
                                 .local_port = 40000,
                                 .remote_host = "203.0.113.5",
                                 .remote_port = 5061,
                                 .verified_host = "example.org" };

  peer->flow = sip_core_add_flow (peer->core, peer->account, &config, peer->now_us);
  g_assert_cmpuint (peer->flow, !=, 0);
  test_sip_peer_pump (peer);
}

void
test_sip_peer_close_flow (TestSipPeer *peer)
{
  sip_core_flow_closed (peer->core, peer->flow, peer->now_us);
  test_sip_peer_pump (peer);
}

/* A 400 repeats the broken From or To of its request, as it has to */
static gboolean
is_refusal (GBytes *bytes)
{
  return g_str_has_prefix (g_bytes_get_data (bytes, NULL), "SIP/2.0 400 ");
}

void
test_sip_peer_pump (TestSipPeer *peer)
{
  SipOutput output;

  while (sip_core_next_output (peer->core, &output))
    {
      SipParseError error;
      SipMessage *message;

      if (output.kind != SIP_OUTPUT_SEND)
        {
          g_queue_push_tail (&peer->outputs, g_memdup2 (&output, sizeof output));
          continue;
        }
      if (slice_is (slice_from_bytes (output.bytes), "\r\n\r\n"))
        peer->n_pings++;
      else
        {
          message = sip_message_parse (output.bytes, SIP_PARSE_STREAM, &error);
          if (message != NULL)
            g_queue_push_tail (&peer->sent, message);
          else if (is_refusal (output.bytes))
            peer->n_refusals++;
          else
            g_error ("the core sent what it would refuse: %s", error.what);
        }
      sip_output_clear (&output);
    }
}

void
test_sip_peer_advance_ms (TestSipPeer *peer, gint64 ms)
{
  gint64 end_us = peer->now_us + ms * 1000;
  gint64 deadline_us;

  while ((deadline_us = sip_core_get_deadline (peer->core)) <= end_us)
    {
      g_assert_cmpint (deadline_us, >=, peer->now_us); /* else the owner would spin */
      peer->now_us = deadline_us;
      sip_core_advance (peer->core, peer->now_us);
      g_assert_cmpint (sip_core_get_deadline (peer->core), >, peer->now_us);
      test_sip_peer_pump (peer);
    }
  peer->now_us = end_us;
  sip_core_advance (peer->core, peer->now_us);
  test_sip_peer_pump (peer);
}

void
test_sip_peer_feed (TestSipPeer *peer, const char *text)
{
  sip_core_receive (peer->core, peer->flow, slice_from_string (text), peer->now_us);
  test_sip_peer_pump (peer);
}

static SipMessage *
take (TestSipPeer *peer)
{
  SipMessage *message;

  test_sip_peer_pump (peer);
  message = g_queue_pop_head (&peer->sent);
  g_assert_nonnull (message);
  return message;
}

SipMessage *
test_sip_peer_take_request (TestSipPeer *peer, const char *method)
{
  SipMessage *message = take (peer);
  g_autofree char *actual = slice_dup (sip_message_get_method_text (message));

  g_assert_cmpuint (sip_message_get_status (message), ==, 0);
  g_assert_cmpstr (actual, ==, method);
  return message;
}

SipMessage *
test_sip_peer_take_response (TestSipPeer *peer, guint status)
{
  SipMessage *message = take (peer);

  g_assert_cmpuint (sip_message_get_status (message), ==, status);
  return message;
}

void
test_sip_peer_assert_silent (TestSipPeer *peer)
{
  test_sip_peer_pump (peer);
  g_assert_cmpuint (peer->sent.length, ==, 0);
}

SipOutput
test_sip_peer_take_output (TestSipPeer *peer, SipOutputKind kind)
{
  SipOutput *head, output;

  test_sip_peer_pump (peer);
  head = g_queue_pop_head (&peer->outputs);
  g_assert_nonnull (head);
  g_assert_cmpint (head->kind, ==, kind);
  output = *head;
  g_free (head);
  return output;
}

void
test_sip_peer_skip_output (TestSipPeer *peer, SipOutputKind kind)
{
  SipOutput output = test_sip_peer_take_output (peer, kind);

  sip_output_clear (&output);
}

void
test_sip_peer_assert_no_output (TestSipPeer *peer)
{
  test_sip_peer_pump (peer);
  g_assert_cmpuint (peer->outputs.length, ==, 0);
}

char *
test_sip_header (const SipMessage *message, SipHeaderId id)
{
  Slice value;

  return sip_message_find (message, id, &value) ? slice_dup (value) : g_strdup ("");
}

void
test_sip_assert_header (const SipMessage *message, SipHeaderId id, const char *expected)
{
  g_autofree char *value = test_sip_header (message, id);

  g_assert_cmpstr (value, ==, expected);
}

char *
test_sip_to_tag (const SipMessage *message)
{
  return slice_dup (sip_message_get_to_tag (message));
}

static void
append_body (GString *text, const char *sdp)
{
  if (sdp != NULL)
    g_string_append (text, "Content-Type: application/sdp\r\n");
  g_string_append_printf (text, "Content-Length: %zu\r\n\r\n%s", sdp != NULL ? strlen (sdp) : 0,
                          sdp != NULL ? sdp : "");
}

void
test_sip_peer_respond (TestSipPeer *peer,
                       const SipMessage *request,
                       guint status,
                       const char *to_tag,
                       const char *headers,
                       const char *sdp)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autofree char *via = test_sip_header (request, SIP_HEADER_VIA);
  g_autofree char *from = test_sip_header (request, SIP_HEADER_FROM);
  g_autofree char *to = test_sip_header (request, SIP_HEADER_TO);
  g_autofree char *call_id = test_sip_header (request, SIP_HEADER_CALL_ID);
  g_autofree char *cseq = test_sip_header (request, SIP_HEADER_CSEQ);

  g_string_append_printf (text, "SIP/2.0 %u Answer %u\r\nVia: %s\r\nFrom: %s\r\nTo: %s%s%s\r\n",
                          status, status, via, from, to, to_tag != NULL ? ";tag=" : "",
                          to_tag != NULL ? to_tag : "");
  g_string_append_printf (text, "Call-ID: %s\r\nCSeq: %s\r\n%s", call_id, cseq,
                          headers != NULL ? headers : "");
  append_body (text, sdp);
  test_sip_peer_feed (peer, text->str);
}

static const char *
either (const char *given, const char *otherwise)
{
  return given != NULL ? given : otherwise;
}

void
test_sip_peer_request (TestSipPeer *peer, const TestSipRequest *request)
{
  g_autoptr (GString) text = g_string_new (NULL);

  g_string_append_printf (text, "%s %s SIP/2.0\r\n", request->method,
                          either (request->uri, "sips:token@192.0.2.1:40000"));
  g_string_append_printf (text,
                          "Via: SIP/2.0/TLS 203.0.113.5:5061;branch=%s\r\nMax-Forwards: 69\r\n",
                          either (request->branch, "z9hG4bKpeer"));
  g_string_append_printf (text, "From: \"Bob\" <sips:bob@example.net>;tag=%s\r\n",
                          either (request->from_tag, "bobtag"));
  g_string_append_printf (text,
                          "To: <sips:alice@example.org>%s%s\r\nCall-ID: %s\r\nCSeq: %u %s\r\n%s",
                          request->to_tag != NULL ? ";tag=" : "", either (request->to_tag, ""),
                          either (request->call_id, "call-of-peer"), MAX (request->cseq, 1),
                          request->method, either (request->headers, ""));
  append_body (text, request->sdp);
  test_sip_peer_feed (peer, text->str);
}

void
test_sip_peer_register (TestSipPeer *peer)
{
  g_autoptr (SipMessage) request = NULL;
  g_autofree char *contact = NULL, *line = NULL;

  sip_core_register (peer->core, peer->account, peer->now_us);
  request = test_sip_peer_take_request (peer, "REGISTER");
  contact = test_sip_header (request, SIP_HEADER_CONTACT);
  line = g_strdup_printf ("Contact: %s;expires=600\r\n", contact);
  test_sip_peer_respond (peer, request, 200, "srv", line, NULL);
  test_sip_peer_skip_output (peer, SIP_OUTPUT_REGISTERED);
}

guint
test_sip_peer_call (TestSipPeer *peer, SipMessage **invite_out)
{
  g_autoptr (SipMessage) invite = NULL, ack = NULL;
  GError *error = NULL;
  guint call = sip_core_invite (peer->core, peer->account, "sips:bob@example.net",
                                SLICE_LITERAL (TEST_SIP_SDP), peer->now_us, &error);

  g_assert_no_error (error);
  invite = test_sip_peer_take_request (peer, "INVITE");
  test_sip_peer_respond (peer, invite, 180, "far", TEST_SIP_CONTACT, NULL);
  test_sip_peer_skip_output (peer, SIP_OUTPUT_CALL_RINGING);
  test_sip_peer_respond (peer, invite, 200, "far", TEST_SIP_CONTACT, TEST_SIP_SDP);
  ack = test_sip_peer_take_request (peer, "ACK");
  test_sip_peer_skip_output (peer, SIP_OUTPUT_CALL_ANSWERED);
  if (invite_out != NULL)
    *invite_out = g_steal_pointer (&invite);
  return call;
}

guint
test_sip_peer_be_called (TestSipPeer *peer, char **tag)
{
  g_autoptr (SipMessage) ok = NULL;
  g_auto (SipOutput) incoming = { 0 };
  GError *error = NULL;

  test_sip_peer_request (peer, TEST_SIP_REQUEST (.method = "INVITE", .headers = TEST_SIP_CONTACT,
                                                 .sdp = TEST_SIP_SDP));
  incoming = test_sip_peer_take_output (peer, SIP_OUTPUT_CALL_INCOMING);
  sip_core_answer (peer->core, incoming.call, SLICE_LITERAL (TEST_SIP_SDP), peer->now_us, &error);
  g_assert_no_error (error);
  ok = test_sip_peer_take_response (peer, 200);
  *tag = test_sip_to_tag (ok);
  test_sip_peer_request (
      peer, TEST_SIP_REQUEST (.method = "ACK", .branch = "z9hG4bKack", .to_tag = *tag));
  test_sip_peer_skip_output (peer, SIP_OUTPUT_CALL_CONFIRMED);
  return incoming.call;
}
