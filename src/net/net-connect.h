/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Linnet Authors */
#pragma once

#include <gio/gio.h>

#include "net-connection.h"
#include "net-error.h"
#include "trust-anchors.h"

/* PROTOCOL 8.3: TCP and TLS of one address, and all of them together */
#define NET_CONNECT_ATTEMPT_TIMEOUT_MS 10000
#define NET_CONNECT_TOTAL_TIMEOUT_MS 30000

/* All copied. A field left 0 or NULL has the meaning named. */
typedef struct
{
  const char *host;            /* domain, host or IP literal to look up */
  int port;                    /* -1 or 0: what the look-up says */
  const char *identity;        /* name in the certificate; NULL: @host */
  TrustAnchors *anchors;       /* referenced; NULL: nobody is trusted */
  gboolean allow_wildcard;     /* PROTOCOL 9.3, a setting of the account */
  const char *pin;             /* SHA-256 of the leaf's SPKI, 64 hex digits; NULL: none */
  gboolean key_seen_before;    /* see TrustInput */
  guint attempt_timeout_ms;    /* 0: NET_CONNECT_ATTEMPT_TIMEOUT_MS */
  guint total_timeout_ms;      /* 0: NET_CONNECT_TOTAL_TIMEOUT_MS */
  gint64 unix_s;               /* the time to judge by; 0: this computer's clock */
  const char *priority_suffix; /* tests only: appended to the priority string ("-VERS-TLS1.3") */
} NetConnectOptions;

/**
 * net_connect_async:
 * @options: where to and whom to expect there
 * @cancellable: (nullable): closes what is under way
 * @callback: called in the thread-default main context of the caller
 *
 * Looks up, then tries each address of each target in order with TCP and TLS (PROTOCOL 8, 9.1)
 * until one is up whose certificate is acceptable for the identity. The verdict falls inside the
 * handshake: a server that is not trusted gets an alert, never an application byte.
 */
void net_connect_async (const NetConnectOptions *options,
                        GCancellable *cancellable,
                        GAsyncReadyCallback callback,
                        gpointer user_data);

/**
 * net_connect_finish:
 * @report: (out) (optional) (transfer full): the steps made and the verdict, on failure too; NULL
 *   only with NET_ERROR_BAD_ARGUMENT and G_IO_ERROR_CANCELLED. Without error its verdict is trusted
 *   or pinned. With several attempts: that of the certificate failure, if there was one, else of
 * the last.
 * @error: any NET_ERROR up to _UNTRUSTED, NET_ERROR_BAD_ARGUMENT, G_IO_ERROR_CANCELLED
 *
 * Call once. The message of @error names the server and is for the log; for users there is @report.
 *
 * Returns: (transfer full) (nullable): the connection, which starts reading when the main context
 * runs again
 */
NetConnection *net_connect_finish (GAsyncResult *result, TrustReport **report, GError **error);
