/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Linnet Authors */
/* Servers that cannot be talked to: what each is called, and that nobody waits for ever. */
#include <arpa/inet.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "net-client.h"
#include "net-peer.h"

#define SHORT_MS 300 /* instead of the ten seconds of an attempt */
#define ONLY(vers) "NORMAL:-VERS-ALL:" vers ":%PROFILE_VERY_WEAK"

typedef struct
{
  const char *path;
  PeerOptions peer;
  NetErrorCode code;
  const char *step;
  const char *cause;
  const char *words;
} Case;

static const Case cases[] = {
  { "TLS-01/tls-1.0-is-too-old",
    { .priority = ONLY ("+VERS-TLS1.0") },
    NET_ERROR_TLS_VERSION,
    "tls",
    "version",
    "needs TLS 1.2 or newer" },
  { "TLS-01/tls-1.1-is-too-old",
    { .priority = ONLY ("+VERS-TLS1.1") },
    NET_ERROR_TLS_VERSION,
    "tls",
    "version",
    "needs TLS 1.2 or newer" },
  { "TLS-01/cbc-only-is-refused",
    { .priority = "NORMAL:-VERS-ALL:+VERS-TLS1.2:-CIPHER-ALL:+AES-256-CBC:+AES-128-CBC" },
    NET_ERROR_TLS_CIPHER,
    "tls",
    "cipher",
    "no encryption that Linnet accepts" },
  { "TLS-01/rsa-key-exchange-only-is-refused",
    { .certificate = "rsa", .priority = "NORMAL:-VERS-ALL:+VERS-TLS1.2:-KX-ALL:+RSA" },
    NET_ERROR_TLS_CIPHER,
    "tls",
    "cipher",
    "no encryption that Linnet accepts" },
  { "TLS-01/dhe-only-is-refused",
    { .certificate = "rsa", .priority = "NORMAL:-VERS-ALL:+VERS-TLS1.2:-KX-ALL:+DHE-RSA" },
    NET_ERROR_TLS_CIPHER,
    "tls",
    "cipher",
    "no encryption that Linnet accepts" },
  { "TLS-01/aes-ccm-only-is-refused",
    { .priority = "NORMAL:-VERS-ALL:+VERS-TLS1.3:-CIPHER-ALL:+AES-128-CCM" },
    NET_ERROR_TLS_CIPHER,
    "tls",
    "cipher",
    "no encryption that Linnet accepts" },
  { "TLS-02/no-extended-master-secret-is-refused",
    { .priority = "NORMAL:-VERS-ALL:+VERS-TLS1.2:%NO_SESSION_HASH" },
    NET_ERROR_TLS_VERSION,
    "tls",
    "version",
    "needs TLS 1.2" },
  { "TLS-02/no-safe-renegotiation-is-refused",
    { .priority = "NORMAL:-VERS-ALL:+VERS-TLS1.2:%DISABLE_SAFE_RENEGOTIATION" },
    NET_ERROR_TLS_VERSION,
    "tls",
    "version",
    "needs TLS 1.2" },
  { "TLS-11/certificate-demanded-in-1.3",
    { .ask = GNUTLS_CERT_REQUIRE },
    NET_ERROR_CLIENT_CERT_REQUIRED,
    "tls",
    "client-certificate-required",
    "asks for your certificate" },
  { "TLS-11/certificate-demanded-in-1.2",
    { .ask = GNUTLS_CERT_REQUIRE, .priority = "NORMAL:-VERS-ALL:+VERS-TLS1.2" },
    NET_ERROR_CLIENT_CERT_REQUIRED,
    "tls",
    "client-certificate-required",
    "asks for your certificate" },
  { "DNS-05/plain-sip-is-named",
    { .behaviour = PEER_SAY, .text = "SIP/2.0 400 Bad Request\r\nContent-Length: 0\r\n\r\n" },
    NET_ERROR_PLAIN_SIP,
    "tls",
    "plain-sip",
    "SIP without encryption" },
  { "DNS-05/web-server-is-named",
    { .behaviour = PEER_SAY, .text = "HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n" },
    NET_ERROR_HTTP,
    "tls",
    "http",
    "web server" },
  { "DNS-05/old-web-server-is-named",
    { .behaviour = PEER_SAY, .text = "<!DOCTYPE HTML PUBLIC \"-//W3C//DTD HTML 4.01//EN\">" },
    NET_ERROR_HTTP,
    "tls",
    "http",
    "web server" },
  { "DNS-05/another-service-is-named",
    { .behaviour = PEER_SAY, .text = "220 mail.example.org ESMTP\r\n" },
    NET_ERROR_NOT_TLS,
    "tls",
    "not-tls",
    "not with TLS" },
  { "DNS-05/garbage-is-named",
    { .behaviour = PEER_SAY, .text = "\x01\x02\x03\x04\x05\x06\x07\x08" },
    NET_ERROR_NOT_TLS,
    "tls",
    "not-tls",
    "not with TLS" },
  { "DNS-05/broken-tls-record-is-named",
    { .behaviour = PEER_SAY, .text = "\x16\x03\x03\x7f\xff\x02garbage" },
    NET_ERROR_TLS,
    "tls",
    "handshake-failed",
    "broke off" },
  { "DNS-05/hang-up-is-named",
    { .behaviour = PEER_HANG_UP },
    NET_ERROR_CLOSED,
    "connect",
    "closed",
    "closed" },
  { "DNS-05/reset-is-named",
    { .behaviour = PEER_RESET },
    NET_ERROR_CLOSED,
    "connect",
    "closed",
    "closed" },
  { "TLS-07/silent-server-is-not-waited-for",
    { .behaviour = PEER_MUTE },
    NET_ERROR_TIMEOUT,
    "tls",
    "timeout",
    "doesn" },
};

static TrustAnchors *anchors;

static void
check_outcome (const Case *test, const NetConnectOptions *options)
{
  g_autoptr (TrustReport) report = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (NetConnection) connection = client_connect (options, &report, &error);
  guint failed;

  g_assert_null (connection);
  g_test_message ("%s", error->message);
  g_assert_error (error, NET_ERROR, (int) test->code);
  g_assert_nonnull (strstr (error->message, "127.0.0.1"));
  failed = trust_report_get_failed (report);
  g_assert_cmpuint (failed, <, TRUST_N_STEPS);
  g_assert_cmpstr (trust_step_id_to_string (failed), ==, test->step);
  g_assert_cmpstr (report->steps[failed].cause, ==, test->cause);
  g_assert_nonnull (strstr (report->steps[failed].detail, test->words));
  g_assert_cmpstr (trust_verdict_to_string (report->verdict), ==, "unreachable");
}

static void
test_failure (gconstpointer user_data)
{
  const Case *test = user_data;
  g_autoptr (Peer) peer = peer_start (&test->peer);
  NetConnectOptions options = client_options (peer_get_port (peer), anchors);
  const PeerRecord *record;

  if (test->code == NET_ERROR_TIMEOUT)
    options.attempt_timeout_ms = SHORT_MS;
  check_outcome (test, &options);
  record = peer_stop (peer);
  g_assert_cmpuint (record->n_accepted, ==, 1);
  g_assert_cmpuint (record->received->len, ==, 0);
}

/* A port where nobody listens */
static void
test_refused (void)
{
  static const Case refused = {
    .code = NET_ERROR_REFUSED, .step = "connect", .cause = "refused", .words = "refuses connections"
  };
  g_autoptr (Peer) peer = peer_start (&(PeerOptions){ .behaviour = PEER_MUTE });
  NetConnectOptions options = client_options (peer_get_port (peer), anchors);

  peer_stop (peer);
  check_outcome (&refused, &options);
}

/* A listener whose queue is full drops the SYN, as a firewall does */
static void
test_dropped_syn (void)
{
  static const Case dropped = {
    .code = NET_ERROR_TIMEOUT, .step = "connect", .cause = "timeout", .words = "firewall"
  };
  struct sockaddr_in address = { .sin_family = AF_INET,
                                 .sin_addr.s_addr = htonl (INADDR_LOOPBACK) };
  socklen_t n = sizeof address;
  int listening = socket (AF_INET, SOCK_STREAM, 0), filling[8];
  NetConnectOptions options;

  g_assert_cmpint (bind (listening, (struct sockaddr *) &address, sizeof address), ==, 0);
  g_assert_cmpint (listen (listening, 0), ==, 0);
  g_assert_cmpint (getsockname (listening, (struct sockaddr *) &address, &n), ==, 0);
  for (gsize i = 0; i < G_N_ELEMENTS (filling); i++)
    {
      filling[i] = socket (AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);
      if (connect (filling[i], (struct sockaddr *) &address, sizeof address) == 0)
        break; /* unlikely: it never completes at once */
    }
  options = client_options (ntohs (address.sin_port), anchors);
  options.attempt_timeout_ms = SHORT_MS;
  check_outcome (&dropped, &options);
  for (gsize i = 0; i < G_N_ELEMENTS (filling); i++)
    close (filling[i]);
  close (listening);
}

static void
test_total_limit (void)
{
  g_autoptr (Peer) peer = peer_start (&(PeerOptions){ .behaviour = PEER_MUTE });
  NetConnectOptions options = client_options (peer_get_port (peer), anchors);
  g_autoptr (TrustReport) report = NULL;
  g_autoptr (GError) error = NULL;

  options.total_timeout_ms = SHORT_MS;
  g_assert_null (client_connect (&options, &report, &error));
  g_assert_error (error, NET_ERROR, NET_ERROR_TIMEOUT);
  g_assert_cmpint (report->verdict, ==, TRUST_VERDICT_UNREACHABLE);
  g_assert_cmpuint (trust_report_get_failed (report), <=, TRUST_STEP_TLS);
}

/* The server's bytes end anywhere in the handshake: an error each time, never a hang or a byte of
 * ours */
static void
test_cut_handshake (void)
{
  for (gsize at = 1; at < 1200; at += at < 140 ? 1 : 53)
    {
      g_autoptr (Peer) peer = peer_start (&(PeerOptions){ .cut_after_bytes = at });
      NetConnectOptions options = client_options (peer_get_port (peer), anchors);
      g_autoptr (TrustReport) report = NULL;
      g_autoptr (GError) error = NULL;
      g_autoptr (NetConnection) connection = client_connect (&options, &report, &error);
      const PeerRecord *record;

      g_clear_object (&connection); /* past the last flight there is one */
      record = peer_stop (peer);
      g_assert_cmpuint (record->received->len, ==, 0);
      if (record->n_sent_raw < at)
        break;
      if (error != NULL)
        g_assert_cmpint (report->verdict, ==, TRUST_VERDICT_UNREACHABLE);
    }
}

static void
on_cancelled (GObject *source, GAsyncResult *result, gpointer user_data)
{
  gboolean *done = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (TrustReport) report = NULL;

  g_assert_null (net_connect_finish (result, &report, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_null (report);
  *done = TRUE;
}

static gboolean
cancel (gpointer user_data)
{
  g_cancellable_cancel (user_data);
  return G_SOURCE_REMOVE;
}

static void
test_cancelled (void)
{
  g_autoptr (Peer) peer = peer_start (&(PeerOptions){ .behaviour = PEER_MUTE });
  NetConnectOptions options = client_options (peer_get_port (peer), anchors);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  gboolean done = FALSE;

  net_connect_async (&options, cancellable, on_cancelled, &done);
  g_timeout_add (50, cancel, cancellable);
  run_until (&done);
  run_pending ();
}

/* TLS-09 */
static void
test_client_hello (void)
{
  g_autoptr (Peer) peer = peer_start (&(PeerOptions){ .certificate = "good" });
  g_autoptr (Peer) literal = peer_start (&(PeerOptions){ .certificate = "ip-san" });
  NetConnectOptions options = client_options (peer_get_port (peer), anchors);
  g_autoptr (GError) error = NULL;
  g_autoptr (NetConnection) named = NULL, numbered = NULL;
  const PeerRecord *record;

  named = client_connect (&options, NULL, &error);
  g_assert_no_error (error);
  g_clear_object (&named);
  record = peer_stop (peer);
  g_assert_cmpstr (record->server_name, ==, TEST_HOST);
  g_assert_false (record->has_alpn);
  g_assert_false (record->has_ticket_extension);

  options = client_options (peer_get_port (literal), anchors);
  options.identity = NULL; /* the host: 127.0.0.1 */
  numbered = client_connect (&options, NULL, &error);
  g_assert_no_error (error);
  g_clear_object (&numbered);
  g_assert_null (peer_stop (literal)->server_name);
}

/* Asked for, not insisted on */
static void
test_certificate_asked_for (gconstpointer user_data)
{
  g_autoptr (Peer) peer =
      peer_start (&(PeerOptions){ .ask = GNUTLS_CERT_REQUEST, .priority = user_data });
  NetConnectOptions options = client_options (peer_get_port (peer), anchors);
  g_autoptr (GError) error = NULL;
  g_autoptr (NetConnection) connection = client_connect (&options, NULL, &error);

  g_assert_no_error (error);
  g_assert_nonnull (connection);
}

static void
test_bad_arguments (void)
{
  NetConnectOptions options = client_options (5061, anchors);
  g_autoptr (TrustReport) report = NULL;
  g_autoptr (GError) error = NULL;

  options.pin = "abc";
  g_assert_null (client_connect (&options, &report, &error));
  g_assert_error (error, NET_ERROR, NET_ERROR_BAD_ARGUMENT);
  g_assert_null (report);
  g_clear_error (&error);
  options.pin = NULL;
  options.identity = "";
  g_assert_null (client_connect (&options, NULL, &error));
  g_assert_error (error, NET_ERROR, NET_ERROR_BAD_ARGUMENT);
}

static void
test_strongest_of_both (void)
{
  g_autoptr (Peer) peer = peer_start (
      &(PeerOptions){ .priority = "NORMAL:-VERS-ALL:+VERS-TLS1.2:-CIPHER-ALL:+CHACHA20-POLY1305" });
  NetConnectOptions options = client_options (peer_get_port (peer), anchors);
  g_autoptr (TrustReport) report = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (NetConnection) connection = client_connect (&options, &report, &error);

  g_assert_no_error (error);
  g_assert_nonnull (connection);
  g_assert_cmpstr (report->tls_version, ==, "TLS1.2");
  g_assert_cmpstr (report->tls_cipher, ==, "CHACHA20-POLY1305");
}

int
main (int argc, char **argv)
{
  static const char *const authorities[] = { "authority", NULL };
  int result;

  g_test_init (&argc, &argv, NULL);
  anchors = load_anchors (authorities);
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/net/connect/", cases[i].path, NULL);

      g_test_add_data_func (path, &cases[i], test_failure);
    }
  g_test_add_func ("/net/connect/DNS-05/closed-port-is-named", test_refused);
  g_test_add_func ("/net/connect/DNS-05/dropped-syn-is-not-waited-for", test_dropped_syn);
  g_test_add_func ("/net/connect/DNS-05/all-together-have-a-limit", test_total_limit);
  g_test_add_func ("/net/connect/TLS-14/handshake-cut-anywhere-fails", test_cut_handshake);
  g_test_add_func ("/net/connect/DNS-05/cancelling-ends-it", test_cancelled);
  g_test_add_func ("/net/connect/TLS-09/server-name-but-no-alpn", test_client_hello);
  g_test_add_data_func ("/net/connect/TLS-11/certificate-asked-for-may-be-left-out", NULL,
                        test_certificate_asked_for);
  g_test_add_data_func ("/net/connect/TLS-11/certificate-asked-for-may-be-left-out-in-1.2",
                        "NORMAL:-VERS-ALL:+VERS-TLS1.2", test_certificate_asked_for);
  g_test_add_func ("/net/connect/TLS-08/arguments-are-checked", test_bad_arguments);
  g_test_add_func ("/net/connect/TLS-01/chacha20-is-accepted", test_strongest_of_both);
  result = g_test_run ();
  trust_anchors_unref (anchors);
  return result;
}
