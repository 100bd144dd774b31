/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Linnet Authors */
/* The audio codecs and the GStreamer elements that make them. */
#define G_LOG_DOMAIN "media-codec"

#include "media-codec.h"

#include "media-probe.h"

#include "media-init.h"

#define PTIME_MS 20
#define PTIME_MIN_MS 10
#define PTIME_MAX_MS 60

/* Speech at full bandwidth; libopus is transparent for a voice from here on */
#define OPUS_BITRATE_BPS 32000
#define OPUS_BITRATE_MIN_BPS 6000
#define OPUS_COMPLEXITY 9
/* What in-band FEC is dimensioned for */
#define OPUS_LOSS_PERCENT 5

static const MediaCodec codecs[] = {
  { "opus", "opusenc", "rtpopuspay", "rtpopusdepay", "opusdec", 48000, 48000 },
  /* RFC 3551 4.5.2: sampled at 16 kHz, the clock runs at 8 kHz */
  { "G722", "avenc_g722", "rtpg722pay", "rtpg722depay", "avdec_g722", 16000, 8000 },
  { "PCMA", "alawenc", "rtppcmapay", "rtppcmadepay", "alawdec", 8000, 8000 },
  { "PCMU", "mulawenc", "rtppcmupay", "rtppcmudepay", "mulawdec", 8000, 8000 },
};

const MediaCodec *
media_codec_find (const char *name)
{
  for (gsize i = 0; i < G_N_ELEMENTS (codecs); i++)
    if (g_ascii_strcasecmp (codecs[i].name, name) == 0)
      return &codecs[i];
  return NULL;
}

static gboolean
has_element (const char *name)
{
  g_autoptr (GstElementFactory) factory = gst_element_factory_find (name);

  return factory != NULL;
}

gboolean
media_codec_is_installed (const MediaCodec *self)
{
  return has_element (self->encoder) && has_element (self->payloader) &&
         has_element (self->depayloader) && has_element (self->decoder);
}

gboolean
media_has_codec (const char *name)
{
  const MediaCodec *codec;

  g_return_val_if_fail (name != NULL, FALSE);

  media_init ();
  if (g_ascii_strcasecmp (name, "telephone-event") == 0)
    return TRUE;
  codec = media_codec_find (name);
  return codec != NULL && media_codec_is_installed (codec);
}

guint
media_codec_get_ptime (const MediaCodec *self, guint wanted_ms)
{
  guint ptime_ms = CLAMP (wanted_ms != 0 ? wanted_ms : PTIME_MS, PTIME_MIN_MS, PTIME_MAX_MS);

  if (self->clock_hz != 48000)
    return ptime_ms / 10 * 10;
  /* RFC 6716 2.1.4: frames of 10, 20, 40 and 60 ms */
  return ptime_ms < 20 ? 10 : ptime_ms < 40 ? 20 : ptime_ms < 60 ? 40 : 60;
}

static GstElement *
create_opus_encoder (const MediaEncoding *encoding)
{
  GstElement *element = gst_element_factory_make ("opusenc", NULL);
  guint bitrate = OPUS_BITRATE_BPS;

  if (encoding->max_bitrate_bps != 0)
    bitrate = CLAMP (encoding->max_bitrate_bps, OPUS_BITRATE_MIN_BPS, OPUS_BITRATE_BPS);
  g_object_set (element, "bitrate", (int) bitrate, "complexity", OPUS_COMPLEXITY,
                "packet-loss-percentage", OPUS_LOSS_PERCENT, "inband-fec", TRUE, NULL);
  gst_util_set_object_arg (G_OBJECT (element), "audio-type", "voice");
  gst_util_set_object_arg (G_OBJECT (element), "bitrate-type",
                           encoding->cbr ? "cbr" : "constrained-vbr");
  gst_util_set_object_arg (G_OBJECT (element), "frame-size",
                           encoding->ptime_ms == 10   ? "10"
                           : encoding->ptime_ms == 40 ? "40"
                           : encoding->ptime_ms == 60 ? "60"
                                                      : "20");
  return element;
}

GstElement *
media_codec_create_encoder (const MediaCodec *self, const MediaEncoding *encoding)
{
  if (g_str_equal (self->encoder, "opusenc"))
    return create_opus_encoder (encoding);
  return gst_element_factory_make (self->encoder, NULL);
}

GstElement *
media_codec_create_payloader (const MediaCodec *self, const MediaEncoding *encoding)
{
  GstElement *element = gst_element_factory_make (self->payloader, NULL);
  gint64 ptime_ns = (gint64) encoding->ptime_ms * GST_MSECOND;

  g_object_set (element, "pt", encoding->payload_type, "ssrc", encoding->ssrc, NULL);
  if (!g_str_equal (self->payloader, "rtpopuspay"))
    g_object_set (element, "min-ptime", ptime_ns, "max-ptime", ptime_ns, NULL);
  return element;
}

GstElement *
media_codec_create_decoder (const MediaCodec *self)
{
  GstElement *element = gst_element_factory_make (self->decoder, NULL);

  /* Not use-inband-fec: it makes opusdec claim 120 ms of latency, and the sink waits for them */
  if (g_str_equal (self->decoder, "opusdec"))
    g_object_set (element, "plc", TRUE, NULL);
  return element;
}

GstCaps *
media_codec_create_rtp_caps (const MediaCodec *self, guint payload_type)
{
  g_autofree char *encoding_name = g_ascii_strup (self->name, -1);

  return gst_caps_new_simple ("application/x-rtp", "media", G_TYPE_STRING, "audio", "payload",
                              G_TYPE_INT, (int) payload_type, "clock-rate", G_TYPE_INT,
                              (int) self->clock_hz, "encoding-name", G_TYPE_STRING, encoding_name,
                              NULL);
}
