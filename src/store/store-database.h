/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Linnet Authors */
/* The one database: opened, migrated and used on a worker, one job after the other. */
#pragma once

#include "store-account.h"

#include <gio/gio.h>

G_BEGIN_DECLS

#define STORE_TYPE_DATABASE (store_database_get_type ())
G_DECLARE_FINAL_TYPE (StoreDatabase, store_database, STORE, DATABASE, GObject)

/**
 * store_database_open_async:
 * @directory: made (mode 0700) if it doesn't exist
 *
 * Takes the folder's lock, opens `linnet.db` in it (WAL), and migrates it. A file that is no
 * database, or a damaged one, is kept aside under a name of its own and a new one begun.
 */
void store_database_open_async (const char *directory,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data);

/**
 * store_database_open_finish:
 *
 * Returns: (transfer full): the database, or %NULL with %STORE_ERROR_LOCKED, %STORE_ERROR_NEWER,
 *   %STORE_ERROR_FULL, %STORE_ERROR_FAILED
 */
StoreDatabase *store_database_open_finish (GAsyncResult *result, GError **error);

/** Returns: (nullable): where the damaged database was kept that was found at opening */
const char *store_database_get_damaged_file (StoreDatabase *self);

/** Reads all accounts, in the order in which they were first saved. */
void store_database_load_accounts_async (StoreDatabase *self,
                                         GCancellable *cancellable,
                                         GAsyncReadyCallback callback,
                                         gpointer user_data);

/** Returns: (transfer full) (element-type StoreAccount): the accounts, freed with the array */
GPtrArray *
store_database_load_accounts_finish (StoreDatabase *self, GAsyncResult *result, GError **error);

/**
 * store_database_save_account_async:
 * @account: copied; replaces the record of the same id
 *
 * What is finished without error survives a crash of the process.
 */
void store_database_save_account_async (StoreDatabase *self,
                                        const StoreAccount *account,
                                        GCancellable *cancellable,
                                        GAsyncReadyCallback callback,
                                        gpointer user_data);
gboolean
store_database_save_account_finish (StoreDatabase *self, GAsyncResult *result, GError **error);

/** An id that is not there is no error. */
void store_database_remove_account_async (StoreDatabase *self,
                                          const char *id,
                                          GCancellable *cancellable,
                                          GAsyncReadyCallback callback,
                                          gpointer user_data);
gboolean
store_database_remove_account_finish (StoreDatabase *self, GAsyncResult *result, GError **error);

/**
 * store_database_close_async:
 *
 * After all jobs asked for before: closes the database and lets go of the lock. Later jobs fail
 * with %STORE_ERROR_CLOSED. Dropping the last reference closes too, but not at a certain time.
 */
void
store_database_close_async (StoreDatabase *self, GAsyncReadyCallback callback, gpointer user_data);
gboolean store_database_close_finish (StoreDatabase *self, GAsyncResult *result, GError **error);

G_END_DECLS
