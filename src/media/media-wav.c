/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Linnet Authors */
/* WAV files: any usual sample format in, 16-bit mono out and in. */
#define G_LOG_DOMAIN "media-wav"

#include "media-wav.h"

#include <errno.h>
#include <fcntl.h>
#include <gst/audio/audio.h>
#include <stdio.h>
#include <string.h>
#include <sys/uio.h>
#include <unistd.h>

#define HEADER_BYTES 44
#define CHUNK_HEADER_BYTES 8
#define FORMAT_BYTES_MAX 40
#define CHANNELS_MAX 8
#define RATE_MIN_HZ 1000
#define RATE_MAX_HZ 384000
#define READ_FRAMES 1024
#define DATA_MAX_BYTES G_MAXINT32

enum
{
  WAVE_PCM = 1,
  WAVE_FLOAT = 3,
  WAVE_EXTENSIBLE = 0xfffe,
};

struct _MediaWavReader
{
  FILE *file;
  gboolean loop;
  GstAudioInfo format;
  long data_start;
  guint64 data_bytes, read_bytes;
  GstAudioConverter *converter;
  guint rate_hz;
  /* Converted and not yet asked for */
  GArray *ready;
  gsize ready_taken;
};

static guint16
read_le16 (const guint8 *p)
{
  return (guint16) (p[1] << 8 | p[0]);
}

static guint32
read_le32 (const guint8 *p)
{
  return (guint32) p[3] << 24 | (guint32) p[2] << 16 | (guint32) p[1] << 8 | p[0];
}

static GstAudioFormat
sample_format (guint tag, guint bits)
{
  if (tag == WAVE_FLOAT)
    return bits == 32   ? GST_AUDIO_FORMAT_F32LE
           : bits == 64 ? GST_AUDIO_FORMAT_F64LE
                        : GST_AUDIO_FORMAT_UNKNOWN;
  if (tag != WAVE_PCM)
    return GST_AUDIO_FORMAT_UNKNOWN;
  switch (bits)
    {
    case 8:
      return GST_AUDIO_FORMAT_U8;
    case 16:
      return GST_AUDIO_FORMAT_S16LE;
    case 24:
      return GST_AUDIO_FORMAT_S24LE;
    case 32:
      return GST_AUDIO_FORMAT_S32LE;
    default:
      return GST_AUDIO_FORMAT_UNKNOWN;
    }
}

static gboolean
parse_format (MediaWavReader *self, const guint8 *chunk, gsize n_bytes)
{
  GstAudioChannelPosition positions[CHANNELS_MAX];
  guint tag, channels, rate, bits;
  GstAudioFormat format;

  if (n_bytes < 16)
    return FALSE;
  tag = read_le16 (chunk);
  channels = read_le16 (chunk + 2);
  rate = read_le32 (chunk + 4);
  bits = read_le16 (chunk + 14);
  if (tag == WAVE_EXTENSIBLE && n_bytes >= 26)
    tag = read_le16 (chunk + 24);
  format = sample_format (tag, bits);
  if (format == GST_AUDIO_FORMAT_UNKNOWN || channels < 1 || channels > CHANNELS_MAX ||
      rate < RATE_MIN_HZ || rate > RATE_MAX_HZ ||
      !gst_audio_channel_positions_from_mask (
          (int) channels, gst_audio_channel_get_fallback_mask ((int) channels), positions))
    return FALSE;
  gst_audio_info_set_format (&self->format, format, (int) rate, (int) channels, positions);
  return TRUE;
}

/* Leaves the file at the first sample */
static gboolean
read_chunks (MediaWavReader *self)
{
  guint8 header[12], format[FORMAT_BYTES_MAX];

  if (fread (header, 1, 12, self->file) != 12 || memcmp (header, "RIFF", 4) != 0 ||
      memcmp (header + 8, "WAVE", 4) != 0)
    return FALSE;
  while (fread (header, 1, CHUNK_HEADER_BYTES, self->file) == CHUNK_HEADER_BYTES)
    {
      guint32 n_bytes = read_le32 (header + 4);
      gsize wanted = 0;

      if (memcmp (header, "data", 4) == 0)
        {
          self->data_start = ftell (self->file);
          self->data_bytes = n_bytes;
          return self->format.bpf > 0;
        }
      if (memcmp (header, "fmt ", 4) == 0)
        {
          wanted = MIN (n_bytes, sizeof format);
          if (fread (format, 1, wanted, self->file) != wanted ||
              !parse_format (self, format, wanted))
            return FALSE;
        }
      if (fseek (self->file, (long) (n_bytes - wanted) + (n_bytes & 1), SEEK_CUR) != 0)
        return FALSE;
    }
  return FALSE;
}

MediaWavReader *
media_wav_reader_new (const char *path, gboolean loop, GError **error)
{
  g_autoptr (MediaWavReader) self = g_new0 (MediaWavReader, 1);

  self->loop = loop;
  self->ready = g_array_new (FALSE, FALSE, sizeof (gint16));
  self->file = fopen (path, "rbe");
  if (self->file == NULL)
    {
      int saved = errno;

      g_set_error (error, MEDIA_ERROR, MEDIA_ERROR_FILE, "%s: %s", path, g_strerror (saved));
      return NULL;
    }
  if (!read_chunks (self))
    {
      g_set_error (error, MEDIA_ERROR, MEDIA_ERROR_FILE, "%s: no WAV file with PCM samples", path);
      return NULL;
    }
  return g_steal_pointer (&self);
}

void
media_wav_reader_free (MediaWavReader *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->file, fclose);
  g_clear_pointer (&self->converter, gst_audio_converter_free);
  g_clear_pointer (&self->ready, g_array_unref);
  g_free (self);
}

static void
set_rate (MediaWavReader *self, guint rate_hz)
{
  GstAudioInfo out;

  if (self->converter != NULL && self->rate_hz == rate_hz)
    return;
  g_clear_pointer (&self->converter, gst_audio_converter_free);
  g_array_set_size (self->ready, 0);
  self->ready_taken = 0;
  gst_audio_info_set_format (&out, GST_AUDIO_FORMAT_S16, (int) rate_hz, 1, NULL);
  self->converter = gst_audio_converter_new (0, &self->format, &out, NULL);
  self->rate_hz = rate_hz;
}

/* One block of the file, as it is; 0 at the end, or when it repeats nothing */
static gsize
read_frames (MediaWavReader *self, guint8 *frames)
{
  gsize frame_bytes = (gsize) self->format.bpf;
  guint64 left = (self->data_bytes - self->read_bytes) / frame_bytes;
  gsize n = fread (frames, frame_bytes, (gsize) MIN (left, READ_FRAMES), self->file);

  self->read_bytes += n * frame_bytes;
  if (n == 0 && self->loop && self->read_bytes > 0 &&
      fseek (self->file, self->data_start, SEEK_SET) == 0)
    {
      self->read_bytes = 0;
      n = fread (frames, frame_bytes, READ_FRAMES, self->file);
      n = (gsize) MIN ((guint64) n, self->data_bytes / frame_bytes);
      self->read_bytes = n * frame_bytes;
    }
  return n;
}

/* Converts a block of the file, or what the resampler still holds at its end */
static gboolean
convert_more (MediaWavReader *self)
{
  guint8 frames[READ_FRAMES * CHANNELS_MAX * sizeof (double)];
  gsize n_in, n_out, before = self->ready->len;
  gpointer in[] = { frames }, out[1];

  n_in = read_frames (self, frames);
  if (n_in == 0)
    return FALSE;
  n_out = gst_audio_converter_get_out_frames (self->converter, n_in);
  g_array_set_size (self->ready, (guint) (before + n_out));
  out[0] = (gint16 *) (void *) self->ready->data + before;
  return gst_audio_converter_samples (self->converter, 0, in, n_in, out, n_out);
}

gsize
media_wav_reader_read (MediaWavReader *self, guint rate_hz, gint16 *samples, gsize n)
{
  gsize available;

  set_rate (self, rate_hz);
  while (self->ready->len - self->ready_taken < n && convert_more (self))
    ;
  available = MIN (n, self->ready->len - self->ready_taken);
  if (available > 0)
    memcpy (samples, (const gint16 *) (void *) self->ready->data + self->ready_taken,
            available * sizeof *samples);
  self->ready_taken += available;
  if (self->ready_taken == self->ready->len || self->ready_taken > READ_FRAMES)
    {
      g_array_remove_range (self->ready, 0, (guint) self->ready_taken);
      self->ready_taken = 0;
    }
  return available;
}

struct _MediaWavWriter
{
  int fd;
  guint rate_hz;
  guint32 data_bytes;
};

static void
write_le (guint8 *p, guint32 value, gsize n_bytes)
{
  for (gsize i = 0; i < n_bytes; i++)
    p[i] = (guint8) (value >> (8 * i));
}

static gboolean
write_header (const MediaWavWriter *self)
{
  guint8 header[HEADER_BYTES] = "RIFF....WAVEfmt ";

  write_le (header + 4, HEADER_BYTES - CHUNK_HEADER_BYTES + self->data_bytes, 4);
  write_le (header + 16, 16, 4);
  write_le (header + 20, WAVE_PCM, 2);
  write_le (header + 22, 1, 2);
  write_le (header + 24, self->rate_hz, 4);
  write_le (header + 28, self->rate_hz * 2, 4);
  write_le (header + 32, 2, 2);
  write_le (header + 34, 16, 2);
  memcpy (header + 36, "data", 4);
  write_le (header + 40, self->data_bytes, 4);
  return pwrite (self->fd, header, sizeof header, 0) == sizeof header;
}

static gboolean
fail_write (int saved, GError **error)
{
  g_set_error (error, MEDIA_ERROR, MEDIA_ERROR_FILE, "Writing the recording failed: %s",
               g_strerror (saved));
  return FALSE;
}

MediaWavWriter *
media_wav_writer_new (const char *path, guint rate_hz, GError **error)
{
  g_autoptr (MediaWavWriter) self = g_new0 (MediaWavWriter, 1);

  self->rate_hz = rate_hz;
  self->fd = open (path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
  if (self->fd < 0 || !write_header (self))
    {
      int saved = errno;

      g_set_error (error, MEDIA_ERROR, MEDIA_ERROR_FILE, "%s: %s", path, g_strerror (saved));
      return NULL;
    }
  return g_steal_pointer (&self);
}

void
media_wav_writer_free (MediaWavWriter *self)
{
  if (self == NULL)
    return;
  if (self->fd >= 0)
    close (self->fd);
  g_free (self);
}

gboolean
media_wav_writer_write (MediaWavWriter *self, const gint16 *samples, gsize n, GError **error)
{
  g_autofree guint8 *bytes = g_malloc (n * 2);

  if (n * 2 > DATA_MAX_BYTES - self->data_bytes)
    return fail_write (EFBIG, error);
  for (gsize i = 0; i < n; i++)
    write_le (bytes + 2 * i, (guint16) samples[i], 2);
  for (gsize done = 0; done < n * 2;)
    {
      ssize_t written = pwrite (self->fd, bytes + done, n * 2 - done,
                                HEADER_BYTES + (off_t) (self->data_bytes + done));

      if (written < 0 && errno == EINTR)
        continue;
      if (written <= 0)
        return fail_write (errno, error);
      done += (gsize) written;
    }
  self->data_bytes += (guint32) n * 2;
  return write_header (self) || fail_write (errno, error);
}
