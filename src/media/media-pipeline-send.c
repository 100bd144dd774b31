/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Linnet Authors */
/* The way out: a clock that ticks packets, or a microphone; encoder, payloader, shaper. */
#define G_LOG_DOMAIN "media-pipeline-send"

#include "media-pipeline-private.h"

/* What is encoded passes here: filled, muted, listened to */
static GstPadProbeReturn
on_sound_in_streaming_thread (GstPad *pad, GstPadProbeInfo *info, gpointer user_data)
{
  MediaPipeline *self = user_data;
  GstBuffer *buffer = gst_buffer_make_writable (GST_PAD_PROBE_INFO_BUFFER (info));
  gint64 time_us = (gint64) (self->base_time + GST_BUFFER_PTS (buffer)) / 1000;
  GstMapInfo map;

  info->data = buffer;
  GST_BUFFER_FLAG_UNSET (buffer, GST_BUFFER_FLAG_GAP);
  if (!gst_buffer_map (buffer, &map, GST_MAP_READWRITE))
    return GST_PAD_PROBE_DROP;
  media_tap_outgoing_in_streaming_thread (self->tap, time_us, self->options.codec->rate_hz,
                                          (gint16 *) (void *) map.data, map.size / 2);
  gst_buffer_unmap (buffer, &map);
  return GST_PAD_PROBE_OK;
}

static GstPadProbeReturn
on_packet_in_streaming_thread (GstPad *pad, GstPadProbeInfo *info, gpointer user_data)
{
  MediaPipeline *self = user_data;
  GstBuffer *buffer = GST_PAD_PROBE_INFO_BUFFER (info);
  gboolean out = media_shaper_shape_in_streaming_thread (self->shaper, &buffer);

  info->data = buffer;
  return out ? GST_PAD_PROBE_OK : GST_PAD_PROBE_DROP;
}

static void
add_probe (GstElement *element, const char *name, GstPadProbeCallback callback, gpointer user_data)
{
  g_autoptr (GstPad) pad = gst_element_get_static_pad (element, name);

  gst_pad_add_probe (pad, GST_PAD_PROBE_TYPE_BUFFER, callback, user_data, NULL);
}

static GstCaps *
create_sound_caps (const MediaCodec *codec)
{
  return gst_caps_new_simple ("audio/x-raw", "format", G_TYPE_STRING, GST_AUDIO_NE (S16), "layout",
                              G_TYPE_STRING, "interleaved", "rate", G_TYPE_INT,
                              (int) codec->rate_hz, "channels", G_TYPE_INT, 1, NULL);
}

gboolean
media_pipeline_build_send (MediaPipeline *self, GError **error)
{
  const MediaCodec *codec = self->options.codec;
  const MediaEncoding *encoding = &self->options.encoding;
  g_autoptr (GstCaps) caps = create_sound_caps (codec);
  GstElement *encoder;
  gboolean linked;

  /* The pace of all that is sent without a microphone; the sound itself comes from the tap */
  self->ticker = media_pipeline_add (self, "audiotestsrc");
  encoder = media_codec_create_encoder (codec, encoding);
  self->payloader = media_codec_create_payloader (codec, encoding);
  gst_bin_add_many (GST_BIN (self->pipeline), encoder, self->payloader, NULL);
  gst_util_set_object_arg (G_OBJECT (self->ticker), "wave", "silence");
  g_object_set (self->ticker, "is-live", TRUE, "samplesperbuffer",
                (int) (codec->rate_hz / 1000 * encoding->ptime_ms), NULL);
  if (self->options.use_microphone)
    {
      self->selector = media_pipeline_add (self, "input-selector");
      g_object_set (self->selector, "sync-streams", FALSE, NULL);
      self->ticker_pad = gst_element_request_pad_simple (self->selector, "sink_%u");
      linked = gst_element_link_pads_filtered (self->ticker, "src", self->selector,
                                               GST_PAD_NAME (self->ticker_pad), caps) &&
               gst_element_link (self->selector, encoder);
    }
  else
    linked = gst_element_link_filtered (self->ticker, encoder, caps);
  if (!linked || !gst_element_link (encoder, self->payloader))
    {
      g_set_error_literal (error, MEDIA_ERROR, MEDIA_ERROR_FAILED, "The encoder cannot be linked");
      return FALSE;
    }
  add_probe (encoder, "sink", on_sound_in_streaming_thread, self);
  add_probe (self->payloader, "src", on_packet_in_streaming_thread, self);
  return TRUE;
}

/* A microphone that fails ends its stream; the call's goes on */
static GstPadProbeReturn
on_microphone_event_in_streaming_thread (GstPad *pad, GstPadProbeInfo *info, gpointer user_data)
{
  if (GST_EVENT_TYPE (GST_PAD_PROBE_INFO_EVENT (info)) == GST_EVENT_EOS)
    return GST_PAD_PROBE_DROP;
  return GST_PAD_PROBE_OK;
}

/* Sound is there: from now on it is sent instead of silence */
static GstPadProbeReturn
on_microphone_works_in_streaming_thread (GstPad *pad, GstPadProbeInfo *info, gpointer user_data)
{
  MediaPipeline *self = user_data;

  g_object_set (self->selector, "active-pad", self->microphone_pad, NULL);
  return GST_PAD_PROBE_REMOVE;
}

static void
on_microphone_opened (MediaPipeline *self, GstElement *element, const char *detail)
{
  g_autoptr (GstPad) pad = NULL;

  if (element == NULL)
    {
      self->events.warning ("no-microphone", detail, self->user_data);
      return;
    }
  self->microphone = element;
  gst_bin_add (GST_BIN (self->pipeline), element);
  gst_object_unref (element);
  self->microphone_pad = gst_element_request_pad_simple (self->selector, "sink_%u");
  pad = gst_element_get_static_pad (element, "src");
  gst_pad_add_probe (pad, GST_PAD_PROBE_TYPE_EVENT_DOWNSTREAM,
                     on_microphone_event_in_streaming_thread, NULL, NULL);
  gst_pad_add_probe (pad, GST_PAD_PROBE_TYPE_BUFFER, on_microphone_works_in_streaming_thread, self,
                     NULL);
  gst_pad_link (pad, self->microphone_pad);
  if (!gst_element_sync_state_with_parent (element))
    media_pipeline_lose_microphone (self, "The microphone does not start");
}

void
media_pipeline_open_microphone (MediaPipeline *self)
{
  g_autoptr (GstCaps) caps = create_sound_caps (self->options.codec);
  GstElement *source = media_pipeline_create_device ("pulsesrc", self->options.input_device);
  GstElement *bin, *convert, *resample, *filter;
  g_autoptr (GstPad) pad = NULL;

  if (source == NULL)
    {
      self->events.warning ("no-microphone", "pulsesrc is not installed", self->user_data);
      return;
    }
  bin = gst_bin_new (NULL);
  convert = gst_element_factory_make ("audioconvert", NULL);
  resample = gst_element_factory_make ("audioresample", NULL);
  filter = gst_element_factory_make ("capsfilter", NULL);
  g_object_set (filter, "caps", caps, NULL);
  gst_bin_add_many (GST_BIN (bin), source, convert, resample, filter, NULL);
  gst_element_link_many (source, convert, resample, filter, NULL);
  pad = gst_element_get_static_pad (filter, "src");
  gst_element_add_pad (bin, gst_ghost_pad_new ("src", pad));
  media_pipeline_open (self, bin, on_microphone_opened);
}

void
media_pipeline_lose_microphone (MediaPipeline *self, const char *detail)
{
  GstElement *microphone = g_steal_pointer (&self->microphone);

  if (microphone == NULL)
    return;
  g_object_set (self->selector, "active-pad", self->ticker_pad, NULL);
  gst_element_set_locked_state (microphone, TRUE);
  gst_element_set_state (microphone, GST_STATE_NULL);
  gst_bin_remove (GST_BIN (self->pipeline), microphone);
  gst_element_release_request_pad (self->selector, self->microphone_pad);
  g_clear_pointer (&self->microphone_pad, gst_object_unref);
  self->events.warning ("no-microphone", detail, self->user_data);
}
