/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Linnet Authors */
#pragma once

#include <gio/gio.h>

#include "net-error.h"
#include "trust-anchors.h"

/**
 * net_anchors_load_async:
 * @ca_files: (nullable) (array zero-terminated=1): PEM files with further authorities, for any
 *   domain
 *
 * Reads the system's authorities and @ca_files in a worker.
 */
void net_anchors_load_async (const char *const *ca_files,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data);

/**
 * net_anchors_load_finish:
 * @error: NET_ERROR_FILE (names the file), G_IO_ERROR_CANCELLED. A system without authorities is no
 *   error.
 *
 * Returns: (transfer full): the authorities, or NULL
 */
TrustAnchors *net_anchors_load_finish (GAsyncResult *result, GError **error);
