/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Linnet Authors */
#define G_LOG_DOMAIN "store-secret"

#include "store-secret.h"
#include "store-error.h"

#include <libsecret/secret.h>
#include <string.h>

static const SecretSchema *
get_schema (void)
{
  static const SecretSchema schema = {
    .name = LINNET_APP_ID ".Account",
    .flags = SECRET_SCHEMA_NONE,
    .attributes = { { "account", SECRET_SCHEMA_ATTRIBUTE_STRING } },
  };

  return &schema;
}

/* libsecret's own error says why; callers branch on there being no store */
static void
return_no_keyring (GTask *task, GError *error)
{
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) &&
      g_cancellable_is_cancelled (g_task_get_cancellable (task)))
    g_task_return_error (task, g_steal_pointer (&error));
  else
    g_task_return_new_error (task, STORE_ERROR, STORE_ERROR_NO_KEYRING, "no secret service: %s",
                             error != NULL ? error->message : "refused");
  g_clear_error (&error);
}

static void
on_saved (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;

  if (secret_password_store_finish (result, &error))
    g_task_return_boolean (task, TRUE);
  else
    return_no_keyring (task, error);
}

void
store_secret_save_async (const char *account_id,
                         const char *label,
                         Secret *password,
                         GCancellable *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer user_data)
{
  GTask *task = g_task_new (NULL, cancellable, callback, user_data);

  g_task_set_source_tag (task, store_secret_save_async);
  secret_password_store (get_schema (), SECRET_COLLECTION_DEFAULT, label,
                         secret_peek (password, NULL), cancellable, on_saved, task, "account",
                         account_id, NULL);
}

gboolean
store_secret_save_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, store_secret_save_async), FALSE);
  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
on_loaded (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  char *password = secret_password_lookup_finish (result, &error);

  if (password != NULL)
    {
      g_task_return_pointer (task, secret_new (password, strlen (password)),
                             (GDestroyNotify) secret_unref);
      secret_password_free (password);
    }
  else if (error != NULL)
    return_no_keyring (task, error);
  else
    g_task_return_new_error (task, STORE_ERROR, STORE_ERROR_NOT_FOUND, "no password is stored");
}

void
store_secret_load_async (const char *account_id,
                         GCancellable *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer user_data)
{
  GTask *task = g_task_new (NULL, cancellable, callback, user_data);

  g_task_set_source_tag (task, store_secret_load_async);
  secret_password_lookup (get_schema (), cancellable, on_loaded, task, "account", account_id, NULL);
}

Secret *
store_secret_load_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, store_secret_load_async), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
on_removed (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;

  secret_password_clear_finish (result, &error);
  if (error != NULL)
    return_no_keyring (task, error);
  else
    g_task_return_boolean (task, TRUE);
}

void
store_secret_remove_async (const char *account_id,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data)
{
  GTask *task = g_task_new (NULL, cancellable, callback, user_data);

  g_task_set_source_tag (task, store_secret_remove_async);
  secret_password_clear (get_schema (), cancellable, on_removed, task, "account", account_id, NULL);
}

gboolean
store_secret_remove_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, store_secret_remove_async), FALSE);
  return g_task_propagate_boolean (G_TASK (result), error);
}
