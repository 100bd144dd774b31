/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Linnet Authors */
#include "phone-fixture.h"

#include "media-fixture.h"
#include "media-init.h"

#include <glib/gstdio.h>

#define PATIENCE_US (20 * G_USEC_PER_SEC)
#define WAV_RATE_HZ 16000
#define WAV_SECONDS 12

static gboolean
on_wake (gpointer data)
{
  return G_SOURCE_CONTINUE;
}

void
fixture_run_until (Condition condition, gpointer data)
{
  const gint64 limit_us = g_get_monotonic_time () + PATIENCE_US;
  const guint wake_id = g_timeout_add (50, on_wake, NULL);

  while (!condition (data))
    {
      g_assert_cmpint (g_get_monotonic_time (), <, limit_us);
      g_main_context_iteration (NULL, TRUE);
    }
  g_source_remove (wake_id);
}

static gboolean
is_past (gpointer data)
{
  return g_get_monotonic_time () >= *(gint64 *) data;
}

void
fixture_run_ms (guint ms)
{
  gint64 end_us = g_get_monotonic_time () + (gint64) ms * 1000;

  fixture_run_until (is_past, &end_us);
}

DemoService *
fixture_start_demo (void)
{
  g_autoptr (GInetAddress) loopback = g_inet_address_new_loopback (G_SOCKET_FAMILY_IPV4);
  g_autoptr (GError) error = NULL;
  DemoService *demo = demo_service_new ();

  demo_service_start (demo, loopback, 0, NULL, &error);
  g_assert_no_error (error);
  return demo;
}

static void
on_trace (PhoneEngine *engine, gboolean outgoing, const char *text, Fixture *self)
{
  g_string_append_printf (self->trace, "%s %s\n", outgoing ? ">" : "<", text);
}

static void
on_warning (PhoneEngine *engine, const char *id, const char *detail, Fixture *self)
{
  g_string_append_printf (self->warnings, "%s ", id);
}

static void
on_incoming (PhoneEngine *engine, PhoneCall *call, Fixture *self)
{
  g_set_object (&self->incoming, call);
}

static void
make_engine (Fixture *self, const char *ca_file)
{
  const char *const ca_files[] = { ca_file, NULL };

  self->engine = phone_engine_new (self->directory, ca_files);
  phone_engine_set_tracing (self->engine, TRUE);
  g_signal_connect (self->engine, "trace", G_CALLBACK (on_trace), self);
  g_signal_connect (self->engine, "warning", G_CALLBACK (on_warning), self);
  g_signal_connect (self->engine, "incoming", G_CALLBACK (on_incoming), self);
}

Fixture *
fixture_new (const char *ca_file)
{
  Fixture *self = g_new0 (Fixture, 1);

  self->directory = g_dir_make_tmp ("linnet-phone-XXXXXX", NULL);
  self->trace = g_string_new (NULL);
  self->warnings = g_string_new (NULL);
  make_engine (self, ca_file);
  return self;
}

static void
on_done (GObject *source, GAsyncResult *result, gpointer data)
{
  *(GAsyncResult **) data = g_object_ref (result);
}

static gboolean
is_set (gpointer data)
{
  return *(gpointer *) data != NULL;
}

void
fixture_open (Fixture *self)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  phone_engine_open_async (self->engine, NULL, on_done, &result);
  fixture_run_until (is_set, &result);
  phone_engine_open_finish (self->engine, result, &error);
  g_assert_no_error (error);
}

void
fixture_close (Fixture *self)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  gpointer gone = self->engine;

  g_clear_object (&self->incoming);
  phone_engine_close_async (self->engine, NULL, on_done, &result);
  fixture_run_until (is_set, &result);
  phone_engine_close_finish (self->engine, result, &error);
  g_assert_no_error (error);
  g_clear_object (&result);
  g_object_add_weak_pointer (gone, &gone);
  g_signal_handlers_disconnect_by_data (self->engine, self);
  g_clear_object (&self->engine);
  g_assert_null (gone);
}

void
fixture_reopen (Fixture *self)
{
  fixture_close (self);
  make_engine (self, NULL);
  fixture_open (self);
}

static void
remove_folder (const char *path)
{
  g_autoptr (GDir) folder = g_dir_open (path, 0, NULL);
  const char *name;

  while (folder != NULL && (name = g_dir_read_name (folder)) != NULL)
    {
      g_autofree char *child = g_build_filename (path, name, NULL);

      g_unlink (child);
    }
  g_rmdir (path);
}

void
fixture_free (Fixture *self)
{
  if (self->engine != NULL)
    fixture_close (self);
  remove_folder (self->directory);
  g_free (self->directory);
  g_string_free (self->trace, TRUE);
  g_string_free (self->warnings, TRUE);
  g_free (self);
}

PhoneAccountSettings *
fixture_make_settings (DemoService *demo, guint i)
{
  return g_object_new (PHONE_TYPE_ACCOUNT_SETTINGS, "aor", demo_service_get_nth_aor (demo, i),
                       "server", demo_service_get_address (demo), "identity",
                       demo_service_get_domain (demo), "ca-file", demo_service_get_ca_file (demo),
                       NULL);
}

PhoneAccount *
fixture_add_account (Fixture *self, DemoService *demo, guint i, PhoneAccountFlags flags)
{
  g_autoptr (PhoneAccountSettings) settings = fixture_make_settings (demo, i);
  g_autoptr (GError) error = NULL;
  PhoneAccount *account = phone_engine_add_account (self->engine, settings, flags, &error);

  g_assert_no_error (error);
  phone_account_use_password (account, demo_service_get_nth_password (demo, i));
  return account;
}

PhoneAccount *
fixture_sign_in (Fixture *self, DemoService *demo, guint i)
{
  PhoneAccount *account = fixture_add_account (self, demo, i, PHONE_ACCOUNT_DEMO);

  phone_account_sign_in (account);
  fixture_wait_account (account, PHONE_ACCOUNT_STATE_SIGNED_IN);
  return account;
}

typedef struct
{
  gpointer object;
  int state;
} Awaited;

static gboolean
is_account_state (gpointer data)
{
  const Awaited *awaited = data;

  return (int) phone_account_get_state (awaited->object) == awaited->state;
}

static gboolean
is_call_state (gpointer data)
{
  const Awaited *awaited = data;

  return (int) phone_call_get_state (awaited->object) == awaited->state;
}

void
fixture_wait_account (PhoneAccount *account, PhoneAccountState state)
{
  fixture_run_until (is_account_state, &(Awaited){ account, (int) state });
}

void
fixture_wait_call (PhoneCall *call, PhoneCallState state)
{
  fixture_run_until (is_call_state, &(Awaited){ call, (int) state });
}

void
fixture_wait_incoming (Fixture *self)
{
  fixture_run_until (is_set, &self->incoming);
}

char *
fixture_service (DemoService *demo, const char *name)
{
  return g_strdup_printf ("sips:%s@%s", name, demo_service_get_domain (demo));
}

PhoneMediaOptions *
fixture_play (Fixture *self)
{
  const gsize n = WAV_RATE_HZ * WAV_SECONDS;
  g_autofree char *path = g_build_filename (self->directory, "play.wav", NULL);
  g_autofree gint16 *samples = g_new (gint16, n);
  PhoneMediaOptions *options = phone_media_options_new ();

  make_speech (samples, n, WAV_RATE_HZ, 1);
  write_wav (path, WAV_RATE_HZ, samples, n);
  phone_media_options_set_source (options, PHONE_MEDIA_SOURCE_FILE);
  phone_media_options_set_play_file (options, path);
  phone_media_options_set_expect_echo (options, TRUE);
  return options;
}
