/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Linnet Authors */
/* The audio codecs we negotiate, as RTP sees them. */
#define G_LOG_DOMAIN "sdp-codec"
#include "sdp-codec.h"

static const SdpCodec codecs[] = {
  { "opus", 48000, 2, -1, 96, "useinbandfec=1" },
  { "G722", 8000, 1, 9, 9, NULL },
  { "PCMA", 8000, 1, 8, 8, NULL },
  { "PCMU", 8000, 1, 0, 0, NULL },
};

static const SdpCodec events[] = {
  { "telephone-event", 48000, 1, -1, 97, "0-15" },
  { "telephone-event", 8000, 1, -1, 101, "0-15" },
};

const SdpCodec *
sdp_codec_find (const char *name, guint clock_hz)
{
  const SdpCodec *codec = sdp_codec_find_by_name (name);

  return codec != NULL && codec->clock_hz == clock_hz ? codec : NULL;
}

const SdpCodec *
sdp_codec_find_by_name (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (codecs); i++)
    if (g_ascii_strcasecmp (codecs[i].name, name) == 0)
      return &codecs[i];
  return NULL;
}

const SdpCodec *
sdp_codec_find_event (guint clock_hz)
{
  for (guint i = 0; i < G_N_ELEMENTS (events); i++)
    if (events[i].clock_hz == clock_hz)
      return &events[i];
  return NULL;
}

const SdpCodec *
sdp_codec_find_static (guint pt)
{
  for (guint i = 0; i < G_N_ELEMENTS (codecs); i++)
    if (codecs[i].static_pt >= 0 && (guint) codecs[i].static_pt == pt)
      return &codecs[i];
  return NULL;
}
