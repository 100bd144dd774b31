/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Linnet Authors */
/* What a datagram is, and the fixed part of an RTP packet (RFC 7983, RFC 5761, RFC 3550 5.1). */
#pragma once

#include <glib.h>

#define MEDIA_RTP_HEADER_BYTES 12
#define MEDIA_PACKET_MAX_BYTES 2048

typedef enum
{
  MEDIA_PACKET_UNKNOWN,
  MEDIA_PACKET_STUN,
  MEDIA_PACKET_ZRTP,
  MEDIA_PACKET_DTLS,
  MEDIA_PACKET_TURN_CHANNEL,
  MEDIA_PACKET_RTP,
  MEDIA_PACKET_RTCP,
} MediaPacketKind;

typedef struct
{
  gboolean marker;
  guint8 payload_type;
  guint16 sequence;
  guint32 timestamp, ssrc;
  const guint8 *payload;
  gsize payload_bytes; /* without padding */
} MediaRtpPacket;

/**
 * media_packet_classify:
 *
 * Tells protocols on one port apart by their first bytes (RFC 7983 7, RFC 5761 4). Pure.
 */
MediaPacketKind media_packet_classify (const guint8 *packet, gsize n_bytes);

/**
 * media_rtp_parse:
 *
 * Reads an RTP packet in clear; @out points into @packet. Pure.
 *
 * Returns: %FALSE for anything that RFC 3550 does not allow, @out untouched
 */
gboolean media_rtp_parse (const guint8 *packet, gsize n_bytes, MediaRtpPacket *out);

/**
 * media_rtp_write_header:
 * @packet: at least MEDIA_RTP_HEADER_BYTES
 *
 * Writes the twelve bytes of a header without CSRC, extension and padding. Pure.
 */
void media_rtp_write_header (guint8 *packet, const MediaRtpPacket *header);
