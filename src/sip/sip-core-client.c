/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Linnet Authors */
/* Requests of ours on their way: branch, credentials, matching of responses, ACK to failures,
   CANCEL. What a response means is for the file of its use. */
#define G_LOG_DOMAIN "sip-core-client"

#include "sip-core-private.h"

#include "sip-error.h"
#include "sip-next-hop.h"
#include "sip-reason.h"

#include <string.h>

void
sip_core_client_free (gpointer data)
{
  SipClient *client = data;

  g_clear_pointer (&client->request, sip_request_unref);
  g_free (client->branch);
  sip_auth_attempt_free (client->auth);
  g_clear_pointer (&client->credentials, g_ptr_array_unref);
  g_clear_pointer (&client->ack, g_bytes_unref);
  g_free (client->cancel_reason);
  g_free (client);
}

static gboolean
is_in_dialog (const SipCall *call)
{
  return call != NULL && call->dialog != NULL;
}

/* PROTOCOL 7.5 for this request. No look-ups are made here: where rule (3) would allow one, only a
   flow that the dialog came over is left */
static SipFlow *
choose_flow (SipCore *core,
             const SipAccount *account,
             gboolean in_dialog,
             const SipRequest *request)
{
  SipFlow *flow = sip_core_account_flow (core, account);
  SipNextHopQuery query = { .tls_next_hop = account->mode == SIP_MODE_TLS_NEXT_HOP,
                            .has_flow = flow != NULL,
                            .in_dialog = in_dialog,
                            .dialog_over_flow = TRUE,
                            .empty_route_set = request->routes->len == 0 };
  SipNameAddr route;
  SipUri uri;
  gboolean valid;

  if (flow != NULL)
    {
      query.verified_host = flow->verified_host;
      query.remote_host = flow->remote_host;
    }
  if (request->routes->len > 0)
    valid = sip_name_addr_parse (slice_from_string (g_ptr_array_index (request->routes, 0)), &route,
                                 NULL);
  else
    valid = sip_uri_parse (slice_from_string (request->uri), &uri, NULL);
  if (!valid)
    return NULL;
  query.uri = request->routes->len > 0 ? &route.uri : &uri;
  switch (sip_next_hop_choose (&query))
    {
    case SIP_NEXT_HOP_FLOW:
    case SIP_NEXT_HOP_RESOLVE_OR_FLOW:
      return flow;

    case SIP_NEXT_HOP_RESOLVE:
    case SIP_NEXT_HOP_NONE:
      return NULL;
    }
  g_return_val_if_reached (NULL);
}

static char *
make_via (const SipFlow *flow, const char *branch)
{
  return g_strdup_printf (strchr (flow->local_host, ':') != NULL
                              ? "SIP/2.0/TLS [%s]:%u;branch=%s;rport"
                              : "SIP/2.0/TLS %s:%u;branch=%s;rport",
                          flow->local_host, flow->local_port, branch);
}

static gboolean
put_request (SipCore *core,
             const SipFlow *flow,
             const SipRequest *request,
             const char *branch,
             const GPtrArray *credentials,
             GError **error)
{
  g_autofree char *via = make_via (flow, branch);
  g_autoptr (GBytes) bytes = sip_request_serialise (request, via, credentials, error);

  if (bytes == NULL)
    return FALSE;
  sip_core_put_bytes (core, flow->id, bytes);
  return TRUE;
}

static char *
make_branch (SipCore *core)
{
  g_autofree char *token = sip_core_token (core, 16);

  return g_strconcat ("z9hG4bK", token, NULL);
}

/* A new transaction for the request in @client: fresh branch, credentials as far as known */
static gboolean
start (SipCore *core,
       SipAccount *account,
       SipFlow *flow,
       SipClient *client,
       gint64 now_us,
       GError **error)
{
  SipRequest *request = client->request;
  g_autofree char *cnonce = sip_core_token (core, 16);
  Slice body = { NULL, 0 };

  if (request->body != NULL)
    body = slice_from_bytes (request->body);
  client->flow = flow->id;
  client->branch = make_branch (core);
  client->credentials = sip_auth_client_answer (account->auth, client->auth, request->method,
                                                request->uri, body, cnonce);
  if (!put_request (core, flow, request, client->branch, client->credentials, error))
    return FALSE;
  sip_client_transaction_start (&client->machine, request->method == SIP_METHOD_INVITE, now_us);
  if (client->use == SIP_USE_REINVITE)
    client->cancel_deadline_us = now_us + SIP_CORE_REINVITE_US;
  g_ptr_array_add (core->clients, client);
  return TRUE;
}

static SipClient *
client_new (SipUse use, const SipAccount *account, guint call, SipRequest *request)
{
  SipClient *client = g_new0 (SipClient, 1);

  client->use = use;
  client->account = account->id;
  client->call = call;
  client->request = request;
  client->cancel_deadline_us = SIP_NO_DEADLINE;
  return client;
}

SipClient *
sip_core_send (SipCore *core,
               SipAccount *account,
               SipCall *call,
               SipUse use,
               SipRequest *request,
               gint64 now_us,
               GError **error)
{
  SipFlow *flow = choose_flow (core, account, is_in_dialog (call), request);
  SipClient *client = client_new (use, account, call != NULL ? call->id : 0, request);

  client->auth = sip_auth_attempt_new ();
  if (flow == NULL)
    g_set_error_literal (error, SIP_ERROR, SIP_ERROR_NO_FLOW, "no secure route");
  else if (core->clients->len >= SIP_CORE_MAX_CLIENTS)
    g_set_error_literal (error, SIP_ERROR, SIP_ERROR_LIMIT, "too many requests at once");
  else if (start (core, account, flow, client, now_us, error))
    return client;
  sip_core_client_free (client);
  return NULL;
}

/* Above every number that was used in a dialog of the call */
static guint32
next_call_cseq (SipCall *call, guint32 cseq)
{
  if (call->dialog != NULL)
    cseq = MAX (cseq, call->dialog->local_cseq);
  cseq++;
  if (call->dialog != NULL)
    call->dialog->local_cseq = cseq;
  for (guint i = 0; i < call->forks->len; i++)
    {
      SipFork *fork = g_ptr_array_index (call->forks, i);

      if (fork->dialog != NULL)
        fork->dialog->local_cseq = MAX (cseq, fork->dialog->local_cseq);
    }
  return cseq;
}

static guint32
next_cseq (SipCore *core, SipAccount *account, const SipClient *client)
{
  SipCall *call = sip_core_get_call (core, client->call);

  if (client->use == SIP_USE_REGISTER || client->use == SIP_USE_UNREGISTER)
    return ++account->cseq;
  if (call != NULL)
    return next_call_cseq (call, client->request->cseq);
  return client->request->cseq + 1;
}

/* The request once more as a new transaction (RFC 3261 22.2): next CSeq, new branch */
gboolean
sip_core_send_again (SipCore *core, SipClient *old, gint64 now_us)
{
  SipAccount *account = sip_core_get_account (core, old->account);
  SipCall *call = sip_core_get_call (core, old->call);
  SipFlow *flow = choose_flow (core, account, is_in_dialog (call), old->request);
  SipClient *client;

  if (flow == NULL || core->clients->len >= SIP_CORE_MAX_CLIENTS)
    return FALSE;
  old->request->cseq = next_cseq (core, account, old);
  client = client_new (old->use, account, old->call, sip_request_ref (old->request));
  client->auth = g_steal_pointer (&old->auth);
  if (start (core, account, flow, client, now_us, NULL))
    return TRUE;
  sip_core_client_free (client);
  return FALSE;
}

/* ACK to a 2xx: a request of its own with the INVITE's number and credentials (RFC 3261 13.2.2.4).
   Returns: (transfer full): the bytes for repeats, or NULL if it could not go out */
GBytes *
sip_core_send_ack (SipCore *core, SipClient *invite, SipDialog *dialog)
{
  SipAccount *account = sip_core_get_account (core, invite->account);
  g_autoptr (SipRequest) ack =
      sip_dialog_new_request (dialog, SIP_METHOD_ACK, invite->request->cseq);
  SipFlow *flow = choose_flow (core, account, TRUE, ack);
  g_autofree char *branch = make_branch (core);
  g_autofree char *via = NULL;
  GBytes *bytes;

  if (flow == NULL)
    return NULL;
  via = make_via (flow, branch);
  bytes = sip_request_serialise (ack, via, invite->credentials, NULL);
  if (bytes != NULL)
    sip_core_put_bytes (core, flow->id, bytes);
  return bytes;
}

/* RFC 3261 9.1: on the INVITE's branch, its connection or the one that followed it */
static void
send_cancel (SipCore *core, SipClient *invite, gint64 now_us)
{
  SipAccount *account = sip_core_get_account (core, invite->account);
  SipFlow *flow = sip_core_get_flow (core, invite->flow);
  SipClient *client;

  invite->cancelled = TRUE;
  invite->cancel_deadline_us = now_us + SIP_64_T1_US;
  if (flow == NULL)
    return;
  client =
      client_new (SIP_USE_CANCEL, account, invite->call, sip_request_new_cancel (invite->request));
  client->auth = sip_auth_attempt_new ();
  client->flow = flow->id;
  client->branch = g_strdup (invite->branch);
  if (invite->cancel_reason != NULL)
    sip_request_add (client->request, "Reason", invite->cancel_reason);
  if (!put_request (core, flow, client->request, client->branch, NULL, NULL))
    {
      sip_core_client_free (client);
      return;
    }
  sip_client_transaction_start (&client->machine, FALSE, now_us);
  g_ptr_array_add (core->clients, client);
}

void
sip_core_cancel (SipCore *core, SipClient *invite, const char *reason, gint64 now_us)
{
  if (invite->cancel_wanted)
    return;
  invite->cancel_wanted = TRUE;
  invite->cancel_reason = g_strdup (reason);
  if (invite->machine.state == SIP_CLIENT_PROCEEDING)
    send_cancel (core, invite, now_us);
}

SipClient *
sip_core_find_client (SipCore *core, const SipCall *call, SipUse use)
{
  for (guint i = 0; i < core->clients->len; i++)
    {
      SipClient *client = g_ptr_array_index (core->clients, i);

      if (client->call == call->id && client->use == use &&
          client->machine.state != SIP_CLIENT_TERMINATED &&
          client->machine.state != SIP_CLIENT_ACCEPTED)
        return client;
    }
  return NULL;
}

static void
hand_over (SipCore *core,
           SipClient *client,
           guint status,
           SipMessage *message,
           const char *text,
           gint64 now_us)
{
  switch (client->use)
    {
    case SIP_USE_REGISTER:
    case SIP_USE_UNREGISTER:
      sip_core_register_answered (core, client, status, message, text, now_us);
      break;

    case SIP_USE_OPTIONS:
    case SIP_USE_LIVENESS:
      sip_core_options_answered (core, client, status, message, text, now_us);
      break;

    case SIP_USE_INVITE:
      sip_core_invite_answered (core, client, status, message, text, now_us);
      break;

    case SIP_USE_REINVITE:
      sip_core_reinvite_answered (core, client, status, message, text, now_us);
      break;

    case SIP_USE_PRACK:
    case SIP_USE_BYE:
    case SIP_USE_INFO:
      sip_core_in_dialog_answered (core, client, status, message, now_us);
      break;

    case SIP_USE_CANCEL: /* the INVITE's own final response counts */
      break;
    }
}

/* A response without a message: nobody answered, or the connection is gone (RFC 3261 8.1.3.1) */
static void
hand_over_local (SipCore *core, SipClient *client, SipClientOut out, gint64 now_us)
{
  if (out == SIP_CLIENT_OUT_TIMEOUT)
    hand_over (core, client, 408, NULL, "no answer", now_us);
  else
    hand_over (core, client, 503, NULL, "connection lost", now_us);
}

static void
send_failure_ack (SipCore *core, const SipClient *client, const SipMessage *response)
{
  g_autoptr (SipRequest) ack = sip_request_new_failure_ack (client->request, response);
  SipFlow *flow = sip_core_get_flow (core, client->flow);

  if (flow != NULL)
    put_request (core, flow, ack, client->branch, NULL, NULL);
}

/* 401 and 407 (PROTOCOL 5). Returns: TRUE if the request is on its way again; else *text may say
   why it is not */
static gboolean
authenticate (SipCore *core,
              SipClient *client,
              SipMessage *response,
              const char **text,
              gint64 now_us)
{
  SipAccount *account = sip_core_get_account (core, client->account);
  SipAuthVerdict verdict;

  if (client->cancel_wanted || client->use == SIP_USE_CANCEL || client->use == SIP_USE_LIVENESS)
    return FALSE;
  verdict = sip_auth_client_challenge (account->auth, client->auth, response);
  if (verdict == SIP_AUTH_RETRY)
    return sip_core_send_again (core, client, now_us);
  *text = sip_auth_verdict_get_text (verdict);
  return FALSE;
}

static void
deliver (SipCore *core, SipClient *client, SipMessage *message, gint64 now_us)
{
  g_autofree char *reason = slice_dup (sip_message_get_reason (message));
  const char *text =
      *reason != '\0' ? reason : sip_reason_phrase (sip_message_get_status (message));
  SipAccount *account = sip_core_get_account (core, client->account);
  guint status = sip_message_get_status (message);

  if (client->cancel_wanted && !client->cancelled && status < 200)
    send_cancel (core, client, now_us);
  if ((status == 401 || status == 407) && authenticate (core, client, message, &text, now_us))
    return;
  if (status >= 200)
    sip_auth_client_learn (account->auth, message);
  hand_over (core, client, status, message, text, now_us);
}

static SipClient *
match (SipCore *core, const SipFlow *flow, const SipMessage *response)
{
  const SipVia *via = sip_message_get_via (response);

  if (sip_message_count (response, SIP_HEADER_VIA) != 1)
    return NULL; /* RFC 3261 8.1.3.3 */
  for (guint i = 0; i < core->clients->len; i++)
    {
      SipClient *client = g_ptr_array_index (core->clients, i);

      if (client->account == flow->account &&
          client->request->method == sip_message_get_cseq (response)->method &&
          slice_is_nocase (via->branch, client->branch))
        return client;
    }
  return NULL;
}

void
sip_core_receive_response (SipCore *core, SipFlow *flow, SipMessage *message, gint64 now_us)
{
  SipClient *client = match (core, flow, message);
  SipClientOut out[2];
  guint n;

  if (client == NULL)
    return; /* stray */
  n = sip_client_transaction_receive (&client->machine, sip_message_get_status (message), now_us,
                                      out);
  for (guint i = 0; i < n; i++)
    if (out[i] == SIP_CLIENT_OUT_ACK)
      send_failure_ack (core, client, message);
    else
      deliver (core, client, message, now_us);
}

void
sip_core_fail_clients (SipCore *core, guint flow, gint64 now_us)
{
  for (guint i = 0, n = core->clients->len; i < n; i++)
    {
      SipClient *client = g_ptr_array_index (core->clients, i);
      SipClientOut out[2];

      if (client->flow == flow && sip_client_transaction_fail (&client->machine, out) > 0)
        hand_over_local (core, client, out[0], now_us);
    }
}

/* Nothing final came: for a re-INVITE first a CANCEL, then as if 487 had come (PROTOCOL 2) */
static void
advance_cancel (SipCore *core, SipClient *client, gint64 now_us)
{
  client->cancel_deadline_us = SIP_NO_DEADLINE;
  if (client->machine.state != SIP_CLIENT_PROCEEDING)
    return;
  if (!client->cancelled)
    {
      sip_core_cancel (core, client, NULL, now_us);
      return;
    }
  sip_client_transaction_abandon (&client->machine);
  hand_over (core, client, 487, NULL, "cancelled", now_us);
}

void
sip_core_advance_clients (SipCore *core, gint64 now_us)
{
  for (guint i = 0, n = core->clients->len; i < n; i++)
    {
      SipClient *client = g_ptr_array_index (core->clients, i);
      SipClientOut out[2];

      if (now_us >= client->cancel_deadline_us)
        advance_cancel (core, client, now_us);
      if (sip_client_transaction_advance (&client->machine, now_us, out) > 0)
        hand_over_local (core, client, out[0], now_us);
    }
}

gint64
sip_core_client_get_deadline (const SipClient *client)
{
  return MIN (client->machine.deadline_us, client->cancel_deadline_us);
}
