/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Linnet Authors */
/* The audio codecs we negotiate, as RTP sees them (RFC 3551, 7587, 4733). */
#pragma once

#include <glib.h>

/**
 * SdpCodec:
 * @name: encoding name as in rtpmap
 * @clock_hz: RTP clock; G722 says 8000 though it samples 16000 (RFC 3551 4.5.2)
 * @channels: as in rtpmap; opus is always 2 (RFC 7587 4.1)
 * @static_pt: RFC 3551 number, -1 for a dynamic one
 * @default_pt: the number of our own offers
 * @fmtp: (nullable): what we send
 */
typedef struct
{
  const char *name;
  guint clock_hz;
  guint channels;
  int static_pt;
  guint default_pt;
  const char *fmtp;
} SdpCodec;

/** sdp_codec_find: Returns: (nullable): an audio codec (not telephone-event), name without case. */
const SdpCodec *sdp_codec_find (const char *name, guint clock_hz);

/** sdp_codec_find_event: Returns: (nullable): telephone-event at a clock we support. */
const SdpCodec *sdp_codec_find_event (guint clock_hz);

/** sdp_codec_find_by_name: Returns: (nullable): as sdp_codec_find(), whatever the clock. */
const SdpCodec *sdp_codec_find_by_name (const char *name);

/** sdp_codec_find_static: Returns: (nullable): name and clock of a static payload type. */
const SdpCodec *sdp_codec_find_static (guint pt);
