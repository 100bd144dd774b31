/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Linnet Authors */
/* Two media sessions that talk over loopback, and ears that recognise what they recorded. */
#define G_LOG_DOMAIN "media-fixture"

#include "media-fixture.h"

#include "media-wav.h"

#include <glib/gstdio.h>
#include <math.h>
#include <string.h>

#define PATIENCE_S 20
#define SAMPLES_MAX (60 * 48000)

static void
on_first_packet (MediaSession *session, gpointer user_data)
{
  ((Party *) user_data)->first_packet = TRUE;
}

static void
on_stopped (MediaSession *session, gpointer user_data)
{
  ((Party *) user_data)->stopped = TRUE;
}

static void
on_dtmf (MediaSession *session, const char *digit, gpointer user_data)
{
  g_string_append (((Party *) user_data)->digits, digit);
}

static void
on_warning (MediaSession *session, const char *id, const char *detail, gpointer user_data)
{
  g_test_message ("warning %s: %s", id, detail);
  g_string_append_printf (((Party *) user_data)->warnings, "%s ", id);
}

static void
on_echo (MediaSession *session, double match, int delay_ms, gpointer user_data)
{
  Party *party = user_data;

  party->n_echoes++;
  party->echo_match = match;
  party->echo_delay_ms = delay_ms;
}

static void
party_init (Party *self, const char *directory, const char *name, const MediaSessionOptions *given)
{
  g_autoptr (GInetAddress) loopback = g_inet_address_new_loopback (G_SOCKET_FAMILY_IPV4);
  MediaSessionOptions options = { 0 };
  g_autoptr (GError) error = NULL;

  if (given != NULL)
    options = *given;
  self->digits = g_string_new (NULL);
  self->warnings = g_string_new (NULL);
  self->record_file = g_build_filename (directory, name, NULL);
  if (options.record_file == NULL)
    options.record_file = self->record_file;
  self->session = media_session_new (&options);
  g_signal_connect (self->session, "first-packet", G_CALLBACK (on_first_packet), self);
  g_signal_connect (self->session, "stopped", G_CALLBACK (on_stopped), self);
  g_signal_connect (self->session, "dtmf", G_CALLBACK (on_dtmf), self);
  g_signal_connect (self->session, "warning", G_CALLBACK (on_warning), self);
  g_signal_connect (self->session, "echo-result", G_CALLBACK (on_echo), self);
  media_session_bind (self->session, loopback, &error);
  g_assert_no_error (error);
}

Call *
call_new (const MediaSessionOptions *a, const MediaSessionOptions *b)
{
  Call *self = g_new0 (Call, 1);
  g_autoptr (GError) error = NULL;

  self->directory = g_dir_make_tmp ("linnet-media-XXXXXX", &error);
  g_assert_no_error (error);
  party_init (&self->a, self->directory, "a.wav", a);
  party_init (&self->b, self->directory, "b.wav", b);
  return self;
}

void
call_rekey (Party *tx, Party *rx)
{
  SdpSuite suite = tx->parameters.srtp.suite;
  gsize n = sdp_suite_get_key_size (suite) + sdp_suite_get_salt_size (suite);
  guint8 bytes[64];

  for (gsize i = 0; i < n; i++)
    bytes[i] = (guint8) g_random_int ();
  g_clear_pointer (&tx->parameters.srtp.tx_key, secret_unref);
  g_clear_pointer (&rx->parameters.srtp.rx_key, secret_unref);
  tx->parameters.srtp.tx_key = secret_new (bytes, n);
  rx->parameters.srtp.rx_key = secret_ref (tx->parameters.srtp.tx_key);
}

static void
party_agree (Party *self, Party *peer, const char *codec, SdpSuite suite)
{
  g_autoptr (GInetAddress) loopback = g_inet_address_new_loopback (G_SOCKET_FAMILY_IPV4);
  gboolean is_opus = g_str_equal (codec, "opus");
  int pt = is_opus ? 96 : g_str_equal (codec, "G722") ? 9 : g_str_equal (codec, "PCMA") ? 8 : 0;

  self->parameters.codec = codec;
  self->parameters.clock_hz = is_opus ? 48000 : 8000;
  self->parameters.channels = is_opus ? 2 : 1;
  self->parameters.tx_pt = self->parameters.rx_pt = pt;
  self->parameters.dtmf_tx_pt = self->parameters.dtmf_rx_pt = 101;
  self->parameters.send = self->parameters.receive = TRUE;
  self->parameters.srtp.suite = suite;
  g_clear_object (&self->parameters.remote_rtp);
  self->parameters.remote_rtp = G_INET_SOCKET_ADDRESS (
      g_inet_socket_address_new (loopback, media_session_get_rtp_port (peer->session)));
}

void
call_agree (Call *self, const char *codec, SdpSuite suite)
{
  party_agree (&self->a, &self->b, codec, suite);
  party_agree (&self->b, &self->a, codec, suite);
  call_rekey (&self->a, &self->b);
  call_rekey (&self->b, &self->a);
}

void
call_start (Call *self)
{
  g_autoptr (GError) error = NULL;

  media_session_start (self->a.session, &self->a.parameters, &error);
  g_assert_no_error (error);
  media_session_start (self->b.session, &self->b.parameters, &error);
  g_assert_no_error (error);
}

static gboolean
both_stopped (gpointer data)
{
  Call *self = data;

  return self->a.stopped && self->b.stopped;
}

void
call_stop (Call *self)
{
  media_session_stop (self->a.session);
  media_session_stop (self->b.session);
  run_until (both_stopped, self);
  g_assert_true (media_finish (5000));
}

static void
party_clear (Party *self)
{
  g_clear_object (&self->session);
  g_clear_object (&self->parameters.remote_rtp);
  g_clear_object (&self->parameters.remote_rtcp);
  g_clear_pointer (&self->parameters.srtp.tx_key, secret_unref);
  g_clear_pointer (&self->parameters.srtp.rx_key, secret_unref);
  g_string_free (self->digits, TRUE);
  g_string_free (self->warnings, TRUE);
  g_remove (self->record_file);
  g_free (self->record_file);
}

void
call_free (Call *self)
{
  if (!both_stopped (self))
    call_stop (self);
  party_clear (&self->a);
  party_clear (&self->b);
  g_rmdir (self->directory);
  g_free (self->directory);
  g_free (self);
}

static gboolean
on_poll (gpointer user_data)
{
  return G_SOURCE_CONTINUE;
}

void
run_until (Condition condition, gpointer data)
{
  gint64 end_us = g_get_monotonic_time () + PATIENCE_S * G_USEC_PER_SEC;
  guint poll = g_timeout_add (5, on_poll, NULL);

  while (!condition (data) && g_get_monotonic_time () < end_us)
    g_main_context_iteration (NULL, TRUE);
  g_source_remove (poll);
  g_assert_true (condition (data));
}

typedef struct
{
  Party *party;
  guint64 packets;
} PacketsWanted;

static gboolean
has_packets (gpointer data)
{
  PacketsWanted *wanted = data;
  MediaStats stats;

  media_session_get_stats (wanted->party->session, &stats);
  return stats.rx_packets >= wanted->packets;
}

void
run_packets (Party *party, guint64 n)
{
  PacketsWanted wanted = { .party = party };
  MediaStats stats;

  media_session_get_stats (party->session, &stats);
  wanted.packets = stats.rx_packets + n;
  run_until (has_packets, &wanted);
}

static gboolean
is_past (gpointer data)
{
  return g_get_monotonic_time () >= *(gint64 *) data;
}

void
run_ms (guint ms)
{
  gint64 end_us = g_get_monotonic_time () + (gint64) ms * 1000;

  run_until (is_past, &end_us);
}

gint16 *
read_wav (const char *path, guint rate_hz, gsize *n)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MediaWavReader) reader = media_wav_reader_new (path, FALSE, &error);
  gint16 *samples = g_new (gint16, SAMPLES_MAX);

  g_assert_no_error (error);
  *n = media_wav_reader_read (reader, rate_hz, samples, SAMPLES_MAX);
  return samples;
}

void
write_wav (const char *path, guint rate_hz, const gint16 *samples, gsize n)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MediaWavWriter) writer = media_wav_writer_new (path, rate_hz, &error);

  g_assert_no_error (error);
  media_wav_writer_write (writer, samples, n, &error);
  g_assert_no_error (error);
}

double
tone_share (const gint16 *samples, gsize n, guint rate_hz, double hz)
{
  double w = 2 * G_PI * hz / rate_hz, s1 = 0, s2 = 0, power = 0, at;

  for (gsize i = 0; i < n; i++)
    {
      double s = samples[i] + 2 * cos (w) * s1 - s2;

      s2 = s1;
      s1 = s;
      power += (double) samples[i] * samples[i];
    }
  at = s1 * s1 + s2 * s2 - 2 * cos (w) * s1 * s2;
  return power > 0 ? 2 * at / ((double) n * power) : 0;
}

double
rms (const gint16 *samples, gsize n)
{
  double power = 0;

  for (gsize i = 0; i < n; i++)
    power += (double) samples[i] * samples[i];
  return n > 0 ? sqrt (power / (double) n) : 0;
}

guint
tone_ms (const char *path, double hz)
{
  gsize n, block = 320;
  g_autofree gint16 *samples = read_wav (path, 16000, &n);
  guint longest = 0, now = 0;

  for (gsize i = 0; i + block <= n; i += block)
    {
      gboolean heard =
          rms (samples + i, block) > 1000 && tone_share (samples + i, block, 16000, hz) > 0.8;

      now = heard ? now + 20 : 0;
      longest = MAX (longest, now);
    }
  return longest;
}

void
count_blocks (const char *path, double hz, guint *tone, guint *silence, guint *all)
{
  gsize n, block = 320;
  g_autofree gint16 *samples = read_wav (path, 16000, &n);

  *tone = *silence = *all = 0;
  for (gsize i = 0; i + block <= n; i += block)
    {
      (*all)++;
      if (rms (samples + i, block) < 30)
        (*silence)++;
      else if (tone_share (samples + i, block, 16000, hz) > 0.8)
        (*tone)++;
    }
}

void
make_speech (gint16 *samples, gsize n, guint rate_hz, guint seed)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (seed);
  double pitch_hz = 0, formant_hz = 0, level = 0, phase = 0;
  double y1 = 0, y2 = 0;

  for (gsize i = 0; i < n; i++)
    {
      double r, w, y;

      /* A syllable each 150 ms, every fifth a pause */
      if (i % (rate_hz * 15 / 100) == 0)
        {
          pitch_hz = g_rand_double_range (rand, 90, 240);
          formant_hz = g_rand_double_range (rand, 300, 1200);
          level = g_rand_int_range (rand, 0, 5) == 0 ? 0 : g_rand_double_range (rand, 0.3, 1);
        }
      phase += pitch_hz / rate_hz;
      r = phase >= 1 ? 1 : 0;
      phase = fmod (phase, 1);
      w = 2 * G_PI * formant_hz / rate_hz;
      y = r * 9000 * level + 2 * 0.985 * cos (w) * y1 - 0.97 * y2 +
          g_rand_double_range (rand, -40, 40) * level;
      y2 = y1;
      y1 = y;
      samples[i] = (gint16) CLAMP (y, -30000, 30000);
    }
}
