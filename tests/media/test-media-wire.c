/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Linnet Authors */
/* What a session puts on the wire and takes from it, packet by packet. */
#define G_LOG_DOMAIN "test-media-wire"

#include "media-raw-peer.h"

#include <string.h>

typedef struct
{
  RawPeer *peer;
  guint64 packets, failures, dropped;
} Wanted;

static gboolean
has_counted (gpointer data)
{
  Wanted *wanted = data;
  MediaStats stats;

  raw_peer_get_stats (wanted->peer, &stats);
  return stats.rx_packets >= wanted->packets && stats.srtp_failures >= wanted->failures &&
         stats.rx_dropped >= wanted->dropped;
}

static void
wait_for (RawPeer *peer, guint64 packets, guint64 failures, guint64 dropped)
{
  Wanted wanted = { peer, packets, failures, dropped };
  MediaStats stats;

  run_until (has_counted, &wanted);
  raw_peer_get_stats (peer, &stats);
  g_assert_cmpuint (stats.rx_packets, ==, packets);
  g_assert_cmpuint (stats.srtp_failures, ==, failures);
  g_assert_cmpuint (stats.rx_dropped, ==, dropped);
}

static void
on_count (MediaSession *session, gpointer user_data)
{
  (*(int *) user_data)++;
}

static gboolean
is_counted (gpointer data)
{
  return *(int *) data > 0;
}

static void
test_sequence_and_timestamps (void)
{
  MediaSessionOptions options = { .source = MEDIA_SOURCE_TONE };
  g_autoptr (RawPeer) peer = raw_peer_new (&options);
  RawPacket first, packet;

  raw_peer_start (peer);
  raw_peer_receive_type (peer, 0, &first);
  g_assert_true (first.rtp.marker);
  for (guint i = 1; i < 20; i++)
    {
      raw_peer_receive_type (peer, 0, &packet);
      g_assert_cmpint (packet.result, ==, MEDIA_SRTP_OK);
      g_assert_cmpuint (packet.rtp.sequence, ==, (guint16) (first.rtp.sequence + i));
      g_assert_cmpuint (packet.rtp.timestamp, ==, first.rtp.timestamp + i * 160);
      g_assert_cmpuint (packet.rtp.payload_bytes, ==, 160);
      g_assert_cmphex (packet.rtp.ssrc, ==, first.rtp.ssrc);
      g_assert_false (packet.rtp.marker);
    }
}

static void
timestamps_of (const char *codec, guint ptime_ms, guint32 step)
{
  MediaSessionOptions options = { .source = MEDIA_SOURCE_TONE };
  g_autoptr (RawPeer) peer = raw_peer_new (&options);
  RawPacket first, packet;

  peer->parameters.codec = codec;
  peer->parameters.clock_hz = g_str_equal (codec, "opus") ? 48000 : 8000;
  peer->parameters.tx_pt = peer->parameters.rx_pt = 97;
  peer->parameters.ptime_ms = ptime_ms;
  raw_peer_start (peer);
  raw_peer_receive_type (peer, 97, &first);
  for (guint i = 1; i < 8; i++)
    {
      raw_peer_receive_type (peer, 97, &packet);
      g_assert_cmpuint (packet.rtp.timestamp, ==, first.rtp.timestamp + i * step);
    }
}

static void
test_clocks (void)
{
  timestamps_of ("opus", 20, 960);
  timestamps_of ("opus", 40, 1920);
  timestamps_of ("G722", 20, 160);
  timestamps_of ("PCMA", 30, 240);
}

static guint
count_sizes (gboolean cbr)
{
  MediaSessionOptions options = { .source = MEDIA_SOURCE_TONE, .cbr = cbr };
  g_autoptr (RawPeer) peer = raw_peer_new (&options);
  g_autoptr (GHashTable) sizes = g_hash_table_new (NULL, NULL);
  RawPacket packet;

  peer->parameters.codec = "opus";
  peer->parameters.clock_hz = 48000;
  peer->parameters.tx_pt = peer->parameters.rx_pt = 97;
  peer->parameters.max_bitrate_bps = 24000;
  raw_peer_start (peer);
  for (guint i = 0; i < 15; i++)
    {
      raw_peer_receive_type (peer, 97, &packet);
      g_hash_table_add (sizes, GSIZE_TO_POINTER (packet.rtp.payload_bytes));
      if (cbr)
        g_assert_cmpuint (packet.rtp.payload_bytes, ==, 24000 / 8 / 50);
    }
  return g_hash_table_size (sizes);
}

/* RFC 6562: with a constant bit rate sizes tell nothing about what is said */
static void
test_constant_bit_rate (void)
{
  g_assert_cmpuint (count_sizes (TRUE), ==, 1);
  g_assert_cmpuint (count_sizes (FALSE), >, 1);
}

static void
test_dtmf_on_the_wire (void)
{
  MediaSessionOptions options = { .source = MEDIA_SOURCE_TONE };
  g_autoptr (RawPeer) peer = raw_peer_new (&options);
  g_autoptr (GString) ends = g_string_new (NULL);
  guint32 timestamp = 0, longest = 0;
  guint16 sequence = 0;
  RawPacket packet;
  guint markers = 0;

  raw_peer_start (peer);
  raw_peer_receive_type (peer, 0, &packet);
  sequence = packet.rtp.sequence;
  g_assert_true (media_session_send_dtmf (peer->session, "1#"));
  while (ends->len < 6)
    {
      raw_peer_receive (peer, &packet);
      if (packet.kind != MEDIA_PACKET_RTP)
        continue;
      g_assert_cmpint (packet.result, ==, MEDIA_SRTP_OK);
      g_assert_cmpuint (packet.rtp.sequence, ==, ++sequence);
      if (packet.rtp.payload_type != 101)
        continue;
      if (packet.rtp.marker)
        {
          /* 160 ms of tone and at least 50 ms without: then the next one */
          g_assert_true (markers == 0 || packet.rtp.timestamp - timestamp >= 210 * 8);
          timestamp = packet.rtp.timestamp;
          markers++;
        }
      g_assert_cmpuint (packet.rtp.timestamp, ==, timestamp);
      longest = (guint32) (packet.rtp.payload[2] << 8 | packet.rtp.payload[3]);
      if (packet.rtp.payload[1] & 0x80)
        {
          g_string_append_c (ends, "0123456789*#"[packet.rtp.payload[0]]);
          g_assert_cmpuint (longest, ==, 160 * 8);
        }
    }
  g_assert_cmpstr (ends->str, ==, "111###");
  g_assert_cmpuint (markers, ==, 2);
}

static void
test_forged_and_replayed (void)
{
  MediaSessionOptions options = { 0 };
  g_autoptr (RawPeer) peer = raw_peer_new (&options);
  guint8 bytes[512] __attribute__ ((aligned (8))) = { 0x80, 0 };
  gsize n = MEDIA_RTP_HEADER_BYTES + 160;
  int firsts = 0;

  g_signal_connect (peer->session, "first-packet", G_CALLBACK (on_count), &firsts);
  raw_peer_start (peer);
  /* In clear, under no key at all */
  raw_peer_send_bytes (peer, NULL, bytes, n);
  /* RTCP likewise, STUN, garbage, a datagram that is too long */
  bytes[1] = 200;
  raw_peer_send_bytes (peer, NULL, bytes, 28);
  wait_for (peer, 0, 2, 0);
  bytes[0] = 0;
  raw_peer_send_bytes (peer, NULL, bytes, 20);
  raw_peer_send_bytes (peer, NULL, (const guint8 *) "\xff\xff\xff", 3);
  raw_peer_send_bytes (peer, NULL, bytes, 0);
  wait_for (peer, 0, 2, 3);
  g_assert_cmpint (firsts, ==, 0);

  /* A true one, then the same bytes again */
  {
    MediaRtpPacket header = { .sequence = 10, .timestamp = 1600, .ssrc = 77 };

    media_rtp_write_header (bytes, &header);
    g_assert_true (media_srtp_protect (peer->srtp, MEDIA_SRTP_RTP, bytes, &n, sizeof bytes));
  }
  raw_peer_send_bytes (peer, NULL, bytes, n);
  raw_peer_send_bytes (peer, NULL, bytes, n);
  raw_peer_send_bytes (peer, NULL, bytes, n);
  wait_for (peer, 1, 4, 3);
  /* Another payload type than agreed on: authentic, yet not for a decoder */
  raw_peer_send (peer, NULL, 11, 18);
  wait_for (peer, 2, 4, 4);
}

/* After a re-key both keys are good for a while: the peer changes when it gets to know */
static void
test_old_key_on_its_way (void)
{
  MediaSessionOptions options = { 0 };
  g_autoptr (RawPeer) peer = raw_peer_new (&options);
  MediaSrtpParameters keys = { .suite = SDP_SUITE_AES_CM_128_HMAC_SHA1_80 };
  g_autoptr (MediaSrtp) before = NULL;

  raw_peer_start (peer);
  raw_peer_send (peer, NULL, 1, 0);
  wait_for (peer, 1, 0, 0);
  secret_unref (peer->parameters.srtp.rx_key);
  peer->parameters.srtp.rx_key = secret_new ("0123456789abcdef0123456789abcd", 30);
  raw_peer_start (peer);
  run_ms (50);
  raw_peer_send (peer, NULL, 2, 0);
  wait_for (peer, 2, 0, 0);
  before = g_steal_pointer (&peer->srtp);
  keys.tx_key = peer->parameters.srtp.rx_key;
  keys.rx_key = peer->parameters.srtp.tx_key;
  peer->srtp = media_srtp_new (&keys, NULL);
  raw_peer_send (peer, NULL, 3, 0);
  wait_for (peer, 3, 0, 0);
}

static void
test_latch (void)
{
  MediaSessionOptions options = { 0 };
  g_autoptr (RawPeer) peer = raw_peer_new (&options);
  g_autoptr (GSocket) elsewhere = raw_socket_new ();
  guint8 forged[64] = { 0x80, 0 };
  g_autoptr (GError) error = NULL;
  RawPacket packet;

  raw_peer_start (peer);
  raw_peer_receive (peer, &packet);
  /* Forged: nothing goes there */
  raw_peer_send_bytes (peer, elsewhere, forged, sizeof forged);
  wait_for (peer, 0, 1, 0);
  for (int i = 0; i < 5; i++)
    raw_peer_receive (peer, &packet);
  g_assert_false (g_socket_condition_check (elsewhere, G_IO_IN) & G_IO_IN);
  /* Authentic: packets follow */
  raw_peer_send (peer, elsewhere, 100, 0);
  g_socket_condition_timed_wait (elsewhere, G_IO_IN, 5 * G_USEC_PER_SEC, NULL, &error);
  g_assert_no_error (error);
}

static void
test_rtcp (void)
{
  MediaSessionOptions options = { .source = MEDIA_SOURCE_TONE, .rtcp_interval_ms = 200 };
  g_autoptr (RawPeer) peer = raw_peer_new (&options);
  RawPacket packet;

  raw_peer_start (peer);
  raw_peer_send (peer, NULL, 1, 0);
  do
    raw_peer_receive_type (peer, -1, &packet);
  while (packet.bytes[1] != 200);
  g_assert_cmpint (packet.result, ==, MEDIA_SRTP_OK);
  /* SR, then SDES with CNAME (1) and nothing that names a person, a place or a program */
  {
    gsize at = 4u * (1 + (gsize) (packet.bytes[2] << 8 | packet.bytes[3]));

    g_assert_cmpuint (packet.n, >, at + 10);
    g_assert_cmpuint (packet.bytes[at + 1], ==, 202);
    g_assert_cmpuint (packet.bytes[at + 8], ==, 1);
    g_assert_cmpuint (packet.bytes[at + 9], ==, 24);
    g_assert_cmpuint (packet.bytes[at + 10 + 24], ==, 0);
  }
}

static void
test_keepalive_on_hold (void)
{
  MediaSessionOptions options = { .source = MEDIA_SOURCE_TONE, .rtcp_interval_ms = 60000 };
  g_autoptr (RawPeer) peer = raw_peer_new (&options);
  RawPacket packet;

  peer->parameters.send = FALSE;
  raw_peer_start (peer);
  /* The first packet of a session that may not speak opens the way, without sound */
  raw_peer_receive (peer, &packet);
  g_assert_cmpint (packet.result, ==, MEDIA_SRTP_OK);
  g_assert_cmpint (packet.kind, ==, MEDIA_PACKET_RTP);
  g_assert_cmpuint (packet.rtp.payload_type, ==, 13);
  g_assert_cmpuint (packet.rtp.payload_bytes, ==, 1);
}

static void
test_own_ssrc_comes_back (void)
{
  MediaSessionOptions options = { .source = MEDIA_SOURCE_TONE };
  g_autoptr (RawPeer) peer = raw_peer_new (&options);
  int firsts = 0;

  g_signal_connect (peer->session, "first-packet", G_CALLBACK (on_count), &firsts);
  raw_peer_start (peer);
  /* A reflector on packet level keeps SSRC and numbers */
  for (int i = 0; i < 10; i++)
    {
      guint8 bytes[512] __attribute__ ((aligned (8)));
      RawPacket packet;
      gsize n;

      raw_peer_receive_type (peer, 0, &packet);
      n = packet.n;
      memcpy (bytes, packet.bytes, n);
      g_assert_true (media_srtp_protect (peer->srtp, MEDIA_SRTP_RTP, bytes, &n, sizeof bytes));
      raw_peer_send_bytes (peer, NULL, bytes, n);
    }
  wait_for (peer, 10, 0, 0);
  run_until (is_counted, &firsts);
}

static void
test_nothing_before_start (void)
{
  MediaSessionOptions options = { .source = MEDIA_SOURCE_TONE };
  g_autoptr (RawPeer) peer = raw_peer_new (&options);

  raw_peer_send (peer, NULL, 1, 0);
  wait_for (peer, 0, 0, 1);
  g_assert_false (g_socket_condition_check (peer->socket, G_IO_IN) & G_IO_IN);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/media/wire/RTP-03/numbers-and-timestamps-run-on",
                   test_sequence_and_timestamps);
  g_test_add_func ("/media/wire/RTP-03/clock-of-each-codec", test_clocks);
  g_test_add_func ("/media/wire/RTP-03/constant-bit-rate-and-its-limit", test_constant_bit_rate);
  g_test_add_func ("/media/wire/RTP-02/events-share-numbers-and-end-three-times",
                   test_dtmf_on_the_wire);
  g_test_add_func ("/media/wire/SRTP-14/forged-replayed-and-foreign-are-counted-not-played",
                   test_forged_and_replayed);
  g_test_add_func ("/media/wire/SRTP-06/packets-under-the-key-before-still-count",
                   test_old_key_on_its_way);
  g_test_add_func ("/media/wire/RTP-01/latches-on-authentic-packets-only", test_latch);
  g_test_add_func ("/media/wire/RTP-04/sr-and-nothing-but-cname", test_rtcp);
  g_test_add_func ("/media/wire/RTP-05/keep-alive-on-hold", test_keepalive_on_hold);
  g_test_add_func ("/media/wire/RTP-01/own-ssrc-from-a-reflector-is-heard",
                   test_own_ssrc_comes_back);
  g_test_add_func ("/media/wire/SRTP-01/nothing-is-sent-or-taken-without-keys",
                   test_nothing_before_start);
  return g_test_run ();
}
