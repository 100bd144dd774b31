/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Linnet Authors */
/* Warning (RFC 3261 20.43). */
#define G_LOG_DOMAIN "sip-warning"

#include "sip-warning.h"

#include "sip-chars.h"

static gboolean
is_visible (char c)
{
  return c > ' ' && c < 0x7f;
}

/* warning-value = 3DIGIT SP warn-agent SP quoted-string */
gboolean
sip_warning_parse (Slice value, SipWarning *out, SipParseError *error)
{
  Slice rest = slice_trim (value);
  const char *start = rest.p;
  SipWarning warning;
  guint32 code;

  if (!slice_take_uint32 (&rest, &code) || code < 100 || code > 999)
    return sip_parse_fail (error, SIP_ERROR_MALFORMED, "warning code", start);
  slice_skip_blanks (&rest);
  if (!slice_take_while (&rest, is_visible, &warning.agent))
    return sip_parse_fail (error, SIP_ERROR_MALFORMED, "warning agent", rest.p);
  slice_skip_blanks (&rest);
  if (!sip_take_quoted (&rest, &warning.text) || slice_trim (rest).n != 0)
    return sip_parse_fail (error, SIP_ERROR_MALFORMED, "warning text", rest.p);
  warning.code = code;
  *out = warning;
  return TRUE;
}
