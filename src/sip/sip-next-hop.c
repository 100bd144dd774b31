/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Linnet Authors */
/* The choice of the next hop, rules (1) to (4) of PROTOCOL 7.5. */
#define G_LOG_DOMAIN "sip-next-hop"

#include "sip-next-hop.h"

#include <string.h>

static gboolean
take_ipv4 (Slice host, guint32 octets[4])
{
  for (guint i = 0; i < 4; i++)
    if ((i > 0 && !slice_take_char (&host, '.')) || !slice_take_uint32 (&host, &octets[i]) ||
        octets[i] > 255)
      return FALSE;
  return host.n == 0;
}

static gboolean
ends_with (Slice host, const char *tail)
{
  gsize n = strlen (tail);

  return host.n >= n && g_ascii_strncasecmp (host.p + host.n - n, tail, n) == 0;
}

static gboolean
ipv6_is_private (Slice host)
{
  if (slice_is (host, "::1") || slice_is (host, "::"))
    return TRUE;
  if (host.n < 5 || host.p[4] != ':')
    return FALSE; /* fc00::/7 and fe80::/10 begin with four digits */
  return g_ascii_strncasecmp (host.p, "fc", 2) == 0 || g_ascii_strncasecmp (host.p, "fd", 2) == 0 ||
         (g_ascii_strncasecmp (host.p, "fe", 2) == 0 && strchr ("89abAB", host.p[2]) != NULL);
}

gboolean
sip_host_is_private (Slice host, gboolean ipv6)
{
  guint32 octets[4];

  if (ipv6)
    return ipv6_is_private (host);
  if (!take_ipv4 (host, octets))
    return ends_with (host, ".invalid") || ends_with (host, ".local");
  return octets[0] == 10 || octets[0] == 127 || octets[0] == 0 ||
         (octets[0] == 172 && octets[1] >= 16 && octets[1] < 32) ||
         (octets[0] == 192 && octets[1] == 168) || (octets[0] == 169 && octets[1] == 254) ||
         (octets[0] == 100 && octets[1] >= 64 && octets[1] < 128);
}

static gboolean
is_secure (const SipNextHopQuery *query)
{
  Slice transport;

  if (query->uri->scheme == SIP_URI_SIPS)
    return TRUE;
  return query->tls_next_hop && sip_uri_get_param (query->uri, "transport", &transport) &&
         slice_is_nocase (transport, "tls");
}

static gboolean
is_our_server (const SipNextHopQuery *query)
{
  const SipUri *uri = query->uri;

  return (query->verified_host != NULL && slice_is_nocase (uri->host, query->verified_host)) ||
         (query->remote_host != NULL && slice_is_nocase (uri->host, query->remote_host));
}

SipNextHop
sip_next_hop_choose (const SipNextHopQuery *query)
{
  const SipUri *uri = query->uri;

  if (!query->in_dialog) /* (1) the implicit outbound proxy */
    return query->has_flow ? SIP_NEXT_HOP_FLOW : SIP_NEXT_HOP_NONE;
  if (query->has_flow) /* (2) */
    if (is_our_server (query) || sip_host_is_private (uri->host, uri->host_is_ipv6) ||
        (query->dialog_over_flow && query->empty_route_set))
      return SIP_NEXT_HOP_FLOW;
  if (is_secure (query)) /* (3) */
    return query->has_flow && query->dialog_over_flow ? SIP_NEXT_HOP_RESOLVE_OR_FLOW
                                                      : SIP_NEXT_HOP_RESOLVE;
  if (uri->scheme == SIP_URI_SIP && query->has_flow) /* (4) */
    return SIP_NEXT_HOP_FLOW;
  return SIP_NEXT_HOP_NONE;
}
