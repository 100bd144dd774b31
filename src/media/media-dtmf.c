/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Linnet Authors */
/* Telephone-events, out and in (RFC 4733, PROTOCOL 13). */
#define G_LOG_DOMAIN "media-dtmf"

#include "media-dtmf.h"

#include <string.h>

#define UPDATE_MS 50
#define END_PACKETS 3
#define VOLUME 10 /* -10 dBm0 */
#define SEGMENT_MAX_UNITS 0xffff

static const char event_digits[] = "0123456789*#ABCD";

int
media_dtmf_event (char digit)
{
  const char *found = digit != '\0' ? strchr (event_digits, g_ascii_toupper (digit)) : NULL;

  return found != NULL ? (int) (found - event_digits) : -1;
}

void
media_dtmf_sender_init (MediaDtmfSender *self, guint clock_hz, guint event_clock_hz)
{
  memset (self, 0, sizeof *self);
  self->clock_hz = clock_hz;
  self->event_clock_hz = event_clock_hz;
  self->tone_ms = MEDIA_DTMF_TONE_MS;
}

void
media_dtmf_sender_push (MediaDtmfSender *self, const char *digits)
{
  gsize n = strlen (self->queue);

  for (; *digits != '\0' && n < MEDIA_DTMF_QUEUE_MAX; digits++)
    if (media_dtmf_event (*digits) >= 0)
      self->queue[n++] = *digits;
  self->queue[n] = '\0';
}

static guint32
units (const MediaDtmfSender *self, guint ms)
{
  return (guint32) ((guint64) ms * self->clock_hz / 1000);
}

/* RFC 4733 2.3 */
static MediaDtmfStep
event_packet (const MediaDtmfSender *self,
              guint32 duration,
              gboolean marker,
              gboolean end,
              MediaDtmfPacket *out)
{
  duration = (guint32) ((guint64) duration * self->event_clock_hz / self->clock_hz);
  *out = (MediaDtmfPacket){
    .marker = marker,
    .timestamp = self->segment_timestamp,
    .payload = { self->event, (guint8) ((end ? 0x80 : 0) | VOLUME), (guint8) (duration >> 8),
                 (guint8) duration },
  };
  return MEDIA_DTMF_STEP_EVENT;
}

static MediaDtmfStep
begin_event (MediaDtmfSender *self, guint32 timestamp, guint32 frame_units, MediaDtmfPacket *out)
{
  self->event = (guint8) media_dtmf_event (self->queue[0]);
  memmove (self->queue, self->queue + 1, strlen (self->queue));
  self->state = MEDIA_DTMF_TONE;
  self->event_timestamp = self->segment_timestamp = timestamp;
  self->sent_units = frame_units;
  return event_packet (self, frame_units, TRUE, FALSE, out);
}

static MediaDtmfStep
continue_tone (MediaDtmfSender *self, guint32 timestamp, guint32 frame_units, MediaDtmfPacket *out)
{
  guint32 elapsed = timestamp - self->event_timestamp + frame_units;
  guint32 in_segment = elapsed - (self->segment_timestamp - self->event_timestamp);

  /* RFC 4733 2.5.1.3: a segment is full; the next packet opens another one */
  if (in_segment > SEGMENT_MAX_UNITS)
    {
      self->sent_units = self->segment_timestamp - self->event_timestamp + SEGMENT_MAX_UNITS;
      event_packet (self, SEGMENT_MAX_UNITS, FALSE, FALSE, out);
      self->segment_timestamp += SEGMENT_MAX_UNITS;
      return MEDIA_DTMF_STEP_EVENT;
    }
  if (elapsed >= units (self, self->tone_ms))
    {
      self->state = MEDIA_DTMF_END;
      self->ends_left = END_PACKETS - 1;
      self->sent_units = elapsed;
      return event_packet (self, in_segment, FALSE, TRUE, out);
    }
  if (elapsed / units (self, UPDATE_MS) == self->sent_units / units (self, UPDATE_MS))
    return MEDIA_DTMF_STEP_NOTHING;
  self->sent_units = elapsed;
  return event_packet (self, in_segment, FALSE, FALSE, out);
}

MediaDtmfStep
media_dtmf_sender_step (MediaDtmfSender *self,
                        guint32 timestamp,
                        guint32 frame_units,
                        MediaDtmfPacket *out)
{
  guint32 since_event = timestamp - self->event_timestamp;

  switch (self->state)
    {
    case MEDIA_DTMF_TONE:
      return continue_tone (self, timestamp, frame_units, out);

    case MEDIA_DTMF_END:
      if (--self->ends_left == 0)
        self->state = MEDIA_DTMF_GAP;
      return event_packet (self,
                           self->sent_units - (self->segment_timestamp - self->event_timestamp),
                           FALSE, TRUE, out);

    case MEDIA_DTMF_GAP:
      if (since_event < self->sent_units + units (self, MEDIA_DTMF_GAP_MS))
        return MEDIA_DTMF_STEP_SOUND;
      self->state = MEDIA_DTMF_IDLE;
      G_GNUC_FALLTHROUGH;

    case MEDIA_DTMF_IDLE:
      if (self->queue[0] == '\0')
        return MEDIA_DTMF_STEP_SOUND;
      return begin_event (self, timestamp, frame_units, out);
    }
  g_return_val_if_reached (MEDIA_DTMF_STEP_SOUND);
}

/* RFC 4733 2.5.1.3: same event, timestamp moved on by what the segment before lasted, no marker */
static gboolean
is_next_segment (const MediaDtmfReceiver *self, const MediaRtpPacket *packet, guint8 event)
{
  guint32 ahead = packet->timestamp - self->timestamp;

  return !self->ended && !packet->marker && event == self->event &&
         (ahead == SEGMENT_MAX_UNITS || ahead == self->duration);
}

char
media_dtmf_receiver_packet (MediaDtmfReceiver *self, const MediaRtpPacket *packet)
{
  gboolean same_stream = self->started && packet->ssrc == self->ssrc, is_new;
  guint32 duration;
  guint8 event;

  if (packet->payload_bytes < MEDIA_DTMF_PAYLOAD_BYTES)
    return 0;
  event = packet->payload[0];
  duration = (guint32) (packet->payload[2] << 8 | packet->payload[3]);
  if (event >= sizeof event_digits - 1)
    return 0;
  if (same_stream && (gint32) (packet->timestamp - self->timestamp) < 0)
    return 0;
  is_new = !same_stream ||
           (packet->timestamp != self->timestamp && !is_next_segment (self, packet, event));
  *self = (MediaDtmfReceiver){
    .started = TRUE,
    .ended = (packet->payload[1] & 0x80) != 0 ||
             (!is_new && packet->timestamp == self->timestamp && self->ended),
    .event = event,
    .ssrc = packet->ssrc,
    .timestamp = packet->timestamp,
    .duration = duration,
  };
  return is_new ? event_digits[event] : 0;
}
