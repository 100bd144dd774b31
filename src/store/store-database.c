/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Linnet Authors */
#define G_LOG_DOMAIN "store-database"

#include "store-database.h"
#include "store-error.h"
#include "store-lock.h"
#include "store-migration.h"

#include <errno.h>
#include <glib/gstdio.h>

struct _StoreDatabase
{
  GObject parent_instance;

  /* Owned */
  char *directory;
  char *damaged_file;
  GThreadPool *worker; /* one thread: jobs run in the order they were asked for */

  /* Owned, the worker's alone */
  StoreLock *lock;
  sqlite3 *db;
};

G_DEFINE_FINAL_TYPE (StoreDatabase, store_database, G_TYPE_OBJECT)

typedef void (*StoreJobFunc) (StoreDatabase *self, GTask *task, gpointer input);

typedef struct
{
  StoreJobFunc run;
  gpointer input;
  GDestroyNotify free_input;
} StoreJob;

static void
store_job_free (StoreJob *job)
{
  if (job->free_input != NULL)
    job->free_input (job->input);
  g_free (job);
}

static void
run_job_in_worker (gpointer data, gpointer user_data)
{
  g_autoptr (GTask) task = data;
  StoreDatabase *self = g_task_get_source_object (task);
  StoreJob *job = g_task_get_task_data (task);

  if (!g_task_return_error_if_cancelled (task))
    job->run (self, task, job->input);
}

static void
push_job (StoreDatabase *self,
          GTask *task,
          StoreJobFunc run,
          gpointer input,
          GDestroyNotify free_input)
{
  StoreJob *job = g_new (StoreJob, 1);

  *job = (StoreJob){ run, input, free_input };
  g_task_set_task_data (task, job, (GDestroyNotify) store_job_free);
  g_thread_pool_push (self->worker, task, NULL);
}

static void
close_in_worker (StoreDatabase *self)
{
  if (self->db != NULL && sqlite3_close (self->db) != SQLITE_OK)
    g_warning ("closing the database: %s", sqlite3_errmsg (self->db));
  self->db = NULL;
  g_clear_pointer (&self->lock, store_lock_release);
}

static void
store_database_finalize (GObject *object)
{
  StoreDatabase *self = STORE_DATABASE (object);

  /* Each job holds a reference, so none is left; but the last one may have been dropped by the
     worker itself, which must not wait for itself */
  g_thread_pool_free (self->worker, FALSE, FALSE);
  close_in_worker (self);
  g_free (self->directory);
  g_free (self->damaged_file);
  G_OBJECT_CLASS (store_database_parent_class)->finalize (object);
}

static void
store_database_class_init (StoreDatabaseClass *class)
{
  G_OBJECT_CLASS (class)->finalize = store_database_finalize;
}

static void
store_database_init (StoreDatabase *self)
{
  self->worker = g_thread_pool_new (run_job_in_worker, NULL, 1, FALSE, NULL);
}

static gboolean
is_damaged (sqlite3 *db)
{
  int code = sqlite3_errcode (db) & 0xff;

  return code == SQLITE_NOTADB || code == SQLITE_CORRUPT;
}

static gboolean
open_file (StoreDatabase *self, const char *path, gboolean *damaged, GError **error)
{
  g_autofree char *backup = g_strconcat (path, ".backup", NULL);
  int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX;

  if (sqlite3_open_v2 (path, &self->db, flags, NULL) == SQLITE_OK &&
      store_execute_in_worker (self->db, "PRAGMA schema_version", error) &&
      store_migrate_in_worker (self->db, store_migration_steps, store_migration_n_steps, backup,
                               error) &&
      store_execute_in_worker (self->db,
                               "PRAGMA journal_mode = WAL;"
                               "PRAGMA synchronous = FULL;"
                               "PRAGMA foreign_keys = ON",
                               error))
    return TRUE;
  if (self->db == NULL)
    g_set_error (error, STORE_ERROR, STORE_ERROR_FAILED, "%s: out of memory", path);
  else if (error != NULL && *error == NULL)
    store_set_sqlite_error (self->db, path, error);
  *damaged = self->db != NULL && is_damaged (self->db);
  g_clear_pointer (&self->db, sqlite3_close);
  return FALSE;
}

/* The database and the files that SQLite keeps beside it go together */
static gboolean
keep_aside (StoreDatabase *self, const char *path, GError **error)
{
  static const char *const suffixes[] = { "", "-wal", "-shm" };
  g_autofree char *aside = NULL;
  guint n = 0;

  do
    {
      g_free (aside);
      aside = g_strdup_printf ("%s.damaged-%u", path, ++n);
    }
  while (g_file_test (aside, G_FILE_TEST_EXISTS));
  for (guint i = 0; i < G_N_ELEMENTS (suffixes); i++)
    {
      g_autofree char *from = g_strconcat (path, suffixes[i], NULL);
      g_autofree char *to = g_strconcat (aside, suffixes[i], NULL);

      if (g_rename (from, to) != 0 && errno != ENOENT)
        {
          g_set_error (error, STORE_ERROR, STORE_ERROR_FAILED, "%s: %s", to, g_strerror (errno));
          return FALSE;
        }
    }
  g_warning ("the database was damaged; it was kept as %s", aside);
  self->damaged_file = g_steal_pointer (&aside);
  return TRUE;
}

static gboolean
open_in_worker (StoreDatabase *self, GError **error)
{
  g_autofree char *path = g_build_filename (self->directory, "linnet.db", NULL);
  g_autoptr (GError) first_error = NULL;
  gboolean damaged = FALSE;

  if (g_mkdir_with_parents (self->directory, 0700) != 0)
    {
      g_set_error (error, STORE_ERROR, STORE_ERROR_FAILED, "%s: %s", self->directory,
                   g_strerror (errno));
      return FALSE;
    }
  self->lock = store_lock_take_in_worker (self->directory, error);
  if (self->lock == NULL)
    return FALSE;
  if (open_file (self, path, &damaged, &first_error))
    return TRUE;
  if (!damaged)
    {
      g_propagate_error (error, g_steal_pointer (&first_error));
      return FALSE;
    }
  return keep_aside (self, path, error) && open_file (self, path, &damaged, error);
}

static void
on_open (StoreDatabase *self, GTask *task, gpointer input)
{
  GError *error = NULL;

  if (open_in_worker (self, &error))
    {
      g_task_return_pointer (task, g_object_ref (self), g_object_unref);
      return;
    }
  close_in_worker (self);
  g_task_return_error (task, error);
}

void
store_database_open_async (const char *directory,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data)
{
  g_autoptr (StoreDatabase) self = g_object_new (STORE_TYPE_DATABASE, NULL);
  GTask *task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, store_database_open_async);
  self->directory = g_strdup (directory);
  push_job (self, task, on_open, NULL, NULL);
}

StoreDatabase *
store_database_open_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, store_database_open_async), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}

const char *
store_database_get_damaged_file (StoreDatabase *self)
{
  g_return_val_if_fail (STORE_IS_DATABASE (self), NULL);
  return self->damaged_file;
}

/* %NULL with the task answered if the database is closed or the SQL is refused */
static sqlite3_stmt *
prepare (StoreDatabase *self, GTask *task, const char *sql)
{
  sqlite3_stmt *statement = NULL;
  GError *error = NULL;

  if (self->db == NULL)
    g_task_return_new_error (task, STORE_ERROR, STORE_ERROR_CLOSED, "the database is closed");
  else if (sqlite3_prepare_v2 (self->db, sql, -1, &statement, NULL) != SQLITE_OK)
    {
      store_set_sqlite_error (self->db, "preparing", &error);
      g_task_return_error (task, error);
    }
  return statement;
}

/* Runs a statement without rows, frees it, and answers the task */
static void
finish_write (StoreDatabase *self, GTask *task, sqlite3_stmt *statement, const char *doing)
{
  gboolean done = sqlite3_step (statement) == SQLITE_DONE;
  GError *error = NULL;

  if (!done)
    store_set_sqlite_error (self->db, doing, &error);
  sqlite3_finalize (statement);
  if (done)
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static char *
dup_column (sqlite3_stmt *statement, int column)
{
  return g_strdup ((const char *) sqlite3_column_text (statement, column));
}

static StoreAccount *
read_account (sqlite3_stmt *row)
{
  StoreAccount *account = store_account_new ();

  account->id = dup_column (row, 0);
  account->name = dup_column (row, 1);
  account->aor = dup_column (row, 2);
  account->user = dup_column (row, 3);
  account->display_name = dup_column (row, 4);
  account->server = dup_column (row, 5);
  account->identity = dup_column (row, 6);
  account->pin = dup_column (row, 7);
  account->ca_file = dup_column (row, 8);
  account->allow_wildcard = sqlite3_column_int (row, 9) != 0;
  account->strict_sips = sqlite3_column_int (row, 10) != 0;
  account->require_sha2 = sqlite3_column_int (row, 11) != 0;
  account->enabled = sqlite3_column_int (row, 12) != 0;
  account->expires_s = (guint) MAX (sqlite3_column_int (row, 13), 0);
  account->contact_token = dup_column (row, 14);
  account->instance_uuid = dup_column (row, 15);
  return account;
}

#define ACCOUNT_COLUMNS                                                                            \
  "id, name, aor, user, display_name, server, identity, pin, ca_file, allow_wildcard, "            \
  "strict_sips, require_sha2, enabled, expires_s, contact_token, instance_uuid"

static void
on_load_accounts (StoreDatabase *self, GTask *task, gpointer input)
{
  g_autoptr (GPtrArray) accounts =
      g_ptr_array_new_with_free_func ((GDestroyNotify) store_account_free);
  sqlite3_stmt *statement =
      prepare (self, task, "SELECT " ACCOUNT_COLUMNS " FROM accounts ORDER BY position");
  GError *error = NULL;
  int code;

  if (statement == NULL)
    return;
  while ((code = sqlite3_step (statement)) == SQLITE_ROW)
    g_ptr_array_add (accounts, read_account (statement));
  if (code != SQLITE_DONE)
    store_set_sqlite_error (self->db, "reading accounts", &error);
  sqlite3_finalize (statement);
  if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, g_steal_pointer (&accounts), (GDestroyNotify) g_ptr_array_unref);
}

void
store_database_load_accounts_async (StoreDatabase *self,
                                    GCancellable *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, store_database_load_accounts_async);
  push_job (self, task, on_load_accounts, NULL, NULL);
}

GPtrArray *
store_database_load_accounts_finish (StoreDatabase *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
on_save_account (StoreDatabase *self, GTask *task, gpointer input)
{
  const StoreAccount *account = input;
  const char *texts[] = { account->id,       account->name,         account->aor,
                          account->user,     account->display_name, account->server,
                          account->identity, account->pin,          account->ca_file };
  const int numbers[] = { account->allow_wildcard, account->strict_sips, account->require_sha2,
                          account->enabled, (int) MIN (account->expires_s, G_MAXINT) };
  const char *keys[] = { account->contact_token, account->instance_uuid };
  sqlite3_stmt *statement;
  int column = 0;

  statement = prepare (
      self, task,
      "INSERT INTO accounts (" ACCOUNT_COLUMNS ", position) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, "
      "?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, (SELECT COALESCE (MAX (position), 0) + 1 FROM "
      "accounts)) ON CONFLICT (id) DO UPDATE SET name = ?2, aor = ?3, user = ?4, display_name = "
      "?5, server = ?6, identity = ?7, pin = ?8, ca_file = ?9, allow_wildcard = ?10, strict_sips "
      "= ?11, require_sha2 = ?12, enabled = ?13, expires_s = ?14, contact_token = ?15, "
      "instance_uuid = ?16");
  if (statement == NULL)
    return;
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    sqlite3_bind_text (statement, ++column, texts[i], -1, SQLITE_STATIC);
  for (guint i = 0; i < G_N_ELEMENTS (numbers); i++)
    sqlite3_bind_int (statement, ++column, numbers[i]);
  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    sqlite3_bind_text (statement, ++column, keys[i], -1, SQLITE_STATIC);
  finish_write (self, task, statement, "saving an account");
}

void
store_database_save_account_async (StoreDatabase *self,
                                   const StoreAccount *account,
                                   GCancellable *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, store_database_save_account_async);
  push_job (self, task, on_save_account, store_account_copy (account),
            (GDestroyNotify) store_account_free);
}

gboolean
store_database_save_account_finish (StoreDatabase *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
on_remove_account (StoreDatabase *self, GTask *task, gpointer input)
{
  sqlite3_stmt *statement = prepare (self, task, "DELETE FROM accounts WHERE id = ?1");

  if (statement == NULL)
    return;
  sqlite3_bind_text (statement, 1, input, -1, SQLITE_STATIC);
  finish_write (self, task, statement, "removing an account");
}

void
store_database_remove_account_async (StoreDatabase *self,
                                     const char *id,
                                     GCancellable *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, store_database_remove_account_async);
  push_job (self, task, on_remove_account, g_strdup (id), g_free);
}

gboolean
store_database_remove_account_finish (StoreDatabase *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
on_close (StoreDatabase *self, GTask *task, gpointer input)
{
  close_in_worker (self);
  g_task_return_boolean (task, TRUE);
}

void
store_database_close_async (StoreDatabase *self, GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task = g_task_new (self, NULL, callback, user_data);

  g_task_set_source_tag (task, store_database_close_async);
  push_job (self, task, on_close, NULL, NULL);
}

gboolean
store_database_close_finish (StoreDatabase *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  return g_task_propagate_boolean (G_TASK (result), error);
}
