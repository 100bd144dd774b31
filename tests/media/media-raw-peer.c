/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Linnet Authors */
/* A peer made of one socket and an SRTP context: sees each packet, sends what it likes. */
#define G_LOG_DOMAIN "media-raw-peer"

#include "media-raw-peer.h"

#include <string.h>

#define SSRC 0x01020304
#define PATIENCE_US (20 * G_USEC_PER_SEC)

GSocket *
raw_socket_new (void)
{
  g_autoptr (GInetAddress) loopback = g_inet_address_new_loopback (G_SOCKET_FAMILY_IPV4);
  g_autoptr (GSocketAddress) address = g_inet_socket_address_new (loopback, 0);
  g_autoptr (GError) error = NULL;
  GSocket *socket =
      g_socket_new (G_SOCKET_FAMILY_IPV4, G_SOCKET_TYPE_DATAGRAM, G_SOCKET_PROTOCOL_UDP, &error);

  g_assert_no_error (error);
  g_socket_bind (socket, address, FALSE, &error);
  g_assert_no_error (error);
  return socket;
}

static Secret *
random_key (void)
{
  guint8 bytes[30];

  for (gsize i = 0; i < sizeof bytes; i++)
    bytes[i] = (guint8) g_random_int ();
  return secret_new (bytes, sizeof bytes);
}

RawPeer *
raw_peer_new (const MediaSessionOptions *options)
{
  g_autoptr (GInetAddress) loopback = g_inet_address_new_loopback (G_SOCKET_FAMILY_IPV4);
  RawPeer *self = g_new0 (RawPeer, 1);
  MediaSrtpParameters keys = { .suite = SDP_SUITE_AES_CM_128_HMAC_SHA1_80 };
  g_autoptr (GError) error = NULL;

  self->socket = raw_socket_new ();
  self->session = media_session_new (options);
  media_session_bind (self->session, loopback, &error);
  g_assert_no_error (error);
  self->parameters = (MediaAudioParameters){
    .codec = "PCMU",
    .clock_hz = 8000,
    .channels = 1,
    .dtmf_tx_pt = 101,
    .dtmf_rx_pt = 101,
    .remote_rtp = G_INET_SOCKET_ADDRESS (g_socket_get_local_address (self->socket, NULL)),
    .rtcp_mux = TRUE,
    .send = TRUE,
    .receive = TRUE,
    .srtp = { .suite = keys.suite, .tx_key = random_key (), .rx_key = random_key () },
  };
  keys.tx_key = self->parameters.srtp.rx_key;
  keys.rx_key = self->parameters.srtp.tx_key;
  self->srtp = media_srtp_new (&keys, &error);
  g_assert_no_error (error);
  return self;
}

void
raw_peer_free (RawPeer *self)
{
  g_object_unref (self->session);
  g_assert_true (media_finish (5000));
  g_object_unref (self->socket);
  media_srtp_free (self->srtp);
  g_object_unref (self->parameters.remote_rtp);
  secret_unref (self->parameters.srtp.tx_key);
  secret_unref (self->parameters.srtp.rx_key);
  g_free (self);
}

void
raw_peer_start (RawPeer *self)
{
  g_autoptr (GError) error = NULL;

  media_session_start (self->session, &self->parameters, &error);
  g_assert_no_error (error);
}

void
raw_peer_receive (RawPeer *self, RawPacket *packet)
{
  g_autoptr (GError) error = NULL;
  gssize n;

  g_socket_condition_timed_wait (self->socket, G_IO_IN, PATIENCE_US, NULL, &error);
  g_assert_no_error (error);
  n = g_socket_receive (self->socket, (char *) packet->bytes, sizeof packet->bytes, NULL, &error);
  g_assert_no_error (error);
  packet->n = (gsize) n;
  packet->now_us = g_get_monotonic_time ();
  packet->kind = media_packet_classify (packet->bytes, packet->n);
  g_assert_true (packet->kind == MEDIA_PACKET_RTP || packet->kind == MEDIA_PACKET_RTCP);
  packet->result = media_srtp_unprotect (
      self->srtp, packet->kind == MEDIA_PACKET_RTP ? MEDIA_SRTP_RTP : MEDIA_SRTP_RTCP,
      packet->bytes, &packet->n);
  if (packet->kind == MEDIA_PACKET_RTP)
    g_assert_true (media_rtp_parse (packet->bytes, packet->n, &packet->rtp));
}

void
raw_peer_receive_type (RawPeer *self, int payload_type, RawPacket *packet)
{
  do
    raw_peer_receive (self, packet);
  while (payload_type < 0
             ? packet->kind != MEDIA_PACKET_RTCP
             : packet->kind != MEDIA_PACKET_RTP || packet->rtp.payload_type != payload_type);
}

void
raw_peer_send_bytes (RawPeer *self, GSocket *from, const guint8 *bytes, gsize n)
{
  g_autoptr (GInetAddress) loopback = g_inet_address_new_loopback (G_SOCKET_FAMILY_IPV4);
  g_autoptr (GSocketAddress) to =
      g_inet_socket_address_new (loopback, media_session_get_rtp_port (self->session));
  g_autoptr (GError) error = NULL;

  g_socket_send_to (from != NULL ? from : self->socket, to, (const char *) bytes, n, NULL, &error);
  g_assert_no_error (error);
}

void
raw_peer_send (RawPeer *self, GSocket *from, guint16 sequence, int payload_type)
{
  guint8 bytes[512] __attribute__ ((aligned (8)));
  MediaRtpPacket header = { .payload_type = (guint8) payload_type,
                            .sequence = sequence,
                            .timestamp = sequence * 160u,
                            .ssrc = SSRC };
  gsize n = MEDIA_RTP_HEADER_BYTES + 160;

  media_rtp_write_header (bytes, &header);
  memset (bytes + MEDIA_RTP_HEADER_BYTES, 0xff, 160);
  g_assert_true (media_srtp_protect (self->srtp, MEDIA_SRTP_RTP, bytes, &n, sizeof bytes));
  raw_peer_send_bytes (self, from, bytes, n);
}

void
raw_peer_get_stats (RawPeer *self, MediaStats *stats)
{
  media_session_get_stats (self->session, stats);
}
