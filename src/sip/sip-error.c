/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Linnet Authors */
/* What can be wrong: in text from outside and elsewhere. */
#define G_LOG_DOMAIN "sip-error"

#include "sip-error.h"

G_DEFINE_QUARK (sip - error - quark, sip_error)

void
sip_parse_error_to_gerror (const SipParseError *parse, Slice input, GError **error)
{
  gsize offset = parse->at != NULL && input.p != NULL && parse->at >= input.p
                     ? (gsize) (parse->at - input.p)
                     : 0;

  g_set_error (error, SIP_ERROR, (int) parse->code, "%s at byte %" G_GSIZE_FORMAT, parse->what,
               offset);
}

gboolean
sip_parse_fail (SipParseError *error, SipErrorCode code, const char *what, const char *at)
{
  if (error != NULL)
    *error = (SipParseError){ .code = code, .what = what, .at = at };
  return FALSE;
}
