/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Linnet Authors */
/* Both sounds of a call as they pass: what is fed into it, and who listens to it. */
#pragma once

#include "media-echo-match.h"
#include "media-feed.h"
#include "media-recorder.h"

typedef struct _MediaTap MediaTap;

/* Both come once at most; @first on a streaming thread, @record_failed on the recorder's. */
typedef struct
{
  void (*first) (gpointer user_data);
  void (*record_failed) (const char *detail, gpointer user_data);
} MediaTapEvents;

/**
 * media_tap_new:
 *
 * Opens the file to play, if any. Blocks on it.
 *
 * Returns: (transfer full): never %NULL; with @error set (MEDIA_ERROR_FILE) it feeds silence
 */
MediaTap *media_tap_new (const MediaSessionOptions *options,
                         const MediaTapEvents *events,
                         gpointer user_data,
                         GError **error);

/**
 * media_tap_free:
 *
 * Finishes the recording. Blocks.
 */
void media_tap_free (MediaTap *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MediaTap, media_tap_free)

MediaFeed *media_tap_get_feed (MediaTap *self);

/**
 * media_tap_get_match:
 *
 * Returns: (nullable) (transfer none): the comparison, if an echo is expected
 */
MediaEchoMatch *media_tap_get_match (MediaTap *self);

/* Monotonic time at which the common time line of a tap begins. */
gint64 media_tap_get_origin_us (MediaTap *self);

/**
 * media_tap_outgoing_in_streaming_thread:
 * @time_us: monotonic time of the first sample
 * @samples: (inout): filled by the feed, then what is sent
 */
void media_tap_outgoing_in_streaming_thread (MediaTap *self,
                                             gint64 time_us,
                                             guint rate_hz,
                                             gint16 *samples,
                                             gsize n);
void media_tap_incoming_in_streaming_thread (MediaTap *self,
                                             gint64 time_us,
                                             guint rate_hz,
                                             const gint16 *samples,
                                             gsize n);
