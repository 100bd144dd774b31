/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Linnet Authors */
/* `account`: the saved accounts. */
#define G_LOG_DOMAIN "cli-account"

#include "cli-commands.h"
#include "cli-session.h"

#include <glib/gi18n.h>

static void
on_removed (GObject *source, GAsyncResult *result, gpointer user_data)
{
  CliSession *session = user_data;
  g_autoptr (GError) error = NULL;

  if (phone_engine_remove_account_finish (PHONE_ENGINE (source), result, &error))
    cli_session_end (session, CLI_STATUS_DONE);
  else
    cli_session_fail (session, error);
}

static void
remove_account (CliSession *session, const char *name)
{
  PhoneEngine *engine = cli_session_get_engine (session);
  PhoneAccount *account = phone_engine_find_account (engine, name);

  if (account != NULL)
    phone_engine_remove_account_async (engine, account, NULL, on_removed, session);
  else
    {
      g_autoptr (GError) error = g_error_new (PHONE_ERROR, PHONE_ERROR_NOT_FOUND,
                                              _ ("There is no account named “%s”."), name);

      cli_session_fail (session, error);
    }
}

static void
list_accounts (CliSession *session)
{
  GListModel *accounts = phone_engine_get_accounts (cli_session_get_engine (session));

  for (guint i = 0; i < g_list_model_get_n_items (accounts); i++)
    {
      g_autoptr (PhoneAccount) account = g_list_model_get_item (accounts, i);

      cli_events_saved_account (cli_session_get_events (session), account);
    }
  cli_session_end (session, CLI_STATUS_DONE);
}

static void
on_saved (GObject *source, GAsyncResult *result, gpointer user_data)
{
  CliSession *session = user_data;
  PhoneAccount *account = PHONE_ACCOUNT (source);
  g_autoptr (GError) error = NULL;

  if (!phone_account_save_finish (account, result, &error))
    {
      cli_session_fail (session, error);
      return;
    }
  cli_events_saved_account (cli_session_get_events (session), account);
  cli_session_end (session, CLI_STATUS_DONE);
}

static void
on_removed_again (GObject *source, GAsyncResult *result, gpointer user_data)
{
  cli_session_end (user_data, CLI_STATUS_FAILED);
}

/* Without a secret service the account would ask for its password for ever: it isn't saved */
static void
on_password_kept (GObject *source, GAsyncResult *result, gpointer user_data)
{
  CliSession *session = user_data;
  PhoneAccount *account = PHONE_ACCOUNT (source);
  g_autoptr (GError) error = NULL;

  if (phone_account_set_password_finish (account, result, &error))
    {
      phone_account_save_async (account, NULL, on_saved, session);
      return;
    }
  g_printerr ("linnet-cli: %s\n", error->message);
  phone_engine_remove_account_async (cli_session_get_engine (session), account, NULL,
                                     on_removed_again, session);
}

static void
add_account (CliSession *session, const char *name)
{
  const CliOptions *options = cli_session_get_options (session);
  g_autoptr (GError) error = NULL;
  g_autoptr (Secret) password = cli_options_read_password (options, &error);
  g_autoptr (PhoneAccountSettings) settings = NULL;
  PhoneAccount *account = NULL;

  if (error == NULL)
    settings = cli_options_dup_settings (options, &error);
  if (settings != NULL)
    {
      phone_account_settings_set_name (settings, name);
      account = phone_engine_add_account (cli_session_get_engine (session), settings,
                                          PHONE_ACCOUNT_SAVED, &error);
    }
  if (account == NULL)
    cli_session_fail (session, error);
  else if (password != NULL)
    phone_account_set_password_async (account, password, NULL, on_password_kept, session);
  else
    phone_account_save_async (account, NULL, on_saved, session);
}

static void
start (CliSession *session, gpointer user_data)
{
  char **arguments = cli_session_get_options (session)->arguments;

  if (g_str_equal (arguments[0], "list"))
    list_accounts (session);
  else if (g_str_equal (arguments[0], "add"))
    add_account (session, arguments[1]);
  else
    remove_account (session, arguments[1]);
}

int
cli_account_run (const CliOptions *options)
{
  static const CliSessionHooks hooks = { start, NULL, NULL, TRUE };
  gboolean list = g_str_equal (options->arguments[0], "list");
  gboolean add = g_str_equal (options->arguments[0], "add");
  gboolean has_password = options->password_file != NULL || options->password_env != NULL;

  if (!list && !add && !g_str_equal (options->arguments[0], "remove"))
    return cli_usage_error (_ ("“account” is followed by add, list or remove"));
  if (list != (options->arguments[1] == NULL))
    return cli_usage_error (list ? _ ("“account list” takes no name")
                                 : _ ("an account's name is missing"));
  if (add && options->aor == NULL)
    return cli_usage_error (_ ("“account add” needs --aor"));
  if (add && has_password == options->no_password)
    return cli_usage_error (_ ("“account add” needs a password, or else --no-password"));
  return cli_session_run (options, &hooks, NULL);
}
