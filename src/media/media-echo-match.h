/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Linnet Authors */
/* Is what came back what was sent? By content: sound against sound, whatever codec and level. */
#pragma once

#include <glib.h>

typedef struct _MediaEchoMatch MediaEchoMatch;

/**
 * media_echo_match_new:
 *
 * Times below are microseconds on one common time line that begins near 0. The first 20 s are
 * compared, second by second, for delays of up to 2 s.
 *
 * Returns: (transfer full): an empty comparison, shared by reference counting
 */
MediaEchoMatch *media_echo_match_new (void);
MediaEchoMatch *media_echo_match_ref (MediaEchoMatch *self);
void media_echo_match_unref (MediaEchoMatch *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MediaEchoMatch, media_echo_match_unref)

/**
 * media_echo_match_played:
 * @time_us: when the first sample was sent
 * @rate_hz: 8000, 16000 or 48000
 *
 * One thread at a time for what was played, another one may tell what was heard.
 */
void media_echo_match_played (MediaEchoMatch *self,
                              gint64 time_us,
                              guint rate_hz,
                              const gint16 *samples,
                              gsize n);
void media_echo_match_heard (MediaEchoMatch *self,
                             gint64 time_us,
                             guint rate_hz,
                             const gint16 *samples,
                             gsize n);

/**
 * media_echo_match_update_in_worker:
 * @now_us: until when sound could have come back
 * @final: take what cannot get complete any more as it is
 *
 * Compares what has become comparable: some ten milliseconds of work for each second of sound.
 * One thread at a time.
 *
 * Returns: whether there is a new result
 */
gboolean media_echo_match_update_in_worker (MediaEchoMatch *self, gint64 now_us, gboolean final);

/**
 * media_echo_match_get:
 *
 * Returns: %FALSE as long as there is no result. Any thread.
 */
gboolean media_echo_match_get (MediaEchoMatch *self, double *match, int *delay_ms);
