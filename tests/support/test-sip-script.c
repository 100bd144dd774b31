/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Linnet Authors */
/* The interpreter of event scripts. */
#include "test-sip-script.h"

#define MAX_STEPS 400

typedef struct
{
  TestSipPeer *peer;
  guint calls[8]; /* the newest, round */
  guint n_calls;
  SipMessage *request;  /* newest request of the core */
  SipMessage *response; /* newest response of the core: it knows our tag */
  guint n;
} Script;

static guint
take_byte (Slice *rest)
{
  guint byte = 0;

  if (rest->n == 0)
    return 0;
  byte = (guint8) *rest->p;
  rest->p++;
  rest->n--;
  return byte;
}

static void
keep (Script *script)
{
  SipMessage *message;
  SipOutput *output;

  test_sip_peer_pump (script->peer);
  while ((message = g_queue_pop_head (&script->peer->sent)) != NULL)
    {
      SipMessage **place = sip_message_is_request (message) ? &script->request : &script->response;

      g_clear_pointer (place, sip_message_unref);
      *place = message;
    }
  while ((output = g_queue_pop_head (&script->peer->outputs)) != NULL)
    {
      if (output->kind == SIP_OUTPUT_CALL_INCOMING)
        script->calls[script->n_calls++ % 8] = output->call;
      sip_output_clear (output);
      g_free (output);
    }
}

static void
respond (Script *script, guint argument)
{
  static const guint codes[] = { 100, 180, 183, 199, 200, 202, 302, 401, 407, 408, 420, 423,
                                 430, 439, 480, 481, 486, 487, 488, 491, 500, 503, 603, 699 };
  static const char *const tags[] = { "far", "far2", NULL, "" };
  static const char headers[] = TEST_SIP_CONTACT
      "Require: 100rel, outbound\r\nRSeq: 1\r\nMin-Expires: 900\r\nRetry-After: 1\r\n"
      "Warning: 381 x \"y\"\r\nFlow-Timer: 20\r\nRecord-Route: <sips:p1;lr>, <sip:p2>\r\n"
      "Service-Route: <sips:edge;lr>\r\n"
      "WWW-Authenticate: Digest realm=\"r\", nonce=\"n\", qop=\"auth,auth-int\"\r\n"
      "Proxy-Authenticate: Digest realm=\"r2\", nonce=\"n2\", algorithm=SHA-256, stale=true\r\n";

  if (script->request != NULL)
    test_sip_peer_respond (script->peer, script->request, codes[argument % G_N_ELEMENTS (codes)],
                           tags[(argument / 24) % 4], (argument & 128) != 0 ? NULL : headers,
                           (argument & 64) != 0 ? TEST_SIP_SDP : NULL);
}

static void
request (Script *script, guint argument, guint number)
{
  static const char *const methods[] = { "INVITE", "ACK",  "BYE",     "CANCEL", "UPDATE",
                                         "PRACK",  "INFO", "OPTIONS", "NOTIFY" };
  g_autofree char *tag = script->response != NULL ? test_sip_to_tag (script->response) : NULL;
  g_autofree char *branch = g_strdup_printf ("z9hG4bK%u", (argument & 16) != 0 ? 0 : number);
  g_autofree char *call_id = g_strdup_printf ("call-%u", (argument / 64) % 4);
  gboolean inside = (argument & 32) != 0 && tag != NULL && *tag != '\0';

  test_sip_peer_request (
      script->peer,
      TEST_SIP_REQUEST (.method = methods[(argument & 15) % G_N_ELEMENTS (methods)],
                        .branch = branch, .call_id = call_id, .to_tag = inside ? tag : NULL,
                        .cseq = inside ? number : 1,
                        .headers = TEST_SIP_CONTACT "Supported: 100rel\r\nRAck: 1 1 INVITE\r\n",
                        .sdp = (argument & 1) != 0 ? NULL : TEST_SIP_SDP));
}

static void
act (Script *script, guint argument)
{
  TestSipPeer *peer = script->peer;
  guint call = script->calls[(argument / 16) % 8];
  Slice sdp = SLICE_LITERAL (TEST_SIP_SDP);

  switch (argument % 9)
    {
    case 0:
      script->calls[script->n_calls++ % 8] =
          sip_core_invite (peer->core, peer->account, "bob", sdp, peer->now_us, NULL);
      break;
    case 1:
      sip_core_ring (peer->core, call, peer->now_us, NULL);
      break;
    case 2:
      sip_core_answer (peer->core, call, sdp, peer->now_us, NULL);
      break;
    case 3:
      sip_core_reject (peer->core, call, 486, "399 \"x\"", peer->now_us, NULL);
      break;
    case 4:
      sip_core_hangup (peer->core, call, "SIP;cause=200", peer->now_us);
      break;
    case 5:
      sip_core_reinvite (peer->core, call, sdp, peer->now_us, NULL);
      break;
    case 6:
      sip_core_accept_offer (peer->core, call, sdp, peer->now_us, NULL);
      break;
    case 7:
      sip_core_refuse_offer (peer->core, call, 488, NULL, peer->now_us, NULL);
      break;
    case 8:
      sip_core_info (peer->core, call, "application/dtmf", SLICE_LITERAL ("5"), peer->now_us, NULL);
      break;
    }
}

static void
step (Script *script, TestSipStep kind, guint argument, Slice *rest)
{
  TestSipPeer *peer = script->peer;
  Slice chunk;

  switch (kind)
    {
    case TEST_SIP_STEP_RAW:
      chunk = (Slice){ rest->p, MIN (rest->n, argument) };
      rest->p += chunk.n;
      rest->n -= chunk.n;
      sip_core_receive (peer->core, peer->flow, chunk, peer->now_us);
      break;

    case TEST_SIP_STEP_RESPOND:
      respond (script, argument);
      break;

    case TEST_SIP_STEP_REQUEST:
      request (script, argument, script->n);
      break;

    case TEST_SIP_STEP_ADVANCE:
      test_sip_peer_advance_ms (peer, 100 << (argument / 16));
      break;

    case TEST_SIP_STEP_OWNER:
      act (script, argument);
      break;

    case TEST_SIP_STEP_ACCOUNT:
      if (argument % 4 == 0)
        sip_core_register (peer->core, peer->account, peer->now_us);
      else if (argument % 4 == 1)
        sip_core_unregister (peer->core, peer->account, peer->now_us);
      else if (argument % 4 == 2)
        sip_core_options (peer->core, peer->account, peer->now_us);
      else
        sip_core_set_trace (peer->core, (argument & 4) != 0);
      break;

    case TEST_SIP_STEP_FLOW:
      if (argument % 2 == 0)
        test_sip_peer_close_flow (peer);
      else
        test_sip_peer_add_flow (peer);
      break;

    case TEST_SIP_N_STEPS:
      break;
    }
}

void
test_sip_script_run (Slice rest)
{
  guint first = take_byte (&rest);
  Script script = { .peer =
                        test_sip_peer_new ((first & 1) != 0 ? SIP_MODE_TLS_NEXT_HOP : SIP_MODE_SIPS,
                                           (first & 2) != 0) };

  while (rest.n > 0 && script.n++ < MAX_STEPS)
    {
      TestSipStep kind = take_byte (&rest) % TEST_SIP_N_STEPS;
      guint argument = take_byte (&rest);

      step (&script, kind, argument, &rest);
      keep (&script);
    }
  g_clear_pointer (&script.request, sip_message_unref);
  g_clear_pointer (&script.response, sip_message_unref);
  test_sip_peer_free (script.peer);
}
