/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Linnet Authors */
/* The call as an object: its properties and signals. */
#define G_LOG_DOMAIN "phone-call"

#include "phone-call.h"

#include "phone-account.h"
#include "phone-call-private.h"

enum
{
  PROP_0,
  PROP_ID,
  PROP_ACCOUNT,
  PROP_DIRECTION,
  PROP_STATE,
  PROP_HOLD,
  PROP_REMOTE_URI,
  PROP_REMOTE_NAME,
  PROP_REMOTE_LABEL,
  PROP_ASSERTED,
  PROP_KEYING,
  PROP_SUITE,
  PROP_CODEC,
  PROP_END_TO_END,
  PROP_NEXT_HOP_ONLY,
  PROP_EARLY_MEDIA,
  PROP_MUTED,
  PROP_RECEIVING,
  PROP_MEDIA_LOST,
  PROP_ESTABLISHED_US,
  PROP_ESTABLISHED_UNIX,
  PROP_SETUP_MS,
  PROP_DURATION_MS,
  PROP_END_CAUSE,
  PROP_END_CODE,
  PROP_END_REASON,
  N_PROPS
};
static GParamSpec *properties[N_PROPS];

enum
{
  MEDIA,
  STATS,
  ECHO,
  DTMF,
  MEDIA_GONE,
  REFUSED_WEAKENING,
  WARNING,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (PhoneCall, phone_call, G_TYPE_OBJECT)

static void
notify (PhoneCall *self, int property)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[property]);
}

static void
set_flag (PhoneCall *self, gboolean *field, gboolean value, int property)
{
  if (*field == !!value)
    return;
  *field = !!value;
  notify (self, property);
}

static void
set_string (PhoneCall *self, char **field, const char *value, int property)
{
  if (g_strcmp0 (*field, value) == 0)
    return;
  g_free (*field);
  *field = g_strdup (value);
  notify (self, property);
}

void
phone_call_set_state (PhoneCall *self, PhoneCallState state)
{
  if (self->state == state)
    return;
  g_debug ("%s: %s -> %s", self->id, phone_call_state_to_string (self->state),
           phone_call_state_to_string (state));
  self->state = state;
  if (state == PHONE_CALL_STATE_ESTABLISHED)
    {
      self->established_us = g_get_monotonic_time ();
      self->established_unix = g_get_real_time () / G_USEC_PER_SEC;
      self->setup_ms = (self->established_us - self->began_us) / 1000;
      notify (self, PROP_ESTABLISHED_US);
      notify (self, PROP_ESTABLISHED_UNIX);
      notify (self, PROP_SETUP_MS);
    }
  notify (self, PROP_STATE);
}

gboolean
phone_call_is_held_by_us (PhoneCall *self)
{
  return self->hold == PHONE_CALL_HOLD_LOCAL || self->hold == PHONE_CALL_HOLD_BOTH;
}

/* Hold is sendonly (RFC 3264 8.4), and nobody who holds wants to be heard: silence is sent from the
 * wish to hold until the end of the hold was agreed on */
static void
update_silence (PhoneCall *self)
{
  if (self->media != NULL)
    media_session_set_muted (self->media,
                             self->muted || self->hold_wanted || phone_call_is_held_by_us (self));
}

void
phone_call_set_hold_wanted (PhoneCall *self, gboolean hold)
{
  self->hold_wanted = hold;
  update_silence (self);
}

void
phone_call_set_hold (PhoneCall *self, PhoneCallHold hold)
{
  if (self->hold == hold)
    return;
  self->hold = hold;
  update_silence (self);
  notify (self, PROP_HOLD);
}

void
phone_call_set_agreed (PhoneCall *self, const char *keying, const char *suite, const char *codec)
{
  set_string (self, &self->keying, keying, PROP_KEYING);
  set_string (self, &self->suite, suite, PROP_SUITE);
  set_string (self, &self->codec, codec, PROP_CODEC);
}

void
phone_call_set_early_media (PhoneCall *self, gboolean early_media)
{
  set_flag (self, &self->early_media, early_media, PROP_EARLY_MEDIA);
}

void
phone_call_set_receiving (PhoneCall *self, gboolean receiving)
{
  set_flag (self, &self->receiving, receiving, PROP_RECEIVING);
}

void
phone_call_set_media_lost (PhoneCall *self, gboolean lost)
{
  set_flag (self, &self->media_lost, lost, PROP_MEDIA_LOST);
}

void
phone_call_set_next_hop_only (PhoneCall *self, gboolean next_hop_only)
{
  set_flag (self, &self->next_hop_only, next_hop_only, PROP_NEXT_HOP_ONLY);
}

void
phone_call_set_end (PhoneCall *self, PhoneCallEndCause cause, guint code, const char *reason)
{
  if (self->end_cause != PHONE_CALL_END_NONE)
    return;
  self->end_cause = cause;
  self->end_code = code;
  self->end_reason = g_strdup (reason);
  self->duration_ms = phone_call_get_duration_ms (self);
  notify (self, PROP_DURATION_MS);
  notify (self, PROP_END_CAUSE);
  notify (self, PROP_END_CODE);
  notify (self, PROP_END_REASON);
}

void
phone_call_set_muted (PhoneCall *self, gboolean muted)
{
  g_return_if_fail (PHONE_IS_CALL (self));
  if (self->state == PHONE_CALL_STATE_ENDED)
    return;
  set_flag (self, &self->muted, muted, PROP_MUTED);
  update_silence (self);
}

void
phone_call_emit_media (PhoneCall *self, guint first_rx_ms)
{
  g_signal_emit (self, signals[MEDIA], 0, first_rx_ms);
}

void
phone_call_emit_stats (PhoneCall *self)
{
  g_signal_emit (self, signals[STATS], 0, &self->stats);
}

void
phone_call_emit_echo (PhoneCall *self)
{
  g_signal_emit (self, signals[ECHO], 0, self->echo_match, self->echo_delay_ms);
}

void
phone_call_emit_dtmf (PhoneCall *self, const char *digit)
{
  g_signal_emit (self, signals[DTMF], 0, digit);
}

void
phone_call_emit_media_gone (PhoneCall *self, guint seconds)
{
  g_signal_emit (self, signals[MEDIA_GONE], 0, seconds);
}

void
phone_call_emit_refused_weakening (PhoneCall *self)
{
  g_signal_emit (self, signals[REFUSED_WEAKENING], 0);
}

void
phone_call_emit_warning (PhoneCall *self, const char *id, const char *detail)
{
  g_signal_emit (self, signals[WARNING], 0, id, detail);
}

const char *
phone_call_get_id (PhoneCall *self)
{
  return self->id;
}

PhoneAccount *
phone_call_get_account (PhoneCall *self)
{
  return self->account;
}

PhoneCallDirection
phone_call_get_direction (PhoneCall *self)
{
  return self->direction;
}

PhoneCallState
phone_call_get_state (PhoneCall *self)
{
  return self->state;
}

PhoneCallHold
phone_call_get_hold (PhoneCall *self)
{
  return self->hold;
}

const char *
phone_call_get_remote_uri (PhoneCall *self)
{
  return self->remote_uri;
}

const char *
phone_call_get_remote_name (PhoneCall *self)
{
  return self->remote_name;
}

const char *
phone_call_get_remote_label (PhoneCall *self)
{
  return self->remote_label;
}

const char *
phone_call_get_asserted (PhoneCall *self)
{
  return self->asserted;
}

const char *
phone_call_get_keying (PhoneCall *self)
{
  return self->keying;
}

const char *
phone_call_get_suite (PhoneCall *self)
{
  return self->suite;
}

const char *
phone_call_get_codec (PhoneCall *self)
{
  return self->codec;
}

gboolean
phone_call_get_end_to_end (PhoneCall *self)
{
  return self->end_to_end;
}

gboolean
phone_call_get_next_hop_only (PhoneCall *self)
{
  return self->next_hop_only;
}

gboolean
phone_call_get_early_media (PhoneCall *self)
{
  return self->early_media;
}

gboolean
phone_call_get_muted (PhoneCall *self)
{
  return self->muted;
}

gboolean
phone_call_get_receiving (PhoneCall *self)
{
  return self->receiving;
}

gboolean
phone_call_get_media_lost (PhoneCall *self)
{
  return self->media_lost;
}

gint64
phone_call_get_established_us (PhoneCall *self)
{
  return self->established_us;
}

gint64
phone_call_get_established_unix (PhoneCall *self)
{
  return self->established_unix;
}

guint
phone_call_get_setup_ms (PhoneCall *self)
{
  return self->setup_ms;
}

guint
phone_call_get_duration_ms (PhoneCall *self)
{
  if (self->established_us == 0 || self->duration_ms != 0)
    return self->duration_ms;
  return (g_get_monotonic_time () - self->established_us) / 1000;
}

PhoneCallEndCause
phone_call_get_end_cause (PhoneCall *self)
{
  return self->end_cause;
}

guint
phone_call_get_end_code (PhoneCall *self)
{
  return self->end_code;
}

const char *
phone_call_get_end_reason (PhoneCall *self)
{
  return self->end_reason;
}

gboolean
phone_call_get_heard (PhoneCall *self)
{
  return self->heard;
}

gboolean
phone_call_get_echo_result (PhoneCall *self, double *match, int *delay_ms)
{
  if (!self->has_echo)
    return FALSE;
  *match = self->echo_match;
  *delay_ms = self->echo_delay_ms;
  return TRUE;
}

static void
phone_call_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  PhoneCall *self = PHONE_CALL (object);

  switch (id)
    {
    case PROP_ID:
      g_value_set_string (value, self->id);
      break;
    case PROP_ACCOUNT:
      g_value_set_object (value, self->account);
      break;
    case PROP_DIRECTION:
      g_value_set_enum (value, self->direction);
      break;
    case PROP_STATE:
      g_value_set_enum (value, self->state);
      break;
    case PROP_HOLD:
      g_value_set_enum (value, self->hold);
      break;
    case PROP_REMOTE_URI:
      g_value_set_string (value, self->remote_uri);
      break;
    case PROP_REMOTE_NAME:
      g_value_set_string (value, self->remote_name);
      break;
    case PROP_REMOTE_LABEL:
      g_value_set_string (value, self->remote_label);
      break;
    case PROP_ASSERTED:
      g_value_set_string (value, self->asserted);
      break;
    case PROP_KEYING:
      g_value_set_string (value, self->keying);
      break;
    case PROP_SUITE:
      g_value_set_string (value, self->suite);
      break;
    case PROP_CODEC:
      g_value_set_string (value, self->codec);
      break;
    case PROP_END_TO_END:
      g_value_set_boolean (value, self->end_to_end);
      break;
    case PROP_NEXT_HOP_ONLY:
      g_value_set_boolean (value, self->next_hop_only);
      break;
    case PROP_EARLY_MEDIA:
      g_value_set_boolean (value, self->early_media);
      break;
    case PROP_MUTED:
      g_value_set_boolean (value, self->muted);
      break;
    case PROP_RECEIVING:
      g_value_set_boolean (value, self->receiving);
      break;
    case PROP_MEDIA_LOST:
      g_value_set_boolean (value, self->media_lost);
      break;
    case PROP_ESTABLISHED_US:
      g_value_set_int64 (value, self->established_us);
      break;
    case PROP_ESTABLISHED_UNIX:
      g_value_set_int64 (value, self->established_unix);
      break;
    case PROP_SETUP_MS:
      g_value_set_uint (value, self->setup_ms);
      break;
    case PROP_DURATION_MS:
      g_value_set_uint (value, phone_call_get_duration_ms (self));
      break;
    case PROP_END_CAUSE:
      g_value_set_enum (value, self->end_cause);
      break;
    case PROP_END_CODE:
      g_value_set_uint (value, self->end_code);
      break;
    case PROP_END_REASON:
      g_value_set_string (value, self->end_reason);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
phone_call_dispose (GObject *object)
{
  PhoneCall *self = PHONE_CALL (object);

  g_clear_handle_id (&self->begin_id, g_source_remove);
  g_clear_handle_id (&self->tick_id, g_source_remove);
  g_clear_handle_id (&self->stop_id, g_source_remove);
  g_clear_handle_id (&self->change_id, g_source_remove);
  phone_call_drop_media (self);
  g_clear_weak_pointer (&self->engine);
  g_clear_weak_pointer (&self->account);

  G_OBJECT_CLASS (phone_call_parent_class)->dispose (object);
}

static void
phone_call_finalize (GObject *object)
{
  PhoneCall *self = PHONE_CALL (object);

  g_free (self->id);
  g_free (self->remote_uri);
  g_free (self->remote_name);
  g_free (self->remote_label);
  g_free (self->asserted);
  g_free (self->keying);
  g_free (self->suite);
  g_free (self->codec);
  g_free (self->end_reason);
  g_free (self->dtmf_waiting);
  g_clear_object (&self->options);
  g_clear_pointer (&self->negotiation, sdp_negotiation_free);
  g_clear_pointer (&self->offer, g_bytes_unref);

  G_OBJECT_CLASS (phone_call_parent_class)->finalize (object);
}

static void
install_properties (GObjectClass *object_class)
{
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  properties[PROP_ID] = g_param_spec_string ("id", NULL, NULL, NULL, flags);
  properties[PROP_ACCOUNT] = g_param_spec_object ("account", NULL, NULL, PHONE_TYPE_ACCOUNT, flags);
  properties[PROP_DIRECTION] = g_param_spec_enum (
      "direction", NULL, NULL, PHONE_TYPE_CALL_DIRECTION, PHONE_CALL_DIRECTION_OUTGOING, flags);
  properties[PROP_STATE] = g_param_spec_enum ("state", NULL, NULL, PHONE_TYPE_CALL_STATE,
                                              PHONE_CALL_STATE_CHECKING, flags);
  properties[PROP_HOLD] =
      g_param_spec_enum ("hold", NULL, NULL, PHONE_TYPE_CALL_HOLD, PHONE_CALL_HOLD_NONE, flags);
  properties[PROP_REMOTE_URI] = g_param_spec_string ("remote-uri", NULL, NULL, NULL, flags);
  properties[PROP_REMOTE_NAME] = g_param_spec_string ("remote-name", NULL, NULL, NULL, flags);
  properties[PROP_REMOTE_LABEL] = g_param_spec_string ("remote-label", NULL, NULL, NULL, flags);
  properties[PROP_ASSERTED] = g_param_spec_string ("asserted", NULL, NULL, NULL, flags);
  properties[PROP_KEYING] = g_param_spec_string ("keying", NULL, NULL, NULL, flags);
  properties[PROP_SUITE] = g_param_spec_string ("suite", NULL, NULL, NULL, flags);
  properties[PROP_CODEC] = g_param_spec_string ("codec", NULL, NULL, NULL, flags);
  properties[PROP_END_TO_END] = g_param_spec_boolean ("end-to-end", NULL, NULL, FALSE, flags);
  properties[PROP_NEXT_HOP_ONLY] = g_param_spec_boolean ("next-hop-only", NULL, NULL, FALSE, flags);
  properties[PROP_EARLY_MEDIA] = g_param_spec_boolean ("early-media", NULL, NULL, FALSE, flags);
  properties[PROP_MUTED] = g_param_spec_boolean ("muted", NULL, NULL, FALSE, flags);
  properties[PROP_RECEIVING] = g_param_spec_boolean ("receiving", NULL, NULL, TRUE, flags);
  properties[PROP_MEDIA_LOST] = g_param_spec_boolean ("media-lost", NULL, NULL, FALSE, flags);
  properties[PROP_ESTABLISHED_US] =
      g_param_spec_int64 ("established-us", NULL, NULL, 0, G_MAXINT64, 0, flags);
  properties[PROP_ESTABLISHED_UNIX] =
      g_param_spec_int64 ("established-unix", NULL, NULL, 0, G_MAXINT64, 0, flags);
  properties[PROP_SETUP_MS] = g_param_spec_uint ("setup-ms", NULL, NULL, 0, G_MAXUINT, 0, flags);
  properties[PROP_DURATION_MS] =
      g_param_spec_uint ("duration-ms", NULL, NULL, 0, G_MAXUINT, 0, flags);
  properties[PROP_END_CAUSE] = g_param_spec_enum (
      "end-cause", NULL, NULL, PHONE_TYPE_CALL_END_CAUSE, PHONE_CALL_END_NONE, flags);
  properties[PROP_END_CODE] = g_param_spec_uint ("end-code", NULL, NULL, 0, 699, 0, flags);
  properties[PROP_END_REASON] = g_param_spec_string ("end-reason", NULL, NULL, NULL, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
phone_call_class_init (PhoneCallClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GType type = G_TYPE_FROM_CLASS (klass);

  object_class->get_property = phone_call_get_property;
  object_class->dispose = phone_call_dispose;
  object_class->finalize = phone_call_finalize;
  install_properties (object_class);

  signals[MEDIA] = g_signal_new ("media", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE,
                                 1, G_TYPE_UINT);
  signals[STATS] = g_signal_new ("stats", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE,
                                 1, PHONE_TYPE_CALL_STATS | G_SIGNAL_TYPE_STATIC_SCOPE);
  signals[ECHO] = g_signal_new ("echo", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE,
                                2, G_TYPE_DOUBLE, G_TYPE_INT);
  signals[DTMF] = g_signal_new ("dtmf", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE,
                                1, G_TYPE_STRING);
  signals[MEDIA_GONE] = g_signal_new ("media-gone", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                      G_TYPE_NONE, 1, G_TYPE_UINT);
  signals[REFUSED_WEAKENING] = g_signal_new ("refused-weakening", type, G_SIGNAL_RUN_LAST, 0, NULL,
                                             NULL, NULL, G_TYPE_NONE, 0);
  signals[WARNING] = g_signal_new ("warning", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 2, G_TYPE_STRING, G_TYPE_STRING);
}

static void
phone_call_init (PhoneCall *self)
{
  self->receiving = TRUE;
  self->began_us = g_get_monotonic_time ();
}

static char *
make_label (const char *uri, const char *name)
{
  if (name != NULL && *name != '\0')
    return g_strdup (name);
  if (g_str_has_prefix (uri, "sips:"))
    return g_strdup (uri + strlen ("sips:"));
  if (g_str_has_prefix (uri, "sip:"))
    return g_strdup (uri + strlen ("sip:"));
  return g_strdup (uri);
}

PhoneCall *
phone_call_new (PhoneEngine *engine,
                PhoneAccount *account,
                const char *id,
                PhoneCallDirection direction,
                const char *remote_uri,
                const char *remote_name,
                const char *asserted,
                PhoneMediaOptions *options)
{
  PhoneCall *self = g_object_new (PHONE_TYPE_CALL, NULL);

  g_set_weak_pointer (&self->engine, engine);
  g_set_weak_pointer (&self->account, account);
  self->id = g_strdup (id);
  self->direction = direction;
  self->state = direction == PHONE_CALL_DIRECTION_INCOMING ? PHONE_CALL_STATE_INCOMING
                                                           : PHONE_CALL_STATE_CHECKING;
  self->remote_uri = g_strdup (remote_uri);
  self->remote_name = g_strdup (remote_name);
  self->remote_label = make_label (remote_uri, remote_name);
  self->asserted = g_strdup (asserted);
  self->options = options != NULL ? phone_media_options_copy (options) : NULL;
  self->negotiation = sdp_negotiation_new (phone_sip_driver_random, NULL);
  return self;
}
