/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Linnet Authors */
/* Takes TLS connections. */
#define G_LOG_DOMAIN "net-listener"

#include "net-listener.h"

#include "net-connection-private.h"

#define BACKLOG 16
#define ACCEPTS_PER_DISPATCH 8

struct _NetListener
{
  GObject parent_instance;

  /* Owned */
  GSocket *socket;
  NetTlsCredentials *credentials;
  GMainContext *context;
  GSource *accept_source;
  GPtrArray *guests; /* of Guest: handshakes under way */

  guint16 port;
  guint n_connections; /* handed out and still there */
};

/* Somebody in the handshake */
typedef struct
{
  /* Borrowed */
  NetListener *listener;

  /* Owned */
  NetTls *tls;
  GSource *io_source, *timeout_source;
} Guest;

enum
{
  CONNECTION,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (NetListener, net_listener, G_TYPE_OBJECT)

static void
clear_source (GSource **source)
{
  if (*source == NULL)
    return;
  g_source_destroy (*source);
  g_clear_pointer (source, g_source_unref);
}

static void
guest_free (Guest *self)
{
  clear_source (&self->io_source);
  clear_source (&self->timeout_source);
  g_clear_pointer (&self->tls, net_tls_free);
  g_free (self);
}

static gboolean
on_guest_timeout (gpointer user_data)
{
  Guest *self = user_data;

  g_ptr_array_remove_fast (self->listener->guests, self);
  return G_SOURCE_REMOVE;
}

static void
on_connection_gone (gpointer user_data, GObject *connection)
{
  g_autoptr (NetListener) self = user_data;

  self->n_connections--;
}

static void
hand_over (Guest *guest)
{
  g_autoptr (NetListener) self = g_object_ref (guest->listener);
  g_autoptr (NetConnection) connection =
      net_connection_new (g_steal_pointer (&guest->tls), NULL, NULL);

  g_ptr_array_remove_fast (self->guests, guest);
  self->n_connections++;
  g_object_weak_ref (G_OBJECT (connection), on_connection_gone, g_object_ref (self));
  g_signal_emit (self, signals[CONNECTION], 0, connection);
  net_connection_start (connection);
}

static gboolean on_guest_io (GSocket *socket, GIOCondition condition, gpointer user_data);

static void
wait_for (Guest *self, GIOCondition condition)
{
  clear_source (&self->io_source);
  self->io_source = g_socket_create_source (net_tls_get_socket (self->tls), condition, NULL);
  g_source_set_callback (self->io_source, G_SOURCE_FUNC (on_guest_io), self, NULL);
  g_source_attach (self->io_source, self->listener->context);
}

static gboolean
on_guest_io (GSocket *socket, GIOCondition condition, gpointer user_data)
{
  Guest *self = user_data;
  g_autoptr (GError) error = NULL;

  switch (net_tls_handshake (self->tls, &error))
    {
    case NET_TLS_DONE:
      hand_over (self);
      break;
    case NET_TLS_WANTS_READ:
      wait_for (self, G_IO_IN);
      break;
    case NET_TLS_WANTS_WRITE:
      wait_for (self, G_IO_OUT);
      break;
    case NET_TLS_ENDED:
    case NET_TLS_FAILED:
      g_debug ("handshake: %s", error->message);
      g_ptr_array_remove_fast (self->listener->guests, self);
      break;
    }
  return G_SOURCE_REMOVE;
}

static void
welcome (NetListener *self, GSocket *socket)
{
  Guest *guest;
  NetTls *tls;
  g_autoptr (GError) error = NULL;

  if (self->guests->len + self->n_connections >= NET_LISTENER_CONNECTIONS_MAX)
    {
      g_info ("too many connections: closed a new one");
      return;
    }
  net_socket_prepare (socket);
  tls = net_tls_new_server (socket, self->credentials, &error);
  if (tls == NULL)
    {
      g_warning ("no TLS session: %s", error->message);
      return;
    }
  guest = g_new0 (Guest, 1);
  guest->listener = self;
  guest->tls = tls;
  g_ptr_array_add (self->guests, guest);
  guest->timeout_source = g_timeout_source_new (NET_LISTENER_HANDSHAKE_TIMEOUT_MS);
  g_source_set_callback (guest->timeout_source, on_guest_timeout, guest, NULL);
  g_source_attach (guest->timeout_source, self->context);
  wait_for (guest, G_IO_IN);
}

static gboolean
on_incoming (GSocket *listening, GIOCondition condition, gpointer user_data)
{
  g_autoptr (NetListener) self = g_object_ref (user_data);

  for (guint i = 0; i < ACCEPTS_PER_DISPATCH && self->socket != NULL; i++)
    {
      g_autoptr (GSocket) socket = g_socket_accept (self->socket, NULL, NULL);

      if (socket == NULL)
        break;
      welcome (self, socket);
    }
  return G_SOURCE_CONTINUE; /* destroyed where it should not */
}

static gboolean
listen_on (NetListener *self, GInetAddress *address, guint16 port, GError **error)
{
  g_autoptr (GSocketAddress) wanted = g_inet_socket_address_new (address, port);
  g_autoptr (GSocketAddress) actual = NULL;

  self->socket = g_socket_new (g_inet_address_get_family (address), G_SOCKET_TYPE_STREAM,
                               G_SOCKET_PROTOCOL_TCP, error);
  if (self->socket == NULL)
    return FALSE;
  g_socket_set_blocking (self->socket, FALSE);
  g_socket_set_listen_backlog (self->socket, BACKLOG);
  if (!g_socket_bind (self->socket, wanted, TRUE, error) || !g_socket_listen (self->socket, error))
    return FALSE;
  actual = g_socket_get_local_address (self->socket, error);
  if (actual == NULL)
    return FALSE;
  self->port = g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (actual));
  return TRUE;
}

NetListener *
net_listener_new (GInetAddress *address,
                  guint16 port,
                  GBytes *certificate_pem,
                  GBytes *key_pem,
                  GError **error)
{
  g_autoptr (NetListener) self = g_object_new (NET_TYPE_LISTENER, NULL);
  g_autoptr (GError) cause = NULL;

  g_return_val_if_fail (G_IS_INET_ADDRESS (address), NULL);

  self->credentials = net_tls_credentials_new_server (certificate_pem, key_pem, error);
  if (self->credentials == NULL)
    return NULL;
  if (!listen_on (self, address, port, &cause))
    {
      g_set_error (error, NET_ERROR, NET_ERROR_FAILED, "cannot listen on port %u: %s", port,
                   cause->message);
      return NULL;
    }
  self->accept_source = g_socket_create_source (self->socket, G_IO_IN, NULL);
  g_source_set_callback (self->accept_source, G_SOURCE_FUNC (on_incoming), self, NULL);
  g_source_attach (self->accept_source, self->context);
  return g_steal_pointer (&self);
}

guint16
net_listener_get_port (NetListener *self)
{
  g_return_val_if_fail (NET_IS_LISTENER (self), 0);

  return self->port;
}

void
net_listener_close (NetListener *self)
{
  g_return_if_fail (NET_IS_LISTENER (self));

  clear_source (&self->accept_source);
  g_ptr_array_set_size (self->guests, 0);
  if (self->socket != NULL)
    g_socket_close (self->socket, NULL);
  g_clear_object (&self->socket);
}

static void
net_listener_dispose (GObject *object)
{
  NetListener *self = NET_LISTENER (object);

  net_listener_close (self);
  g_clear_pointer (&self->credentials, net_tls_credentials_unref);
  g_clear_pointer (&self->context, g_main_context_unref);
  G_OBJECT_CLASS (net_listener_parent_class)->dispose (object);
}

static void
net_listener_finalize (GObject *object)
{
  g_ptr_array_unref (NET_LISTENER (object)->guests);
  G_OBJECT_CLASS (net_listener_parent_class)->finalize (object);
}

static void
net_listener_class_init (NetListenerClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = net_listener_dispose;
  G_OBJECT_CLASS (klass)->finalize = net_listener_finalize;

  signals[CONNECTION] = g_signal_new ("connection", NET_TYPE_LISTENER, G_SIGNAL_RUN_LAST, 0, NULL,
                                      NULL, NULL, G_TYPE_NONE, 1, NET_TYPE_CONNECTION);
}

static void
net_listener_init (NetListener *self)
{
  self->context = g_main_context_ref_thread_default ();
  self->guests = g_ptr_array_new_with_free_func ((GDestroyNotify) guest_free);
}
