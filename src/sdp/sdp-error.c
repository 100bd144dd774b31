/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Linnet Authors */
/* What can be wrong with a session description, and what SIP answers to it. */
#define G_LOG_DOMAIN "sdp-error"
#include "sdp-error.h"

G_DEFINE_QUARK (sdp - error - quark, sdp_error)

void
sdp_parse_error_to_gerror (const SdpParseError *parse, Slice input, GError **error)
{
  g_set_error (error, SDP_ERROR, (int) parse->code, "%s at byte %" G_GSIZE_FORMAT, parse->what,
               (gsize) (parse->at - input.p));
}

guint
sdp_error_get_response (SdpErrorCode code)
{
  switch (code)
    {
    case SDP_ERROR_MALFORMED:
    case SDP_ERROR_TOO_LONG:
      return 400;
    case SDP_ERROR_NO_ENCRYPTION:
    case SDP_ERROR_WEAKENING:
    case SDP_ERROR_KEYING:
    case SDP_ERROR_NO_CODEC:
    case SDP_ERROR_NO_MEDIA:
    case SDP_ERROR_ADDRESS:
    case SDP_ERROR_REFUSED:
    case SDP_ERROR_BAD_ANSWER:
      return 488;
    case SDP_ERROR_STATE:
      return 491;
    }
  g_return_val_if_reached (500);
}

const char *
sdp_error_get_warning (SdpErrorCode code)
{
  switch (code)
    {
    case SDP_ERROR_NO_ENCRYPTION:
    case SDP_ERROR_WEAKENING:
      return "399 \"SRTP required\"";
    case SDP_ERROR_KEYING:
      return "302 \"Incompatible transport protocol\"";
    case SDP_ERROR_NO_CODEC:
      return "305 \"Incompatible media format\"";
    case SDP_ERROR_NO_MEDIA:
      return "304 \"Media type not available\"";
    case SDP_ERROR_ADDRESS:
      return "301 \"Incompatible network address formats\"";
    case SDP_ERROR_MALFORMED:
    case SDP_ERROR_TOO_LONG:
    case SDP_ERROR_REFUSED:
    case SDP_ERROR_BAD_ANSWER:
    case SDP_ERROR_STATE:
      return NULL;
    }
  g_return_val_if_reached (NULL);
}
