/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Linnet Authors */
/* What a receiver knows about its stream: loss and jitter (RFC 3550 A.1, A.3, A.8), MOS (G.107). */
#define G_LOG_DOMAIN "media-reception"

#include "media-reception.h"

#include <math.h>

/* A jump beyond this is a sender that began anew, not a loss (RFC 3550 A.1) */
#define MAX_DROPOUT 3000

static void
begin_stream (MediaReception *self, const MediaRtpPacket *packet)
{
  self->lost_before += (gint64) self->expected - (gint64) self->received;
  self->started = TRUE;
  self->ssrc = packet->ssrc;
  self->highest_sequence = packet->sequence;
  self->expected = 1;
  self->received = 0;
  self->has_transit = FALSE;
}

static gboolean
count_sequence (MediaReception *self, const MediaRtpPacket *packet)
{
  gint16 ahead = (gint16) (packet->sequence - self->highest_sequence);

  if (!self->started || packet->ssrc != self->ssrc || ahead > MAX_DROPOUT || ahead < -MAX_DROPOUT)
    {
      begin_stream (self, packet);
      return TRUE;
    }
  if (ahead <= 0)
    return FALSE;
  self->expected += (guint64) ahead;
  self->highest_sequence = packet->sequence;
  return TRUE;
}

gboolean
media_reception_packet (MediaReception *self,
                        const MediaRtpPacket *packet,
                        guint32 arrival,
                        gboolean times_jitter)
{
  gboolean newer = count_sequence (self, packet);

  self->received++;
  self->packets++;
  self->bytes += packet->payload_bytes;
  if (times_jitter)
    {
      gint32 transit = (gint32) (arrival - packet->timestamp);

      if (self->has_transit)
        self->jitter += (fabs ((double) (gint32) ((guint32) transit - (guint32) self->transit)) -
                         self->jitter) /
                        16;
      self->transit = transit;
      self->has_transit = TRUE;
    }
  return newer;
}

gint64
media_reception_get_lost (const MediaReception *self)
{
  return self->lost_before + (gint64) self->expected - (gint64) self->received;
}

/* G.113: equipment impairment and robustness to random loss. G.711 stands without concealment;
 * Opus has concealment of its own, like G.711 with appendix I. */
static double
loss_robustness (const char *codec)
{
  return g_ascii_strcasecmp (codec, "opus") == 0 ? 25.1 : 4.3;
}

double
media_mos (const char *codec, double loss_ratio, double one_way_ms)
{
  double loss = CLAMP (loss_ratio, 0, 1) * 100, robustness = loss_robustness (codec);
  double equipment = 95 * loss / (loss + robustness);
  double delay = 0.024 * one_way_ms + (one_way_ms > 177.3 ? 0.11 * (one_way_ms - 177.3) : 0);
  double r = CLAMP (93.2 - delay - equipment, 0, 100);

  return CLAMP (1 + 0.035 * r + r * (r - 60) * (100 - r) * 7e-6, 1, 4.5);
}
