/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Linnet Authors */
/* Calls of ours until they are answered: INVITE, its provisional responses and forks, PRACK, ACK.
 */
#define G_LOG_DOMAIN "sip-core-outgoing"

#include "sip-core-private.h"

#include "sip-error.h"
#include "sip-target.h"
#include "sip-warning.h"

#include <string.h>

static gboolean
is_sips (const char *uri)
{
  return g_ascii_strncasecmp (uri, "sips:", 5) == 0;
}

/* Contact sips where Request-URI or top Route is (RFC 5630 5.1.1) */
static gboolean
wants_sips_contact (const SipRequest *invite)
{
  const char *route;

  if (is_sips (invite->uri))
    return TRUE;
  if (invite->routes->len == 0)
    return FALSE;
  route = g_ptr_array_index (invite->routes, 0);
  return *route == '<' && is_sips (route + 1);
}

static void
set_contact (SipCore *core, const SipAccount *account, SipCall *call)
{
  SipFlow *flow = sip_core_account_flow (core, account);
  g_autofree char *contact = NULL;

  call->sips = wants_sips_contact (call->invite);
  contact = sip_core_make_contact (account, flow, call->sips);
  sip_request_remove (call->invite, "Contact");
  sip_request_add (call->invite, "Contact", contact);
}

static SipRequest *
make_invite (SipCore *core, const SipAccount *account, const char *uri, Slice offer)
{
  g_autofree char *tag = sip_core_token (core, 8);
  g_autofree char *call_id = sip_core_token (core, 16);
  g_autofree char *from = g_strdup_printf ("%s;tag=%s", account->from, tag);
  g_autofree char *to = g_strdup_printf ("<%s>", uri);
  SipRequest *invite = sip_request_new (SIP_METHOD_INVITE, uri, from, to, call_id,
                                        1 + sip_core_random_below (core, 65535));

  for (guint i = 0; i < account->service_route->len; i++)
    sip_request_add_route (invite, g_ptr_array_index (account->service_route, i));
  sip_request_add (invite, "Accept", SIP_ACCEPT);
  sip_core_add_common_headers (account, invite);
  sip_request_set_body (invite, "application/sdp", offer);
  return invite;
}

static SipCall *
start_call (SipCore *core,
            SipAccount *account,
            const char *uri,
            Slice offer,
            gint64 now_us,
            GError **error)
{
  SipCall *call = sip_core_add_call (core, account);

  call->state = SIP_CALL_CALLING;
  call->outgoing = TRUE;
  call->offer = SIP_OFFER_OURS;
  call->provider_only = account->mode != SIP_MODE_SIPS;
  call->invite = make_invite (core, account, uri, offer);
  set_contact (core, account, call);
  if (sip_core_send (core, account, call, SIP_USE_INVITE, sip_request_ref (call->invite), now_us,
                     error) != NULL)
    return call;
  g_hash_table_remove (core->calls, GUINT_TO_POINTER (call->id));
  return NULL;
}

guint
sip_core_invite (SipCore *self,
                 guint account_id,
                 const char *target,
                 Slice offer,
                 gint64 now_us,
                 GError **error)
{
  SipAccount *account = sip_core_get_account (self, account_id);
  g_autofree char *uri = NULL;
  SipCall *call;

  if (account == NULL || sip_core_account_flow (self, account) == NULL)
    {
      g_set_error_literal (error, SIP_ERROR, SIP_ERROR_NO_FLOW, "the account has no connection");
      return 0;
    }
  if (g_hash_table_size (self->calls) >= SIP_CORE_MAX_CALLS)
    {
      g_set_error_literal (error, SIP_ERROR, SIP_ERROR_LIMIT, "too many calls");
      return 0;
    }
  uri = sip_target_to_uri (target, account->mode == SIP_MODE_SIPS, account->domain, error);
  if (uri == NULL)
    return 0;
  call = start_call (self, account, uri, offer, now_us, error);
  return call != NULL ? call->id : 0;
}

static SipFork *
find_fork (SipCall *call, Slice tag)
{
  for (guint i = 0; i < call->forks->len; i++)
    {
      SipFork *fork = g_ptr_array_index (call->forks, i);

      if (slice_is_nocase (tag, fork->tag))
        return fork;
    }
  return NULL;
}

/* Room for one that answers: the oldest early dialog goes. A hunt group may try more than eight */
static gboolean
make_room (SipCall *call)
{
  for (guint i = 0; i < call->forks->len; i++)
    if (!((SipFork *) g_ptr_array_index (call->forks, i))->accepted)
      {
        g_ptr_array_remove_index (call->forks, i);
        return TRUE;
      }
  return FALSE;
}

/* The early or confirmed dialog of this response; NULL where it makes none */
static SipFork *
get_fork (SipCall *call, const SipMessage *message)
{
  SipFork *fork = find_fork (call, sip_message_get_to_tag (message));
  SipDialog *dialog;

  if (fork != NULL)
    return fork;
  if (call->forks->len >= SIP_CORE_MAX_FORKS &&
      (sip_message_get_status (message) < 200 || !sip_dialog_has_target (message) ||
       !make_room (call)))
    return NULL;
  dialog = sip_dialog_new_client (call->invite, message);
  if (dialog == NULL)
    return NULL;
  dialog->sips = call->sips;
  fork = g_new0 (SipFork, 1);
  fork->tag = slice_dup (sip_message_get_to_tag (message));
  fork->dialog = dialog;
  g_ptr_array_add (call->forks, fork);
  return fork;
}

static void
send_prack (SipCore *core, SipCall *call, SipFork *fork, gint64 now_us)
{
  SipAccount *account = sip_core_get_account (core, call->account);
  SipRequest *prack = sip_dialog_new_request (fork->dialog, SIP_METHOD_PRACK, 0);

  sip_request_addf (prack, "RAck", "%u %u INVITE", fork->rseq, call->invite->cseq);
  sip_core_add_common_headers (account, prack);
  sip_core_send (core, account, call, SIP_USE_PRACK, prack, now_us, NULL);
}

/* RFC 3262 4. Returns: FALSE for repeats and gaps, which are to be ignored */
static gboolean
accept_reliable (SipCore *core, SipCall *call, SipFork *fork, SipMessage *message, gint64 now_us)
{
  guint32 rseq;

  if (!sip_message_has_option (message, SIP_HEADER_REQUIRE, "100rel"))
    return TRUE;
  if (!sip_message_get_number (message, SIP_HEADER_RSEQ, &rseq) || rseq == 0 ||
      (fork->rseq != 0 && rseq != fork->rseq + 1))
    return FALSE;
  fork->rseq = rseq;
  if (fork->answer == NULL)
    fork->answer = sip_core_get_sdp (message);
  send_prack (core, call, fork, now_us);
  return TRUE;
}

static void
note_path (const SipAccount *account, SipCall *call, const SipDialog *dialog)
{
  call->provider_only =
      account->mode != SIP_MODE_SIPS || !is_sips (call->invite->uri) || dialog->downgraded;
}

static void
invite_proceeds (SipCore *core, SipCall *call, guint status, SipMessage *message, gint64 now_us)
{
  SipFork *fork = NULL;
  SipOutput *output;

  if (call->state != SIP_CALL_CALLING)
    return;
  if (status == 100)
    {
      if (!call->hangup)
        sip_core_put_call (core, SIP_OUTPUT_CALL_TRYING, call, NULL);
      return;
    }
  if (sip_message_get_to_tag (message).n > 0)
    fork = get_fork (call, message);
  if (fork != NULL && fork->dialog != NULL)
    {
      if (!accept_reliable (core, call, fork, message, now_us))
        return;
      note_path (sip_core_get_account (core, call->account), call, fork->dialog);
    }
  if (call->hangup || status == 199)
    return;
  output = sip_core_put_call (core, SIP_OUTPUT_CALL_RINGING, call, message);
  output->code = status;
  output->body = sip_core_get_sdp (message);
}

static void
send_ack_again (SipCore *core, const SipCall *call, SipFork *fork)
{
  SipFlow *flow = sip_core_account_flow (core, sip_core_get_account (core, call->account));

  if (flow != NULL && fork->ack != NULL)
    sip_core_put_bytes (core, flow->id, fork->ack);
}

/* The first 2xx wins (RFC 3261 13.2.2.4); what speaks against it ends the call */
static void
establish (SipCore *core,
           SipCall *call,
           SipFork *fork,
           guint status,
           SipMessage *message,
           gint64 now_us)
{
  SipAccount *account = sip_core_get_account (core, call->account);
  g_autoptr (GBytes) answer = sip_core_get_sdp (message);
  SipOutput *output;

  call->dialog = g_steal_pointer (&fork->dialog);
  call->offer = SIP_OFFER_NONE;
  note_path (account, call, call->dialog);
  if (answer == NULL && fork->answer != NULL)
    answer = g_bytes_ref (fork->answer);
  if (account->strict_sips && account->mode == SIP_MODE_SIPS && call->provider_only)
    {
      sip_core_send_bye (core, call, NULL, now_us);
      sip_core_call_end (core, call, 400, "SIPS was not kept on the way", message, FALSE);
      return;
    }
  if (answer == NULL)
    {
      sip_core_send_bye (core, call, "SIP;cause=488;text=\"no answer in 2xx\"", now_us);
      sip_core_call_end (core, call, 488, "the answer describes no media", message, FALSE);
      return;
    }
  call->state = SIP_CALL_ESTABLISHED;
  output = sip_core_put_call (core, SIP_OUTPUT_CALL_ANSWERED, call, message);
  output->code = status;
  output->body = g_steal_pointer (&answer);
}

static void
invite_accepted (SipCore *core,
                 SipCall *call,
                 SipClient *client,
                 guint status,
                 SipMessage *message,
                 gint64 now_us)
{
  SipFork *fork = get_fork (call, message);

  if (fork == NULL)
    {
      if (call->state == SIP_CALL_CALLING) /* it can not even be acknowledged */
        sip_core_call_end (core, call, 500, "the answer names no Contact", message, FALSE);
      return;
    }
  if (fork->accepted)
    {
      send_ack_again (core, call, fork);
      return;
    }
  fork->accepted = TRUE;
  sip_dialog_confirm (fork->dialog, message);
  fork->ack = sip_core_send_ack (core, client, fork->dialog);
  if (fork->ack == NULL) /* its route set or target is none that a request could bear */
    {
      if (call->state == SIP_CALL_CALLING)
        sip_core_call_end (core, call, 500, "the answer can not be confirmed", message, FALSE);
      return;
    }
  if (call->state == SIP_CALL_CALLING && !call->hangup)
    {
      establish (core, call, fork, status, message, now_us);
      return;
    }
  sip_core_send_bye_to (core, call, fork->dialog, NULL, now_us); /* a fork, or it crossed CANCEL */
  if (call->state == SIP_CALL_CALLING)
    sip_core_call_end (core, call, 487, "cancelled", NULL, FALSE);
}

static gboolean
has_warning (SipMessage *message, guint code)
{
  SipHeaderIter iter;
  SipWarning warning;
  Slice item;

  sip_header_iter_init (&iter, message, SIP_HEADER_WARNING);
  while (sip_header_iter_next (&iter, &item))
    if (sip_warning_parse (item, &warning, NULL) && warning.code == code)
      return TRUE;
  return FALSE;
}

/* 480 with Warning 381: the same again as sips, without asking, once (PROTOCOL 3.5) */
static gboolean
retry_as_sips (SipCore *core,
               SipCall *call,
               SipClient *client,
               guint status,
               SipMessage *message,
               gint64 now_us)
{
  char *uri;

  if (status != 480 || message == NULL || call->hangup || call->retried_sips ||
      is_sips (call->invite->uri) || !has_warning (message, 381))
    return FALSE;
  call->retried_sips = TRUE;
  uri = g_strconcat ("sips", strchr (call->invite->uri, ':'), NULL);
  g_free (call->invite->uri);
  call->invite->uri = uri;
  g_free (call->invite->to);
  call->invite->to = g_strdup_printf ("<%s>", uri);
  set_contact (core, sip_core_get_account (core, call->account), call);
  return sip_core_send_again (core, client, now_us);
}

void
sip_core_invite_answered (SipCore *core,
                          SipClient *client,
                          guint status,
                          SipMessage *message,
                          const char *text,
                          gint64 now_us)
{
  SipCall *call = sip_core_get_call (core, client->call);

  if (call == NULL)
    return;
  if (status < 200)
    invite_proceeds (core, call, status, message, now_us);
  else if (status < 300)
    invite_accepted (core, call, client, status, message, now_us);
  else if (!retry_as_sips (core, call, client, status, message, now_us))
    {
      if (call->hangup)
        sip_core_call_end (core, call, 487, "cancelled", message, FALSE);
      else
        sip_core_call_end (core, call, status, text, message, message != NULL);
    }
}
