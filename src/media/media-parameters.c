/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Linnet Authors */
/* An owned copy of what SDP agreed on, to hand over to the media thread. */
#define G_LOG_DOMAIN "media-parameters"

#include "media-parameters.h"

MediaAudioParameters *
media_parameters_copy (const MediaAudioParameters *parameters)
{
  MediaAudioParameters *copy = g_new (MediaAudioParameters, 1);

  *copy = *parameters;
  copy->codec = g_strdup (parameters->codec);
  copy->remote_rtp = g_object_ref (parameters->remote_rtp);
  if (copy->remote_rtcp != NULL)
    g_object_ref (copy->remote_rtcp);
  secret_ref (copy->srtp.tx_key);
  secret_ref (copy->srtp.rx_key);
  return copy;
}

void
media_parameters_free (MediaAudioParameters *parameters)
{
  if (parameters == NULL)
    return;
  g_free ((char *) parameters->codec);
  g_clear_object (&parameters->remote_rtp);
  g_clear_object (&parameters->remote_rtcp);
  g_clear_pointer (&parameters->srtp.tx_key, secret_unref);
  g_clear_pointer (&parameters->srtp.rx_key, secret_unref);
  g_free (parameters);
}

gboolean
media_parameters_need_pipeline (const MediaAudioParameters *a, const MediaAudioParameters *b)
{
  return g_ascii_strcasecmp (a->codec, b->codec) != 0 || a->tx_pt != b->tx_pt ||
         a->rx_pt != b->rx_pt || a->dtmf_tx_pt != b->dtmf_tx_pt || a->dtmf_rx_pt != b->dtmf_rx_pt ||
         a->dtmf_clock_hz != b->dtmf_clock_hz || a->ptime_ms != b->ptime_ms ||
         a->rtcp_reduced_size != b->rtcp_reduced_size || a->max_bitrate_bps != b->max_bitrate_bps;
}
