/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Linnet Authors */
/* Digest as a server: challenges, nonces, and who may speak for an account (RFC 7616, 8760). */
#pragma once

#include "demo-connection.h"

DemoAuth *demo_auth_new (DemoServer *server);
void demo_auth_free (DemoAuth *self);

/**
 * demo_auth_check:
 * @status: 401 as registrar, 407 as proxy
 * @owner: who the request must speak for: the account of To or From
 *
 * Challenges where credentials are absent, stale or wrong, and answers 403 where they are another
 * account's.
 *
 * Returns: TRUE where the request may go on; else it is answered.
 */
gboolean demo_auth_check (DemoAuth *self,
                          DemoConnection *connection,
                          const SipMessage *request,
                          guint status,
                          const DemoAccount *owner);

/** demo_auth_expire_nonces: makes every nonce handed out stale; for tests. */
void demo_auth_expire_nonces (DemoAuth *self);
