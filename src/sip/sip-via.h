/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Linnet Authors */
/* Via (RFC 3261 20.42, RFC 3581). */
#pragma once

#include "sip-error.h"

G_BEGIN_DECLS

#define SIP_BRANCH_COOKIE "z9hG4bK"

typedef struct
{
  Slice transport; /* "TLS" */
  Slice host;      /* sent-by, without brackets */
  gboolean host_is_ipv6;
  int port; /* -1: none */
  Slice branch;
  gboolean has_rport;
  int rport;      /* -1: without value */
  Slice received; /* without brackets */
  Slice params;
  Slice text; /* all of it */
} SipVia;

/* Parses one value. */
gboolean sip_via_parse (Slice value, SipVia *out, SipParseError *error);

/* Whether the branch begins with the cookie of RFC 3261. */
gboolean sip_via_has_cookie (const SipVia *via);

G_END_DECLS
