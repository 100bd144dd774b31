/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Linnet Authors */
/* Brings a database to the newest version, one tested step at a time. */
#pragma once

#include <glib.h>
#include <sqlite3.h>

G_BEGIN_DECLS

/** The steps of Linnet's own database: step number i leads from version i to version i + 1. */
extern const char *const store_migration_steps[];
extern const guint store_migration_n_steps;

/**
 * store_migrate_in_worker:
 * @steps: SQL, one string a step
 * @backup: file that gets a copy of an older database before its first step; overwritten
 *
 * The version stands in `PRAGMA user_version`. Each step is one transaction: after a crash the
 * database is at one version or the other. An empty database (version 0) needs no backup.
 *
 * Returns: %FALSE with %STORE_ERROR_NEWER (nothing was touched), %STORE_ERROR_FULL or
 *   %STORE_ERROR_FAILED. The worker's thread.
 */
gboolean store_migrate_in_worker (sqlite3 *db,
                                  const char *const *steps,
                                  guint n_steps,
                                  const char *backup,
                                  GError **error);

/** store_set_sqlite_error: @error from the newest failure of @db, prefixed by what was being done
 */
void store_set_sqlite_error (sqlite3 *db, const char *doing, GError **error);

/** store_execute_in_worker: runs SQL without results; %FALSE with @error set. The worker's thread.
 */
gboolean store_execute_in_worker (sqlite3 *db, const char *sql, GError **error);

G_END_DECLS
