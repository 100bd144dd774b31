/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Linnet Authors */
/* From bytes on a flow to the one who has to know. */
#define G_LOG_DOMAIN "sip-core-receive"

#include "sip-core-private.h"

#include "sip-builder.h"
#include "sip-limits.h"

static void
refuse (SipCore *core, SipFlow *flow, GBytes *bytes, guint response)
{
  g_autofree char *tag = sip_core_token (core, 8);
  g_autoptr (GBytes) refusal = NULL;

  if (response == 0 || bytes == NULL)
    return;
  refusal = sip_refusal_build (slice_from_bytes (bytes), response, tag);
  if (refusal != NULL)
    sip_core_put_bytes (core, flow->id, refusal);
}

static void
receive_bytes (SipCore *core, SipFlow *flow, GBytes *bytes, gint64 now_us)
{
  g_autoptr (SipMessage) message = NULL;
  SipParseError error;

  if (core->tracing)
    {
      SipOutput *output = sip_core_put (core, SIP_OUTPUT_RECEIVED);

      output->flow = flow->id;
      output->bytes = g_bytes_ref (bytes);
    }
  sip_keep_alive_receive_message (&flow->keep_alive, now_us);
  message = sip_message_parse (bytes, SIP_PARSE_STREAM, &error);
  if (message != NULL)
    {
      sip_core_receive_message (core, flow, message, now_us);
      return;
    }
  g_debug ("dropped: %s", error.what);
  refuse (core, flow, bytes, error.response);
  if (error.response == 513)
    sip_core_drop_flow (core, flow->id, 513, error.what, now_us);
}

static void
receive_broken (SipCore *core, SipFlow *flow, SipFrameProblem *problem, gint64 now_us)
{
  g_debug ("broken: %s", problem->what);
  refuse (core, flow, problem->header, problem->response);
  if (problem->close)
    sip_core_drop_flow (core, flow->id, problem->response != 0 ? problem->response : 400,
                        problem->what, now_us);
}

/* Returns: FALSE when no whole frame is left */
static gboolean
receive_frame (SipCore *core, SipFlow *flow, gint64 now_us)
{
  g_autoptr (GBytes) bytes = NULL;
  SipFrameProblem problem = { 0 };

  switch (sip_framer_next (flow->framer, &bytes, &problem))
    {
    case SIP_FRAME_NONE:
      return FALSE;

    case SIP_FRAME_MESSAGE:
      receive_bytes (core, flow, bytes, now_us);
      break;

    case SIP_FRAME_PING: /* a server's own; neither a pong nor answered (PROTOCOL 6.4) */
      break;

    case SIP_FRAME_PONG:
      sip_keep_alive_receive_pong (&flow->keep_alive, now_us);
      if (flow->keep_alive.pong_seen)
        sip_core_get_account (core, flow->account)->pong_seen = TRUE;
      break;

    case SIP_FRAME_BROKEN:
      receive_broken (core, flow, &problem, now_us);
      sip_frame_problem_clear (&problem);
      break;
    }
  return TRUE;
}

void
sip_core_receive (SipCore *self, guint flow_id, Slice bytes, gint64 now_us)
{
  SipFlow *flow = sip_core_get_flow (self, flow_id);
  gboolean whole = FALSE;

  if (flow == NULL)
    return;
  sip_framer_push (flow->framer, bytes);
  while (flow != NULL && receive_frame (self, flow, now_us))
    {
      whole = TRUE;
      sip_core_settle (self);
      flow = sip_core_get_flow (self, flow_id);
    }
  if (flow == NULL)
    return;
  if (!sip_framer_is_partial (flow->framer))
    flow->partial_us = SIP_NO_DEADLINE;
  else if (whole || flow->partial_us == SIP_NO_DEADLINE)
    flow->partial_us = now_us + SIP_MAX_MESSAGE_US;
}

static void
receive_repeat (SipCore *core, SipFlow *flow, SipServer *server)
{
  SipServerOut out[1];

  if (sip_server_transaction_repeat (&server->machine, out) > 0 && server->last != NULL)
    sip_core_put_bytes (core, flow->id, server->last);
}

/* OPTIONS outside a dialog: what an INVITE would get, without SDP (RFC 3261 11.2, PROTOCOL 3.2) */
static void
receive_options (SipCore *core, SipServer *server, gint64 now_us)
{
  g_autoptr (GPtrArray) headers = g_ptr_array_new_with_free_func (sip_header_line_free);
  g_autoptr (GBytes) bytes = NULL;
  gboolean busy = sip_core_count_calls (core, SIP_CALL_INCOMING) >= SIP_CORE_MAX_RINGING;

  g_ptr_array_add (headers, sip_header_line_new ("Allow", SIP_ALLOW));
  g_ptr_array_add (headers, sip_header_line_new ("Supported", SIP_SUPPORTED));
  g_ptr_array_add (headers, sip_header_line_new ("Accept", SIP_ACCEPT));
  bytes = sip_core_respond_full (core, server, busy ? 486 : 200, NULL, headers, (Slice){ NULL, 0 },
                                 now_us, NULL);
}

static void
receive_checked (SipCore *core,
                 SipFlow *flow,
                 SipServer *server,
                 SipCall *call,
                 gboolean provider_only,
                 gint64 now_us)
{
  SipMethod method = sip_message_get_method (server->request);

  if (call != NULL)
    sip_core_receive_in_dialog (core, server, call, now_us);
  else if (method == SIP_METHOD_INVITE)
    sip_core_receive_invite (core, flow, server, provider_only, now_us);
  else if (method == SIP_METHOD_OPTIONS)
    receive_options (core, server, now_us);
  else /* BYE, INFO, UPDATE, PRACK live in dialogs only */
    sip_core_respond (core, server, 481, now_us);
}

static void
receive_request (SipCore *core, SipFlow *flow, SipMessage *request, gint64 now_us)
{
  SipMethod method = sip_message_get_method (request);
  gboolean provider_only = FALSE;
  SipServer *server;
  SipCall *call;

  if (method == SIP_METHOD_ACK)
    {
      sip_core_receive_ack (core, flow, request, now_us);
      return;
    }
  server = sip_core_match_server (core, flow, request);
  if (server != NULL)
    {
      receive_repeat (core, flow, server);
      return;
    }
  server = sip_core_add_server (core, flow, request, now_us);
  if (server == NULL)
    {
      sip_core_respond_stateless (core, flow, request, 503, "Retry-After", "10");
      return;
    }
  if (method == SIP_METHOD_CANCEL)
    {
      sip_core_receive_cancel (core, flow, server, now_us);
      return;
    }
  call = sip_message_get_to_tag (request).n > 0 ? sip_core_find_call (core, flow, request) : NULL;
  server->account = call != NULL ? call->account : sip_core_find_target (core, flow, request);
  if (sip_core_check_request (core, flow, server, call, &provider_only, now_us))
    receive_checked (core, flow, server, call, provider_only, now_us);
}

void
sip_core_receive_message (SipCore *core, SipFlow *flow, SipMessage *message, gint64 now_us)
{
  if (sip_message_is_request (message))
    receive_request (core, flow, message, now_us);
  else
    sip_core_receive_response (core, flow, message, now_us);
}
