/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Linnet Authors */
/* Parameters of header values: `;name[=value]`. */
#define G_LOG_DOMAIN "sip-params"

#include "sip-params.h"

#include "sip-chars.h"
#include "sip-limits.h"

/* gen-value = token / host / quoted-string (RFC 3261 25.1); an empty one is let pass */
static gboolean
take_value (Slice *rest, SipParam *param, SipParseError *error)
{
  if (rest->n > 0 && rest->p[0] == '"')
    {
      param->quoted = TRUE;
      return sip_take_quoted (rest, &param->value) ||
             sip_parse_fail (error, SIP_ERROR_MALFORMED, "end of quoted string", rest->p);
    }
  param->value = (Slice){ rest->p, 0 };
  (void) slice_take_while (rest, sip_is_value_char, &param->value);
  return TRUE;
}

gboolean
sip_params_next (Slice *rest, SipParam *out, SipParseError *error)
{
  Slice cursor = *rest;
  SipParam param = { 0 };

  if (error != NULL)
    *error = (SipParseError){ 0 };
  slice_skip_blanks (&cursor);
  if (cursor.n == 0)
    return FALSE;
  if (!sip_take_separator (&cursor, ';'))
    return sip_parse_fail (error, SIP_ERROR_MALFORMED, "semicolon before parameter", cursor.p);
  if (!slice_take_while (&cursor, sip_is_token_char, &param.name))
    return sip_parse_fail (error, SIP_ERROR_MALFORMED, "parameter name", cursor.p);
  if (sip_take_separator (&cursor, '='))
    {
      param.has_value = TRUE;
      if (!take_value (&cursor, &param, error))
        return FALSE;
    }
  *out = param;
  *rest = cursor;
  return TRUE;
}

gboolean
sip_params_check (Slice params, SipParseError *error)
{
  SipParseError failure;
  SipParam param;
  guint n = 0;

  while (sip_params_next (&params, &param, &failure))
    if (++n > SIP_MAX_PARAMS)
      return sip_parse_fail (error, SIP_ERROR_TOO_LONG, "number of parameters", param.name.p);
  return failure.what == NULL || sip_parse_fail (error, failure.code, failure.what, failure.at);
}

gboolean
sip_params_get (Slice params, const char *name, Slice *value)
{
  SipParam param;

  while (sip_params_next (&params, &param, NULL))
    if (slice_is_nocase (param.name, name))
      {
        if (value != NULL)
          *value = param.value;
        return TRUE;
      }
  return FALSE;
}

guint
sip_params_count (Slice params, const char *name)
{
  SipParam param;
  guint n = 0;

  while (sip_params_next (&params, &param, NULL))
    if (slice_is_nocase (param.name, name))
      n++;
  return n;
}
