/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Linnet Authors */
/* A run of a command that needs the engine: open, work, close in good order, exit status. */
#define G_LOG_DOMAIN "cli-session"

#include "cli-session.h"

#include <glib-unix.h>
#include <glib/gi18n.h>
#include <signal.h>
#include <stdio.h>

struct _CliSession
{
  const CliOptions *options; /* Borrowed */
  const CliSessionHooks *hooks;
  gpointer user_data;
  CliStatus status;
  gboolean opened;
  gboolean ending;
  gboolean interrupted;
  gboolean signed_in; /* cli_session_sign_in() had success once */
  guint signal_ids[2];
  guint broken_id;
  guint close_id;
  /* Owned */
  GMainLoop *loop;
  GCancellable *cancellable;
  PhoneEngine *engine;
  PhoneAccount *account; /* of cli_session_sign_in() */
  CliEvents *events;
};

const CliOptions *
cli_session_get_options (CliSession *self)
{
  return self->options;
}

PhoneEngine *
cli_session_get_engine (CliSession *self)
{
  return self->engine;
}

gpointer
cli_session_get_data (CliSession *self)
{
  return self->user_data;
}

GCancellable *
cli_session_get_cancellable (CliSession *self)
{
  return self->cancellable;
}

CliEvents *
cli_session_get_events (CliSession *self)
{
  return self->events;
}

gboolean
cli_session_is_ending (CliSession *self)
{
  return self->ending;
}

static void
on_closed (GObject *source, GAsyncResult *result, gpointer user_data)
{
  CliSession *self = user_data;
  g_autoptr (GError) error = NULL;

  if (!phone_engine_close_finish (self->engine, result, &error))
    {
      g_printerr ("linnet-cli: %s\n", error->message);
      if (self->status == CLI_STATUS_DONE)
        self->status = CLI_STATUS_FAILED;
    }
  g_main_loop_quit (self->loop);
}

static gboolean
on_close (gpointer user_data)
{
  CliSession *self = user_data;

  self->close_id = 0;
  phone_engine_close_async (self->engine, NULL, on_closed, self);
  return G_SOURCE_REMOVE;
}

void
cli_session_end (CliSession *self, CliStatus status)
{
  if (self->ending)
    return;
  self->ending = TRUE;
  self->status = status;
  g_cancellable_cancel (self->cancellable);
  /* Later, since a signal of the engine may be running that has more to tell */
  self->close_id = g_idle_add_full (G_PRIORITY_DEFAULT, on_close, self, NULL);
}

void
cli_session_fail (CliSession *self, const GError *error)
{
  g_autofree char *message = cli_events_dup_printable (error->message, FALSE);

  g_printerr ("linnet-cli: %s\n", message);
  cli_session_end (self, error->domain == G_OPTION_ERROR ? CLI_STATUS_USAGE
                                                         : cli_status_from_error (error));
}

static void
interrupt (CliSession *self)
{
  if (!self->opened)
    g_cancellable_cancel (self->cancellable);
  else if (self->interrupted || self->hooks->interrupt == NULL)
    cli_session_end (self, CLI_STATUS_DONE);
  else
    self->hooks->interrupt (self, self->user_data);
  self->interrupted = TRUE;
}

static gboolean
on_signal (gpointer user_data)
{
  CliSession *self = user_data;

  interrupt (self);
  return G_SOURCE_CONTINUE;
}

static gboolean
on_look_at_output (gpointer user_data)
{
  CliSession *self = user_data;

  if (cli_events_is_broken (self->events) && !self->interrupted)
    interrupt (self);
  return G_SOURCE_CONTINUE;
}

static void
on_opened (GObject *source, GAsyncResult *result, gpointer user_data)
{
  CliSession *self = user_data;
  g_autoptr (GError) error = NULL;

  if (!phone_engine_open_finish (self->engine, result, &error))
    {
      g_printerr ("linnet-cli: %s\n", error->message);
      self->status = cli_status_from_error (error);
      g_main_loop_quit (self->loop);
      return;
    }
  self->opened = TRUE;
  if (self->interrupted)
    cli_session_end (self, CLI_STATUS_FAILED);
  else
    self->hooks->start (self, self->user_data);
}

static void
on_trace (PhoneEngine *engine, gboolean outgoing, const char *text, gpointer user_data)
{
  g_printerr ("%s\n%s\n", outgoing ? ">>>" : "<<<", text);
}

PhoneAccount *
cli_session_add_account (CliSession *self,
                         const char *name,
                         PhoneAccountFlags flags,
                         GError **error)
{
  g_autoptr (Secret) password = NULL;
  g_autoptr (GError) local = NULL;
  PhoneAccount *account;

  password = cli_options_read_password (self->options, &local);
  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return NULL;
    }
  if (name != NULL)
    {
      account = phone_engine_find_account (self->engine, name);
      if (account == NULL)
        {
          g_set_error (error, PHONE_ERROR, PHONE_ERROR_NOT_FOUND,
                       _ ("There is no account named “%s”."), name);
          return NULL;
        }
    }
  else
    {
      g_autoptr (PhoneAccountSettings) settings = NULL;

      if (self->options->aor == NULL)
        {
          g_set_error_literal (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                               _ ("which account? Name a saved one with --account, or make one "
                                  "with --aor"));
          return NULL;
        }
      settings = cli_options_dup_settings (self->options, error);
      if (settings == NULL)
        return NULL;
      account = phone_engine_add_account (self->engine, settings, flags, error);
      if (account == NULL)
        return NULL;
    }
  if (password != NULL && !phone_account_get_has_password (account))
    phone_account_use_password (account, password);
  cli_events_watch_account (self->events, account);
  return account;
}

PhoneAccount *
cli_session_add_only_account (CliSession *self, PhoneAccountFlags flags, GError **error)
{
  char **names = self->options->accounts;

  if (names != NULL && g_strv_length (names) > 1)
    {
      g_set_error_literal (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                           _ ("--account can be given once here"));
      return NULL;
    }
  return cli_session_add_account (self, names != NULL ? names[0] : NULL, flags, error);
}

/* A first attempt that fails ends the run; later losses are the engine's to mend */
static void
on_account_state (PhoneAccount *account, GParamSpec *pspec, gpointer user_data)
{
  CliSession *self = user_data;
  CliStatus status = cli_status_from_failure (phone_account_get_failure (account));

  switch (phone_account_get_state (account))
    {
    case PHONE_ACCOUNT_STATE_SIGNED_IN:
      if (!self->signed_in && self->hooks->signed_in != NULL)
        self->hooks->signed_in (self, self->user_data);
      self->signed_in = TRUE;
      break;
    case PHONE_ACCOUNT_STATE_WAITING:
      if (!self->signed_in)
        cli_session_end (self, status);
      break;
    case PHONE_ACCOUNT_STATE_FAILED:
      cli_session_end (self, status);
      break;
    case PHONE_ACCOUNT_STATE_DISABLED:
    case PHONE_ACCOUNT_STATE_SIGNING_IN:
    case PHONE_ACCOUNT_STATE_SIGNING_OUT:
      break;
    }
}

void
cli_session_sign_in (CliSession *self)
{
  g_autoptr (GError) error = NULL;
  PhoneAccount *account = cli_session_add_only_account (self, PHONE_ACCOUNT_TEMPORARY, &error);

  if (account == NULL)
    {
      cli_session_fail (self, error);
      return;
    }
  self->account = g_object_ref (account);
  g_signal_connect (account, "notify::state", G_CALLBACK (on_account_state), self);
  phone_account_sign_in (account);
}

gboolean
cli_session_was_signed_in (CliSession *self)
{
  return self->signed_in;
}

int
cli_session_run (const CliOptions *options, const CliSessionHooks *hooks, gpointer user_data)
{
  CliSession self = { .options = options, .hooks = hooks, .user_data = user_data };

  self.loop = g_main_loop_new (NULL, FALSE);
  self.cancellable = g_cancellable_new ();
  self.events = cli_events_new (options->json);
  self.engine = phone_engine_new (options->config_dir, (const char *const *) options->ca_files);
  phone_engine_set_sign_in (self.engine, FALSE);
  phone_engine_set_saved_accounts (self.engine, options->accounts != NULL || hooks->saved_accounts);
  phone_engine_set_tracing (self.engine, options->trace);
  g_signal_connect (self.engine, "trace", G_CALLBACK (on_trace), NULL);
  cli_events_watch_engine (self.events, self.engine);
  signal (SIGPIPE, SIG_IGN);
  self.signal_ids[0] = g_unix_signal_add (SIGINT, on_signal, &self);
  self.signal_ids[1] = g_unix_signal_add (SIGTERM, on_signal, &self);
  self.broken_id = g_timeout_add_seconds (1, on_look_at_output, &self);
  phone_engine_open_async (self.engine, self.cancellable, on_opened, &self);
  g_main_loop_run (self.loop);

  g_clear_handle_id (&self.close_id, g_source_remove);
  g_source_remove (self.broken_id);
  for (gsize i = 0; i < G_N_ELEMENTS (self.signal_ids); i++)
    g_source_remove (self.signal_ids[i]);
  g_signal_handlers_disconnect_by_func (self.engine, G_CALLBACK (on_trace), NULL);
  if (self.account != NULL)
    g_signal_handlers_disconnect_by_data (self.account, &self);
  g_clear_object (&self.account);
  cli_events_free (self.events);
  g_object_unref (self.engine);
  g_object_unref (self.cancellable);
  g_main_loop_unref (self.loop);
  return (int) self.status;
}
