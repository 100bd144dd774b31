/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Linnet Authors */
/* The audio codecs and the GStreamer elements that make them. */
#pragma once

#include <gst/gst.h>

typedef struct
{
  const char *name; /* encoding name of SDP */
  const char *encoder, *payloader, *depayloader, *decoder;
  guint rate_hz;  /* of the samples */
  guint clock_hz; /* of RTP timestamps */
} MediaCodec;

typedef struct
{
  guint ptime_ms;
  guint8 payload_type;
  guint32 ssrc;
  gboolean cbr;
  guint max_bitrate_bps; /* 0: no limit */
} MediaEncoding;

/**
 * media_codec_find:
 * @name: encoding name, any case
 *
 * Returns: (nullable): the codec, static
 */
const MediaCodec *media_codec_find (const char *name);

/**
 * media_codec_is_installed:
 *
 * Looks its elements up in the registry.
 */
gboolean media_codec_is_installed (const MediaCodec *self);

/**
 * media_codec_get_ptime:
 *
 * Returns: the packet time nearest to @wanted_ms that this codec can do, 10 to 60 ms; 0 asks for 20
 */
guint media_codec_get_ptime (const MediaCodec *self, guint wanted_ms);

/* Elements, floating; never %NULL for an installed codec. */
GstElement *media_codec_create_encoder (const MediaCodec *self, const MediaEncoding *encoding);
GstElement *media_codec_create_payloader (const MediaCodec *self, const MediaEncoding *encoding);
GstElement *media_codec_create_decoder (const MediaCodec *self);

/**
 * media_codec_create_rtp_caps:
 *
 * Returns: (transfer full): what a packet of @payload_type carries
 */
GstCaps *media_codec_create_rtp_caps (const MediaCodec *self, guint payload_type);
