/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Linnet Authors */
/* Calls between the accounts: a record-routing proxy (RFC 3261 16) between two connections. */
#pragma once

#include "demo-connection.h"

DemoRelay *demo_relay_new (DemoServer *server);
void demo_relay_free (DemoRelay *self);

/** demo_relay_begin: forwards a request out of any dialog to @contact over @to. */
void demo_relay_begin (DemoRelay *self,
                       DemoConnection *from,
                       SipMessage *request,
                       DemoConnection *to,
                       const char *contact);

/**
 * demo_relay_receive_request:
 *
 * Takes what belongs to a relayed dialog: a request with our Route, a CANCEL, an ACK.
 *
 * Returns: whether it was one of these; else it is untouched.
 */
gboolean demo_relay_receive_request (DemoRelay *self, DemoConnection *from, SipMessage *request);

/** demo_relay_receive_response: forwards it to where its request came from; strangers drop. */
void demo_relay_receive_response (DemoRelay *self, SipMessage *response);

/** demo_relay_forget_connection: what waits for an answer of @connection is answered here. */
void demo_relay_forget_connection (DemoRelay *self, DemoConnection *connection);
