/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Linnet Authors */
/* The registrar (RFC 3261 10.3): which connection and Contact an account is reached by. */
#pragma once

#include "demo-connection.h"

#define DEMO_MIN_EXPIRES_S 30
#define DEMO_MAX_EXPIRES_S 3600

DemoRegistrar *demo_registrar_new (DemoServer *server);
void demo_registrar_free (DemoRegistrar *self);

/** demo_registrar_handle: answers a REGISTER. */
void
demo_registrar_handle (DemoRegistrar *self, DemoConnection *connection, const SipMessage *request);

/** demo_registrar_forget_connection: bindings made over @connection are gone with it. */
void demo_registrar_forget_connection (DemoRegistrar *self, DemoConnection *connection);

/**
 * demo_registrar_find:
 * @contact: (out) (transfer none): the Contact URI of the newest binding
 *
 * Returns: (nullable) (transfer none): its connection
 */
DemoConnection *
demo_registrar_find (DemoRegistrar *self, const DemoAccount *account, const char **contact);
