/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Linnet Authors */
/* Passwords, in the desktop's secret service and nowhere else. */
#pragma once

#include "util-secret.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * store_secret_save_async:
 * @account_id: the record's id
 * @label: what the user reads in the password store
 * @password: text; replaces an older one
 *
 * All of these fail with %STORE_ERROR_NO_KEYRING where no secret service can be reached or it stays
 * locked, and keep nothing then.
 */
void store_secret_save_async (const char *account_id,
                              const char *label,
                              Secret *password,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data);
gboolean store_secret_save_finish (GAsyncResult *result, GError **error);

void store_secret_load_async (const char *account_id,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data);

/** Returns: (transfer full): the password, or %NULL, with %STORE_ERROR_NOT_FOUND if there is none
 */
Secret *store_secret_load_finish (GAsyncResult *result, GError **error);

/** A password that is not there is no error. */
void store_secret_remove_async (const char *account_id,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data);
gboolean store_secret_remove_finish (GAsyncResult *result, GError **error);

G_END_DECLS
