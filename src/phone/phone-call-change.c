/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Linnet Authors */
/* What changes inside a call: hold, offers of the other side, keys pressed. */
#define G_LOG_DOMAIN "phone-call-change"

#include "phone-call-private.h"

#include "phone-engine-private.h"
#include "sip-error.h"

#include <string.h>

#define DTMF_DIGITS "0123456789*#ABCDabcd"
#define DTMF_DIGITS_MAX 64
#define DTMF_DURATION_MS 160
#define CHANGE_WAIT_MS 100
#define CHANGE_TRIES_MAX 50

static PhoneCallHold
merge_hold (gboolean local, gboolean remote)
{
  if (local)
    return remote ? PHONE_CALL_HOLD_BOTH : PHONE_CALL_HOLD_LOCAL;
  return remote ? PHONE_CALL_HOLD_REMOTE : PHONE_CALL_HOLD_NONE;
}

static gboolean
is_held_by_them (PhoneCall *self)
{
  return self->hold == PHONE_CALL_HOLD_REMOTE || self->hold == PHONE_CALL_HOLD_BOTH;
}

void
phone_call_handle_offer (PhoneCall *self, const SipOutput *output)
{
  PhoneSipDriver *driver = phone_call_get_driver (self);
  g_auto (PhoneCallLocalTexts) texts = { 0 };
  g_auto (SdpAudio) audio = SDP_AUDIO_INIT;
  g_autoptr (GError) error = NULL;
  const gboolean is_offer = output->body != NULL && g_bytes_get_size (output->body) > 0;
  SdpLocal local;
  char *sdp = NULL;

  if (!phone_call_fill_local (self, &local, &texts))
    g_set_error_literal (&error, SDP_ERROR, SDP_ERROR_STATE, "no media");
  else if (is_offer)
    sdp = sdp_negotiation_receive_offer (self->negotiation, slice_from_bytes (output->body), &local,
                                         &audio, &error);
  else
    sdp = sdp_negotiation_create_offer (self->negotiation, &local, &error);
  if (sdp == NULL)
    {
      const guint code = error->domain == SDP_ERROR ? sdp_error_get_response (error->code) : 500;
      const char *warning = error->domain == SDP_ERROR ? sdp_error_get_warning (error->code) : NULL;

      g_message ("%s: refused a change: %s", self->id, error->message);
      phone_sip_driver_refuse_offer (driver, self->core_call, code, warning, NULL);
      if (g_error_matches (error, SDP_ERROR, SDP_ERROR_WEAKENING) ||
          g_error_matches (error, SDP_ERROR, SDP_ERROR_NO_ENCRYPTION))
        phone_call_emit_refused_weakening (self);
      return;
    }
  if (!phone_sip_driver_accept_offer (driver, self->core_call, sdp, &error) ||
      (is_offer && audio.accepted && !phone_call_apply_audio (self, &audio, &error)))
    g_message ("%s: %s", self->id, error->message);
  else if (is_offer)
    {
      if (!audio.accepted)
        media_session_withdraw (self->media);
      phone_call_set_hold (self, merge_hold (phone_call_is_held_by_us (self), audio.remote_hold));
    }
  phone_call_wipe_text (sdp);
}

/* A re-INVITE with what we want now */
static gboolean
begin_change (PhoneCall *self, GError **error)
{
  g_auto (PhoneCallLocalTexts) texts = { 0 };
  SdpLocal local;
  char *offer = NULL;

  if (!phone_call_fill_local (self, &local, &texts))
    g_set_error_literal (error, PHONE_ERROR, PHONE_ERROR_STATE, "no connection to the server");
  else
    offer = sdp_negotiation_create_offer (self->negotiation, &local, error);
  if (offer == NULL)
    return FALSE;
  self->change_open =
      phone_sip_driver_reinvite (phone_call_get_driver (self), self->core_call, offer, error);
  phone_call_wipe_text (offer);
  if (!self->change_open)
    sdp_negotiation_rollback (self->negotiation);
  return self->change_open;
}

/* The other side's own change is being confirmed: ours has to wait for its ACK (RFC 3261 14) */
static gboolean
is_offer_open (const GError *error)
{
  return g_error_matches (error, SIP_ERROR, SIP_ERROR_STATE);
}

static gboolean on_change_again (gpointer user_data);

static void
plan_change (PhoneCall *self, guint wait_ms)
{
  g_clear_handle_id (&self->change_id, g_source_remove);
  self->change_id = g_timeout_add (wait_ms, on_change_again, self);
}

static void
give_up_change (PhoneCall *self, const char *reason)
{
  self->move_wanted = FALSE;
  phone_call_set_hold_wanted (self, phone_call_is_held_by_us (self));
  g_message ("%s: %s", self->id, reason);
}

static gboolean
on_change_again (gpointer user_data)
{
  PhoneCall *self = user_data;
  g_autoptr (GError) error = NULL;

  self->change_id = 0;
  if (self->change_open ||
      (!self->move_wanted && self->hold_wanted == phone_call_is_held_by_us (self)) ||
      begin_change (self, &error))
    return G_SOURCE_REMOVE;
  if (is_offer_open (error) && self->changes_tried++ < CHANGE_TRIES_MAX)
    plan_change (self, CHANGE_WAIT_MS);
  else
    give_up_change (self, error->message);
  return G_SOURCE_REMOVE;
}

void
phone_call_handle_moved (PhoneCall *self)
{
  self->move_wanted = TRUE;
  if (self->change_open || self->change_id != 0)
    return; /* goes with that */
  self->changes_tried = 0;
  plan_change (self, 0);
}

void
phone_call_handle_reinvite_answered (PhoneCall *self, const SipOutput *output)
{
  g_autofree char *reason = NULL;
  g_autoptr (GError) error = NULL;

  self->change_open = FALSE;
  if (output->code >= 300)
    {
      sdp_negotiation_rollback (self->negotiation);
      if (output->code == 491)
        {
          const gint64 wait_us = output->retry_at_us > 0
                                     ? output->retry_at_us - g_get_monotonic_time ()
                                     : MAX (output->retry_s, 1) * G_USEC_PER_SEC;

          self->changes_tried = 0;
          plan_change (self, MAX (wait_us, 0) / 1000 + 1);
          return;
        }
      reason = g_strdup_printf ("change refused with %u", output->code);
      give_up_change (self, reason);
      return;
    }
  self->move_wanted = FALSE;
  if (!phone_call_take_answer (self, output->body, &error))
    {
      phone_call_refuse_answer (self, error);
      return;
    }
  phone_call_set_hold (self, merge_hold (self->hold_wanted, is_held_by_them (self)));
}

void
phone_call_send_next_info (PhoneCall *self)
{
  g_autofree char *body = NULL;
  g_autoptr (GError) error = NULL;
  char digit;

  if (self->dtmf_waiting == NULL || *self->dtmf_waiting == '\0' || self->core_call == 0)
    return;
  digit = self->dtmf_waiting[0];
  memmove (self->dtmf_waiting, self->dtmf_waiting + 1, strlen (self->dtmf_waiting));
  body = g_strdup_printf ("Signal=%c\r\nDuration=%d\r\n", digit, DTMF_DURATION_MS);
  if (!phone_sip_driver_info (phone_call_get_driver (self), self->core_call,
                              "application/dtmf-relay", body, &error))
    {
      g_message ("%s: %s", self->id, error->message);
      *self->dtmf_waiting = '\0';
    }
}

static gboolean
is_digit (char c)
{
  return strchr (DTMF_DIGITS, c) != NULL && c != '\0';
}

/* "Signal=5" in one of the lines (application/dtmf-relay) */
static char
find_signal (Slice body)
{
  g_autofree char *text = slice_dup (body);
  g_auto (GStrv) lines = g_strsplit_set (text, "\r\n", -1);

  for (char **line = lines; *line != NULL; line++)
    {
      const char *value = strchr (*line, '=');

      if (value == NULL ||
          g_ascii_strncasecmp (g_strchug (*line), "Signal", strlen ("Signal")) != 0)
        continue;
      value += 1 + strspn (value + 1, " \t");
      return *value;
    }
  return '\0';
}

/* Both forms that are in use (PROTOCOL 13): dtmf-relay with Signal=, dtmf with the bare key */
void
phone_call_handle_info (PhoneCall *self, const SipOutput *output)
{
  char text[2] = { 0 };
  Slice body;

  if (output->body == NULL || output->text == NULL)
    return;
  body = slice_trim (slice_from_bytes (output->body));
  if (g_ascii_strncasecmp (output->text, "application/dtmf-relay", 22) == 0)
    text[0] = find_signal (body);
  else if (g_ascii_strncasecmp (output->text, "application/dtmf", 16) == 0 && body.n > 0)
    text[0] = body.p[0];
  if (!is_digit (text[0]))
    return;
  text[0] = g_ascii_toupper (text[0]);
  phone_call_emit_dtmf (self, text);
}

static gboolean
ask_hold (PhoneCall *self, gboolean hold, GError **error)
{
  g_autoptr (GError) local_error = NULL;

  if (self->state != PHONE_CALL_STATE_ESTABLISHED || phone_call_is_over (self) ||
      self->change_open || self->change_id != 0)
    {
      g_set_error_literal (error, PHONE_ERROR, PHONE_ERROR_STATE,
                           self->state == PHONE_CALL_STATE_ESTABLISHED
                               ? "a change of the call is under way"
                               : "the call is not established");
      return FALSE;
    }
  if (hold == phone_call_is_held_by_us (self))
    return TRUE;
  phone_call_set_hold_wanted (self, hold);
  if (begin_change (self, &local_error))
    return TRUE;
  if (is_offer_open (local_error))
    {
      self->changes_tried = 0;
      plan_change (self, CHANGE_WAIT_MS);
      return TRUE;
    }
  phone_call_set_hold_wanted (self, !hold);
  g_set_error (error, PHONE_ERROR, PHONE_ERROR_STATE, "%s", local_error->message);
  return FALSE;
}

gboolean
phone_call_hold (PhoneCall *self, GError **error)
{
  g_return_val_if_fail (PHONE_IS_CALL (self), FALSE);
  return ask_hold (self, TRUE, error);
}

gboolean
phone_call_resume (PhoneCall *self, GError **error)
{
  g_return_val_if_fail (PHONE_IS_CALL (self), FALSE);
  return ask_hold (self, FALSE, error);
}

gboolean
phone_call_send_dtmf (PhoneCall *self, const char *digits, GError **error)
{
  g_return_val_if_fail (PHONE_IS_CALL (self), FALSE);
  if (self->state != PHONE_CALL_STATE_ESTABLISHED || phone_call_is_over (self))
    {
      g_set_error_literal (error, PHONE_ERROR, PHONE_ERROR_STATE, "the call is not established");
      return FALSE;
    }
  if (*digits == '\0' || strlen (digits) > DTMF_DIGITS_MAX ||
      digits[strspn (digits, DTMF_DIGITS)] != '\0')
    {
      g_set_error (error, PHONE_ERROR, PHONE_ERROR_SETTINGS,
                   "1 to %d of 0-9, *, #, A-D can be sent", DTMF_DIGITS_MAX);
      return FALSE;
    }
  if (!media_session_send_dtmf (self->media, digits))
    {
      const gboolean idle = self->dtmf_waiting == NULL || *self->dtmf_waiting == '\0';
      g_autofree char *before = g_steal_pointer (&self->dtmf_waiting);

      self->dtmf_waiting = g_strconcat (before != NULL ? before : "", digits, NULL);
      if (idle)
        phone_call_send_next_info (self);
    }
  return TRUE;
}
