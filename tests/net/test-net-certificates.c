/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Linnet Authors */
/* Bad certificates over real sockets: each has its own cause and its own words, and the server does
 * not get one application byte. Everything runs with TLS 1.3 and again without. */
#include <string.h>

#include "net-client.h"
#include "net-peer.h"

#define WITHOUT_TLS_1_3 "-VERS-TLS1.3"

typedef struct
{
  const char *file;
  const char *step;
  const char *cause;
  const char *words; /* in the detail of the step */
} Case;

static const Case cases[] = {
  { "expired", "validity", "expired", "expired on 1 Jan 2025" },
  { "not-yet-valid", "validity", "not-yet-valid", "valid from 1 Jan 2048" },
  { "wrong-name", "identity", "mismatch", "Expected pbx.example.org\nCertificate is for other" },
  { "uri-san-other", "identity", "mismatch", "sip:other.example.org" },
  { "name-with-nul", "identity", "common-name-only", "pbx.example.org" },
  { "wildcard", "identity", "wildcard", "SIP doesn" },
  { "cn-only", "identity", "common-name-only", "only in its common name" },
  { "no-san", "identity", "no-name", "names no server" },
  { "ip-san", "identity", "mismatch", "127.0.0.1" },
  { "self-signed", "chain", "self-signed", "signed by itself" },
  { "unknown-ca", "chain", "unknown-issuer", "Another Authority, Inc." },
  { "unknown-ca-sent", "chain", "unknown-issuer", "Another Authority, Inc." },
  { "missing-intermediate", "chain", "missing-intermediate", "Linnet Test Intermediate" },
  { "non-ca-issuer", "chain", "not-an-authority", "Linnet Test Server" },
  { "path-length", "chain", "path-length", "permits" },
  { "name-constraint", "chain", "name-constraint", "may not vouch" },
  { "bad-signature", "chain", "bad-signature", "does not match" },
  { "wrong-usage", "key-usage", "wrong-usage", "not meant for servers" },
  { "weak-key", "strength", "weak-key", "RSA-1024" },
  { "weak-signature", "strength", "weak-signature", "SHA1" },
};

static TrustAnchors *anchors;

static guint
find_step (const char *name)
{
  guint id = 0;

  while (!g_str_equal (trust_step_id_to_string (id), name))
    id++;
  return id;
}

static void
check_refused (const Case *test, const char *priority_suffix)
{
  g_autoptr (Peer) peer = peer_start (&(PeerOptions){ .certificate = test->file });
  NetConnectOptions options = client_options (peer_get_port (peer), anchors);
  g_autoptr (TrustReport) report = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (NetConnection) connection = NULL;
  const PeerRecord *record;
  guint step = find_step (test->step);

  options.priority_suffix = priority_suffix;
  connection = client_connect (&options, &report, &error);
  if (error != NULL)
    g_test_message ("%s", error->message);
  g_assert_error (error, NET_ERROR, NET_ERROR_UNTRUSTED);
  g_assert_null (connection);
  g_assert_nonnull (strstr (error->message, TEST_HOST));
  g_assert_cmpstr (trust_verdict_to_string (report->verdict), ==, "untrusted");
  g_assert_cmpuint (trust_report_get_failed (report), ==, step);
  g_assert_cmpstr (report->steps[step].cause, ==, test->cause);
  g_assert_nonnull (strstr (report->steps[step].detail, test->words));
  for (guint id = 0; id <= TRUST_STEP_STRENGTH; id++)
    if (id != step)
      g_assert_cmpstr (trust_status_to_string (report->steps[id].status), ==, "pass");
  g_assert_cmpstr (report->tls_cipher, ==, "AES-256-GCM");
  g_assert_cmpstr (report->tls_version, ==, priority_suffix != NULL ? "TLS1.2" : "TLS1.3");

  record = peer_stop (peer);
  g_assert_cmpuint (record->n_accepted, ==, 1);
  g_assert_cmpuint (record->received->len, ==, 0);
}

static void
test_refused (gconstpointer user_data)
{
  check_refused (user_data, NULL);
}

static void
test_refused_1_2 (gconstpointer user_data)
{
  check_refused (user_data, WITHOUT_TLS_1_3);
}

static void
check_accepted (const char *file, const char *priority_suffix, gboolean allow_wildcard)
{
  g_autoptr (Peer) peer = peer_start (&(PeerOptions){ .certificate = file });
  NetConnectOptions options = client_options (peer_get_port (peer), anchors);
  g_autoptr (TrustReport) report = NULL;
  g_autoptr (GError) error = NULL;
  g_auto (Client) client = { 0 };
  g_autoptr (GBytes) hello = g_bytes_new_static ("hello", 5);
  const PeerRecord *record;

  options.priority_suffix = priority_suffix;
  options.allow_wildcard = allow_wildcard;
  client_watch (&client, client_connect (&options, &report, &error));
  g_assert_no_error (error);
  g_assert_cmpstr (trust_verdict_to_string (report->verdict), ==, "trusted");
  g_assert_cmpuint (trust_report_get_failed (report), ==, TRUST_N_STEPS);
  g_assert_true (net_connection_get_report (client.connection) == report);
  net_connection_send (client.connection, hello);
  client_run_until_bytes (&client, 5);
  net_connection_close (client.connection);
  client_run_until_closed (&client);
  g_assert_no_error (client.error);
  record = peer_stop (peer);
  g_assert_cmpuint (record->received->len, ==, 5);
  g_assert_true (record->got_bye);
}

static void
test_accepted (gconstpointer user_data)
{
  check_accepted (user_data, NULL, FALSE);
}

static void
test_accepted_1_2 (gconstpointer user_data)
{
  check_accepted (user_data, WITHOUT_TLS_1_3, FALSE);
}

static void
test_wildcard_allowed (void)
{
  check_accepted ("wildcard", NULL, TRUE);
}

static void
test_report (void)
{
  g_autoptr (Peer) peer = peer_start (&(PeerOptions){ .certificate = "intermediate-sent" });
  NetConnectOptions options = client_options (peer_get_port (peer), anchors);
  g_autofree char *address = g_strdup_printf ("127.0.0.1:%u", peer_get_port (peer));
  g_autoptr (TrustReport) report = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (NetConnection) connection = client_connect (&options, &report, &error);

  g_assert_no_error (error);
  g_assert_nonnull (connection);
  g_assert_cmpstr (report->target, ==, address);
  g_assert_cmpstr (report->address, ==, address);
  g_assert_cmpstr (report->identity, ==, TEST_HOST);
  g_assert_cmpstr (report->tls_version, ==, "TLS1.3");
  g_assert_cmpstr (report->tls_cipher, ==, "AES-256-GCM");
  g_assert_cmpstr (report->tls_group, ==, "X25519");
  g_assert_false (report->post_quantum);
  g_assert_false (report->resumed);
  g_assert_cmpuint (report->chain->len, ==, 3);
  g_assert_cmpstr (report->steps[TRUST_STEP_TLS].detail, ==, "TLS 1.3 · AES-256-GCM · X25519");
  g_assert_cmpstr (report->steps[TRUST_STEP_RESOLVE].detail, ==, address);
  g_assert_cmpint (report->steps[TRUST_STEP_OPTIONS].status, ==, TRUST_STATUS_SKIP);
}

static void
test_pinned (void)
{
  g_autoptr (Peer) peer = peer_start (&(PeerOptions){ .certificate = "self-signed" });
  NetConnectOptions options = client_options (peer_get_port (peer), anchors);
  g_autoptr (TrustReport) first = NULL, second = NULL;
  g_autoptr (NetConnection) refused = NULL, connection = NULL;
  g_autoptr (GError) error = NULL;

  refused = client_connect (&options, &first, &error);
  g_assert_error (error, NET_ERROR, NET_ERROR_UNTRUSTED);
  g_clear_error (&error);
  options.pin = ((TrustCertificate *) g_ptr_array_index (first->chain, 0))->spki_sha256;
  connection = client_connect (&options, &second, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (trust_verdict_to_string (second->verdict), ==, "pinned");
  g_clear_object (&connection);
}

static void
test_pin_of_another_key (void)
{
  g_autoptr (Peer) peer = peer_start (&(PeerOptions){ .certificate = "good" });
  NetConnectOptions options = client_options (peer_get_port (peer), anchors);
  g_autofree char *pin = g_strnfill (64, 'a');
  g_autoptr (TrustReport) report = NULL;
  g_autoptr (GError) error = NULL;

  options.pin = pin;
  g_assert_null (client_connect (&options, &report, &error));
  g_assert_error (error, NET_ERROR, NET_ERROR_UNTRUSTED);
  g_assert_cmpstr (report->steps[TRUST_STEP_CONTINUITY].cause, ==, "pin-broken");
  g_assert_cmpuint (peer_stop (peer)->received->len, ==, 0);
}

static void
add (const char *prefix,
     const char *file,
     const char *suffix,
     gconstpointer data,
     GTestDataFunc func)
{
  g_autofree char *path = g_strconcat ("/net/certificates/", prefix, file, suffix, NULL);

  g_test_add_data_func (path, data, func);
}

int
main (int argc, char **argv)
{
  static const char *const authorities[] = { "authority", NULL };
  static const char *const accepted[] = {
    "good", "dns-san", "uri-san",           "usage-sip-domain", "usage-any",
    "rsa",  "ed25519", "intermediate-sent", "chain-with-root",  "ca-as-leaf"
  };
  int result;

  g_test_init (&argc, &argv, NULL);
  anchors = load_anchors (authorities);
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      add ("TLS-07/", cases[i].file, "-gets-no-byte", &cases[i], test_refused);
      add ("TLS-07/", cases[i].file, "-gets-no-byte-in-tls-1.2", &cases[i], test_refused_1_2);
    }
  for (gsize i = 0; i < G_N_ELEMENTS (accepted); i++)
    {
      add ("TLS-03/", accepted[i], "-is-accepted", accepted[i], test_accepted);
      add ("TLS-03/", accepted[i], "-is-accepted-in-tls-1.2", accepted[i], test_accepted_1_2);
    }
  g_test_add_func ("/net/certificates/TLS-04/wildcard-may-be-allowed", test_wildcard_allowed);
  g_test_add_func ("/net/certificates/TLS-01/report-tells-what-was-found", test_report);
  g_test_add_func ("/net/certificates/TLS-08/pinned-key-is-accepted", test_pinned);
  g_test_add_func ("/net/certificates/TLS-08/pin-of-another-key-gets-no-byte",
                   test_pin_of_another_key);
  result = g_test_run ();
  trust_anchors_unref (anchors);
  return result;
}
