/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Linnet Authors */
/* `listen`: signs in and takes calls. */
#define G_LOG_DOMAIN "cli-listen"

#include "cli-commands.h"
#include "cli-dtmf.h"
#include "cli-session.h"

#define BUSY_HERE 486

typedef struct
{
  CliSession *session; /* Borrowed */
  PhoneMediaOptions *media;
  CliStatus status; /* of the worst call that was answered */
  int n_ended;
} CliListen;

static void
on_state (PhoneCall *call, GParamSpec *pspec, CliListen *self)
{
  const CliOptions *options = cli_session_get_options (self->session);

  if (phone_call_get_state (call) != PHONE_CALL_STATE_ENDED)
    return;
  if (phone_call_get_established_us (call) != 0 && self->status == CLI_STATUS_DONE)
    self->status = cli_status_from_call (call, options->expect_echo);
  self->n_ended++;
  if (self->n_ended == options->n_calls)
    cli_session_end (self->session, self->status);
}

/* One file holds one call */
static gboolean
is_recording_another (CliListen *self)
{
  return cli_session_get_options (self->session)->record_file != NULL &&
         phone_engine_get_active_calls (cli_session_get_engine (self->session)) > 1;
}

static void
on_incoming (PhoneEngine *engine, PhoneCall *call, CliListen *self)
{
  const CliOptions *options = cli_session_get_options (self->session);
  CliAnswer answer = cli_options_get_answer (options);
  g_autoptr (GError) error = NULL;
  gboolean done = TRUE;

  if (cli_session_is_ending (self->session))
    return;
  g_signal_connect (call, "notify::state", G_CALLBACK (on_state), self);
  if (answer == CLI_ANSWER_BUSY || (answer == CLI_ANSWER_AUTO && is_recording_another (self)))
    done = phone_call_reject (call, BUSY_HERE, &error);
  else if (answer == CLI_ANSWER_AUTO)
    {
      if (options->dtmf != NULL)
        cli_dtmf_press_when_established (call, options->dtmf);
      done = phone_call_answer (call, self->media, &error);
    }
  if (!done)
    cli_events_warning (cli_session_get_events (self->session), "not-answered", error->message);
}

static void
start (CliSession *session, gpointer user_data)
{
  CliListen *self = user_data;

  self->session = session;
  g_signal_connect (cli_session_get_engine (session), "incoming", G_CALLBACK (on_incoming), self);
  cli_session_sign_in (session);
}

static void
interrupt (CliSession *session, gpointer user_data)
{
  CliListen *self = user_data;

  cli_session_end (session, cli_session_was_signed_in (session) ? self->status : CLI_STATUS_FAILED);
}

int
cli_listen_run (const CliOptions *options)
{
  static const CliSessionHooks hooks = { start, NULL, interrupt, FALSE };
  CliListen self = { .media = cli_options_dup_media (options) };
  int status = cli_session_run (options, &hooks, &self);

  g_object_unref (self.media);
  return status;
}
