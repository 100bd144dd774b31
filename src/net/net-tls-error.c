/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Linnet Authors */
/* GnuTLS' codes become ours. */
#define G_LOG_DOMAIN "net-tls-error"

#include "net-tls-error.h"

#include <gnutls/gnutls.h>
#include <string.h>

#define CONTENT_TYPE_ALERT 0x15
#define VERSION_MINOR_TLS_1_2 3
#define CONTENT_TYPE_FIRST 0x14 /* RFC 8446 5.1: change_cipher_spec … application_data */
#define CONTENT_TYPE_LAST 0x17
#define VERSION_MAJOR 3

static gboolean
starts_with (Slice bytes, const char *text)
{
  gsize n = MIN (bytes.n, strlen (text));

  return n > 0 && g_ascii_strncasecmp (bytes.p, text, n) == 0;
}

NetErrorCode
net_tls_classify_first_bytes (Slice bytes)
{
  static const char *const sip[] = { "SIP/2.0 ", "OPTIONS sip", "REGISTER sip", "INVITE sip",
                                     "NOTIFY sip" };
  static const char *const http[] = { "HTTP/", "<!DOCTYPE", "<html", "<head" };

  if (bytes.n == 0)
    return NET_ERROR_TLS;
  for (gsize i = 0; i < G_N_ELEMENTS (sip); i++)
    if (starts_with (bytes, sip[i]))
      return NET_ERROR_PLAIN_SIP;
  for (gsize i = 0; i < G_N_ELEMENTS (http); i++)
    if (starts_with (bytes, http[i]))
      return NET_ERROR_HTTP;
  if (bytes.p[0] < CONTENT_TYPE_FIRST || bytes.p[0] > CONTENT_TYPE_LAST ||
      (bytes.n > 1 && bytes.p[1] != VERSION_MAJOR))
    return NET_ERROR_NOT_TLS;
  return NET_ERROR_TLS;
}

/* A server that stops at TLS 1.1 finds no cipher suite of ours that it could use and says just
 * that; the version of its record gives it away. */
static gboolean
speaks_old_tls (Slice first_bytes)
{
  return first_bytes.n >= 3 && first_bytes.p[0] == CONTENT_TYPE_ALERT &&
         first_bytes.p[1] == VERSION_MAJOR && first_bytes.p[2] < VERSION_MINOR_TLS_1_2;
}

/* RFC 8446 6.2; before 1.3 a refusal over the missing certificate is any of these */
static NetErrorCode
classify_alert (const NetTlsFailure *failure)
{
  switch (failure->alert)
    {
    case GNUTLS_A_PROTOCOL_VERSION:
      return NET_ERROR_TLS_VERSION;
    case GNUTLS_A_HANDSHAKE_FAILURE:
      if (speaks_old_tls (failure->first_bytes))
        return NET_ERROR_TLS_VERSION;
      return failure->was_asked_for_certificate ? NET_ERROR_CLIENT_CERT_REQUIRED
                                                : NET_ERROR_TLS_CIPHER;
    case GNUTLS_A_INSUFFICIENT_SECURITY:
      return NET_ERROR_TLS_CIPHER;
    case GNUTLS_A_CERTIFICATE_REQUIRED:
      return NET_ERROR_CLIENT_CERT_REQUIRED;
    case GNUTLS_A_DECODE_ERROR: /* GnuTLS 3.7 as server of TLS 1.2, to an empty certificate message
                                 */
    case GNUTLS_A_BAD_CERTIFICATE:
    case GNUTLS_A_UNSUPPORTED_CERTIFICATE:
    case GNUTLS_A_CERTIFICATE_UNKNOWN:
    case GNUTLS_A_UNKNOWN_CA:
    case GNUTLS_A_ACCESS_DENIED:
      return failure->was_asked_for_certificate ? NET_ERROR_CLIENT_CERT_REQUIRED : NET_ERROR_TLS;
    case GNUTLS_A_CERTIFICATE_REVOKED:
    case GNUTLS_A_CERTIFICATE_EXPIRED:
      return failure->was_asked_for_certificate ? NET_ERROR_CLIENT_CERT_REFUSED : NET_ERROR_TLS;
    default: /* a number from the network */
      return NET_ERROR_TLS;
    }
}

static NetErrorCode
classify (const NetTlsFailure *failure)
{
  NetErrorCode what =
      failure->in_handshake ? net_tls_classify_first_bytes (failure->first_bytes) : NET_ERROR_TLS;

  if (what != NET_ERROR_TLS)
    return what;
  switch (failure->code)
    {
    case GNUTLS_E_FATAL_ALERT_RECEIVED:
      return classify_alert (failure);
    case GNUTLS_E_UNSUPPORTED_VERSION_PACKET:
    case GNUTLS_E_SAFE_RENEGOTIATION_FAILED:
    case GNUTLS_E_UNSAFE_RENEGOTIATION_DENIED:
      return NET_ERROR_TLS_VERSION;
    case GNUTLS_E_REHANDSHAKE:
      return NET_ERROR_TLS;
    case GNUTLS_E_UNKNOWN_CIPHER_SUITE:
    case GNUTLS_E_NO_CIPHER_SUITES:
    case GNUTLS_E_INSUFFICIENT_SECURITY:
    case GNUTLS_E_UNSUPPORTED_SIGNATURE_ALGORITHM:
    case GNUTLS_E_ECC_UNSUPPORTED_CURVE:
    case GNUTLS_E_NO_COMMON_KEY_SHARE:
    case GNUTLS_E_DH_PRIME_UNACCEPTABLE:
      return NET_ERROR_TLS_CIPHER;
    case GNUTLS_E_PREMATURE_TERMINATION:
      return failure->in_handshake ? NET_ERROR_CLOSED : NET_ERROR_TRUNCATED;
    case GNUTLS_E_PULL_ERROR:
    case GNUTLS_E_PUSH_ERROR:
    case GNUTLS_E_SESSION_EOF:
    case GNUTLS_E_INVALID_SESSION:
      return NET_ERROR_CLOSED;
    case GNUTLS_E_TIMEDOUT:
      return NET_ERROR_TIMEOUT;
    case GNUTLS_E_MEMORY_ERROR:
      return NET_ERROR_FAILED;
    default: /* a foreign enum of 200 */
      return NET_ERROR_TLS;
    }
}

void
net_tls_failure_to_gerror (const NetTlsFailure *failure, GError **error)
{
  NetErrorCode code = classify (failure);
  const char *alert = failure->alert < 0
                          ? NULL
                          : gnutls_alert_get_name ((gnutls_alert_description_t) failure->alert);

  if (failure->alert >= 0)
    g_set_error (error, NET_ERROR, (int) code, "the other side ended TLS: %s (alert %d)",
                 alert != NULL ? alert : "unknown", failure->alert);
  else
    g_set_error_literal (error, NET_ERROR, (int) code, gnutls_strerror (failure->code));
}
