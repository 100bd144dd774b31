/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Linnet Authors */
/* The engine's beginning and end, and what it reads and writes: accounts, passwords, preferences.
 */
#define G_LOG_DOMAIN "phone-engine-store"

#include "phone-engine-private.h"

#include "net-anchors.h"
#include "phone-account-private.h"
#include "phone-preferences-private.h"
#include "store-error.h"
#include "store-preferences.h"

#include <glib/gi18n-lib.h>

/* More than an account needs to sign out by itself */
#define CLOSE_TIMEOUT_MS 6000

/* Codes of the store are ours too; nobody above knows the folders below */
static GError *
map_store_error (const GError *error)
{
  PhoneErrorCode code = PHONE_ERROR_STORE;

  if (g_error_matches (error, STORE_ERROR, STORE_ERROR_LOCKED))
    code = PHONE_ERROR_LOCKED;
  else if (g_error_matches (error, STORE_ERROR, STORE_ERROR_NO_KEYRING))
    code = PHONE_ERROR_NO_KEYRING;
  return g_error_new_literal (PHONE_ERROR, code, error->message);
}

void
phone_engine_warn_no_keyring (PhoneEngine *self)
{
  if (self->warned_keyring)
    return;
  self->warned_keyring = TRUE;
  phone_engine_warn (self, "no-keyring",
                     _ ("The password store can’t be reached. Passwords are kept for this session "
                        "only."));
}

static void
on_password_loaded (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (PhoneAccount) account = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (Secret) password = store_secret_load_finish (result, &error);
  const gboolean reached = !g_error_matches (error, STORE_ERROR, STORE_ERROR_NO_KEYRING);

  if (!reached && account->engine != NULL)
    phone_engine_warn_no_keyring (account->engine);
  phone_account_password_fetched (account, password, reached);
}

static void
add_saved_account (PhoneEngine *self, const StoreAccount *record)
{
  g_autoptr (PhoneAccountSettings) settings = phone_account_settings_from_record (record);
  g_autoptr (PhoneAccount) account = NULL;
  g_autoptr (GError) error = NULL;

  if (!phone_account_settings_validate (settings, &error))
    {
      g_warning ("account %s in the database: %s", record->id, error->message);
      return;
    }
  account = phone_account_new (self, settings, PHONE_ACCOUNT_SAVED, record);
  phone_engine_append_account (self, account);
  phone_account_begin_fetching_password (account);
  store_secret_load_async (record->id, NULL, on_password_loaded, g_object_ref (account));
}

static void
finish_opening (PhoneEngine *self, GTask *task)
{
  self->opened = TRUE;
  if (self->sign_in && self->closing == NULL && !self->closed) /* it may have ended meanwhile */
    for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->accounts)); i++)
      {
        g_autoptr (PhoneAccount) account = g_list_model_get_item (G_LIST_MODEL (self->accounts), i);

        if (phone_account_settings_get_enabled (phone_account_get_settings (account)))
          phone_account_sign_in (account);
      }
  g_task_return_boolean (task, TRUE);
}

static void
on_accounts_loaded (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  PhoneEngine *self = g_task_get_source_object (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) records =
      store_database_load_accounts_finish (STORE_DATABASE (source), result, &error);

  if (records == NULL)
    {
      g_task_return_error (task, map_store_error (error));
      return;
    }
  for (guint i = 0; i < records->len; i++)
    add_saved_account (self, records->pdata[i]);
  finish_opening (self, task);
}

static void
on_database_opened (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  PhoneEngine *self = g_task_get_source_object (task);
  g_autoptr (GError) error = NULL;
  const char *kept_aside;

  self->database = store_database_open_finish (result, &error);
  if (self->database == NULL)
    {
      g_task_return_error (task, map_store_error (error));
      return;
    }
  kept_aside = store_database_get_damaged_file (self->database);
  if (kept_aside != NULL)
    {
      g_autofree char *detail = g_strdup_printf (
          _ ("The account database was damaged. It was kept as %s; Linnet begins with an empty "
             "one."),
          kept_aside);

      phone_engine_warn (self, "database-damaged", detail);
    }
  store_database_load_accounts_async (self->database, NULL, on_accounts_loaded,
                                      g_steal_pointer (&task));
}

static void
on_anchors_loaded (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  PhoneEngine *self = g_task_get_source_object (task);
  GCancellable *cancellable = g_task_get_cancellable (task);
  g_autoptr (GSettings) settings = NULL;
  g_autoptr (PhonePreferences) preferences = NULL;
  g_autoptr (GError) error = NULL;

  self->anchors = net_anchors_load_finish (result, &error);
  if (self->anchors == NULL)
    {
      if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        g_task_return_error (task, g_steal_pointer (&error));
      else
        g_task_return_new_error (task, PHONE_ERROR, PHONE_ERROR_FILE, "%s", error->message);
      return;
    }
  settings = store_preferences_new (self->config_dir, &error);
  if (settings == NULL)
    {
      g_task_return_error (task, map_store_error (error));
      return;
    }
  preferences = phone_preferences_new (settings);
  phone_engine_set_preferences (self, preferences);
  if (!self->saved_accounts)
    finish_opening (self, task);
  else
    store_database_open_async (self->config_dir, cancellable, on_database_opened,
                               g_steal_pointer (&task));
}

void
phone_engine_open_async (PhoneEngine *self,
                         GCancellable *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer user_data)
{
  GTask *task;

  g_return_if_fail (PHONE_IS_ENGINE (self) && !self->opened);
  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, phone_engine_open_async);
  net_anchors_load_async ((const char *const *) self->ca_files, cancellable, on_anchors_loaded,
                          task);
}

gboolean
phone_engine_open_finish (PhoneEngine *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  return g_task_propagate_boolean (G_TASK (result), error);
}

/* --- writing -----------------------------------------------------------------------------------
 */

static void
on_account_saved (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (PhoneAccount) account = user_data;
  g_autofree char *detail = NULL;
  g_autoptr (GError) error = NULL;

  if (store_database_save_account_finish (STORE_DATABASE (source), result, &error))
    return;
  g_warning ("saving an account: %s", error->message);
  detail = g_strdup_printf (_ ("Couldn’t save the account %s"), phone_account_get_name (account));
  if (account->engine != NULL)
    phone_engine_warn (account->engine, "save-failed", detail);
}

static gboolean
is_saved (PhoneEngine *self, PhoneAccount *account)
{
  return self != NULL && self->database != NULL &&
         (phone_account_get_flags (account) & PHONE_ACCOUNT_SAVED) != 0;
}

void
phone_engine_save_account (PhoneEngine *self, PhoneAccount *account)
{
  g_autoptr (StoreAccount) record = NULL;

  if (!is_saved (self, account))
    return;
  record = phone_account_to_record (account);
  store_database_save_account_async (self->database, record, NULL, on_account_saved,
                                     g_object_ref (account));
}

static void
on_account_waited_for (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;

  if (store_database_save_account_finish (STORE_DATABASE (source), result, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, map_store_error (error));
}

/* Jobs are done one after the other: when this one is, every earlier one is */
void
phone_account_save_async (PhoneAccount *self,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  g_autoptr (StoreAccount) record = NULL;

  g_return_if_fail (PHONE_IS_ACCOUNT (self));
  g_task_set_source_tag (task, phone_account_save_async);
  if (!is_saved (self->engine, self))
    {
      g_task_return_boolean (task, TRUE);
      return;
    }
  record = phone_account_to_record (self);
  store_database_save_account_async (self->engine->database, record, cancellable,
                                     on_account_waited_for, g_steal_pointer (&task));
}

gboolean
phone_account_save_finish (PhoneAccount *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
on_account_removed (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;

  if (store_database_remove_account_finish (STORE_DATABASE (source), result, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, map_store_error (error));
}

static void
on_password_removed (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  PhoneEngine *self = g_task_get_source_object (task);
  PhoneAccount *account = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;

  if (!store_secret_remove_finish (result, &error))
    g_message ("the password of %s stays in the secret service: %s",
               phone_account_get_address (account), error->message);
  if (self->database == NULL)
    g_task_return_boolean (task, TRUE);
  else
    store_database_remove_account_async (self->database, phone_account_get_id (account), NULL,
                                         on_account_removed, g_steal_pointer (&task));
}

/* Signed out: now what was kept of it may go */
static void
on_removed_account_state (PhoneAccount *account, GParamSpec *pspec, GTask *task)
{
  if (phone_account_get_state (account) != PHONE_ACCOUNT_STATE_DISABLED)
    return;
  g_signal_handlers_disconnect_by_func (account, on_removed_account_state, task);
  phone_engine_account_left (g_task_get_source_object (task), account);
  if ((phone_account_get_flags (account) & PHONE_ACCOUNT_SAVED) == 0)
    {
      g_task_return_boolean (task, TRUE);
      g_object_unref (task);
      return;
    }
  store_secret_remove_async (phone_account_get_id (account), NULL, on_password_removed, task);
}

void
phone_engine_remove_account_async (PhoneEngine *self,
                                   PhoneAccount *account,
                                   GCancellable *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);

  g_return_if_fail (PHONE_IS_ENGINE (self) && PHONE_IS_ACCOUNT (account));
  g_task_set_source_tag (task, phone_engine_remove_account_async);
  if (!phone_engine_hide_account (self, account))
    {
      g_task_return_new_error (task, PHONE_ERROR, PHONE_ERROR_NOT_FOUND, "no such account");
      return;
    }
  g_task_set_task_data (task, g_object_ref (account), g_object_unref);
  phone_account_sign_out (account);
  g_signal_connect (account, "notify::state", G_CALLBACK (on_removed_account_state),
                    g_object_ref (task));
  if (phone_account_get_state (account) == PHONE_ACCOUNT_STATE_DISABLED)
    on_removed_account_state (account, NULL, task);
}

gboolean
phone_engine_remove_account_finish (PhoneEngine *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  return g_task_propagate_boolean (G_TASK (result), error);
}

/* --- the end -----------------------------------------------------------------------------------
 */

static void
on_database_closed (GObject *source, GAsyncResult *result, gpointer user_data)
{
  PhoneEngine *self = user_data;
  g_autoptr (GTask) task = g_steal_pointer (&self->closing);
  g_autoptr (GError) error = NULL;

  if (store_database_close_finish (STORE_DATABASE (source), result, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, map_store_error (error));
}

static void
close_store (PhoneEngine *self)
{
  if (self->closed)
    return;
  self->closed = TRUE;
  g_clear_handle_id (&self->close_id, g_source_remove);
  g_settings_sync ();
  if (self->database != NULL)
    {
      store_database_close_async (self->database, on_database_closed, self);
      return;
    }
  g_task_return_boolean (self->closing, TRUE);
  g_clear_object (&self->closing);
}

static gboolean
is_quiet (PhoneEngine *self)
{
  if (self->leaving->len > 0)
    return FALSE;
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->accounts)); i++)
    {
      g_autoptr (PhoneAccount) account = g_list_model_get_item (G_LIST_MODEL (self->accounts), i);

      if (phone_account_get_state (account) != PHONE_ACCOUNT_STATE_DISABLED)
        return FALSE;
    }
  return self->active_calls == 0;
}

void
phone_engine_close_if_quiet (PhoneEngine *self)
{
  if (self->closing != NULL && !self->closed && is_quiet (self))
    close_store (self);
}

static gboolean
on_close_timeout (gpointer user_data)
{
  PhoneEngine *self = user_data;

  self->close_id = 0;
  g_message ("closing without waiting any longer");
  close_store (self);
  return G_SOURCE_REMOVE;
}

static gboolean
on_close_checked (gpointer user_data)
{
  PhoneEngine *self = user_data;

  phone_engine_close_if_quiet (self);
  return G_SOURCE_REMOVE;
}

void
phone_engine_close_async (PhoneEngine *self,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer user_data)
{
  g_return_if_fail (PHONE_IS_ENGINE (self) && self->closing == NULL && !self->closed);
  self->closing = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (self->closing, phone_engine_close_async);
  self->close_id = g_timeout_add (CLOSE_TIMEOUT_MS, on_close_timeout, self);
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->accounts)); i++)
    {
      g_autoptr (PhoneAccount) account = g_list_model_get_item (G_LIST_MODEL (self->accounts), i);

      account->closing = TRUE;
      phone_account_sign_out (account);
    }
  /* Not from within this call: the callback comes from the main loop */
  g_idle_add_full (G_PRIORITY_DEFAULT, on_close_checked, g_object_ref (self), g_object_unref);
}

gboolean
phone_engine_close_finish (PhoneEngine *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  return g_task_propagate_boolean (G_TASK (result), error);
}
