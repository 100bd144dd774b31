/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Linnet Authors */
/* Finding servers by a real name server (zone.conf), and which of them gets the connection. */
#include <string.h>

#include "net-client.h"
#include "net-lookup.h"
#include "net-peer.h"

static TrustAnchors *anchors;

typedef struct
{
  GPtrArray *targets;
  GError *error;
  gboolean done;
} Found;

static void
on_found (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Found *found = user_data;

  found->targets = net_lookup_finish (result, &found->error);
  found->done = TRUE;
}

/* Returns: "host:port address address;…" or the error's code */
static char *
look_up (const char *host, int port)
{
  Found found = { 0 };
  GString *text = g_string_new (NULL);

  net_lookup_async (host, port, NULL, on_found, &found);
  run_until (&found.done);
  for (guint i = 0; found.targets != NULL && i < found.targets->len; i++)
    {
      NetTarget *target = g_ptr_array_index (found.targets, i);

      g_string_append_printf (text, "%s%s:%u", i > 0 ? "; " : "", target->host, target->port);
      for (guint k = 0; k < target->addresses->len; k++)
        {
          g_autofree char *ip = g_inet_address_to_string (g_ptr_array_index (target->addresses, k));

          g_string_append_printf (text, " %s", ip);
        }
      g_string_append_printf (text, " (%s)", target->via);
    }
  if (found.error != NULL)
    {
      g_assert_true (found.error->domain == NET_ERROR);
      g_string_append_printf (text, "error %d", found.error->code);
    }
  g_clear_pointer (&found.targets, g_ptr_array_unref);
  g_clear_error (&found.error);
  return g_string_free (text, FALSE);
}

static void
assert_found (const char *host, int port, const char *expected)
{
  g_autofree char *found = look_up (host, port);

  g_assert_cmpstr (found, ==, expected);
}

static void
assert_error (const char *host, NetErrorCode code)
{
  g_autofree char *expected = g_strdup_printf ("error %d", (int) code);

  assert_found (host, -1, expected);
}

static void
test_srv (void)
{
  assert_found (
      "pbx.example.org", -1,
      "sip1.example.org:5071 127.0.0.1 (DNS SRV); sip2.example.org:5072 127.0.0.1 (DNS SRV); "
      "sip3.example.org:5073 ::1 127.0.0.1 (DNS SRV)");
  assert_found (
      "PBX.Example.Org.", -1,
      "sip1.example.org:5071 127.0.0.1 (DNS SRV); sip2.example.org:5072 127.0.0.1 (DNS SRV); "
      "sip3.example.org:5073 ::1 127.0.0.1 (DNS SRV)");
}

static void
test_port (void)
{
  assert_found ("pbx.example.org", 7000, "pbx.example.org:7000 127.0.0.1 (address record)");
}

static void
test_no_srv (void)
{
  assert_found ("plain.example.org", -1, "plain.example.org:5061 ::1 127.0.0.1 (address record)");
}

static void
test_literals (void)
{
  assert_found ("192.0.2.7", -1, "192.0.2.7:5061 192.0.2.7 (literal)");
  assert_found ("192.0.2.7", 443, "192.0.2.7:443 192.0.2.7 (literal)");
  assert_found ("2001:db8::1", -1, "2001:db8::1:5061 2001:db8::1 (literal)");
  assert_found ("[2001:db8::1]", 5062, "[2001:db8::1]:5062 2001:db8::1 (literal)");
}

static void
test_no_service (void)
{
  assert_error ("none.example.org", NET_ERROR_NO_SERVICE);
}

static void
test_unknown (void)
{
  assert_error ("missing.example.org", NET_ERROR_DNS);
  assert_error ("lost.example.org", NET_ERROR_DNS);
  assert_error ("", NET_ERROR_BAD_ARGUMENT);
}

static void
test_half (void)
{
  assert_found ("half.example.org", -1, "sip1.example.org:5071 127.0.0.1 (DNS SRV)");
}

static void
test_never_in_clear (void)
{
  g_autofree char *log = NULL;

  assert_error ("clear.example.org", NET_ERROR_DNS);
  g_assert_true (g_file_get_contents (g_getenv ("DNS_LOG"), &log, NULL, NULL));
  g_assert_nonnull (strstr (log, "_sips._tcp.clear.example.org"));
  g_assert_null (strstr (log, "_sip._tcp"));
  g_assert_null (strstr (log, "_sip._udp"));
}

static NetConnectOptions
options_for (const char *host)
{
  return (NetConnectOptions){ .host = host, .port = -1, .anchors = anchors, .unix_s = TEST_NOW_S };
}

/* The first is closed, the second is silent, the third answers */
static void
test_failover (void)
{
  g_autoptr (Peer) silent = peer_start (&(PeerOptions){ .behaviour = PEER_MUTE, .port = 5072 });
  g_autoptr (Peer) good = peer_start (&(PeerOptions){ .certificate = "good", .port = 5073 });
  NetConnectOptions options = options_for (TEST_HOST);
  g_autoptr (TrustReport) report = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (NetConnection) connection = NULL;

  options.attempt_timeout_ms = 300;
  connection = client_connect (&options, &report, &error);
  g_assert_no_error (error);
  g_assert_cmpint (report->verdict, ==, TRUST_VERDICT_TRUSTED);
  g_assert_cmpstr (report->address, ==, "127.0.0.1:5073");
  g_assert_cmpstr (report->target, ==, TEST_HOST);
  g_assert_cmpstr (report->steps[TRUST_STEP_RESOLVE].detail, ==,
                   "sip3.example.org, 127.0.0.1:5073 via DNS SRV");
  g_assert_cmpuint (peer_stop (silent)->n_accepted, ==, 1);
  g_assert_cmpuint (peer_stop (good)->n_handshakes, ==, 1);
}

/* PROTOCOL 8.4 */
static void
test_certificate_failure_is_told (void)
{
  g_autoptr (Peer) bad = peer_start (&(PeerOptions){ .certificate = "expired", .port = 5072 });
  NetConnectOptions options = options_for (TEST_HOST);
  g_autoptr (TrustReport) report = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_null (client_connect (&options, &report, &error)); /* 5073 refuses, after that */
  g_assert_error (error, NET_ERROR, NET_ERROR_UNTRUSTED);
  g_assert_cmpstr (report->steps[TRUST_STEP_VALIDITY].cause, ==, "expired");
  g_assert_cmpstr (report->address, ==, "127.0.0.1:5072");
  g_assert_cmpuint (peer_stop (bad)->received->len, ==, 0);
}

static void
test_certificate_failure_tries_the_next (void)
{
  g_autoptr (Peer) bad = peer_start (&(PeerOptions){ .certificate = "expired", .port = 5072 });
  g_autoptr (Peer) good = peer_start (&(PeerOptions){ .certificate = "good", .port = 5073 });
  NetConnectOptions options = options_for (TEST_HOST);
  g_autoptr (TrustReport) report = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (NetConnection) connection = client_connect (&options, &report, &error);

  g_assert_no_error (error);
  g_assert_nonnull (connection);
  g_assert_cmpint (report->verdict, ==, TRUST_VERDICT_TRUSTED);
  g_assert_cmpuint (peer_stop (bad)->received->len, ==, 0);
  g_clear_object (&connection);
  g_assert_cmpuint (peer_stop (good)->n_handshakes, ==, 1);
}

/* TLS-03: whoever answers DNS must not choose the name that is checked */
static void
test_identity_is_not_the_srv_target (void)
{
  g_autoptr (Peer) peer = peer_start (&(PeerOptions){ .certificate = "good", .port = 5072 });
  NetConnectOptions options = options_for ("other.example.net");
  g_autoptr (TrustReport) report = NULL;
  g_autoptr (GError) error = NULL;
  const PeerRecord *record;

  g_assert_null (client_connect (&options, &report, &error));
  g_assert_error (error, NET_ERROR, NET_ERROR_UNTRUSTED);
  g_assert_cmpstr (report->identity, ==, "other.example.net");
  g_assert_cmpstr (report->steps[TRUST_STEP_IDENTITY].cause, ==, "mismatch");
  record = peer_stop (peer);
  g_assert_cmpstr (record->server_name, ==, "other.example.net");
  g_assert_cmpuint (record->received->len, ==, 0);
}

static void
check_unresolved (const char *host, NetErrorCode code, const char *cause, const char *words)
{
  NetConnectOptions options = options_for (host);
  g_autoptr (TrustReport) report = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_null (client_connect (&options, &report, &error));
  g_assert_error (error, NET_ERROR, (int) code);
  g_assert_cmpstr (report->steps[TRUST_STEP_RESOLVE].cause, ==, cause);
  g_assert_nonnull (strstr (report->steps[TRUST_STEP_RESOLVE].detail, words));
  g_assert_nonnull (strstr (report->steps[TRUST_STEP_RESOLVE].detail, host));
  g_assert_cmpint (report->verdict, ==, TRUST_VERDICT_UNREACHABLE);
  for (guint id = TRUST_STEP_CONNECT; id < TRUST_N_STEPS; id++)
    g_assert_cmpint (report->steps[id].status, ==, TRUST_STATUS_SKIP);
}

static void
test_unresolved (void)
{
  check_unresolved ("none.example.org", NET_ERROR_NO_SERVICE, "no-service", "no SIPS service");
  check_unresolved ("missing.example.org", NET_ERROR_DNS, "dns-failed", "No address");
}

int
main (int argc, char **argv)
{
  static const char *const authorities[] = { "authority", NULL };
  int result;

  g_test_init (&argc, &argv, NULL);
  anchors = load_anchors (authorities);
  g_test_add_func ("/net/lookup/DNS-01/srv-gives-targets-by-priority", test_srv);
  g_test_add_func ("/net/lookup/DNS-01/port-means-addresses-only", test_port);
  g_test_add_func ("/net/lookup/DNS-01/without-srv-addresses-and-5061", test_no_srv);
  g_test_add_func ("/net/lookup/DNS-01/literals-are-themselves", test_literals);
  g_test_add_func ("/net/lookup/DNS-02/root-target-means-no-service", test_no_service);
  g_test_add_func ("/net/lookup/DNS-01/unknown-names-fail", test_unknown);
  g_test_add_func ("/net/lookup/DNS-03/target-without-address-is-left-out", test_half);
  g_test_add_func ("/net/lookup/DNS-02/nothing-in-clear-is-asked-for", test_never_in_clear);
  g_test_add_func ("/net/lookup/DNS-05/next-target-is-tried", test_failover);
  g_test_add_func ("/net/lookup/DNS-05/certificate-failure-is-told-first",
                   test_certificate_failure_is_told);
  g_test_add_func ("/net/lookup/DNS-05/certificate-failure-tries-the-next-target",
                   test_certificate_failure_tries_the_next);
  g_test_add_func ("/net/lookup/TLS-03/identity-is-not-the-srv-target",
                   test_identity_is_not_the_srv_target);
  g_test_add_func ("/net/lookup/DNS-02/failures-are-told-in-words", test_unresolved);
  result = g_test_run ();
  trust_anchors_unref (anchors);
  return result;
}
