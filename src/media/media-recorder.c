/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Linnet Authors */
/* Writes what is heard to a WAV file, on a thread of its own. */
#define G_LOG_DOMAIN "media-recorder"

#include "media-recorder.h"

#include <gst/audio/audio.h>
#include <string.h>

#define GAP_US (60 * 1000)
#define SILENCE_BLOCK 8000
/* A minute of 48 kHz: beyond that the disk does not keep up and samples are dropped */
#define PENDING_MAX_SAMPLES (60 * 48000)

typedef struct
{
  gint64 time_us;
  guint rate_hz;
  gsize n;
  gint16 samples[];
} Block;

struct _MediaRecorder
{
  char *path;
  MediaRecorderFailed failed;
  gpointer user_data;
  GThread *thread;
  GAsyncQueue *blocks;
  gint pending_samples; /* atomic */
  /* Writer thread */
  MediaWavWriter *writer;
  gboolean broken;
  guint rate_hz, converter_rate_hz;
  GstAudioConverter *converter;
  gint64 origin_us;
  guint64 written;
};

static const Block last_block;

static void
write_samples_in_worker (MediaRecorder *self, const gint16 *samples, gsize n)
{
  g_autoptr (GError) error = NULL;

  if (self->broken || media_wav_writer_write (self->writer, samples, n, &error))
    {
      self->written += n;
      return;
    }
  self->broken = TRUE;
  if (self->failed != NULL)
    self->failed (error->message, self->user_data);
}

static void
fill_gap_in_worker (MediaRecorder *self, gint64 time_us)
{
  static const gint16 silence[SILENCE_BLOCK];
  gint64 end_us =
      self->origin_us + (gint64) (self->written * G_USEC_PER_SEC / MAX (self->rate_hz, 1));
  guint64 missing;

  if (time_us - end_us <= GAP_US)
    return;
  missing = (guint64) (time_us - end_us) * self->rate_hz / G_USEC_PER_SEC;
  while (missing > 0 && !self->broken)
    {
      gsize n = (gsize) MIN (missing, SILENCE_BLOCK);

      write_samples_in_worker (self, silence, n);
      missing -= n;
    }
}

static void
write_converted_in_worker (MediaRecorder *self, const Block *block)
{
  g_autofree gint16 *converted = NULL;
  gpointer in[] = { (gpointer) block->samples }, out[1];
  GstAudioInfo from, to;
  gsize n;

  if (self->converter == NULL || self->converter_rate_hz != block->rate_hz)
    {
      g_clear_pointer (&self->converter, gst_audio_converter_free);
      gst_audio_info_set_format (&from, GST_AUDIO_FORMAT_S16, (int) block->rate_hz, 1, NULL);
      gst_audio_info_set_format (&to, GST_AUDIO_FORMAT_S16, (int) self->rate_hz, 1, NULL);
      self->converter = gst_audio_converter_new (0, &from, &to, NULL);
      self->converter_rate_hz = block->rate_hz;
    }
  n = gst_audio_converter_get_out_frames (self->converter, block->n);
  converted = g_new0 (gint16, n + 1);
  out[0] = converted;
  if (gst_audio_converter_samples (self->converter, 0, in, block->n, out, n))
    write_samples_in_worker (self, converted, n);
}

static void
write_block_in_worker (MediaRecorder *self, const Block *block)
{
  g_autoptr (GError) error = NULL;

  if (self->broken)
    return;
  if (self->writer == NULL)
    {
      self->writer = media_wav_writer_new (self->path, block->rate_hz, &error);
      if (self->writer == NULL)
        {
          self->broken = TRUE;
          if (self->failed != NULL)
            self->failed (error->message, self->user_data);
          return;
        }
      self->rate_hz = block->rate_hz;
      self->origin_us = block->time_us;
    }
  fill_gap_in_worker (self, block->time_us);
  if (block->rate_hz == self->rate_hz)
    write_samples_in_worker (self, block->samples, block->n);
  else
    write_converted_in_worker (self, block);
}

static gpointer
record_in_worker (gpointer user_data)
{
  MediaRecorder *self = user_data;

  while (TRUE)
    {
      Block *block = g_async_queue_pop (self->blocks);

      if (block == &last_block)
        return NULL;
      write_block_in_worker (self, block);
      g_atomic_int_add (&self->pending_samples, -(gint) block->n);
      g_free (block);
    }
}

MediaRecorder *
media_recorder_new (const char *path, MediaRecorderFailed failed, gpointer user_data)
{
  MediaRecorder *self = g_new0 (MediaRecorder, 1);

  self->path = g_strdup (path);
  self->failed = failed;
  self->user_data = user_data;
  self->blocks = g_async_queue_new_full (g_free);
  self->thread = g_thread_new ("media-record", record_in_worker, self);
  return self;
}

void
media_recorder_free (MediaRecorder *self)
{
  if (self == NULL)
    return;
  g_async_queue_push (self->blocks, (gpointer) &last_block);
  g_thread_join (self->thread);
  g_async_queue_unref (self->blocks);
  g_clear_pointer (&self->writer, media_wav_writer_free);
  g_clear_pointer (&self->converter, gst_audio_converter_free);
  g_free (self->path);
  g_free (self);
}

void
media_recorder_push (MediaRecorder *self,
                     gint64 time_us,
                     guint rate_hz,
                     const gint16 *samples,
                     gsize n)
{
  Block *block;

  if (n == 0 || g_atomic_int_get (&self->pending_samples) > PENDING_MAX_SAMPLES)
    return;
  block = g_malloc (sizeof *block + n * sizeof *samples);
  *block = (Block){ .time_us = time_us, .rate_hz = rate_hz, .n = n };
  memcpy (block->samples, samples, n * sizeof *samples);
  g_atomic_int_add (&self->pending_samples, (gint) n);
  g_async_queue_push (self->blocks, block);
}
