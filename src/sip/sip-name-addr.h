/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Linnet Authors */
/* name-addr and addr-spec with parameters: From, To, Contact, Route, Refer-To, … (RFC 3261 20.10).
 */
#pragma once

#include "sip-params.h"
#include "sip-uri.h"

G_BEGIN_DECLS

typedef struct
{
  Slice display; /* of a quoted string the inside, escapes untouched; empty: none */
  gboolean display_quoted;
  SipUri uri;
  Slice params; /* of the header, not of the URI */
} SipNameAddr;

/**
 * sip_name_addr_parse:
 * @value: one value, as sip_list_next() gives it
 *
 * Without `<>` all from the first `;` belongs to the header, and a URI may hold no comma or
 * question mark.
 */
gboolean sip_name_addr_parse (Slice value, SipNameAddr *out, SipParseError *error);

/* The display name as text (transfer full): unescaped, maybe empty. Data of the peer: show, never
 * trust. */
char *sip_name_addr_dup_display (const SipNameAddr *addr);

/* `"display" <uri>`, or `<uri>` where @display is %NULL or empty (transfer full). */
char *sip_name_addr_format (const char *display, const char *uri);

G_END_DECLS
