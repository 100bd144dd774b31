/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Linnet Authors */
/* The result of a negotiation as a value. */
#define G_LOG_DOMAIN "sdp-audio"
#include "sdp-negotiation.h"

void
sdp_audio_clear (SdpAudio *self)
{
  g_free (self->codec);
  g_free (self->remote_address);
  g_free (self->remote_rtcp_address);
  g_free (self->suite_text);
  g_clear_pointer (&self->tx_key, secret_unref);
  g_clear_pointer (&self->rx_key, secret_unref);
  *self = (SdpAudio) SDP_AUDIO_INIT;
}

void
sdp_audio_copy (const SdpAudio *from, SdpAudio *to)
{
  *to = *from;
  to->codec = g_strdup (from->codec);
  to->remote_address = g_strdup (from->remote_address);
  to->remote_rtcp_address = g_strdup (from->remote_rtcp_address);
  to->suite_text = g_strdup (from->suite_text);
  to->tx_key = from->tx_key != NULL ? secret_ref (from->tx_key) : NULL;
  to->rx_key = from->rx_key != NULL ? secret_ref (from->rx_key) : NULL;
}
