/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Linnet Authors */
/* The only place that chooses a connection for a request (PROTOCOL 7.5). */
#pragma once

#include "sip-uri.h"

G_BEGIN_DECLS

typedef enum
{
  SIP_NEXT_HOP_FLOW,            /* the account's flow */
  SIP_NEXT_HOP_RESOLVE,         /* look the host up and connect, verified for it, else nowhere */
  SIP_NEXT_HOP_RESOLVE_OR_FLOW, /* the same; the account's flow if that fails */
  SIP_NEXT_HOP_NONE             /* no secure route. UDP or TCP is never an outcome */
} SipNextHop;

typedef struct
{
  gboolean tls_next_hop; /* the account is in mode T */
  gboolean has_flow;     /* a verified flow of the account is up */
  gboolean in_dialog;
  gboolean dialog_over_flow; /* the dialog was formed over a flow of the account */
  gboolean empty_route_set;
  const char *verified_host; /* of the flow: the account's server by name */
  const char *remote_host;   /* of the flow: its peer's IP */
  const SipUri *uri;         /* U: the topmost Route, else the Request-URI */
} SipNextHopQuery;

/**
 * sip_next_hop_choose:
 *
 * Pure: no look-up is made. Rule (5) of PROTOCOL 7.5 (no registrar) is not for accounts.
 */
SipNextHop sip_next_hop_choose (const SipNextHopQuery *query);

/**
 * sip_host_is_private:
 * @host: without brackets
 *
 * Returns: whether it is a literal address that nobody outside its own network can reach, or a
 *   name that never resolves (.invalid, .local)
 */
gboolean sip_host_is_private (Slice host, gboolean ipv6);

G_END_DECLS
