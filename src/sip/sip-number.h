/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Linnet Authors */
/* Headers that are a number (Content-Length, Max-Forwards, Expires, Retry-After, …). */
#pragma once

#include "sip-error.h"

G_BEGIN_DECLS

/* Digits only, at most @max. */
gboolean sip_number_parse (Slice value, guint32 max, guint32 *out, SipParseError *error);

/* delta-seconds: digits only; what exceeds 2^32-1 becomes that. */
gboolean sip_seconds_parse (Slice value, guint32 *out_s, SipParseError *error);

/* delta-seconds followed by parameters or a comment: Retry-After, Session-Expires, Min-SE. */
gboolean
sip_seconds_parse_leading (Slice value, guint32 *out_s, Slice *params, SipParseError *error);

/* qvalue (RFC 3261 25.1) in thousandths. */
gboolean sip_q_parse (Slice value, int *out, SipParseError *error);

G_END_DECLS
