/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Linnet Authors */
/* Streams: what goes in comes out, however it is cut, and every end is told. */
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <string.h>
#include <sys/socket.h>

#include "net-client.h"
#include "net-peer.h"

#define BIG_BYTES (700 * 1024)
#define WITHOUT_TLS_1_3 "-VERS-TLS1.3"

static TrustAnchors *anchors;

static void
start (Client *client, Peer *peer, const char *priority_suffix)
{
  NetConnectOptions options = client_options (peer_get_port (peer), anchors);
  g_autoptr (GError) error = NULL;

  options.priority_suffix = priority_suffix;
  client_watch (client, client_connect (&options, NULL, &error));
  g_assert_no_error (error);
}

static GBytes *
make_noise (gsize n)
{
  guint8 *noise = g_malloc (n);

  for (gsize i = 0; i < n; i++)
    noise[i] = (guint8) (i * 2654435761u >> 24);
  return g_bytes_new_take (noise, n);
}

static void
assert_received (Client *client, GBytes *expected)
{
  g_assert_cmpmem (client->received->data, client->received->len, g_bytes_get_data (expected, NULL),
                   g_bytes_get_size (expected));
}

static void
test_big_writes (gconstpointer user_data)
{
  g_autoptr (Peer) peer = peer_start (&(PeerOptions){ .behaviour = PEER_ECHO });
  g_auto (Client) client = { 0 };
  g_autoptr (GBytes) noise = make_noise (BIG_BYTES);

  start (&client, peer, user_data);
  for (gsize at = 0; at < BIG_BYTES; at += 70000)
    {
      g_autoptr (GBytes) part =
          g_bytes_new_from_bytes (noise, at, MIN ((gsize) 70000, BIG_BYTES - at));

      net_connection_send (client.connection, part);
    }
  client_run_until_bytes (&client, BIG_BYTES);
  assert_received (&client, noise);
  net_connection_close (client.connection);
  client_run_until_closed (&client);
  g_assert_no_error (client.error);
  g_assert_true (peer_stop (peer)->got_bye);
}

static void
test_single_bytes (gconstpointer user_data)
{
  static const char text[] = "SIP/2.0 200 OK\r\nContent-Length: 0\r\n\r\n";
  g_autoptr (Peer) peer = peer_start (&(PeerOptions){ .behaviour = PEER_DRIP, .text = text });
  g_auto (Client) client = { 0 };

  start (&client, peer, user_data);
  client_run_until_closed (&client);
  g_assert_no_error (client.error);
  g_assert_cmpmem (client.received->data, client.received->len, text, strlen (text));
}

/* The server speaks first, and its words come with the last flight of the handshake */
static void
test_greeting (void)
{
  g_autoptr (Peer) peer = peer_start (&(PeerOptions){ .behaviour = PEER_GREET, .text = "welcome" });
  g_autoptr (Peer) asking = peer_start (
      &(PeerOptions){ .behaviour = PEER_GREET, .text = "welcome", .ask = GNUTLS_CERT_REQUEST });
  g_auto (Client) client = { 0 }, asked = { 0 };

  start (&client, peer, NULL);
  client_run_until_closed (&client);
  g_assert_cmpmem (client.received->data, client.received->len, "welcome", 7);

  start (&asked, asking, NULL);
  client_run_until_closed (&asked);
  g_assert_cmpmem (asked.received->data, asked.received->len, "welcome", 7);
}

/* PROTOCOL 9.10: the owner knows whether that was at a message boundary */
static void
test_truncated (gconstpointer user_data)
{
  g_autoptr (Peer) peer =
      peer_start (&(PeerOptions){ .behaviour = PEER_DIE, .text = "half a mess" });
  g_auto (Client) client = { 0 };

  start (&client, peer, user_data);
  client_run_until_closed (&client);
  g_assert_cmpmem (client.received->data, client.received->len, "half a mess", 11);
  g_assert_error (client.error, NET_ERROR, NET_ERROR_TRUNCATED);
}

/* The server's bytes end in the middle of records: what came whole is delivered, nothing else. An
 * RSA certificate, because its signatures all have one length. */
static void
test_cut_stream (void)
{
  g_autofree char *text = g_strnfill (3000, 'x');
  gsize with_all;

  {
    g_autoptr (Peer) whole =
        peer_start (&(PeerOptions){ .behaviour = PEER_GREET, .text = text, .certificate = "rsa" });
    g_auto (Client) client = { 0 };

    start (&client, whole, NULL);
    client_run_until_closed (&client);
    with_all = peer_stop (whole)->n_sent_raw;
  }
  for (gsize missing = 1; missing < 3000; missing += missing < 60 ? 7 : 977)
    {
      g_autoptr (Peer) peer = peer_start (&(PeerOptions){ .behaviour = PEER_GREET,
                                                          .text = text,
                                                          .certificate = "rsa",
                                                          .cut_after_bytes = with_all - missing });
      g_auto (Client) client = { 0 };

      start (&client, peer, NULL);
      client_run_until_closed (&client);
      g_assert_true (client.received->len == 0 || client.received->len == 3000);
      g_assert_nonnull (client.error);
      g_assert_true (client.error->code == NET_ERROR_TRUNCATED ||
                     client.error->code == NET_ERROR_CLOSED);
    }
}

static void
test_queue_limit (void)
{
  g_autoptr (Peer) peer = peer_start (&(PeerOptions){ .behaviour = PEER_DEAF });
  g_auto (Client) client = { 0 };
  g_autoptr (GBytes) most = make_noise (NET_CONNECTION_QUEUE_MAX_BYTES);
  g_autoptr (GBytes) more = make_noise (1);

  start (&client, peer, NULL);
  net_connection_send (client.connection, most); /* the limit itself is allowed */
  g_assert_true (net_connection_is_open (client.connection));
  net_connection_send (client.connection, more);
  g_assert_false (client.is_closed); /* never from within */
  g_assert_false (net_connection_is_open (client.connection));
  client_run_until_closed (&client);
  g_assert_error (client.error, NET_ERROR, NET_ERROR_QUEUE_FULL);
}

/* A peer that reads nothing: buffers of the kernel fill up, then the queue */
static void
test_deaf_peer (void)
{
  g_autoptr (Peer) peer = peer_start (&(PeerOptions){ .behaviour = PEER_DEAF });
  g_auto (Client) client = { 0 };
  g_autoptr (GBytes) part = make_noise (100 * 1024);

  start (&client, peer, NULL);
  for (guint i = 0; i < 1000 && !client.is_closed; i++)
    {
      net_connection_send (client.connection, part);
      run_pending ();
    }
  g_assert_error (client.error, NET_ERROR, NET_ERROR_QUEUE_FULL);
}

/* PROTOCOL 9.10: close_notify is waited for, not longer than a second */
static void
test_close_has_a_limit (void)
{
  g_autoptr (Peer) peer = peer_start (&(PeerOptions){ .behaviour = PEER_DEAF });
  g_auto (Client) client = { 0 };
  gint64 begin_us;

  start (&client, peer, NULL);
  begin_us = g_get_monotonic_time ();
  net_connection_close (client.connection);
  net_connection_close (client.connection);
  g_assert_false (client.is_closed);
  client_run_until_closed (&client);
  g_assert_no_error (client.error);
  g_assert_cmpint (g_get_monotonic_time () - begin_us, >=, G_USEC_PER_SEC * 9 / 10);
}

static void
test_close_sends_the_queue (void)
{
  g_autoptr (Peer) peer = peer_start (&(PeerOptions){ .behaviour = PEER_ECHO });
  g_auto (Client) client = { 0 };
  g_autoptr (GBytes) noise = make_noise (200 * 1024);
  const PeerRecord *record;

  start (&client, peer, NULL);
  net_connection_send (client.connection, noise);
  net_connection_close (client.connection);
  net_connection_send (client.connection, noise); /* too late: ignored */
  client_run_until_closed (&client);
  record = peer_stop (peer);
  g_assert_cmpmem (record->received->data, record->received->len, g_bytes_get_data (noise, NULL),
                   g_bytes_get_size (noise));
  g_assert_true (record->got_bye);
}

/* Closing outlives the owner's reference */
static void
test_close_and_forget (void)
{
  g_autoptr (Peer) peer = peer_start (&(PeerOptions){ .behaviour = PEER_ECHO });
  NetConnectOptions options = client_options (peer_get_port (peer), anchors);
  g_autoptr (GError) error = NULL;
  NetConnection *connection = client_connect (&options, NULL, &error);
  GWeakRef weak;

  g_assert_no_error (error);
  g_weak_ref_init (&weak, connection);
  net_connection_close (connection);
  g_object_unref (connection);
  for (;;)
    {
      g_autoptr (GObject) alive = g_weak_ref_get (&weak);

      if (alive == NULL)
        break;
      g_clear_object (&alive);
      g_main_context_iteration (NULL, TRUE);
    }
  g_weak_ref_clear (&weak);
  g_assert_true (peer_stop (peer)->got_bye);
}

static void
on_received_drop (NetConnection *connection, GBytes *bytes, gpointer user_data)
{
  NetConnection **owned = user_data;

  g_clear_object (owned);
}

/* Dropping the last reference in a handler is allowed */
static void
test_dropped_in_handler (void)
{
  g_autofree char *text = g_strnfill (100000, 'x');
  g_autoptr (Peer) peer = peer_start (&(PeerOptions){ .behaviour = PEER_GREET, .text = text });
  NetConnectOptions options = client_options (peer_get_port (peer), anchors);
  g_autoptr (GError) error = NULL;
  NetConnection *connection = client_connect (&options, NULL, &error);

  g_assert_no_error (error);
  g_signal_connect (connection, "received", G_CALLBACK (on_received_drop), &connection);
  while (connection != NULL)
    g_main_context_iteration (NULL, TRUE);
  run_pending ();
}

static void
test_renegotiation (void)
{
  g_autoptr (Peer) peer = peer_start (
      &(PeerOptions){ .behaviour = PEER_RENEGOTIATE, .priority = "NORMAL:-VERS-ALL:+VERS-TLS1.2" });
  g_auto (Client) client = { 0 };
  const PeerRecord *record;

  start (&client, peer, NULL);
  client_run_until_closed (&client);
  g_assert_error (client.error, NET_ERROR, NET_ERROR_TLS);
  g_clear_object (&client.connection);
  record = peer_stop (peer);
  g_assert_cmpint (record->alert, ==, GNUTLS_A_NO_RENEGOTIATION);
  g_assert_cmpuint (record->n_handshakes, ==, 1);
}

static void
test_key_update (void)
{
  g_autoptr (Peer) peer = peer_start (&(PeerOptions){ .behaviour = PEER_KEY_UPDATE });
  g_auto (Client) client = { 0 };
  g_autoptr (GBytes) noise = make_noise (50000);

  start (&client, peer, NULL);
  net_connection_send (client.connection, noise);
  client_run_until_bytes (&client, 50000);
  g_assert_no_error (client.error);
  assert_received (&client, noise);
}

static int
get_tcp_option (int fd, int level, int name)
{
  int value = 0;
  socklen_t n = sizeof value;

  g_assert_cmpint (getsockopt (fd, level, name, &value, &n), ==, 0);
  return value;
}

/* The socket of the connection is the one whose own address is ours */
static int
find_socket (NetConnection *connection)
{
  guint port = g_inet_socket_address_get_port (net_connection_get_local_address (connection));

  for (int fd = 3; fd < 256; fd++)
    {
      struct sockaddr_in address;
      socklen_t n = sizeof address;

      if (getsockname (fd, (struct sockaddr *) &address, &n) == 0 &&
          address.sin_family == AF_INET && ntohs (address.sin_port) == port)
        return fd;
    }
  g_assert_not_reached ();
}

static void
test_socket_options (void)
{
  g_autoptr (Peer) peer = peer_start (&(PeerOptions){ .behaviour = PEER_ECHO });
  g_auto (Client) client = { 0 };
  int fd;

  start (&client, peer, NULL);
  fd = find_socket (client.connection);
  g_assert_cmpint (get_tcp_option (fd, IPPROTO_TCP, TCP_NODELAY), ==, 1);
  g_assert_cmpint (get_tcp_option (fd, SOL_SOCKET, SO_KEEPALIVE), ==, 1);
  g_assert_cmpint (get_tcp_option (fd, IPPROTO_TCP, TCP_KEEPIDLE), ==, 60);
  g_assert_cmpint (get_tcp_option (fd, IPPROTO_TCP, TCP_KEEPINTVL), ==, 15);
  g_assert_cmpint (get_tcp_option (fd, IPPROTO_TCP, TCP_KEEPCNT), ==, 4);
  g_assert_cmpint (get_tcp_option (fd, IPPROTO_TCP, TCP_USER_TIMEOUT), ==, 30000);
  g_assert_cmpuint (
      g_inet_socket_address_get_port (net_connection_get_remote_address (client.connection)), ==,
      peer_get_port (peer));
}

int
main (int argc, char **argv)
{
  static const char *const authorities[] = { "authority", NULL };
  int result;

  g_test_init (&argc, &argv, NULL);
  anchors = load_anchors (authorities);
  g_test_add_data_func ("/net/connection/TLS-14/big-writes-arrive", NULL, test_big_writes);
  g_test_add_data_func ("/net/connection/TLS-14/big-writes-arrive-in-tls-1.2", WITHOUT_TLS_1_3,
                        test_big_writes);
  g_test_add_data_func ("/net/connection/TLS-14/single-bytes-arrive", NULL, test_single_bytes);
  g_test_add_data_func ("/net/connection/TLS-14/single-bytes-arrive-in-tls-1.2", WITHOUT_TLS_1_3,
                        test_single_bytes);
  g_test_add_func ("/net/connection/TLS-14/greeting-is-not-missed", test_greeting);
  g_test_add_data_func ("/net/connection/TLS-14/close-without-notify-is-told", NULL,
                        test_truncated);
  g_test_add_data_func ("/net/connection/TLS-14/close-without-notify-is-told-in-tls-1.2",
                        WITHOUT_TLS_1_3, test_truncated);
  g_test_add_func ("/net/connection/TLS-14/stream-cut-anywhere-is-told", test_cut_stream);
  g_test_add_func ("/net/connection/queue/queue-ends-at-its-limit", test_queue_limit);
  g_test_add_func ("/net/connection/queue/deaf-peer-ends-the-connection", test_deaf_peer);
  g_test_add_func ("/net/connection/TLS-14/closing-takes-a-second-at-most", test_close_has_a_limit);
  g_test_add_func ("/net/connection/TLS-14/closing-sends-the-queue", test_close_sends_the_queue);
  g_test_add_func ("/net/connection/TLS-14/closing-needs-no-owner", test_close_and_forget);
  g_test_add_func ("/net/connection/TLS-14/handler-may-drop-the-connection",
                   test_dropped_in_handler);
  g_test_add_func ("/net/connection/TLS-02/renegotiation-is-refused-then-ends-it",
                   test_renegotiation);
  g_test_add_func ("/net/connection/TLS-14/key-update-is-answered", test_key_update);
  g_test_add_func ("/net/connection/REG-06/socket-has-its-options", test_socket_options);
  result = g_test_run ();
  trust_anchors_unref (anchors);
  return result;
}
