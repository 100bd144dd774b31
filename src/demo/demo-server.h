/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Linnet Authors */
/* What the parts of the running service share, and where a request goes. Inside this folder only.
 */
#pragma once

#include <gio/gio.h>

#include "sip-message.h"
#include "util-secret.h"

typedef struct _DemoConnection DemoConnection;
typedef struct _DemoAuth DemoAuth;
typedef struct _DemoRegistrar DemoRegistrar;
typedef struct _DemoRelay DemoRelay;
typedef struct _DemoCall DemoCall;

#define DEMO_MAX_CALLS 64

typedef struct
{
  char *user; /* also the digest user name */
  char *aor;
  Secret *password;
  char *password_file; /* NULL until it is written */
} DemoAccount;

/* What one of the numbers does */
typedef enum
{
  DEMO_SERVICE_ECHO,
  DEMO_SERVICE_TONE,
  DEMO_SERVICE_VIDEO,
  DEMO_SERVICE_BUSY,
  DEMO_SERVICE_NO_ANSWER,
  DEMO_SERVICE_VOICEMAIL
} DemoServiceKind;

#define DEMO_N_SERVICES (DEMO_SERVICE_VOICEMAIL + 1)

typedef struct
{
  /* Owned */
  GInetAddress *bind;
  char *host; /* of our URIs: "127.0.0.1", "[::1]" */
  char *greeting_file;
  GPtrArray *accounts;    /* DemoAccount* */
  GPtrArray *connections; /* DemoConnection* */
  GPtrArray *calls;       /* DemoCall* */
  DemoAuth *auth;
  DemoRegistrar *registrar;
  DemoRelay *relay;

  const char *domain;
  guint16 port;
  guint64 last_connection_id;
} DemoServer;

DemoServer *demo_server_new (GInetAddress *bind, const char *domain);
void demo_server_free (DemoServer *self);

/** demo_server_add_account: @password is referenced. */
DemoAccount *demo_server_add_account (DemoServer *self, const char *user, Secret *password);
void demo_account_free (DemoAccount *self);

/** demo_server_find_account: Returns: (nullable): by user part of a URI. */
DemoAccount *demo_server_find_account (DemoServer *self, Slice user);

/** demo_server_find_connection: Returns: (nullable) (transfer none): an open one by its number. */
DemoConnection *demo_server_find_connection (DemoServer *self, guint64 id);

/** demo_server_is_local: Returns: whether the URI names this service. */
gboolean demo_server_is_local (DemoServer *self, const SipUri *uri);

/** demo_service_kind_get_name: Returns: the user part, "echo". */
const char *demo_service_kind_get_name (DemoServiceKind kind);

/** demo_server_receive: one message that came in on @connection. */
void demo_server_receive (DemoServer *self, DemoConnection *connection, SipMessage *message);

/** demo_server_connection_closed: @connection is gone; the server drops its reference. */
void demo_server_connection_closed (DemoServer *self, DemoConnection *connection);

/** demo_server_forget_call: @call has ended; dropped and freed here. */
void demo_server_forget_call (DemoServer *self, DemoCall *call);
