/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Linnet Authors */
/* Connects with the authorities and exceptions of one account. */
#define G_LOG_DOMAIN "phone-connect"

#include "phone-connect.h"

#include "phone-error.h"

typedef struct
{
  TrustAnchors *anchors;
  PhoneAccountSettings *settings;
  char *host;
  char *identity;
  int port;
  TrustReport *report;
} Connect;

static void
connect_free (Connect *connect)
{
  g_clear_pointer (&connect->anchors, trust_anchors_unref);
  g_clear_object (&connect->settings);
  g_free (connect->host);
  g_free (connect->identity);
  g_clear_pointer (&connect->report, trust_report_unref);
  g_free (connect);
}

static void
on_connected (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;
  Connect *connect = g_task_get_task_data (task);
  NetConnection *connection = net_connect_finish (result, &connect->report, &error);

  if (connection != NULL)
    g_task_return_pointer (task, connection, g_object_unref);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

static void
begin (GTask *task)
{
  const Connect *connect = g_task_get_task_data (task);
  NetConnectOptions options = {
    .host = connect->host,
    .port = connect->port,
    .identity = connect->identity,
    .anchors = connect->anchors,
  };

  if (connect->settings != NULL)
    {
      options.allow_wildcard = phone_account_settings_get_allow_wildcard (connect->settings);
      options.pin = phone_account_settings_get_pin (connect->settings);
    }
  net_connect_async (&options, g_task_get_cancellable (task), on_connected, g_object_ref (task));
}

static void
on_ca_loaded (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (TrustAnchors) anchors = NULL;
  g_autofree char *pem = NULL;
  Connect *connect = g_task_get_task_data (task);
  gsize n;

  anchors = trust_anchors_copy (connect->anchors);
  if (!g_file_load_contents_finish (G_FILE (source), result, &pem, &n, NULL, &error) ||
      !trust_anchors_add_pem (anchors, (Slice){ pem, n }, NULL, &error))
    {
      if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        g_task_return_error (task, g_steal_pointer (&error));
      else
        g_task_return_new_error (task, PHONE_ERROR, PHONE_ERROR_FILE, "%s: %s",
                                 g_file_peek_path (G_FILE (source)), error->message);
      return;
    }
  trust_anchors_unref (connect->anchors);
  connect->anchors = g_steal_pointer (&anchors);
  begin (task);
}

void
phone_connect_async (TrustAnchors *anchors,
                     PhoneAccountSettings *settings,
                     const char *host,
                     int port,
                     const char *identity,
                     GCancellable *cancellable,
                     GAsyncReadyCallback callback,
                     gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  const char *ca_file = settings != NULL ? phone_account_settings_get_ca_file (settings) : NULL;
  Connect *connect = g_new0 (Connect, 1);

  g_task_set_source_tag (task, phone_connect_async);
  connect->anchors = trust_anchors_ref (anchors);
  connect->settings = settings != NULL ? g_object_ref (settings) : NULL;
  connect->host = g_strdup (host);
  connect->port = port;
  connect->identity = g_strdup (identity);
  g_task_set_task_data (task, connect, (GDestroyNotify) connect_free);
  if (ca_file != NULL)
    {
      g_autoptr (GFile) file = g_file_new_for_path (ca_file);

      g_file_load_contents_async (file, cancellable, on_ca_loaded, g_steal_pointer (&task));
      return;
    }
  begin (task);
}

NetConnection *
phone_connect_finish (GAsyncResult *result, TrustReport **report, GError **error)
{
  Connect *connect = g_task_get_task_data (G_TASK (result));

  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);
  *report = g_steal_pointer (&connect->report);
  return g_task_propagate_pointer (G_TASK (result), error);
}
