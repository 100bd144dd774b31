/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Linnet Authors */
/* The calculating parts of the secure edge: demultiplexing, RTP, latching, watch, reception, MOS.
 */
#define G_LOG_DOMAIN "test-media-edge"

#include "media-latch.h"
#include "media-packet.h"
#include "media-reception.h"
#include "media-watch.h"

#include <netinet/in.h>
#include <string.h>

#define SECOND G_USEC_PER_SEC

static void
test_classify (void)
{
  for (int first = 0; first < 256; first++)
    {
      guint8 packet[] = { (guint8) first, 100 };
      MediaPacketKind expected = first <= 3                     ? MEDIA_PACKET_STUN
                                 : first >= 16 && first <= 19   ? MEDIA_PACKET_ZRTP
                                 : first >= 20 && first <= 63   ? MEDIA_PACKET_DTLS
                                 : first >= 64 && first <= 79   ? MEDIA_PACKET_TURN_CHANNEL
                                 : first >= 128 && first <= 191 ? MEDIA_PACKET_RTP
                                                                : MEDIA_PACKET_UNKNOWN;

      g_assert_cmpint (media_packet_classify (packet, 2), ==, expected);
      g_assert_cmpint (media_packet_classify (packet, 1), ==, MEDIA_PACKET_UNKNOWN);
    }
  for (int second = 0; second < 256; second++)
    {
      guint8 packet[] = { 0x80, (guint8) second };

      g_assert_cmpint (media_packet_classify (packet, 2), ==,
                       second >= 192 && second <= 223 ? MEDIA_PACKET_RTCP : MEDIA_PACKET_RTP);
    }
}

static void
test_rtp_header (void)
{
  guint8 packet[64] = { 0 };
  MediaRtpPacket in = { .marker = TRUE,
                        .payload_type = 101,
                        .sequence = 0xfffe,
                        .timestamp = 0x89abcdef,
                        .ssrc = 0xdeadbeef },
                 out;

  media_rtp_write_header (packet, &in);
  g_assert_true (media_rtp_parse (packet, 12, &out));
  g_assert_true (out.marker);
  g_assert_cmpuint (out.payload_type, ==, 101);
  g_assert_cmpuint (out.sequence, ==, 0xfffe);
  g_assert_cmphex (out.timestamp, ==, 0x89abcdef);
  g_assert_cmphex (out.ssrc, ==, 0xdeadbeef);
  g_assert_cmpuint (out.payload_bytes, ==, 0);
}

static void
test_rtp_limits (void)
{
  guint8 packet[80] = { 0x80 };
  MediaRtpPacket out;

  g_assert_false (media_rtp_parse (packet, 11, &out));
  packet[0] = 0x40; /* version 1 */
  g_assert_false (media_rtp_parse (packet, 40, &out));
  packet[0] = 0x8f; /* 15 CSRCs */
  g_assert_false (media_rtp_parse (packet, 71, &out));
  g_assert_true (media_rtp_parse (packet, 72, &out));
  packet[0] = 0x90; /* an extension of 2 words */
  packet[15] = 2;
  g_assert_false (media_rtp_parse (packet, 23, &out));
  g_assert_true (media_rtp_parse (packet, 25, &out));
  g_assert_cmpuint (out.payload_bytes, ==, 1);
  packet[0] = 0xa0; /* padding: none, all, too much */
  g_assert_false (media_rtp_parse (packet, 20, &out));
  packet[19] = 8;
  g_assert_true (media_rtp_parse (packet, 20, &out));
  g_assert_cmpuint (out.payload_bytes, ==, 0);
  packet[19] = 9;
  g_assert_false (media_rtp_parse (packet, 20, &out));
}

static struct sockaddr_in
make_address (guint16 port)
{
  struct sockaddr_in address = { .sin_family = AF_INET, .sin_port = g_htons (port) };

  address.sin_addr.s_addr = g_htonl (0x7f000001);
  return address;
}

static gboolean
heard (MediaLatch *latch, guint16 port, gboolean newer, gint64 now_us)
{
  struct sockaddr_in from = make_address (port);

  return media_latch_heard (latch, (struct sockaddr *) &from, sizeof from, newer, now_us);
}

static void
test_latch (void)
{
  struct sockaddr_in agreed = make_address (1000);
  MediaLatch latch;

  media_latch_reset (&latch, (struct sockaddr *) &agreed, sizeof agreed);
  g_assert_false (heard (&latch, 1000, TRUE, 10 * SECOND));
  g_assert_true (heard (&latch, 2000, TRUE, 11 * SECOND));
  g_assert_cmpuint (((struct sockaddr_in *) &latch.target)->sin_port, ==, g_htons (2000));
  g_assert_false (heard (&latch, 3000, TRUE, 13 * SECOND - 1));
  g_assert_false (heard (&latch, 3000, FALSE, 14 * SECOND));
  g_assert_true (heard (&latch, 3000, TRUE, 14 * SECOND));
  media_latch_reset (&latch, (struct sockaddr *) &agreed, sizeof agreed);
  g_assert_cmpuint (((struct sockaddr_in *) &latch.target)->sin_port, ==, g_htons (1000));
  g_assert_true (heard (&latch, 3000, TRUE, 15 * SECOND));
  /* Nowhere stays nowhere */
  media_latch_reset (&latch, (struct sockaddr *) &agreed, 0);
  g_assert_false (heard (&latch, 3000, TRUE, 20 * SECOND));
}

static void
test_watch (void)
{
  MediaWatch watch = { 0 };

  g_assert_cmpuint (media_watch_advance (&watch, 500 * SECOND), ==, 0);
  media_watch_set_active (&watch, TRUE, 500 * SECOND);
  g_assert_cmpuint (media_watch_advance (&watch, 510 * SECOND - 1), ==, 0);
  g_assert_cmpuint (media_watch_advance (&watch, 510 * SECOND), ==, 10);
  g_assert_cmpuint (media_watch_advance (&watch, 511 * SECOND), ==, 0);
  media_watch_heard (&watch, 512 * SECOND);
  g_assert_cmpuint (media_watch_advance (&watch, 522 * SECOND), ==, 10);
  g_assert_cmpuint (media_watch_advance (&watch, 542 * SECOND), ==, 30);
  g_assert_cmpuint (media_watch_advance (&watch, 632 * SECOND), ==, 120);
  g_assert_cmpuint (media_watch_advance (&watch, 900 * SECOND), ==, 0);
}

static void
test_watch_on_hold (void)
{
  MediaWatch watch = { 0 };

  media_watch_set_active (&watch, TRUE, 0);
  media_watch_set_active (&watch, FALSE, 20 * SECOND);
  g_assert_cmpuint (media_watch_advance (&watch, 200 * SECOND), ==, 0);
  media_watch_set_active (&watch, TRUE, 200 * SECOND);
  g_assert_cmpuint (media_watch_advance (&watch, 229 * SECOND), ==, 10);
  g_assert_cmpuint (media_watch_advance (&watch, 230 * SECOND), ==, 30);
}

static gboolean
receive (MediaReception *reception, guint32 ssrc, guint16 sequence, guint32 arrival)
{
  MediaRtpPacket packet = {
    .ssrc = ssrc, .sequence = sequence, .timestamp = sequence * 160u, .payload_bytes = 100
  };

  return media_reception_packet (reception, &packet, arrival, TRUE);
}

static void
test_reception_loss (void)
{
  MediaReception reception = { 0 };

  g_assert_true (receive (&reception, 1, 65534, 0));
  g_assert_true (receive (&reception, 1, 65535, 0));
  g_assert_true (receive (&reception, 1, 2, 0)); /* 0 and 1 are missing */
  g_assert_cmpint (media_reception_get_lost (&reception), ==, 2);
  g_assert_false (receive (&reception, 1, 1, 0)); /* one was only late */
  g_assert_cmpint (media_reception_get_lost (&reception), ==, 1);
  /* Another stream: its own numbers, the loss of the one before stays */
  g_assert_true (receive (&reception, 2, 30000, 0));
  g_assert_true (receive (&reception, 2, 30002, 0));
  g_assert_cmpint (media_reception_get_lost (&reception), ==, 2);
  /* A sender that begins anew has lost nothing */
  g_assert_true (receive (&reception, 2, 40000, 0));
  g_assert_cmpint (media_reception_get_lost (&reception), ==, 2);
  g_assert_cmpuint (reception.packets, ==, 7);
  g_assert_cmpuint (reception.bytes, ==, 700);
}

static void
test_reception_jitter (void)
{
  MediaReception reception = { 0 };

  /* RFC 3550 A.8 by hand: differences 0, 16, 16 */
  receive (&reception, 1, 0, 1000);
  receive (&reception, 1, 1, 1160);
  g_assert_cmpfloat_with_epsilon (reception.jitter, 0, 1e-9);
  receive (&reception, 1, 2, 1336);
  g_assert_cmpfloat_with_epsilon (reception.jitter, 1, 1e-9);
  receive (&reception, 1, 3, 1480);
  g_assert_cmpfloat_with_epsilon (reception.jitter, 1 + 15.0 / 16, 1e-9);
}

static void
test_mos (void)
{
  double clean = media_mos ("PCMU", 0, 66), lossy = media_mos ("PCMU", 0.05, 66);

  g_assert_cmpfloat (clean, >, 4.3);
  g_assert_cmpfloat (clean, <=, 4.5);
  g_assert_cmpfloat (lossy, <, 3);
  g_assert_cmpfloat (media_mos ("opus", 0.05, 66), >, lossy + 0.5);
  g_assert_cmpfloat (media_mos ("PCMU", 0, 400), <, clean - 0.5);
  g_assert_cmpfloat (media_mos ("PCMU", 1, 5000), ==, 1);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/media/packet/SRTP-11/first-bytes-tell-protocols-apart", test_classify);
  g_test_add_func ("/media/packet/RTP-04/header-round-trip", test_rtp_header);
  g_test_add_func ("/media/packet/RTP-04/lengths-that-lie-are-refused", test_rtp_limits);
  g_test_add_func ("/media/latch/RTP-01/moves-once-in-two-seconds-and-only-to-newer", test_latch);
  g_test_add_func ("/media/watch/RTP-05/told-after-10-30-120-seconds", test_watch);
  g_test_add_func ("/media/watch/RTP-05/not-on-hold", test_watch_on_hold);
  g_test_add_func ("/media/reception/RTP-04/loss-counts-gaps-not-late-ones", test_reception_loss);
  g_test_add_func ("/media/reception/RTP-04/jitter-as-in-a-8", test_reception_jitter);
  g_test_add_func ("/media/reception/RTP-04/mos-falls-with-loss-and-delay", test_mos);
  return g_test_run ();
}
