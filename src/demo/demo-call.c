/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Linnet Authors */
/* One call to a service: the user agent server's side of an INVITE dialog. */
#define G_LOG_DOMAIN "demo-call"
#include "demo-call-private.h"

#include <string.h>

#include "sip-uri.h"

#define RING_MS 300     /* from 180 to 200 */
#define NO_ANSWER_S 180 /* RFC 3261 16.6: what timer C allows */
#define TALK_S 600
#define NO_CONNECTION_S 60
#define T1_MS 500
#define T2_MS 4000
#define ACK_TIMEOUT_MS (64 * T1_MS)

/* The one place where the state changes; all timers belong to a state */
static void
enter (DemoCall *self, DemoCallState state)
{
  g_debug ("call to %s: state %d", demo_service_kind_get_name (self->kind), (int) state);
  self->state = state;
  g_clear_handle_id (&self->timer, g_source_remove);
}

void
demo_call_free (DemoCall *self)
{
  if (self == NULL)
    return;
  g_clear_handle_id (&self->timer, g_source_remove);
  g_clear_handle_id (&self->repeat_timer, g_source_remove);
  g_clear_handle_id (&self->lost_timer, g_source_remove);
  demo_media_free (self->media);
  sdp_negotiation_free (self->negotiation);
  g_clear_pointer (&self->answer, g_bytes_unref);
  sip_message_unref (self->invite);
  g_clear_pointer (&self->connection, demo_connection_unref);
  g_free (self->local_tag);
  g_free (self->remote_tag);
  g_free (self->call_id);
  g_free (self->remote_target);
  g_free (self);
}

void
demo_call_end (DemoCall *self)
{
  enter (self, DEMO_CALL_ENDED);
  demo_server_forget_call (self->server, self);
}

SipBuilder *
demo_call_begin_reply (DemoCall *self, const SipMessage *request, guint status)
{
  SipBuilder *reply = demo_connection_begin_reply (self->connection, request, status,
                                                   status == 100 ? NULL : self->local_tag);

  if (sip_message_get_method (request) != SIP_METHOD_INVITE || status == 100)
    return reply;
  sip_builder_copy (reply, request, SIP_HEADER_RECORD_ROUTE);
  if (status < 300)
    {
      /* RFC 5630 5.1.2: a sips request gets a sips Contact */
      gboolean sips = sip_message_get_request_uri (request)->scheme == SIP_URI_SIPS;

      sip_builder_addf (reply, "Contact", "<%s:%s@%s:%u%s>", sips ? "sips" : "sip",
                        demo_service_kind_get_name (self->kind), self->server->host,
                        self->server->port, sips ? "" : ";transport=tls");
      sip_builder_add (reply, "Allow", DEMO_ALLOW);
    }
  return reply;
}

void
demo_call_reply (DemoCall *self, const SipMessage *request, guint status)
{
  demo_connection_send (self->connection, demo_call_begin_reply (self, request, status));
}

/* --- our own requests: just BYE --- */

static void
send_bye (DemoCall *self, const char *reason)
{
  g_autofree char *branch = NULL, *from = NULL, *to = NULL;
  SipHeaderIter iter;
  SipBuilder *bye;
  Slice route;

  if (self->connection == NULL)
    return;
  branch = demo_random_hex (16);
  from = sip_uri_to_string (&sip_message_get_to (self->invite)->uri);
  to = sip_uri_to_string (&sip_message_get_from (self->invite)->uri);
  bye = sip_builder_new_request ("BYE", self->remote_target);
  sip_builder_addf (bye, "Via", "SIP/2.0/TLS %s:%u;branch=z9hG4bK%s;rport", self->server->host,
                    self->server->port, branch);
  sip_builder_add (bye, "Max-Forwards", "70");
  /* RFC 3261 12.1.1: as UAS the route set is Record-Route in its order */
  sip_header_iter_init (&iter, self->invite, SIP_HEADER_RECORD_ROUTE);
  while (sip_header_iter_next (&iter, &route))
    sip_builder_add_slice (bye, "Route", route);
  sip_builder_addf (bye, "From", "<%s>;tag=%s", from, self->local_tag);
  sip_builder_addf (bye, "To", "<%s>;tag=%s", to, self->remote_tag);
  sip_builder_add (bye, "Call-ID", self->call_id);
  sip_builder_addf (bye, "CSeq", "%u BYE", ++self->local_cseq);
  if (reason != NULL)
    sip_builder_add (bye, "Reason", reason);
  demo_connection_send (self->connection, bye);
}

void
demo_call_hang_up_because (DemoCall *self, const char *reason)
{
  switch (self->state)
    {
    case DEMO_CALL_RINGING:
      if (self->connection != NULL)
        demo_call_reply (self, self->invite, 480);
      break;
    case DEMO_CALL_ANSWERED: /* BYE after the 2xx's ACK or its time-out (RFC 3261 15) */
    case DEMO_CALL_TALKING:
      send_bye (self, reason);
      break;
    case DEMO_CALL_REFUSED:
    case DEMO_CALL_ENDED:
      break;
    }
  demo_call_end (self);
}

void
demo_call_hang_up (DemoCall *self)
{
  demo_call_hang_up_because (self, NULL);
}

/* --- timers --- */

static gboolean
on_talked_for_too_long (gpointer user_data)
{
  DemoCall *self = user_data;

  self->timer = 0;
  demo_call_hang_up (self);
  return G_SOURCE_REMOVE;
}

static gboolean
on_ack_missing (gpointer user_data)
{
  DemoCall *self = user_data;

  self->timer = 0;
  demo_call_hang_up_because (self, "SIP;cause=408;text=\"ACK missing\"");
  return G_SOURCE_REMOVE;
}

/* 0.5, 1, 2, 4, 4, ... s until the ACK (RFC 3261 13.3.1.4), over TLS too */
static gboolean
on_repeat_due (gpointer user_data)
{
  DemoCall *self = user_data;

  if (self->connection != NULL)
    demo_connection_send_bytes (self->connection, self->answer);
  self->repeat_ms = MIN (self->repeat_ms * 2, T2_MS);
  self->repeat_timer = g_timeout_add (self->repeat_ms, on_repeat_due, self);
  return G_SOURCE_REMOVE;
}

void
demo_call_send_2xx (DemoCall *self, SipBuilder *reply)
{
  g_autoptr (GError) error = NULL;

  g_clear_pointer (&self->answer, g_bytes_unref);
  self->answer = sip_builder_finish (reply, &error);
  sip_builder_free (reply);
  if (self->answer == NULL)
    {
      g_info ("an answer could not be written: %s", error->message);
      demo_call_end (self);
      return;
    }
  demo_connection_send_bytes (self->connection, self->answer);
  enter (self, DEMO_CALL_ANSWERED);
  self->repeat_ms = T1_MS;
  g_clear_handle_id (&self->repeat_timer, g_source_remove);
  self->repeat_timer = g_timeout_add (self->repeat_ms, on_repeat_due, self);
  self->timer = g_timeout_add (ACK_TIMEOUT_MS, on_ack_missing, self);
}

static gboolean
on_ring_over (gpointer user_data)
{
  DemoCall *self = user_data;

  self->timer = 0;
  if (self->kind == DEMO_SERVICE_NO_ANSWER)
    demo_call_hang_up (self);
  else
    demo_call_accept (self);
  return G_SOURCE_REMOVE;
}

/* --- what comes in the dialog --- */

static void
receive_ack (DemoCall *self, SipMessage *ack)
{
  if (self->state == DEMO_CALL_REFUSED)
    {
      demo_call_end (self);
      return;
    }
  if (self->state != DEMO_CALL_ANSWERED || sip_message_get_cseq (ack)->number != self->invite_cseq)
    return;
  enter (self, DEMO_CALL_TALKING);
  g_clear_handle_id (&self->repeat_timer, g_source_remove);
  self->timer = g_timeout_add_seconds (TALK_S, on_talked_for_too_long, self);
  demo_call_take_answer (self, ack);
}

static void
receive_cancel (DemoCall *self, SipMessage *cancel)
{
  demo_call_reply (self, cancel, 200);
  if (self->state != DEMO_CALL_RINGING)
    return;
  demo_call_refuse (self, 487, NULL);
}

static void
receive_bye (DemoCall *self, SipMessage *bye)
{
  demo_call_reply (self, bye, 200);
  if (self->state == DEMO_CALL_RINGING)
    demo_call_reply (self, self->invite, 487); /* RFC 3261 15.1.2 */
  demo_call_end (self);
}

static gboolean
take_cseq (DemoCall *self, const SipMessage *request)
{
  guint32 number = sip_message_get_cseq (request)->number;

  if (number <= self->remote_cseq)
    return FALSE; /* RFC 3261 12.2.2 */
  self->remote_cseq = number;
  return TRUE;
}

static void
receive_in_dialog (DemoCall *self, SipMessage *request)
{
  SipBuilder *reply;

  if (!take_cseq (self, request))
    {
      demo_call_reply (self, request, 500);
      return;
    }
  switch (sip_message_get_method (request))
    {
    case SIP_METHOD_BYE:
      receive_bye (self, request);
      break;
    case SIP_METHOD_INVITE:
    case SIP_METHOD_UPDATE:
      demo_call_receive_offer (self, request);
      break;
    case SIP_METHOD_OPTIONS:
    case SIP_METHOD_INFO:
      demo_call_reply (self, request, 200);
      break;
    default:
      reply = demo_call_begin_reply (self, request, 405);
      sip_builder_add (reply, "Allow", DEMO_ALLOW);
      demo_connection_send (self->connection, reply);
    }
}

/* A call survives its connection; the next request brings the new one */
static void
move_to_connection (DemoCall *self, DemoConnection *connection)
{
  g_clear_handle_id (&self->lost_timer, g_source_remove);
  if (self->connection == connection)
    return;
  g_clear_pointer (&self->connection, demo_connection_unref);
  self->connection = demo_connection_ref (connection);
}

void
demo_call_receive (DemoCall *self, DemoConnection *connection, SipMessage *request)
{
  move_to_connection (self, connection);
  if (sip_message_get_method (request) == SIP_METHOD_ACK)
    receive_ack (self, request);
  else if (sip_message_get_method (request) == SIP_METHOD_CANCEL)
    receive_cancel (self, request);
  else
    receive_in_dialog (self, request);
}

static gboolean
on_no_connection_for_too_long (gpointer user_data)
{
  DemoCall *self = user_data;

  self->lost_timer = 0;
  demo_call_end (self);
  return G_SOURCE_REMOVE;
}

void
demo_call_forget_connection (DemoCall *self, DemoConnection *connection)
{
  if (self->connection != connection)
    return;
  g_clear_pointer (&self->connection, demo_connection_unref);
  if (self->state == DEMO_CALL_RINGING || self->state == DEMO_CALL_REFUSED)
    demo_call_end (self);
  else
    self->lost_timer = g_timeout_add_seconds (NO_CONNECTION_S, on_no_connection_for_too_long, self);
}

/* --- which request is ours --- */

gboolean
demo_call_is_in_dialog (const DemoCall *self, const SipMessage *request)
{
  return slice_is (sip_message_get_call_id (request), self->call_id) &&
         slice_is_nocase (sip_message_get_to_tag (request), self->local_tag) &&
         slice_is_nocase (sip_message_get_from_tag (request), self->remote_tag);
}

/* RFC 3261 17.2.3 */
gboolean
demo_call_is_same_invite (const DemoCall *self, const SipMessage *request)
{
  const SipVia *ours = sip_message_get_via (self->invite), *theirs = sip_message_get_via (request);

  return slice_equal_nocase (ours->branch, theirs->branch) &&
         slice_equal_nocase (ours->host, theirs->host) && ours->port == theirs->port;
}

gboolean
demo_call_is_merged (const DemoCall *self, const SipMessage *invite)
{
  return slice_is (sip_message_get_call_id (invite), self->call_id) &&
         slice_is_nocase (sip_message_get_from_tag (invite), self->remote_tag) &&
         sip_message_get_cseq (invite)->number == self->invite_cseq;
}

/* --- the beginning --- */

static char *
dup_contact (const SipMessage *message)
{
  SipNameAddr contact;
  Slice value;

  if (!sip_message_find (message, SIP_HEADER_CONTACT, &value) ||
      !sip_name_addr_parse (value, &contact, NULL))
    return NULL;
  return sip_uri_to_string (&contact.uri);
}

void
demo_call_start (DemoServer *server,
                 DemoServiceKind kind,
                 DemoConnection *connection,
                 SipMessage *invite)
{
  g_autofree char *contact = dup_contact (invite);
  DemoCall *self;

  if (contact == NULL || server->calls->len >= DEMO_MAX_CALLS)
    {
      demo_connection_reply (connection, invite, contact == NULL ? 400 : 503, NULL, NULL);
      return;
    }
  self = g_new0 (DemoCall, 1);
  self->server = server;
  self->kind = kind;
  self->connection = demo_connection_ref (connection);
  self->invite = sip_message_ref (invite);
  self->local_tag = demo_random_hex (8);
  self->remote_tag = slice_dup (sip_message_get_from_tag (invite));
  self->call_id = slice_dup (sip_message_get_call_id (invite));
  self->remote_target = g_steal_pointer (&contact);
  self->invite_cseq = self->remote_cseq = sip_message_get_cseq (invite)->number;
  self->negotiation = sdp_negotiation_new (demo_random, NULL);
  g_ptr_array_add (server->calls, self);
  demo_call_reply (self, invite, 100);
  if (kind == DEMO_SERVICE_BUSY)
    {
      demo_call_refuse (self, 486, NULL);
      return;
    }
  if (!demo_call_prepare (self))
    return; /* refused already */
  demo_call_reply (self, invite, 180);
  enter (self, DEMO_CALL_RINGING);
  self->timer = g_timeout_add (kind == DEMO_SERVICE_NO_ANSWER ? NO_ANSWER_S * 1000 : RING_MS,
                               on_ring_over, self);
}

/* A final answer that is no 2xx; the ACK, or 32 s without one, ends the call (timer H) */
void
demo_call_refuse (DemoCall *self, guint status, const char *warning)
{
  SipBuilder *reply = demo_call_begin_reply (self, self->invite, status);

  if (warning != NULL)
    sip_builder_addf (reply, "Warning", "%.3s %s:%u %s", warning, self->server->host,
                      self->server->port, warning + 4);
  demo_connection_send (self->connection, reply);
  enter (self, DEMO_CALL_REFUSED);
  self->timer = g_timeout_add (ACK_TIMEOUT_MS, on_ack_missing, self);
}
