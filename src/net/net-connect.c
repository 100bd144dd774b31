/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Linnet Authors */
/* From a domain to a connection whose other end is who it should be. */
#define G_LOG_DOMAIN "net-connect"

#include "net-connect.h"

#include <string.h>

#include "net-attempt.h"
#include "net-connection-private.h"
#include "net-lookup.h"
#include "net-report.h"
#include "trust-verdict.h"

typedef struct
{
  /* Owned */
  char *host;
  int port;
  NetAttemptConfig config;
  GPtrArray *targets;     /* of NetTarget */
  GCancellable *internal; /* of what is under way */
  GSource *total_timeout, *cancel_source;
  TrustReport *report; /* of what is to be told */
  GError *error;       /* likewise */

  guint target, address; /* the next to try */
  gboolean is_over;      /* cancelled or out of time: what still comes back is ignored */
} Connect;

static void
clear_source (GSource **source)
{
  if (*source == NULL)
    return;
  g_source_destroy (*source);
  g_clear_pointer (source, g_source_unref);
}

static void
connect_free (Connect *self)
{
  clear_source (&self->total_timeout);
  clear_source (&self->cancel_source);
  g_free (self->host);
  g_free (self->config.target);
  g_free (self->config.identity);
  g_free (self->config.pin);
  g_free (self->config.priority_suffix);
  g_clear_pointer (&self->config.anchors, trust_anchors_unref);
  g_clear_pointer (&self->targets, g_ptr_array_unref);
  g_clear_pointer (&self->report, trust_report_unref);
  g_clear_object (&self->internal);
  g_clear_error (&self->error);
  g_free (self);
}

/* What is under way goes on to its end in the background and is ignored */
static void
enter_over (Connect *self)
{
  self->is_over = TRUE;
  clear_source (&self->total_timeout);
  clear_source (&self->cancel_source);
  g_cancellable_cancel (self->internal);
}

static void
give_up (GTask *task)
{
  Connect *self = g_task_get_task_data (task);

  enter_over (self);
  g_task_return_error (task, g_steal_pointer (&self->error));
}

/* A certificate failure is told rather than what comes after it (PROTOCOL 8.4).
 * @report, @error: (transfer full) */
static void
remember_failure (Connect *self, TrustReport *report, GError *error)
{
  if (g_error_matches (self->error, NET_ERROR, NET_ERROR_UNTRUSTED))
    {
      trust_report_unref (report);
      g_error_free (error);
      return;
    }
  g_clear_pointer (&self->report, trust_report_unref);
  g_clear_error (&self->error);
  self->report = report;
  self->error = error;
}

static void try_next (GTask *task);

static void
on_attempt (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Connect *self = g_task_get_task_data (task);
  g_autoptr (TrustReport) report = NULL;
  GError *error = NULL;
  g_autoptr (NetConnection) connection = net_attempt_finish (result, &report, &error);

  if (self->is_over)
    {
      g_clear_error (&error);
      return;
    }
  if (connection == NULL)
    {
      remember_failure (self, g_steal_pointer (&report), error);
      try_next (task);
      return;
    }
  g_clear_pointer (&self->report, trust_report_unref);
  self->report = g_steal_pointer (&report);
  enter_over (self);
  g_task_return_pointer (task, g_steal_pointer (&connection), g_object_unref);
}

static void
try_next (GTask *task)
{
  Connect *self = g_task_get_task_data (task);
  NetTarget *target;
  g_autoptr (GInetSocketAddress) address = NULL;

  if (self->target == self->targets->len)
    {
      give_up (task);
      return;
    }
  target = g_ptr_array_index (self->targets, self->target);
  address = G_INET_SOCKET_ADDRESS (g_inet_socket_address_new (
      g_ptr_array_index (target->addresses, self->address), target->port));
  net_attempt_async (&self->config, address, target->host, target->via, self->internal, on_attempt,
                     g_object_ref (task));
  if (++self->address == target->addresses->len)
    {
      self->address = 0;
      self->target++;
    }
}

static void
on_lookup (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Connect *self = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr (GPtrArray) targets = net_lookup_finish (result, &error);

  if (self->is_over)
    {
      g_clear_error (&error);
      return;
    }
  if (targets == NULL)
    {
      net_report_resolve_failed (self->report, error);
      g_clear_error (&self->error);
      self->error = error;
      give_up (task);
      return;
    }
  self->targets = g_steal_pointer (&targets);
  try_next (task);
}

static gboolean
on_total_timeout (gpointer user_data)
{
  g_autoptr (GTask) task = g_object_ref (user_data);
  Connect *self = g_task_get_task_data (task);

  /* the first attempt is still under way, or the look-up: nothing better to tell */
  if (self->error == NULL)
    {
      self->error =
          g_error_new (NET_ERROR, NET_ERROR_TIMEOUT, "%s: no connection in time", self->host);
      if (self->targets == NULL)
        net_report_resolve_failed (self->report, self->error);
      else
        trust_report_set_step (self->report, TRUST_STEP_CONNECT, TRUST_STATUS_FAIL, "timeout",
                               g_strdup (self->error->message));
    }
  give_up (task);
  return G_SOURCE_REMOVE;
}

static gboolean
on_cancelled (GCancellable *cancellable, gpointer user_data)
{
  g_autoptr (GTask) task = g_object_ref (user_data);
  Connect *self = g_task_get_task_data (task);

  g_clear_pointer (&self->report, trust_report_unref);
  g_clear_error (&self->error);
  self->error = g_error_new_literal (G_IO_ERROR, G_IO_ERROR_CANCELLED, "cancelled");
  give_up (task);
  return G_SOURCE_REMOVE;
}

static char *
target_text (const NetConnectOptions *options)
{
  gboolean is_ipv6 = strchr (options->host, ':') != NULL && options->host[0] != '[';

  if (options->port <= 0)
    return g_strdup (options->host);
  return g_strdup_printf (is_ipv6 ? "[%s]:%d" : "%s:%d", options->host, options->port);
}

static Connect *
connect_new (const NetConnectOptions *options)
{
  Connect *self = g_new0 (Connect, 1);
  g_autofree char *identity =
      g_hostname_to_ascii (options->identity != NULL ? options->identity : options->host);

  self->host = g_strdup (options->host);
  self->port = options->port > 0 ? options->port : -1;
  self->internal = g_cancellable_new ();
  self->config = (NetAttemptConfig){
    .target = target_text (options),
    .identity = g_steal_pointer (&identity),
    .anchors = options->anchors != NULL ? trust_anchors_ref (options->anchors) : NULL,
    .allow_wildcard = options->allow_wildcard,
    .pin = g_strdup (options->pin),
    .key_seen_before = options->key_seen_before,
    .unix_s = options->unix_s,
    .timeout_ms = options->attempt_timeout_ms != 0 ? options->attempt_timeout_ms
                                                   : NET_CONNECT_ATTEMPT_TIMEOUT_MS,
    .priority_suffix = g_strdup (options->priority_suffix),
  };
  return self;
}

static GSource *
attach (GTask *task, GSource *source, GSourceFunc func)
{
  g_source_set_callback (source, func, g_object_ref (task), g_object_unref);
  g_source_attach (source, g_task_get_context (task));
  return source;
}

void
net_connect_async (const NetConnectOptions *options,
                   GCancellable *cancellable,
                   GAsyncReadyCallback callback,
                   gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, NULL, callback, user_data);
  Connect *self;

  g_return_if_fail (options != NULL && options->host != NULL);

  g_task_set_source_tag (task, net_connect_async);
  self = connect_new (options);
  g_task_set_task_data (task, self, (GDestroyNotify) connect_free);
  if (self->config.identity == NULL || self->config.identity[0] == '\0' ||
      (options->pin != NULL && !trust_pin_is_valid (options->pin)))
    {
      g_task_return_new_error (task, NET_ERROR, NET_ERROR_BAD_ARGUMENT,
                               "not a host name, or not 64 hex digits");
      return;
    }
  self->report = trust_report_new (self->config.target, self->config.identity);
  self->total_timeout =
      attach (task,
              g_timeout_source_new (options->total_timeout_ms != 0 ? options->total_timeout_ms
                                                                   : NET_CONNECT_TOTAL_TIMEOUT_MS),
              on_total_timeout);
  if (cancellable != NULL)
    self->cancel_source =
        attach (task, g_cancellable_source_new (cancellable), G_SOURCE_FUNC (on_cancelled));
  net_lookup_async (self->host, self->port, self->internal, on_lookup, g_object_ref (task));
}

NetConnection *
net_connect_finish (GAsyncResult *result, TrustReport **report, GError **error)
{
  Connect *self;
  NetConnection *connection;

  g_return_val_if_fail (g_async_result_is_tagged (result, net_connect_async), NULL);

  self = g_task_get_task_data (G_TASK (result));
  if (report != NULL)
    *report = g_steal_pointer (&self->report);
  connection = g_task_propagate_pointer (G_TASK (result), error);
  if (connection != NULL)
    net_connection_start (connection);
  return connection;
}
