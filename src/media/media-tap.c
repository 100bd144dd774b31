/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Linnet Authors */
/* Both sounds of a call as they pass: what is fed into it, and who listens to it. */
#define G_LOG_DOMAIN "media-tap"

#include "media-tap.h"

struct _MediaTap
{
  MediaTapEvents events;
  gpointer user_data;
  gint64 origin_us;
  gint has_first; /* atomic */
  /* Owned */
  MediaFeed *feed;
  MediaRecorder *recorder;
  MediaEchoMatch *match;
};

static void
on_record_failed (const char *detail, gpointer user_data)
{
  MediaTap *self = user_data;

  self->events.record_failed (detail, self->user_data);
}

MediaTap *
media_tap_new (const MediaSessionOptions *options,
               const MediaTapEvents *events,
               gpointer user_data,
               GError **error)
{
  MediaTap *self = g_new0 (MediaTap, 1);

  self->events = *events;
  self->user_data = user_data;
  self->origin_us = g_get_monotonic_time ();
  self->feed = media_feed_new (options, error);
  if (options->record_file != NULL)
    self->recorder = media_recorder_new (options->record_file, on_record_failed, self);
  if (options->expect_echo)
    self->match = media_echo_match_new ();
  return self;
}

void
media_tap_free (MediaTap *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->recorder, media_recorder_free);
  g_clear_pointer (&self->feed, media_feed_free);
  g_clear_pointer (&self->match, media_echo_match_unref);
  g_free (self);
}

MediaFeed *
media_tap_get_feed (MediaTap *self)
{
  return self->feed;
}

MediaEchoMatch *
media_tap_get_match (MediaTap *self)
{
  return self->match;
}

gint64
media_tap_get_origin_us (MediaTap *self)
{
  return self->origin_us;
}

void
media_tap_outgoing_in_streaming_thread (MediaTap *self,
                                        gint64 time_us,
                                        guint rate_hz,
                                        gint16 *samples,
                                        gsize n)
{
  media_feed_fill_in_streaming_thread (self->feed, rate_hz, samples, n);
  if (self->match != NULL)
    media_echo_match_played (self->match, time_us - self->origin_us, rate_hz, samples, n);
}

void
media_tap_incoming_in_streaming_thread (MediaTap *self,
                                        gint64 time_us,
                                        guint rate_hz,
                                        const gint16 *samples,
                                        gsize n)
{
  media_feed_heard_in_streaming_thread (self->feed, rate_hz, samples, n);
  if (self->recorder != NULL)
    media_recorder_push (self->recorder, time_us - self->origin_us, rate_hz, samples, n);
  if (self->match != NULL)
    media_echo_match_heard (self->match, time_us - self->origin_us, rate_hz, samples, n);
  if (g_atomic_int_compare_and_exchange (&self->has_first, FALSE, TRUE))
    self->events.first (self->user_data);
}
