/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Linnet Authors */
#include "demo-rtcp.h"

#include <string.h>

#define SECOND_US G_USEC_PER_SEC

static guint32
read_32 (const guint8 *p)
{
  return (guint32) p[0] << 24 | (guint32) p[1] << 16 | (guint32) p[2] << 8 | p[3];
}

static void
count (DemoRtcp *stream, guint16 seq, guint32 timestamp, gint64 now_us)
{
  guint8 packet[12 + 160] = { 0x80, 8, (guint8) (seq >> 8), (guint8) seq };

  packet[4] = (guint8) (timestamp >> 24);
  packet[5] = (guint8) (timestamp >> 16);
  packet[6] = (guint8) (timestamp >> 8);
  packet[7] = (guint8) timestamp;
  memcpy (packet + 8, "peer", 4);
  demo_rtcp_count (stream, packet, sizeof packet, 8000, now_us);
}

static void
check_cname (const DemoRtcp *stream, const guint8 *sdes, gsize n)
{
  g_assert_cmpuint (sdes[0], ==, 0x81);
  g_assert_cmpuint (sdes[1], ==, 202);
  g_assert_cmpuint ((sdes[3] + 1u) * 4, ==, n);
  g_assert_cmpuint (read_32 (sdes + 4), ==, stream->ssrc);
  g_assert_cmpuint (sdes[8], ==, 1);
  g_assert_cmpuint (sdes[9], ==, 16);
  g_assert_cmpint (memcmp (sdes + 10, stream->cname, 16), ==, 0);
  g_assert_cmpuint (sdes[26], ==, 0);
}

static void
test_empty (void)
{
  DemoRtcp stream;
  guint8 out[DEMO_RTCP_MAX_BYTES];
  gsize n;

  demo_rtcp_reset (&stream);
  n = demo_rtcp_write (&stream, 0, 0, out);
  g_assert_cmpuint (out[0], ==, 0x80);
  g_assert_cmpuint (out[1], ==, 201);
  check_cname (&stream, out + 8, n - 8);
}

static void
test_report (void)
{
  DemoRtcp stream;
  guint8 out[DEMO_RTCP_MAX_BYTES];
  guint8 sr[28] = { 0x80, 200, 0, 6 };
  const guint8 *block = out + 28;
  gsize n;

  demo_rtcp_reset (&stream);
  /* Over the wrap, two of eight lost, no jitter */
  for (guint i = 0; i < 8; i++)
    if (i != 3 && i != 4)
      count (&stream, (guint16) (65533 + i), 160 * i, SECOND_US + 20000 * i);
  memcpy (sr + 8, "\x11\x22\x33\x44\x55\x66\x77\x88", 8);
  demo_rtcp_receive (&stream, sr, sizeof sr, 2 * SECOND_US);
  n = demo_rtcp_write (&stream, 2 * SECOND_US + SECOND_US / 2, 10 * SECOND_US + SECOND_US / 4, out);
  g_assert_cmpuint (out[0], ==, 0x81);
  g_assert_cmpuint (out[1], ==, 200);
  g_assert_cmpuint (read_32 (out + 4), ==, stream.ssrc);
  g_assert_cmpuint (read_32 (out + 8), ==, 2208988800u + 10);
  g_assert_cmpuint (read_32 (out + 12), ==, 0x40000000);
  g_assert_cmpuint (read_32 (out + 16), ==, 160 * 7);
  g_assert_cmpuint (read_32 (out + 20), ==, 6);
  g_assert_cmpuint (read_32 (out + 24), ==, 6 * 160);
  g_assert_cmpint (memcmp (block, "peer", 4), ==, 0);
  g_assert_cmpuint (read_32 (block + 4), ==, (64u << 24 | 2)); /* a quarter; two */
  g_assert_cmpuint (read_32 (block + 8), ==, 65536 + 4);
  g_assert_cmpuint (read_32 (block + 12), ==, 0);
  g_assert_cmpuint (read_32 (block + 16), ==, 0x33445566);
  g_assert_cmpuint (read_32 (block + 20), ==, 32768); /* half a second */
  check_cname (&stream, out + 52, n - 52);
  g_assert_cmpuint (n, <=, DEMO_RTCP_MAX_BYTES);
}

static void
test_jitter (void)
{
  DemoRtcp stream;

  demo_rtcp_reset (&stream);
  count (&stream, 1, 0, SECOND_US);
  count (&stream, 2, 160, SECOND_US + 20000 + 16000); /* 16 ms late: 128 units */
  g_assert_cmpfloat (stream.jitter, ==, 128.0 / 16);
}

static void
test_nonsense (void)
{
  DemoRtcp stream;
  guint8 packet[28] = { 0x80, 200 };

  demo_rtcp_reset (&stream);
  demo_rtcp_receive (&stream, packet, 27, 1);
  packet[0] = 0x40;
  demo_rtcp_receive (&stream, packet, 28, 1);
  packet[0] = 0x80;
  packet[1] = 201;
  demo_rtcp_receive (&stream, packet, 28, 1);
  g_assert_cmpint (stream.last_sr_at_us, ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/demo/rtcp/RTP-04/nothing-yet-is-rr-and-cname", test_empty);
  g_test_add_func ("/demo/rtcp/RTP-04/sender-report-with-block", test_report);
  g_test_add_func ("/demo/rtcp/RTP-04/jitter", test_jitter);
  g_test_add_func ("/demo/rtcp/RTP-04/nonsense-is-ignored", test_nonsense);
  return g_test_run ();
}
