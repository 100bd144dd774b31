/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Linnet Authors */
#pragma once

#include <gio/gio.h>

#include "trust-report.h"

/* PROTOCOL 1.2: more unsent bytes than this and the connection is dead */
#define NET_CONNECTION_QUEUE_MAX_BYTES (1024 * 1024)
/* PROTOCOL 9.10: how long the other side's close_notify is waited for */
#define NET_CONNECTION_CLOSE_TIMEOUT_MS 1000

/**
 * NetConnection:
 *
 * One TLS connection that is up: made by net_connect_async() after the certificate was accepted, or
 * by a NetListener. Bytes out of the one are bytes into the other; messages are framed elsewhere.
 * Lives in the thread-default main context that it was made in. Nothing is read before
 * net_connect_finish() has handed it out (or the handlers of "connection" have returned), so
 * handlers connected then miss nothing.
 *
 * Signal "received" (GBytes *bytes): 1 to 16384 bytes.
 * Signal "closed" (GError *error): last, exactly once, NULL after an orderly end (ours, or the
 * other side's close_notify), else NET_ERROR_CLOSED, _TRUNCATED, _TIMEOUT, _TLS, _TLS_VERSION (a
 * second HelloRequest), _QUEUE_FULL, _CLIENT_CERT_REQUIRED, _CLIENT_CERT_REFUSED, _FAILED. Never
 * emitted from within net_connection_send() or net_connection_close().
 */
#define NET_TYPE_CONNECTION (net_connection_get_type ())
G_DECLARE_FINAL_TYPE (NetConnection, net_connection, NET, CONNECTION, GObject)

/**
 * net_connection_send:
 * @bytes: what to send; kept by reference until sent
 *
 * Queues @bytes behind what waits already. Ignored once closing or closed. Over the queue's limit
 * the connection closes itself with NET_ERROR_QUEUE_FULL.
 */
void net_connection_send (NetConnection *self, GBytes *bytes);

/**
 * net_connection_close:
 *
 * Sends what is queued and close_notify, waits for the other side's for at most a second, then
 * emits "closed" with NULL. Stays alive for that by itself. May be called again, does nothing then.
 */
void net_connection_close (NetConnection *self);

/**
 * net_connection_is_open:
 *
 * Returns: TRUE until net_connection_close() was called or "closed" came
 */
gboolean net_connection_is_open (NetConnection *self);

/**
 * net_connection_get_local_address:
 *
 * Returns: (transfer none): our end. net_connection_get_remote_address(): theirs.
 */
GInetSocketAddress *net_connection_get_local_address (NetConnection *self);
GInetSocketAddress *net_connection_get_remote_address (NetConnection *self);

/**
 * net_connection_get_report:
 *
 * Returns: (transfer none) (nullable): why the server is trusted; NULL on the listener's side
 */
TrustReport *net_connection_get_report (NetConnection *self);
