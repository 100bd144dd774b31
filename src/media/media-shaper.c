/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Linnet Authors */
/* The last word on outgoing RTP: sequence numbers, telephone-events, hold, keep-alive. */
#define G_LOG_DOMAIN "media-shaper"

#include "media-shaper.h"

#include <string.h>

#define COMFORT_NOISE_PT 13
#define NO_NOISE 127 /* -127 dBov */

struct _MediaShaper
{
  GMutex lock;
  guint32 ssrc;
  guint16 sequence;
  guint clock_hz, frame_units;
  int dtmf_pt;
  gboolean sending, after_pause, skip_first;
  guint32 timestamp; /* of the last packet of sound */
  gint64 timestamp_us;
  MediaDtmfSender dtmf;
};

MediaShaper *
media_shaper_new (void)
{
  MediaShaper *self = g_new0 (MediaShaper, 1);

  g_mutex_init (&self->lock);
  /* Below 2**15: libsrtp takes the first number for one of roll-over 0 (RFC 3711 3.3.1) */
  self->sequence = (guint16) g_random_int_range (0, 0x8000);
  self->dtmf_pt = -1;
  self->after_pause = TRUE;
  return self;
}

void
media_shaper_free (MediaShaper *self)
{
  if (self == NULL)
    return;
  g_mutex_clear (&self->lock);
  g_free (self);
}

void
media_shaper_set_stream (MediaShaper *self,
                         guint32 ssrc,
                         guint clock_hz,
                         guint frame_units,
                         int dtmf_pt,
                         guint dtmf_clock_hz)
{
  g_mutex_lock (&self->lock);
  if (self->clock_hz != clock_hz || self->dtmf.event_clock_hz != dtmf_clock_hz)
    media_dtmf_sender_init (&self->dtmf, clock_hz, dtmf_clock_hz);
  self->ssrc = ssrc;
  self->clock_hz = clock_hz;
  self->frame_units = frame_units;
  self->dtmf_pt = dtmf_pt;
  self->after_pause = TRUE;
  /* opusenc takes its look-ahead off the first packet: the second one follows too early */
  self->skip_first = clock_hz == 48000;
  g_mutex_unlock (&self->lock);
}

void
media_shaper_set_ssrc (MediaShaper *self, guint32 ssrc)
{
  g_mutex_lock (&self->lock);
  self->ssrc = ssrc;
  g_mutex_unlock (&self->lock);
}

void
media_shaper_set_sending (MediaShaper *self, gboolean sending)
{
  g_mutex_lock (&self->lock);
  if (!sending)
    self->after_pause = TRUE;
  self->sending = sending;
  g_mutex_unlock (&self->lock);
}

gboolean
media_shaper_push_dtmf (MediaShaper *self, const char *digits)
{
  gboolean agreed;

  g_mutex_lock (&self->lock);
  agreed = self->dtmf_pt >= 0;
  if (agreed)
    media_dtmf_sender_push (&self->dtmf, digits);
  g_mutex_unlock (&self->lock);
  return agreed;
}

static GstBuffer *
create_event (MediaShaper *self, const MediaDtmfPacket *event, GstBuffer *sound)
{
  GstBuffer *buffer =
      gst_buffer_new_allocate (NULL, MEDIA_RTP_HEADER_BYTES + MEDIA_DTMF_PAYLOAD_BYTES, NULL);
  MediaRtpPacket header = {
    .marker = event->marker,
    .payload_type = (guint8) self->dtmf_pt,
    .sequence = self->sequence++,
    .timestamp = event->timestamp,
    .ssrc = self->ssrc,
  };
  GstMapInfo map;

  gst_buffer_map (buffer, &map, GST_MAP_WRITE);
  media_rtp_write_header (map.data, &header);
  memcpy (map.data + MEDIA_RTP_HEADER_BYTES, event->payload, sizeof event->payload);
  gst_buffer_unmap (buffer, &map);
  gst_buffer_copy_into (buffer, sound, GST_BUFFER_COPY_TIMESTAMPS, 0, -1);
  return buffer;
}

/* First packet after a pause: marker bit (RFC 3551 4.1) */
static void
number_sound (MediaShaper *self, guint8 *packet)
{
  packet[1] = (guint8) ((packet[1] & 0x7f) | (self->after_pause ? 0x80 : 0));
  packet[2] = (guint8) (self->sequence >> 8);
  packet[3] = (guint8) self->sequence;
  self->sequence++;
  self->after_pause = FALSE;
}

gboolean
media_shaper_shape_in_streaming_thread (MediaShaper *self, GstBuffer **buffer)
{
  MediaDtmfStep step = MEDIA_DTMF_STEP_SOUND;
  MediaDtmfPacket event;
  MediaRtpPacket packet;
  gboolean out;
  GstMapInfo map;

  *buffer = gst_buffer_make_writable (*buffer);
  if (!gst_buffer_map (*buffer, &map, GST_MAP_READWRITE))
    return FALSE;
  g_mutex_lock (&self->lock);
  out = media_rtp_parse (map.data, map.size, &packet) && packet.ssrc == self->ssrc;
  if (out)
    {
      self->timestamp = packet.timestamp;
      self->timestamp_us = g_get_monotonic_time ();
      out = self->sending && !self->skip_first;
      self->skip_first = FALSE;
    }
  if (out && self->dtmf_pt >= 0)
    step = media_dtmf_sender_step (&self->dtmf, packet.timestamp, self->frame_units, &event);
  if (out && step == MEDIA_DTMF_STEP_SOUND)
    number_sound (self, map.data);
  gst_buffer_unmap (*buffer, &map);
  if (out && step == MEDIA_DTMF_STEP_EVENT)
    {
      GstBuffer *replaced = *buffer;

      *buffer = create_event (self, &event, replaced);
      gst_buffer_unref (replaced);
    }
  if (step != MEDIA_DTMF_STEP_SOUND)
    self->after_pause = TRUE;
  g_mutex_unlock (&self->lock);
  return out && step != MEDIA_DTMF_STEP_NOTHING;
}

void
media_shaper_keepalive (MediaShaper *self, guint8 *packet)
{
  MediaRtpPacket header = { .payload_type = COMFORT_NOISE_PT };

  g_mutex_lock (&self->lock);
  header.ssrc = self->ssrc;
  header.sequence = self->sequence++;
  header.timestamp = self->timestamp + (guint32) ((g_get_monotonic_time () - self->timestamp_us) *
                                                  self->clock_hz / 1000000);
  g_mutex_unlock (&self->lock);
  media_rtp_write_header (packet, &header);
  packet[MEDIA_RTP_HEADER_BYTES] = NO_NOISE;
}
