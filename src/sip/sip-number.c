/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Linnet Authors */
/* Headers that are a number (Content-Length, Max-Forwards, Expires, Retry-After, …). */
#define G_LOG_DOMAIN "sip-number"

#include "sip-number.h"

#include "sip-chars.h"

static gboolean
is_digit (char c)
{
  return g_ascii_isdigit (c);
}

gboolean
sip_number_parse (Slice value, guint32 max, guint32 *out, SipParseError *error)
{
  Slice rest = slice_trim (value);
  const char *start = rest.p;
  guint32 number;

  if (!slice_take_uint32 (&rest, &number) || rest.n != 0 || number > max)
    return sip_parse_fail (error, SIP_ERROR_MALFORMED, "number", start);
  *out = number;
  return TRUE;
}

/* delta-seconds = 1*DIGIT, clamped */
static gboolean
take_seconds (Slice *rest, guint32 *out_s)
{
  Slice digits;
  guint32 number;

  if (!slice_take_while (rest, is_digit, &digits))
    return FALSE;
  *out_s = slice_take_uint32 (&digits, &number) ? number : G_MAXUINT32;
  return TRUE;
}

gboolean
sip_seconds_parse (Slice value, guint32 *out_s, SipParseError *error)
{
  Slice rest = slice_trim (value);
  guint32 seconds;

  if (!take_seconds (&rest, &seconds) || rest.n != 0)
    return sip_parse_fail (error, SIP_ERROR_MALFORMED, "seconds", rest.p);
  *out_s = seconds;
  return TRUE;
}

/* The offset behind a comment, which may nest (RFC 3261 25.1), or 0 if it does not end */
static gsize
comment_length (Slice text)
{
  guint depth = 0;

  for (gsize i = 0; i < text.n; i++)
    if (text.p[i] == '\\')
      i++;
    else if (text.p[i] == '(')
      depth++;
    else if (text.p[i] == ')' && --depth == 0)
      return i + 1;
  return 0;
}

gboolean
sip_seconds_parse_leading (Slice value, guint32 *out_s, Slice *params, SipParseError *error)
{
  Slice rest = slice_trim (value);
  guint32 seconds;

  if (!take_seconds (&rest, &seconds))
    return sip_parse_fail (error, SIP_ERROR_MALFORMED, "seconds", rest.p);
  slice_skip_blanks (&rest);
  if (rest.n > 0 && rest.p[0] == '(')
    {
      gsize n = comment_length (rest);

      if (n == 0)
        return sip_parse_fail (error, SIP_ERROR_MALFORMED, "end of comment", rest.p);
      rest = slice_from (rest, n);
      slice_skip_blanks (&rest);
    }
  if (rest.n > 0 && rest.p[0] != ';')
    return sip_parse_fail (error, SIP_ERROR_MALFORMED, "semicolon after seconds", rest.p);
  *out_s = seconds;
  if (params != NULL)
    *params = rest;
  return TRUE;
}

/* qvalue = ( "0" [ "." 0*3DIGIT ] ) / ( "1" [ "." 0*3("0") ] ) */
gboolean
sip_q_parse (Slice value, int *out, SipParseError *error)
{
  Slice rest = slice_trim (value);
  int q, scale = 100;

  if (rest.n == 0 || (rest.p[0] != '0' && rest.p[0] != '1'))
    return sip_parse_fail (error, SIP_ERROR_MALFORMED, "q value", rest.p);
  q = (rest.p[0] - '0') * 1000;
  rest = slice_from (rest, 1);
  if (slice_take_char (&rest, '.'))
    for (; rest.n > 0 && g_ascii_isdigit (rest.p[0]) && scale > 0; scale /= 10)
      {
        q += (rest.p[0] - '0') * scale;
        rest = slice_from (rest, 1);
      }
  if (rest.n != 0 || q > 1000)
    return sip_parse_fail (error, SIP_ERROR_MALFORMED, "q value", rest.p);
  *out = q;
  return TRUE;
}
