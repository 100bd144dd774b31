/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Linnet Authors */
/* How the steps before the certificate are told. */
#define G_LOG_DOMAIN "net-report"

#include "net-report.h"

#include <glib/gi18n-lib.h>
#include <string.h>

char *
net_report_address_text (GInetSocketAddress *address)
{
  GInetAddress *ip = g_inet_socket_address_get_address (address);
  g_autofree char *text = g_inet_address_to_string (ip);
  guint port = g_inet_socket_address_get_port (address);

  return g_strdup_printf (
      g_inet_address_get_family (ip) == G_SOCKET_FAMILY_IPV6 ? "[%s]:%u" : "%s:%u", text, port);
}

void
net_report_resolved (TrustReport *report,
                     const char *host,
                     GInetSocketAddress *address,
                     const char *via)
{
  g_autofree char *text = net_report_address_text (address);

  trust_report_set_step (report, TRUST_STEP_RESOLVE, TRUST_STATUS_PASS, NULL,
                         g_str_equal (via, "literal")
                             ? g_strdup (text)
                             /* Translators: name, address, "DNS SRV" or "address record" */
                             : g_strdup_printf (_ ("%s, %s via %s"), host, text, via));
}

void
net_report_resolve_failed (TrustReport *report, const GError *error)
{
  gboolean has_no_service = g_error_matches (error, NET_ERROR, NET_ERROR_NO_SERVICE);

  trust_report_set_step (
      report, TRUST_STEP_RESOLVE, TRUST_STATUS_FAIL, has_no_service ? "no-service" : "dns-failed",
      has_no_service
          ? g_strdup_printf (_ ("There is no SIPS service listed for %s"), report->target)
          : g_strdup_printf (_ ("No address was found for %s"), report->target));
  report->verdict = TRUST_VERDICT_UNREACHABLE;
}

void
net_report_connected (TrustReport *report, GInetSocketAddress *address)
{
  g_free (report->address);
  report->address = net_report_address_text (address);
  trust_report_set_step (report, TRUST_STEP_CONNECT, TRUST_STATUS_PASS, NULL,
                         g_strdup_printf (_ ("Connected to %s"), report->address));
}

/* "TLS1.3" is how GnuTLS says "TLS 1.3" */
static char *
version_text (const char *version)
{
  return g_str_has_prefix (version, "TLS1") ? g_strconcat ("TLS ", version + 3, NULL)
                                            : g_strdup (version);
}

void
net_report_tls (TrustReport *report, NetTls *tls)
{
  const char *version = net_tls_get_version (tls);
  const char *cipher = net_tls_get_cipher (tls);
  const char *group = net_tls_get_group (tls);
  g_autofree char *protocol = NULL;

  if (version == NULL || cipher == NULL)
    return;
  g_free (report->tls_version);
  g_free (report->tls_cipher);
  g_free (report->tls_group);
  report->tls_version = g_strdup (version);
  report->tls_cipher = g_strdup (cipher);
  report->tls_group = g_strdup (group);
  report->post_quantum = group != NULL && strstr (group, "MLKEM") != NULL;
  report->resumed = net_tls_is_resumed (tls);
  protocol = version_text (version);
  trust_report_set_step (
      report, TRUST_STEP_TLS, TRUST_STATUS_PASS, NULL,
      group == NULL ? g_strdup_printf ("%s · %s", protocol, cipher)
      : report->post_quantum
          ? g_strdup_printf (_ ("%s · %s · %s, post-quantum"), protocol, cipher, group)
          : g_strdup_printf ("%s · %s · %s", protocol, cipher, group));
}

static void
fail (TrustReport *report, TrustStepId id, const char *cause, char *detail)
{
  trust_report_set_step (report, id, TRUST_STATUS_FAIL, cause, detail);
}

static void
fail_connect (TrustReport *report, const char *where, const GError *error)
{
  if (error->code == NET_ERROR_TIMEOUT)
    fail (report, TRUST_STEP_CONNECT, "timeout",
          g_strdup_printf (_ ("%s doesn’t answer. A firewall may block it."), where));
  else if (error->code == NET_ERROR_CLOSED || error->code == NET_ERROR_TRUNCATED)
    fail (report, TRUST_STEP_CONNECT, "closed",
          g_strdup_printf (_ ("%s closed the connection before it was encrypted"), where));
  else
    fail (report, TRUST_STEP_CONNECT, "refused",
          g_strdup_printf (_ ("%s refuses connections"), where));
}

static void
fail_tls (TrustReport *report, const char *where, const GError *error)
{
  switch ((NetErrorCode) error->code)
    {
    case NET_ERROR_TLS_VERSION:
      fail (
          report, TRUST_STEP_TLS, "version",
          g_strdup_printf (_ ("Linnet needs TLS 1.2 or newer, and %s doesn’t offer that"), where));
      return;
    case NET_ERROR_TLS_CIPHER:
      fail (report, TRUST_STEP_TLS, "cipher",
            g_strdup_printf (_ ("%s offers no encryption that Linnet accepts"), where));
      return;
    case NET_ERROR_NOT_TLS:
      fail (report, TRUST_STEP_TLS, "not-tls",
            g_strdup_printf (_ ("%s answers, but not with TLS"), where));
      return;
    case NET_ERROR_PLAIN_SIP:
      fail (report, TRUST_STEP_TLS, "plain-sip",
            g_strdup_printf (_ ("%s speaks SIP without encryption on this port"), where));
      return;
    case NET_ERROR_HTTP:
      fail (report, TRUST_STEP_TLS, "http", g_strdup_printf (_ ("%s is a web server"), where));
      return;
    case NET_ERROR_TIMEOUT:
      fail (report, TRUST_STEP_TLS, "timeout",
            g_strdup_printf (_ ("%s accepts the connection but doesn’t answer with TLS"), where));
      return;
    case NET_ERROR_CLIENT_CERT_REQUIRED:
      fail (report, TRUST_STEP_TLS, "client-certificate-required",
            g_strdup_printf (_ ("%s asks for your certificate"), where));
      return;
    case NET_ERROR_CLIENT_CERT_REFUSED:
      fail (report, TRUST_STEP_TLS, "client-certificate-refused",
            g_strdup_printf (_ ("%s refused your certificate"), where));
      return;
    case NET_ERROR_FAILED:
    case NET_ERROR_DNS:
    case NET_ERROR_NO_SERVICE:
    case NET_ERROR_REFUSED:
    case NET_ERROR_CLOSED:
    case NET_ERROR_TRUNCATED:
    case NET_ERROR_TLS:
    case NET_ERROR_UNTRUSTED:
    case NET_ERROR_QUEUE_FULL:
    case NET_ERROR_FILE:
    case NET_ERROR_BAD_ARGUMENT:
      fail (report, TRUST_STEP_TLS, "handshake-failed",
            g_strdup_printf (_ ("%s broke off while the encryption was agreed on"), where));
      return;
    }
  g_return_if_reached ();
}

void
net_report_failed (TrustReport *report,
                   GInetSocketAddress *address,
                   gboolean has_connected,
                   const GError *error)
{
  g_autofree char *where = net_report_address_text (address);

  if (g_error_matches (error, NET_ERROR, NET_ERROR_UNTRUSTED))
    return; /* the report says it all */
  report->verdict = TRUST_VERDICT_UNREACHABLE;
  if (!has_connected || error->code == NET_ERROR_CLOSED || error->code == NET_ERROR_TRUNCATED)
    fail_connect (report, where, error);
  else
    fail_tls (report, where, error);
}
