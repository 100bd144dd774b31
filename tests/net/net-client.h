/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Linnet Authors */
#pragma once

#include "net-connect.h"

/* The code under test, run to its end. */

#define TEST_HOST "pbx.example.org"
#define TEST_NOW_S                                                                                 \
  G_GINT64_CONSTANT (1781000000) /* June 2026: the certificates' dates are absolute */

/* Runs the main context until *@done; fails the test after some seconds */
void run_until (const gboolean *done);

/* Runs the main context until nothing is ready in it */
void run_pending (void);

/* Returns: (transfer full): authorities from files of tests/data/certs */
TrustAnchors *load_anchors (const char *const *names);

/* To 127.0.0.1, expecting TEST_HOST and trusting authority.pem, judged at TEST_NOW_S */
NetConnectOptions client_options (guint16 port, TrustAnchors *anchors);

/* Connects and waits for the outcome */
NetConnection *
client_connect (const NetConnectOptions *options, TrustReport **report, GError **error);

/* A connection with what it said */
typedef struct
{
  NetConnection *connection;
  GByteArray *received;
  gboolean is_closed;
  GError *error;
} Client;

void client_watch (Client *self, NetConnection *connection); /* (transfer full) */
void client_run_until_bytes (Client *self, gsize n);
void client_run_until_closed (Client *self);
void client_clear (Client *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Client, client_clear)
