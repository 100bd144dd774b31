/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Linnet Authors */
/* What a datagram is, and the fixed part of an RTP packet. */
#define G_LOG_DOMAIN "media-packet"

#include "media-packet.h"

#include <string.h>

/* RTCP packet types that RFC 5761 4 keeps free of payload types with the marker bit */
#define RTCP_TYPE_FIRST 192
#define RTCP_TYPE_LAST 223

static guint16
read_be16 (const guint8 *p)
{
  return (guint16) (p[0] << 8 | p[1]);
}

static guint32
read_be32 (const guint8 *p)
{
  return (guint32) p[0] << 24 | (guint32) p[1] << 16 | (guint32) p[2] << 8 | p[3];
}

MediaPacketKind
media_packet_classify (const guint8 *packet, gsize n_bytes)
{
  if (n_bytes < 2)
    return MEDIA_PACKET_UNKNOWN;
  if (packet[0] <= 3)
    return MEDIA_PACKET_STUN;
  if (packet[0] >= 16 && packet[0] <= 19)
    return MEDIA_PACKET_ZRTP;
  if (packet[0] >= 20 && packet[0] <= 63)
    return MEDIA_PACKET_DTLS;
  if (packet[0] >= 64 && packet[0] <= 79)
    return MEDIA_PACKET_TURN_CHANNEL;
  if (packet[0] < 128 || packet[0] > 191)
    return MEDIA_PACKET_UNKNOWN;
  if (packet[1] >= RTCP_TYPE_FIRST && packet[1] <= RTCP_TYPE_LAST)
    return MEDIA_PACKET_RTCP;
  return MEDIA_PACKET_RTP;
}

/* RFC 3550 5.1 and 5.3.1 */
gboolean
media_rtp_parse (const guint8 *packet, gsize n_bytes, MediaRtpPacket *out)
{
  gsize offset, padding = 0;

  if (n_bytes < MEDIA_RTP_HEADER_BYTES || packet[0] >> 6 != 2)
    return FALSE;
  offset = MEDIA_RTP_HEADER_BYTES + 4 * (packet[0] & 0x0f);
  if (packet[0] & 0x10)
    {
      if (n_bytes < offset + 4)
        return FALSE;
      offset += 4 + 4 * (gsize) read_be16 (packet + offset + 2);
    }
  if (n_bytes < offset)
    return FALSE;
  if (packet[0] & 0x20)
    {
      padding = packet[n_bytes - 1];
      if (padding == 0 || padding > n_bytes - offset)
        return FALSE;
    }
  *out = (MediaRtpPacket){
    .marker = (packet[1] & 0x80) != 0,
    .payload_type = packet[1] & 0x7f,
    .sequence = read_be16 (packet + 2),
    .timestamp = read_be32 (packet + 4),
    .ssrc = read_be32 (packet + 8),
    .payload = packet + offset,
    .payload_bytes = n_bytes - offset - padding,
  };
  return TRUE;
}

void
media_rtp_write_header (guint8 *packet, const MediaRtpPacket *header)
{
  guint16 sequence = GUINT16_TO_BE (header->sequence);
  guint32 timestamp = GUINT32_TO_BE (header->timestamp), ssrc = GUINT32_TO_BE (header->ssrc);

  packet[0] = 0x80;
  packet[1] = (guint8) ((header->marker ? 0x80 : 0) | (header->payload_type & 0x7f));
  memcpy (packet + 2, &sequence, sizeof sequence);
  memcpy (packet + 4, &timestamp, sizeof timestamp);
  memcpy (packet + 8, &ssrc, sizeof ssrc);
}
