/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Linnet Authors */
/* Shared by the parts of the pipeline. */
#pragma once

#include "media-pipeline.h"

#include <gst/app/app.h>
#include <gst/audio/audio.h>

struct _MediaPipeline
{
  MediaPipelineOptions options;
  char *input_device, *output_device;
  MediaPipelineEvents events;
  gpointer user_data;
  GMainContext *context;
  GCancellable *cancellable;
  guint pending_opens;
  /* Owned */
  GstElement *pipeline;
  /* Borrowed from the pipeline */
  GstElement *rtpbin, *rtp_source, *rtcp_source;
  GstElement *selector, *ticker, *microphone, *payloader;
  GstPad *ticker_pad, *microphone_pad; /* requested pads of the selector */
  GstElement *depayloader, *heard, *sink;
  GstClockTime base_time;
  GMutex link_lock;
  GstPad *linked;   /* borrowed: the pad of rtpbin that feeds the depayloader */
  gint64 linked_us; /* when it last had a packet */
  /* Owned: opened, and on its way into the pipeline */
  GstElement *speaker;
  /* Borrowed */
  MediaTap *tap;
  MediaShaper *shaper;
};

/* media-pipeline.c */
GstElement *media_pipeline_add (MediaPipeline *self, const char *factory);

/* media-pipeline-send.c */
gboolean media_pipeline_build_send (MediaPipeline *self, GError **error);
void media_pipeline_open_microphone (MediaPipeline *self);
void media_pipeline_lose_microphone (MediaPipeline *self, const char *detail);

/* media-pipeline-receive.c */
gboolean media_pipeline_build_receive (MediaPipeline *self, GError **error);
void media_pipeline_open_speaker (MediaPipeline *self);

/**
 * MediaPipelineOpened:
 * @element: (transfer full) (nullable): opened, in READY; %NULL: it would not
 * @detail: why not
 */
typedef void (*MediaPipelineOpened) (MediaPipeline *self, GstElement *element, const char *detail);

/* media-pipeline-device.c: opens a sound device on a worker, since a sound server may hang. */
void media_pipeline_open (MediaPipeline *self, GstElement *element, MediaPipelineOpened opened);
GstElement *media_pipeline_create_device (const char *factory, const char *device);
