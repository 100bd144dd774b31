/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Linnet Authors */
/* Calls of both directions: finding them, ending them, and what repeats until it is acknowledged.
 */
#define G_LOG_DOMAIN "sip-core-call"

#include "sip-core-private.h"

static void
fork_free (gpointer data)
{
  SipFork *fork = data;

  g_free (fork->tag);
  sip_dialog_free (fork->dialog);
  g_clear_pointer (&fork->answer, g_bytes_unref);
  g_clear_pointer (&fork->ack, g_bytes_unref);
  g_free (fork);
}

SipCall *
sip_core_add_call (SipCore *core, const SipAccount *account)
{
  SipCall *call = g_new0 (SipCall, 1);

  call->id = sip_core_next_id (core);
  call->account = account->id;
  call->contact_flow = account->flow;
  call->forks = g_ptr_array_new_with_free_func (fork_free);
  call->give_up_us = SIP_NO_DEADLINE;
  g_hash_table_insert (core->calls, GUINT_TO_POINTER (call->id), call);
  return call;
}

void
sip_core_call_free (gpointer data)
{
  SipCall *call = data;

  g_clear_pointer (&call->invite, sip_request_unref);
  g_ptr_array_unref (call->forks);
  sip_dialog_free (call->dialog);
  g_clear_pointer (&call->accepted_bytes, g_bytes_unref);
  g_clear_pointer (&call->reliable_bytes, g_bytes_unref);
  g_free (call->bye_reason);
  g_free (call);
}

static gboolean
has_dialog (const SipCall *call, Slice call_id, Slice local_tag, Slice remote_tag)
{
  if (call->dialog != NULL && sip_dialog_matches (call->dialog, call_id, local_tag, remote_tag))
    return TRUE;
  for (guint i = 0; i < call->forks->len; i++)
    {
      const SipFork *fork = g_ptr_array_index (call->forks, i);

      if (fork->dialog != NULL && !fork->accepted &&
          sip_dialog_matches (fork->dialog, call_id, local_tag, remote_tag))
        return TRUE;
    }
  return FALSE;
}

/* The call whose dialog this request of the peer is in */
SipCall *
sip_core_find_call (SipCore *core, const SipFlow *flow, const SipMessage *request)
{
  GHashTableIter iter;
  SipCall *call;

  g_hash_table_iter_init (&iter, core->calls);
  while (g_hash_table_iter_next (&iter, NULL, (gpointer *) &call))
    if (sip_core_flow_serves (core, flow, sip_core_get_account (core, call->account)) &&
        has_dialog (call, sip_message_get_call_id (request), sip_message_get_to_tag (request),
                    sip_message_get_from_tag (request)))
      return call;
  return NULL;
}

guint
sip_core_count_calls (SipCore *core, SipCallState state)
{
  GHashTableIter iter;
  SipCall *call;
  guint n = 0;

  g_hash_table_iter_init (&iter, core->calls);
  while (g_hash_table_iter_next (&iter, NULL, (gpointer *) &call))
    n += call->state == state;
  return n;
}

SipOutput *
sip_core_put_call (SipCore *core, SipOutputKind kind, const SipCall *call, SipMessage *message)
{
  SipOutput *output = sip_core_put (core, kind);

  output->call = call->id;
  output->account = call->account;
  output->provider_only = call->provider_only;
  output->message = message != NULL ? sip_message_ref (message) : NULL;
  return output;
}

/* Of our 180, 2xx and other responses that may refresh the target */
GPtrArray *
sip_core_make_call_headers (SipCore *core, const SipCall *call)
{
  GPtrArray *headers = g_ptr_array_new_with_free_func (sip_header_line_free);
  SipAccount *account = sip_core_get_account (core, call->account);
  SipFlow *flow = sip_core_account_flow (core, account);
  g_autofree char *contact = NULL;

  if (flow != NULL)
    {
      contact = sip_core_make_contact (account, flow, call->sips);
      g_ptr_array_add (headers, sip_header_line_new ("Contact", contact));
    }
  g_ptr_array_add (headers, sip_header_line_new ("Allow", SIP_ALLOW));
  g_ptr_array_add (headers, sip_header_line_new ("Supported", SIP_SUPPORTED));
  return headers;
}

/* The owner is told, once. What still has to be said to the peer goes on without him */
void
sip_core_call_end (SipCore *core,
                   SipCall *call,
                   guint code,
                   const char *text,
                   SipMessage *message,
                   gboolean by_remote)
{
  SipOutput *output;

  if (call->state == SIP_CALL_ENDED)
    return;
  call->state = SIP_CALL_ENDED;
  call->give_up_us = SIP_NO_DEADLINE;
  sip_repeat_stop (&call->reliable);
  output = sip_core_put_call (core, SIP_OUTPUT_CALL_ENDED, call, message);
  output->code = code;
  output->text = g_strdup (text);
  output->by_remote = by_remote;
}

void
sip_core_send_bye_to (SipCore *core,
                      SipCall *call,
                      SipDialog *dialog,
                      const char *reason,
                      gint64 now_us)
{
  SipAccount *account = sip_core_get_account (core, call->account);
  SipRequest *request = sip_dialog_new_request (dialog, SIP_METHOD_BYE, 0);

  if (reason != NULL)
    sip_request_add (request, "Reason", reason);
  sip_core_add_common_headers (account, request);
  sip_core_send (core, account, call, SIP_USE_BYE, request, now_us, NULL);
}

void
sip_core_send_bye (SipCore *core, SipCall *call, const char *reason, gint64 now_us)
{
  sip_core_send_bye_to (core, call, call->dialog, reason, now_us);
}

/* Our 2xx to an INVITE went out: again and again until the ACK (RFC 3261 13.3.1.4) */
void
sip_core_start_accepted (SipCore *core,
                         SipCall *call,
                         SipServer *server,
                         GBytes *bytes,
                         gint64 now_us)
{
  g_clear_pointer (&call->accepted_bytes, g_bytes_unref);
  call->accepted_bytes = g_bytes_ref (bytes);
  call->accepted_flow = server->flow;
  call->accepted_cseq = sip_message_get_cseq (server->request)->number;
  sip_repeat_start (&call->accepted, SIP_T2_US, now_us);
}

static void
put_again (SipCore *core, guint flow, GBytes *bytes)
{
  if (sip_core_get_flow (core, flow) != NULL)
    sip_core_put_bytes (core, flow, bytes);
}

static void
advance_accepted (SipCore *core, SipCall *call, gint64 now_us)
{
  switch (sip_repeat_advance (&call->accepted, now_us))
    {
    case SIP_REPEAT_NOTHING:
      break;

    case SIP_REPEAT_AGAIN:
      put_again (core, call->accepted_flow, call->accepted_bytes);
      break;

    case SIP_REPEAT_EXPIRED:
      sip_core_send_bye (core, call, "SIP;cause=408;text=\"no ACK\"", now_us);
      sip_core_call_end (core, call, 408, "our answer was never confirmed", NULL, FALSE);
      break;
    }
}

static void
advance_reliable (SipCore *core, SipCall *call, gint64 now_us)
{
  SipServer *server;

  switch (sip_repeat_advance (&call->reliable, now_us))
    {
    case SIP_REPEAT_NOTHING:
      break;

    case SIP_REPEAT_AGAIN:
      put_again (core, call->reliable_flow, call->reliable_bytes);
      break;

    case SIP_REPEAT_EXPIRED: /* RFC 3262 3 */
      server = sip_core_get_server (core, call->server);
      if (server != NULL)
        sip_core_respond (core, server, 504, now_us);
      sip_core_call_end (core, call, 504, "our ringing was never confirmed", NULL, FALSE);
      break;
    }
}

static void
advance_call (SipCore *core, SipCall *call, gint64 now_us)
{
  SipServer *server;

  advance_accepted (core, call, now_us);
  advance_reliable (core, call, now_us);
  if (now_us < call->give_up_us)
    return;
  server = sip_core_get_server (core, call->server);
  if (server != NULL)
    sip_core_respond (core, server, 480, now_us);
  sip_core_call_end (core, call, 503, "connection lost", NULL, FALSE);
}

void
sip_core_advance_calls (SipCore *core, gint64 now_us)
{
  g_autoptr (GList) ids = g_hash_table_get_keys (core->calls);

  for (GList *l = ids; l != NULL; l = l->next)
    {
      SipCall *call = sip_core_get_call (core, GPOINTER_TO_UINT (l->data));

      if (call != NULL)
        advance_call (core, call, now_us);
    }
}

gint64
sip_core_call_get_deadline (const SipCall *call)
{
  gint64 repeats =
      MIN (sip_repeat_get_deadline (&call->accepted), sip_repeat_get_deadline (&call->reliable));

  return MIN (repeats, call->give_up_us);
}

/* Nobody can take back an INVITE that came over a dead flow: 32 s, then it is dropped
   (PROTOCOL 6.5) */
void
sip_core_calls_lose_flow (SipCore *core, guint account, gint64 now_us)
{
  GHashTableIter iter;
  SipCall *call;

  g_hash_table_iter_init (&iter, core->calls);
  while (g_hash_table_iter_next (&iter, NULL, (gpointer *) &call))
    if (call->account == account && call->state == SIP_CALL_INCOMING)
      call->give_up_us = now_us + SIP_64_T1_US;
}

/* The account is registered over a new flow: its confirmed calls go on there */
void
sip_core_calls_move (SipCore *core, const SipAccount *account)
{
  GHashTableIter iter;
  SipCall *call;

  g_hash_table_iter_init (&iter, core->calls);
  while (g_hash_table_iter_next (&iter, NULL, (gpointer *) &call))
    if (call->account == account->id && call->state == SIP_CALL_ESTABLISHED &&
        call->contact_flow != account->flow)
      {
        call->contact_flow = account->flow;
        sip_core_put_call (core, SIP_OUTPUT_CALL_MOVED, call, NULL)->flow = account->flow;
      }
}

static void
hang_up_calling (SipCore *core, SipCall *call, const char *reason, gint64 now_us)
{
  SipClient *client = sip_core_find_client (core, call, SIP_USE_INVITE);

  call->hangup = TRUE;
  if (client != NULL)
    sip_core_cancel (core, client, reason, now_us);
  else
    sip_core_call_end (core, call, 487, "cancelled", NULL, FALSE);
}

static void
hang_up_established (SipCore *core, SipCall *call, const char *reason, gint64 now_us)
{
  SipServer *server = sip_core_get_server (core, call->server);

  if (server != NULL) /* their re-INVITE or UPDATE is still open (RFC 3261 15.1.2) */
    sip_core_respond (core, server, 487, now_us);
  /* No BYE before the ACK (RFC 3261 15) */
  if (sip_repeat_is_running (&call->accepted))
    {
      call->bye_after_ack = TRUE;
      call->bye_reason = g_strdup (reason);
    }
  else
    sip_core_send_bye (core, call, reason, now_us);
  sip_core_call_end (core, call, 200, "hung up", NULL, FALSE);
}

void
sip_core_hangup (SipCore *self, guint call_id, const char *reason, gint64 now_us)
{
  SipCall *call = sip_core_get_call (self, call_id);
  SipServer *server;

  if (call == NULL)
    return;
  switch (call->state)
    {
    case SIP_CALL_CALLING:
      hang_up_calling (self, call, reason, now_us);
      break;

    case SIP_CALL_INCOMING:
      server = sip_core_get_server (self, call->server);
      if (server != NULL)
        sip_core_respond (self, server, 603, now_us);
      sip_core_call_end (self, call, 603, "declined", NULL, FALSE);
      break;

    case SIP_CALL_ANSWERED:
    case SIP_CALL_ESTABLISHED:
      hang_up_established (self, call, reason, now_us);
      break;

    case SIP_CALL_ENDED:
      break;
    }
  sip_core_settle (self);
}
