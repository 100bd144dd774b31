/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Linnet Authors */
/* Telephone-events, out and in (RFC 4733, PROTOCOL 13). */
#pragma once

#include "media-packet.h"

#define MEDIA_DTMF_PAYLOAD_BYTES 4
#define MEDIA_DTMF_TONE_MS 160
#define MEDIA_DTMF_GAP_MS 50
#define MEDIA_DTMF_QUEUE_MAX 256

typedef enum
{
  MEDIA_DTMF_IDLE,
  MEDIA_DTMF_TONE,
  MEDIA_DTMF_END,
  MEDIA_DTMF_GAP,
} MediaDtmfState;

/* The sender takes each packet of sound as one tick of its clock. */
typedef struct
{
  guint clock_hz, event_clock_hz;
  MediaDtmfState state;
  char queue[MEDIA_DTMF_QUEUE_MAX + 1];
  guint tone_ms;
  guint8 event;
  guint32 event_timestamp;   /* where the event began */
  guint32 segment_timestamp; /* what its packets carry */
  guint32 sent_units;        /* since the event began, at the last packet */
  guint ends_left;
} MediaDtmfSender;

/**
 * MediaDtmfStep:
 * @MEDIA_DTMF_STEP_SOUND: the packet of sound goes out
 * @MEDIA_DTMF_STEP_NOTHING: it is left out, nothing goes instead
 * @MEDIA_DTMF_STEP_EVENT: an event packet goes instead
 */
typedef enum
{
  MEDIA_DTMF_STEP_SOUND,
  MEDIA_DTMF_STEP_NOTHING,
  MEDIA_DTMF_STEP_EVENT,
} MediaDtmfStep;

typedef struct
{
  gboolean marker;
  guint32 timestamp;
  guint8 payload[MEDIA_DTMF_PAYLOAD_BYTES];
} MediaDtmfPacket;

/**
 * media_dtmf_event:
 *
 * Returns: the event code of a digit, -1 if it is none
 */
int media_dtmf_event (char digit);

/**
 * media_dtmf_sender_init:
 * @clock_hz: of the timestamps of the sound
 * @event_clock_hz: of the telephone-event that was agreed on, in whose units durations go out.
 *   RFC 4733 2.1 wants both equal; many servers name 8000 beside Opus
 */
void media_dtmf_sender_init (MediaDtmfSender *self, guint clock_hz, guint event_clock_hz);

/**
 * media_dtmf_sender_push:
 *
 * Queues the digits among @digits; those beyond MEDIA_DTMF_QUEUE_MAX waiting ones are dropped.
 */
void media_dtmf_sender_push (MediaDtmfSender *self, const char *digits);

/**
 * media_dtmf_sender_step:
 * @timestamp: of the packet of sound that is due
 * @frame_units: its length in units of the RTP clock
 * @out: filled for %MEDIA_DTMF_STEP_EVENT
 *
 * Decides what goes out in place of a packet of sound. Pure.
 */
MediaDtmfStep media_dtmf_sender_step (MediaDtmfSender *self,
                                      guint32 timestamp,
                                      guint32 frame_units,
                                      MediaDtmfPacket *out);

typedef struct
{
  gboolean started, ended;
  guint8 event;
  guint32 ssrc, timestamp, duration;
} MediaDtmfReceiver;

/**
 * media_dtmf_receiver_packet:
 * @packet: an authenticated packet of the telephone-event payload type
 *
 * Recognises each event once, whichever of its packets came first. Pure.
 *
 * Returns: the digit that begins with this packet, 0 if none does
 */
char media_dtmf_receiver_packet (MediaDtmfReceiver *self, const MediaRtpPacket *packet);
