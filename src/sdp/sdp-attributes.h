/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Linnet Authors */
/* One line of a description into an SdpMedia. Inside this folder only. */
#pragma once

#include "sdp-session.h"

/**
 * sdp_attribute_apply:
 * @media: the m-line, or the holder of the session level
 * @session_level: whether it is the latter
 * @attribute: what follows `a=`
 *
 * Unknown and malformed attributes are ignored (RFC 8866 5.13); only a limit is an error.
 */
gboolean sdp_attribute_apply (SdpMedia *media,
                              gboolean session_level,
                              Slice attribute,
                              SdpParseError *error);

/** sdp_connection_apply: `c=`, RFC 8866 5.7. */
gboolean sdp_connection_apply (SdpMedia *media, Slice value, SdpParseError *error);

/** sdp_bandwidth_apply: `b=`, RFC 8866 5.8, RFC 3890; never fails. */
void sdp_bandwidth_apply (SdpMedia *media, Slice value);

/** sdp_media_has_format: Returns: whether the m-line lists payload type @pt. */
gboolean sdp_media_has_format (const SdpMedia *media, guint pt);
