/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Linnet Authors */
/* The first line of a message (RFC 3261 7.1, 7.2). */
#define G_LOG_DOMAIN "sip-start-line"

#include "sip-start-line.h"

#include "sip-chars.h"
#include "sip-limits.h"

static const Slice sip_slash = { "SIP/", 4 };

static gboolean
has_sip_slash (Slice text)
{
  return text.n >= sip_slash.n && slice_equal_nocase ((Slice){ text.p, sip_slash.n }, sip_slash);
}

SipLineKind
sip_line_classify (Slice line)
{
  if (has_sip_slash (line))
    return SIP_LINE_RESPONSE;
  for (Slice rest = line; rest.n > sip_slash.n; rest = slice_from (rest, 1))
    if (rest.p[0] == ' ' && has_sip_slash (slice_from (rest, 1)))
      return SIP_LINE_REQUEST;
  return SIP_LINE_GARBAGE;
}

Slice
sip_line_get_method (Slice line)
{
  Slice method = { line.p, 0 };

  (void) slice_take_while (&line, sip_is_token_char, &method);
  return method;
}

/* SIP-Version = "SIP" "/" 1*DIGIT "." 1*DIGIT, of which we speak 2.0 */
static gboolean
check_version (Slice version, SipParseError *error)
{
  Slice rest = version;
  guint32 major, minor;

  if (slice_is_nocase (version, "SIP/2.0"))
    return TRUE;
  if (has_sip_slash (rest))
    {
      rest = slice_from (rest, sip_slash.n);
      if (slice_take_uint32 (&rest, &major) && slice_take_char (&rest, '.') &&
          slice_take_uint32 (&rest, &minor) && rest.n == 0)
        return sip_parse_fail (error, SIP_ERROR_UNSUPPORTED_VERSION, "version other than SIP/2.0",
                               version.p);
    }
  return sip_parse_fail (error, SIP_ERROR_MALFORMED, "end of request line", version.p);
}

gboolean
sip_request_line_parse (Slice line, Slice *method, Slice *uri, SipParseError *error)
{
  Slice rest = line, found_method, found_uri;

  if (!slice_take_while (&rest, sip_is_token_char, &found_method) || !slice_take_char (&rest, ' '))
    return sip_parse_fail (error, SIP_ERROR_MALFORMED, "method", rest.p);
  if (!slice_take_until (&rest, ' ', &found_uri) || found_uri.n == 0)
    return sip_parse_fail (error, SIP_ERROR_MALFORMED, "Request-URI", rest.p);
  if (!check_version (slice_from (rest, 1), error))
    return FALSE;
  if (found_uri.n > SIP_MAX_REQUEST_URI_BYTES)
    {
      *error = (SipParseError){ SIP_ERROR_TOO_LONG, "length of Request-URI", found_uri.p, 414 };
      return FALSE;
    }
  *method = found_method;
  *uri = found_uri;
  return TRUE;
}

gboolean
sip_status_line_parse (Slice line, guint *status, Slice *reason, SipParseError *error)
{
  Slice rest = line, version;
  const char *at;
  guint32 code;

  if (!slice_take_until (&rest, ' ', &version))
    return sip_parse_fail (error, SIP_ERROR_MALFORMED, "status line", line.p);
  if (!check_version (version, error))
    return FALSE;
  rest = slice_from (rest, 1);
  at = rest.p;
  if (!slice_take_uint32 (&rest, &code) || rest.p != at + 3 || code < 100 || code > 699)
    return sip_parse_fail (error, SIP_ERROR_MALFORMED, "status code", at);
  if (rest.n > 0 && !slice_take_char (&rest, ' '))
    return sip_parse_fail (error, SIP_ERROR_MALFORMED, "blank after status code", rest.p);
  *status = code;
  *reason = rest;
  return TRUE;
}
