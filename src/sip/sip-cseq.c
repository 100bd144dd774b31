/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Linnet Authors */
/* CSeq and RAck (RFC 3261 20.16, RFC 3262 7.2). */
#define G_LOG_DOMAIN "sip-cseq"

#include "sip-cseq.h"

#include "sip-chars.h"

static gboolean
take_blanks (Slice *rest)
{
  gsize before = rest->n;

  slice_skip_blanks (rest);
  return rest->n < before;
}

/* CSeq = 1*DIGIT LWS Method, below 2**31 (RFC 3261 8.1.1.5) */
gboolean
sip_cseq_parse (Slice value, SipCSeq *out, SipParseError *error)
{
  Slice rest = slice_trim (value);
  const char *start = rest.p;
  SipCSeq cseq;

  if (!slice_take_uint32 (&rest, &cseq.number) || cseq.number > G_MAXINT32)
    return sip_parse_fail (error, SIP_ERROR_MALFORMED, "CSeq number", start);
  if (!take_blanks (&rest))
    return sip_parse_fail (error, SIP_ERROR_MALFORMED, "blank after CSeq number", rest.p);
  if (!slice_take_while (&rest, sip_is_token_char, &cseq.method_text) || rest.n != 0)
    return sip_parse_fail (error, SIP_ERROR_MALFORMED, "CSeq method", rest.p);
  cseq.method = sip_method_from_slice (cseq.method_text);
  *out = cseq;
  return TRUE;
}

/* RAck = response-num LWS CSeq-num LWS Method */
gboolean
sip_rack_parse (Slice value, SipRAck *out, SipParseError *error)
{
  Slice rest = slice_trim (value);
  const char *start = rest.p;
  SipRAck rack;

  if (!slice_take_uint32 (&rest, &rack.rseq) || !take_blanks (&rest))
    return sip_parse_fail (error, SIP_ERROR_MALFORMED, "RAck number", start);
  if (!sip_cseq_parse (rest, &rack.cseq, error))
    return FALSE;
  *out = rack;
  return TRUE;
}
