/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Linnet Authors */
/* Contact (RFC 3261 20.10, RFC 5626 4.1). */
#pragma once

#include "sip-name-addr.h"

G_BEGIN_DECLS

typedef struct
{
  gboolean star; /* `*`: nothing else is set */
  SipNameAddr addr;
  gint64 expires_s; /* -1: absent or malformed; clamped to 2^32-1 */
  int q;            /* thousandths; -1: absent or malformed */
  Slice instance;   /* of +sip.instance, without quotes and `<>`: "urn:uuid:…"; empty: none */
  gint64 reg_id;    /* -1: absent or malformed */
} SipContact;

/* Parses one value. */
gboolean sip_contact_parse (Slice value, SipContact *out, SipParseError *error);

G_END_DECLS
