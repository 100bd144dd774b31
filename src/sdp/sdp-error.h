/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Linnet Authors */
/* What can be wrong with a session description, and what SIP answers to it. */
#pragma once

#include <glib.h>

#include "util-slice.h"

/**
 * SdpErrorCode:
 * @SDP_ERROR_MALFORMED: not SDP (RFC 8866), or a mandatory part is missing: 400
 * @SDP_ERROR_TOO_LONG: over a limit of sdp-limits.h: 400
 * @SDP_ERROR_NO_ENCRYPTION: no m-line has usable SRTP keys: 488, Warning 399 "SRTP required"; in an
 *   answer: end the call
 * @SDP_ERROR_WEAKENING: a re-offer would give up the SRTP of a running call: 488, the call goes on
 * @SDP_ERROR_KEYING: encrypted, but by a keying this build cannot do (DTLS-SRTP): 488, Warning 302
 * @SDP_ERROR_NO_CODEC: no codec in common: 488, Warning 305
 * @SDP_ERROR_NO_MEDIA: no audio m-line in the offer: 488, Warning 304
 * @SDP_ERROR_ADDRESS: a host name or the wrong address family in c=: 488, Warning 301
 * @SDP_ERROR_REFUSED: the answer refuses every m-line (port 0)
 * @SDP_ERROR_BAD_ANSWER: the answer breaks RFC 3264 or RFC 4568 (m-line count, unknown crypto tag,
 *   changed suite, our own key): end the call
 * @SDP_ERROR_STATE: an offer is outstanding, or an answer came without one
 */
typedef enum
{
  SDP_ERROR_MALFORMED,
  SDP_ERROR_TOO_LONG,
  SDP_ERROR_NO_ENCRYPTION,
  SDP_ERROR_WEAKENING,
  SDP_ERROR_KEYING,
  SDP_ERROR_NO_CODEC,
  SDP_ERROR_NO_MEDIA,
  SDP_ERROR_ADDRESS,
  SDP_ERROR_REFUSED,
  SDP_ERROR_BAD_ANSWER,
  SDP_ERROR_STATE
} SdpErrorCode;

#define SDP_ERROR (sdp_error_quark ())
GQuark sdp_error_quark (void);

/**
 * SdpParseError:
 * @code: SDP_ERROR_MALFORMED or SDP_ERROR_TOO_LONG
 * @what: constant text that names the grammar part
 * @at: the place, inside the parsed slice
 */
typedef struct
{
  SdpErrorCode code;
  const char *what;
  const char *at;
} SdpParseError;

/**
 * sdp_parse_error_to_gerror:
 * @parse: what the parser reported
 * @input: what it was given
 * @error: (out): set to SDP_ERROR with the place as byte offset; no byte of the input is quoted
 */
void sdp_parse_error_to_gerror (const SdpParseError *parse, Slice input, GError **error);

/**
 * sdp_error_get_response:
 * @code: why an offer was refused
 *
 * Returns: the SIP status to answer the offer with (400, 488, 491 or 500).
 */
guint sdp_error_get_response (SdpErrorCode code);

/**
 * sdp_error_get_warning:
 * @code: why an offer was refused
 *
 * Returns: (nullable): code and text of a Warning as sip-core takes it, `399 "SRTP required"`;
 * static.
 */
const char *sdp_error_get_warning (SdpErrorCode code);
