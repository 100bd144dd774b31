/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Linnet Authors */
/* Our own listener, with certificates made in memory, called by our own client; authorities from
 * disk. */
#include <string.h>

#include "net-anchors.h"
#include "net-certificate.h"
#include "net-client.h"
#include "net-listener.h"
#include "net-peer.h"

#define DAY_S (24 * 3600)

typedef struct
{
  NetCertificate *authority, *server;
  NetListener *listener;
  NetConnection *accepted;
  guint n_accepted;
  TrustAnchors *anchors;
} Service;

static void
on_echo (NetConnection *connection, GBytes *bytes, gpointer user_data)
{
  net_connection_send (connection, bytes);
}

static void
on_connection (NetListener *listener, NetConnection *connection, gpointer user_data)
{
  Service *self = user_data;

  self->n_accepted++;
  g_set_object (&self->accepted, connection);
  g_signal_connect (connection, "received", G_CALLBACK (on_echo), NULL);
}

static void
service_init (Service *self, const char *address)
{
  static const char *const names[] = { "demo.linnet.invalid", "127.0.0.1", "::1", NULL };
  g_autoptr (GInetAddress) loopback = g_inet_address_new_from_string (address);
  g_autoptr (GError) error = NULL;

  *self = (Service){ .anchors = trust_anchors_new () };
  self->authority = net_certificate_make_authority ("Linnet Demo Authority", DAY_S, &error);
  g_assert_no_error (error);
  self->server = net_certificate_issue (self->authority, names, DAY_S, &error);
  g_assert_no_error (error);
  trust_anchors_add_pem (self->anchors, slice_from_bytes (self->authority->certificate_pem), NULL,
                         &error);
  g_assert_no_error (error);
  self->listener =
      net_listener_new (loopback, 0, self->server->certificate_pem, self->server->key_pem, &error);
  g_assert_no_error (error);
  g_signal_connect (self->listener, "connection", G_CALLBACK (on_connection), self);
}

static void
service_clear (Service *self)
{
  g_clear_object (&self->accepted);
  g_clear_object (&self->listener);
  net_certificate_free (self->authority);
  net_certificate_free (self->server);
  trust_anchors_unref (self->anchors);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Service, service_clear)

static NetConnectOptions
options_for (const Service *service, const char *host, const char *identity)
{
  return (NetConnectOptions){ .host = host,
                              .port = net_listener_get_port (service->listener),
                              .identity = identity,
                              .anchors = service->anchors };
}

static void
test_echo (gconstpointer user_data)
{
  const char *address = user_data;
  g_auto (Service) service = { 0 };
  NetConnectOptions options;
  g_auto (Client) client = { 0 };
  g_autoptr (TrustReport) report = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *noise = g_strnfill (300000, 'n');
  g_autoptr (GBytes) bytes = g_bytes_new (noise, 300000);
  TrustCertificate *leaf;

  service_init (&service, address);
  options = options_for (&service, address, "demo.linnet.invalid");
  client_watch (&client, client_connect (&options, &report, &error));
  g_assert_no_error (error);
  g_assert_cmpstr (trust_verdict_to_string (report->verdict), ==, "trusted");
  leaf = g_ptr_array_index (report->chain, 0);
  g_assert_cmpstr (leaf->san[0], ==, "DNS:demo.linnet.invalid");
  g_assert_cmpstr (leaf->san[1], ==, "URI:sip:demo.linnet.invalid");

  net_connection_send (client.connection, bytes);
  client_run_until_bytes (&client, 300000);
  g_assert_cmpuint (client.received->len, ==, 300000);
  g_assert_null (net_connection_get_report (service.accepted));
  net_connection_close (client.connection);
  client_run_until_closed (&client);
  g_assert_no_error (client.error);
}

/* The address is a name of the certificate too */
static void
test_literal_identity (void)
{
  g_auto (Service) service = { 0 };
  NetConnectOptions options;
  g_autoptr (GError) error = NULL;
  g_autoptr (NetConnection) connection = NULL;

  service_init (&service, "127.0.0.1");
  options = options_for (&service, "127.0.0.1", NULL);
  connection = client_connect (&options, NULL, &error);
  g_assert_no_error (error);
}

static void
test_server_closes (void)
{
  g_auto (Service) service = { 0 };
  NetConnectOptions options;
  g_auto (Client) client = { 0 };
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = g_bytes_new_static ("x", 1);

  service_init (&service, "127.0.0.1");
  options = options_for (&service, "127.0.0.1", "demo.linnet.invalid");
  client_watch (&client, client_connect (&options, NULL, &error));
  g_assert_no_error (error);
  net_connection_send (client.connection, bytes);
  client_run_until_bytes (&client, 1);
  net_connection_close (service.accepted);
  client_run_until_closed (&client);
  g_assert_no_error (client.error);
}

static void
test_guest_limit (void)
{
  g_auto (Service) service = { 0 };
  g_autoptr (GPtrArray) guests = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GSocketClient) client = g_socket_client_new ();
  NetConnectOptions options;
  g_autoptr (GError) error = NULL;

  service_init (&service, "127.0.0.1");
  for (guint i = 0; i < NET_LISTENER_CONNECTIONS_MAX; i++)
    {
      GSocketConnection *guest = g_socket_client_connect_to_host (
          client, "127.0.0.1", net_listener_get_port (service.listener), NULL, &error);

      g_assert_no_error (error);
      g_ptr_array_add (guests, guest);
      run_pending ();
    }
  options = options_for (&service, "127.0.0.1", "demo.linnet.invalid");
  g_assert_null (client_connect (&options, NULL, &error));
  g_assert_error (error, NET_ERROR, NET_ERROR_CLOSED);
  g_clear_error (&error);

  g_ptr_array_set_size (guests, 0);
  run_pending ();
  {
    g_autoptr (NetConnection) connection = client_connect (&options, NULL, &error);

    g_assert_no_error (error);
    g_assert_nonnull (connection);
  }
}

static void
test_closed_listener (void)
{
  g_auto (Service) service = { 0 };
  NetConnectOptions options;
  g_autoptr (GError) error = NULL;

  service_init (&service, "127.0.0.1");
  options = options_for (&service, "127.0.0.1", "demo.linnet.invalid");
  net_listener_close (service.listener);
  g_assert_null (client_connect (&options, NULL, &error));
  g_assert_error (error, NET_ERROR, NET_ERROR_REFUSED);
}

static void
test_bad_material (void)
{
  g_autoptr (GInetAddress) loopback = g_inet_address_new_loopback (G_SOCKET_FAMILY_IPV4);
  g_autoptr (GBytes) nothing = g_bytes_new_static ("nothing", 7);
  static const char *const none[] = { NULL };
  g_auto (Service) service = { 0 };
  g_autoptr (GError) error = NULL;

  service_init (&service, "127.0.0.1");
  g_assert_null (net_listener_new (loopback, 0, nothing, nothing, &error));
  g_assert_error (error, NET_ERROR, NET_ERROR_BAD_ARGUMENT);
  g_clear_error (&error);
  g_assert_null (net_listener_new (loopback, net_listener_get_port (service.listener),
                                   service.server->certificate_pem, service.server->key_pem,
                                   &error));
  g_assert_error (error, NET_ERROR, NET_ERROR_FAILED);
  g_clear_error (&error);
  g_assert_null (net_certificate_issue (service.authority, none, DAY_S, &error));
  g_assert_error (error, NET_ERROR, NET_ERROR_BAD_ARGUMENT);
}

typedef struct
{
  TrustAnchors *anchors;
  GError *error;
  gboolean done;
} Loaded;

static void
on_loaded (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Loaded *loaded = user_data;

  loaded->anchors = net_anchors_load_finish (result, &loaded->error);
  loaded->done = TRUE;
}

static void
load (Loaded *loaded, const char *file)
{
  const char *files[] = { file, NULL };

  *loaded = (Loaded){ 0 };
  net_anchors_load_async (file != NULL ? files : NULL, NULL, on_loaded, loaded);
  run_until (&loaded->done);
}

static void
test_anchors (void)
{
  g_autofree char *authority = certificate_path ("authority"), *leaf = certificate_path ("good");
  Loaded system, more, none, missing;

  load (&system, NULL);
  g_assert_no_error (system.error);
  load (&more, authority);
  g_assert_no_error (more.error);
  g_assert_cmpuint (trust_anchors_get_n (more.anchors), ==,
                    trust_anchors_get_n (system.anchors) + 1);
  if (g_file_test ("/etc/ssl/certs/ca-certificates.crt", G_FILE_TEST_EXISTS))
    g_assert_cmpuint (trust_anchors_get_n (system.anchors), >, 10);

  load (&none, leaf);
  g_assert_error (none.error, NET_ERROR, NET_ERROR_FILE);
  g_assert_nonnull (strstr (none.error->message, leaf));
  load (&missing, "/nonexistent/ca.pem");
  g_assert_error (missing.error, NET_ERROR, NET_ERROR_FILE);
  g_assert_nonnull (strstr (missing.error->message, "/nonexistent/ca.pem"));

  trust_anchors_unref (system.anchors);
  trust_anchors_unref (more.anchors);
  g_clear_error (&none.error);
  g_clear_error (&missing.error);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_data_func ("/net/listener/TLS-01/client-and-listener-meet", "127.0.0.1", test_echo);
  g_test_add_data_func ("/net/listener/TLS-01/client-and-listener-meet-over-ipv6", "::1",
                        test_echo);
  g_test_add_func ("/net/listener/TLS-05/address-is-in-the-certificate", test_literal_identity);
  g_test_add_func ("/net/listener/TLS-14/listener-may-close-first", test_server_closes);
  g_test_add_func ("/net/listener/limits/guests-are-limited", test_guest_limit);
  g_test_add_func ("/net/listener/limits/closed-listener-refuses", test_closed_listener);
  g_test_add_func ("/net/listener/TLS-01/bad-material-is-refused", test_bad_material);
  g_test_add_func ("/net/anchors/TLS-07/authorities-come-from-system-and-files", test_anchors);
  return g_test_run ();
}
