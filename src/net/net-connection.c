/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Linnet Authors */
/* One TLS connection that is up: bytes in, bytes out, and an orderly end. */
#define G_LOG_DOMAIN "net-connection"

#include "net-connection-private.h"

#include "net-error.h"

#define RECORDS_PER_DISPATCH 8 /* then others have their turn */

typedef enum
{
  STATE_NEW, /* nobody listens yet: nothing is read */
  STATE_OPEN,
  STATE_CLOSING, /* flushing, then waiting for the other side's close_notify */
  STATE_FAILED,  /* will say so when the main context runs */
  STATE_CLOSED,
} State;

struct _NetConnection
{
  GObject parent_instance;

  /* Owned */
  NetTls *tls;
  GBytes *early;
  TrustReport *report;
  GInetSocketAddress *local, *remote;
  GMainContext *context;
  GSource *read_source, *write_source, *soon_source, *close_timeout;
  GQueue queue; /* of GBytes */
  GError *failure;

  State state;
  gsize queued_bytes; /* not sent of the whole queue */
  gsize sent_of_head; /* of the queue's first */
  gboolean said_bye;
};

enum
{
  RECEIVED,
  CLOSED,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (NetConnection, net_connection, G_TYPE_OBJECT)

static void want_write (NetConnection *self);

static void
clear_source (GSource **source)
{
  if (*source == NULL)
    return;
  g_source_destroy (*source);
  g_clear_pointer (source, g_source_unref);
}

static void
clear_sources (NetConnection *self)
{
  clear_source (&self->read_source);
  clear_source (&self->write_source);
  clear_source (&self->soon_source);
  clear_source (&self->close_timeout);
}

static void
clear_queue (NetConnection *self)
{
  g_queue_clear_full (&self->queue, (GDestroyNotify) g_bytes_unref);
  self->queued_bytes = 0;
  self->sent_of_head = 0;
}

/* The last thing that happens to a connection. @error: (transfer full) (nullable) */
static void
end (NetConnection *self, GError *error)
{
  g_autoptr (GError) owned = error;
  gboolean keeps_itself = self->state == STATE_CLOSING;

  if (self->state == STATE_CLOSED)
    return;
  self->state = STATE_CLOSED;
  clear_sources (self);
  clear_queue (self);
  g_clear_pointer (&self->tls, net_tls_free); /* and the socket */
  g_signal_emit (self, signals[CLOSED], 0, owned);
  if (keeps_itself)
    g_object_unref (self);
}

static GSource *
watch (NetConnection *self, GIOCondition condition, GSocketSourceFunc func)
{
  GSource *source = g_socket_create_source (net_tls_get_socket (self->tls), condition, NULL);

  g_source_set_callback (source, G_SOURCE_FUNC (func), self, NULL);
  g_source_attach (source, self->context);
  return source;
}

static gboolean on_soon (gpointer user_data);

static void
do_soon (NetConnection *self)
{
  if (self->soon_source != NULL)
    return;
  self->soon_source = g_idle_source_new ();
  g_source_set_priority (self->soon_source, G_PRIORITY_DEFAULT);
  g_source_set_callback (self->soon_source, on_soon, self, NULL);
  g_source_attach (self->soon_source, self->context);
}

/* What the other side may still say is thrown away once we have closed */
static void
deliver (NetConnection *self, GBytes *bytes)
{
  if (self->state == STATE_OPEN)
    g_signal_emit (self, signals[RECEIVED], 0, bytes);
}

static void
read_records (NetConnection *self)
{
  guint8 buffer[NET_TLS_RECORD_MAX_BYTES];

  for (guint i = 0; self->state == STATE_OPEN || self->state == STATE_CLOSING; i++)
    {
      gsize n = sizeof buffer;
      GError *error = NULL;
      g_autoptr (GBytes) bytes = NULL;

      if (i == RECORDS_PER_DISPATCH)
        {
          do_soon (self); /* GnuTLS may hold decrypted bytes that no poll will report */
          return;
        }
      switch (net_tls_recv (self->tls, buffer, &n, &error))
        {
        case NET_TLS_DONE:
          bytes = g_bytes_new (buffer, n);
          deliver (self, bytes);
          continue;
        case NET_TLS_WANTS_READ:
          return;
        case NET_TLS_WANTS_WRITE: /* the answer to a key update */
          want_write (self);
          return;
        case NET_TLS_ENDED:
          end (self, NULL);
          return;
        case NET_TLS_FAILED:
          if (self->state == STATE_CLOSING)
            g_clear_error (&error);
          end (self, error);
          return;
        }
    }
}

static gboolean
on_readable (GSocket *socket, GIOCondition condition, gpointer user_data)
{
  g_autoptr (NetConnection) self = g_object_ref (user_data);

  read_records (self);
  return G_SOURCE_CONTINUE; /* destroyed where it should not */
}

static gboolean
on_soon (gpointer user_data)
{
  g_autoptr (NetConnection) self = g_object_ref (user_data);
  g_autoptr (GBytes) early = g_steal_pointer (&self->early);

  clear_source (&self->soon_source);
  if (self->state == STATE_FAILED)
    {
      end (self, g_steal_pointer (&self->failure));
      return G_SOURCE_REMOVE;
    }
  if (early != NULL)
    deliver (self, early);
  read_records (self);
  return G_SOURCE_REMOVE;
}

/* Sends what the socket takes. FALSE: has ended, or waits for the socket. */
static gboolean
flush_queue (NetConnection *self)
{
  while (!g_queue_is_empty (&self->queue))
    {
      GBytes *head = g_queue_peek_head (&self->queue);
      gsize size;
      const guint8 *p = g_bytes_get_data (head, &size);
      gsize n = MIN (size - self->sent_of_head, NET_TLS_RECORD_MAX_BYTES);
      GError *error = NULL;

      switch (net_tls_send (self->tls, p + self->sent_of_head, &n, &error))
        {
        case NET_TLS_DONE:
          break;
        case NET_TLS_WANTS_READ:
        case NET_TLS_WANTS_WRITE:
          return FALSE;
        case NET_TLS_ENDED:
        case NET_TLS_FAILED:
          if (self->state == STATE_CLOSING)
            g_clear_error (&error);
          end (self, error);
          return FALSE;
        }
      self->sent_of_head += n;
      self->queued_bytes -= n;
      if (self->sent_of_head == size)
        {
          g_bytes_unref (g_queue_pop_head (&self->queue));
          self->sent_of_head = 0;
        }
    }
  return TRUE;
}

static gboolean
on_writable (GSocket *socket, GIOCondition condition, gpointer user_data)
{
  g_autoptr (NetConnection) self = g_object_ref (user_data);

  if (!flush_queue (self))
    return G_SOURCE_CONTINUE;
  if (self->state == STATE_CLOSING && !self->said_bye)
    {
      switch (net_tls_bye (self->tls, NULL))
        {
        case NET_TLS_DONE:
          self->said_bye = TRUE;
          break;
        case NET_TLS_WANTS_READ:
        case NET_TLS_WANTS_WRITE:
          return G_SOURCE_CONTINUE;
        case NET_TLS_ENDED:
        case NET_TLS_FAILED:
          end (self, NULL);
          return G_SOURCE_REMOVE;
        }
    }
  clear_source (&self->write_source);
  do_soon (self); /* a read may have waited for this */
  return G_SOURCE_REMOVE;
}

static void
want_write (NetConnection *self)
{
  if (self->write_source == NULL)
    self->write_source = watch (self, G_IO_OUT, on_writable);
}

void
net_connection_send (NetConnection *self, GBytes *bytes)
{
  gsize n = g_bytes_get_size (bytes);

  g_return_if_fail (NET_IS_CONNECTION (self));

  if ((self->state != STATE_OPEN && self->state != STATE_NEW) || n == 0)
    return;
  if (n > NET_CONNECTION_QUEUE_MAX_BYTES - self->queued_bytes)
    {
      clear_queue (self);
      clear_sources (self);
      self->state = STATE_FAILED;
      g_set_error_literal (&self->failure, NET_ERROR, NET_ERROR_QUEUE_FULL,
                           "the other side does not take what is sent");
      do_soon (self);
      return;
    }
  g_queue_push_tail (&self->queue, g_bytes_ref (bytes));
  self->queued_bytes += n;
  want_write (self);
}

static gboolean
on_close_timeout (gpointer user_data)
{
  g_autoptr (NetConnection) self = g_object_ref (user_data);

  end (self, NULL);
  return G_SOURCE_REMOVE;
}

void
net_connection_close (NetConnection *self)
{
  g_return_if_fail (NET_IS_CONNECTION (self));

  if (self->state != STATE_OPEN && self->state != STATE_NEW)
    return;
  if (self->state == STATE_NEW)
    net_connection_start (self);
  self->state = STATE_CLOSING;
  g_object_ref (self); /* until end() */
  self->close_timeout = g_timeout_source_new (NET_CONNECTION_CLOSE_TIMEOUT_MS);
  g_source_set_callback (self->close_timeout, on_close_timeout, self, NULL);
  g_source_attach (self->close_timeout, self->context);
  want_write (self);
}

gboolean
net_connection_is_open (NetConnection *self)
{
  g_return_val_if_fail (NET_IS_CONNECTION (self), FALSE);

  return self->state == STATE_NEW || self->state == STATE_OPEN;
}

GInetSocketAddress *
net_connection_get_local_address (NetConnection *self)
{
  g_return_val_if_fail (NET_IS_CONNECTION (self), NULL);

  return self->local;
}

GInetSocketAddress *
net_connection_get_remote_address (NetConnection *self)
{
  g_return_val_if_fail (NET_IS_CONNECTION (self), NULL);

  return self->remote;
}

TrustReport *
net_connection_get_report (NetConnection *self)
{
  g_return_val_if_fail (NET_IS_CONNECTION (self), NULL);

  return self->report;
}

/* A socket that lost its peer between handshake and here has no address any more */
static GInetSocketAddress *
address_or_any (GSocketAddress *address)
{
  g_autoptr (GInetAddress) any = NULL;

  if (address != NULL)
    return G_INET_SOCKET_ADDRESS (address);
  any = g_inet_address_new_any (G_SOCKET_FAMILY_IPV4);
  return G_INET_SOCKET_ADDRESS (g_inet_socket_address_new (any, 0));
}

NetConnection *
net_connection_new (NetTls *tls, GBytes *early, TrustReport *report)
{
  NetConnection *self = g_object_new (NET_TYPE_CONNECTION, NULL);
  GSocket *socket = net_tls_get_socket (tls);

  self->tls = tls;
  self->early = early;
  self->report = report;
  self->local = address_or_any (g_socket_get_local_address (socket, NULL));
  self->remote = address_or_any (g_socket_get_remote_address (socket, NULL));
  self->context = g_main_context_ref_thread_default ();
  return self;
}

void
net_connection_start (NetConnection *self)
{
  if (self->state != STATE_NEW)
    return;
  self->state = STATE_OPEN;
  self->read_source = watch (self, G_IO_IN, on_readable);
  do_soon (self);
}

static void
net_connection_dispose (GObject *object)
{
  NetConnection *self = NET_CONNECTION (object);

  clear_sources (self);
  clear_queue (self);
  self->state = STATE_CLOSED;
  g_clear_pointer (&self->tls, net_tls_free);
  g_clear_pointer (&self->early, g_bytes_unref);
  g_clear_pointer (&self->report, trust_report_unref);
  g_clear_pointer (&self->context, g_main_context_unref);
  g_clear_object (&self->local);
  g_clear_object (&self->remote);
  g_clear_error (&self->failure);
  G_OBJECT_CLASS (net_connection_parent_class)->dispose (object);
}

static void
net_connection_class_init (NetConnectionClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = net_connection_dispose;

  signals[RECEIVED] = g_signal_new ("received", NET_TYPE_CONNECTION, G_SIGNAL_RUN_LAST, 0, NULL,
                                    NULL, NULL, G_TYPE_NONE, 1, G_TYPE_BYTES);
  signals[CLOSED] = g_signal_new ("closed", NET_TYPE_CONNECTION, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                  NULL, G_TYPE_NONE, 1, G_TYPE_ERROR);
}

static void
net_connection_init (NetConnection *self)
{
  g_queue_init (&self->queue);
}
