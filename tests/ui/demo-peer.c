/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Linnet Authors */
/* demo-peer.c: a demo service for the tests of the window, and its second account, which calls.
 *
 * Says on standard output, one a line: `address`, `domain`, `ca`, `aor` and `password` of the first
 * account, then `ready` once the second one is signed in. Takes `call`, `hangup` and `quit` on
 * standard input and says each state of its call. */
#include "demo-service.h"
#include "phone-engine.h"

#include <gio/gio.h>
#include <gio/gunixinputstream.h>
#include <unistd.h>

typedef struct
{
  GMainLoop *loop;
  DemoService *service;
  PhoneEngine *engine;
  PhoneAccount *account;
  PhoneCall *call;
  GDataInputStream *input;
} Peer;

static void
say (const char *key, const char *value)
{
  g_print ("%s %s\n", key, value);
}

static void
on_call_state (PhoneCall *call)
{
  say ("state", phone_call_state_to_string (phone_call_get_state (call)));
}

static void
place_call (Peer *peer)
{
  g_autoptr (PhoneMediaOptions) options = phone_media_options_new ();
  g_autoptr (GError) error = NULL;

  peer->call = phone_account_call (peer->account, demo_service_get_nth_aor (peer->service, 0),
                                   options, &error);
  g_assert_no_error (error);
  g_signal_connect (peer->call, "notify::state", G_CALLBACK (on_call_state), NULL);
}

static void
on_line (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Peer *peer = user_data;
  g_autofree char *line =
      g_data_input_stream_read_line_finish (G_DATA_INPUT_STREAM (source), result, NULL, NULL);

  if (line == NULL || g_str_equal (line, "quit"))
    {
      g_main_loop_quit (peer->loop);
      return;
    }
  if (g_str_equal (line, "call"))
    place_call (peer);
  else if (g_str_equal (line, "hangup"))
    phone_call_hangup (peer->call);
  g_data_input_stream_read_line_async (peer->input, G_PRIORITY_DEFAULT, NULL, on_line, peer);
}

static void
on_account_state (PhoneAccount *account, GParamSpec *pspec, Peer *peer)
{
  if (phone_account_get_state (account) == PHONE_ACCOUNT_STATE_SIGNED_IN)
    say ("ready", phone_account_get_aor (account));
}

static void
on_opened (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Peer *peer = user_data;
  g_autoptr (PhoneAccountSettings) settings = phone_account_settings_new ();
  g_autoptr (GError) error = NULL;

  phone_engine_open_finish (peer->engine, result, &error);
  g_assert_no_error (error);
  phone_account_settings_set_aor (settings, demo_service_get_nth_aor (peer->service, 1));
  phone_account_settings_set_display_name (settings, "Bob Example");
  phone_account_settings_set_server (settings, demo_service_get_address (peer->service));
  phone_account_settings_set_identity (settings, demo_service_get_domain (peer->service));
  phone_account_settings_set_ca_file (settings, demo_service_get_ca_file (peer->service));
  peer->account =
      phone_engine_add_account (peer->engine, settings, PHONE_ACCOUNT_TEMPORARY, &error);
  g_assert_no_error (error);
  g_signal_connect (peer->account, "notify::state", G_CALLBACK (on_account_state), peer);
  phone_account_use_password (peer->account, demo_service_get_nth_password (peer->service, 1));
  phone_account_sign_in (peer->account);
}

static void
on_closed (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Peer *peer = user_data;

  phone_engine_close_finish (peer->engine, result, NULL);
  g_main_loop_quit (peer->loop);
}

static void
start (Peer *peer, const char *folder)
{
  g_autoptr (GInetAddress) loopback = g_inet_address_new_loopback (G_SOCKET_FAMILY_IPV4);
  g_autoptr (GInputStream) input = g_unix_input_stream_new (STDIN_FILENO, FALSE);
  g_autofree char *password = NULL;
  g_autoptr (GError) error = NULL;

  peer->service = demo_service_new ();
  demo_service_start (peer->service, loopback, 0, NULL, &error);
  g_assert_no_error (error);
  g_file_get_contents (demo_service_get_nth_password_file (peer->service, 0), &password, NULL,
                       &error);
  g_assert_no_error (error);
  say ("address", demo_service_get_address (peer->service));
  say ("domain", demo_service_get_domain (peer->service));
  say ("ca", demo_service_get_ca_file (peer->service));
  say ("aor", demo_service_get_nth_aor (peer->service, 0));
  say ("password", g_strchomp (password));
  peer->engine = phone_engine_new (folder, NULL);
  phone_engine_set_saved_accounts (peer->engine, FALSE);
  phone_engine_open_async (peer->engine, NULL, on_opened, peer);
  peer->input = g_data_input_stream_new (input);
  g_data_input_stream_read_line_async (peer->input, G_PRIORITY_DEFAULT, NULL, on_line, peer);
}

int
main (int argc, char **argv)
{
  Peer peer = { .loop = g_main_loop_new (NULL, FALSE) };

  g_assert_cmpint (argc, ==, 2);
  start (&peer, argv[1]);
  g_main_loop_run (peer.loop);
  phone_engine_close_async (peer.engine, NULL, on_closed, &peer);
  g_main_loop_run (peer.loop);
  demo_service_stop (peer.service);
  g_object_unref (peer.engine);
  g_object_unref (peer.service);
  g_object_unref (peer.input);
  g_main_loop_unref (peer.loop);
  return 0;
}
