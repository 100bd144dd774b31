/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Linnet Authors */
/* Telephone-events, packet by packet. */
#define G_LOG_DOMAIN "test-media-dtmf"

#include "media-dtmf.h"

#include <string.h>

/* Runs the sender for a while; one character a tick: s sound, - nothing, M marker, u update, E end
 */
typedef struct
{
  GString *pattern;
  GArray *packets; /* MediaDtmfPacket */
  guint32 timestamp;
} Run;

static void
run (Run *self, MediaDtmfSender *sender, guint ticks, guint32 frame_units)
{
  for (guint i = 0; i < ticks; i++)
    {
      MediaDtmfPacket packet;

      switch (media_dtmf_sender_step (sender, self->timestamp, frame_units, &packet))
        {
        case MEDIA_DTMF_STEP_SOUND:
          g_string_append_c (self->pattern, 's');
          break;
        case MEDIA_DTMF_STEP_NOTHING:
          g_string_append_c (self->pattern, '-');
          break;
        case MEDIA_DTMF_STEP_EVENT:
          g_string_append_c (self->pattern, packet.marker              ? 'M'
                                            : packet.payload[1] & 0x80 ? 'E'
                                                                       : 'u');
          g_array_append_val (self->packets, packet);
          break;
        }
      self->timestamp += frame_units;
    }
}

static void
run_init (Run *self, guint32 timestamp)
{
  self->pattern = g_string_new (NULL);
  self->packets = g_array_new (FALSE, FALSE, sizeof (MediaDtmfPacket));
  self->timestamp = timestamp;
}

static void
run_clear (Run *self)
{
  g_string_free (self->pattern, TRUE);
  g_array_unref (self->packets);
}

static guint
duration (const MediaDtmfPacket *packet)
{
  return (guint) (packet->payload[2] << 8 | packet->payload[3]);
}

static void
test_timing (gconstpointer data)
{
  guint clock_hz = (guint) GPOINTER_TO_INT (data), ms = clock_hz / 1000;
  const guint expected_ms[] = { 20, 60, 100, 160, 160, 160 };
  MediaDtmfSender sender;
  Run out;

  run_init (&out, 0xfffffff0u); /* the clock wraps in between */
  media_dtmf_sender_init (&sender, clock_hz, clock_hz);
  media_dtmf_sender_push (&sender, "5x#");
  run (&out, &sender, 26, 20 * ms);
  /* 160 ms of tone told each 50 ms, the end three times, 60 ms until the next one begins */
  g_assert_cmpstr (out.pattern->str, ==, "M-u-u--EEEsM-u-u--EEEsssss");
  g_assert_cmpuint (out.packets->len, ==, 12);
  for (guint i = 0; i < 12; i++)
    {
      const MediaDtmfPacket *packet = &g_array_index (out.packets, MediaDtmfPacket, i);
      guint32 begin = 0xfffffff0u + (i < 6 ? 0 : 11 * 20 * ms);

      g_assert_cmpuint (packet->timestamp, ==, begin);
      g_assert_cmpuint (packet->payload[0], ==, i < 6 ? 5 : 11);
      g_assert_cmpuint (packet->payload[1] & 0x7f, ==, 10);
      g_assert_cmpuint (duration (packet), ==, expected_ms[i % 6] * ms);
    }
  run_clear (&out);
}

/* Servers that name telephone-event/8000 beside Opus count in its units; timestamps are the
 * stream's */
static void
test_clock_of_its_own (void)
{
  MediaDtmfSender sender;
  Run out;

  run_init (&out, 1000);
  media_dtmf_sender_init (&sender, 48000, 8000);
  media_dtmf_sender_push (&sender, "5");
  run (&out, &sender, 12, 960);
  g_assert_cmpuint (out.packets->len, ==, 6);
  for (guint i = 0; i < 6; i++)
    g_assert_cmpuint (g_array_index (out.packets, MediaDtmfPacket, i).timestamp, ==, 1000);
  g_assert_cmpuint (duration (&g_array_index (out.packets, MediaDtmfPacket, 0)), ==, 160);
  g_assert_cmpuint (duration (&g_array_index (out.packets, MediaDtmfPacket, 5)), ==, 1280);
  run_clear (&out);
}

/* RFC 4733 2.5.1.3 */
static void
test_segments (void)
{
  MediaDtmfReceiver receiver = { 0 };
  GString *digits = g_string_new (NULL);
  MediaDtmfSender sender;
  Run out;
  guint32 last = 0;

  run_init (&out, 1000);
  media_dtmf_sender_init (&sender, 48000, 48000);
  sender.tone_ms = 3000;
  media_dtmf_sender_push (&sender, "7");
  run (&out, &sender, 170, 960);
  for (guint i = 0; i < out.packets->len; i++)
    {
      const MediaDtmfPacket *packet = &g_array_index (out.packets, MediaDtmfPacket, i);
      MediaRtpPacket rtp = {
        .marker = packet->marker,
        .timestamp = packet->timestamp,
        .ssrc = 9,
        .payload = packet->payload,
        .payload_bytes = sizeof packet->payload,
      };
      char digit = media_dtmf_receiver_packet (&receiver, &rtp);

      if (digit != 0)
        g_string_append_c (digits, digit);
      g_assert_true (packet->timestamp == 1000 || packet->timestamp == 1000 + 65535 ||
                     packet->timestamp == 1000 + 2 * 65535);
      g_assert_cmpint (packet->marker, ==, i == 0);
      last = packet->timestamp + duration (packet);
    }
  g_assert_cmpuint (last, ==, 1000 + 144000);
  g_assert_cmpstr (digits->str, ==, "7");
  g_string_free (digits, TRUE);
  run_clear (&out);
}

static char
receive (MediaDtmfReceiver *receiver,
         guint32 timestamp,
         guint8 event,
         gboolean marker,
         gboolean end,
         guint16 units)
{
  guint8 payload[] = { event, (guint8) (end ? 0x8a : 0x0a), (guint8) (units >> 8), (guint8) units };
  MediaRtpPacket packet = {
    .marker = marker, .timestamp = timestamp, .ssrc = 1, .payload = payload, .payload_bytes = 4
  };

  return media_dtmf_receiver_packet (receiver, &packet);
}

static void
test_receive_once (void)
{
  MediaDtmfReceiver receiver = { 0 };

  g_assert_cmpint (receive (&receiver, 800, 1, TRUE, FALSE, 160), ==, '1');
  g_assert_cmpint (receive (&receiver, 800, 1, FALSE, FALSE, 320), ==, 0);
  g_assert_cmpint (receive (&receiver, 800, 1, FALSE, TRUE, 800), ==, 0);
  g_assert_cmpint (receive (&receiver, 800, 1, FALSE, TRUE, 800), ==, 0);
  /* The same digit again, its first packets lost */
  g_assert_cmpint (receive (&receiver, 2400, 1, FALSE, TRUE, 800), ==, '1');
  g_assert_cmpint (receive (&receiver, 800, 1, FALSE, TRUE, 800), ==, 0); /* late */
  g_assert_cmpint (receive (&receiver, 1600 + 2400, 15, TRUE, FALSE, 160), ==, 'D');
  g_assert_cmpint (receive (&receiver, 9000, 16, TRUE, FALSE, 160), ==, 0); /* flash: no digit */
}

static void
test_short_payload (void)
{
  MediaDtmfReceiver receiver = { 0 };
  guint8 payload[] = { 1, 10, 0 };
  MediaRtpPacket packet = { .marker = TRUE, .payload = payload, .payload_bytes = 3 };

  g_assert_cmpint (media_dtmf_receiver_packet (&receiver, &packet), ==, 0);
}

static void
test_queue (void)
{
  MediaDtmfSender sender;
  g_autofree char *many = g_strnfill (MEDIA_DTMF_QUEUE_MAX + 1, '1');

  media_dtmf_sender_init (&sender, 8000, 8000);
  media_dtmf_sender_push (&sender, "1 a-B?*");
  g_assert_cmpstr (sender.queue, ==, "1aB*");
  media_dtmf_sender_push (&sender, many);
  g_assert_cmpuint (strlen (sender.queue), ==, MEDIA_DTMF_QUEUE_MAX);
  g_assert_cmpint (media_dtmf_event ('a'), ==, 12);
  g_assert_cmpint (media_dtmf_event ('#'), ==, 11);
  g_assert_cmpint (media_dtmf_event ('\0'), ==, -1);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_data_func ("/media/dtmf/RTP-02/timing-at-8000", GINT_TO_POINTER (8000), test_timing);
  g_test_add_data_func ("/media/dtmf/RTP-02/timing-at-48000", GINT_TO_POINTER (48000), test_timing);
  g_test_add_func ("/media/dtmf/RTP-02/events-may-have-a-clock-of-their-own",
                   test_clock_of_its_own);
  g_test_add_func ("/media/dtmf/RTP-02/long-event-moves-on-in-segments", test_segments);
  g_test_add_func ("/media/dtmf/RTP-02/each-event-is-heard-once", test_receive_once);
  g_test_add_func ("/media/dtmf/RTP-02/short-payload-is-no-event", test_short_payload);
  g_test_add_func ("/media/dtmf/RTP-02/queue-takes-digits-up-to-its-limit", test_queue);
  return g_test_run ();
}
