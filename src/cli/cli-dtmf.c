/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Linnet Authors */
/* `--dtmf`: keys pressed once a call is established. */
#define G_LOG_DOMAIN "cli-dtmf"

#include "cli-dtmf.h"

#define DELAY_MS 1000

typedef struct
{
  PhoneCall *call; /* Borrowed; freed with it */
  char *digits;
  guint timeout_id;
} CliDtmf;

static void
cli_dtmf_free (gpointer data)
{
  CliDtmf *self = data;

  g_clear_handle_id (&self->timeout_id, g_source_remove);
  g_free (self->digits);
  g_free (self);
}

static gboolean
on_time (gpointer user_data)
{
  CliDtmf *self = user_data;
  g_autoptr (GError) error = NULL;

  self->timeout_id = 0;
  if (!phone_call_send_dtmf (self->call, self->digits, &error))
    g_warning ("keys not sent: %s", error->message);
  return G_SOURCE_REMOVE;
}

static void
on_state (PhoneCall *call, GParamSpec *pspec, CliDtmf *self)
{
  PhoneCallState state = phone_call_get_state (call);

  if (state == PHONE_CALL_STATE_ESTABLISHED && self->timeout_id == 0)
    self->timeout_id = g_timeout_add (DELAY_MS, on_time, self);
  else if (state == PHONE_CALL_STATE_ENDED)
    g_clear_handle_id (&self->timeout_id, g_source_remove);
}

void
cli_dtmf_press_when_established (PhoneCall *call, const char *digits)
{
  CliDtmf *self = g_new0 (CliDtmf, 1);

  self->call = call;
  self->digits = g_strdup (digits);
  g_object_set_data_full (G_OBJECT (call), "cli-dtmf", self, cli_dtmf_free);
  g_signal_connect (call, "notify::state", G_CALLBACK (on_state), self);
}
