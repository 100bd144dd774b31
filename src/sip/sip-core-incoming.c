/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Linnet Authors */
/* Calls of others until they are confirmed: INVITE, 180, 2xx, ACK, PRACK, CANCEL. */
#define G_LOG_DOMAIN "sip-core-incoming"

#include "sip-core-private.h"

#include "sip-error.h"

static gboolean
take_invite_token (SipFlow *flow, gint64 now_us)
{
  double elapsed_s = (double) (now_us - flow->invite_tokens_us) / G_USEC_PER_SEC;

  flow->invite_tokens_us = now_us;
  flow->invite_tokens = MIN (SIP_CORE_INVITES_A_MINUTE,
                             flow->invite_tokens + elapsed_s * SIP_CORE_INVITES_A_MINUTE / 60.0);
  if (flow->invite_tokens < 1.0)
    return FALSE;
  flow->invite_tokens -= 1.0;
  return TRUE;
}

static gboolean
header_is_sips (const SipMessage *message, SipHeaderId header, gboolean *is_sips)
{
  SipHeaderIter iter;
  SipNameAddr address;
  Slice item;

  sip_header_iter_init (&iter, message, header);
  if (!sip_header_iter_next (&iter, &item) || !sip_name_addr_parse (item, &address, NULL))
    return FALSE;
  *is_sips = address.uri.scheme == SIP_URI_SIPS;
  return TRUE;
}

/* RFC 3261 12.1.1: Request-URI, or top Record-Route, or without one the Contact was sips */
static gboolean
wants_sips_contact (const SipMessage *invite)
{
  gboolean is_sips = FALSE;

  if (sip_message_get_request_uri (invite)->scheme == SIP_URI_SIPS)
    return TRUE;
  if (!header_is_sips (invite, SIP_HEADER_RECORD_ROUTE, &is_sips))
    header_is_sips (invite, SIP_HEADER_CONTACT, &is_sips);
  return is_sips;
}

void
sip_core_receive_invite (SipCore *core,
                         SipFlow *flow,
                         SipServer *server,
                         gboolean provider_only,
                         gint64 now_us)
{
  SipAccount *account = sip_core_get_account (core, server->account);
  g_autoptr (SipDialog) dialog = NULL;
  SipOutput *output;
  SipCall *call;

  if (!take_invite_token (flow, now_us))
    {
      sip_core_respond_with (core, server, 503, NULL, "Retry-After", "60", now_us);
      return;
    }
  if (sip_core_count_calls (core, SIP_CALL_INCOMING) >= SIP_CORE_MAX_RINGING ||
      g_hash_table_size (core->calls) >= SIP_CORE_MAX_CALLS)
    {
      sip_core_respond (core, server, 486, now_us);
      return;
    }
  dialog = sip_dialog_new_server (server->request, server->to_tag);
  if (dialog == NULL)
    {
      sip_core_respond_with (core, server, 400, "Bad Contact", NULL, NULL, now_us);
      return;
    }
  call = sip_core_add_call (core, account);
  call->state = SIP_CALL_INCOMING;
  call->server = server->id;
  server->call = call->id;
  call->sips = dialog->sips = wants_sips_contact (server->request);
  call->provider_only = provider_only || account->mode != SIP_MODE_SIPS || dialog->downgraded;
  call->dialog = g_steal_pointer (&dialog);
  output = sip_core_put_call (core, SIP_OUTPUT_CALL_INCOMING, call, server->request);
  output->body = sip_core_get_sdp (server->request);
  call->offer = output->body != NULL ? SIP_OFFER_THEIRS : SIP_OFFER_NONE;
}

/* The INVITE of a call that still rings; NULL with an error */
static SipServer *
get_ringing (SipCore *core, guint call_id, SipCall **call, GError **error)
{
  SipServer *server = NULL;

  *call = sip_core_get_call (core, call_id);
  if (*call != NULL && (*call)->state == SIP_CALL_INCOMING)
    server = sip_core_get_server (core, (*call)->server);
  if (server == NULL)
    g_set_error_literal (error, SIP_ERROR, SIP_ERROR_STATE, "the call does not ring");
  return server;
}

/* RFC 3262 3: reliably where the caller requires it; our 180 never bears SDP */
static void
make_reliable (SipCore *core, SipCall *call, const SipServer *server, GPtrArray *headers)
{
  g_autofree char *rseq = NULL;

  call->rseq = call->rseq != 0 ? call->rseq + 1 : 1 + sip_core_random_below (core, G_MAXINT32 - 1);
  call->rseq_cseq = sip_message_get_cseq (server->request)->number;
  call->reliable_flow = server->flow;
  rseq = g_strdup_printf ("%u", call->rseq);
  g_ptr_array_add (headers, sip_header_line_new ("Require", "100rel"));
  g_ptr_array_add (headers, sip_header_line_new ("RSeq", rseq));
}

gboolean
sip_core_ring (SipCore *self, guint call_id, gint64 now_us, GError **error)
{
  SipCall *call;
  SipServer *server = get_ringing (self, call_id, &call, error);
  g_autoptr (GPtrArray) headers = NULL;
  g_autoptr (GBytes) bytes = NULL;
  gboolean reliably;

  if (server == NULL)
    return FALSE;
  if (call->reliable_open)
    return TRUE; /* it is being repeated */
  headers = sip_core_make_call_headers (self, call);
  reliably = sip_message_has_option (server->request, SIP_HEADER_REQUIRE, "100rel");
  if (reliably)
    make_reliable (self, call, server, headers);
  bytes =
      sip_core_respond_full (self, server, 180, NULL, headers, (Slice){ NULL, 0 }, now_us, error);
  if (bytes == NULL)
    return FALSE;
  if (reliably)
    {
      g_clear_pointer (&call->reliable_bytes, g_bytes_unref);
      call->reliable_bytes = g_steal_pointer (&bytes);
      call->reliable_open = TRUE;
      sip_repeat_start (&call->reliable, SIP_NO_DEADLINE, now_us);
    }
  return TRUE;
}

gboolean
sip_core_answer (SipCore *self, guint call_id, Slice sdp, gint64 now_us, GError **error)
{
  SipCall *call;
  SipServer *server = get_ringing (self, call_id, &call, error);
  g_autoptr (GPtrArray) headers = NULL;
  g_autoptr (GBytes) bytes = NULL;

  if (server == NULL)
    return FALSE;
  headers = sip_core_make_call_headers (self, call);
  bytes = sip_core_respond_full (self, server, 200, NULL, headers, sdp, now_us, error);
  if (bytes == NULL)
    return FALSE;
  sip_repeat_stop (&call->reliable);
  call->state = SIP_CALL_ANSWERED;
  call->server = 0;
  call->give_up_us = SIP_NO_DEADLINE;
  call->offer = call->offer == SIP_OFFER_THEIRS ? SIP_OFFER_NONE : SIP_OFFER_OURS;
  sip_core_start_accepted (self, call, server, bytes, now_us);
  return TRUE;
}

gboolean
sip_core_reject (SipCore *self,
                 guint call_id,
                 guint code,
                 const char *warning,
                 gint64 now_us,
                 GError **error)
{
  SipCall *call;
  SipServer *server = get_ringing (self, call_id, &call, error);

  g_return_val_if_fail (code >= 300 && code < 700, FALSE);
  if (server == NULL || !sip_core_respond_refusal (self, server, code, warning, now_us, error))
    return FALSE;
  call->state = SIP_CALL_ENDED;
  call->give_up_us = SIP_NO_DEADLINE;
  sip_repeat_stop (&call->reliable);
  sip_core_settle (self);
  return TRUE;
}

/* RFC 3261 9.2 */
void
sip_core_receive_cancel (SipCore *core, SipFlow *flow, SipServer *cancel, gint64 now_us)
{
  SipServer *invite = sip_core_match_cancel (core, flow, cancel->request);
  SipCall *call;

  if (invite == NULL)
    {
      sip_core_respond (core, cancel, 481, now_us);
      return;
    }
  g_free (cancel->to_tag);
  cancel->to_tag = g_strdup (invite->to_tag);
  sip_core_respond (core, cancel, 200, now_us);
  if (invite->machine.state != SIP_SERVER_TRYING && invite->machine.state != SIP_SERVER_PROCEEDING)
    return; /* answered already: nothing to take back */
  sip_core_respond (core, invite, 487, now_us);
  call = sip_core_get_call (core, invite->call);
  if (call == NULL)
    return;
  call->server = 0;
  if (call->state == SIP_CALL_INCOMING)
    sip_core_call_end (core, call, 487, "cancelled", cancel->request, TRUE);
  else if (call->state == SIP_CALL_ESTABLISHED || call->state == SIP_CALL_ANSWERED)
    {
      call->offer = SIP_OFFER_NONE;
      sip_core_put_call (core, SIP_OUTPUT_CALL_OFFER_WITHDRAWN, call, NULL);
    }
}

static void
confirm (SipCore *core, SipCall *call, SipMessage *ack, gint64 now_us)
{
  g_autoptr (GBytes) answer = sip_core_get_sdp (ack);
  gboolean answer_is_due = call->offer == SIP_OFFER_OURS;
  SipOutput *output;

  sip_repeat_stop (&call->accepted);
  call->offer = SIP_OFFER_NONE;
  if (call->state == SIP_CALL_ENDED)
    {
      if (call->bye_after_ack)
        sip_core_send_bye (core, call, call->bye_reason, now_us);
      call->bye_after_ack = FALSE;
      return;
    }
  if (answer_is_due && answer == NULL)
    {
      sip_core_send_bye (core, call, "SIP;cause=488;text=\"no answer in ACK\"", now_us);
      sip_core_call_end (core, call, 488, "the confirmation describes no media", ack, FALSE);
      return;
    }
  call->state = SIP_CALL_ESTABLISHED;
  output = sip_core_put_call (core, SIP_OUTPUT_CALL_CONFIRMED, call, ack);
  output->body = answer_is_due ? g_steal_pointer (&answer) : NULL;
}

/* An ACK to a failure ends its transaction; one to a 2xx belongs to the dialog. Others are dropped
 */
void
sip_core_receive_ack (SipCore *core, SipFlow *flow, SipMessage *ack, gint64 now_us)
{
  SipServer *server = sip_core_match_server (core, flow, ack);
  SipServerOut out[1];
  SipCall *call;

  if (server != NULL && sip_server_transaction_ack (&server->machine, out) == 0)
    return;
  call = sip_core_find_call (core, flow, ack);
  if (call != NULL && sip_repeat_is_running (&call->accepted) &&
      sip_message_get_cseq (ack)->number == call->accepted_cseq)
    confirm (core, call, ack, now_us);
}

/* RFC 3262 3 */
void
sip_core_receive_prack (SipCore *core, SipServer *server, SipCall *call, gint64 now_us)
{
  SipRAck rack;
  Slice value;

  if (!sip_message_find (server->request, SIP_HEADER_RACK, &value) ||
      !sip_rack_parse (value, &rack, NULL))
    {
      sip_core_respond (core, server, 400, now_us);
      return;
    }
  if (!call->reliable_open || rack.rseq != call->rseq || rack.cseq.number != call->rseq_cseq ||
      rack.cseq.method != SIP_METHOD_INVITE)
    {
      sip_core_respond (core, server, 481, now_us);
      return;
    }
  if (sip_message_get_body (server->request).n > 0)
    {
      /* our 180 holds no SDP that it could answer, and no offer may stand here then */
      sip_core_respond (core, server, 488, now_us);
      return;
    }
  call->reliable_open = FALSE;
  sip_repeat_stop (&call->reliable);
  sip_core_respond (core, server, 200, now_us);
}
