/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Linnet Authors */
/* The first line of a message (RFC 3261 7.1, 7.2). */
#pragma once

#include "sip-error.h"
#include "sip-method.h"

G_BEGIN_DECLS

typedef enum
{
  SIP_LINE_GARBAGE, /* no SIP: HTTP, RTSP, noise. Nothing is answered */
  SIP_LINE_REQUEST,
  SIP_LINE_RESPONSE
} SipLineKind;

/* What a line means to be, well-formed or not: `SIP/` in front, or as the beginning of a later
 * word. */
SipLineKind sip_line_classify (Slice line);

/* The first word of a line that is a request by sip_line_classify(). */
Slice sip_line_get_method (Slice line);

/* Request-Line = Method SP Request-URI SP SIP-Version, single spaces. @uri is cut out, not parsed.
 */
gboolean sip_request_line_parse (Slice line, Slice *method, Slice *uri, SipParseError *error);

/* Status-Line = SIP-Version SP Status-Code SP Reason-Phrase. A missing second SP is let pass. */
gboolean sip_status_line_parse (Slice line, guint *status, Slice *reason, SipParseError *error);

G_END_DECLS
