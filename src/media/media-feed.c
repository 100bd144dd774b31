/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Linnet Authors */
/* What is sent instead of a microphone: silence, a file, a tone, or what was heard. */
#define G_LOG_DOMAIN "media-feed"

#include "media-feed.h"

#include "media-wav.h"

#include <math.h>
#include <string.h>

#define TONE_HZ 440
#define TONE_AMPLITUDE 8192 /* -12 dBFS */
/* More than this waiting to be sent back is delay, not a buffer */
#define ECHO_MAX_MS 200

struct _MediaFeed
{
  MediaSource source;
  gint muted; /* atomic */
  MediaWavReader *file;
  double tone_hz, tone_phase;
  GMutex echo_lock;
  GArray *echo;
  guint echo_rate_hz;
};

MediaFeed *
media_feed_new (const MediaSessionOptions *options, GError **error)
{
  MediaFeed *self = g_new0 (MediaFeed, 1);

  self->source = options->source;
  self->tone_hz = options->tone_hz > 0 ? options->tone_hz : TONE_HZ;
  g_mutex_init (&self->echo_lock);
  self->echo = g_array_new (FALSE, FALSE, sizeof (gint16));
  if (self->source == MEDIA_SOURCE_FILE)
    {
      self->file = media_wav_reader_new (options->source_file, options->source_loop, error);
      if (self->file == NULL)
        self->source = MEDIA_SOURCE_SILENCE;
    }
  return self;
}

void
media_feed_free (MediaFeed *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->file, media_wav_reader_free);
  g_clear_pointer (&self->echo, g_array_unref);
  g_mutex_clear (&self->echo_lock);
  g_free (self);
}

void
media_feed_set_muted (MediaFeed *self, gboolean muted)
{
  g_atomic_int_set (&self->muted, muted);
}

static void
fill_tone (MediaFeed *self, guint rate_hz, gint16 *samples, gsize n)
{
  double step = 2 * G_PI * self->tone_hz / rate_hz;

  for (gsize i = 0; i < n; i++)
    {
      samples[i] = (gint16) lrint (TONE_AMPLITUDE * sin (self->tone_phase));
      self->tone_phase = fmod (self->tone_phase + step, 2 * G_PI);
    }
}

/* Returns how many samples there were */
static gsize
fill_echo (MediaFeed *self, guint rate_hz, gint16 *samples, gsize n)
{
  gsize available = 0;

  g_mutex_lock (&self->echo_lock);
  if (self->echo_rate_hz == rate_hz)
    {
      available = MIN (n, self->echo->len);
      if (available > 0)
        {
          memcpy (samples, self->echo->data, available * sizeof *samples);
          g_array_remove_range (self->echo, 0, (guint) available);
        }
    }
  g_mutex_unlock (&self->echo_lock);
  return available;
}

void
media_feed_fill_in_streaming_thread (MediaFeed *self, guint rate_hz, gint16 *samples, gsize n)
{
  gsize filled = 0;

  switch (self->source)
    {
    case MEDIA_SOURCE_SILENCE:
      break;
    case MEDIA_SOURCE_DEVICE:
      filled = n;
      break;
    case MEDIA_SOURCE_FILE:
      filled = media_wav_reader_read (self->file, rate_hz, samples, n);
      break;
    case MEDIA_SOURCE_TONE:
      fill_tone (self, rate_hz, samples, n);
      filled = n;
      break;
    case MEDIA_SOURCE_ECHO:
      filled = fill_echo (self, rate_hz, samples, n);
      break;
    }
  if (g_atomic_int_get (&self->muted))
    filled = 0;
  memset (samples + filled, 0, (n - filled) * sizeof *samples);
}

void
media_feed_heard_in_streaming_thread (MediaFeed *self,
                                      guint rate_hz,
                                      const gint16 *samples,
                                      gsize n)
{
  guint most = rate_hz * ECHO_MAX_MS / 1000;

  if (self->source != MEDIA_SOURCE_ECHO)
    return;
  g_mutex_lock (&self->echo_lock);
  if (self->echo_rate_hz != rate_hz)
    g_array_set_size (self->echo, 0);
  self->echo_rate_hz = rate_hz;
  g_array_append_vals (self->echo, samples, (guint) n);
  if (self->echo->len > most)
    g_array_remove_range (self->echo, 0, self->echo->len - most);
  g_mutex_unlock (&self->echo_lock);
}
