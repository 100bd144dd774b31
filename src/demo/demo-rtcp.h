/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Linnet Authors */
/* RTCP of one echoed stream: what was received and sent, as a compound packet (RFC 3550 6). */
#pragma once

#include <glib.h>

#define DEMO_RTCP_MAX_BYTES 128

typedef struct
{
  guint32 ssrc, remote_ssrc; /* ours, theirs */
  gboolean has_remote;
  char cname[17];

  guint32 tx_packets, tx_bytes, tx_timestamp;
  guint32 rx_packets, base_seq, highest_seq; /* extended by the cycles */
  guint32 expected_before, received_before;  /* at the last report */
  double jitter;                             /* in units of the clock */
  gint64 last_transit;
  guint32 last_sr; /* middle 32 bits of their NTP time */
  gint64 last_sr_at_us;
} DemoRtcp;

/** demo_rtcp_reset: a new stream of ours with a fresh SSRC and CNAME. */
void demo_rtcp_reset (DemoRtcp *self);

/** demo_rtcp_count: notes an RTP packet that came and goes back with the same payload. */
void demo_rtcp_count (DemoRtcp *self, const guint8 *packet, gsize n, guint clock_hz, gint64 now_us);

/** demo_rtcp_receive: takes the time of a sender report out of a compound packet. */
void demo_rtcp_receive (DemoRtcp *self, const guint8 *packet, gsize n, gint64 now_us);

/** demo_rtcp_write: Returns: the length of the report in @out, SR or RR and SDES. */
gsize
demo_rtcp_write (DemoRtcp *self, gint64 now_us, gint64 unix_us, guint8 out[DEMO_RTCP_MAX_BYTES]);
