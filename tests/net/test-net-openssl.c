/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Linnet Authors */
/* The other TLS library: `openssl s_server` as the server, so that GnuTLS does not only understand
 * itself. What it prints is what arrived. */
#include <signal.h>
#include <string.h>

#include "net-client.h"
#include "net-peer.h"

#define PORT "5100" /* in a network of the test's own */
#define PORT_NUMBER 5100
#define START_TRIES 100
#define START_PAUSE_US 50000

typedef struct
{
  const char *path;
  const char *certificate;
  const char *arguments;
  const char *verdict;
  const char *cause; /* of the step that failed; NULL: none did */
} Case;

static const Case cases[] = {
  { "TLS-01/tls-1.3-is-accepted", "good", "-tls1_3", "trusted", NULL },
  { "TLS-01/tls-1.2-is-accepted", "good", "-tls1_2", "trusted", NULL },
  { "TLS-01/tls-1.2-with-rsa-is-accepted", "rsa", "-tls1_2", "trusted", NULL },
  { "TLS-07/expired-gets-no-byte", "expired", "-tls1_3", "untrusted", "expired" },
  { "TLS-07/expired-gets-no-byte-in-tls-1.2", "expired", "-tls1_2", "untrusted", "expired" },
  { "TLS-07/wrong-name-gets-no-byte", "wrong-name", "-tls1_3", "untrusted", "mismatch" },
  { "TLS-07/self-signed-gets-no-byte", "self-signed", "-tls1_2", "untrusted", "self-signed" },
  { "TLS-07/unknown-ca-gets-no-byte", "unknown-ca", "-tls1_3", "untrusted", "unknown-issuer" },
  { "TLS-01/tls-1.0-is-too-old", "rsa", "-tls1 -cipher ALL:@SECLEVEL=0", "unreachable", "version" },
  { "TLS-01/tls-1.1-is-too-old", "good", "-tls1_1 -cipher ALL:@SECLEVEL=0", "unreachable",
    "version" },
  { "TLS-01/cbc-only-is-refused", "good", "-tls1_2 -cipher ECDHE-ECDSA-AES128-SHA256",
    "unreachable", "cipher" },
  { "TLS-01/rsa-key-exchange-only-is-refused", "rsa", "-tls1_2 -cipher AES128-GCM-SHA256",
    "unreachable", "cipher" },
  { "TLS-11/certificate-demanded-in-1.3", "good", "-tls1_3 -Verify 1", "unreachable",
    "client-certificate-required" },
  { "TLS-11/certificate-demanded-in-1.2", "good", "-tls1_2 -Verify 1", "unreachable",
    "client-certificate-required" },
  { "TLS-11/certificate-asked-for-may-be-left-out", "good", "-tls1_3 -verify 1", "trusted", NULL },
};

static TrustAnchors *anchors;

static GSubprocess *
start_server (const Case *test)
{
  g_autofree char *file = certificate_path (test->certificate);
  g_autofree char *line = g_strdup_printf (
      "openssl s_server -quiet -accept 127.0.0.1:%s -cert %s -key %s -cert_chain %s %s", PORT, file,
      file, file, test->arguments);
  g_auto (GStrv) arguments = g_strsplit (line, " ", -1);
  g_autoptr (GError) error = NULL;
  GSubprocess *server =
      g_subprocess_newv ((const char *const *) arguments,
                         G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_PIPE |
                             G_SUBPROCESS_FLAGS_STDERR_SILENCE,
                         &error);

  g_assert_no_error (error);
  return server;
}

/* The server needs a moment to listen */
static NetConnection *
connect_when_ready (TrustReport **report, GError **error)
{
  NetConnectOptions options = client_options (PORT_NUMBER, anchors);

  for (guint i = 0;; i++)
    {
      NetConnection *connection;

      g_clear_error (error);
      g_clear_pointer (report, trust_report_unref);
      connection = client_connect (&options, report, error);
      if (!g_error_matches (*error, NET_ERROR, NET_ERROR_REFUSED) || i == START_TRIES)
        return connection;
      g_usleep (START_PAUSE_US);
    }
}

static void
test_case (gconstpointer user_data)
{
  const Case *test = user_data;
  g_autoptr (GSubprocess) server = start_server (test);
  g_autoptr (TrustReport) report = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (NetConnection) connection = connect_when_ready (&report, &error);
  g_autoptr (GBytes) hello = g_bytes_new_static ("hello\n", 6),
                     nothing = g_bytes_new_static ("", 0), printed = NULL;
  guint failed = trust_report_get_failed (report);

  if (error != NULL)
    g_test_message ("%s", error->message);
  g_assert_cmpstr (trust_verdict_to_string (report->verdict), ==, test->verdict);
  g_assert_cmpstr (failed == TRUST_N_STEPS ? NULL : report->steps[failed].cause, ==, test->cause);
  if (connection != NULL)
    {
      g_auto (Client) client = { 0 };

      client_watch (&client, g_steal_pointer (&connection));
      net_connection_send (client.connection, hello);
      net_connection_close (client.connection);
      client_run_until_closed (&client);
      g_assert_no_error (client.error);
    }
  g_usleep (START_PAUSE_US); /* what is under way may arrive */
  g_subprocess_send_signal (server, SIGTERM);
  g_subprocess_communicate (server, nothing, NULL, &printed, NULL, NULL);
  g_assert_cmpmem (g_bytes_get_data (printed, NULL), g_bytes_get_size (printed), "hello\n",
                   test->cause == NULL ? 6 : 0);
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
      g_autofree char *path = g_strconcat ("/net/openssl/", cases[i].path, NULL);

      g_test_add_data_func (path, &cases[i], test_case);
    }
  result = g_test_run ();
  trust_anchors_unref (anchors);
  return result;
}
