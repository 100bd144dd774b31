/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Linnet Authors */
/* WAV files: any usual sample format in, 16-bit mono out and in. Blocking file access. */
#pragma once

#include "media-error.h"

typedef struct _MediaWavReader MediaWavReader;

/**
 * media_wav_reader_new:
 * @path: PCM of 8, 16, 24 or 32 bits, or 32- or 64-bit float; 1 to 8 channels, 1 to 384 kHz
 * @loop: begin again at the end
 *
 * Returns: (transfer full): %NULL with MEDIA_ERROR_FILE
 */
MediaWavReader *media_wav_reader_new (const char *path, gboolean loop, GError **error);
void media_wav_reader_free (MediaWavReader *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MediaWavReader, media_wav_reader_free)

/**
 * media_wav_reader_read:
 * @rate_hz: of the samples wanted; may change between calls
 *
 * Reads, mixes down to mono and resamples.
 *
 * Returns: how many of @n samples there were; fewer only at the end
 */
gsize media_wav_reader_read (MediaWavReader *self, guint rate_hz, gint16 *samples, gsize n);

typedef struct _MediaWavWriter MediaWavWriter;

/**
 * media_wav_writer_new:
 *
 * Truncates @path. The header is right after each write: what was written plays even if the
 * process is killed.
 *
 * Returns: (transfer full): %NULL with MEDIA_ERROR_FILE
 */
MediaWavWriter *media_wav_writer_new (const char *path, guint rate_hz, GError **error);
void media_wav_writer_free (MediaWavWriter *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MediaWavWriter, media_wav_writer_free)

/**
 * media_wav_writer_write:
 *
 * Returns: %FALSE with MEDIA_ERROR_FILE: the disk is full, or the file has reached 2 GB
 */
gboolean
media_wav_writer_write (MediaWavWriter *self, const gint16 *samples, gsize n, GError **error);
