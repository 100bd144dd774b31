/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Linnet Authors */
/* name-addr and addr-spec with parameters: From, To, Contact, Route, Refer-To, … */
#define G_LOG_DOMAIN "sip-name-addr"

#include "sip-name-addr.h"

#include "sip-chars.h"

#include <string.h>

/* Unquoted display names are tokens and blanks; bytes of UTF-8 are let pass */
static gboolean
is_display_char (char c)
{
  return sip_is_token_char (c) || c == ' ' || c == '\t' || (guchar) c >= 0x80;
}

static gboolean
is_bare_uri_char (char c)
{
  return c > ' ' && c < 0x7f && strchr (";<>\"", c) == NULL;
}

/* name-addr = [ display-name ] LAQUOT addr-spec RAQUOT */
static gboolean
take_name_addr (Slice *rest, SipNameAddr *addr, SipParseError *error)
{
  Slice uri;

  if (rest->p[0] == '"')
    {
      addr->display_quoted = TRUE;
      if (!sip_take_quoted (rest, &addr->display))
        return sip_parse_fail (error, SIP_ERROR_MALFORMED, "end of quoted string", rest->p);
    }
  else if (slice_take_while (rest, is_display_char, &addr->display))
    addr->display = slice_trim (addr->display);
  slice_skip_blanks (rest);
  if (!slice_take_char (rest, '<'))
    return sip_parse_fail (error, SIP_ERROR_MALFORMED, "display name or `<`", rest->p);
  if (!slice_take_until (rest, '>', &uri))
    return sip_parse_fail (error, SIP_ERROR_MALFORMED, "`>`", rest->p);
  *rest = slice_from (*rest, 1);
  return sip_uri_parse (uri, &addr->uri, error);
}

/* addr-spec outside brackets: what follows the first `;` is the header's (RFC 3261 20) */
static gboolean
take_addr_spec (Slice *rest, SipNameAddr *addr, SipParseError *error)
{
  Slice uri;

  if (!slice_take_while (rest, is_bare_uri_char, &uri))
    return sip_parse_fail (error, SIP_ERROR_MALFORMED, "URI", rest->p);
  for (gsize i = 0; i < uri.n; i++)
    if (uri.p[i] == ',' || uri.p[i] == '?')
      return sip_parse_fail (error, SIP_ERROR_MALFORMED, "URI that needs `<>`", uri.p + i);
  return sip_uri_parse (uri, &addr->uri, error);
}

/* Whether a `<` stands outside of quotes, before any parameter */
static gboolean
has_bracket (Slice value)
{
  Slice quoted;

  if (sip_take_quoted (&value, &quoted))
    return TRUE; /* only a name-addr starts so */
  for (gsize i = 0; i < value.n; i++)
    if (value.p[i] == '<' || value.p[i] == '"')
      return TRUE;
    else if (value.p[i] == ';')
      return FALSE;
  return FALSE;
}

gboolean
sip_name_addr_parse (Slice value, SipNameAddr *out, SipParseError *error)
{
  Slice rest = slice_trim (value);
  SipNameAddr addr = { 0 };

  if (rest.n == 0)
    return sip_parse_fail (error, SIP_ERROR_MALFORMED, "address", rest.p);
  if (!(has_bracket (rest) ? take_name_addr (&rest, &addr, error)
                           : take_addr_spec (&rest, &addr, error)))
    return FALSE;
  if (!sip_params_check (rest, error))
    return FALSE;
  addr.params = slice_trim (rest);
  *out = addr;
  return TRUE;
}

char *
sip_name_addr_dup_display (const SipNameAddr *addr)
{
  return addr->display_quoted ? sip_unquote (addr->display) : slice_dup (addr->display);
}

char *
sip_name_addr_format (const char *display, const char *uri)
{
  g_autofree char *quoted = NULL;

  if (display == NULL || *display == '\0')
    return g_strdup_printf ("<%s>", uri);
  quoted = sip_quote (display);
  return g_strdup_printf ("%s <%s>", quoted, uri);
}
