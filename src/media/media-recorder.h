/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Linnet Authors */
/* Writes what is heard to a WAV file, on a thread of its own, gaps in time as silence. */
#pragma once

#include "media-wav.h"

typedef void (*MediaRecorderFailed) (const char *detail, gpointer user_data);

typedef struct _MediaRecorder MediaRecorder;

/**
 * media_recorder_new:
 * @failed: (nullable): told once, on the recorder's thread, when the file cannot be written
 *
 * The file is made by the thread, at the rate of the first samples.
 */
MediaRecorder *
media_recorder_new (const char *path, MediaRecorderFailed failed, gpointer user_data);

/**
 * media_recorder_free:
 *
 * Writes what is pending and joins the thread. Blocks.
 */
void media_recorder_free (MediaRecorder *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MediaRecorder, media_recorder_free)

/**
 * media_recorder_push:
 * @time_us: when the first sample is due on the time line of the recording
 *
 * Appends samples; a hole in time of more than 60 ms becomes silence. One pushing thread at a time;
 * does not wait for the disk.
 */
void media_recorder_push (MediaRecorder *self,
                          gint64 time_us,
                          guint rate_hz,
                          const gint16 *samples,
                          gsize n);
