/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Linnet Authors */
/* One client's TLS connection: bytes to messages, pings to pongs, and replies. */
#pragma once

#include "demo-server.h"
#include "net-connection.h"
#include "sip-builder.h"

/** demo_connection_new: Returns: (transfer full): listens to @net; @id is unique in the server. */
DemoConnection *demo_connection_new (DemoServer *server, NetConnection *net, guint64 id);
DemoConnection *demo_connection_ref (DemoConnection *self);
void demo_connection_unref (DemoConnection *self);

guint64 demo_connection_get_id (const DemoConnection *self);

/** demo_connection_close: sends what waits, then ends; no message comes from it after this. */
void demo_connection_close (DemoConnection *self);

/** demo_connection_send: @builder is spent and freed; what it refuses to write is not sent. */
void demo_connection_send (DemoConnection *self, SipBuilder *builder);
void demo_connection_send_bytes (DemoConnection *self, GBytes *bytes);

/**
 * demo_connection_begin_reply:
 * @to_tag: (nullable): NULL for 100
 *
 * Returns: (transfer full): a response with Via completed by where the request came from.
 */
SipBuilder *demo_connection_begin_reply (DemoConnection *self,
                                         const SipMessage *request,
                                         guint status,
                                         const char *to_tag);

/** demo_connection_set_source: completes the topmost Via of a response to be sent here. */
void demo_connection_set_source (DemoConnection *self, SipBuilder *response);

/** demo_connection_reply: a response outside of any dialog; @name and @value may be NULL. */
void demo_connection_reply (DemoConnection *self,
                            const SipMessage *request,
                            guint status,
                            const char *name,
                            const char *value);

/** demo_random_hex: Returns: (transfer full): @n_bytes random bytes as lower-case hex. */
char *demo_random_hex (gsize n_bytes);

/** demo_random: an SdpRandomFunc on the system's generator. */
void demo_random (gpointer bytes, gsize n, gpointer user_data);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DemoConnection, demo_connection_unref)
