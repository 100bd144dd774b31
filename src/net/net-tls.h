/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Linnet Authors */
#pragma once

#include <gio/gio.h>
#include <gnutls/gnutls.h>

#include "net-error.h"

/* A GnuTLS session over a socket that never blocks (PROTOCOL 9). Every call does what it can at
 * once and says what it waits for. Inside this folder. */

#define NET_TLS_RECORD_MAX_BYTES 16384

typedef struct _NetTls NetTls;

typedef enum
{
  NET_TLS_DONE,
  NET_TLS_WANTS_READ,  /* call again when the socket can be read */
  NET_TLS_WANTS_WRITE, /* … written */
  NET_TLS_ENDED,       /* recv only: the other side sent close_notify */
  NET_TLS_FAILED,      /* the error is set */
} NetTlsResult;

/* Certificates of a server, or the lack of one of a client; shared by sessions */
typedef struct _NetTlsCredentials NetTlsCredentials;
NetTlsCredentials *net_tls_credentials_new_client (void);
/* @error: NET_ERROR_BAD_ARGUMENT */
NetTlsCredentials *
net_tls_credentials_new_server (GBytes *certificate_pem, GBytes *key_pem, GError **error);
NetTlsCredentials *net_tls_credentials_ref (NetTlsCredentials *self);
void net_tls_credentials_unref (NetTlsCredentials *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (NetTlsCredentials, net_tls_credentials_unref)

/* Called inside the handshake, once the server's chain is known and before anything depends on it.
 * Returns: whether to go on */
typedef gboolean (*NetTlsVerify) (NetTls *tls, gpointer user_data);

/**
 * net_tls_new_client:
 * @socket: connected, not blocking
 * @server_name: host to name in SNI; an IP literal is not sent
 * @priority_suffix: (nullable): appended to the priority string
 * @error: NET_ERROR_FAILED, NET_ERROR_BAD_ARGUMENT (priority_suffix)
 */
NetTls *net_tls_new_client (GSocket *socket,
                            const char *server_name,
                            const char *priority_suffix,
                            NetTlsVerify verify,
                            gpointer user_data,
                            GError **error);
NetTls *net_tls_new_server (GSocket *socket, NetTlsCredentials *credentials, GError **error);
void net_tls_free (NetTls *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (NetTls, net_tls_free)

/* The callback's data is gone: no more verifying (the handshake is over) */
void net_tls_forget_verify (NetTls *self);

/**
 * net_tls_handshake:
 * @error: NET_ERROR_UNTRUSTED where @verify said no, and what net-error.h says of TLS
 *
 * Before it fails it sends the alert that fits. In TLS 1.2 it fails without extended master secret
 * or secure renegotiation.
 */
NetTlsResult net_tls_handshake (NetTls *self, GError **error);

/* Which alert says why the certificate was not accepted */
void net_tls_set_refusal (NetTls *self, gnutls_alert_description_t alert);

/* NET_TLS_DONE: *@n bytes were read or written. @n is in and out. Two HelloRequests end in failure.
 */
NetTlsResult net_tls_recv (NetTls *self, guint8 *p, gsize *n, GError **error);
/* After WANTS_… the next call must bring the same bytes */
NetTlsResult net_tls_send (NetTls *self, const guint8 *p, gsize *n, GError **error);
/* Sends close_notify */
NetTlsResult net_tls_bye (NetTls *self, GError **error);

gboolean net_tls_was_asked_for_certificate (NetTls *self);
gboolean net_tls_got_ticket (NetTls *self);
gboolean net_tls_is_1_3 (NetTls *self);
/* Did anything arrive yet? */
gboolean net_tls_has_received (NetTls *self);

/* Returns: (transfer full) (element-type GBytes): the chain as sent, DER; empty before it came */
GPtrArray *net_tls_get_peer_chain (NetTls *self);

/* What was negotiated; NULL where nothing was yet. Owned by GnuTLS. */
const char *net_tls_get_version (NetTls *self);
const char *net_tls_get_cipher (NetTls *self);
const char *net_tls_get_group (NetTls *self);
gboolean net_tls_is_resumed (NetTls *self);

GSocket *net_tls_get_socket (NetTls *self);
