/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Linnet Authors */
/* One process at a time uses a config folder. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct _StoreLock StoreLock;

/**
 * store_lock_take_in_worker:
 * @directory: the folder, which exists
 *
 * Blocks only for the disk, never for the other holder. The kernel lets go of it when the process
 * ends, however it ends.
 *
 * Returns: (transfer full): the lock, or %NULL with %STORE_ERROR_LOCKED (the message names the
 *   other process) or %STORE_ERROR_FAILED. Any thread.
 */
StoreLock *store_lock_take_in_worker (const char *directory, GError **error);
void store_lock_release (StoreLock *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (StoreLock, store_lock_release)

G_END_DECLS
