/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Linnet Authors */
#pragma once

#include <gio/gio.h>

#include "net-connection.h"
#include "net-error.h"

/* PROTOCOL 19.4 */
#define NET_LISTENER_HANDSHAKE_TIMEOUT_MS 10000
#define NET_LISTENER_CONNECTIONS_MAX 64

/**
 * NetListener:
 *
 * Takes TLS connections, 1.2 and 1.3, same priority string as the client's; no client certificate
 * is asked for. Lives in the thread-default main context that it was made in.
 *
 * Signal "connection" (NetConnection *connection): the handshake is done; keep a reference.
 */
#define NET_TYPE_LISTENER (net_listener_get_type ())
G_DECLARE_FINAL_TYPE (NetListener, net_listener, NET, LISTENER, GObject)

/**
 * net_listener_new:
 * @address: where to listen
 * @port: 0: a free one
 * @certificate_pem: the chain, leaf first
 * @key_pem: its private key
 * @error: NET_ERROR_BAD_ARGUMENT (certificate or key), NET_ERROR_FAILED (address in use, …)
 *
 * Returns: (transfer full) (nullable): listening already
 */
NetListener *net_listener_new (GInetAddress *address,
                               guint16 port,
                               GBytes *certificate_pem,
                               GBytes *key_pem,
                               GError **error);

guint16 net_listener_get_port (NetListener *self);

/**
 * net_listener_close:
 *
 * Takes no more connections and drops handshakes under way; connections handed out live on.
 */
void net_listener_close (NetListener *self);
