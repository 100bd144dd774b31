/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Linnet Authors */
#define G_LOG_DOMAIN "store-migration"

#include "store-migration.h"
#include "store-error.h"

#include <glib/gstdio.h>

const char *const store_migration_steps[] = {
  "CREATE TABLE accounts ("
  "  id TEXT PRIMARY KEY NOT NULL,"
  "  position INTEGER NOT NULL,"
  "  name TEXT NOT NULL UNIQUE,"
  "  aor TEXT NOT NULL,"
  "  user TEXT, display_name TEXT, server TEXT, identity TEXT, pin TEXT, ca_file TEXT,"
  "  allow_wildcard INTEGER NOT NULL,"
  "  strict_sips INTEGER NOT NULL,"
  "  require_sha2 INTEGER NOT NULL,"
  "  enabled INTEGER NOT NULL,"
  "  expires_s INTEGER NOT NULL,"
  "  contact_token TEXT NOT NULL,"
  "  instance_uuid TEXT NOT NULL"
  ") STRICT, WITHOUT ROWID",
};
const guint store_migration_n_steps = G_N_ELEMENTS (store_migration_steps);

void
store_set_sqlite_error (sqlite3 *db, const char *doing, GError **error)
{
  gboolean full = sqlite3_errcode (db) == SQLITE_FULL;

  g_set_error (error, STORE_ERROR, full ? STORE_ERROR_FULL : STORE_ERROR_FAILED, "%s: %s", doing,
               sqlite3_errmsg (db));
}

gboolean
store_execute_in_worker (sqlite3 *db, const char *sql, GError **error)
{
  if (sqlite3_exec (db, sql, NULL, NULL, NULL) == SQLITE_OK)
    return TRUE;
  store_set_sqlite_error (db, sql, error);
  return FALSE;
}

static gboolean
read_version (sqlite3 *db, guint *version, GError **error)
{
  sqlite3_stmt *statement = NULL;
  gboolean read;

  read = sqlite3_prepare_v2 (db, "PRAGMA user_version", -1, &statement, NULL) == SQLITE_OK &&
         sqlite3_step (statement) == SQLITE_ROW;
  if (read)
    *version = (guint) MAX (sqlite3_column_int (statement, 0), 0);
  else
    store_set_sqlite_error (db, "reading the version", error);
  sqlite3_finalize (statement);
  return read;
}

static gboolean
back_up (sqlite3 *db, const char *path, GError **error)
{
  char *sql = sqlite3_mprintf ("VACUUM INTO %Q", path);
  gboolean done;

  if (g_remove (path) == 0)
    g_debug ("replacing the backup %s", path);
  done = store_execute_in_worker (db, sql, error);
  sqlite3_free (sql);
  return done;
}

static gboolean
take_step (sqlite3 *db, const char *step, guint version, GError **error)
{
  g_autofree char *set_version = g_strdup_printf ("PRAGMA user_version = %u", version);

  if (!store_execute_in_worker (db, "BEGIN IMMEDIATE", error))
    return FALSE;
  if (store_execute_in_worker (db, step, error) &&
      store_execute_in_worker (db, set_version, error) &&
      store_execute_in_worker (db, "COMMIT", error))
    return TRUE;
  sqlite3_exec (db, "ROLLBACK", NULL, NULL, NULL);
  return FALSE;
}

gboolean
store_migrate_in_worker (sqlite3 *db,
                         const char *const *steps,
                         guint n_steps,
                         const char *backup,
                         GError **error)
{
  guint version = 0;

  if (!read_version (db, &version, error))
    return FALSE;
  if (version > n_steps)
    {
      g_set_error (error, STORE_ERROR, STORE_ERROR_NEWER,
                   "the database has version %u, this Linnet knows %u", version, n_steps);
      return FALSE;
    }
  if (version > 0 && version < n_steps && !back_up (db, backup, error))
    return FALSE;
  for (; version < n_steps; version++)
    if (!take_step (db, steps[version], version + 1, error))
      return FALSE;
  return TRUE;
}
