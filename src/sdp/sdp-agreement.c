/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Linnet Authors */
/* What our m-line and theirs have in common: codec, payload types, direction, transport. */
#define G_LOG_DOMAIN "sdp-agreement"
#include "sdp-agreement.h"

#include <string.h>

#define PTIME_DEFAULT_MS 20
#define PTIME_MIN_MS 10
#define PTIME_MAX_MS 60
#define IP_UDP_HEADER_BITS                                                                         \
  (28 * 8)                   /* per packet; counted in b=AS, not in b=TIAS (RFC 3890 6.2)          \
                              */
#define BITRATE_MIN_BPS 6000 /* below it no codec of ours works */

gboolean
sdp_agreement_is_srtp_capable (const SdpMedia *media)
{
  static const char *const protos[] = { "RTP/SAVP", "RTP/SAVPF", "RTP/AVP", "RTP/AVPF" };

  for (guint i = 0; i < G_N_ELEMENTS (protos); i++)
    if (g_ascii_strcasecmp (media->proto, protos[i]) == 0)
      return TRUE;
  return FALSE;
}

gboolean
sdp_agreement_is_held (const SdpMedia *remote)
{
  return g_strcmp0 (remote->address, "0.0.0.0") == 0 || g_strcmp0 (remote->address, "::") == 0;
}

SdpDirection
sdp_agreement_get_direction (const SdpMedia *remote)
{
  if (sdp_agreement_is_held (remote))
    return (SdpDirection) (remote->direction & SDP_DIRECTION_SENDONLY);
  return remote->direction;
}

static gboolean
is_wanted (const SdpLocal *local, const SdpCodec *codec)
{
  if (local->audio_codecs == NULL)
    return TRUE;
  for (guint i = 0; local->audio_codecs[i] != NULL; i++)
    if (g_ascii_strcasecmp (local->audio_codecs[i], codec->name) == 0)
      return TRUE;
  return FALSE;
}

static const SdpCodec *
get_codec (const SdpPayload *payload)
{
  const SdpCodec *codec = sdp_codec_find (payload->name, payload->clock_hz);

  return codec != NULL && codec->channels == payload->channels ? codec : NULL;
}

const SdpPayload *
sdp_agreement_choose_codec (const SdpMedia *offered, const SdpLocal *local)
{
  if (local->prefer_local_order && local->audio_codecs != NULL)
    {
      for (guint i = 0; local->audio_codecs[i] != NULL; i++)
        {
          const SdpPayload *payload =
              sdp_media_find_payload (offered, -1, local->audio_codecs[i], 0);

          if (payload != NULL && get_codec (payload) != NULL)
            return payload;
        }
      return NULL;
    }
  for (guint i = 0; i < offered->payloads->len; i++)
    {
      const SdpPayload *payload = g_ptr_array_index (offered->payloads, i);
      const SdpCodec *codec = get_codec (payload);

      if (codec != NULL && is_wanted (local, codec))
        return payload;
    }
  return NULL;
}

const SdpPayload *
sdp_agreement_choose_event (const SdpMedia *media, guint clock_hz)
{
  const SdpPayload *event = sdp_media_find_payload (media, -1, "telephone-event", clock_hz);

  /* Peers that offer Opus with events at 8000 only are many; their own clock is better than none */
  return event != NULL ? event : sdp_media_find_payload (media, -1, "telephone-event", 8000);
}

static guint
get_ptime (const SdpMedia *remote, gboolean is_opus)
{
  guint ptime_ms = remote->ptime_ms != 0 ? remote->ptime_ms : PTIME_DEFAULT_MS;

  if (remote->max_ptime_ms != 0)
    ptime_ms = MIN (ptime_ms, remote->max_ptime_ms);
  ptime_ms = CLAMP (ptime_ms, PTIME_MIN_MS, PTIME_MAX_MS);
  ptime_ms -= ptime_ms % 10;
  if (is_opus && (ptime_ms == 30 || ptime_ms == 50)) /* no such frame (RFC 6716 2.1.4) */
    ptime_ms -= 10;
  return ptime_ms;
}

static guint
get_max_bitrate (const SdpMedia *remote, const SdpPayload *payload, guint ptime_ms)
{
  guint64 limit = G_MAXUINT;
  guint64 overhead = IP_UDP_HEADER_BITS * 1000u / ptime_ms;
  guint asked = sdp_payload_get_fmtp_number (payload, "maxaveragebitrate", 0);

  if (remote->tias_bps != 0)
    limit = MIN (limit, remote->tias_bps);
  else if (remote->as_bps != 0)
    limit = MIN (limit, remote->as_bps > overhead ? remote->as_bps - overhead : 0);
  if (asked != 0)
    limit = MIN (limit, asked);
  return limit == G_MAXUINT ? 0 : (guint) MAX (limit, BITRATE_MIN_BPS);
}

/* Codec: the first of theirs that is in ours too (RFC 3264 6.1, 7) */
static gboolean
fill_codec (const SdpMedia *ours, const SdpMedia *remote, SdpAudio *out)
{
  for (guint i = 0; i < remote->payloads->len; i++)
    {
      const SdpPayload *theirs = g_ptr_array_index (remote->payloads, i);
      const SdpCodec *codec = get_codec (theirs);
      const SdpPayload *mine;

      if (codec == NULL)
        continue;
      mine = sdp_media_find_payload (ours, -1, codec->name, codec->clock_hz);
      if (mine == NULL)
        continue;
      out->codec = g_strdup (codec->name);
      out->clock_hz = codec->clock_hz;
      out->channels = codec->channels;
      out->tx_pt = (int) theirs->pt;
      out->rx_pt = (int) mine->pt;
      out->ptime_ms = get_ptime (remote, codec->static_pt < 0);
      out->max_bitrate_bps = get_max_bitrate (remote, theirs, out->ptime_ms);
      out->tx_cbr = sdp_payload_get_fmtp_number (theirs, "cbr", 0) == 1 ||
                    sdp_payload_get_fmtp_number (mine, "cbr", 0) == 1;
      out->tx_fec = sdp_payload_get_fmtp_number (theirs, "useinbandfec", 0) == 1;
      out->tx_dtx = sdp_payload_get_fmtp_number (theirs, "usedtx", 0) == 1;
      return TRUE;
    }
  return FALSE;
}

static void
fill_event (const SdpMedia *ours, const SdpMedia *remote, SdpAudio *out)
{
  const SdpPayload *theirs = sdp_agreement_choose_event (remote, out->clock_hz);
  const SdpPayload *mine;

  if (theirs == NULL)
    return;
  mine = sdp_media_find_payload (ours, -1, "telephone-event", theirs->clock_hz);
  if (mine == NULL)
    return;
  out->dtmf_tx_pt = (int) theirs->pt;
  out->dtmf_rx_pt = (int) mine->pt;
  out->dtmf_clock_hz = theirs->clock_hz;
}

static gboolean
fill_transport (const SdpMedia *ours,
                const SdpMedia *remote,
                const SdpAudio *previous,
                SdpAudio *out,
                GError **error)
{
  gboolean held = sdp_agreement_is_held (remote) && previous != NULL && previous->accepted;

  if (!held && (remote->address_is_name || remote->address_ipv6 != ours->address_ipv6))
    {
      g_set_error (error, SDP_ERROR, SDP_ERROR_ADDRESS, "media address is %s",
                   remote->address_is_name ? "a host name" : "of another family");
      return FALSE;
    }
  /* On the old hold the address says nothing: the one known before is where media goes on */
  if (held)
    out->remote_address = g_strdup (previous->remote_address);
  else
    out->remote_address = g_strdup (remote->address);
  out->remote_rtp_port = remote->port;
  out->rtcp_mux = ours->rtcp_mux && remote->rtcp_mux;
  out->rtcp_reduced_size = ours->rtcp_reduced_size && remote->rtcp_reduced_size;
  if (out->rtcp_mux)
    out->remote_rtcp_port = remote->port;
  else if (remote->rtcp_port != 0)
    out->remote_rtcp_port = remote->rtcp_port;
  else
    out->remote_rtcp_port = remote->port < G_MAXUINT16 ? (guint16) (remote->port + 1) : 0;
  if (remote->rtcp_address != NULL && !out->rtcp_mux &&
      (strchr (remote->rtcp_address, ':') != NULL) == ours->address_ipv6)
    out->remote_rtcp_address = g_strdup (remote->rtcp_address);
  else
    out->remote_rtcp_address = g_strdup (out->remote_address);
  return TRUE;
}

gboolean
sdp_agreement_fill (const SdpMedia *ours,
                    const SdpMedia *remote,
                    const SdpAudio *previous,
                    SdpAudio *out,
                    GError **error)
{
  if (!fill_codec (ours, remote, out))
    {
      g_set_error_literal (error, SDP_ERROR, SDP_ERROR_NO_CODEC, "no codec in common");
      return FALSE;
    }
  if (!fill_transport (ours, remote, previous, out, error))
    return FALSE;
  fill_event (ours, remote, out);
  out->direction = ours->direction & sdp_direction_reverse (sdp_agreement_get_direction (remote));
  out->accepted = TRUE;
  return TRUE;
}
