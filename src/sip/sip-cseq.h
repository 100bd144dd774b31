/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Linnet Authors */
/* CSeq and RAck (RFC 3261 20.16, RFC 3262 7.2). */
#pragma once

#include "sip-error.h"
#include "sip-method.h"

G_BEGIN_DECLS

typedef struct
{
  guint32 number; /* below 2^31 */
  SipMethod method;
  Slice method_text;
} SipCSeq;

typedef struct
{
  guint32 rseq;
  SipCSeq cseq;
} SipRAck;

gboolean sip_cseq_parse (Slice value, SipCSeq *out, SipParseError *error);

gboolean sip_rack_parse (Slice value, SipRAck *out, SipParseError *error);

G_END_DECLS
