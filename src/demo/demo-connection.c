/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Linnet Authors */
/* One client's TLS connection: bytes to messages, pings to pongs, and replies. */
#define G_LOG_DOMAIN "demo-connection"
#include "demo-connection.h"

#include <errno.h>
#include <unistd.h>

#include "sip-framer.h"
#include "util-hex.h"

#define PARTIAL_MESSAGE_S 30 /* PROTOCOL 0: one message within 30 s of its first byte */
#define RANDOM_MAX_BYTES 64

struct _DemoConnection
{
  grefcount ref_count;
  guint64 id;

  /* Owned */
  NetConnection *net;
  SipFramer *framer;
  char *remote_host;
  guint partial_source;

  DemoServer *server; /* Borrowed; NULL once closed */
  guint16 remote_port;
};

void
demo_random (gpointer bytes, gsize n, gpointer user_data)
{
  g_return_if_fail (n <= 256);
  if (getentropy (bytes, n) != 0)
    g_error ("no random numbers: %s", g_strerror (errno));
}

char *
demo_random_hex (gsize n_bytes)
{
  guint8 bytes[RANDOM_MAX_BYTES];

  g_return_val_if_fail (n_bytes <= sizeof bytes, NULL);
  demo_random (bytes, n_bytes, NULL);
  return hex_encode_dup (bytes, n_bytes);
}

static gboolean
on_partial_for_too_long (gpointer user_data)
{
  DemoConnection *self = user_data;

  self->partial_source = 0;
  g_info ("connection %" G_GUINT64_FORMAT ": a message was not completed", self->id);
  demo_connection_close (self);
  return G_SOURCE_REMOVE;
}

static void
watch_partial (DemoConnection *self)
{
  gboolean partial = self->server != NULL && sip_framer_is_partial (self->framer);

  if (partial && self->partial_source == 0)
    self->partial_source = g_timeout_add_seconds (PARTIAL_MESSAGE_S, on_partial_for_too_long, self);
  else if (!partial)
    g_clear_handle_id (&self->partial_source, g_source_remove);
}

static void
refuse (DemoConnection *self, Slice bytes, guint status)
{
  g_autofree char *tag = demo_random_hex (8);
  g_autoptr (GBytes) reply = NULL;

  if (status == 0)
    return;
  reply = sip_refusal_build (bytes, status, tag);
  if (reply != NULL)
    demo_connection_send_bytes (self, reply);
}

static void
handle_message (DemoConnection *self, GBytes *bytes)
{
  SipParseError error = { 0 };
  g_autoptr (SipMessage) message = sip_message_parse (bytes, SIP_PARSE_STREAM, &error);

  if (message != NULL)
    {
      demo_server_receive (self->server, self, message);
      return;
    }
  g_info ("connection %" G_GUINT64_FORMAT ": %s", self->id, error.what);
  refuse (self, slice_from_bytes (bytes), error.response);
  if (error.response == 513)
    demo_connection_close (self);
}

static void
handle_problem (DemoConnection *self, const SipFrameProblem *problem)
{
  g_info ("connection %" G_GUINT64_FORMAT ": %s", self->id, problem->what);
  if (problem->header != NULL)
    refuse (self, slice_from_bytes (problem->header), problem->response);
  if (problem->close)
    demo_connection_close (self);
}

static void
on_received (NetConnection *net, GBytes *bytes, gpointer user_data)
{
  g_autoptr (DemoConnection) self = demo_connection_ref (user_data); /* it may close in here */

  sip_framer_push (self->framer, slice_from_bytes (bytes));
  while (self->server != NULL)
    {
      g_autoptr (GBytes) message = NULL;
      SipFrameProblem problem = { 0 };
      SipFrame frame = sip_framer_next (self->framer, &message, &problem);

      if (frame == SIP_FRAME_NONE)
        break;
      if (frame == SIP_FRAME_MESSAGE)
        handle_message (self, message);
      else if (frame == SIP_FRAME_PING)
        {
          g_autoptr (GBytes) pong = g_bytes_new_static ("\r\n", 2);

          demo_connection_send_bytes (self, pong);
        }
      else if (frame == SIP_FRAME_BROKEN)
        {
          handle_problem (self, &problem);
          sip_frame_problem_clear (&problem);
        }
    }
  watch_partial (self);
}

static void
on_closed (NetConnection *net, GError *error, gpointer user_data)
{
  g_autoptr (DemoConnection) self = demo_connection_ref (user_data);
  DemoServer *server = g_steal_pointer (&self->server);

  if (error != NULL)
    g_info ("connection %" G_GUINT64_FORMAT ": %s", self->id, error->message);
  watch_partial (self);
  if (server != NULL)
    demo_server_connection_closed (server, self);
}

DemoConnection *
demo_connection_new (DemoServer *server, NetConnection *net, guint64 id)
{
  DemoConnection *self = g_new0 (DemoConnection, 1);
  GInetSocketAddress *remote = net_connection_get_remote_address (net);

  g_ref_count_init (&self->ref_count);
  self->id = id;
  self->server = server;
  self->net = g_object_ref (net);
  self->framer = sip_framer_new ();
  sip_framer_set_listener (self->framer, TRUE);
  self->remote_host = g_inet_address_to_string (g_inet_socket_address_get_address (remote));
  self->remote_port = g_inet_socket_address_get_port (remote);
  g_signal_connect (net, "received", G_CALLBACK (on_received), self);
  g_signal_connect (net, "closed", G_CALLBACK (on_closed), self);
  return self;
}

DemoConnection *
demo_connection_ref (DemoConnection *self)
{
  g_ref_count_inc (&self->ref_count);
  return self;
}

void
demo_connection_unref (DemoConnection *self)
{
  if (self == NULL || !g_ref_count_dec (&self->ref_count))
    return;
  g_clear_handle_id (&self->partial_source, g_source_remove);
  g_signal_handlers_disconnect_by_data (self->net, self);
  net_connection_close (self->net);
  g_object_unref (self->net);
  sip_framer_free (self->framer);
  g_free (self->remote_host);
  g_free (self);
}

guint64
demo_connection_get_id (const DemoConnection *self)
{
  return self->id;
}

void
demo_connection_close (DemoConnection *self)
{
  DemoServer *server = g_steal_pointer (&self->server);

  net_connection_close (self->net);
  if (server != NULL)
    demo_server_connection_closed (server, self);
}

void
demo_connection_send_bytes (DemoConnection *self, GBytes *bytes)
{
  net_connection_send (self->net, bytes);
}

void
demo_connection_send (DemoConnection *self, SipBuilder *builder)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = sip_builder_finish (builder, &error);

  sip_builder_free (builder);
  if (bytes == NULL)
    g_info ("a message could not be written: %s", error->message);
  else
    demo_connection_send_bytes (self, bytes);
}

void
demo_connection_set_source (DemoConnection *self, SipBuilder *response)
{
  sip_builder_set_source (response, self->remote_host, self->remote_port);
}

SipBuilder *
demo_connection_begin_reply (DemoConnection *self,
                             const SipMessage *request,
                             guint status,
                             const char *to_tag)
{
  SipBuilder *builder = sip_builder_new_response (request, status, NULL, to_tag);

  demo_connection_set_source (self, builder);
  sip_builder_add (builder, "Server", "Linnet-demo/" LINNET_VERSION);
  return builder;
}

void
demo_connection_reply (DemoConnection *self,
                       const SipMessage *request,
                       guint status,
                       const char *name,
                       const char *value)
{
  g_autofree char *tag = demo_random_hex (8);
  SipBuilder *builder =
      demo_connection_begin_reply (self, request, status, status == 100 ? NULL : tag);

  if (name != NULL)
    sip_builder_add (builder, name, value);
  demo_connection_send (self, builder);
}
