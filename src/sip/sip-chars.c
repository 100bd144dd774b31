/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Linnet Authors */
/* The character classes of the grammar (RFC 3261 25.1) and optional white space. */
#define G_LOG_DOMAIN "sip-chars"

#include "sip-chars.h"

#include <string.h>

gboolean
sip_is_token_char (char c)
{
  return g_ascii_isalnum (c) || (c != '\0' && strchr ("-.!%*_+`'~", c) != NULL);
}

gboolean
sip_is_value_char (char c)
{
  return c > ' ' && c < 0x7f && strchr ("\",;<>\\", c) == NULL;
}

gboolean
sip_is_control (char c)
{
  return ((guchar) c < ' ' && c != '\t') || c == 0x7f;
}

gboolean
sip_take_separator (Slice *rest, char c)
{
  Slice cursor = *rest;

  slice_skip_blanks (&cursor);
  if (!slice_take_char (&cursor, c))
    return FALSE;
  slice_skip_blanks (&cursor);
  *rest = cursor;
  return TRUE;
}

gboolean
sip_take_quoted (Slice *rest, Slice *inside)
{
  gsize i = 1;

  if (rest->n == 0 || rest->p[0] != '"')
    return FALSE;
  while (i < rest->n && rest->p[i] != '"')
    i += rest->p[i] == '\\' ? 2 : 1;
  if (i >= rest->n)
    return FALSE;
  *inside = (Slice){ rest->p + 1, i - 1 };
  *rest = slice_from (*rest, i + 1);
  return TRUE;
}

char *
sip_unquote (Slice inside)
{
  GString *out = g_string_sized_new (inside.n);

  for (gsize i = 0; i < inside.n; i++)
    {
      if (inside.p[i] == '\\' && i + 1 < inside.n)
        i++;
      if (inside.p[i] != '\0')
        g_string_append_c (out, inside.p[i]);
    }
  return g_string_free (out, FALSE);
}

char *
sip_quote (const char *s)
{
  GString *out = g_string_new ("\"");

  for (; *s != '\0'; s++)
    {
      if (*s == '"' || *s == '\\')
        g_string_append_c (out, '\\');
      g_string_append_c (out, *s);
    }
  g_string_append_c (out, '"');
  return g_string_free (out, FALSE);
}

gboolean
sip_is_token (Slice slice)
{
  Slice token;

  return slice_take_while (&slice, sip_is_token_char, &token) && slice.n == 0;
}
