/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Linnet Authors */
#pragma once

#include "net-connect.h"

/* TCP and TLS to one address, with the verdict inside. Inside this folder. */

typedef struct
{
  char *target; /* as the report names it: host[:port] that was asked for */
  char *identity;
  TrustAnchors *anchors;
  gboolean allow_wildcard;
  char *pin;
  gboolean key_seen_before;
  gint64 unix_s; /* 0: the clock */
  guint timeout_ms;
  char *priority_suffix;
} NetAttemptConfig;

/**
 * net_attempt_async:
 * @config: borrowed until the callback
 * @address: where to
 * @name: how to call the server in texts, with the way it was found
 */
void net_attempt_async (const NetAttemptConfig *config,
                        GInetSocketAddress *address,
                        const char *host,
                        const char *via,
                        GCancellable *cancellable,
                        GAsyncReadyCallback callback,
                        gpointer user_data);

/* @report: (out) (transfer full): always set, apart from G_IO_ERROR_CANCELLED.
 * Returns: (transfer full): not started yet */
NetConnection *net_attempt_finish (GAsyncResult *result, TrustReport **report, GError **error);
