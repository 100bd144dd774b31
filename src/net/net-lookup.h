/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Linnet Authors */
#pragma once

#include <gio/gio.h>

#define NET_SIPS_PORT 5061

/* One server of a domain, in the order in which to try them. */
typedef struct
{
  char *host; /* SRV target, host or literal; the certificate is not checked against it */
  guint16 port;
  GPtrArray *addresses; /* of GInetAddress, IPv6 and IPv4 taking turns, IPv6 first */
  const char *via;      /* static: "DNS SRV", "address record", "literal" */
} NetTarget;

void net_target_free (NetTarget *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (NetTarget, net_target_free)

/**
 * net_lookup_async:
 * @host: a domain, a host name, or an IP literal (IPv6 with or without brackets)
 * @port: the port if one was named, else -1
 * @cancellable: (nullable): ends the waiting
 * @callback: called in the main context
 *
 * Finds the SIPS servers of @host (RFC 3263, PROTOCOL 8.1): a literal is itself; with @port only
 * address records; else SRV of `_sips._tcp`, and without SRV the address records and port 5061.
 * Records are asked for in a worker.
 */
void net_lookup_async (const char *host,
                       int port,
                       GCancellable *cancellable,
                       GAsyncReadyCallback callback,
                       gpointer user_data);

/**
 * net_lookup_finish:
 * @error: NET_ERROR_DNS, NET_ERROR_NO_SERVICE, NET_ERROR_BAD_ARGUMENT, G_IO_ERROR_CANCELLED
 *
 * Returns: (transfer full) (element-type NetTarget): at least one target, each with at least one
 * address; or NULL
 */
GPtrArray *net_lookup_finish (GAsyncResult *result, GError **error);
