/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Linnet Authors */
/* `phone`: signs in and obeys commands from standard input. */
#define G_LOG_DOMAIN "cli-phone"

#include "cli-commands.h"
#include "cli-phone-command.h"

#include <gio/gunixinputstream.h>
#include <glib/gi18n.h>
#include <unistd.h>

typedef struct
{
  CliSession *session;      /* Borrowed */
  PhoneMediaOptions *media; /* Owned */
  GDataInputStream *input;  /* Owned */
} CliPhone;

static void read_next (CliPhone *self);

static void
on_line (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *line = g_data_input_stream_read_line_finish_utf8 (G_DATA_INPUT_STREAM (source),
                                                                     result, NULL, &error);
  CliPhone *self;

  /* Cancelled: the session is ending, and user_data may be gone */
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  self = user_data;
  if (line == NULL && error == NULL)
    {
      cli_session_end (self->session, CLI_STATUS_DONE);
      return;
    }
  if (line != NULL)
    cli_phone_command_run (self->session, line, self->media);
  else
    cli_events_error (cli_session_get_events (self->session), error->message);
  if (!cli_session_is_ending (self->session))
    read_next (self);
}

static void
read_next (CliPhone *self)
{
  g_data_input_stream_read_line_async (self->input, G_PRIORITY_DEFAULT,
                                       cli_session_get_cancellable (self->session), on_line, self);
}

static gboolean
sign_in_named (CliPhone *self, GError **error)
{
  const CliOptions *options = cli_session_get_options (self->session);
  PhoneAccountFlags flags =
      options->no_register ? PHONE_ACCOUNT_NO_REGISTER : PHONE_ACCOUNT_TEMPORARY;
  PhoneAccount *account;

  for (char **name = options->accounts; name != NULL && *name != NULL; name++)
    {
      account = cli_session_add_account (self->session, *name, 0, error);
      if (account == NULL)
        return FALSE;
      phone_account_sign_in (account);
    }
  if (options->accounts == NULL)
    {
      account = cli_session_add_account (self->session, NULL, flags, error);
      if (account == NULL)
        return FALSE;
      phone_engine_set_default_account (cli_session_get_engine (self->session), account);
      phone_account_sign_in (account);
    }
  return TRUE;
}

static gboolean
sign_in_enabled (CliPhone *self, GError **error)
{
  GListModel *accounts = phone_engine_get_accounts (cli_session_get_engine (self->session));
  guint n_enabled = 0;

  for (guint i = 0; i < g_list_model_get_n_items (accounts); i++)
    {
      g_autoptr (PhoneAccount) account = g_list_model_get_item (accounts, i);

      if (!phone_account_settings_get_enabled (phone_account_get_settings (account)))
        continue;
      n_enabled++;
      if (!cli_session_add_account (self->session, phone_account_get_name (account), 0, error))
        return FALSE;
      phone_account_sign_in (account);
    }
  if (n_enabled == 0)
    g_set_error_literal (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                         _ ("which account? None is saved and enabled; make one with --aor"));
  return n_enabled > 0;
}

static void
start (CliSession *session, gpointer user_data)
{
  CliPhone *self = user_data;
  const CliOptions *options = cli_session_get_options (session);
  g_autoptr (GInputStream) stream = g_unix_input_stream_new (STDIN_FILENO, FALSE);
  g_autoptr (GError) error = NULL;
  gboolean named = options->accounts != NULL || options->aor != NULL;

  self->session = session;
  if (!(named ? sign_in_named (self, &error) : sign_in_enabled (self, &error)))
    {
      cli_session_fail (session, error);
      return;
    }
  self->input = g_data_input_stream_new (stream);
  read_next (self);
}

int
cli_phone_run (const CliOptions *options)
{
  const CliSessionHooks hooks = { start, NULL, NULL, options->aor == NULL };
  CliPhone self = { .media = cli_options_dup_media (options) };
  int status = cli_session_run (options, &hooks, &self);

  g_clear_object (&self.input);
  g_object_unref (self.media);
  return status;
}
