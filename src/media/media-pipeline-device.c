/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Linnet Authors */
/* Opens sound devices on a worker: a sound server that hangs delays nothing. */
#define G_LOG_DOMAIN "media-pipeline-device"

#include "media-pipeline-private.h"

/* Measured: the defaults of 200 ms cost 90 ms for nothing */
#define BUFFER_US 20000
#define PERIOD_US 5000

typedef struct
{
  MediaPipeline *pipeline; /* borrowed: it waits for us */
  MediaPipelineOpened opened;
} Opening;

GstElement *
media_pipeline_create_device (const char *factory, const char *device)
{
  GstElement *element = gst_element_factory_make (factory, NULL);

  if (element != NULL)
    g_object_set (element, "device", device, "client-name", "Linnet", "buffer-time",
                  (gint64) BUFFER_US, "latency-time", (gint64) PERIOD_US, "provide-clock", FALSE,
                  NULL);
  return element;
}

static void
close_element (gpointer element)
{
  gst_element_set_state (element, GST_STATE_NULL);
  gst_object_unref (element);
}

static void
open_in_worker (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  GstElement *element = task_data;
  g_autoptr (GstBus) bus = gst_bus_new ();
  g_autoptr (GstMessage) message = NULL;
  g_autoptr (GError) error = NULL;

  gst_element_set_bus (element, bus);
  if (gst_element_set_state (element, GST_STATE_READY) != GST_STATE_CHANGE_FAILURE)
    {
      gst_element_set_bus (element, NULL);
      g_task_return_pointer (task, gst_object_ref (element), close_element);
      return;
    }
  message = gst_bus_pop_filtered (bus, GST_MESSAGE_ERROR);
  if (message != NULL)
    gst_message_parse_error (message, &error, NULL);
  gst_element_set_bus (element, NULL);
  gst_element_set_state (element, GST_STATE_NULL);
  g_task_return_new_error (task, MEDIA_ERROR, MEDIA_ERROR_FAILED, "%s",
                           error != NULL ? error->message : "The device cannot be opened");
}

static void
on_opened (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autofree Opening *opening = user_data;
  MediaPipeline *self = opening->pipeline;
  g_autoptr (GError) error = NULL;
  GstElement *element = g_task_propagate_pointer (G_TASK (result), &error);

  self->pending_opens--;
  if (!g_cancellable_is_cancelled (self->cancellable))
    opening->opened (self, element, error != NULL ? error->message : NULL);
  else if (element != NULL)
    close_element (element);
}

void
media_pipeline_open (MediaPipeline *self, GstElement *element, MediaPipelineOpened opened)
{
  Opening *opening = g_new (Opening, 1);
  g_autoptr (GTask) task = NULL;

  *opening = (Opening){ .pipeline = self, .opened = opened };
  self->pending_opens++;
  task = g_task_new (NULL, NULL, on_opened, opening);
  g_task_set_task_data (task, gst_object_ref_sink (element), gst_object_unref);
  g_task_run_in_thread (task, open_in_worker);
}
