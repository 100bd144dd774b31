/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Linnet Authors */
/* The embedded demo service: a SIPS registrar with echo, tone and more, on this computer alone. */
#pragma once

#include <gio/gio.h>

#include "util-secret.h"

G_BEGIN_DECLS

#define DEMO_ERROR (demo_error_quark ())
GQuark demo_error_quark (void);

/**
 * DemoErrorCode:
 * @DEMO_ERROR_NOT_LOOPBACK: the address is not one of this computer alone
 * @DEMO_ERROR_LISTEN: the port is taken, or the certificate could not be made
 * @DEMO_ERROR_FILE: the folder for CA and passwords cannot be written
 * @DEMO_ERROR_STATE: it runs already
 */
typedef enum
{
  DEMO_ERROR_NOT_LOOPBACK,
  DEMO_ERROR_LISTEN,
  DEMO_ERROR_FILE,
  DEMO_ERROR_STATE
} DemoErrorCode;

/**
 * DemoService:
 *
 * A second implementation of what Linnet speaks: written on messages, SDP, TLS and media, but on
 * neither `sip-core` nor `phone`, so that the far end of a test is not the code under test.
 * Lives in the main context of the thread that starts it.
 */
#define DEMO_TYPE_SERVICE (demo_service_get_type ())
G_DECLARE_FINAL_TYPE (DemoService, demo_service, DEMO, SERVICE, GObject)

/** demo_service_new: Returns: (transfer full): a service that does not run yet. */
DemoService *demo_service_new (void);

/**
 * demo_service_start:
 * @bind: a loopback address
 * @port: 0 for a free one
 * @run_dir: (nullable): an existing folder for ca.pem and the password files; NULL: a new one,
 *   readable for this user alone, removed at the end
 * @error: any DEMO_ERROR; NET_ERROR is put into its text
 *
 * Makes an authority, a server certificate and passwords for this run, writes the files, listens.
 * Everything is ready when it returns.
 */
gboolean demo_service_start (DemoService *self,
                             GInetAddress *bind,
                             guint16 port,
                             const char *run_dir,
                             GError **error);

/** demo_service_stop: ends calls, closes connections, removes what it wrote. May be repeated. */
void demo_service_stop (DemoService *self);

/** demo_service_get_address: Returns: (nullable): "127.0.0.1:PORT" or "[::1]:PORT". */
const char *demo_service_get_address (DemoService *self);

/** demo_service_get_domain: Returns: the domain of its URIs and the name in its certificate. */
const char *demo_service_get_domain (DemoService *self);

/** demo_service_get_ca_file: Returns: (nullable): its authority, PEM. */
const char *demo_service_get_ca_file (DemoService *self);

/** demo_service_get_n_accounts: Returns: how many accounts there are: 2 or more. */
guint demo_service_get_n_accounts (DemoService *self);

/** demo_service_get_nth_aor: Returns: the Address-of-Record of account @i, "sips:alice@...". */
const char *demo_service_get_nth_aor (DemoService *self, guint i);

/** demo_service_get_nth_password: Returns: (transfer none) (nullable): its password. */
Secret *demo_service_get_nth_password (DemoService *self, guint i);

/** demo_service_get_nth_password_file: Returns: (nullable): a file, mode 0600, that holds it. */
const char *demo_service_get_nth_password_file (DemoService *self, guint i);

/* The first account */
const char *demo_service_get_account_aor (DemoService *self);
Secret *demo_service_get_password (DemoService *self);
const char *demo_service_get_password_file (DemoService *self);

/** demo_service_get_services: Returns: "sips:echo@...", "sips:tone@...", ..., NULL-terminated. */
const char *const *demo_service_get_services (DemoService *self);

/** demo_service_get_n_calls: Returns: calls that its services are in; for tests. */
guint demo_service_get_n_calls (DemoService *self);

/** demo_service_expire_nonces: the next digest answer is stale (RFC 7616 3.3); for tests. */
void demo_service_expire_nonces (DemoService *self);

G_END_DECLS
