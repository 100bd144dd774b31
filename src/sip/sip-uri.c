/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Linnet Authors */
/* SIP, SIPS and tel URIs: parse and write (RFC 3261 19.1, RFC 3966). */
#define G_LOG_DOMAIN "sip-uri"

#include "sip-uri.h"

#include "sip-limits.h"

#include <string.h>

static gboolean
is_one_of (char c, const char *set)
{
  return c != '\0' && strchr (set, c) != NULL;
}

static gboolean
is_unreserved (char c)
{
  return g_ascii_isalnum (c) || is_one_of (c, "-_.!~*'()");
}

static gboolean
is_user_char (char c)
{
  return is_unreserved (c) || is_one_of (c, "&=+$,;?/");
}

static gboolean
is_password_char (char c)
{
  return is_unreserved (c) || is_one_of (c, "&=+$,");
}

static gboolean
is_param_char (char c)
{
  return is_unreserved (c) || is_one_of (c, "[]/:&+$");
}

static gboolean
is_header_char (char c)
{
  return is_unreserved (c) || is_one_of (c, "[]/?:+$");
}

static gboolean
is_scheme_char (char c)
{
  return g_ascii_isalnum (c) || is_one_of (c, "+-.");
}

/* What a local or global number may hold (RFC 3966 3) */
static gboolean
is_phone_char (char c)
{
  return g_ascii_isxdigit (c) || is_one_of (c, "+*#-.()");
}

static gboolean
is_opaque_char (char c)
{
  return c > ' ' && c < 0x7f && !is_one_of (c, "<>\"");
}

static gboolean
is_escape (Slice text)
{
  return text.n >= 3 && text.p[0] == '%' && g_ascii_isxdigit (text.p[1]) &&
         g_ascii_isxdigit (text.p[2]);
}

/* Takes characters of a class and escapes, maybe none */
static Slice
take_escaped (Slice *rest, gboolean (*accepts) (char c))
{
  Slice taken = { rest->p, 0 };

  while (rest->n > 0)
    {
      gsize n = accepts (rest->p[0]) ? 1 : is_escape (*rest) ? 3 : 0;

      if (n == 0)
        break;
      taken.n += n;
      *rest = slice_from (*rest, n);
    }
  return taken;
}

/* userinfo = user [ ":" password ] "@" */
static gboolean
take_userinfo (Slice *rest, SipUri *uri, SipParseError *error)
{
  if (slice_find (*rest, '@') < 0)
    return TRUE;
  uri->has_user = TRUE;
  uri->user = take_escaped (rest, is_user_char);
  if (uri->user.n == 0)
    return sip_parse_fail (error, SIP_ERROR_MALFORMED, "user part of URI", rest->p);
  if (slice_take_char (rest, ':'))
    uri->password = take_escaped (rest, is_password_char);
  if (!slice_take_char (rest, '@'))
    return sip_parse_fail (error, SIP_ERROR_MALFORMED, "character in user part of URI", rest->p);
  return TRUE;
}

/* uri-parameters = *( ";" pname [ "=" pvalue ] ) */
static gboolean
take_params (Slice *rest, Slice *params, SipParseError *error)
{
  const char *start = rest->p;
  guint n = 0;

  while (slice_take_char (rest, ';'))
    {
      if (++n > SIP_MAX_PARAMS)
        return sip_parse_fail (error, SIP_ERROR_TOO_LONG, "number of URI parameters", rest->p);
      if (take_escaped (rest, is_param_char).n == 0)
        return sip_parse_fail (error, SIP_ERROR_MALFORMED, "name of URI parameter", rest->p);
      if (slice_take_char (rest, '='))
        (void) take_escaped (rest, is_param_char);
    }
  *params = (Slice){ start, (gsize) (rest->p - start) };
  return TRUE;
}

/* headers = "?" header *( "&" header ) */
static gboolean
take_headers (Slice *rest, Slice *headers, SipParseError *error)
{
  const char *start;
  guint n = 0;

  if (!slice_take_char (rest, '?'))
    return TRUE;
  start = rest->p;
  do
    {
      if (++n > SIP_MAX_PARAMS)
        return sip_parse_fail (error, SIP_ERROR_TOO_LONG, "number of URI headers", rest->p);
      if (take_escaped (rest, is_header_char).n == 0 || !slice_take_char (rest, '='))
        return sip_parse_fail (error, SIP_ERROR_MALFORMED, "header in URI", rest->p);
      (void) take_escaped (rest, is_header_char);
    }
  while (slice_take_char (rest, '&'));
  *headers = (Slice){ start, (gsize) (rest->p - start) };
  return TRUE;
}

/* SIP-URI and SIPS-URI behind the scheme's colon */
static gboolean
take_sip (Slice *rest, SipUri *uri, SipParseError *error)
{
  return take_userinfo (rest, uri, error) &&
         sip_take_host_port (rest, FALSE, &uri->host, &uri->host_is_ipv6, &uri->port, error) &&
         take_params (rest, &uri->params, error) && take_headers (rest, &uri->headers, error);
}

/* telephone-subscriber (RFC 3966 3); a local number without phone-context is let pass */
static gboolean
take_tel (Slice *rest, SipUri *uri, SipParseError *error)
{
  uri->has_user = TRUE;
  if (!slice_take_while (rest, is_phone_char, &uri->user))
    return sip_parse_fail (error, SIP_ERROR_MALFORMED, "telephone number", rest->p);
  return take_params (rest, &uri->params, error);
}

gboolean
sip_uri_parse (Slice text, SipUri *out, SipParseError *error)
{
  SipUri uri = { .port = -1, .text = text };
  Slice rest = text;
  gboolean ok = TRUE;

  if (rest.n == 0 || !g_ascii_isalpha (rest.p[0]) ||
      !slice_take_while (&rest, is_scheme_char, &uri.scheme_text) || !slice_take_char (&rest, ':'))
    return sip_parse_fail (error, SIP_ERROR_MALFORMED, "scheme of URI", text.p);

  if (slice_is_nocase (uri.scheme_text, "sip"))
    {
      uri.scheme = SIP_URI_SIP;
      ok = take_sip (&rest, &uri, error);
    }
  else if (slice_is_nocase (uri.scheme_text, "sips"))
    {
      uri.scheme = SIP_URI_SIPS;
      ok = take_sip (&rest, &uri, error);
    }
  else if (slice_is_nocase (uri.scheme_text, "tel"))
    {
      uri.scheme = SIP_URI_TEL;
      ok = take_tel (&rest, &uri, error);
    }
  else
    {
      uri.scheme = SIP_URI_OTHER;
      if (!slice_take_while (&rest, is_opaque_char, &(Slice){ 0 }))
        return sip_parse_fail (error, SIP_ERROR_MALFORMED, "content of URI", rest.p);
    }
  if (!ok)
    return FALSE;
  if (rest.n != 0)
    return sip_parse_fail (error, SIP_ERROR_MALFORMED, "character in URI", rest.p);
  *out = uri;
  return TRUE;
}

gboolean
sip_uri_next_param (Slice *rest, Slice *name, gboolean *has_value, Slice *value)
{
  if (!slice_take_char (rest, ';'))
    return FALSE;
  *name = take_escaped (rest, is_param_char);
  *has_value = slice_take_char (rest, '=');
  *value = *has_value ? take_escaped (rest, is_param_char) : (Slice){ rest->p, 0 };
  return TRUE;
}

gboolean
sip_uri_get_param (const SipUri *uri, const char *name, Slice *value)
{
  Slice rest = uri->params, found_name, found_value;
  gboolean has_value;

  while (sip_uri_next_param (&rest, &found_name, &has_value, &found_value))
    if (slice_is_nocase (found_name, name))
      {
        if (value != NULL)
          *value = found_value;
        return TRUE;
      }
  return FALSE;
}

gboolean
sip_uri_next_header (Slice *rest, Slice *name, Slice *value)
{
  Slice cursor = *rest, found_name;

  (void) slice_take_char (&cursor, '&');
  found_name = take_escaped (&cursor, is_header_char);
  if (found_name.n == 0 || !slice_take_char (&cursor, '='))
    return FALSE;
  *name = found_name;
  *value = take_escaped (&cursor, is_header_char);
  *rest = cursor;
  return TRUE;
}

static void
append_slice (GString *out, Slice slice)
{
  g_string_append_len (out, slice.p, (gssize) slice.n);
}

void
sip_uri_append (const SipUri *uri, GString *out)
{
  if (uri->scheme == SIP_URI_OTHER)
    {
      append_slice (out, uri->text);
      return;
    }
  g_string_append (out, uri->scheme == SIP_URI_SIP    ? "sip:"
                        : uri->scheme == SIP_URI_SIPS ? "sips:"
                                                      : "tel:");
  append_slice (out, uri->user);
  if (uri->scheme != SIP_URI_TEL)
    {
      if (uri->has_user)
        g_string_append_c (out, '@');
      if (uri->host_is_ipv6)
        g_string_append_c (out, '[');
      append_slice (out, uri->host);
      if (uri->host_is_ipv6)
        g_string_append_c (out, ']');
      if (uri->port >= 0)
        g_string_append_printf (out, ":%d", uri->port);
    }
  append_slice (out, uri->params);
  if (uri->headers.n > 0)
    {
      g_string_append_c (out, '?');
      append_slice (out, uri->headers);
    }
}

char *
sip_uri_to_string (const SipUri *uri)
{
  GString *out = g_string_new (NULL);

  sip_uri_append (uri, out);
  return g_string_free (out, FALSE);
}

char *
sip_uri_unescape (Slice text)
{
  GString *out = g_string_sized_new (text.n);

  while (text.n > 0)
    {
      gsize n = 1;
      char c = text.p[0];

      if (is_escape (text))
        {
          char decoded =
              (char) (g_ascii_xdigit_value (text.p[1]) << 4 | g_ascii_xdigit_value (text.p[2]));

          if (decoded != '\0')
            {
              c = decoded;
              n = 3;
            }
        }
      g_string_append_c (out, c);
      text = slice_from (text, n);
    }
  return g_string_free (out, FALSE);
}

char *
sip_uri_escape_user (const char *user)
{
  GString *out = g_string_new (NULL);

  for (; *user != '\0'; user++)
    if (is_user_char (*user))
      g_string_append_c (out, *user);
    else
      g_string_append_printf (out, "%%%02X", (guint) (guchar) *user);
  return g_string_free (out, FALSE);
}
