/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Linnet Authors */
/* GStreamer's part of a call: sound in, RTP out, and back, around rtpbin. Clear packets only. */
#pragma once

#include "media-codec.h"
#include "media-shaper.h"
#include "media-srtp.h"
#include "media-tap.h"

/* What a packet waits at most for one that is late */
#define MEDIA_JITTER_MS 40

typedef struct
{
  const MediaCodec *codec;
  MediaEncoding encoding;
  int rx_pt, dtmf_tx_pt, dtmf_rx_pt; /* -1: none */
  guint dtmf_clock_hz;
  gboolean rtcp_reduced_size;
  guint rtcp_interval_ms;
  gboolean use_microphone, use_speaker;
  const char *input_device, *output_device; /* NULL: the system's default */
} MediaPipelineOptions;

typedef struct
{
  /* A packet in clear wants to go out. Streaming threads, several. */
  void (*send) (MediaSrtpKind kind, const guint8 *packet, gsize n_bytes, gpointer user_data);
  /* As the "warning" of MediaSession. Media thread. */
  void (*warning) (const char *id, const char *detail, gpointer user_data);
  /* The loudspeaker failed and took the way in with it: build anew without. Media thread. */
  void (*lost_speaker) (const char *detail, gpointer user_data);
} MediaPipelineEvents;

typedef struct _MediaPipeline MediaPipeline;

/**
 * media_pipeline_new:
 * @cname: for RTCP
 * @tap: (transfer none): kept until the pipeline is freed, as @shaper is
 *
 * Builds and starts. Media thread, like all here; its main context must be the thread's default.
 *
 * Returns: (transfer full): %NULL with MEDIA_ERROR_FAILED
 */
MediaPipeline *media_pipeline_new (const MediaPipelineOptions *options,
                                   const char *cname,
                                   MediaTap *tap,
                                   MediaShaper *shaper,
                                   const MediaPipelineEvents *events,
                                   gpointer user_data,
                                   GError **error);

/**
 * media_pipeline_free:
 *
 * Stops and joins all threads of the pipeline; nothing of @events comes any more.
 */
void media_pipeline_free (MediaPipeline *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MediaPipeline, media_pipeline_free)

/**
 * media_pipeline_push:
 *
 * A packet in clear has come; copied.
 */
void
media_pipeline_push (MediaPipeline *self, MediaSrtpKind kind, const guint8 *packet, gsize n_bytes);

/**
 * media_pipeline_set_ssrc:
 *
 * Goes on sending as another stream, without a gap (after a re-key).
 */
void media_pipeline_set_ssrc (MediaPipeline *self, guint32 ssrc);

/**
 * media_pipeline_get_rtt_ms:
 *
 * Returns: the last round trip that RTCP told, -1 for none yet
 */
double media_pipeline_get_rtt_ms (MediaPipeline *self);
