/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Linnet Authors */
/* The way in: the stream that is heard, decoder, tap, loudspeaker or nothing. */
#define G_LOG_DOMAIN "media-pipeline-receive"

#include "media-pipeline-private.h"

#include <stdio.h>

/* Another stream takes over when the one that is heard was silent for so long */
#define TAKE_OVER_US (200 * 1000)

/* What the jitter buffer of the stream before still holds is played first: it waits as long as a
 * packet lasts at the sink before the next one */
#define HAND_OVER_US (MEDIA_JITTER_MS * 1000)

typedef struct
{
  MediaPipeline *pipeline;
  gboolean fresh; /* nothing of it was heard yet */
} Branch;

static GstPadProbeReturn
on_other_payload_in_streaming_thread (GstPad *pad, GstPadProbeInfo *info, gpointer user_data)
{
  return GST_PAD_PROBE_DROP;
}

/* Several SSRCs may come one after the other, and back again (music on hold, re-key) */
static GstPadProbeReturn
on_stream_in_streaming_thread (GstPad *pad, GstPadProbeInfo *info, gpointer user_data)
{
  Branch *branch = user_data;
  MediaPipeline *self = branch->pipeline;
  gint64 now_us = g_get_monotonic_time ();
  gboolean heard, hand_over;

  g_mutex_lock (&self->link_lock);
  hand_over = branch->fresh && self->linked != NULL && now_us - self->linked_us <= TAKE_OVER_US;
  g_mutex_unlock (&self->link_lock);
  if (hand_over)
    g_usleep (HAND_OVER_US);

  g_mutex_lock (&self->link_lock);
  if (self->linked != pad && (branch->fresh || now_us - self->linked_us > TAKE_OVER_US))
    {
      g_autoptr (GstPad) sink = gst_element_get_static_pad (self->depayloader, "sink");

      if (self->linked != NULL)
        gst_pad_unlink (self->linked, sink);
      self->linked = gst_pad_link (pad, sink) == GST_PAD_LINK_OK ? pad : NULL;
    }
  branch->fresh = FALSE;
  heard = self->linked == pad;
  if (heard)
    self->linked_us = now_us;
  g_mutex_unlock (&self->link_lock);
  return heard ? GST_PAD_PROBE_OK : GST_PAD_PROBE_DROP;
}

static void
on_pad_added_in_streaming_thread (GstElement *rtpbin, GstPad *pad, gpointer user_data)
{
  MediaPipeline *self = user_data;
  guint session, ssrc, payload_type;
  Branch *branch;

  if (sscanf (GST_PAD_NAME (pad), "recv_rtp_src_%u_%u_%u", &session, &ssrc, &payload_type) != 3)
    return;
  if ((int) payload_type != self->options.rx_pt)
    {
      gst_pad_add_probe (pad, GST_PAD_PROBE_TYPE_BUFFER | GST_PAD_PROBE_TYPE_BUFFER_LIST,
                         on_other_payload_in_streaming_thread, NULL, NULL);
      return;
    }
  branch = g_new (Branch, 1);
  *branch = (Branch){ .pipeline = self, .fresh = TRUE };
  gst_pad_add_probe (pad, GST_PAD_PROBE_TYPE_BUFFER | GST_PAD_PROBE_TYPE_BUFFER_LIST,
                     on_stream_in_streaming_thread, branch, g_free);
}

static void
on_pad_removed_in_streaming_thread (GstElement *rtpbin, GstPad *pad, gpointer user_data)
{
  MediaPipeline *self = user_data;

  g_mutex_lock (&self->link_lock);
  if (self->linked == pad)
    self->linked = NULL;
  g_mutex_unlock (&self->link_lock);
}

static GstPadProbeReturn
on_heard_in_streaming_thread (GstPad *pad, GstPadProbeInfo *info, gpointer user_data)
{
  MediaPipeline *self = user_data;
  GstBuffer *buffer = GST_PAD_PROBE_INFO_BUFFER (info);
  /* What is late by the jitter buffer's latency is heard on time */
  gint64 time_us =
      (gint64) (self->base_time + GST_BUFFER_PTS (buffer)) / 1000 + MEDIA_JITTER_MS * 1000;
  GstMapInfo map;

  if (gst_buffer_map (buffer, &map, GST_MAP_READ))
    {
      media_tap_incoming_in_streaming_thread (self->tap, time_us, self->options.codec->rate_hz,
                                              (const gint16 *) (void *) map.data, map.size / 2);
      gst_buffer_unmap (buffer, &map);
    }
  return GST_PAD_PROBE_OK;
}

gboolean
media_pipeline_build_receive (MediaPipeline *self, GError **error)
{
  const MediaCodec *codec = self->options.codec;
  g_autoptr (GstCaps) caps = gst_caps_new_simple (
      "audio/x-raw", "format", G_TYPE_STRING, GST_AUDIO_NE (S16), "layout", G_TYPE_STRING,
      "interleaved", "rate", G_TYPE_INT, (int) codec->rate_hz, "channels", G_TYPE_INT, 1, NULL);
  GstElement *decoder = media_codec_create_decoder (codec);
  g_autoptr (GstPad) pad = NULL;

  self->depayloader = media_pipeline_add (self, codec->depayloader);
  gst_bin_add (GST_BIN (self->pipeline), decoder);
  self->heard = media_pipeline_add (self, "capsfilter");
  self->sink = media_pipeline_add (self, "fakesink");
  g_object_set (self->heard, "caps", caps, NULL);
  g_object_set (self->sink, "sync", TRUE, "async", FALSE, "enable-last-sample", FALSE,
                "processing-deadline", (guint64) 0, NULL);
  if (!gst_element_link_many (self->depayloader, decoder, self->heard, self->sink, NULL))
    {
      g_set_error_literal (error, MEDIA_ERROR, MEDIA_ERROR_FAILED, "The decoder cannot be linked");
      return FALSE;
    }
  pad = gst_element_get_static_pad (self->heard, "src");
  gst_pad_add_probe (pad, GST_PAD_PROBE_TYPE_BUFFER, on_heard_in_streaming_thread, self, NULL);
  g_signal_connect (self->rtpbin, "pad-added", G_CALLBACK (on_pad_added_in_streaming_thread), self);
  g_signal_connect (self->rtpbin, "pad-removed", G_CALLBACK (on_pad_removed_in_streaming_thread),
                    self);
  return TRUE;
}

/* Between two buffers: the sound goes to the loudspeaker from the next one on */
static GstPadProbeReturn
on_idle_replace_sink (GstPad *pad, GstPadProbeInfo *info, gpointer user_data)
{
  MediaPipeline *self = user_data;
  GstElement *speaker = g_steal_pointer (&self->speaker), *before = self->sink;

  gst_element_unlink (self->heard, before);
  gst_element_set_locked_state (before, TRUE);
  gst_element_set_state (before, GST_STATE_NULL);
  gst_bin_remove (GST_BIN (self->pipeline), before);
  gst_bin_add (GST_BIN (self->pipeline), speaker);
  self->sink = speaker;
  gst_element_link (self->heard, speaker);
  gst_element_sync_state_with_parent (speaker);
  gst_object_unref (speaker);
  return GST_PAD_PROBE_REMOVE;
}

static void
on_speaker_opened (MediaPipeline *self, GstElement *element, const char *detail)
{
  g_autoptr (GstPad) pad = NULL;

  if (element == NULL)
    {
      self->events.warning ("no-speaker", detail, self->user_data);
      return;
    }
  self->speaker = element;
  pad = gst_element_get_static_pad (self->heard, "src");
  gst_pad_add_probe (pad, GST_PAD_PROBE_TYPE_IDLE, on_idle_replace_sink, self, NULL);
}

void
media_pipeline_open_speaker (MediaPipeline *self)
{
  GstElement *sink = media_pipeline_create_device ("pulsesink", self->options.output_device);

  if (sink == NULL)
    {
      self->events.warning ("no-speaker", "pulsesink is not installed", self->user_data);
      return;
    }
  g_object_set (sink, "async", FALSE, "enable-last-sample", FALSE, "processing-deadline",
                (guint64) 0, NULL);
  media_pipeline_open (self, sink, on_speaker_opened);
}
