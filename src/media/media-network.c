/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Linnet Authors */
/* The media thread of one call: runs the secure edge, builds the pipeline, keeps the time. */
#define G_LOG_DOMAIN "media-network"

#include "media-network.h"

#include "media-live.h"
#include "media-parameters.h"
#include "media-pipeline.h"
#include "media-reception.h"
#include "media-transport.h"
#include "media-watch.h"

#include <glib-unix.h>

#define TICK_MS 1000
#define CNAME_BYTES 12
/* What the codec and the packets add to the way of a sound (for the MOS) */
#define ENCODING_MS 26.5

struct _MediaNetwork
{
  gint ref_count; /* atomic */
  /* Fixed once the thread runs */
  MediaSessionOptions options;
  char *source_file, *record_file, *input_device, *output_device;
  char cname[2 * CNAME_BYTES + 1];
  GWeakRef owner;
  GMainContext *owner_context;
  MediaEventHandler handler;
  GMainContext *context;
  gboolean running, muted; /* engine thread: the thread was started; muted before that */
  MediaTransport *transport;
  MediaShaper *shaper;
  /* Media thread */
  gboolean stopping, speaker_lost, comparing;
  MediaAudioParameters *parameters;
  MediaPipeline *pipeline;
  MediaTap *tap;
  MediaWatch watch;
  guint32 ssrc;
  MediaDtmfReceiver dtmf;
  GSource *rebuild;
  /* Guarded by the lock */
  GMutex lock;
  gint64 started_us, first_rx_ms;
  double rtt_ms;
  char codec[16];
  MediaEchoMatch *match;
};

typedef struct
{
  MediaNetwork *network;
  MediaEvent event;
} Posted;

static void
posted_free (gpointer user_data)
{
  Posted *posted = user_data;

  media_network_unref (posted->network);
  g_free (posted->event.text);
  g_free (posted);
}

static gboolean
on_posted (gpointer user_data)
{
  Posted *posted = user_data;
  g_autoptr (GObject) owner = g_weak_ref_get (&posted->network->owner);

  if (owner != NULL)
    posted->network->handler (owner, &posted->event);
  return G_SOURCE_REMOVE;
}

/* Any thread; takes the text of @event */
static void
post_event (MediaNetwork *self, MediaEvent event)
{
  Posted *posted = g_new (Posted, 1);
  g_autoptr (GSource) source = g_idle_source_new ();

  *posted = (Posted){ .network = media_network_ref (self), .event = event };
  g_source_set_priority (source, G_PRIORITY_DEFAULT);
  g_source_set_callback (source, on_posted, posted, posted_free);
  g_source_attach (source, self->owner_context);
}

static void
post_warning (const char *id, const char *detail, gpointer user_data)
{
  post_event (user_data,
              (MediaEvent){ .kind = MEDIA_EVENT_WARNING, .id = id, .text = g_strdup (detail) });
}

typedef struct
{
  MediaNetwork *network;
  void (*run) (MediaNetwork *self, gpointer argument);
  gpointer argument;
  GDestroyNotify destroy;
} Command;

static void
command_free (gpointer user_data)
{
  Command *command = user_data;

  media_network_unref (command->network);
  if (command->destroy != NULL)
    command->destroy (command->argument);
  g_free (command);
}

static gboolean
on_command_in_media_thread (gpointer user_data)
{
  Command *command = user_data;

  if (!command->network->stopping)
    command->run (command->network, command->argument);
  return G_SOURCE_REMOVE;
}

static void
run_in_media_thread (MediaNetwork *self,
                     void (*run) (MediaNetwork *self, gpointer argument),
                     gpointer argument,
                     GDestroyNotify destroy)
{
  Command *command = g_new (Command, 1);
  g_autoptr (GSource) source = g_idle_source_new ();

  *command = (Command){ media_network_ref (self), run, argument, destroy };
  g_source_set_priority (source, G_PRIORITY_DEFAULT);
  g_source_set_callback (source, on_command_in_media_thread, command, command_free);
  g_source_attach (source, self->context);
}

static void
on_send_in_streaming_thread (MediaSrtpKind kind,
                             const guint8 *packet,
                             gsize n_bytes,
                             gpointer user_data)
{
  MediaNetwork *self = user_data;

  media_transport_send (self->transport, kind, packet, n_bytes);
}

/* Its timestamps would confuse the jitter buffer, which sees one clock */
static gboolean
is_event_of_another_clock (MediaNetwork *self, const MediaRtpPacket *rtp)
{
  const MediaAudioParameters *p = self->parameters;

  return rtp != NULL && rtp->payload_type == p->dtmf_rx_pt && p->dtmf_clock_hz != 0 &&
         p->dtmf_clock_hz != p->clock_hz;
}

static void
on_authentic_packet (MediaSrtpKind kind,
                     const guint8 *packet,
                     gsize n_bytes,
                     const MediaRtpPacket *rtp,
                     gpointer user_data)
{
  MediaNetwork *self = user_data;
  char digit = 0;

  if (rtp != NULL && rtp->payload_type == self->parameters->dtmf_rx_pt)
    digit = media_dtmf_receiver_packet (&self->dtmf, rtp);
  if (digit != 0)
    post_event (self, (MediaEvent){ .kind = MEDIA_EVENT_DTMF, .text = g_strndup (&digit, 1) });
  if (self->pipeline != NULL && !is_event_of_another_clock (self, rtp))
    media_pipeline_push (self->pipeline, kind, packet, n_bytes);
}

static void
on_first_in_streaming_thread (gpointer user_data)
{
  MediaNetwork *self = user_data;

  g_mutex_lock (&self->lock);
  self->first_rx_ms = (g_get_monotonic_time () - self->started_us) / 1000;
  g_mutex_unlock (&self->lock);
  post_event (self, (MediaEvent){ .kind = MEDIA_EVENT_FIRST_PACKET });
}

static void
on_record_failed (const char *detail, gpointer user_data)
{
  post_warning ("record-file", detail, user_data);
}

static void on_lost_speaker (const char *detail, gpointer user_data);

static void
build_pipeline (MediaNetwork *self)
{
  const MediaAudioParameters *p = self->parameters;
  const MediaCodec *codec = media_codec_find (p->codec);
  gboolean speaker = self->options.play_to_speaker && !self->speaker_lost;
  MediaPipelineOptions options = {
    .codec = codec,
    .encoding = { .ptime_ms = media_codec_get_ptime (codec, p->ptime_ms),
                  .payload_type = (guint8) p->tx_pt,
                  .ssrc = self->ssrc,
                  .cbr = self->options.cbr,
                  .max_bitrate_bps = p->max_bitrate_bps },
    .rx_pt = p->rx_pt,
    .dtmf_tx_pt = p->dtmf_tx_pt,
    .dtmf_rx_pt = p->dtmf_rx_pt,
    .dtmf_clock_hz = p->dtmf_clock_hz != 0 ? p->dtmf_clock_hz : codec->clock_hz,
    .rtcp_reduced_size = p->rtcp_reduced_size,
    .rtcp_interval_ms = self->options.rtcp_interval_ms,
    .use_microphone = self->options.source == MEDIA_SOURCE_DEVICE,
    .use_speaker = speaker,
    .input_device = self->options.input_device,
    .output_device = self->options.output_device,
  };
  static const MediaPipelineEvents events = {
    .send = on_send_in_streaming_thread,
    .warning = post_warning,
    .lost_speaker = on_lost_speaker,
  };
  g_autoptr (GError) error = NULL;

  g_clear_pointer (&self->pipeline, media_pipeline_free);
  self->pipeline =
      media_pipeline_new (&options, self->cname, self->tap, self->shaper, &events, self, &error);
  if (self->pipeline == NULL)
    post_warning ("media", error->message, self);
}

/* Another encoder: another stream, since its timestamps begin anew (RFC 3550 5.1) */
static void
change_ssrc (MediaNetwork *self)
{
  guint32 before = self->ssrc;

  while (self->ssrc == before)
    self->ssrc = g_random_int ();
  media_transport_set_ssrc (self->transport, self->ssrc);
}

static gboolean
on_rebuild (gpointer user_data)
{
  MediaNetwork *self = user_data;

  g_clear_pointer (&self->rebuild, g_source_unref);
  change_ssrc (self);
  build_pipeline (self);
  return G_SOURCE_REMOVE;
}

static void
on_lost_speaker (const char *detail, gpointer user_data)
{
  MediaNetwork *self = user_data;

  if (self->rebuild != NULL)
    return;
  post_warning ("no-speaker", detail, self);
  self->speaker_lost = TRUE;
  /* Not from within a callback of the pipeline that goes */
  self->rebuild = g_idle_source_new ();
  g_source_set_callback (self->rebuild, on_rebuild, self, NULL);
  g_source_attach (self->rebuild, self->context);
}

static void
start_in_media_thread (MediaNetwork *self, gpointer argument)
{
  MediaAudioParameters *parameters = media_parameters_copy (argument);
  gint64 now_us = g_get_monotonic_time ();
  g_autoptr (GError) error = NULL;
  guint32 ssrc, before = self->ssrc;
  gboolean rebuild;

  if (!media_transport_configure (self->transport, parameters, g_random_int (), &ssrc, now_us,
                                  &error))
    {
      post_warning ("media", error->message, self);
      media_parameters_free (parameters);
      return;
    }
  rebuild = self->pipeline == NULL || media_parameters_need_pipeline (self->parameters, parameters);
  media_parameters_free (self->parameters);
  self->parameters = parameters;
  self->ssrc = ssrc;
  if (rebuild)
    {
      if (ssrc == before)
        change_ssrc (self);
      build_pipeline (self);
    }
  else if (ssrc != before)
    media_pipeline_set_ssrc (self->pipeline, ssrc);
  media_shaper_set_sending (self->shaper, parameters->send);
  media_watch_set_active (&self->watch, parameters->send && parameters->receive, now_us);
}

static void
withdraw_in_media_thread (MediaNetwork *self, gpointer argument)
{
  media_shaper_set_sending (self->shaper, FALSE);
  media_transport_withdraw (self->transport);
  media_watch_set_active (&self->watch, FALSE, g_get_monotonic_time ());
}

static void
set_muted_in_media_thread (MediaNetwork *self, gpointer argument)
{
  media_feed_set_muted (media_tap_get_feed (self->tap), GPOINTER_TO_INT (argument));
}

static void
send_dtmf_in_media_thread (MediaNetwork *self, gpointer argument)
{
  media_shaper_push_dtmf (self->shaper, argument);
}

static void
stop_in_media_thread (MediaNetwork *self, gpointer argument)
{
  self->stopping = TRUE;
}

static gboolean
on_rtp_readable (gint fd, GIOCondition condition, gpointer user_data)
{
  MediaNetwork *self = user_data;

  media_transport_receive (self->transport, MEDIA_COMPONENT_RTP, g_get_monotonic_time ());
  return G_SOURCE_CONTINUE;
}

static gboolean
on_rtcp_readable (gint fd, GIOCondition condition, gpointer user_data)
{
  MediaNetwork *self = user_data;

  media_transport_receive (self->transport, MEDIA_COMPONENT_RTCP, g_get_monotonic_time ());
  return G_SOURCE_CONTINUE;
}

static void
post_echo (MediaNetwork *self)
{
  MediaEvent event = { .kind = MEDIA_EVENT_ECHO };

  if (media_network_get_echo_result (self, &event.match, &event.number))
    post_event (self, event);
}

static void
compare_in_worker (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  MediaNetwork *self = task_data;
  gint64 now_us = g_get_monotonic_time () - media_tap_get_origin_us (self->tap);

  if (media_echo_match_update_in_worker (self->match, now_us, FALSE))
    post_echo (self);
  g_task_return_boolean (task, TRUE);
}

static void
on_compared (GObject *source, GAsyncResult *result, gpointer user_data)
{
  MediaNetwork *self = user_data;

  self->comparing = FALSE;
}

static void
compare (MediaNetwork *self)
{
  g_autoptr (GTask) task = NULL;

  if (self->match == NULL || self->comparing)
    return;
  self->comparing = TRUE;
  task = g_task_new (NULL, NULL, on_compared, self);
  g_task_set_task_data (task, self, NULL);
  g_task_run_in_thread (task, compare_in_worker);
}

static void
keep_alive (MediaNetwork *self, gint64 now_us)
{
  guint8 packet[MEDIA_KEEPALIVE_BYTES];

  if (self->pipeline == NULL ||
      now_us - media_transport_get_sent_us (self->transport) < MEDIA_KEEPALIVE_US)
    return;
  media_shaper_keepalive (self->shaper, packet);
  media_transport_send (self->transport, MEDIA_SRTP_RTP, packet, sizeof packet);
}

static gboolean
on_tick (gpointer user_data)
{
  MediaNetwork *self = user_data;
  gint64 now_us = g_get_monotonic_time (), heard_us;
  double rtt_ms = self->pipeline != NULL ? media_pipeline_get_rtt_ms (self->pipeline) : -1;
  guint lost_s;

  heard_us = media_transport_get_heard_us (self->transport);
  if (heard_us > self->watch.heard_us)
    media_watch_heard (&self->watch, heard_us);
  lost_s = media_watch_advance (&self->watch, now_us);
  if (lost_s != 0)
    post_event (self, (MediaEvent){ .kind = MEDIA_EVENT_LOST, .number = (int) lost_s });
  keep_alive (self, now_us);
  compare (self);
  if (rtt_ms >= 0)
    {
      g_mutex_lock (&self->lock);
      self->rtt_ms = rtt_ms;
      g_mutex_unlock (&self->lock);
    }
  return G_SOURCE_CONTINUE;
}

static void
open_tap (MediaNetwork *self)
{
  static const MediaTapEvents events = {
    .first = on_first_in_streaming_thread,
    .record_failed = on_record_failed,
  };
  g_autoptr (GError) error = NULL;

  self->tap = media_tap_new (&self->options, &events, self, &error);
  if (error != NULL)
    post_warning ("play-file", error->message, self);
  media_feed_set_muted (media_tap_get_feed (self->tap), self->muted);
  g_mutex_lock (&self->lock);
  if (media_tap_get_match (self->tap) != NULL)
    self->match = media_echo_match_ref (media_tap_get_match (self->tap));
  g_mutex_unlock (&self->lock);
}

static void
add_source (MediaNetwork *self, GSource *source, GSourceFunc callback)
{
  g_source_set_callback (source, callback, self, NULL);
  g_source_attach (source, self->context);
}

static void
close_down (MediaNetwork *self)
{
  gint64 now_us;

  g_clear_pointer (&self->pipeline, media_pipeline_free);
  media_transport_close (self->transport);
  while (self->comparing)
    g_main_context_iteration (self->context, TRUE);
  now_us = g_get_monotonic_time () - media_tap_get_origin_us (self->tap);
  if (self->match != NULL && media_echo_match_update_in_worker (self->match, now_us, TRUE))
    post_echo (self);
  g_clear_pointer (&self->tap, media_tap_free);
  g_clear_pointer (&self->parameters, media_parameters_free);
}

static gpointer
media_thread (gpointer user_data)
{
  MediaNetwork *self = user_data;
  GSource *sources[] = {
    g_unix_fd_source_new (media_transport_get_fd (self->transport, MEDIA_COMPONENT_RTP), G_IO_IN),
    g_unix_fd_source_new (media_transport_get_fd (self->transport, MEDIA_COMPONENT_RTCP), G_IO_IN),
    g_timeout_source_new (TICK_MS),
  };

  g_main_context_push_thread_default (self->context);
  open_tap (self);
  add_source (self, sources[0], G_SOURCE_FUNC (on_rtp_readable));
  add_source (self, sources[1], G_SOURCE_FUNC (on_rtcp_readable));
  add_source (self, sources[2], on_tick);
  while (!self->stopping)
    g_main_context_iteration (self->context, TRUE);

  for (gsize i = 0; i < G_N_ELEMENTS (sources); i++)
    {
      g_source_destroy (sources[i]);
      g_source_unref (sources[i]);
    }
  if (self->rebuild != NULL)
    g_source_destroy (self->rebuild);
  g_clear_pointer (&self->rebuild, g_source_unref);
  close_down (self);
  g_main_context_pop_thread_default (self->context);
  post_event (self, (MediaEvent){ .kind = MEDIA_EVENT_STOPPED });
  media_network_unref (self);
  media_live_remove ();
  return NULL;
}

static void
make_cname (MediaNetwork *self)
{
  for (gsize i = 0; i < CNAME_BYTES; i++)
    g_snprintf (self->cname + 2 * i, 3, "%02x", g_random_int_range (0, 256));
}

MediaNetwork *
media_network_new (const MediaSessionOptions *options,
                   GObject *owner,
                   GMainContext *context,
                   MediaEventHandler handler)
{
  MediaNetwork *self = g_new0 (MediaNetwork, 1);

  self->ref_count = 1;
  self->options = *options;
  self->options.source_file = self->source_file = g_strdup (options->source_file);
  self->options.record_file = self->record_file = g_strdup (options->record_file);
  self->options.input_device = self->input_device = g_strdup (options->input_device);
  self->options.output_device = self->output_device = g_strdup (options->output_device);
  g_weak_ref_init (&self->owner, owner);
  self->owner_context = g_main_context_ref (context);
  self->handler = handler;
  self->context = g_main_context_new ();
  self->transport = media_transport_new (on_authentic_packet, self);
  self->shaper = media_shaper_new ();
  g_mutex_init (&self->lock);
  self->first_rx_ms = -1;
  self->rtt_ms = -1;
  make_cname (self);
  return self;
}

MediaNetwork *
media_network_ref (MediaNetwork *self)
{
  g_atomic_int_inc (&self->ref_count);
  return self;
}

void
media_network_unref (MediaNetwork *self)
{
  if (self == NULL || !g_atomic_int_dec_and_test (&self->ref_count))
    return;
  media_transport_free (self->transport);
  media_shaper_free (self->shaper);
  media_echo_match_unref (self->match);
  g_main_context_unref (self->context);
  g_main_context_unref (self->owner_context);
  g_weak_ref_clear (&self->owner);
  g_mutex_clear (&self->lock);
  g_free (self->source_file);
  g_free (self->record_file);
  g_free (self->input_device);
  g_free (self->output_device);
  g_free (self);
}

gboolean
media_network_bind (MediaNetwork *self, GInetAddress *local, GError **error)
{
  g_return_val_if_fail (!self->running, FALSE);

  if (!media_transport_bind (self->transport, local, error))
    return FALSE;
  self->running = TRUE;
  media_live_add ();
  g_thread_unref (g_thread_new ("media-net", media_thread, media_network_ref (self)));
  return TRUE;
}

guint16
media_network_get_rtp_port (MediaNetwork *self)
{
  return media_transport_get_port (self->transport, MEDIA_COMPONENT_RTP);
}

guint16
media_network_get_rtcp_port (MediaNetwork *self)
{
  return media_transport_get_port (self->transport, MEDIA_COMPONENT_RTCP);
}

void
media_network_start (MediaNetwork *self, const MediaAudioParameters *parameters)
{
  g_mutex_lock (&self->lock);
  if (self->started_us == 0)
    self->started_us = g_get_monotonic_time ();
  g_strlcpy (self->codec, parameters->codec, sizeof self->codec);
  g_mutex_unlock (&self->lock);
  run_in_media_thread (self, start_in_media_thread, media_parameters_copy (parameters),
                       (GDestroyNotify) media_parameters_free);
}

void
media_network_withdraw (MediaNetwork *self)
{
  run_in_media_thread (self, withdraw_in_media_thread, NULL, NULL);
}

void
media_network_set_muted (MediaNetwork *self, gboolean muted)
{
  if (self->running)
    run_in_media_thread (self, set_muted_in_media_thread, GINT_TO_POINTER (muted), NULL);
  else
    self->muted = muted;
}

void
media_network_send_dtmf (MediaNetwork *self, const char *digits)
{
  run_in_media_thread (self, send_dtmf_in_media_thread, g_strdup (digits), g_free);
}

void
media_network_get_stats (MediaNetwork *self, MediaStats *out)
{
  double expected;

  *out = (MediaStats){ 0 };
  media_transport_get_stats (self->transport, out);
  g_mutex_lock (&self->lock);
  out->rtt_ms = self->rtt_ms;
  out->first_rx_ms = self->first_rx_ms;
  expected = (double) out->rx_packets + (double) out->rx_lost;
  if (out->rx_packets > 0 && expected > 0)
    out->mos = media_mos (self->codec, MAX (out->rx_lost, 0) / expected,
                          MAX (out->rtt_ms, 0) / 2 + MEDIA_JITTER_MS + ENCODING_MS);
  g_mutex_unlock (&self->lock);
}

gboolean
media_network_get_echo_result (MediaNetwork *self, double *match, int *delay_ms)
{
  g_autoptr (MediaEchoMatch) echo = NULL;

  g_mutex_lock (&self->lock);
  if (self->match != NULL)
    echo = media_echo_match_ref (self->match);
  g_mutex_unlock (&self->lock);
  return echo != NULL && media_echo_match_get (echo, match, delay_ms);
}

void
media_network_stop (MediaNetwork *self)
{
  if (self->running)
    run_in_media_thread (self, stop_in_media_thread, NULL, NULL);
  else
    post_event (self, (MediaEvent){ .kind = MEDIA_EVENT_STOPPED });
}
