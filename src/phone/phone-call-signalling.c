/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Linnet Authors */
/* What a call says and hears in SIP: placing, answering, ending. */
#define G_LOG_DOMAIN "phone-call-signalling"

#include "phone-call-private.h"

#include "phone-account-private.h"
#include "phone-engine-private.h"
#include "sip-message.h"
#include "sip-warning.h"
#include "util-secret.h"

#define REASON_NO_KEYS "SIP;cause=488;text=\"SRTP required\""

PhoneSipDriver *
phone_call_get_driver (PhoneCall *self)
{
  return self->engine != NULL ? phone_engine_get_driver (self->engine) : NULL;
}

gboolean
phone_call_is_over (PhoneCall *self)
{
  return self->state == PHONE_CALL_STATE_ENDED || self->stopping;
}

static void
end_with (PhoneCall *self, PhoneCallEndCause cause, guint code, const char *reason)
{
  if (phone_call_is_over (self))
    return;
  self->core_call = 0;
  phone_call_set_end (self, cause, code, reason);
  phone_call_finish (self);
}

static void
fail (PhoneCall *self, const GError *error)
{
  g_message ("%s: %s", self->id, error->message);
  end_with (self, PHONE_CALL_END_FAILED, 0, error->message);
}

void
phone_call_end_for (PhoneCall *self, PhoneCallEndCause cause, const char *reason_header)
{
  PhoneSipDriver *driver = phone_call_get_driver (self);

  if (phone_call_is_over (self))
    return;
  if (self->core_call == 0 || driver == NULL)
    {
      end_with (self, cause, 0, NULL);
      return;
    }
  if (self->planned_cause == PHONE_CALL_END_NONE)
    self->planned_cause = cause;
  phone_sip_driver_hangup (driver, self->core_call, reason_header);
}

void
phone_call_abandon (PhoneCall *self, PhoneCallEndCause cause, const char *reason)
{
  end_with (self, cause, 0, reason);
}

void
phone_call_account_failed (PhoneCall *self, PhoneCallEndCause cause, guint code, const char *reason)
{
  if (self->state == PHONE_CALL_STATE_CHECKING)
    end_with (self, cause, code, reason);
}

static gboolean
on_begin (gpointer user_data)
{
  PhoneCall *self = user_data;
  g_autoptr (GError) error = NULL;
  g_auto (PhoneCallLocalTexts) texts = { 0 };
  SdpLocal local;
  char *offer;

  self->begin_id = 0;
  if (self->account == NULL || phone_call_get_driver (self) == NULL)
    {
      end_with (self, PHONE_CALL_END_FAILED, 0, "the account is gone");
      return G_SOURCE_REMOVE;
    }
  if (!phone_call_open_media (self, &error) || !phone_call_fill_local (self, &local, &texts))
    {
      if (error == NULL)
        g_set_error_literal (&error, PHONE_ERROR, PHONE_ERROR_STATE, "no connection");
      fail (self, error);
      return G_SOURCE_REMOVE;
    }
  offer = sdp_negotiation_create_offer (self->negotiation, &local, &error);
  if (offer != NULL)
    self->core_call = phone_sip_driver_invite (phone_call_get_driver (self),
                                               phone_account_get_core_id (self->account),
                                               self->remote_uri, offer, &error);
  phone_call_wipe_text (offer);
  if (self->core_call == 0)
    {
      fail (self, error);
      return G_SOURCE_REMOVE;
    }
  phone_engine_bind_call (self->engine, self, self->core_call);
  self->began_us = g_get_monotonic_time ();
  phone_call_set_state (self, PHONE_CALL_STATE_CALLING);
  return G_SOURCE_REMOVE;
}

void
phone_call_account_ready (PhoneCall *self)
{
  if (self->state == PHONE_CALL_STATE_CHECKING && self->begin_id == 0 && !phone_call_is_over (self))
    self->begin_id = g_idle_add (on_begin, self);
}

/* Established means: keys on both sides are known and the sound is started with them */
static void
establish (PhoneCall *self)
{
  phone_call_set_state (self, PHONE_CALL_STATE_ESTABLISHED);
  if (self->state == PHONE_CALL_STATE_ESTABLISHED && !phone_call_is_over (self))
    phone_call_begin_ticks (self);
}

/* An answer without usable keys ends the call at once (PROTOCOL 12.1, SRTP-01) */
void
phone_call_refuse_answer (PhoneCall *self, const GError *error)
{
  g_message ("%s: answer refused: %s", self->id, error->message);
  if (g_error_matches (error, SDP_ERROR, SDP_ERROR_NO_CODEC) ||
      g_error_matches (error, SDP_ERROR, SDP_ERROR_MALFORMED) ||
      g_error_matches (error, SDP_ERROR, SDP_ERROR_TOO_LONG) ||
      g_error_matches (error, SDP_ERROR, SDP_ERROR_ADDRESS) || error->domain != SDP_ERROR)
    {
      phone_call_set_end (self, PHONE_CALL_END_FAILED, 0, error->message);
      phone_call_end_for (self, PHONE_CALL_END_FAILED, "SIP;cause=488;text=\"Not acceptable\"");
      return;
    }
  phone_call_set_end (self, PHONE_CALL_END_NOT_ENCRYPTED, 0, error->message);
  phone_call_end_for (self, PHONE_CALL_END_NOT_ENCRYPTED, REASON_NO_KEYS);
}

gboolean
phone_call_take_answer (PhoneCall *self, GBytes *body, GError **error)
{
  g_auto (SdpAudio) audio = SDP_AUDIO_INIT;

  if (body == NULL || g_bytes_get_size (body) == 0)
    {
      g_set_error_literal (error, SDP_ERROR, SDP_ERROR_NO_ENCRYPTION, "the answer has no session");
      return FALSE;
    }
  return sdp_negotiation_receive_answer (self->negotiation, slice_from_bytes (body), &audio,
                                         error) &&
         phone_call_apply_audio (self, &audio, error);
}

static void
handle_ringing (PhoneCall *self, const SipOutput *output)
{
  g_autoptr (GError) error = NULL;

  if (output->body != NULL && g_bytes_get_size (output->body) > 0)
    {
      /* Early sound without keys is not played; the final answer decides about the call */
      if (phone_call_take_answer (self, output->body, &error))
        phone_call_set_early_media (self, TRUE);
      else
        g_debug ("%s: no early media: %s", self->id, error->message);
    }
  if (output->code == 180)
    phone_call_set_state (self, PHONE_CALL_STATE_RINGING);
  else if (self->state == PHONE_CALL_STATE_CALLING)
    phone_call_set_state (self, PHONE_CALL_STATE_TRYING);
}

static void
handle_answered (PhoneCall *self, const SipOutput *output)
{
  g_autoptr (GError) error = NULL;

  phone_call_set_state (self, PHONE_CALL_STATE_ANSWERED);
  if (phone_call_is_over (self))
    return;
  if (!phone_call_take_answer (self, output->body, &error))
    {
      phone_call_refuse_answer (self, error);
      return;
    }
  establish (self);
}

/* Our 2xx carried an offer, so the answer comes with its ACK */
static void
handle_confirmed (PhoneCall *self, const SipOutput *output)
{
  g_autoptr (GError) error = NULL;

  if (!sdp_negotiation_has_offer (self->negotiation))
    return;
  if (!phone_call_take_answer (self, output->body, &error))
    phone_call_refuse_answer (self, error);
  else if (self->state == PHONE_CALL_STATE_ANSWERED)
    establish (self);
}

static gboolean
has_warning (const SipMessage *message, guint code)
{
  SipHeaderIter iter;
  Slice value;

  if (message == NULL)
    return FALSE;
  sip_header_iter_init (&iter, message, SIP_HEADER_WARNING);
  while (sip_header_iter_next (&iter, &value))
    {
      SipWarning warning;
      SipParseError error;

      if (sip_warning_parse (value, &warning, &error) && warning.code == code)
        return TRUE;
    }
  return FALSE;
}

static PhoneCallEndCause
map_final_code (const SipOutput *output)
{
  switch (output->code)
    {
    case 401:
    case 403:
    case 407:
      return PHONE_CALL_END_AUTHENTICATION;
    case 404:
    case 484:
    case 485:
    case 604:
      return PHONE_CALL_END_NO_SUCH_ADDRESS;
    case 408:
    case 487:
      return PHONE_CALL_END_NO_ANSWER;
    case 410:
      return PHONE_CALL_END_NOT_REACHABLE;
    case 415:
    case 488:
    case 606:
      return PHONE_CALL_END_NOT_ACCEPTABLE;
    case 416:
      return PHONE_CALL_END_SCHEME;
    case 480:
      return has_warning (output->message, 380) ? PHONE_CALL_END_SCHEME
                                                : PHONE_CALL_END_NOT_REACHABLE;
    case 486:
    case 600:
      return PHONE_CALL_END_BUSY;
    case 603:
    case 607:
      return PHONE_CALL_END_DECLINED;
    default:
      return PHONE_CALL_END_REFUSED;
    }
}

/* CANCEL with Reason SIP;cause=200: another device took it (RFC 3326, PROTOCOL 10.1) */
static gboolean
was_answered_elsewhere (const SipOutput *output)
{
  Slice reason;

  if (output->message == NULL || !sip_message_find (output->message, SIP_HEADER_REASON, &reason))
    return FALSE;
  return g_strstr_len (reason.p, reason.n, "cause=200") != NULL;
}

/* What ended here, without a word of the other side */
static PhoneCallEndCause
map_local_code (guint code)
{
  switch (code)
    {
    case 408: /* timer B: not even a 100 came */
      return PHONE_CALL_END_UNREACHABLE;
    case 488: /* answered without a session */
      return PHONE_CALL_END_NOT_ENCRYPTED;
    case 503:
      return PHONE_CALL_END_CONNECTION_LOST;
    default:
      return PHONE_CALL_END_FAILED;
    }
}

static PhoneCallEndCause
choose_cause (PhoneCall *self, const SipOutput *output)
{
  if (self->planned_cause != PHONE_CALL_END_NONE)
    return self->planned_cause;
  if (self->state >= PHONE_CALL_STATE_ANSWERED)
    return output->code == 200 ? PHONE_CALL_END_REMOTE : PHONE_CALL_END_CONNECTION_LOST;
  if (self->state == PHONE_CALL_STATE_INCOMING)
    return was_answered_elsewhere (output) ? PHONE_CALL_END_ELSEWHERE : PHONE_CALL_END_CANCELLED;
  return output->by_remote ? map_final_code (output) : map_local_code (output->code);
}

static void
handle_ended (PhoneCall *self, const SipOutput *output)
{
  PhoneCallEndCause cause = choose_cause (self, output);

  /* The answer crossed our CANCEL, or it was refused for another reason before it arrived */
  if (cause == PHONE_CALL_END_CANCELLED && self->direction == PHONE_CALL_DIRECTION_OUTGOING &&
      output->code != 0 && output->code != 487 && output->code != 200 && output->by_remote)
    cause = map_final_code (output);
  end_with (self, cause, output->code, output->text);
}

void
phone_call_handle_output (PhoneCall *self, const SipOutput *output)
{
  if (phone_call_is_over (self))
    return;
  if (output->provider_only)
    phone_call_set_next_hop_only (self, TRUE);
  switch (output->kind)
    {
    case SIP_OUTPUT_CALL_TRYING:
      if (self->state == PHONE_CALL_STATE_CALLING)
        phone_call_set_state (self, PHONE_CALL_STATE_TRYING);
      return;
    case SIP_OUTPUT_CALL_RINGING:
      handle_ringing (self, output);
      return;
    case SIP_OUTPUT_CALL_ANSWERED:
      handle_answered (self, output);
      return;
    case SIP_OUTPUT_CALL_CONFIRMED:
      handle_confirmed (self, output);
      return;
    case SIP_OUTPUT_CALL_OFFER:
      phone_call_handle_offer (self, output);
      return;
    case SIP_OUTPUT_CALL_REINVITE_ANSWERED:
      phone_call_handle_reinvite_answered (self, output);
      return;
    case SIP_OUTPUT_CALL_INFO:
      phone_call_handle_info (self, output);
      return;
    case SIP_OUTPUT_CALL_INFO_ANSWERED:
      phone_call_send_next_info (self);
      return;
    case SIP_OUTPUT_CALL_MOVED:
      phone_call_handle_moved (self);
      return;
    case SIP_OUTPUT_CALL_ENDED:
      handle_ended (self, output);
      return;
    case SIP_OUTPUT_CALL_OFFER_WITHDRAWN: /* offers are answered at once, so none is open */
    case SIP_OUTPUT_CALL_INCOMING:
    case SIP_OUTPUT_SEND:
    case SIP_OUTPUT_RECEIVED:
    case SIP_OUTPUT_CLOSE:
    case SIP_OUTPUT_REGISTERED:
    case SIP_OUTPUT_REGISTRATION_FAILED:
    case SIP_OUTPUT_UNREGISTERED:
    case SIP_OUTPUT_OPTIONS_ANSWERED:
      return;
    }
}

/* Whether an answer could be made, found out beside the call's own negotiation: what could not be
 * encrypted never rings (UI.md 5.6) */
static gboolean
is_acceptable (PhoneCall *self, GBytes *offer, GError **error)
{
  GInetSocketAddress *local_address = phone_account_get_local_address (self->account);
  g_autoptr (SdpNegotiation) probe = sdp_negotiation_new (phone_sip_driver_random, NULL);
  g_auto (SdpAudio) audio = SDP_AUDIO_INIT;
  g_autofree char *address = NULL;
  SdpLocal local;
  char *answer;

  if (local_address == NULL)
    return TRUE;
  address = g_inet_address_to_string (g_inet_socket_address_get_address (local_address));
  local = (SdpLocal){
    .address = address,
    .ipv6 = g_socket_address_get_family (G_SOCKET_ADDRESS (local_address)) == G_SOCKET_FAMILY_IPV6,
    .audio_rtp_port = 10000,
    .direction = SDP_DIRECTION_SENDRECV,
    .rtcp_mux = TRUE,
  };
  answer = sdp_negotiation_receive_offer (probe, slice_from_bytes (offer), &local, &audio, error);
  phone_call_wipe_text (answer);
  return answer != NULL;
}

static void
free_secret_bytes (gpointer bytes)
{
  GByteArray *array = bytes;

  secret_wipe (array->data, array->len);
  g_byte_array_unref (array);
}

/* The offer holds keys and waits until the user answers */
static GBytes *
copy_secret_bytes (GBytes *bytes)
{
  GByteArray *array = g_byte_array_sized_new (g_bytes_get_size (bytes));

  g_byte_array_append (array, g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  return g_bytes_new_with_free_func (array->data, array->len, free_secret_bytes, array);
}

gboolean
phone_call_receive_invite (PhoneCall *self, const SipOutput *output)
{
  PhoneSipDriver *driver = phone_call_get_driver (self);
  g_autoptr (GError) error = NULL;

  self->core_call = output->call;
  phone_call_set_next_hop_only (self, output->provider_only);
  if (output->body != NULL && g_bytes_get_size (output->body) > 0)
    {
      if (!is_acceptable (self, output->body, &error))
        {
          g_message ("%s: refused: %s", self->id, error->message);
          phone_sip_driver_reject (driver, output->call, sdp_error_get_response (error->code),
                                   sdp_error_get_warning (error->code), NULL);
          return FALSE;
        }
      self->offer = copy_secret_bytes (output->body);
      phone_call_set_agreed (self, "sdes", NULL, NULL);
    }
  if (!phone_sip_driver_ring (driver, output->call, &error))
    g_message ("%s: %s", self->id, error->message);
  return TRUE;
}

gboolean
phone_call_answer (PhoneCall *self, PhoneMediaOptions *options, GError **error)
{
  g_auto (PhoneCallLocalTexts) texts = { 0 };
  g_auto (SdpAudio) audio = SDP_AUDIO_INIT;
  g_autoptr (GError) local_error = NULL;
  SdpLocal local;
  char *sdp = NULL;

  g_return_val_if_fail (PHONE_IS_CALL (self), FALSE);
  if (self->state != PHONE_CALL_STATE_INCOMING || phone_call_is_over (self) ||
      self->planned_cause != PHONE_CALL_END_NONE)
    {
      g_set_error_literal (error, PHONE_ERROR, PHONE_ERROR_STATE, "the call does not ring here");
      return FALSE;
    }
  g_set_object (&self->options, options);
  if (!phone_call_open_media (self, &local_error) || !phone_call_fill_local (self, &local, &texts))
    ;
  else if (self->offer != NULL)
    sdp = sdp_negotiation_receive_offer (self->negotiation, slice_from_bytes (self->offer), &local,
                                         &audio, &local_error);
  else
    sdp = sdp_negotiation_create_offer (self->negotiation, &local, &local_error);
  if (sdp == NULL ||
      !phone_sip_driver_answer (phone_call_get_driver (self), self->core_call, sdp, &local_error))
    {
      phone_call_wipe_text (sdp);
      g_set_error (error, PHONE_ERROR, PHONE_ERROR_FAILED, "%s",
                   local_error != NULL ? local_error->message : "no connection to the server");
      phone_call_set_end (self, PHONE_CALL_END_FAILED, 0,
                          local_error != NULL ? local_error->message : NULL);
      phone_sip_driver_reject (phone_call_get_driver (self), self->core_call, 488, NULL, NULL);
      end_with (self, PHONE_CALL_END_FAILED, 488, NULL);
      return FALSE;
    }
  phone_call_wipe_text (sdp);
  phone_call_set_state (self, PHONE_CALL_STATE_ANSWERED);
  if (self->offer == NULL) /* the keys of the other side come with the ACK */
    return TRUE;
  if (phone_call_apply_audio (self, &audio, &local_error))
    establish (self);
  else
    phone_call_refuse_answer (self, local_error);
  return TRUE;
}

gboolean
phone_call_reject (PhoneCall *self, guint code, GError **error)
{
  g_return_val_if_fail (PHONE_IS_CALL (self), FALSE);
  if (code == 0)
    code = 603;
  if (self->state != PHONE_CALL_STATE_INCOMING || phone_call_is_over (self))
    {
      g_set_error_literal (error, PHONE_ERROR, PHONE_ERROR_STATE, "the call does not ring here");
      return FALSE;
    }
  if (code < 400 || code > 699 || code == 401 || code == 407)
    {
      g_set_error (error, PHONE_ERROR, PHONE_ERROR_SETTINGS, "%u refuses no call", code);
      return FALSE;
    }
  phone_sip_driver_reject (phone_call_get_driver (self), self->core_call, code, NULL, NULL);
  end_with (self, PHONE_CALL_END_REJECTED, code, NULL);
  return TRUE;
}

void
phone_call_hangup (PhoneCall *self)
{
  g_return_if_fail (PHONE_IS_CALL (self));
  switch (self->state)
    {
    case PHONE_CALL_STATE_CHECKING:
      end_with (self, PHONE_CALL_END_CANCELLED, 0, NULL);
      return;
    case PHONE_CALL_STATE_CALLING:
    case PHONE_CALL_STATE_TRYING:
    case PHONE_CALL_STATE_RINGING:
      phone_call_end_for (self, PHONE_CALL_END_CANCELLED, NULL);
      return;
    case PHONE_CALL_STATE_INCOMING:
      phone_call_reject (self, 603, NULL);
      return;
    case PHONE_CALL_STATE_ANSWERED:
    case PHONE_CALL_STATE_ESTABLISHED:
      phone_call_end_for (self, PHONE_CALL_END_LOCAL, NULL);
      return;
    case PHONE_CALL_STATE_ENDED:
      return;
    }
}
