/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Linnet Authors */
/* WAV files in and out, recordings that survive, and the comparison of echoes. */
#define G_LOG_DOMAIN "test-media-sound"

#include "media-echo-match.h"
#include "media-feed.h"
#include "media-fixture.h"
#include "media-recorder.h"

#include <glib/gstdio.h>
#include <math.h>
#include <signal.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#define RATE 8000
#define SECONDS 4
#define N (SECONDS * RATE)

static char *
scratch_file (const char *content, gsize n)
{
  g_autoptr (GError) error = NULL;
  char *path = NULL;
  int fd = g_file_open_tmp ("linnet-sound-XXXXXX", &path, &error);

  g_assert_no_error (error);
  if (n > 0)
    g_assert_cmpint (write (fd, content, n), ==, n);
  close (fd);
  return path;
}

static void
scratch_free (char *path)
{
  g_remove (path);
  g_free (path);
}

static void
append_le (GByteArray *bytes, guint64 value, guint n)
{
  for (guint i = 0; i < n; i++)
    g_byte_array_append (bytes, &(guint8){ (guint8) (value >> (8 * i)) }, 1);
}

typedef struct
{
  guint tag, bits, channels, rate_hz;
} Format;

/* One second of a 600 Hz tone, the same in all channels */
static char *
make_wav (const Format *format)
{
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  guint frame = format->channels * format->bits / 8;

  g_byte_array_append (bytes, (const guint8 *) "RIFF....WAVELIST\3\0\0\0abc\0fmt ", 28);
  append_le (bytes, 16, 4);
  append_le (bytes, format->tag, 2);
  append_le (bytes, format->channels, 2);
  append_le (bytes, format->rate_hz, 4);
  append_le (bytes, format->rate_hz * frame, 4);
  append_le (bytes, frame, 2);
  append_le (bytes, format->bits, 2);
  g_byte_array_append (bytes, (const guint8 *) "data", 4);
  append_le (bytes, format->rate_hz * frame, 4);
  for (guint i = 0; i < format->rate_hz; i++)
    {
      double x = 0.5 * sin (2 * G_PI * 600 * i / format->rate_hz);
      float f = (float) x;
      guint32 float_bits;

      memcpy (&float_bits, &f, sizeof f);
      for (guint c = 0; c < format->channels; c++)
        append_le (bytes,
                   format->tag == 3     ? float_bits
                   : format->bits == 8  ? (guint64) (x * 127 + 128)
                   : format->bits == 16 ? (guint64) (gint64) (x * 0x7fff)
                   : format->bits == 24 ? (guint64) (gint64) (x * 0x7fffff)
                                        : (guint64) (gint64) (x * 0x7fffffff),
                   format->bits / 8);
    }
  return scratch_file ((const char *) bytes->data, bytes->len);
}

static void
test_wav_formats (void)
{
  static const Format formats[] = {
    { 1, 8, 1, 8000 },   { 1, 16, 1, 8000 },  { 1, 16, 2, 44100 }, { 1, 24, 2, 48000 },
    { 1, 32, 1, 16000 }, { 3, 32, 1, 22050 }, { 1, 16, 6, 96000 }, { 1, 16, 1, 11025 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (formats); i++)
    {
      char *path = make_wav (&formats[i]);
      gsize n;
      g_autofree gint16 *samples = read_wav (path, 16000, &n);

      g_assert_cmpuint (n, >, 15500);
      g_assert_cmpuint (n, <, 16500);
      g_assert_cmpfloat (tone_share (samples + 1600, 12800, 16000, 600), >, 0.98);
      g_assert_cmpfloat (rms (samples + 1600, 12800), >, 10000);
      g_assert_cmpfloat (rms (samples + 1600, 12800), <, 13000);
      scratch_free (path);
    }
}

static void
test_wav_loops (void)
{
  Format format = { 1, 16, 1, 8000 };
  char *path = make_wav (&format);
  g_autoptr (MediaWavReader) reader = media_wav_reader_new (path, TRUE, NULL);
  g_autofree gint16 *samples = g_new (gint16, 5 * 8000);

  g_assert_cmpuint (media_wav_reader_read (reader, 8000, samples, 5 * 8000), ==, 5 * 8000);
  g_assert_cmpfloat (tone_share (samples + 32000, 8000, 8000, 600), >, 0.98);
  scratch_free (path);
}

static void
refuse (const char *content, gsize n)
{
  char *path = scratch_file (content, n);
  g_autoptr (GError) error = NULL;

  g_assert_null (media_wav_reader_new (path, FALSE, &error));
  g_assert_error (error, MEDIA_ERROR, MEDIA_ERROR_FILE);
  scratch_free (path);
}

static void
test_wav_refused (void)
{
  static const char header[] = "RIFF....WAVEfmt \20\0\0\0\1\0\1\0\100\037\0\0\200\076\0\0\2\0\20\0"
                               "data\377\377\377\177";
  char broken[sizeof header];
  char *path = scratch_file (header, sizeof header - 1);
  g_autoptr (MediaWavReader) empty = media_wav_reader_new (path, TRUE, NULL);
  g_autoptr (GError) error = NULL;
  gint16 samples[160];

  /* Sizes that promise more than there is: the file just ends, and a loop of nothing too */
  g_assert_nonnull (empty);
  g_assert_cmpuint (media_wav_reader_read (empty, 8000, samples, 160), ==, 0);
  scratch_free (path);
  for (gsize n = 0; n < sizeof header - 1; n++)
    refuse (header, n);
  memcpy (broken, header, sizeof header);
  broken[22] = 9; /* channels */
  refuse (broken, sizeof header - 1);
  memcpy (broken, header, sizeof header);
  broken[20] = 7; /* mu-law */
  refuse (broken, sizeof header - 1);
  memcpy (broken, header, sizeof header);
  broken[26] = 0x7f; /* rate */
  refuse (broken, sizeof header - 1);
  refuse ("data", 4);
  g_assert_null (media_wav_reader_new ("/nonexistent/x.wav", FALSE, &error));
  g_assert_error (error, MEDIA_ERROR, MEDIA_ERROR_FILE);
}

static void
make_tone (gint16 *samples, gsize n, double hz, double amplitude)
{
  for (gsize i = 0; i < n; i++)
    samples[i] = (gint16) (amplitude * sin (2 * G_PI * hz * (double) i / RATE));
}

static void
on_failed (const char *detail, gpointer user_data)
{
  g_string_append (user_data, detail);
}

static void
test_recorder_fills_gaps (void)
{
  char *path = scratch_file (NULL, 0);
  MediaRecorder *recorder = media_recorder_new (path, NULL, NULL);
  g_autofree gint16 *tone = g_new (gint16, 2 * RATE), *recorded = NULL;
  gsize n;

  make_tone (tone, 2 * RATE, 600, 10000);
  media_recorder_push (recorder, 5000000, RATE, tone, 1600);
  media_recorder_push (recorder, 5230000, RATE, tone, 1600);     /* 30 ms late: jitter */
  media_recorder_push (recorder, 6000000, RATE, tone, 1600);     /* 600 ms of nothing */
  media_recorder_push (recorder, 6200000, 2 * RATE, tone, 3200); /* another codec */
  media_recorder_free (recorder);
  recorded = read_wav (path, RATE, &n);
  g_assert_cmpuint (n, >=, 1200 * 8 - 80);
  g_assert_cmpuint (n, <=, 1400 * 8);
  g_assert_cmpfloat (rms (recorded + 3300, 4600), <, 1);
  g_assert_cmpfloat (tone_share (recorded + 8000, 1600, RATE, 600), >, 0.95);
  /* 600 Hz at the other rate is 1200 Hz */
  g_assert_cmpfloat (tone_share (recorded + 9800, 1200, RATE, 1200), >, 0.95);
  scratch_free (path);
}

static void
test_recorder_tells (void)
{
  g_autoptr (GString) told = g_string_new (NULL);
  MediaRecorder *recorder = media_recorder_new ("/nonexistent/x.wav", on_failed, told);
  gint16 samples[160] = { 0 };

  for (int i = 0; i < 5; i++)
    media_recorder_push (recorder, i * 20000, RATE, samples, 160);
  media_recorder_free (recorder);
  g_assert_nonnull (strstr (told->str, "/nonexistent/x.wav"));
  g_assert_null (strstr (strstr (told->str, "/nonexistent") + 1, "/nonexistent"));
}

/* The child writes and waits to be killed; what it wrote is whole */
static void
test_recording_survives_a_kill (void)
{
  char *path = scratch_file (NULL, 0);
  g_autofree gint16 *tone = g_new (gint16, RATE), *recorded = NULL;
  int written[2], status;
  gsize n;
  char byte;
  pid_t child;

  make_tone (tone, RATE, 600, 10000);
  g_assert_cmpint (pipe (written), ==, 0);
  child = fork ();
  if (child == 0)
    {
      MediaWavWriter *writer = media_wav_writer_new (path, RATE, NULL);

      for (int i = 0; i < 50; i++)
        if (!media_wav_writer_write (writer, tone + i * 160, 160, NULL))
          _exit (1);
      if (write (written[1], "x", 1) == 1)
        pause ();
      _exit (1);
    }
  g_assert_cmpint (read (written[0], &byte, 1), ==, 1);
  kill (child, SIGKILL);
  g_assert_cmpint (waitpid (child, &status, 0), ==, child);
  g_assert_true (WIFSIGNALED (status));
  recorded = read_wav (path, RATE, &n);
  g_assert_cmpuint (n, ==, RATE);
  g_assert_cmpfloat (tone_share (recorded, n, RATE, 600), >, 0.98);
  close (written[0]);
  close (written[1]);
  scratch_free (path);
}

/* Plays one sound, hears another one some time later, in packets of 20 ms */
static double
compare (const gint16 *played, const gint16 *heard, gsize n, guint delay_ms, int *found_ms)
{
  g_autoptr (MediaEchoMatch) match = media_echo_match_new ();
  double result = -1;

  for (gsize i = 0; i + 160 <= n; i += 160)
    {
      gint64 time_us = 1000000 + (gint64) i * 125;

      media_echo_match_played (match, time_us, RATE, played + i, 160);
      if (heard != NULL)
        media_echo_match_heard (match, time_us + delay_ms * 1000, RATE, heard + i, 160);
      if (i % RATE == 0)
        media_echo_match_update_in_worker (match, time_us, FALSE);
    }
  media_echo_match_update_in_worker (match, 1000000 + (gint64) n * 125, TRUE);
  g_assert_true (media_echo_match_get (match, &result, found_ms));
  return result;
}

static void
test_echo_found (void)
{
  g_autofree gint16 *played = g_new (gint16, N), *heard = g_new (gint16, N);
  static const guint delays_ms[] = { 0, 40, 333, 1900 };
  int found_ms;

  make_speech (played, N, RATE, 1);
  for (gsize d = 0; d < G_N_ELEMENTS (delays_ms); d++)
    {
      /* Quieter and with noise */
      for (gsize i = 0; i < N; i++)
        heard[i] = (gint16) (played[i] / 4 + g_test_rand_int_range (-50, 50));
      g_assert_cmpfloat (compare (played, heard, N, delays_ms[d], &found_ms), >, 0.9);
      g_assert_cmpint (ABS (found_ms - (int) delays_ms[d]), <=, 2);
    }
}

static void
test_echo_not_found (void)
{
  g_autofree gint16 *played = g_new (gint16, N), *heard = g_new0 (gint16, N);
  int found_ms;

  make_speech (played, N, RATE, 1);
  g_assert_cmpfloat (compare (played, NULL, N, 0, &found_ms), ==, 0);
  g_assert_cmpfloat (compare (played, heard, N, 100, &found_ms), ==, 0);
  make_speech (heard, N, RATE, 2);
  g_assert_cmpfloat (compare (played, heard, N, 100, &found_ms), <, 0.3);
  make_tone (heard, N, 440, 8000);
  g_assert_cmpfloat (compare (played, heard, N, 100, &found_ms), <, 0.3);
  for (gsize i = 0; i < N; i++)
    heard[i] = (gint16) g_test_rand_int_range (-8000, 8000);
  g_assert_cmpfloat (compare (played, heard, N, 100, &found_ms), <, 0.2);
}

static void
test_echo_of_tones (void)
{
  g_autofree gint16 *played = g_new (gint16, N), *heard = g_new (gint16, N);
  int found_ms;

  make_tone (played, N, 440, 8000);
  make_tone (heard, N, 440, 2000);
  g_assert_cmpfloat (compare (played, heard, N, 200, &found_ms), >, 0.95);
  make_tone (heard, N, 480, 8000);
  g_assert_cmpfloat (compare (played, heard, N, 200, &found_ms), <, 0.1);
  make_tone (heard, N, 1000, 8000);
  g_assert_cmpfloat (compare (played, heard, N, 200, &found_ms), <, 0.1);
}

/* Nothing audible was sent: nothing can be said */
static void
test_echo_of_silence (void)
{
  g_autoptr (MediaEchoMatch) match = media_echo_match_new ();
  gint16 silence[160] = { 0 };
  double result = 0;
  int delay_ms;

  for (gint64 time_us = 0; time_us < 4000000; time_us += 20000)
    {
      media_echo_match_played (match, time_us, RATE, silence, 160);
      media_echo_match_heard (match, time_us, RATE, silence, 160);
    }
  g_assert_false (media_echo_match_update_in_worker (match, 4000000, TRUE));
  g_assert_false (media_echo_match_get (match, &result, &delay_ms));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  media_init ();
  g_test_add_func ("/media/sound/CLI/wav-of-any-rate-width-and-channels", test_wav_formats);
  g_test_add_func ("/media/sound/CLI/wav-loops-without-a-seam", test_wav_loops);
  g_test_add_func ("/media/sound/CLI/broken-wav-is-refused", test_wav_refused);
  g_test_add_func ("/media/sound/CLI/recording-keeps-its-time-line", test_recorder_fills_gaps);
  g_test_add_func ("/media/sound/CLI/recording-that-fails-is-told-once", test_recorder_tells);
  g_test_add_func ("/media/sound/CLI/recording-survives-a-kill", test_recording_survives_a_kill);
  g_test_add_func ("/media/sound/CLI/echo-is-found-with-its-delay", test_echo_found);
  g_test_add_func ("/media/sound/CLI/other-sound-is-no-echo", test_echo_not_found);
  g_test_add_func ("/media/sound/CLI/tones-are-told-apart", test_echo_of_tones);
  g_test_add_func ("/media/sound/CLI/silence-proves-nothing", test_echo_of_silence);
  return g_test_run ();
}
