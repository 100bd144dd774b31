/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Linnet Authors */
/* Calls between the accounts: a record-routing proxy (RFC 3261 16) between two connections. */
#define G_LOG_DOMAIN "demo-relay"
#include "demo-relay.h"

#include <string.h>

#include "sip-number.h"

#define MAX_TRANSACTIONS 256
#define INVITE_TIMEOUT_S 180 /* timer C (RFC 3261 16.6) */
#define TIMEOUT_S 32         /* 64 T1 */
#define DEFAULT_MAX_FORWARDS 70

typedef struct
{
  /* Owned */
  DemoRelay *relay; /* Borrowed */
  DemoConnection *from, *to;
  SipMessage *request; /* as it came */
  char *branch;        /* ours */
  char *target;        /* the Request-URI we sent */
  guint timer;

  gboolean provisional, final, cancelled;
} Transaction;

struct _DemoRelay
{
  DemoServer *server;      /* Borrowed */
  GPtrArray *transactions; /* Owned: Transaction* */
};

static void
transaction_free (gpointer data)
{
  Transaction *self = data;

  g_clear_handle_id (&self->timer, g_source_remove);
  demo_connection_unref (self->from);
  demo_connection_unref (self->to);
  sip_message_unref (self->request);
  g_free (self->branch);
  g_free (self->target);
  g_free (self);
}

DemoRelay *
demo_relay_new (DemoServer *server)
{
  DemoRelay *self = g_new0 (DemoRelay, 1);

  self->server = server;
  self->transactions = g_ptr_array_new_with_free_func (transaction_free);
  return self;
}

void
demo_relay_free (DemoRelay *self)
{
  if (self == NULL)
    return;
  g_ptr_array_unref (self->transactions);
  g_free (self);
}

static gboolean
is_invite (const Transaction *transaction)
{
  return sip_message_get_method (transaction->request) == SIP_METHOD_INVITE;
}

/* --- writing --- */

static void
add_via (DemoRelay *self, SipBuilder *builder, const char *branch)
{
  sip_builder_addf (builder, "Via", "SIP/2.0/TLS %s:%u;branch=z9hG4bK%s", self->server->host,
                    self->server->port, branch);
}

/* Whether the topmost Route is our Record-Route; its user part names the two connections */
static gboolean
get_own_route (DemoRelay *self, const SipMessage *request, guint64 ids[2])
{
  SipNameAddr route;
  SipHeaderIter iter;
  Slice value, rest;

  sip_header_iter_init (&iter, request, SIP_HEADER_ROUTE);
  if (!sip_header_iter_next (&iter, &value) || !sip_name_addr_parse (value, &route, NULL) ||
      !demo_server_is_local (self->server, &route.uri))
    return FALSE;
  rest = route.uri.user;
  return slice_take_char (&rest, 'r') && slice_take_uint64 (&rest, &ids[0]) &&
         slice_take_char (&rest, '-') && slice_take_uint64 (&rest, &ids[1]) && rest.n == 0;
}

static gboolean
is_rewritten (SipHeaderId id)
{
  return id == SIP_HEADER_CONTENT_LENGTH || id == SIP_HEADER_CONTENT_TYPE ||
         id == SIP_HEADER_MAX_FORWARDS || id == SIP_HEADER_ROUTE ||
         id == SIP_HEADER_PROXY_AUTHORIZATION;
}

static gboolean
is_copied_by_reply (SipHeaderId id)
{
  return id == SIP_HEADER_VIA || id == SIP_HEADER_FROM || id == SIP_HEADER_TO ||
         id == SIP_HEADER_CALL_ID || id == SIP_HEADER_CSEQ || id == SIP_HEADER_CONTENT_LENGTH ||
         id == SIP_HEADER_CONTENT_TYPE;
}

static void
copy_headers (SipBuilder *builder, const SipMessage *message, gboolean (*leaves_out) (SipHeaderId))
{
  for (guint i = 0; i < sip_message_get_n_headers (message); i++)
    {
      g_autofree char *name_text = NULL;
      SipHeaderId id;
      Slice name, value;

      sip_message_get_header (message, i, &id, &name, &value);
      if (leaves_out (id))
        continue;
      name_text =
          id != SIP_HEADER_OTHER ? g_strdup (sip_header_id_get_name (id)) : slice_dup (name);
      sip_builder_add_slice (builder, name_text, value);
    }
}

static void
copy_body (SipBuilder *builder, const SipMessage *message)
{
  g_autofree char *type = NULL;
  Slice value;

  if (!sip_message_find (message, SIP_HEADER_CONTENT_TYPE, &value))
    return;
  type = slice_dup (value);
  sip_builder_set_body (builder, type, sip_message_get_body (message));
}

/* Routes behind ours; ours, if it is there, has done its work (RFC 3261 16.4) */
static void
copy_routes (SipBuilder *builder, const SipMessage *request, gboolean skip_first)
{
  SipHeaderIter iter;
  Slice value;

  sip_header_iter_init (&iter, request, SIP_HEADER_ROUTE);
  while (sip_header_iter_next (&iter, &value))
    {
      if (!skip_first)
        sip_builder_add_slice (builder, "Route", value);
      skip_first = FALSE;
    }
}

static SipBuilder *
begin_forward (DemoRelay *self,
               const SipMessage *request,
               const char *branch,
               const char *target,
               gboolean has_own_route)
{
  g_autofree char *method = slice_dup (sip_message_get_method_text (request));
  SipBuilder *builder = sip_builder_new_request (method, target);
  guint32 hops = DEFAULT_MAX_FORWARDS + 1;

  sip_message_get_number (request, SIP_HEADER_MAX_FORWARDS, &hops);
  add_via (self, builder, branch);
  sip_builder_addf (builder, "Max-Forwards", "%u", hops - 1);
  copy_routes (builder, request, has_own_route);
  copy_headers (builder, request, is_rewritten);
  copy_body (builder, request);
  return builder;
}

/* A request of our own on behalf of @transaction: CANCEL, or ACK to a failure */
static void
send_same_branch (const Transaction *transaction, const char *method, Slice to)
{
  DemoRelay *self = transaction->relay;
  SipBuilder *builder = sip_builder_new_request (method, transaction->target);

  add_via (self, builder, transaction->branch);
  sip_builder_add (builder, "Max-Forwards", "70");
  sip_builder_copy (builder, transaction->request, SIP_HEADER_FROM);
  sip_builder_add_slice (builder, "To", to);
  sip_builder_copy (builder, transaction->request, SIP_HEADER_CALL_ID);
  sip_builder_addf (builder, "CSeq", "%u %s", sip_message_get_cseq (transaction->request)->number,
                    method);
  demo_connection_send (transaction->to, builder);
}

static void
send_cancel (Transaction *transaction)
{
  Slice to;

  if (!transaction->provisional || transaction->final ||
      !sip_message_find (transaction->request, SIP_HEADER_TO, &to))
    return; /* before a 1xx: sent when one comes (RFC 3261 9.1) */
  send_same_branch (transaction, "CANCEL", to);
}

/* --- transactions --- */

static gboolean
on_transaction_over (gpointer user_data)
{
  Transaction *transaction = user_data;
  DemoRelay *self = transaction->relay;

  transaction->timer = 0;
  if (is_invite (transaction) && !transaction->final)
    {
      send_cancel (transaction);
      demo_connection_reply (transaction->from, transaction->request, 408, NULL, NULL);
    }
  g_ptr_array_remove_fast (self->transactions, transaction);
  return G_SOURCE_REMOVE;
}

static void
set_timeout (Transaction *transaction, guint seconds)
{
  g_clear_handle_id (&transaction->timer, g_source_remove);
  transaction->timer = g_timeout_add_seconds (seconds, on_transaction_over, transaction);
}

static Transaction *
add_transaction (DemoRelay *self,
                 DemoConnection *from,
                 SipMessage *request,
                 DemoConnection *to,
                 const char *target)
{
  Transaction *transaction = g_new0 (Transaction, 1);

  transaction->relay = self;
  transaction->from = demo_connection_ref (from);
  transaction->to = demo_connection_ref (to);
  transaction->request = sip_message_ref (request);
  transaction->branch = demo_random_hex (16);
  transaction->target = g_strdup (target);
  g_ptr_array_add (self->transactions, transaction);
  set_timeout (transaction, is_invite (transaction) ? INVITE_TIMEOUT_S : TIMEOUT_S);
  return transaction;
}

/* What keeps a request from being forwarded; answered then */
static gboolean
check_forward (DemoRelay *self, DemoConnection *from, const SipMessage *request)
{
  guint32 hops = DEFAULT_MAX_FORWARDS;
  guint status = 0;

  sip_message_get_number (request, SIP_HEADER_MAX_FORWARDS, &hops);
  if (hops == 0)
    status = 483;
  else if (self->transactions->len >= MAX_TRANSACTIONS)
    status = 503;
  if (status != 0 && sip_message_get_method (request) != SIP_METHOD_ACK)
    demo_connection_reply (from, request, status, NULL, NULL);
  return status == 0;
}

void
demo_relay_begin (DemoRelay *self,
                  DemoConnection *from,
                  SipMessage *request,
                  DemoConnection *to,
                  const char *contact)
{
  gboolean sips = sip_message_get_request_uri (request)->scheme == SIP_URI_SIPS;
  Transaction *transaction;
  SipBuilder *builder;

  if (!check_forward (self, from, request))
    return;
  transaction = add_transaction (self, from, request, to, contact);
  if (is_invite (transaction))
    demo_connection_reply (from, request, 100, NULL, NULL);
  builder = begin_forward (self, request, transaction->branch, contact, FALSE);
  sip_builder_addf (
      builder, "Record-Route", "<%s:r%" G_GUINT64_FORMAT "-%" G_GUINT64_FORMAT "@%s:%u;lr%s>",
      sips ? "sips" : "sip", demo_connection_get_id (from), demo_connection_get_id (to),
      self->server->host, self->server->port, sips ? "" : ";transport=tls");
  demo_connection_send (to, builder);
}

/* --- requests in dialogs --- */

static Transaction *
find_by_request (DemoRelay *self, DemoConnection *from, const SipMessage *request)
{
  const SipVia *via = sip_message_get_via (request);

  for (guint i = 0; i < self->transactions->len; i++)
    {
      Transaction *transaction = g_ptr_array_index (self->transactions, i);
      const SipVia *ours = sip_message_get_via (transaction->request);

      if (transaction->from == from && is_invite (transaction) &&
          slice_equal_nocase (ours->branch, via->branch))
        return transaction;
    }
  return NULL;
}

static void
cancel (Transaction *transaction, const SipMessage *request)
{
  demo_connection_reply (transaction->from, request, 200, NULL, NULL);
  transaction->cancelled = TRUE;
  send_cancel (transaction);
}

static void
forward_in_dialog (DemoRelay *self, DemoConnection *from, SipMessage *request, const guint64 ids[2])
{
  gboolean is_ack = sip_message_get_method (request) == SIP_METHOD_ACK;
  guint64 id = ids[0] == demo_connection_get_id (from) ? ids[1] : ids[0];
  DemoConnection *to = demo_server_find_connection (self->server, id);
  g_autofree char *target = slice_dup (sip_message_get_request_uri_text (request));
  g_autofree char *branch = NULL;

  if (!check_forward (self, from, request))
    return;
  if (to == NULL ||
      (ids[0] != demo_connection_get_id (from) && ids[1] != demo_connection_get_id (from)))
    {
      if (!is_ack)
        demo_connection_reply (from, request, 430, NULL, NULL); /* RFC 5626 11: Flow Failed */
      return;
    }
  branch = is_ack ? demo_random_hex (16)
                  : g_strdup (add_transaction (self, from, request, to, target)->branch);
  demo_connection_send (to, begin_forward (self, request, branch, target, TRUE));
}

gboolean
demo_relay_receive_request (DemoRelay *self, DemoConnection *from, SipMessage *request)
{
  SipMethod method = sip_message_get_method (request);
  Transaction *transaction = NULL;
  guint64 ids[2];

  if (method == SIP_METHOD_ACK || method == SIP_METHOD_CANCEL)
    transaction = find_by_request (self, from, request);
  if (transaction != NULL && method == SIP_METHOD_CANCEL)
    {
      cancel (transaction, request);
      return TRUE;
    }
  if (transaction != NULL)
    return TRUE; /* ACK to a failure: hop by hop, ours is out already */
  if (sip_message_get_to_tag (request).n == 0 || !get_own_route (self, request, ids))
    return FALSE;
  forward_in_dialog (self, from, request, ids);
  return TRUE;
}

/* --- responses --- */

static Transaction *
find_by_branch (DemoRelay *self, const SipMessage *response)
{
  Slice branch = sip_message_get_via (response)->branch;
  const gsize n_cookie = strlen ("z9hG4bK");

  if (branch.n <= n_cookie)
    return NULL;
  branch.p += n_cookie;
  branch.n -= n_cookie;
  for (guint i = 0; i < self->transactions->len; i++)
    {
      Transaction *transaction = g_ptr_array_index (self->transactions, i);

      if (slice_is_nocase (branch, transaction->branch) &&
          sip_message_get_method (response) == sip_message_get_method (transaction->request))
        return transaction;
    }
  return NULL;
}

/* The request as it came gives back the Via list without ours */
static void
forward_response (const Transaction *transaction, const SipMessage *response)
{
  g_autofree char *reason = slice_dup (sip_message_get_reason (response));
  g_autofree char *to_tag = slice_dup (sip_message_get_to_tag (response));
  SipBuilder *builder =
      sip_builder_new_response (transaction->request, sip_message_get_status (response), reason,
                                to_tag[0] != '\0' ? to_tag : NULL);

  demo_connection_set_source (transaction->from, builder);
  copy_headers (builder, response, is_copied_by_reply);
  copy_body (builder, response);
  demo_connection_send (transaction->from, builder);
}

void
demo_relay_receive_response (DemoRelay *self, SipMessage *response)
{
  Transaction *transaction = find_by_branch (self, response);
  guint status = sip_message_get_status (response);
  Slice to;

  if (transaction == NULL)
    return;
  if (status < 200 && !transaction->provisional)
    {
      transaction->provisional = TRUE;
      if (transaction->cancelled)
        send_cancel (transaction);
    }
  if (status == 100)
    return;
  if (status >= 200 && !transaction->final)
    {
      transaction->final = TRUE;
      set_timeout (transaction, TIMEOUT_S); /* repeated 2xx, ACK to a failure */
    }
  if (status >= 300 && is_invite (transaction) && sip_message_find (response, SIP_HEADER_TO, &to))
    send_same_branch (transaction, "ACK", to);
  forward_response (transaction, response);
}

void
demo_relay_forget_connection (DemoRelay *self, DemoConnection *connection)
{
  for (guint i = self->transactions->len; i-- > 0;)
    {
      Transaction *transaction = g_ptr_array_index (self->transactions, i);

      if (transaction->to == connection && !transaction->final)
        demo_connection_reply (transaction->from, transaction->request,
                               is_invite (transaction) ? 480 : 430, NULL, NULL);
      else if (transaction->from == connection && is_invite (transaction))
        send_cancel (transaction);
      if (transaction->from == connection || transaction->to == connection)
        g_ptr_array_remove_index (self->transactions, i);
    }
}
