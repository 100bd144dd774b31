/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Linnet Authors */
/* RTCP of one echoed stream (RFC 3550 6.4, A.3, A.8). */
#define G_LOG_DOMAIN "demo-rtcp"
#include "demo-rtcp.h"

#include <string.h>

#include "demo-connection.h"

#define PT_SR 200
#define PT_RR 201
#define PT_SDES 202
#define SDES_CNAME 1
#define NTP_UNIX_OFFSET_S G_GUINT64_CONSTANT (2208988800)

static guint32
read_32 (const guint8 *p)
{
  return (guint32) p[0] << 24 | (guint32) p[1] << 16 | (guint32) p[2] << 8 | p[3];
}

static guint8 *
write_32 (guint8 *p, guint32 value)
{
  for (int i = 0; i < 4; i++)
    p[i] = (guint8) (value >> (24 - 8 * i));
  return p + 4;
}

static guint8 *
write_header (guint8 *p, guint count, guint type, gsize n_bytes)
{
  p[0] = (guint8) (0x80 | count);
  p[1] = (guint8) type;
  p[2] = (guint8) ((n_bytes / 4 - 1) >> 8);
  p[3] = (guint8) (n_bytes / 4 - 1);
  return p + 4;
}

void
demo_rtcp_reset (DemoRtcp *self)
{
  g_autofree char *cname = demo_random_hex (8);

  memset (self, 0, sizeof *self);
  demo_random (&self->ssrc, sizeof self->ssrc, NULL);
  g_strlcpy (self->cname, cname, sizeof self->cname);
}

void
demo_rtcp_count (DemoRtcp *self, const guint8 *packet, gsize n, guint clock_hz, gint64 now_us)
{
  guint32 seq = (guint32) packet[2] << 8 | packet[3];
  guint32 timestamp = read_32 (packet + 4), ssrc = read_32 (packet + 8);
  gint64 transit = now_us * clock_hz / G_USEC_PER_SEC - timestamp;

  if (!self->has_remote || ssrc != self->remote_ssrc)
    {
      self->has_remote = TRUE;
      self->remote_ssrc = ssrc;
      self->base_seq = self->highest_seq = seq;
      self->rx_packets = self->expected_before = self->received_before = 0;
      self->jitter = 0;
    }
  else
    {
      gint16 step = (gint16) (seq - self->highest_seq);
      gint64 d = ABS (transit - self->last_transit);

      if (step > 0)
        self->highest_seq += (guint16) step;
      self->jitter += ((double) d - self->jitter) / 16;
    }
  self->last_transit = transit;
  self->rx_packets++;
  self->tx_packets++;
  self->tx_bytes += (guint32) (n - 12);
  self->tx_timestamp = timestamp;
}

void
demo_rtcp_receive (DemoRtcp *self, const guint8 *packet, gsize n, gint64 now_us)
{
  if (n < 28 || packet[0] >> 6 != 2 || packet[1] != PT_SR)
    return;
  self->last_sr = read_32 (packet + 8) << 16 | read_32 (packet + 12) >> 16;
  self->last_sr_at_us = now_us;
}

/* RFC 3550 6.4.1: fraction and number lost, highest sequence, jitter, last SR and since when */
static guint8 *
write_report_block (DemoRtcp *self, gint64 now_us, guint8 *p)
{
  guint32 expected = self->highest_seq - self->base_seq + 1;
  gint64 lost = (gint64) expected - self->rx_packets;
  gint64 expected_now = (gint64) expected - self->expected_before;
  gint64 lost_now = expected_now - ((gint64) self->rx_packets - self->received_before);
  guint32 fraction =
      expected_now > 0 && lost_now > 0 ? (guint32) ((lost_now << 8) / expected_now) : 0;
  gint64 delay = (now_us - self->last_sr_at_us) * 65536 / G_USEC_PER_SEC;

  self->expected_before = expected;
  self->received_before = self->rx_packets;
  p = write_32 (p, self->remote_ssrc);
  p = write_32 (p, MIN (fraction, 255) << 24 |
                       ((guint32) CLAMP (lost, -0x800000, 0x7fffff) & 0xffffff));
  p = write_32 (p, self->highest_seq);
  p = write_32 (p, (guint32) MIN (self->jitter, G_MAXINT32));
  p = write_32 (p, self->last_sr);
  return write_32 (p, self->last_sr != 0 ? (guint32) delay : 0);
}

static guint8 *
write_sdes (const DemoRtcp *self, guint8 *p)
{
  gsize n = strlen (self->cname);
  gsize n_bytes = (8 + 2 + n + 4) & ~(gsize) 3; /* at least one NUL ends the items */

  memset (p, 0, n_bytes);
  write_32 (write_header (p, 1, PT_SDES, n_bytes), self->ssrc);
  p[8] = SDES_CNAME;
  p[9] = (guint8) n;
  memcpy (p + 10, self->cname, n);
  return p + n_bytes;
}

gsize
demo_rtcp_write (DemoRtcp *self, gint64 now_us, gint64 unix_us, guint8 out[DEMO_RTCP_MAX_BYTES])
{
  guint count = self->has_remote ? 1 : 0;
  guint8 *p = out;

  if (self->tx_packets > 0)
    {
      p = write_header (p, count, PT_SR, 28 + 24 * count);
      p = write_32 (p, self->ssrc);
      p = write_32 (p, (guint32) ((guint64) (unix_us / G_USEC_PER_SEC) + NTP_UNIX_OFFSET_S));
      p = write_32 (p, (guint32) (((guint64) (unix_us % G_USEC_PER_SEC) << 32) / G_USEC_PER_SEC));
      p = write_32 (p, self->tx_timestamp);
      p = write_32 (p, self->tx_packets);
      p = write_32 (p, self->tx_bytes);
    }
  else
    {
      p = write_header (p, count, PT_RR, 8 + 24 * count);
      p = write_32 (p, self->ssrc);
    }
  if (count > 0)
    p = write_report_block (self, now_us, p);
  return (gsize) (write_sdes (self, p) - out);
}
