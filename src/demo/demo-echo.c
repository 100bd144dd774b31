/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Linnet Authors */
/* Echo at packet level: decrypt, new SSRC, encrypt with a key of its own, back. */
#define G_LOG_DOMAIN "demo-echo"
#include "demo-echo.h"

#include <string.h>

#include "demo-connection.h"
#include "demo-rtcp.h"
#include "media-srtp.h"

#define PACKET_MAX_BYTES 2048
#define RTP_HEADER_BYTES 12
#define PORT_TRIES 50
#define PACKETS_PER_WAKEUP 64
#define RTCP_INTERVAL_S 5

struct _DemoEcho
{
  /* Owned */
  GSocket *rtp, *rtcp;
  GSource *rtp_source, *rtcp_source;
  GSocketAddress *rtp_peer, *rtcp_peer; /* latched on what was authentic */
  MediaSrtp *srtp;
  guint report_source;

  guint16 rtp_port, rtcp_port;
  guint clock_hz;
  gboolean send, receive, rtcp_mux;
  DemoRtcp stream;
};

static GSocket *
bind_socket (GInetAddress *bind, guint16 port, GError **error)
{
  g_autoptr (GSocketAddress) address = g_inet_socket_address_new (bind, port);
  g_autoptr (GSocket) socket = g_socket_new (g_inet_address_get_family (bind),
                                             G_SOCKET_TYPE_DATAGRAM, G_SOCKET_PROTOCOL_UDP, error);

  if (socket == NULL || !g_socket_bind (socket, address, FALSE, error))
    return NULL;
  g_socket_set_blocking (socket, FALSE);
  return g_steal_pointer (&socket);
}

static guint16
get_port (GSocket *socket)
{
  g_autoptr (GSocketAddress) address = g_socket_get_local_address (socket, NULL);

  return address != NULL ? g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (address)) : 0;
}

/* An even port and the next one (RFC 3550 11) */
static gboolean
bind_pair (DemoEcho *self, GInetAddress *bind, GError **error)
{
  for (guint i = 0; i < PORT_TRIES; i++)
    {
      g_autoptr (GSocket) rtp = bind_socket (bind, 0, error);
      guint16 port;

      if (rtp == NULL)
        return FALSE;
      port = get_port (rtp);
      if (port == 0 || port % 2 != 0)
        continue;
      self->rtcp = bind_socket (bind, (guint16) (port + 1), NULL);
      if (self->rtcp == NULL)
        continue;
      self->rtp = g_steal_pointer (&rtp);
      self->rtp_port = port;
      self->rtcp_port = (guint16) (port + 1);
      return TRUE;
    }
  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_ADDRESS_IN_USE, "no pair of UDP ports");
  return FALSE;
}

static void
send_to (GSocket *socket, GSocketAddress *peer, const guint8 *packet, gsize n)
{
  g_autoptr (GError) error = NULL;

  if (g_socket_send_to (socket, peer, (const char *) packet, n, NULL, &error) < 0)
    g_debug ("%s", error->message); /* as good as a lost packet */
}

static void
latch (GSocketAddress **peer, GSocketAddress *source)
{
  g_object_unref (*peer);
  *peer = g_object_ref (source);
}

static void
echo_rtp (DemoEcho *self, guint8 *packet, gsize n, GSocketAddress *source)
{
  guint32 ssrc = g_htonl (self->stream.ssrc);

  if (media_srtp_unprotect (self->srtp, MEDIA_SRTP_RTP, packet, &n) != MEDIA_SRTP_OK ||
      n < RTP_HEADER_BYTES)
    return;
  latch (&self->rtp_peer, source);
  if (!self->send || !self->receive)
    return;
  demo_rtcp_count (&self->stream, packet, n, self->clock_hz, g_get_monotonic_time ());
  memcpy (packet + 8, &ssrc, sizeof ssrc);
  if (media_srtp_protect (self->srtp, MEDIA_SRTP_RTP, packet, &n, PACKET_MAX_BYTES))
    send_to (self->rtp, self->rtp_peer, packet, n);
}

static void
take_rtcp (DemoEcho *self, guint8 *packet, gsize n, GSocketAddress *source)
{
  if (media_srtp_unprotect (self->srtp, MEDIA_SRTP_RTCP, packet, &n) != MEDIA_SRTP_OK)
    return;
  if (!self->rtcp_mux)
    latch (&self->rtcp_peer, source);
  demo_rtcp_receive (&self->stream, packet, n, g_get_monotonic_time ());
}

/* RFC 5761 4: types 64 to 95 without the marker bit are RTCP */
static gboolean
is_rtcp (const guint8 *packet)
{
  return (packet[1] & 0x7f) >= 64 && (packet[1] & 0x7f) <= 95;
}

static gboolean
on_readable (GSocket *socket, GIOCondition condition, gpointer user_data)
{
  DemoEcho *self = user_data;

  for (guint i = 0; i < PACKETS_PER_WAKEUP; i++)
    {
      /* Aligned and with room behind, as SRTP asks for */
      guint32 buffer[(PACKET_MAX_BYTES + 3) / 4];
      guint8 *packet = (guint8 *) buffer;
      g_autoptr (GSocketAddress) source = NULL;
      gssize n = g_socket_receive_from (socket, &source, (char *) packet,
                                        PACKET_MAX_BYTES - MEDIA_SRTP_TRAILER_BYTES, NULL, NULL);

      if (n < 0)
        break;
      if (self->srtp == NULL || n < 2 || packet[0] >> 6 != 2)
        continue;
      if (socket == self->rtcp || (self->rtcp_mux && is_rtcp (packet)))
        take_rtcp (self, packet, (gsize) n, source);
      else
        echo_rtp (self, packet, (gsize) n, source);
    }
  return G_SOURCE_CONTINUE;
}

static gboolean
on_report_due (gpointer user_data)
{
  DemoEcho *self = user_data;
  guint32 buffer[(DEMO_RTCP_MAX_BYTES + MEDIA_SRTP_TRAILER_BYTES + 3) / 4];
  guint8 *packet = (guint8 *) buffer;
  gsize n = demo_rtcp_write (&self->stream, g_get_monotonic_time (), g_get_real_time (), packet);

  if (media_srtp_protect (self->srtp, MEDIA_SRTP_RTCP, packet, &n, sizeof buffer))
    {
      if (self->rtcp_mux)
        send_to (self->rtp, self->rtp_peer, packet, n);
      else
        send_to (self->rtcp, self->rtcp_peer, packet, n);
    }
  return G_SOURCE_CONTINUE;
}

static GSource *
watch (DemoEcho *self, GSocket *socket)
{
  GSource *source = g_socket_create_source (socket, G_IO_IN, NULL);

  g_source_set_callback (source, G_SOURCE_FUNC (on_readable), self, NULL);
  g_source_attach (source, g_main_context_get_thread_default ());
  return source;
}

DemoEcho *
demo_echo_new (GInetAddress *bind, GError **error)
{
  DemoEcho *self = g_new0 (DemoEcho, 1);

  if (!bind_pair (self, bind, error))
    {
      demo_echo_free (self);
      return NULL;
    }
  self->rtp_source = watch (self, self->rtp);
  self->rtcp_source = watch (self, self->rtcp);
  return self;
}

static void
clear_source (GSource **source)
{
  if (*source == NULL)
    return;
  g_source_destroy (*source);
  g_source_unref (*source);
  *source = NULL;
}

void
demo_echo_free (DemoEcho *self)
{
  if (self == NULL)
    return;
  clear_source (&self->rtp_source);
  clear_source (&self->rtcp_source);
  g_clear_handle_id (&self->report_source, g_source_remove);
  g_clear_object (&self->rtp);
  g_clear_object (&self->rtcp);
  g_clear_object (&self->rtp_peer);
  g_clear_object (&self->rtcp_peer);
  media_srtp_free (self->srtp);
  g_free (self);
}

guint16
demo_echo_get_rtp_port (const DemoEcho *self)
{
  return self->rtp_port;
}

guint16
demo_echo_get_rtcp_port (const DemoEcho *self)
{
  return self->rtcp_port;
}

static gboolean
renew_srtp (DemoEcho *self, const SdpAudio *audio, GError **error)
{
  MediaSrtpParameters parameters = { .suite = audio->suite,
                                     .tx_key = audio->tx_key,
                                     .rx_key = audio->rx_key,
                                     .tx_mki_bytes = audio->tx_mki_bytes,
                                     .rx_mki_bytes = audio->rx_mki_bytes };
  MediaSrtp *srtp;

  memcpy (parameters.tx_mki, audio->tx_mki, audio->tx_mki_bytes);
  memcpy (parameters.rx_mki, audio->rx_mki, audio->rx_mki_bytes);
  srtp = media_srtp_new (&parameters, error);
  if (srtp == NULL)
    return FALSE;
  g_clear_pointer (&self->srtp, media_srtp_free);
  self->srtp = srtp;
  demo_rtcp_reset (&self->stream);
  return TRUE;
}

gboolean
demo_echo_update (DemoEcho *self, const SdpAudio *audio, GError **error)
{
  if ((self->srtp == NULL || audio->keys_changed) && !renew_srtp (self, audio, error))
    return FALSE;
  g_clear_object (&self->rtp_peer);
  g_clear_object (&self->rtcp_peer);
  self->rtp_peer =
      g_inet_socket_address_new_from_string (audio->remote_address, audio->remote_rtp_port);
  self->rtcp_peer =
      g_inet_socket_address_new_from_string (audio->remote_rtcp_address, audio->remote_rtcp_port);
  self->clock_hz = audio->clock_hz;
  self->rtcp_mux = audio->rtcp_mux;
  self->send = (audio->direction & SDP_DIRECTION_SENDONLY) != 0;
  self->receive = (audio->direction & SDP_DIRECTION_RECVONLY) != 0;
  if (self->report_source == 0)
    self->report_source = g_timeout_add_seconds (RTCP_INTERVAL_S, on_report_due, self);
  return TRUE;
}
