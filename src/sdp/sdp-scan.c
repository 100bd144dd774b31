/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Linnet Authors */
/* The few scanners that all SDP grammar rules share. */
#define G_LOG_DOMAIN "sdp-scan"
#include "sdp-scan.h"

#include <string.h>

gboolean
sdp_is_digit (char c)
{
  return c >= '0' && c <= '9';
}

/* token-char = ! # $ % & ' * + - . 0-9 A-Z ^ _ ` a-z { | } ~ (RFC 8866 9) */
gboolean
sdp_is_token_char (char c)
{
  return g_ascii_isalnum (c) || (c != '\0' && strchr ("!#$%&'*+-.^_`{|}~", c) != NULL);
}

gboolean
sdp_next_field (Slice *rest, char separator, Slice *field)
{
  const char *end;

  if (rest->p == NULL)
    return FALSE;
  end = rest->n > 0 ? memchr (rest->p, separator, rest->n) : NULL;
  if (end == NULL)
    {
      *field = *rest;
      *rest = (Slice){ NULL, 0 };
    }
  else
    {
      *field = (Slice){ rest->p, (gsize) (end - rest->p) };
      rest->n -= field->n + 1;
      rest->p = end + 1;
    }
  return TRUE;
}

static gboolean
is_blank (char c)
{
  return c == ' ' || c == '\t';
}

gboolean
sdp_next_word (Slice *rest, Slice *word)
{
  gsize n = 0;

  while (rest->n > 0 && is_blank (rest->p[0]))
    {
      rest->p++;
      rest->n--;
    }
  while (n < rest->n && !is_blank (rest->p[n]))
    n++;
  if (n == 0)
    return FALSE;
  *word = (Slice){ rest->p, n };
  rest->p += n;
  rest->n -= n;
  return TRUE;
}

gboolean
sdp_take_number (Slice *rest, guint64 max, guint64 *number)
{
  Slice cursor = *rest;
  guint64 value = 0;

  while (cursor.n > 0 && sdp_is_digit (cursor.p[0]))
    {
      guint digit = (guint) (cursor.p[0] - '0');

      if (digit > max || value > (max - digit) / 10)
        return FALSE;
      value = value * 10 + digit;
      cursor.p++;
      cursor.n--;
    }
  if (cursor.n == rest->n)
    return FALSE;
  *rest = cursor;
  *number = value;
  return TRUE;
}

gboolean
sdp_parse_number (Slice text, guint64 max, guint64 *number)
{
  guint64 value;

  if (!sdp_take_number (&text, max, &value) || text.n != 0)
    return FALSE;
  *number = value;
  return TRUE;
}
