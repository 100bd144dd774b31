/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Linnet Authors */
#pragma once

#include <glib.h>

#define NET_ERROR (net_error_quark ())

typedef enum
{
  NET_ERROR_FAILED,               /* what has no code of its own: no memory, no descriptor left */
  NET_ERROR_DNS,                  /* the name does not exist or the resolver does not answer */
  NET_ERROR_NO_SERVICE,           /* the domain says that it has no SIPS service (SRV ".") */
  NET_ERROR_REFUSED,              /* TCP refused, or no route */
  NET_ERROR_TIMEOUT,              /* nothing answers: TCP, the handshake, a dead connection */
  NET_ERROR_CLOSED,               /* the other side closed or reset */
  NET_ERROR_TRUNCATED,            /* closed without close_notify; fine at a message boundary */
  NET_ERROR_TLS_VERSION,          /* older than TLS 1.2, or without what 1.2 needs (PROTOCOL 9.1) */
  NET_ERROR_TLS_CIPHER,           /* no common cipher, group or signature */
  NET_ERROR_TLS,                  /* broken TLS: a record that does not verify, a fatal alert */
  NET_ERROR_NOT_TLS,              /* something else listens there */
  NET_ERROR_PLAIN_SIP,            /* SIP without TLS listens there */
  NET_ERROR_HTTP,                 /* a web server listens there */
  NET_ERROR_CLIENT_CERT_REQUIRED, /* the server insists on a client certificate */
  NET_ERROR_CLIENT_CERT_REFUSED,  /* the server does not accept ours */
  NET_ERROR_UNTRUSTED,            /* the certificate: the report says why */
  NET_ERROR_QUEUE_FULL,           /* more than NET_CONNECTION_QUEUE_MAX_BYTES wait to be sent */
  NET_ERROR_FILE,                 /* a file with authorities cannot be read or holds none */
  NET_ERROR_BAD_ARGUMENT,         /* host, name or pin is none */
} NetErrorCode;

GQuark net_error_quark (void);
