/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Linnet Authors */
/* `register`: signs in and stays so for a time or until a signal. */
#define G_LOG_DOMAIN "cli-register"

#include "cli-commands.h"
#include "cli-session.h"

static void
start (CliSession *session, gpointer user_data)
{
  cli_session_sign_in (session);
}

static gboolean
on_time_over (gpointer user_data)
{
  CliSession *session = user_data;
  guint *timeout_id = cli_session_get_data (session);

  *timeout_id = 0;
  cli_session_end (session, CLI_STATUS_DONE);
  return G_SOURCE_REMOVE;
}

static void
signed_in (CliSession *session, gpointer user_data)
{
  guint *timeout_id = user_data;
  double duration_s = cli_session_get_options (session)->duration_s;

  if (duration_s >= 0)
    *timeout_id = g_timeout_add ((guint) (duration_s * 1000), on_time_over, session);
}

/* Told to end before the server answered: nothing was registered */
static void
interrupt (CliSession *session, gpointer user_data)
{
  cli_session_end (session,
                   cli_session_was_signed_in (session) ? CLI_STATUS_DONE : CLI_STATUS_FAILED);
}

int
cli_register_run (const CliOptions *options)
{
  static const CliSessionHooks hooks = { start, signed_in, interrupt, FALSE };
  guint timeout_id = 0;
  int status = cli_session_run (options, &hooks, &timeout_id);

  g_clear_handle_id (&timeout_id, g_source_remove);
  return status;
}
