/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Linnet Authors */
/* What surrounds a call: devices that are not there, files, echoes, RTCP. */
#define G_LOG_DOMAIN "test-media-surroundings"

#include "media-fixture.h"

#include <glib/gstdio.h>
#include <string.h>

#define SPEECH_RATE 16000
#define SPEECH_SAMPLES (4 * SPEECH_RATE)

static const MediaSessionOptions high_tone = { .source = MEDIA_SOURCE_TONE, .tone_hz = 1300 };

static Call *
new_call (const MediaSessionOptions *a, const MediaSessionOptions *b, const char *codec)
{
  Call *call = call_new (a, b);

  call_agree (call, codec, SDP_SUITE_AEAD_AES_128_GCM);
  call->a.parameters.rtcp_mux = call->b.parameters.rtcp_mux = TRUE;
  return call;
}

static gboolean
has_both_warnings (gpointer data)
{
  const char *warnings = ((Party *) data)->warnings->str;

  return strstr (warnings, "no-microphone") != NULL && strstr (warnings, "no-speaker") != NULL;
}

static void
test_no_devices (void)
{
  MediaSessionOptions devices = { .source = MEDIA_SOURCE_DEVICE, .play_to_speaker = TRUE };
  g_autoptr (Call) call = new_call (&devices, &high_tone, "opus");
  guint tone, silence, all;

  call_start (call);
  run_until (has_both_warnings, &call->a);
  run_packets (&call->a, 40);
  run_packets (&call->b, 20);
  call_stop (call);
  /* The call works: silence out, what comes in is heard by the recording */
  g_assert_cmpuint (tone_ms (call->a.record_file, 1300), >=, 500);
  count_blocks (call->b.record_file, 500, &tone, &silence, &all);
  g_assert_cmpuint (silence, >=, 18);
  g_assert_cmpuint (tone, ==, 0);
}

static gboolean
has_two_warnings (gpointer data)
{
  const char *warnings = ((Party *) data)->warnings->str;

  return strstr (warnings, "play-file") != NULL && strstr (warnings, "record-file") != NULL;
}

static void
test_bad_files (void)
{
  MediaSessionOptions options = { .source = MEDIA_SOURCE_FILE,
                                  .source_file = "/nonexistent/in.wav",
                                  .record_file = "/nonexistent/out.wav" };
  g_autoptr (Call) call = new_call (&options, &high_tone, "PCMU");

  call_start (call);
  run_until (has_two_warnings, &call->a);
  run_packets (&call->b, 10);
}

static char *
make_speech_file (const char *directory, guint seed)
{
  g_autofree gint16 *speech = g_new (gint16, SPEECH_SAMPLES);
  char *path = g_build_filename (directory, "speech.wav", NULL);

  make_speech (speech, SPEECH_SAMPLES, SPEECH_RATE, seed);
  write_wav (path, SPEECH_RATE, speech, SPEECH_SAMPLES);
  return path;
}

static gboolean
has_echo (gpointer data)
{
  return ((Party *) data)->n_echoes > 0;
}

/* A file is played, the other side sends back what it hears, or something else */
static void
expect_echo (const char *codec, MediaSource other, gboolean should_match)
{
  g_autofree char *directory = g_dir_make_tmp ("linnet-echo-XXXXXX", NULL);
  g_autofree char *path = make_speech_file (directory, 5);
  MediaSessionOptions asks = { .source = MEDIA_SOURCE_FILE,
                               .source_file = path,
                               .expect_echo = TRUE };
  MediaSessionOptions answers = { .source = other };
  g_autoptr (Call) call = new_call (&asks, &answers, codec);
  double match = -1;
  int delay_ms = -1;

  call_start (call);
  run_until (has_echo, &call->a);
  call_stop (call);
  g_assert_true (media_session_get_echo_result (call->a.session, &match, &delay_ms));
  g_test_message ("%s: match %.3f, delay %d ms", codec, match, delay_ms);
  g_assert_cmpfloat (match, ==, call->a.echo_match);
  if (should_match)
    {
      g_assert_cmpfloat (match, >, 0.75);
      g_assert_cmpint (delay_ms, >=, 20);
      g_assert_cmpint (delay_ms, <=, 1000);
    }
  else
    g_assert_cmpfloat (match, <, MEDIA_ECHO_MATCH_MIN / 2);
  g_remove (path);
  g_rmdir (directory);
}

static void
test_echo (gconstpointer data)
{
  expect_echo (data, MEDIA_SOURCE_ECHO, TRUE);
}

static void
test_no_echo (void)
{
  expect_echo ("PCMU", MEDIA_SOURCE_TONE, FALSE);
  expect_echo ("opus", MEDIA_SOURCE_SILENCE, FALSE);
}

static gboolean
knows_rtt (gpointer data)
{
  MediaStats stats;

  media_session_get_stats (((Party *) data)->session, &stats);
  return stats.rtt_ms >= 0;
}

static void
test_rtcp (gconstpointer data)
{
  MediaSessionOptions options = { .source = MEDIA_SOURCE_TONE,
                                  .tone_hz = 500,
                                  .rtcp_interval_ms = 250 };
  g_autoptr (Call) call = new_call (&options, &options, "PCMU");
  MediaStats stats;

  call->a.parameters.rtcp_mux = call->b.parameters.rtcp_mux = GPOINTER_TO_INT (data);
  call_start (call);
  run_until (knows_rtt, &call->a);
  media_session_get_stats (call->a.session, &stats);
  g_assert_cmpfloat (stats.rtt_ms, <, 1000);
  g_assert_cmpuint (stats.srtp_failures, ==, 0);
  g_assert_cmpuint (stats.rx_dropped, ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/media/surroundings/CLI/no-device-warns-and-the-call-works", test_no_devices);
  g_test_add_func ("/media/surroundings/CLI/bad-files-warn-and-the-call-works", test_bad_files);
  g_test_add_data_func ("/media/surroundings/CLI/echo-is-recognised/opus", "opus", test_echo);
  g_test_add_data_func ("/media/surroundings/CLI/echo-is-recognised/G722", "G722", test_echo);
  g_test_add_data_func ("/media/surroundings/CLI/echo-is-recognised/PCMA", "PCMA", test_echo);
  g_test_add_func ("/media/surroundings/CLI/other-sound-is-no-echo", test_no_echo);
  g_test_add_data_func ("/media/surroundings/RTP-04/round-trip-by-muxed-rtcp",
                        GINT_TO_POINTER (TRUE), test_rtcp);
  g_test_add_data_func ("/media/surroundings/RTP-04/round-trip-by-separate-rtcp",
                        GINT_TO_POINTER (FALSE), test_rtcp);
  return g_test_run ();
}
