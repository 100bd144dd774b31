/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Linnet Authors */
/* What a receiver knows about its stream: loss and jitter (RFC 3550 A.1, A.3, A.8), MOS (G.107). */
#pragma once

#include "media-packet.h"

typedef struct
{
  /* The stream that is being received */
  gboolean started;
  guint32 ssrc;
  guint16 highest_sequence;
  guint64 expected, received;
  gboolean has_transit;
  gint32 transit;
  double jitter; /* in RTP clock units */
  /* Those before it */
  gint64 lost_before;
  /* All */
  guint64 packets, bytes;
} MediaReception;

/**
 * media_reception_packet:
 * @packet: an authenticated packet
 * @arrival: when it came, in units of the RTP clock
 * @times_jitter: %FALSE for packets whose timestamp is not their sampling time (telephone-event)
 *
 * Counts a packet. Pure.
 *
 * Returns: whether it is ahead of all others of its stream, or begins a stream
 */
gboolean media_reception_packet (MediaReception *self,
                                 const MediaRtpPacket *packet,
                                 guint32 arrival,
                                 gboolean times_jitter);

/**
 * media_reception_get_lost:
 *
 * Returns: packets expected less those received, over all streams (RFC 3550 A.3)
 */
gint64 media_reception_get_lost (const MediaReception *self);

/**
 * media_mos:
 * @codec: encoding name
 * @loss_ratio: 0 to 1
 * @one_way_ms: mouth to ear
 *
 * The E-model of ITU-T G.107 with its default values, loss and delay filled in. Pure.
 *
 * Returns: 1 to 4.5
 */
double media_mos (const char *codec, double loss_ratio, double one_way_ms);
