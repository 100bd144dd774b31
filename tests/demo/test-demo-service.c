/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Linnet Authors */
/* Start and stop, the registrar and its digest, what is out of any dialog. */
#include "demo-client.h"

#include <glib/gstdio.h>
#include <string.h>

#define DOMAIN_URI "sips:demo.linnet.invalid"
#define ALICE "sips:alice@demo.linnet.invalid"
#define ECHO "sips:echo@demo.linnet.invalid"

static DemoService *
start (void)
{
  DemoService *service = demo_service_new ();
  g_autoptr (GInetAddress) loopback = g_inet_address_new_loopback (G_SOCKET_FAMILY_IPV4);
  g_autoptr (GError) error = NULL;

  demo_service_start (service, loopback, 0, NULL, &error);
  g_assert_no_error (error);
  return service;
}

static void
test_loopback_only (void)
{
  static const char *const addresses[] = { "0.0.0.0", "192.0.2.1", "::", "2001:db8::1" };
  g_autoptr (DemoService) service = demo_service_new ();

  for (guint i = 0; i < G_N_ELEMENTS (addresses); i++)
    {
      g_autoptr (GInetAddress) address = g_inet_address_new_from_string (addresses[i]);
      g_autoptr (GError) error = NULL;

      g_assert_false (demo_service_start (service, address, 0, NULL, &error));
      g_assert_error (error, DEMO_ERROR, DEMO_ERROR_NOT_LOOPBACK);
      g_assert_null (demo_service_get_address (service));
    }
}

static void
assert_mode (const char *path, guint mode)
{
  GStatBuf info;

  g_assert_cmpint (g_stat (path, &info), ==, 0);
  g_assert_cmpuint (info.st_mode & 0777, ==, mode);
}

static void
test_files (void)
{
  g_autoptr (DemoService) service = start ();
  g_autofree char *ca = g_strdup (demo_service_get_ca_file (service));
  g_autofree char *dir = g_path_get_dirname (ca);
  g_autofree char *text = NULL;
  gsize n;

  assert_mode (dir, 0700);
  for (guint i = 0; i < demo_service_get_n_accounts (service); i++)
    {
      const char *file = demo_service_get_nth_password_file (service, i);
      gconstpointer password = secret_peek (demo_service_get_nth_password (service, i), &n);

      assert_mode (file, 0600);
      g_clear_pointer (&text, g_free);
      g_assert_true (g_file_get_contents (file, &text, NULL, NULL));
      g_assert_cmpstr (text, ==, password);
    }
  g_assert_false (secret_equal (demo_service_get_nth_password (service, 0),
                                demo_service_get_nth_password (service, 1)));
  demo_service_stop (service);
  g_assert_false (g_file_test (dir, G_FILE_TEST_EXISTS));
  g_assert_null (demo_service_get_ca_file (service));
}

static void
test_given_folder (void)
{
  g_autofree char *dir = g_dir_make_tmp ("linnet-test-XXXXXX", NULL);
  g_autofree char *ca = g_build_filename (dir, "ca.pem", NULL);
  g_autoptr (GInetAddress) loopback = g_inet_address_new_loopback (G_SOCKET_FAMILY_IPV6);
  g_autoptr (DemoService) service = demo_service_new ();
  g_autoptr (GError) error = NULL;

  demo_service_start (service, loopback, 0, dir, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (demo_service_get_ca_file (service), ==, ca);
  g_assert_true (g_str_has_prefix (demo_service_get_address (service), "[::1]:"));
  g_assert_false (demo_service_start (service, loopback, 0, dir, &error));
  g_assert_error (error, DEMO_ERROR, DEMO_ERROR_STATE);
  demo_service_stop (service);
  g_assert_cmpint (g_rmdir (dir), ==, 0); /* empty again */
}

static void
test_port_taken (void)
{
  g_autoptr (DemoService) first = start (), second = demo_service_new ();
  g_autoptr (GInetAddress) loopback = g_inet_address_new_loopback (G_SOCKET_FAMILY_IPV4);
  const char *colon = strrchr (demo_service_get_address (first), ':');
  g_autoptr (GError) error = NULL;

  g_assert_false (demo_service_start (
      second, loopback, (guint16) g_ascii_strtoull (colon + 1, NULL, 10), NULL, &error));
  g_assert_error (error, DEMO_ERROR, DEMO_ERROR_LISTEN);
}

static void
test_register (void)
{
  g_autoptr (DemoService) service = start ();
  g_auto (Client) client = { 0 };
  Request request = { .method = "REGISTER",
                      .uri = DOMAIN_URI,
                      .user = "alice",
                      .to = ALICE,
                      .contact =
                          "<sips:token@192.0.2.7:5061>;reg-id=1;+sip.instance=\"<urn:uuid:1>\"",
                      .name = { "Expires" },
                      .value = { "300" } };
  g_autoptr (SipMessage) registered = NULL, moved = NULL, gone = NULL;
  g_autofree char *contact = NULL, *contact2 = NULL, *via = NULL;

  client_connect (&client, service);
  registered = client_ask_authorized (&client, &request, 200);
  contact = get_header (registered, SIP_HEADER_CONTACT);
  g_assert_cmpstr (
      contact, ==,
      "<sips:token@192.0.2.7:5061>;expires=300;reg-id=1;+sip.instance=\"<urn:uuid:1>\"");
  via = get_header (registered, SIP_HEADER_VIA);
  g_assert_nonnull (strstr (via, ";rport="));
  /* The same device from elsewhere replaces its binding */
  request.contact = "<sips:token@192.0.2.7:5099>;reg-id=1;+sip.instance=\"<urn:uuid:1>\"";
  request.cseq = 3;
  moved = client_ask_authorized (&client, &request, 200);
  g_assert_cmpuint (sip_message_count (moved, SIP_HEADER_CONTACT), ==, 1);
  contact2 = get_header (moved, SIP_HEADER_CONTACT);
  g_assert_nonnull (strstr (contact2, ":5099"));
  request.contact = "*";
  request.value[0] = "0";
  request.cseq = 5;
  gone = client_ask_authorized (&client, &request, 200);
  g_assert_cmpuint (sip_message_count (gone, SIP_HEADER_CONTACT), ==, 0);
}

static void
test_short_registration (void)
{
  g_autoptr (DemoService) service = start ();
  g_auto (Client) client = { 0 };
  Request request = { .method = "REGISTER",
                      .uri = DOMAIN_URI,
                      .user = "alice",
                      .to = ALICE,
                      .contact = "<sips:token@192.0.2.7>;expires=29" };
  g_autoptr (SipMessage) answer = NULL;
  g_autofree char *least = NULL;

  client_connect (&client, service);
  answer = client_ask_authorized (&client, &request, 423);
  least = get_header (answer, SIP_HEADER_MIN_EXPIRES);
  g_assert_cmpstr (least, ==, "30");
}

typedef struct
{
  Client client;
  Request request;
  SipMessage *challenge;
} Login;

static void
login_start (Login *login, DemoService *service)
{
  client_connect (&login->client, service);
  login->request = (Request){ .method = "REGISTER",
                              .uri = DOMAIN_URI,
                              .user = "alice",
                              .to = ALICE,
                              .contact = "<sips:token@192.0.2.7>" };
  login->challenge = client_ask (&login->client, &login->request, 401);
}

static void
login_clear (Login *login)
{
  client_clear (&login->client);
  g_clear_pointer (&login->challenge, sip_message_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Login, login_clear)

/* Answers the last challenge; a new one that comes is kept for the next time */
static void
login_try (Login *login,
           const char *hash,
           const char *user,
           Secret *password,
           guint nc,
           guint status)
{
  g_autofree char *value = client_authorize (&login->client, login->challenge, hash, user, password,
                                             &login->request, nc);
  SipMessage *answer;

  login->request.cseq++;
  login->request.name[3] = "Authorization";
  login->request.value[3] = value;
  answer = client_ask (&login->client, &login->request, status);
  g_clear_pointer (&login->challenge, sip_message_unref);
  login->challenge = answer;
}

static gboolean
is_stale (const SipMessage *challenge)
{
  g_autofree char *value = get_header (challenge, SIP_HEADER_WWW_AUTHENTICATE);

  return strstr (value, "stale=true") != NULL;
}

static void
test_challenge (void)
{
  g_autoptr (DemoService) service = start ();
  g_auto (Login) login = { 0 };
  g_autofree char *first = NULL;

  login_start (&login, service);
  g_assert_cmpuint (sip_message_count (login.challenge, SIP_HEADER_WWW_AUTHENTICATE), ==, 2);
  first = get_header (login.challenge, SIP_HEADER_WWW_AUTHENTICATE);
  g_assert_nonnull (strstr (first, "algorithm=SHA-256"));
  g_assert_nonnull (strstr (first, "qop=\"auth\""));
  g_assert_false (is_stale (login.challenge));
  login_try (&login, "MD5", "alice", demo_service_get_password (service), 1, 200);
}

static void
test_wrong_password (void)
{
  g_autoptr (DemoService) service = start ();
  g_autoptr (Secret) wrong = secret_new ("wrong", 5);
  g_auto (Login) login = { 0 };

  login_start (&login, service);
  login_try (&login, "SHA-256", "alice", wrong, 1, 401);
  g_assert_false (is_stale (login.challenge));
  login_try (&login, "MD5", "alice", wrong, 1, 401);
  login_try (&login, "SHA-256", "nobody", demo_service_get_password (service), 1, 401);
  login_try (&login, "SHA-256", "bob", demo_service_get_nth_password (service, 1), 1, 403);
}

static void
test_nonce (void)
{
  g_autoptr (DemoService) service = start ();
  g_auto (Login) login = { 0 };
  g_autoptr (SipMessage) first = NULL;

  login_start (&login, service);
  first = sip_message_ref (login.challenge);
  login_try (&login, "SHA-256", "alice", demo_service_get_password (service), 1, 200);
  /* The same nonce: the next count is good, the same count a replay */
  g_clear_pointer (&login.challenge, sip_message_unref);
  login.challenge = sip_message_ref (first);
  login_try (&login, "SHA-256", "alice", demo_service_get_password (service), 2, 200);
  g_clear_pointer (&login.challenge, sip_message_unref);
  login.challenge = sip_message_ref (first);
  login_try (&login, "SHA-256", "alice", demo_service_get_password (service), 2, 401);
  g_assert_true (is_stale (login.challenge));
  demo_service_expire_nonces (service);
  login_try (&login, "SHA-256", "alice", demo_service_get_password (service), 1, 401);
  g_assert_true (is_stale (login.challenge));
  login_try (&login, "SHA-256", "alice", demo_service_get_password (service), 1, 200);
}

static void
test_refusals (void)
{
  static const struct
  {
    Request request;
    guint status;
  } cases[] = {
    { { .method = "INVITE", .uri = "tel:+123", .user = "alice" }, 416 },
    { { .method = "INVITE", .uri = "sips:nobody@demo.linnet.invalid", .user = "alice" }, 404 },
    { { .method = "INVITE", .uri = "sips:echo@example.org", .user = "alice" }, 404 },
    { { .method = "FLY", .uri = ECHO, .user = "alice" }, 501 },
    { { .method = "MESSAGE", .uri = ECHO, .user = "alice" }, 405 },
    { { .method = "BYE", .uri = ECHO, .user = "alice", .to_tag = "x" }, 481 },
    { { .method = "CANCEL", .uri = ECHO, .user = "alice" }, 481 },
    { { .method = "INVITE",
        .uri = ECHO,
        .user = "alice",
        .name = { "Require" },
        .value = { "teleport, 100rel" } },
      420 },
    { { .method = "REGISTER",
        .uri = DOMAIN_URI,
        .user = "nobody",
        .to = "sips:nobody@demo.linnet.invalid" },
      404 },
    { { .method = "OPTIONS", .uri = DOMAIN_URI, .user = "alice" }, 200 },
    { { .method = "OPTIONS", .uri = ECHO, .user = "alice" }, 200 },
  };
  g_autoptr (DemoService) service = start ();
  g_auto (Client) client = { 0 };

  client_connect (&client, service);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (SipMessage) answer = client_ask (&client, &cases[i].request, cases[i].status);
      g_autofree char *tag = get_to_tag (answer);

      g_assert_cmpstr (tag, !=, "");
    }
}

static gboolean
has_pong (gpointer user_data)
{
  return ((Client *) user_data)->n_single_crlf > 0;
}

static gboolean
is_closed (gpointer user_data)
{
  return ((Client *) user_data)->closed;
}

static void
test_ping (void)
{
  g_autoptr (DemoService) service = start ();
  g_auto (Client) client = { 0 };

  client_connect (&client, service);
  client_send_text (&client, "\r\n\r\n");
  run_until (has_pong, &client);
}

static void
test_broken_requests (void)
{
  g_autoptr (DemoService) service = start ();
  g_auto (Client) client = { 0 };
  g_autoptr (SipMessage) answer = NULL;

  client_connect (&client, service);
  client_send_text (&client, "OPTIONS " DOMAIN_URI " SIP/2.0\r\n"
                             "Via: SIP/2.0/TLS 127.0.0.1;branch=z9hG4bKx\r\n"
                             "From: <sips:a@b>;tag=1\r\nTo: <sips:a@b>\r\nCall-ID: 1\r\n"
                             "CSeq: 1 INVITE\r\nContent-Length: 0\r\n\r\n");
  answer = client_expect (&client, 400);
  client_send_text (&client, "GET / HTTP/1.1\r\n\r\n");
  run_until (is_closed, &client);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/demo/service/D/only-loopback-is-served", test_loopback_only);
  g_test_add_func ("/demo/service/D/files-are-private-and-removed", test_files);
  g_test_add_func ("/demo/service/D/a-given-folder-is-left-empty", test_given_folder);
  g_test_add_func ("/demo/service/D/a-taken-port-is-an-error", test_port_taken);
  g_test_add_func ("/demo/registrar/D/bindings", test_register);
  g_test_add_func ("/demo/registrar/D/too-short-is-423", test_short_registration);
  g_test_add_func ("/demo/auth/D/challenge-sha-256-before-md5", test_challenge);
  g_test_add_func ("/demo/auth/D/wrong-password-is-refused", test_wrong_password);
  g_test_add_func ("/demo/auth/D/old-nonce-is-stale", test_nonce);
  g_test_add_func ("/demo/server/D/requests-it-refuses", test_refusals);
  g_test_add_func ("/demo/connection/D/ping-is-answered", test_ping);
  g_test_add_func ("/demo/connection/D/broken-requests", test_broken_requests);
  return g_test_run ();
}
