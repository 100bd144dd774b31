/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Linnet Authors */
/* The sound of a call: its session, what SDP says of it, its figures and its end. */
#define G_LOG_DOMAIN "phone-call-media"

#include "phone-call-private.h"

#include "media-probe.h"
#include "phone-account-private.h"
#include "phone-engine-private.h"
#include "util-secret.h"

#define TICK_S 1
#define STATS_EVERY_TICKS 5
/* How long the last figures of a stopped session are waited for */
#define STOP_TIMEOUT_MS 2000
#define MEDIA_LOST_AFTER_S 30
#define MEDIA_HANGUP_AFTER_S 120

void
phone_call_wipe_text (char *text)
{
  if (text == NULL)
    return;
  secret_wipe (text, strlen (text));
  g_free (text);
}

static void
take_figures (PhoneCall *self)
{
  MediaStats media;

  if (self->media == NULL)
    return;
  media_session_get_stats (self->media, &media);
  self->stats = (PhoneCallStats){
    .rx_packets = media.rx_packets,
    .rx_lost = MAX (media.rx_lost, 0),
    .rx_bytes = media.rx_bytes,
    .tx_packets = media.tx_packets,
    .tx_bytes = media.tx_bytes,
    .jitter_ms = media.rx_packets > 0 ? media.jitter_ms : -1,
    .rtt_ms = media.rtt_ms,
    .srtp_failures = media.srtp_failures,
    .mos = media.mos,
  };
  self->has_stats = self->established_us != 0;
  if (media.rx_packets > 0)
    self->heard = TRUE;
  self->has_echo =
      media_session_get_echo_result (self->media, &self->echo_match, &self->echo_delay_ms);
}

gboolean
phone_call_get_stats (PhoneCall *self, PhoneCallStats *out)
{
  g_return_val_if_fail (PHONE_IS_CALL (self), FALSE);
  take_figures (self);
  *out = self->has_stats ? self->stats : (PhoneCallStats){ 0 };
  return self->has_stats;
}

static void
on_first_packet (MediaSession *media, PhoneCall *self)
{
  self->heard = TRUE;
  self->first_packet_us = g_get_monotonic_time ();
  if (self->state == PHONE_CALL_STATE_ESTABLISHED)
    phone_call_emit_media (self, (self->first_packet_us - self->established_us) / 1000);
}

static void
on_dtmf (MediaSession *media, const char *digit, PhoneCall *self)
{
  if (self->state == PHONE_CALL_STATE_ESTABLISHED)
    phone_call_emit_dtmf (self, digit);
}

static void
on_lost (MediaSession *media, guint seconds, PhoneCall *self)
{
  if (self->state != PHONE_CALL_STATE_ESTABLISHED)
    return;
  phone_call_set_receiving (self, FALSE);
  if (seconds >= MEDIA_LOST_AFTER_S)
    phone_call_set_media_lost (self, TRUE);
  phone_call_emit_media_gone (self, seconds);
  if (seconds >= MEDIA_HANGUP_AFTER_S)
    phone_call_end_for (self, PHONE_CALL_END_MEDIA_LOST,
                        "SIP;cause=408;text=\"No media received\"");
}

static void
on_warning (MediaSession *media, const char *id, const char *detail, PhoneCall *self)
{
  phone_call_emit_warning (self, id, detail);
}

/* Without a wish of its own a call uses microphone and loudspeaker */
static PhoneMediaOptions *
default_options (void)
{
  PhoneMediaOptions *options = phone_media_options_new ();

  phone_media_options_set_source (options, PHONE_MEDIA_SOURCE_MICROPHONE);
  phone_media_options_set_speaker (options, TRUE);
  return options;
}

static MediaSource
map_source (PhoneMediaSource source)
{
  switch (source)
    {
    case PHONE_MEDIA_SOURCE_SILENCE:
      return MEDIA_SOURCE_SILENCE;
    case PHONE_MEDIA_SOURCE_MICROPHONE:
      return MEDIA_SOURCE_DEVICE;
    case PHONE_MEDIA_SOURCE_FILE:
      return MEDIA_SOURCE_FILE;
    case PHONE_MEDIA_SOURCE_ECHO:
      return MEDIA_SOURCE_ECHO;
    }
  g_return_val_if_reached (MEDIA_SOURCE_SILENCE);
}

/* "" of a preference is the system's default */
static char *
device_preference (PhoneCall *self, const char *name)
{
  PhonePreferences *preferences =
      self->engine != NULL ? phone_engine_get_preferences (self->engine) : NULL;
  g_autofree char *id = NULL;

  if (preferences == NULL)
    return NULL;
  g_object_get (preferences, name, &id, NULL);
  return id == NULL || *id == '\0' ? NULL : g_steal_pointer (&id);
}

static gboolean
wants_constant_bit_rate (PhoneCall *self)
{
  PhonePreferences *preferences =
      self->engine != NULL ? phone_engine_get_preferences (self->engine) : NULL;
  gboolean preferred = FALSE;

  if (preferences != NULL)
    g_object_get (preferences, "constant-bit-rate", &preferred, NULL);
  return preferred || phone_media_options_get_constant_bit_rate (self->options);
}

gboolean
phone_call_open_media (PhoneCall *self, GError **error)
{
  g_autofree char *input = device_preference (self, "microphone");
  g_autofree char *output = device_preference (self, "speaker");
  GInetSocketAddress *local;

  if (self->account == NULL || (local = phone_account_get_local_address (self->account)) == NULL)
    {
      g_set_error_literal (error, PHONE_ERROR, PHONE_ERROR_STATE, "no connection to the server");
      return FALSE;
    }
  if (self->options == NULL)
    self->options = default_options ();
  self->media = media_session_new (&(MediaSessionOptions){
      .source = map_source (phone_media_options_get_source (self->options)),
      .source_file = phone_media_options_get_play_file (self->options),
      .record_file = phone_media_options_get_record_file (self->options),
      .play_to_speaker = phone_media_options_get_speaker (self->options),
      .input_device = input,
      .output_device = output,
      .expect_echo = phone_media_options_get_expect_echo (self->options),
      .cbr = wants_constant_bit_rate (self),
  });
  g_signal_connect (self->media, "first-packet", G_CALLBACK (on_first_packet), self);
  g_signal_connect (self->media, "dtmf", G_CALLBACK (on_dtmf), self);
  g_signal_connect (self->media, "lost", G_CALLBACK (on_lost), self);
  g_signal_connect (self->media, "warning", G_CALLBACK (on_warning), self);
  media_session_set_muted (self->media, self->muted);
  return media_session_bind (self->media, g_inet_socket_address_get_address (local), error);
}

void
phone_call_drop_media (PhoneCall *self)
{
  if (self->media == NULL)
    return;
  g_signal_handlers_disconnect_by_data (self->media, self);
  media_session_stop (self->media);
  g_clear_object (&self->media);
}

void
phone_call_local_texts_clear (PhoneCallLocalTexts *texts)
{
  g_clear_pointer (&texts->address, g_free);
  g_clear_pointer (&texts->codecs, g_strfreev);
}

/* Those of the call, else of the preferences; none whose plugin is not installed */
static char **
choose_codecs (PhoneCall *self)
{
  PhonePreferences *preferences =
      self->engine != NULL ? phone_engine_get_preferences (self->engine) : NULL;
  const char *const *wanted = phone_media_options_get_codecs (self->options);
  g_autoptr (GStrvBuilder) codecs = g_strv_builder_new ();
  g_auto (GStrv) preferred = NULL;

  if ((wanted == NULL || wanted[0] == NULL) && preferences != NULL)
    {
      g_object_get (preferences, "audio-codecs", &preferred, NULL);
      wanted = (const char *const *) preferred;
    }
  for (; wanted != NULL && *wanted != NULL; wanted++)
    if (media_has_codec (*wanted))
      g_strv_builder_add (codecs, *wanted);
  return g_strv_builder_end (codecs);
}

gboolean
phone_call_fill_local (PhoneCall *self, SdpLocal *local, PhoneCallLocalTexts *texts)
{
  GInetSocketAddress *socket_address =
      self->account != NULL ? phone_account_get_local_address (self->account) : NULL;
  GInetAddress *address;

  if (socket_address == NULL || self->media == NULL)
    return FALSE;
  address = g_inet_socket_address_get_address (socket_address);
  texts->address = g_inet_address_to_string (address);
  texts->codecs = choose_codecs (self);
  *local = (SdpLocal){
    .address = texts->address,
    .ipv6 = g_inet_address_get_family (address) == G_SOCKET_FAMILY_IPV6,
    .audio_rtp_port = media_session_get_rtp_port (self->media),
    .audio_rtcp_port = media_session_get_rtcp_port (self->media),
    .audio_codecs = texts->codecs[0] != NULL ? (const char *const *) texts->codecs : NULL,
    .direction = self->hold_wanted ? SDP_DIRECTION_SENDONLY : SDP_DIRECTION_SENDRECV,
    .cbr = wants_constant_bit_rate (self),
    .rtcp_mux = TRUE,
  };
  return TRUE;
}

static GInetSocketAddress *
make_remote (const char *host, guint16 port)
{
  g_autoptr (GInetAddress) address = g_inet_address_new_from_string (host);

  return address == NULL ? NULL : G_INET_SOCKET_ADDRESS (g_inet_socket_address_new (address, port));
}

gboolean
phone_call_apply_audio (PhoneCall *self, const SdpAudio *audio, GError **error)
{
  g_autoptr (GInetSocketAddress) rtp = NULL;
  g_autoptr (GInetSocketAddress) rtcp = NULL;
  const gboolean answered = self->state >= PHONE_CALL_STATE_INCOMING;
  MediaAudioParameters parameters;

  if (!audio->accepted)
    {
      g_set_error_literal (error, SDP_ERROR, SDP_ERROR_REFUSED, "the audio was refused");
      return FALSE;
    }
  rtp = make_remote (audio->remote_address, audio->remote_rtp_port);
  rtcp = make_remote (audio->remote_rtcp_address != NULL ? audio->remote_rtcp_address
                                                         : audio->remote_address,
                      audio->remote_rtcp_port);
  if (rtp == NULL)
    {
      g_set_error_literal (error, SDP_ERROR, SDP_ERROR_ADDRESS, "no address to send to");
      return FALSE;
    }
  parameters = (MediaAudioParameters) {
    .codec = audio->codec,
    .clock_hz = audio->clock_hz,
    .channels = audio->channels,
    .tx_pt = audio->tx_pt,
    .rx_pt = audio->rx_pt,
    .dtmf_tx_pt = audio->dtmf_tx_pt,
    .dtmf_rx_pt = audio->dtmf_rx_pt,
    .dtmf_clock_hz = audio->dtmf_clock_hz,
    .ptime_ms = audio->ptime_ms,
    .remote_rtp = rtp,
    .remote_rtcp = rtcp,
    .rtcp_mux = audio->rtcp_mux,
    /* The offered key may be in use by several forks until one of them answers (PROTOCOL 12.2) */
    .send = answered && (audio->direction & SDP_DIRECTION_SENDONLY) != 0,
    .receive = (audio->direction & SDP_DIRECTION_RECVONLY) != 0,
    .rtcp_reduced_size = audio->rtcp_reduced_size,
    .srtp = {
      .suite = audio->suite,
      .tx_key = audio->tx_key,
      .rx_key = audio->rx_key,
      .tx_mki_bytes = audio->tx_mki_bytes,
      .rx_mki_bytes = audio->rx_mki_bytes,
    },
    .max_bitrate_bps = audio->max_bitrate_bps,
  };
  memcpy (parameters.srtp.tx_mki, audio->tx_mki,
          MIN (sizeof parameters.srtp.tx_mki, sizeof audio->tx_mki));
  memcpy (parameters.srtp.rx_mki, audio->rx_mki,
          MIN (sizeof parameters.srtp.rx_mki, sizeof audio->rx_mki));
  if (!media_session_start (self->media, &parameters, error))
    return FALSE;
  phone_call_set_agreed (self, "sdes", sdp_suite_get_name (audio->suite), audio->codec);
  return TRUE;
}

static gboolean
on_tick (gpointer user_data)
{
  PhoneCall *self = user_data;
  const guint64 before = self->last_rx_packets;

  take_figures (self);
  self->last_rx_packets = self->stats.rx_packets;
  if (self->stats.rx_packets != before)
    {
      phone_call_set_receiving (self, TRUE);
      phone_call_set_media_lost (self, FALSE);
    }
  if (++self->ticks % STATS_EVERY_TICKS == 0)
    phone_call_emit_stats (self);
  return G_SOURCE_CONTINUE;
}

void
phone_call_begin_ticks (PhoneCall *self)
{
  self->tick_id = g_timeout_add_seconds (TICK_S, on_tick, self);
  if (self->first_packet_us != 0) /* of early media */
    phone_call_emit_media (self, 0);
}

static void
end (PhoneCall *self)
{
  g_object_ref (self);
  g_clear_handle_id (&self->stop_id, g_source_remove);
  take_figures (self);
  phone_call_drop_media (self);
  if (self->has_echo)
    phone_call_emit_echo (self);
  if (self->has_stats)
    phone_call_emit_stats (self);
  phone_call_set_state (self, PHONE_CALL_STATE_ENDED);
  if (self->engine != NULL)
    phone_engine_call_ended (self->engine, self);
  g_object_unref (self);
}

static void
on_stopped (MediaSession *media, PhoneCall *self)
{
  end (self);
}

static gboolean
on_stop_timeout (gpointer user_data)
{
  PhoneCall *self = user_data;

  self->stop_id = 0;
  end (self);
  return G_SOURCE_REMOVE;
}

void
phone_call_finish (PhoneCall *self)
{
  if (self->stopping)
    return;
  self->stopping = TRUE;
  g_clear_handle_id (&self->begin_id, g_source_remove);
  g_clear_handle_id (&self->tick_id, g_source_remove);
  g_clear_handle_id (&self->change_id, g_source_remove);
  if (self->media == NULL || self->established_us == 0)
    {
      end (self);
      return;
    }
  g_signal_handlers_disconnect_by_func (self->media, on_lost, self);
  g_signal_connect (self->media, "stopped", G_CALLBACK (on_stopped), self);
  self->stop_id = g_timeout_add (STOP_TIMEOUT_MS, on_stop_timeout, self);
  media_session_stop (self->media);
}
