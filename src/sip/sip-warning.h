/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Linnet Authors */
/* Warning (RFC 3261 20.43). */
#pragma once

#include "sip-error.h"

G_BEGIN_DECLS

typedef struct
{
  guint code; /* 100..999 */
  Slice agent;
  Slice text; /* inside of the quotes, escapes untouched */
} SipWarning;

/* Parses one value. */
gboolean sip_warning_parse (Slice value, SipWarning *out, SipParseError *error);

G_END_DECLS
