/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Linnet Authors */
#pragma once

#include "net-connection.h"
#include "net-tls.h"

/**
 * net_connection_new:
 * @tls: (transfer full): after its handshake
 * @early: (transfer full) (nullable): application bytes that came with it
 * @report: (transfer full) (nullable)
 */
NetConnection *net_connection_new (NetTls *tls, GBytes *early, TrustReport *report);

/* Reads from now on, in the thread-default main context of this call */
void net_connection_start (NetConnection *self);

/* Not blocking, and PROTOCOL 6.4: no Nagle, keep-alive 60/15/4, 30 s for what is sent */
void net_socket_prepare (GSocket *socket);
