/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Linnet Authors */
/* The last word on outgoing RTP: sequence numbers, telephone-events, hold, keep-alive. */
#pragma once

#include <gst/gst.h>

#include "media-dtmf.h"

typedef struct _MediaShaper MediaShaper;

/* Kept by the session for its whole life, so that sequence numbers go on. Any thread. */
MediaShaper *media_shaper_new (void);
void media_shaper_free (MediaShaper *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MediaShaper, media_shaper_free)

/**
 * media_shaper_set_stream:
 * @ssrc: of the packets that come from now on
 * @clock_hz: of their timestamps
 * @frame_units: length of a packet in that clock
 * @dtmf_pt: payload type of telephone-event, -1: none
 * @dtmf_clock_hz: its clock
 *
 * A new encoder feeds the shaper; digits that wait are dropped with a changed clock.
 */
void media_shaper_set_stream (MediaShaper *self,
                              guint32 ssrc,
                              guint clock_hz,
                              guint frame_units,
                              int dtmf_pt,
                              guint dtmf_clock_hz);
void media_shaper_set_ssrc (MediaShaper *self, guint32 ssrc);

/**
 * media_shaper_set_sending:
 *
 * %FALSE holds back everything but keep-alives.
 */
void media_shaper_set_sending (MediaShaper *self, gboolean sending);

/**
 * media_shaper_push_dtmf:
 *
 * Returns: %FALSE if telephone-event was not agreed on
 */
gboolean media_shaper_push_dtmf (MediaShaper *self, const char *digits);

/**
 * media_shaper_shape_in_streaming_thread:
 * @buffer: (inout): an RTP packet from the payloader; numbered, or replaced by an event packet
 *
 * Returns: whether @buffer goes out; if not, it is still the caller's
 */
gboolean media_shaper_shape_in_streaming_thread (MediaShaper *self, GstBuffer **buffer);

/**
 * media_shaper_keepalive:
 * @packet: room for MEDIA_KEEPALIVE_BYTES
 *
 * Writes a packet of comfort noise without noise (RFC 6263 4.3, RFC 3389).
 */
#define MEDIA_KEEPALIVE_BYTES (MEDIA_RTP_HEADER_BYTES + 1)
void media_shaper_keepalive (MediaShaper *self, guint8 *packet);
