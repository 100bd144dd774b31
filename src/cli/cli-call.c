/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Linnet Authors */
/* `call`: places one call and ends with it. */
#define G_LOG_DOMAIN "cli-call"

#include "cli-commands.h"
#include "cli-dtmf.h"
#include "cli-session.h"

typedef struct
{
  CliSession *session; /* Borrowed */
  PhoneCall *call;     /* Owned */
  gboolean gave_up;    /* nobody answered within --ring */
  guint ring_id, duration_id;
} CliCall;

static gboolean
on_ring_over (gpointer user_data)
{
  CliCall *self = user_data;

  self->ring_id = 0;
  self->gave_up = TRUE;
  phone_call_hangup (self->call);
  return G_SOURCE_REMOVE;
}

static gboolean
on_duration_over (gpointer user_data)
{
  CliCall *self = user_data;

  self->duration_id = 0;
  phone_call_hangup (self->call);
  return G_SOURCE_REMOVE;
}

static void
end (CliCall *self)
{
  gboolean answered = phone_call_get_established_us (self->call) != 0;
  CliStatus status =
      cli_status_from_call (self->call, cli_session_get_options (self->session)->expect_echo);

  g_clear_handle_id (&self->ring_id, g_source_remove);
  g_clear_handle_id (&self->duration_id, g_source_remove);
  if (self->gave_up && !answered)
    status = CLI_STATUS_REFUSED;
  cli_session_end (self->session, status);
}

static void
on_state (PhoneCall *call, GParamSpec *pspec, CliCall *self)
{
  const CliOptions *options = cli_session_get_options (self->session);

  switch (phone_call_get_state (call))
    {
    case PHONE_CALL_STATE_CALLING:
      if (self->ring_id == 0)
        self->ring_id = g_timeout_add ((guint) (options->ring_s * 1000), on_ring_over, self);
      break;
    case PHONE_CALL_STATE_ESTABLISHED:
      g_clear_handle_id (&self->ring_id, g_source_remove);
      if (options->duration_s >= 0 && self->duration_id == 0)
        self->duration_id =
            g_timeout_add ((guint) (options->duration_s * 1000), on_duration_over, self);
      break;
    case PHONE_CALL_STATE_ENDED:
      end (self);
      break;
    case PHONE_CALL_STATE_CHECKING:
    case PHONE_CALL_STATE_TRYING:
    case PHONE_CALL_STATE_RINGING:
    case PHONE_CALL_STATE_INCOMING:
    case PHONE_CALL_STATE_ANSWERED:
      break;
    }
}

static void
start (CliSession *session, gpointer user_data)
{
  CliCall *self = user_data;
  const CliOptions *options = cli_session_get_options (session);
  PhoneAccountFlags flags =
      options->no_register ? PHONE_ACCOUNT_NO_REGISTER : PHONE_ACCOUNT_TEMPORARY;
  g_autoptr (PhoneMediaOptions) media = cli_options_dup_media (options);
  g_autoptr (GError) error = NULL;
  PhoneAccount *account = cli_session_add_only_account (session, flags, &error);
  PhoneCall *call;

  self->session = session;
  if (account == NULL)
    {
      cli_session_fail (session, error);
      return;
    }
  phone_account_sign_in (account);
  call = phone_account_call (account, options->arguments[0], media, &error);
  if (call == NULL)
    {
      cli_session_fail (session, error);
      return;
    }
  self->call = g_object_ref (call);
  if (options->dtmf != NULL)
    cli_dtmf_press_when_established (call, options->dtmf);
  g_signal_connect (call, "notify::state", G_CALLBACK (on_state), self);
  on_state (call, NULL, self);
}

/* The call's end decides the status; a second signal doesn't wait for it */
static void
interrupt (CliSession *session, gpointer user_data)
{
  CliCall *self = user_data;

  if (self->call == NULL)
    cli_session_end (session, CLI_STATUS_FAILED);
  else
    phone_call_hangup (self->call);
}

int
cli_call_run (const CliOptions *options)
{
  static const CliSessionHooks hooks = { start, NULL, interrupt, FALSE };
  CliCall self = { 0 };
  int status = cli_session_run (options, &hooks, &self);

  g_clear_handle_id (&self.ring_id, g_source_remove);
  g_clear_handle_id (&self.duration_id, g_source_remove);
  if (self.call != NULL)
    g_signal_handlers_disconnect_by_data (self.call, &self);
  g_clear_object (&self.call);
  return status;
}
