/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Linnet Authors */
/* The code under test, run to its end. */
#include "net-client.h"

#include "net-peer.h"

#define PATIENCE_S 20 /* a test that waits longer has failed */

static gboolean
on_patience_over (gpointer user_data)
{
  g_error ("nothing happened for %d seconds", PATIENCE_S);
  return G_SOURCE_REMOVE;
}

void
run_until (const gboolean *done)
{
  guint patience = g_timeout_add_seconds (PATIENCE_S, on_patience_over, NULL);

  while (!*done)
    g_main_context_iteration (NULL, TRUE);
  g_source_remove (patience);
}

void
run_pending (void)
{
  while (g_main_context_iteration (NULL, FALSE))
    continue;
}

TrustAnchors *
load_anchors (const char *const *names)
{
  TrustAnchors *anchors = trust_anchors_new ();

  for (const char *const *name = names; *name != NULL; name++)
    {
      g_autofree char *file = certificate_path (*name);
      g_autofree char *contents = NULL;
      gsize n;
      g_autoptr (GError) error = NULL;

      g_file_get_contents (file, &contents, &n, &error);
      g_assert_no_error (error);
      trust_anchors_add_pem (anchors, (Slice){ contents, n }, NULL, &error);
      g_assert_no_error (error);
    }
  return anchors;
}

NetConnectOptions
client_options (guint16 port, TrustAnchors *anchors)
{
  return (NetConnectOptions){ .host = "127.0.0.1",
                              .port = port,
                              .identity = TEST_HOST,
                              .anchors = anchors,
                              .unix_s = TEST_NOW_S };
}

typedef struct
{
  GAsyncResult *result;
  gboolean done;
} Outcome;

static void
on_connected (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Outcome *outcome = user_data;

  outcome->result = g_object_ref (result);
  outcome->done = TRUE;
}

NetConnection *
client_connect (const NetConnectOptions *options, TrustReport **report, GError **error)
{
  Outcome outcome = { NULL, FALSE };
  NetConnection *connection;

  net_connect_async (options, NULL, on_connected, &outcome);
  run_until (&outcome.done);
  connection = net_connect_finish (outcome.result, report, error);
  g_object_unref (outcome.result);
  return connection;
}

static void
on_received (NetConnection *connection, GBytes *bytes, gpointer user_data)
{
  Client *self = user_data;

  g_assert_false (self->is_closed);
  g_assert_cmpuint (g_bytes_get_size (bytes), <=, 16384);
  g_byte_array_append (self->received, g_bytes_get_data (bytes, NULL),
                       (guint) g_bytes_get_size (bytes));
}

static void
on_closed (NetConnection *connection, const GError *error, gpointer user_data)
{
  Client *self = user_data;

  g_assert_false (self->is_closed);
  g_assert_false (net_connection_is_open (connection));
  self->is_closed = TRUE;
  self->error = error != NULL ? g_error_copy (error) : NULL;
}

void
client_watch (Client *self, NetConnection *connection)
{
  *self = (Client){ .connection = connection, .received = g_byte_array_new () };
  g_signal_connect (connection, "received", G_CALLBACK (on_received), self);
  g_signal_connect (connection, "closed", G_CALLBACK (on_closed), self);
}

void
client_run_until_bytes (Client *self, gsize n)
{
  guint patience = g_timeout_add_seconds (PATIENCE_S, on_patience_over, NULL);

  while (!self->is_closed && self->received->len < n)
    g_main_context_iteration (NULL, TRUE);
  g_source_remove (patience);
}

void
client_run_until_closed (Client *self)
{
  run_until (&self->is_closed);
}

void
client_clear (Client *self)
{
  if (self->connection != NULL)
    g_signal_handlers_disconnect_by_data (self->connection, self);
  g_clear_object (&self->connection);
  g_clear_pointer (&self->received, g_byte_array_unref);
  g_clear_error (&self->error);
}
