/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Linnet Authors */
/* What is sent instead of a microphone: silence, a file, a tone, or what was heard. */
#pragma once

#include "media-session.h"

typedef struct _MediaFeed MediaFeed;

/**
 * media_feed_new:
 * @options: its source and what belongs to it, copied
 *
 * Opens the file. Blocks on it.
 *
 * Returns: (transfer full): never %NULL; with @error set (MEDIA_ERROR_FILE) it feeds silence
 */
MediaFeed *media_feed_new (const MediaSessionOptions *options, GError **error);
void media_feed_free (MediaFeed *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MediaFeed, media_feed_free)

/**
 * media_feed_set_muted:
 *
 * Silence from now on; the file and the tone go on unheard. Any thread.
 */
void media_feed_set_muted (MediaFeed *self, gboolean muted);

/**
 * media_feed_fill_in_streaming_thread:
 * @samples: the next @n samples to send; those of a microphone are there already
 */
void media_feed_fill_in_streaming_thread (MediaFeed *self, guint rate_hz, gint16 *samples, gsize n);

/**
 * media_feed_heard_in_streaming_thread:
 *
 * What was heard, for %MEDIA_SOURCE_ECHO.
 */
void media_feed_heard_in_streaming_thread (MediaFeed *self,
                                           guint rate_hz,
                                           const gint16 *samples,
                                           gsize n);
