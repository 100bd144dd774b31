/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Linnet Authors */
/* GStreamer's part of a call: rtpbin, the secure edge around it, and what the bus tells. */
#define G_LOG_DOMAIN "media-pipeline"

#include "media-pipeline-private.h"

#include <string.h>

#define RTCP_INTERVAL_MS 5000
/* SSRCs of one peer at a time; each has a jitter buffer and a thread */
#define STREAMS_MAX 8
/* Packets that wait for the first element: a second of sound */
#define QUEUE_MAX_PACKETS 100

GstElement *
media_pipeline_add (MediaPipeline *self, const char *factory)
{
  GstElement *element = gst_element_factory_make (factory, NULL);

  if (element == NULL)
    {
      g_warning ("GStreamer has no element %s", factory);
      return NULL;
    }
  gst_bin_add (GST_BIN (self->pipeline), element);
  return element;
}

/* The secure edge, outwards */
static GstFlowReturn
send_sample (GstAppSink *sink, MediaPipeline *self, MediaSrtpKind kind)
{
  g_autoptr (GstSample) sample = gst_app_sink_pull_sample (sink);
  GstBuffer *buffer = sample != NULL ? gst_sample_get_buffer (sample) : NULL;
  GstMapInfo map;

  if (buffer != NULL && gst_buffer_map (buffer, &map, GST_MAP_READ))
    {
      self->events.send (kind, map.data, map.size, self->user_data);
      gst_buffer_unmap (buffer, &map);
    }
  return GST_FLOW_OK;
}

static GstFlowReturn
on_rtp_in_streaming_thread (GstAppSink *sink, gpointer user_data)
{
  return send_sample (sink, user_data, MEDIA_SRTP_RTP);
}

static GstFlowReturn
on_rtcp_in_streaming_thread (GstAppSink *sink, gpointer user_data)
{
  return send_sample (sink, user_data, MEDIA_SRTP_RTCP);
}

static GstElement *
add_edge_sink (MediaPipeline *self, MediaSrtpKind kind)
{
  GstElement *element = media_pipeline_add (self, "appsink");
  GstAppSinkCallbacks callbacks = {
    .new_sample = kind == MEDIA_SRTP_RTP ? on_rtp_in_streaming_thread : on_rtcp_in_streaming_thread,
  };

  g_object_set (element, "sync", FALSE, "async", FALSE, "enable-last-sample", FALSE, NULL);
  gst_app_sink_set_callbacks (GST_APP_SINK (element), &callbacks, self, NULL);
  return element;
}

/* The secure edge, inwards */
static GstElement *
add_edge_source (MediaPipeline *self, const char *media_type)
{
  GstElement *element = media_pipeline_add (self, "appsrc");
  g_autoptr (GstCaps) caps = gst_caps_new_empty_simple (media_type);

  g_object_set (element, "caps", caps, "is-live", TRUE, "format", GST_FORMAT_TIME, "max-buffers",
                (guint64) QUEUE_MAX_PACKETS, "max-bytes", (guint64) 0, NULL);
  gst_util_set_object_arg (G_OBJECT (element), "leaky-type", "downstream");
  return element;
}

void
media_pipeline_push (MediaPipeline *self, MediaSrtpKind kind, const guint8 *packet, gsize n_bytes)
{
  GstElement *source = kind == MEDIA_SRTP_RTP ? self->rtp_source : self->rtcp_source;
  GstClockTime now = (GstClockTime) g_get_monotonic_time () * 1000;
  GstBuffer *buffer = gst_buffer_new_memdup (packet, n_bytes);

  GST_BUFFER_PTS (buffer) = now > self->base_time ? now - self->base_time : 0;
  GST_BUFFER_DTS (buffer) = GST_BUFFER_PTS (buffer);
  gst_app_src_push_buffer (GST_APP_SRC (source), buffer);
}

static GstCaps *
on_request_pt_map (GstElement *rtpbin, guint session, guint payload_type, gpointer user_data)
{
  MediaPipeline *self = user_data;

  if ((int) payload_type == self->options.rx_pt)
    return media_codec_create_rtp_caps (self->options.codec, payload_type);
  /* telephone-event and comfort noise: never decoded, but they share the clock */
  return gst_caps_new_simple ("application/x-rtp", "media", G_TYPE_STRING, "audio", "payload",
                              G_TYPE_INT, (int) payload_type, "clock-rate", G_TYPE_INT,
                              (int) self->options.codec->clock_hz, NULL);
}

static void
configure_rtcp (MediaPipeline *self)
{
  guint interval_ms =
      self->options.rtcp_interval_ms != 0 ? self->options.rtcp_interval_ms : RTCP_INTERVAL_MS;
  GObject *session = NULL;

  g_signal_emit_by_name (self->rtpbin, "get-internal-session", 0, &session);
  g_return_if_fail (session != NULL);
  g_object_set (session, "rtcp-min-interval", (guint64) interval_ms * GST_MSECOND, "probation", 0,
                "rtcp-reduced-size", self->options.rtcp_reduced_size, NULL);
  g_object_unref (session);
}

/* Only CNAME: RTCP tells no name, place or program (RFC 7022) */
static gboolean
build_rtpbin (MediaPipeline *self, const char *cname, GError **error)
{
  g_autoptr (GstStructure) sdes =
      gst_structure_new ("application/x-rtp-source-sdes", "cname", G_TYPE_STRING, cname, NULL);
  GstElement *rtp_sink, *rtcp_sink;

  self->rtpbin = media_pipeline_add (self, "rtpbin");
  if (self->rtpbin == NULL)
    {
      g_set_error_literal (error, MEDIA_ERROR, MEDIA_ERROR_FAILED, "rtpbin is not installed");
      return FALSE;
    }
  g_object_set (self->rtpbin, "sdes", sdes, "latency", MEDIA_JITTER_MS, "do-lost", TRUE,
                "autoremove", TRUE, "max-streams", STREAMS_MAX, NULL);
  g_signal_connect (self->rtpbin, "request-pt-map", G_CALLBACK (on_request_pt_map), self);

  rtp_sink = add_edge_sink (self, MEDIA_SRTP_RTP);
  rtcp_sink = add_edge_sink (self, MEDIA_SRTP_RTCP);
  self->rtp_source = add_edge_source (self, "application/x-rtp");
  self->rtcp_source = add_edge_source (self, "application/x-rtcp");
  if (gst_element_link_pads (self->payloader, "src", self->rtpbin, "send_rtp_sink_0") &&
      gst_element_link_pads (self->rtpbin, "send_rtp_src_0", rtp_sink, "sink") &&
      gst_element_link_pads (self->rtpbin, "send_rtcp_src_0", rtcp_sink, "sink") &&
      gst_element_link_pads (self->rtp_source, "src", self->rtpbin, "recv_rtp_sink_0") &&
      gst_element_link_pads (self->rtcp_source, "src", self->rtpbin, "recv_rtcp_sink_0"))
    {
      configure_rtcp (self);
      return TRUE;
    }
  g_set_error_literal (error, MEDIA_ERROR, MEDIA_ERROR_FAILED, "rtpbin cannot be linked");
  return FALSE;
}

static gboolean
is_inside (GstObject *object, GstElement *ancestor)
{
  return ancestor != NULL && (object == GST_OBJECT (ancestor) ||
                              gst_object_has_as_ancestor (object, GST_OBJECT (ancestor)));
}

static gboolean
on_bus_message (GstBus *bus, GstMessage *message, gpointer user_data)
{
  MediaPipeline *self = user_data;
  g_autoptr (GError) error = NULL;

  switch ((int) GST_MESSAGE_TYPE (message))
    {
    case GST_MESSAGE_LATENCY:
      gst_bin_recalculate_latency (GST_BIN (self->pipeline));
      break;

    case GST_MESSAGE_ERROR:
      gst_message_parse_error (message, &error, NULL);
      if (is_inside (GST_MESSAGE_SRC (message), self->microphone))
        media_pipeline_lose_microphone (self, error->message);
      else if (self->options.use_speaker && is_inside (GST_MESSAGE_SRC (message), self->sink))
        self->events.lost_speaker (error->message, self->user_data);
      else if (is_inside (GST_MESSAGE_SRC (message), self->pipeline))
        self->events.warning ("media", error->message, self->user_data);
      break;

    default:
      break;
    }
  return G_SOURCE_CONTINUE;
}

static gboolean
start (MediaPipeline *self, GError **error)
{
  g_autoptr (GstClock) clock = gst_system_clock_obtain ();
  g_autoptr (GstBus) bus = gst_element_get_bus (self->pipeline);

  /* Not the clock of a sound device: those come and go */
  gst_pipeline_use_clock (GST_PIPELINE (self->pipeline), clock);
  gst_bus_add_watch (bus, on_bus_message, self);
  if (gst_element_set_state (self->pipeline, GST_STATE_PLAYING) == GST_STATE_CHANGE_FAILURE)
    {
      g_set_error_literal (error, MEDIA_ERROR, MEDIA_ERROR_FAILED, "The pipeline does not start");
      return FALSE;
    }
  self->base_time = gst_element_get_base_time (self->pipeline);
  return TRUE;
}

MediaPipeline *
media_pipeline_new (const MediaPipelineOptions *options,
                    const char *cname,
                    MediaTap *tap,
                    MediaShaper *shaper,
                    const MediaPipelineEvents *events,
                    gpointer user_data,
                    GError **error)
{
  g_autoptr (MediaPipeline) self = g_new0 (MediaPipeline, 1);

  self->options = *options;
  self->input_device = g_strdup (options->input_device);
  self->output_device = g_strdup (options->output_device);
  self->options.input_device = self->input_device;
  self->options.output_device = self->output_device;
  self->events = *events;
  self->user_data = user_data;
  self->context = g_main_context_ref_thread_default ();
  self->cancellable = g_cancellable_new ();
  self->tap = tap;
  self->shaper = shaper;
  g_mutex_init (&self->link_lock);
  self->pipeline = gst_object_ref_sink (gst_pipeline_new (NULL));
  media_shaper_set_stream (shaper, options->encoding.ssrc, options->codec->clock_hz,
                           options->codec->clock_hz / 1000 * options->encoding.ptime_ms,
                           options->dtmf_tx_pt, options->dtmf_clock_hz);
  if (!media_pipeline_build_send (self, error) || !build_rtpbin (self, cname, error) ||
      !media_pipeline_build_receive (self, error) || !start (self, error))
    return NULL;
  if (options->use_microphone)
    media_pipeline_open_microphone (self);
  if (options->use_speaker)
    media_pipeline_open_speaker (self);
  return g_steal_pointer (&self);
}

void
media_pipeline_free (MediaPipeline *self)
{
  g_autoptr (GstBus) bus = NULL;

  if (self == NULL)
    return;
  g_cancellable_cancel (self->cancellable);
  bus = gst_element_get_bus (self->pipeline);
  gst_bus_remove_watch (bus);
  gst_element_set_state (self->pipeline, GST_STATE_NULL);
  while (self->pending_opens > 0)
    g_main_context_iteration (self->context, TRUE);
  g_clear_pointer (&self->ticker_pad, gst_object_unref);
  g_clear_pointer (&self->microphone_pad, gst_object_unref);
  g_clear_pointer (&self->pipeline, gst_object_unref);
  if (self->speaker != NULL)
    gst_element_set_state (self->speaker, GST_STATE_NULL);
  g_clear_pointer (&self->speaker, gst_object_unref);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->context, g_main_context_unref);
  g_mutex_clear (&self->link_lock);
  g_free (self->input_device);
  g_free (self->output_device);
  g_free (self);
}

void
media_pipeline_set_ssrc (MediaPipeline *self, guint32 ssrc)
{
  g_autoptr (GstPad) pad = gst_element_get_static_pad (self->payloader, "src");
  GObject *session = NULL, *source = NULL;
  guint32 before = self->options.encoding.ssrc;

  media_shaper_set_ssrc (self->shaper, ssrc);
  /* The payloader takes another SSRC when it is told that its own collided */
  gst_pad_send_event (
      pad, gst_event_new_custom (GST_EVENT_CUSTOM_UPSTREAM,
                                 gst_structure_new ("GstRTPCollision", "ssrc", G_TYPE_UINT, before,
                                                    "suggested-ssrc", G_TYPE_UINT, ssrc, NULL)));
  self->options.encoding.ssrc = ssrc;

  /* No more reports for the stream that has ended */
  g_signal_emit_by_name (self->rtpbin, "get-internal-session", 0, &session);
  g_signal_emit_by_name (session, "get-source-by-ssrc", before, &source);
  if (source != NULL)
    g_object_set (source, "disable-rtcp", TRUE, NULL);
  g_clear_object (&source);
  g_clear_object (&session);
}

/* RFC 3550 6.4.1, as the session computed it from the last report block about us */
double
media_pipeline_get_rtt_ms (MediaPipeline *self)
{
  g_autoptr (GstStructure) stats = NULL;
  const GValueArray *sources = NULL;
  const GValue *value;
  GObject *session = NULL;
  double rtt_ms = -1;

  g_signal_emit_by_name (self->rtpbin, "get-internal-session", 0, &session);
  g_object_get (session, "stats", &stats, NULL);
  g_object_unref (session);
  value = stats != NULL ? gst_structure_get_value (stats, "source-stats") : NULL;
  if (value != NULL)
    sources = g_value_get_boxed (value);
  for (guint i = 0; sources != NULL && i < sources->n_values; i++)
    {
      const GstStructure *source = gst_value_get_structure (sources->values + i);
      gboolean has_report = FALSE, internal = TRUE;
      guint round_trip = 0;

      gst_structure_get (source, "internal", G_TYPE_BOOLEAN, &internal, "have-rb", G_TYPE_BOOLEAN,
                         &has_report, "rb-round-trip", G_TYPE_UINT, &round_trip, NULL);
      if (!internal && has_report && round_trip > 0)
        rtt_ms = round_trip * 1000.0 / 65536;
    }
  return rtt_ms;
}
