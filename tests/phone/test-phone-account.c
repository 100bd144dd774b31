/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Linnet Authors */
/* Accounts against the demo service: signing in, being refused, staying away, being kept. */
#include "phone-fixture.h"

#include "media-init.h"
#include "net-certificate.h"
#include "net-listener.h"

#include <string.h>

static void
on_registered (PhoneAccount *account, const char *contact, guint expires_s, guint *n)
{
  g_assert_true (g_str_has_prefix (contact, "sips:"));
  g_assert_cmpuint (expires_s, >, 0);
  (*n)++;
}

static void
on_event (PhoneAccount *account, guint *n)
{
  (*n)++;
}

static void
test_register (void)
{
  g_autoptr (DemoService) demo = fixture_start_demo ();
  g_autoptr (Fixture) fixture = fixture_new (NULL);
  PhoneAccount *account;
  PhoneTrustReport *report;
  guint n_registered = 0, n_unregistered = 0;

  fixture_open (fixture);
  account = fixture_add_account (fixture, demo, 0, PHONE_ACCOUNT_TEMPORARY);
  g_signal_connect (account, "registered", G_CALLBACK (on_registered), &n_registered);
  g_signal_connect (account, "unregistered", G_CALLBACK (on_event), &n_unregistered);
  g_assert_cmpstr (phone_account_get_state_text (account), ==, "Signed out");
  phone_account_sign_in (account);
  g_assert_cmpint (phone_account_get_state (account), ==, PHONE_ACCOUNT_STATE_SIGNING_IN);
  g_assert_cmpint (phone_account_get_trust_state (account), ==, PHONE_TRUST_STATE_CHECKING);
  fixture_wait_account (account, PHONE_ACCOUNT_STATE_SIGNED_IN);
  g_assert_cmpuint (n_registered, ==, 1);
  g_assert_nonnull (phone_account_get_contact (account));
  g_assert_cmpstr (phone_account_get_state_text (account), ==, "Signed in");
  report = phone_account_get_trust_report (account);
  g_assert_cmpint (phone_trust_report_get_verdict (report), ==, PHONE_TRUST_VERDICT_TRUSTED);
  g_assert_cmpstr (phone_trust_report_get_identity (report), ==, demo_service_get_domain (demo));
  g_assert_nonnull (phone_trust_report_get_tls_version (report));
  g_assert_cmpuint (g_list_model_get_n_items (phone_trust_report_get_steps (report)), ==, 12);
  g_assert_cmpuint (g_list_model_get_n_items (phone_trust_report_get_chain (report)), >, 0);
  phone_account_sign_out (account);
  fixture_wait_account (account, PHONE_ACCOUNT_STATE_DISABLED);
  g_assert_cmpuint (n_unregistered, ==, 1);
  g_assert_null (phone_account_get_contact (account));
}

static void
test_demo_words (void)
{
  g_autoptr (DemoService) demo = fixture_start_demo ();
  g_autoptr (Fixture) fixture = fixture_new (NULL);
  PhoneAccount *account;

  fixture_open (fixture);
  account = fixture_sign_in (fixture, demo, 0);
  g_assert_cmpint (phone_account_get_trust_state (account), ==, PHONE_TRUST_STATE_DEMO);
  g_assert_cmpstr (phone_account_get_trust_line (account), ==, "Demo service on this computer");
}

static void
test_wrong_password (void)
{
  g_autoptr (DemoService) demo = fixture_start_demo ();
  g_autoptr (Fixture) fixture = fixture_new (NULL);
  g_autoptr (Secret) wrong = secret_new ("wrong", 5);
  g_autoptr (PhoneExplanation) explanation = NULL;
  PhoneAccount *account;

  fixture_open (fixture);
  account = fixture_add_account (fixture, demo, 0, PHONE_ACCOUNT_TEMPORARY);
  phone_account_use_password (account, wrong);
  phone_account_sign_in (account);
  fixture_wait_account (account, PHONE_ACCOUNT_STATE_FAILED);
  g_assert_cmpint (phone_account_get_failure (account), ==, PHONE_FAILURE_AUTHENTICATION);
  g_assert_cmpstr (phone_account_get_state_text (account), ==, "Wrong name or password");
  explanation = phone_explain_account (account);
  g_assert_cmpstr (explanation->id, ==, "E1");
  g_assert_cmpstr (explanation->actions[0], ==, "enter-password");
  /* The right one is tried by itself */
  phone_account_use_password (account, demo_service_get_nth_password (demo, 0));
  fixture_wait_account (account, PHONE_ACCOUNT_STATE_SIGNED_IN);
  g_assert_cmpint (phone_account_get_failure (account), ==, PHONE_FAILURE_NONE);
}

static void
test_no_secret_in_trace (void)
{
  g_autoptr (DemoService) demo = fixture_start_demo ();
  g_autoptr (Fixture) fixture = fixture_new (NULL);
  gsize n;
  const char *bytes = secret_peek (demo_service_get_nth_password (demo, 0), &n);
  g_autofree char *password = g_strndup (bytes, n);
  g_autofree char *echo = fixture_service (demo, "echo");
  g_autoptr (PhoneMediaOptions) silence = phone_media_options_new ();
  PhoneAccount *account;
  PhoneCall *call;

  fixture_open (fixture);
  account = fixture_sign_in (fixture, demo, 0);
  call = phone_account_call (account, echo, silence, NULL);
  fixture_wait_call (call, PHONE_CALL_STATE_ESTABLISHED);
  phone_call_hangup (call);
  fixture_wait_call (call, PHONE_CALL_STATE_ENDED);
  g_assert_nonnull (strstr (fixture->trace->str, "> REGISTER sips:"));
  g_assert_nonnull (strstr (fixture->trace->str, "< SIP/2.0 200"));
  g_assert_nonnull (strstr (fixture->trace->str, "[redacted]"));
  g_assert_null (strstr (fixture->trace->str, password));
  for (const char *at = fixture->trace->str; (at = strstr (at, "inline:")) != NULL; at++)
    g_assert_true (g_str_has_prefix (at, "inline:[redacted]"));
  for (const char *at = fixture->trace->str; (at = strstr (at, "response=\"")) != NULL; at++)
    g_assert_true (g_str_has_prefix (at, "response=\"[redacted]"));
}

typedef struct
{
  guint n_connections;
  guint n_bytes;
  NetConnection *connection;
} Server;

static void
on_received (NetConnection *connection, GBytes *bytes, Server *server)
{
  server->n_bytes += g_bytes_get_size (bytes);
}

static void
on_connection (NetListener *listener, NetConnection *connection, Server *server)
{
  server->n_connections++;
  g_set_object (&server->connection, connection);
  g_signal_connect (connection, "received", G_CALLBACK (on_received), server);
}

/* A server with a certificate that nobody vouches for, or for another name */
static void
assert_not_a_byte (const char *certificate_name, gboolean known_authority, const char *headline)
{
  const char *const names[] = { certificate_name, NULL };
  g_autoptr (GInetAddress) loopback = g_inet_address_new_loopback (G_SOCKET_FAMILY_IPV4);
  g_autoptr (NetCertificate) authority = net_certificate_make_authority ("CA", 3600, NULL);
  g_autoptr (NetCertificate) leaf = net_certificate_issue (authority, names, 3600, NULL);
  g_autoptr (NetListener) listener =
      net_listener_new (loopback, 0, leaf->certificate_pem, leaf->key_pem, NULL);
  g_autoptr (Fixture) fixture = fixture_new (NULL);
  g_autofree char *ca_file = g_build_filename (fixture->directory, "ca.pem", NULL);
  g_autofree char *address = g_strdup_printf ("127.0.0.1:%u", net_listener_get_port (listener));
  g_autoptr (PhoneAccountSettings) settings =
      g_object_new (PHONE_TYPE_ACCOUNT_SETTINGS, "aor", "sips:alice@example.org", "server", address,
                    "identity", "example.org", "ca-file", known_authority ? ca_file : NULL, NULL);
  g_autoptr (PhoneMediaOptions) silence = phone_media_options_new ();
  g_autoptr (PhoneExplanation) explanation = NULL;
  g_autoptr (Secret) password = secret_new ("secret", 6);
  Server server = { 0 };
  PhoneAccount *account;
  PhoneCall *call;
  gsize n;
  const char *pem = g_bytes_get_data (authority->certificate_pem, &n);

  g_assert_true (g_file_set_contents (ca_file, pem, n, NULL));
  g_signal_connect (listener, "connection", G_CALLBACK (on_connection), &server);
  fixture_open (fixture);
  account = phone_engine_add_account (fixture->engine, settings, PHONE_ACCOUNT_TEMPORARY, NULL);
  phone_account_use_password (account, password);
  phone_account_sign_in (account);
  call = phone_account_call (account, "bob", silence, NULL);
  fixture_wait_account (account, PHONE_ACCOUNT_STATE_FAILED);
  fixture_wait_call (call, PHONE_CALL_STATE_ENDED);
  g_assert_cmpint (phone_account_get_failure (account), ==, PHONE_FAILURE_UNTRUSTED);
  g_assert_cmpint (phone_account_get_trust_state (account), ==, PHONE_TRUST_STATE_UNTRUSTED);
  g_assert_cmpstr (phone_account_get_headline (account), ==, headline);
  g_assert_cmpint (phone_call_get_end_cause (call), ==, PHONE_CALL_END_UNTRUSTED);
  explanation = phone_explain_call (call);
  g_assert_cmpstr (explanation->headline, ==, headline);
  fixture_run_ms (300);
  g_assert_cmpuint (server.n_bytes, ==, 0);
  g_assert_cmpuint (fixture->trace->len, ==, 0);
  net_listener_close (listener);
  if (server.connection != NULL)
    g_signal_handlers_disconnect_by_data (server.connection, &server);
  g_clear_object (&server.connection);
}

static void
test_untrusted (void)
{
  assert_not_a_byte ("example.org", FALSE, "Nobody this computer trusts vouches for this server");
}

static void
test_wrong_name (void)
{
  assert_not_a_byte ("pbx.example.net", TRUE, "This is not the server of example.org");
}

static void
test_unreachable (void)
{
  g_autoptr (Fixture) fixture = fixture_new (NULL);
  g_autoptr (PhoneAccountSettings) settings = g_object_new (
      PHONE_TYPE_ACCOUNT_SETTINGS, "aor", "sips:alice@example.org", "server", "127.0.0.1:1", NULL);
  g_autoptr (PhoneExplanation) explanation = NULL;
  PhoneAccount *account;

  fixture_open (fixture);
  account = phone_engine_add_account (fixture->engine, settings, PHONE_ACCOUNT_TEMPORARY, NULL);
  phone_account_sign_in (account);
  fixture_wait_account (account, PHONE_ACCOUNT_STATE_WAITING);
  g_assert_cmpint (phone_account_get_failure (account), ==, PHONE_FAILURE_UNREACHABLE);
  g_assert_cmpstr (phone_account_get_headline (account), ==, "The server is out of order");
  explanation = phone_explain_account (account);
  g_assert_true (g_str_has_prefix (explanation->text,
                                   "127.0.0.1 refuses connections. Linnet tries again in "));
  g_assert_cmpint (phone_account_get_trust_state (account), ==, PHONE_TRUST_STATE_UNREACHABLE);
}

static void
test_server_returns (void)
{
  g_autoptr (DemoService) demo = fixture_start_demo ();
  g_autoptr (Fixture) fixture = fixture_new (NULL);
  PhoneAccount *account;

  fixture_open (fixture);
  account = fixture_sign_in (fixture, demo, 0);
  demo_service_stop (demo);
  fixture_wait_account (account, PHONE_ACCOUNT_STATE_WAITING);
  g_assert_cmpint (phone_account_get_failure (account), ==, PHONE_FAILURE_UNREACHABLE);
  g_assert_cmpint (phone_account_get_trust_state (account), ==, PHONE_TRUST_STATE_UNREACHABLE);
}

static void
on_finished (GObject *source, GAsyncResult *result, gpointer data)
{
  *(GAsyncResult **) data = g_object_ref (result);
}

static gboolean
is_set (gpointer data)
{
  return *(gpointer *) data != NULL;
}

static void
test_saved (void)
{
  g_autoptr (DemoService) demo = fixture_start_demo ();
  g_autoptr (Fixture) fixture = fixture_new (NULL);
  g_autoptr (PhoneAccountSettings) settings = fixture_make_settings (demo, 0);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GAsyncResult) removed = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *contact = NULL;
  PhoneAccount *account;

  fixture_open (fixture);
  phone_account_settings_set_name (settings, "Work");
  account = phone_engine_add_account (fixture->engine, settings, PHONE_ACCOUNT_SAVED, &error);
  g_assert_no_error (error);
  g_assert_null (phone_engine_add_account (fixture->engine, settings, PHONE_ACCOUNT_SAVED, &error));
  g_assert_error (error, PHONE_ERROR, PHONE_ERROR_EXISTS);
  g_clear_error (&error);
  /* There is no secret service in here: told, and the account works all the same */
  phone_account_set_password_async (account, demo_service_get_nth_password (demo, 0), NULL,
                                    on_finished, &result);
  fixture_run_until (is_set, &result);
  g_assert_false (phone_account_set_password_finish (account, result, &error));
  g_assert_error (error, PHONE_ERROR, PHONE_ERROR_NO_KEYRING);
  g_assert_cmpstr (fixture->warnings->str, ==, "no-keyring ");
  g_clear_error (&error);
  phone_account_sign_in (account);
  fixture_wait_account (account, PHONE_ACCOUNT_STATE_SIGNED_IN);
  contact = g_strdup (phone_account_get_contact (account));
  fixture_reopen (fixture);

  account = phone_engine_find_account (fixture->engine, "Work");
  g_assert_nonnull (account);
  g_assert_true (phone_account_settings_equal (settings, phone_account_get_settings (account)));
  fixture_wait_account (account, PHONE_ACCOUNT_STATE_FAILED);
  g_assert_cmpstr (phone_account_get_headline (account), ==, "The password store is locked");
  phone_account_use_password (account, demo_service_get_nth_password (demo, 0));
  fixture_wait_account (account, PHONE_ACCOUNT_STATE_SIGNED_IN);
  /* The random user part stays the account's own */
  g_assert_cmpmem (contact, strcspn (contact, "@"), phone_account_get_contact (account),
                   strcspn (phone_account_get_contact (account), "@"));
  phone_engine_remove_account_async (fixture->engine, account, NULL, on_finished, &removed);
  g_assert_null (phone_engine_find_account (fixture->engine, "Work"));
  fixture_run_until (is_set, &removed);
  g_assert_true (phone_engine_remove_account_finish (fixture->engine, removed, NULL));
  g_clear_object (&removed);
  fixture_reopen (fixture);
  g_assert_null (phone_engine_find_account (fixture->engine, "Work"));
}

/* Given up before it was open: nobody signs in who then could not sign out */
static void
test_closed_at_once (void)
{
  g_autoptr (DemoService) demo = fixture_start_demo ();
  g_autoptr (Fixture) fixture = fixture_new (NULL);
  g_autoptr (GAsyncResult) opened = NULL;
  g_autoptr (GAsyncResult) closed = NULL;
  g_autoptr (PhoneEngine) engine = phone_engine_new (fixture->directory, NULL);
  g_autoptr (PhoneAccount) account = NULL;

  fixture_open (fixture);
  fixture_add_account (fixture, demo, 0, PHONE_ACCOUNT_SAVED);
  fixture_close (fixture);
  phone_engine_open_async (engine, NULL, on_finished, &opened);
  phone_engine_close_async (engine, NULL, on_finished, &closed);
  fixture_run_until (is_set, &closed);
  fixture_run_until (is_set, &opened);
  g_assert_true (phone_engine_open_finish (engine, opened, NULL));
  account = g_list_model_get_item (phone_engine_get_accounts (engine), 0);
  g_assert_cmpint (phone_account_get_state (account), ==, PHONE_ACCOUNT_STATE_DISABLED);
}

static void
test_preferences (void)
{
  static const char *const codecs[] = { "PCMA", "opus", NULL };
  g_autoptr (Fixture) fixture = fixture_new (NULL);
  g_auto (GStrv) read = NULL;
  g_autofree char *microphone = NULL;
  PhonePreferences *preferences;

  fixture_open (fixture);
  preferences = phone_engine_get_preferences (fixture->engine);
  g_object_get (preferences, "audio-codecs", &read, NULL);
  g_assert_cmpuint (g_strv_length (read), ==, 4);
  g_object_set (preferences, "audio-codecs", codecs, "microphone", "mic-1", "constant-bit-rate",
                TRUE, NULL);
  fixture_reopen (fixture);
  preferences = phone_engine_get_preferences (fixture->engine);
  g_clear_pointer (&read, g_strfreev);
  g_object_get (preferences, "audio-codecs", &read, "microphone", &microphone, NULL);
  g_assert_true (g_strv_equal ((const char *const *) read, codecs));
  g_assert_cmpstr (microphone, ==, "mic-1");
  phone_preferences_reset (preferences, "microphone");
  g_clear_pointer (&microphone, g_free);
  g_object_get (preferences, "microphone", &microphone, NULL);
  g_assert_cmpstr (microphone, ==, "");
}

static void
test_locked (void)
{
  g_autoptr (Fixture) fixture = fixture_new (NULL);
  g_autoptr (PhoneEngine) second = phone_engine_new (fixture->directory, NULL);
  g_autoptr (PhoneEngine) third = phone_engine_new (fixture->directory, NULL);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  fixture_open (fixture);
  phone_engine_open_async (second, NULL, on_finished, &result);
  fixture_run_until (is_set, &result);
  g_assert_false (phone_engine_open_finish (second, result, &error));
  g_assert_error (error, PHONE_ERROR, PHONE_ERROR_LOCKED);
  g_clear_object (&result);
  g_clear_error (&error);

  phone_engine_set_saved_accounts (third, FALSE);
  phone_engine_open_async (third, NULL, on_finished, &result);
  fixture_run_until (is_set, &result);
  g_assert_true (phone_engine_open_finish (third, result, &error));
  g_clear_object (&result);
  phone_engine_close_async (third, NULL, on_finished, &result);
  fixture_run_until (is_set, &result);
  g_assert_true (phone_engine_close_finish (third, result, &error));
  g_clear_object (&result);
}

static PhoneTrustReport *
check (Fixture *fixture, PhoneAccountSettings *settings, const char *target, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  phone_engine_check_async (fixture->engine, settings, target, NULL, on_finished, &result);
  fixture_run_until (is_set, &result);
  return phone_engine_check_finish (fixture->engine, result, error);
}

static void
test_check (void)
{
  g_autoptr (DemoService) demo = fixture_start_demo ();
  g_autoptr (Fixture) fixture = fixture_new (NULL);
  g_autoptr (PhoneAccountSettings) settings = fixture_make_settings (demo, 0);
  g_autoptr (PhoneTrustReport) report = NULL;
  g_autoptr (PhoneTrustReport) untrusted = NULL;
  g_autoptr (GError) error = NULL;

  fixture_open (fixture);
  report = check (fixture, settings, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (phone_trust_report_get_verdict (report), ==, PHONE_TRUST_VERDICT_TRUSTED);
  g_assert_cmpint (phone_trust_step_get_status (phone_trust_report_get_step (report, "options")),
                   ==, PHONE_TRUST_STATUS_PASS);
  g_assert_null (strstr (fixture->trace->str, "Authorization"));
  g_string_truncate (fixture->trace, 0);

  untrusted = check (fixture, NULL, demo_service_get_address (demo), &error);
  g_assert_no_error (error);
  g_assert_cmpint (phone_trust_report_get_verdict (untrusted), ==, PHONE_TRUST_VERDICT_UNTRUSTED);
  g_assert_cmpuint (fixture->trace->len, ==, 0);

  g_assert_null (check (fixture, NULL, "sip:bob@127.0.0.1", &error));
  g_assert_error (error, PHONE_ERROR, PHONE_ERROR_TRANSPORT);
}

int
main (int argc, char **argv)
{
  int status;

  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/phone/account/REG-01/registers-and-unregisters", test_register);
  g_test_add_func ("/phone/account/demo-is-called-so", test_demo_words);
  g_test_add_func ("/phone/account/AUT-06/wrong-password-is-E1", test_wrong_password);
  g_test_add_func ("/phone/account/no-secret-in-the-trace", test_no_secret_in_trace);
  g_test_add_func ("/phone/account/TLS-07/unknown-issuer-gets-no-byte", test_untrusted);
  g_test_add_func ("/phone/account/TLS-07/wrong-name-gets-no-byte", test_wrong_name);
  g_test_add_func ("/phone/account/unreachable-server-is-waited-for", test_unreachable);
  g_test_add_func ("/phone/account/lost-server-is-waited-for", test_server_returns);
  g_test_add_func ("/phone/account/saved-accounts-come-back", test_saved);
  g_test_add_func ("/phone/account/closed-at-once-signs-nobody-in", test_closed_at_once);
  g_test_add_func ("/phone/account/preferences-come-back", test_preferences);
  g_test_add_func ("/phone/account/one-process-has-the-saved-accounts", test_locked);
  g_test_add_func ("/phone/account/check-needs-no-password", test_check);
  status = g_test_run ();
  g_assert_true (media_finish (10000));
  return status;
}
