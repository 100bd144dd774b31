/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Linnet Authors */
/* Via (RFC 3261 20.42, RFC 3581). */
#define G_LOG_DOMAIN "sip-via"

#include "sip-via.h"

#include "sip-chars.h"
#include "sip-params.h"
#include "sip-uri.h"

/* sent-protocol = "SIP" SLASH "2.0" SLASH transport */
static gboolean
take_protocol (Slice *rest, SipVia *via, SipParseError *error)
{
  Slice name, version;

  if (!slice_take_while (rest, sip_is_token_char, &name) || !slice_is_nocase (name, "SIP") ||
      !sip_take_separator (rest, '/') || !slice_take_while (rest, sip_is_token_char, &version) ||
      !slice_is (version, "2.0"))
    return sip_parse_fail (error, SIP_ERROR_MALFORMED, "protocol of Via", rest->p);
  if (!sip_take_separator (rest, '/') ||
      !slice_take_while (rest, sip_is_token_char, &via->transport))
    return sip_parse_fail (error, SIP_ERROR_MALFORMED, "transport of Via", rest->p);
  return TRUE;
}

static gboolean
read_branch (SipVia *via, SipParseError *error)
{
  if (!sip_params_get (via->params, "branch", &via->branch))
    return TRUE;
  if (via->branch.n == 0 || sip_params_count (via->params, "branch") > 1)
    return sip_parse_fail (error, SIP_ERROR_MALFORMED, "branch of Via", via->params.p);
  return TRUE;
}

/* response-port = "rport" [EQUAL 1*DIGIT] (RFC 3581 3); a malformed one is as if without value */
static void
read_rport (SipVia *via)
{
  guint32 port;
  Slice value;

  via->rport = -1;
  via->has_rport = sip_params_get (via->params, "rport", &value);
  if (via->has_rport && slice_take_uint32 (&value, &port) && value.n == 0 && port > 0 &&
      port <= G_MAXUINT16)
    via->rport = (int) port;
}

/* With and without brackets (RFC 5118 4.5) */
static void
read_received (SipVia *via)
{
  Slice rest, inside;

  if (!sip_params_get (via->params, "received", &via->received))
    return;
  rest = via->received;
  if (slice_take_char (&rest, '[') && slice_take_until (&rest, ']', &inside))
    via->received = inside;
}

gboolean
sip_via_parse (Slice value, SipVia *out, SipParseError *error)
{
  Slice rest = slice_trim (value), blanks;
  SipVia via = { .text = rest };

  if (!take_protocol (&rest, &via, error))
    return FALSE;
  blanks = rest;
  slice_skip_blanks (&rest);
  if (rest.n == blanks.n)
    return sip_parse_fail (error, SIP_ERROR_MALFORMED, "blank after transport of Via", rest.p);
  if (!sip_take_host_port (&rest, TRUE, &via.host, &via.host_is_ipv6, &via.port, error) ||
      !sip_params_check (rest, error))
    return FALSE;
  via.params = slice_trim (rest);
  if (!read_branch (&via, error))
    return FALSE;
  read_rport (&via);
  read_received (&via);
  *out = via;
  return TRUE;
}

gboolean
sip_via_has_cookie (const SipVia *via)
{
  const gsize n = sizeof SIP_BRANCH_COOKIE - 1;

  return via->branch.n > n && slice_is_nocase ((Slice){ via->branch.p, n }, SIP_BRANCH_COOKIE);
}
