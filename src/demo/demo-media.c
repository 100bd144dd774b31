/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Linnet Authors */
/* What a caller hears: an echo at packet level, a tone, or a greeting. */
#define G_LOG_DOMAIN "demo-media"
#include "demo-media.h"

#include <string.h>

#include "demo-echo.h"
#include "media-session.h"

#define TONE_HZ 440

struct _DemoMedia
{
  /* Owned; one of the two */
  DemoEcho *echo;
  MediaSession *session;
};

DemoMedia *
demo_media_new (DemoSound sound, GInetAddress *bind, const char *greeting_file, GError **error)
{
  g_autoptr (DemoMedia) self = g_new0 (DemoMedia, 1);
  MediaSessionOptions options = { .source = MEDIA_SOURCE_TONE, .tone_hz = TONE_HZ };

  switch (sound)
    {
    case DEMO_SOUND_ECHO:
      self->echo = demo_echo_new (bind, error);
      return self->echo != NULL ? g_steal_pointer (&self) : NULL;
    case DEMO_SOUND_TONE:
      break;
    case DEMO_SOUND_GREETING:
      options.source = MEDIA_SOURCE_FILE;
      options.source_file = greeting_file;
      break;
    }
  self->session = media_session_new (&options);
  return media_session_bind (self->session, bind, error) ? g_steal_pointer (&self) : NULL;
}

void
demo_media_free (DemoMedia *self)
{
  if (self == NULL)
    return;
  demo_echo_free (self->echo);
  if (self->session != NULL)
    media_session_stop (self->session);
  g_clear_object (&self->session);
  g_free (self);
}

guint16
demo_media_get_rtp_port (DemoMedia *self)
{
  return self->echo != NULL ? demo_echo_get_rtp_port (self->echo)
                            : media_session_get_rtp_port (self->session);
}

guint16
demo_media_get_rtcp_port (DemoMedia *self)
{
  return self->echo != NULL ? demo_echo_get_rtcp_port (self->echo)
                            : media_session_get_rtcp_port (self->session);
}

static GInetSocketAddress *
make_address (const char *address, guint16 port)
{
  return G_INET_SOCKET_ADDRESS (g_inet_socket_address_new_from_string (address, port));
}

gboolean
demo_media_update (DemoMedia *self, const SdpAudio *audio, GError **error)
{
  g_autoptr (GInetSocketAddress) rtp = NULL, rtcp = NULL;
  MediaAudioParameters parameters;

  if (self->echo != NULL)
    return demo_echo_update (self->echo, audio, error);
  rtp = make_address (audio->remote_address, audio->remote_rtp_port);
  rtcp = make_address (audio->remote_rtcp_address, audio->remote_rtcp_port);
  parameters = (MediaAudioParameters){
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
    .rtcp_reduced_size = audio->rtcp_reduced_size,
    .send = (audio->direction & SDP_DIRECTION_SENDONLY) != 0,
    .receive = (audio->direction & SDP_DIRECTION_RECVONLY) != 0,
    .max_bitrate_bps = audio->max_bitrate_bps,
    .srtp = { .suite = audio->suite,
              .tx_key = audio->tx_key,
              .rx_key = audio->rx_key,
              .tx_mki_bytes = audio->tx_mki_bytes,
              .rx_mki_bytes = audio->rx_mki_bytes },
  };
  memcpy (parameters.srtp.tx_mki, audio->tx_mki, audio->tx_mki_bytes);
  memcpy (parameters.srtp.rx_mki, audio->rx_mki, audio->rx_mki_bytes);
  return media_session_start (self->session, &parameters, error);
}
