/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Linnet Authors */
#pragma once

#include "net-error.h"
#include "util-slice.h"

/* GnuTLS' codes become ours in this one place. */

typedef struct
{
  int code; /* GNUTLS_E_… */
  gboolean in_handshake;
  int alert; /* that the other side sent, or -1 */
  gboolean was_asked_for_certificate;
  Slice first_bytes; /* that ever came: perhaps no TLS at all */
} NetTlsFailure;

void net_tls_failure_to_gerror (const NetTlsFailure *failure, GError **error);

/* Returns: NET_ERROR_NOT_TLS, _PLAIN_SIP or _HTTP by what a server says first, NET_ERROR_TLS where
 * it could be TLS */
NetErrorCode net_tls_classify_first_bytes (Slice bytes);
