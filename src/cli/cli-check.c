/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Linnet Authors */
/* `check`: the trust check on its own. */
#define G_LOG_DOMAIN "cli-check"

#include "cli-commands.h"
#include "cli-session.h"
#include "cli-trust-events.h"

#include <glib/gi18n.h>

static void
on_checked (GObject *source, GAsyncResult *result, gpointer user_data)
{
  CliSession *session = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (PhoneTrustReport) report =
      phone_engine_check_finish (PHONE_ENGINE (source), result, &error);

  if (cli_session_is_ending (session))
    return;
  if (report == NULL)
    {
      cli_session_fail (session, error);
      return;
    }
  cli_trust_events_emit_check (cli_session_get_events (session), report);
  cli_session_end (session, cli_status_from_report (report));
}

static void
start (CliSession *session, gpointer user_data)
{
  const CliOptions *options = cli_session_get_options (session);
  PhoneEngine *engine = cli_session_get_engine (session);
  GCancellable *cancellable = cli_session_get_cancellable (session);
  g_autoptr (PhoneAccountSettings) made = NULL;
  PhoneAccountSettings *settings = NULL;
  const char *target = options->arguments[0];
  g_autoptr (GError) error = NULL;

  if (options->accounts != NULL)
    {
      PhoneAccount *account = cli_session_add_only_account (session, 0, &error);

      if (account != NULL)
        settings = phone_account_get_settings (account);
    }
  else if (target == NULL && options->aor == NULL)
    g_set_error_literal (&error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                         _ ("what to check? Name a server or an account"));
  else
    settings = made = cli_options_dup_settings (options, &error);
  if (error != NULL)
    cli_session_fail (session, error);
  else
    phone_engine_check_async (engine, settings, target, cancellable, on_checked, session);
}

int
cli_check_run (const CliOptions *options)
{
  static const CliSessionHooks hooks = { start, NULL, NULL, FALSE };

  return cli_session_run (options, &hooks, NULL);
}
