/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Linnet Authors */
/* What happens inside a call: new offers both ways, INFO, BYE (RFC 3261 14 and 15, RFC 3311). */
#define G_LOG_DOMAIN "sip-core-session"

#include "sip-core-private.h"

#include "sip-error.h"

#define GLARE_STEP_US (10 * (gint64) 1000)

GBytes *
sip_core_get_sdp (const SipMessage *message)
{
  Slice body = sip_message_get_body (message);

  if (body.n == 0 || !slice_is_nocase (sip_message_get_content_type (message), "application/sdp"))
    return NULL;
  return g_bytes_new (body.p, body.n);
}

static void
respond_busy (SipCore *core, SipServer *server, gint64 now_us)
{
  g_autofree char *seconds = g_strdup_printf ("%u", sip_core_random_below (core, 11));

  sip_core_respond_with (core, server, 500, NULL, "Retry-After", seconds, now_us);
}

static gboolean
invite_of_ours_is_open (SipCore *core, const SipCall *call)
{
  return sip_core_find_client (core, call, SIP_USE_REINVITE) != NULL;
}

/* In a dialog formed with sips the target stays sips (PROTOCOL 7.3) */
static gboolean
target_is_acceptable (SipCore *core, const SipCall *call, const SipMessage *request)
{
  const SipAccount *account = sip_core_get_account (core, call->account);
  SipHeaderIter iter;
  SipNameAddr contact;
  Slice item;

  if (account->mode != SIP_MODE_SIPS || !account->strict_sips || !call->sips)
    return TRUE;
  sip_header_iter_init (&iter, request, SIP_HEADER_CONTACT);
  return !sip_header_iter_next (&iter, &item) || !sip_name_addr_parse (item, &contact, NULL) ||
         contact.uri.scheme == SIP_URI_SIPS;
}

static void
put_offer (SipCore *core, SipCall *call, SipServer *server)
{
  SipOutput *output = sip_core_put_call (core, SIP_OUTPUT_CALL_OFFER, call, server->request);

  server->call = call->id;
  call->server = server->id;
  output->body = sip_core_get_sdp (server->request);
  if (output->body != NULL)
    call->offer = SIP_OFFER_THEIRS;
}

static void
receive_reinvite (SipCore *core, SipServer *server, SipCall *call, gint64 now_us)
{
  if (call->state == SIP_CALL_INCOMING || call->server != 0)
    respond_busy (core, server, now_us); /* an earlier one of theirs is not answered yet */
  else if (call->state != SIP_CALL_ESTABLISHED && call->state != SIP_CALL_ANSWERED)
    sip_core_respond (core, server, 481, now_us);
  else if (invite_of_ours_is_open (core, call) || call->offer == SIP_OFFER_OURS)
    sip_core_respond (core, server, 491, now_us);
  else if (sip_repeat_is_running (&call->accepted))
    respond_busy (core, server, now_us); /* the ACK that is due must not be overtaken */
  else if (!target_is_acceptable (core, call, server->request))
    sip_core_respond (core, server, 400, now_us);
  else
    put_offer (core, call, server);
}

/* RFC 3311 5.2. Without a body it only refreshes the target */
static void
receive_update (SipCore *core, SipServer *server, SipCall *call, gint64 now_us)
{
  g_autoptr (GPtrArray) headers = NULL;
  g_autoptr (GBytes) bytes = NULL;
  gboolean has_offer = sip_message_get_body (server->request).n > 0;

  if (call->state == SIP_CALL_ENDED)
    sip_core_respond (core, server, 481, now_us);
  else if (!target_is_acceptable (core, call, server->request))
    sip_core_respond (core, server, 400, now_us);
  else if (!has_offer)
    {
      headers = sip_core_make_call_headers (core, call);
      bytes = sip_core_respond_full (core, server, 200, NULL, headers, (Slice){ NULL, 0 }, now_us,
                                     NULL);
      if (call->dialog != NULL)
        sip_dialog_refresh_target (call->dialog, server->request);
    }
  else if (call->offer == SIP_OFFER_OURS)
    sip_core_respond (core, server, 491, now_us);
  else if (call->offer == SIP_OFFER_THEIRS || call->server != 0 || call->dialog == NULL)
    respond_busy (core, server, now_us);
  else
    put_offer (core, call, server);
}

static gboolean
is_known_info (Slice type)
{
  return slice_is_nocase (type, "application/dtmf-relay") ||
         slice_is_nocase (type, "application/dtmf") ||
         slice_is_nocase (type, "application/media_control+xml");
}

/* RFC 6086 4.2.2, PROTOCOL 15 */
static void
receive_info (SipCore *core, SipServer *server, SipCall *call, gint64 now_us)
{
  Slice type = sip_message_get_content_type (server->request);
  Slice body = sip_message_get_body (server->request), package;
  SipOutput *output;

  if (call->state != SIP_CALL_ESTABLISHED && call->state != SIP_CALL_ANSWERED)
    sip_core_respond (core, server, 481, now_us);
  else if (sip_message_find (server->request, SIP_HEADER_INFO_PACKAGE, &package))
    sip_core_respond_with (core, server, 469, "Bad Info Package", "Recv-Info", "", now_us);
  else if (body.n == 0)
    sip_core_respond (core, server, 200, now_us);
  else if (!is_known_info (type))
    sip_core_respond_with (
        core, server, 415, NULL, "Accept",
        "application/dtmf-relay, application/dtmf, application/media_control+xml", now_us);
  else
    {
      sip_core_respond (core, server, 200, now_us);
      output = sip_core_put_call (core, SIP_OUTPUT_CALL_INFO, call, server->request);
      output->text = slice_dup (type);
      output->body = g_bytes_new (body.p, body.n);
    }
}

/* RFC 3261 15.1.2 */
static void
receive_bye (SipCore *core, SipServer *server, SipCall *call, gint64 now_us)
{
  SipServer *open = sip_core_get_server (core, call->server);

  /* a callee ends an early dialog by its answer; one that was ended is no more */
  if (call->state == SIP_CALL_CALLING || call->bye_received)
    {
      sip_core_respond (core, server, 481, now_us);
      return;
    }
  call->bye_received = TRUE;
  sip_core_respond (core, server, 200, now_us);
  if (open != NULL)
    sip_core_respond (core, open, 487, now_us);
  call->server = 0;
  sip_repeat_stop (&call->accepted);
  call->bye_after_ack = FALSE;
  sip_core_call_end (core, call, 200, "hung up", server->request, TRUE);
}

void
sip_core_receive_in_dialog (SipCore *core, SipServer *server, SipCall *call, gint64 now_us)
{
  switch (sip_message_get_method (server->request))
    {
    case SIP_METHOD_INVITE:
      receive_reinvite (core, server, call, now_us);
      break;

    case SIP_METHOD_UPDATE:
      receive_update (core, server, call, now_us);
      break;

    case SIP_METHOD_BYE:
      receive_bye (core, server, call, now_us);
      break;

    case SIP_METHOD_INFO:
      receive_info (core, server, call, now_us);
      break;

    case SIP_METHOD_PRACK:
      sip_core_receive_prack (core, server, call, now_us);
      break;

    case SIP_METHOD_OPTIONS:
      sip_core_respond_with (core, server, 200, NULL, "Allow", SIP_ALLOW, now_us);
      break;

    case SIP_METHOD_ACK:
    case SIP_METHOD_CANCEL:
    case SIP_METHOD_MESSAGE:
    case SIP_METHOD_NOTIFY:
    case SIP_METHOD_OTHER:
    case SIP_METHOD_PUBLISH:
    case SIP_METHOD_REFER:
    case SIP_METHOD_REGISTER:
    case SIP_METHOD_SUBSCRIBE: /* they never get past row 4 of the checks */
      g_return_if_reached ();
    }
}

static SipCall *
get_established (SipCore *core, guint call_id, GError **error)
{
  SipCall *call = sip_core_get_call (core, call_id);

  if (call != NULL && call->state == SIP_CALL_ESTABLISHED)
    return call;
  g_set_error_literal (error, SIP_ERROR, SIP_ERROR_STATE, "the call is not established");
  return NULL;
}

gboolean
sip_core_reinvite (SipCore *self, guint call_id, Slice sdp, gint64 now_us, GError **error)
{
  SipCall *call = get_established (self, call_id, error);
  g_autofree char *contact = NULL;
  SipAccount *account;
  SipFlow *flow;
  SipRequest *request;

  if (call == NULL)
    return FALSE;
  if (call->offer != SIP_OFFER_NONE || call->server != 0 || invite_of_ours_is_open (self, call) ||
      sip_repeat_is_running (&call->accepted))
    {
      g_set_error_literal (error, SIP_ERROR, SIP_ERROR_STATE, "an offer is open already");
      return FALSE;
    }
  account = sip_core_get_account (self, call->account);
  flow = sip_core_account_flow (self, account);
  if (flow == NULL)
    {
      g_set_error_literal (error, SIP_ERROR, SIP_ERROR_NO_FLOW, "the account has no connection");
      return FALSE;
    }
  contact = sip_core_make_contact (account, flow, call->sips);
  request = sip_dialog_new_request (call->dialog, SIP_METHOD_INVITE, 0);
  sip_request_add (request, "Contact", contact);
  sip_core_add_common_headers (account, request);
  sip_request_set_body (request, "application/sdp", sdp);
  if (sip_core_send (self, account, call, SIP_USE_REINVITE, request, now_us, error) == NULL)
    return FALSE;
  call->offer = SIP_OFFER_OURS;
  call->contact_flow = flow->id;
  return TRUE;
}

static SipServer *
get_offer (SipCore *core, guint call_id, SipCall **call, GError **error)
{
  SipServer *server = NULL;

  *call = sip_core_get_call (core, call_id);
  if (*call != NULL &&
      ((*call)->state == SIP_CALL_ESTABLISHED || (*call)->state == SIP_CALL_ANSWERED) &&
      (*call)->server != 0)
    server = sip_core_get_server (core, (*call)->server);
  if (server == NULL)
    g_set_error_literal (error, SIP_ERROR, SIP_ERROR_STATE, "no offer is open");
  return server;
}

gboolean
sip_core_accept_offer (SipCore *self, guint call_id, Slice sdp, gint64 now_us, GError **error)
{
  SipCall *call;
  SipServer *server = get_offer (self, call_id, &call, error);
  g_autoptr (GPtrArray) headers = NULL;
  g_autoptr (GBytes) bytes = NULL;

  if (server == NULL)
    return FALSE;
  headers = sip_core_make_call_headers (self, call);
  bytes = sip_core_respond_full (self, server, 200, NULL, headers, sdp, now_us, error);
  if (bytes == NULL)
    return FALSE;
  sip_dialog_refresh_target (call->dialog, server->request);
  call->provider_only |= call->dialog->downgraded;
  call->server = 0;
  call->offer = call->offer == SIP_OFFER_THEIRS ? SIP_OFFER_NONE : SIP_OFFER_OURS;
  if (server->machine.invite)
    sip_core_start_accepted (self, call, server, bytes, now_us);
  sip_core_settle (self);
  return TRUE;
}

gboolean
sip_core_refuse_offer (SipCore *self,
                       guint call_id,
                       guint code,
                       const char *warning,
                       gint64 now_us,
                       GError **error)
{
  SipCall *call;
  SipServer *server = get_offer (self, call_id, &call, error);

  g_return_val_if_fail (code >= 300 && code < 700, FALSE);
  if (server == NULL || !sip_core_respond_refusal (self, server, code, warning, now_us, error))
    return FALSE;
  call->server = 0;
  call->offer = SIP_OFFER_NONE;
  sip_core_settle (self);
  return TRUE;
}

/* RFC 3261 14.1: the owner of the Call-ID waits 2.1 to 4 s, the other 0 to 2 s, in steps of 10 ms
 */
static gint64
glare_delay_us (SipCore *core, const SipCall *call)
{
  if (call->outgoing)
    return (210 + sip_core_random_below (core, 191)) * GLARE_STEP_US;
  return sip_core_random_below (core, 201) * GLARE_STEP_US;
}

/* 408 and 481 inside a dialog: it is dead (RFC 5057 5.1) */
static gboolean
kills_dialog (guint status)
{
  return status == 408 || status == 481;
}

static void
put_reinvite_answered (SipCore *core,
                       SipCall *call,
                       guint status,
                       SipMessage *message,
                       const char *text,
                       gint64 now_us)
{
  SipOutput *output = sip_core_put_call (core, SIP_OUTPUT_CALL_REINVITE_ANSWERED, call, message);
  gint64 delay_us;

  output->code = status;
  output->text = g_strdup (text);
  if (status < 300)
    output->body = sip_core_get_sdp (message);
  else if (status == 491)
    {
      delay_us = glare_delay_us (core, call);
      output->retry_at_us = now_us + delay_us;
      output->retry_s = (gint) ((delay_us + G_USEC_PER_SEC - 1) / G_USEC_PER_SEC);
    }
}

static void
reinvite_accepted (SipCore *core, SipClient *client, SipCall *call, SipMessage *message)
{
  SipFlow *flow = sip_core_account_flow (core, sip_core_get_account (core, call->account));

  if (!client->accepted)
    {
      client->accepted = TRUE;
      sip_dialog_refresh_target (call->dialog, message);
      call->provider_only |= call->dialog->downgraded;
      client->ack = sip_core_send_ack (core, client, call->dialog);
    }
  else if (flow != NULL && client->ack != NULL)
    sip_core_put_bytes (core, flow->id, client->ack);
}

void
sip_core_reinvite_answered (SipCore *core,
                            SipClient *client,
                            guint status,
                            SipMessage *message,
                            const char *text,
                            gint64 now_us)
{
  SipCall *call = sip_core_get_call (core, client->call);
  gboolean repeated = client->accepted;

  if (call == NULL || status < 200)
    return;
  if (status < 300)
    reinvite_accepted (core, client, call, message);
  if (call->state == SIP_CALL_ENDED || repeated)
    return;
  call->offer = SIP_OFFER_NONE;
  if (!kills_dialog (status))
    {
      put_reinvite_answered (core, call, status, message, text, now_us);
      return;
    }
  sip_core_send_bye (core, call, NULL, now_us);
  sip_core_call_end (core, call, status, text, message, message != NULL);
}

gboolean
sip_core_info (SipCore *self,
               guint call_id,
               const char *content_type,
               Slice body,
               gint64 now_us,
               GError **error)
{
  SipCall *call = get_established (self, call_id, error);
  SipAccount *account;
  SipRequest *request;

  if (call == NULL)
    return FALSE;
  account = sip_core_get_account (self, call->account);
  request = sip_dialog_new_request (call->dialog, SIP_METHOD_INFO, 0);
  sip_core_add_common_headers (account, request);
  sip_request_set_body (request, content_type, body);
  return sip_core_send (self, account, call, SIP_USE_INFO, request, now_us, error) != NULL;
}

/* PRACK, BYE and INFO of ours */
void
sip_core_in_dialog_answered (SipCore *core,
                             SipClient *client,
                             guint status,
                             SipMessage *message,
                             gint64 now_us)
{
  SipCall *call = sip_core_get_call (core, client->call);

  if (call == NULL || status < 200 || client->use != SIP_USE_INFO || call->state == SIP_CALL_ENDED)
    return;
  sip_core_put_call (core, SIP_OUTPUT_CALL_INFO_ANSWERED, call, NULL)->code = status;
  if (!kills_dialog (status))
    return;
  sip_core_send_bye (core, call, NULL, now_us);
  sip_core_call_end (core, call, status, "the call is gone", message, message != NULL);
}
