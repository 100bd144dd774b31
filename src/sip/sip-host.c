/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Linnet Authors */
/* Hosts and ports: names, IPv4 and IPv6 addresses (RFC 3261 25.1, RFC 5118). */
#define G_LOG_DOMAIN "sip-host"

#include "sip-chars.h"
#include "sip-uri.h"

#include <string.h>

#define MAX_HOST_BYTES 255

static gboolean
is_name_char (char c)
{
  return g_ascii_isalnum (c) || c == '-' || c == '.' || c == '_';
}

static gboolean
is_address_char (char c)
{
  return g_ascii_isxdigit (c) || c == ':' || c == '.';
}

/* IPv4address = 1*3DIGIT "." 1*3DIGIT "." 1*3DIGIT "." 1*3DIGIT */
static gboolean
parse_ipv4 (Slice text, guint8 out[4])
{
  for (guint i = 0; i < 4; i++)
    {
      gsize before = text.n;
      guint32 number;

      if ((i > 0 && !slice_take_char (&text, '.')) || !slice_take_uint32 (&text, &number) ||
          number > 255 || before - text.n > 4)
        return FALSE;
      out[i] = (guint8) number;
    }
  return text.n == 0;
}

gboolean
sip_host_is_ipv4 (Slice text)
{
  guint8 address[4];

  return parse_ipv4 (text, address);
}

/* hex4 = 1*4HEXDIG */
static gboolean
take_hex4 (Slice *rest, guint *out)
{
  guint number = 0, n = 0;

  while (n < rest->n && n < 5 && g_ascii_isxdigit (rest->p[n]))
    number = number << 4 | (guint) g_ascii_xdigit_value (rest->p[n++]);
  if (n == 0 || n > 4)
    return FALSE;
  *out = number;
  *rest = slice_from (*rest, n);
  return TRUE;
}

/* Fills @bytes from the groups in @text; @n bytes were written, the gap is at @gap (-1: none) */
static gboolean
parse_groups (Slice text, guint8 bytes[16], gsize *n, gssize *gap)
{
  *n = 0;
  *gap = -1;
  if (slice_has_prefix (text, "::"))
    {
      *gap = 0;
      text = slice_from (text, 2);
    }
  while (text.n > 0)
    {
      guint8 ipv4[4];
      guint group;

      /* RFC 5118 4.10: by a fault of the grammar, peers may write one colon too many before IPv4 */
      if (*gap == (gssize) *n && text.p[0] == ':' && parse_ipv4 (slice_from (text, 1), ipv4))
        text = slice_from (text, 1);
      if (*n <= 12 && parse_ipv4 (text, ipv4))
        {
          memcpy (bytes + *n, ipv4, sizeof ipv4);
          *n += 4;
          return TRUE;
        }
      if (*n >= 16 || !take_hex4 (&text, &group))
        return FALSE;
      bytes[(*n)++] = (guint8) (group >> 8);
      bytes[(*n)++] = (guint8) group;
      if (text.n == 0)
        return TRUE;
      if (!slice_take_char (&text, ':') || text.n == 0)
        return FALSE;
      if (text.p[0] == ':')
        {
          if (*gap >= 0)
            return FALSE;
          *gap = (gssize) *n;
          text = slice_from (text, 1);
        }
    }
  return TRUE;
}

gboolean
sip_host_parse_ipv6 (Slice text, guint8 out[16])
{
  guint8 bytes[16] = { 0 }, address[16] = { 0 };
  gssize gap;
  gsize n, n_before;

  if (!parse_groups (text, bytes, &n, &gap))
    return FALSE;
  if (gap < 0 ? n != 16 : n > 14)
    return FALSE;
  n_before = gap < 0 ? n : (gsize) gap;
  memcpy (address, bytes, n_before);
  memcpy (address + 16 - (n - n_before), bytes + n_before, n - n_before);
  if (out != NULL)
    memcpy (out, address, sizeof address);
  return TRUE;
}

gboolean
sip_host_equal (Slice a, Slice b)
{
  guint8 address_a[16], address_b[16];

  if (sip_host_parse_ipv6 (a, address_a) && sip_host_parse_ipv6 (b, address_b))
    return memcmp (address_a, address_b, sizeof address_a) == 0;
  return slice_equal_nocase (a, b);
}

static gboolean
is_name (Slice host)
{
  if (host.n > MAX_HOST_BYTES || host.p[0] == '.' || host.p[0] == '-')
    return FALSE;
  for (gsize i = 1; i < host.n; i++)
    if (host.p[i] == '.' && host.p[i - 1] == '.')
      return FALSE;
  return TRUE;
}

/* host = hostname / IPv4address / IPv6reference; labels may hold `_`, which the grammar forbids but
 * peers use */
static gboolean
take_host (Slice *rest, Slice *host, gboolean *is_ipv6, SipParseError *error)
{
  Slice cursor = *rest;

  *is_ipv6 = slice_take_char (&cursor, '[');
  if (*is_ipv6)
    {
      if (!slice_take_while (&cursor, is_address_char, host) || !slice_take_char (&cursor, ']') ||
          !sip_host_parse_ipv6 (*host, NULL))
        return sip_parse_fail (error, SIP_ERROR_MALFORMED, "IPv6 address", rest->p);
    }
  else if (!slice_take_while (&cursor, is_name_char, host) || !is_name (*host))
    return sip_parse_fail (error, SIP_ERROR_MALFORMED, "host", rest->p);
  *rest = cursor;
  return TRUE;
}

gboolean
sip_take_host_port (Slice *rest,
                    gboolean blanks,
                    Slice *host,
                    gboolean *is_ipv6,
                    int *port,
                    SipParseError *error)
{
  Slice cursor = *rest, found;
  gboolean ipv6;
  guint32 number;

  if (!take_host (&cursor, &found, &ipv6, error))
    return FALSE;
  *port = -1;
  if (blanks ? sip_take_separator (&cursor, ':') : slice_take_char (&cursor, ':'))
    {
      const char *at = cursor.p;

      if (!slice_take_uint32 (&cursor, &number) || number == 0 || number > G_MAXUINT16)
        return sip_parse_fail (error, SIP_ERROR_MALFORMED, "port", at);
      *port = (int) number;
    }
  *host = found;
  *is_ipv6 = ipv6;
  *rest = cursor;
  return TRUE;
}
