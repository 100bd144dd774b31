/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Linnet Authors */
/* What our m-line and theirs have in common. Inside this folder only. */
#pragma once

#include "sdp-negotiation.h"

/** sdp_agreement_is_srtp_capable: Returns: RTP/SAVP, RTP/SAVPF, or AVP(F) that crypto lines key. */
gboolean sdp_agreement_is_srtp_capable (const SdpMedia *media);

/**
 * sdp_agreement_is_held:
 *
 * Returns: whether c= is 0.0.0.0 or ::, the hold of RFC 2543 (RFC 3264 8.4).
 */
gboolean sdp_agreement_is_held (const SdpMedia *remote);

/** sdp_agreement_get_direction: Returns: the remote direction with that hold applied. */
SdpDirection sdp_agreement_get_direction (const SdpMedia *remote);

/** sdp_agreement_choose_codec: Returns: (nullable): the offered payload that the answer takes. */
const SdpPayload *sdp_agreement_choose_codec (const SdpMedia *offered, const SdpLocal *local);

/** sdp_agreement_choose_event: Returns: (nullable): telephone-event for a codec of @clock_hz. */
const SdpPayload *sdp_agreement_choose_event (const SdpMedia *media, guint clock_hz);

/**
 * sdp_agreement_fill:
 * @ours: what we sent or are about to send
 * @remote: what they sent
 * @previous: (nullable): what was agreed before
 * @out: (out): empty; all but the keys is filled in
 * @error: SDP_ERROR_NO_CODEC, SDP_ERROR_ADDRESS
 */
gboolean sdp_agreement_fill (const SdpMedia *ours,
                             const SdpMedia *remote,
                             const SdpAudio *previous,
                             SdpAudio *out,
                             GError **error);
