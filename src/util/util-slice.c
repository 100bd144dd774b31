/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Linnet Authors */
/* Borrowed bytes, and the few ways to read them from the front. */
#define G_LOG_DOMAIN "util-slice"

#include "util-slice.h"

#include <string.h>

Slice
slice_from_string (const char *string)
{
  return (Slice){ string != NULL ? string : "", string != NULL ? strlen (string) : 0 };
}

Slice
slice_from_bytes (GBytes *bytes)
{
  gsize n = 0;
  const char *p = g_bytes_get_data (bytes, &n);

  return (Slice){ p != NULL ? p : "", n };
}

char *
slice_dup (Slice slice)
{
  return g_strndup (slice.p != NULL ? slice.p : "", slice.n);
}

gboolean
slice_equal (Slice a, Slice b)
{
  return a.n == b.n && (a.n == 0 || memcmp (a.p, b.p, a.n) == 0);
}

gboolean
slice_equal_nocase (Slice a, Slice b)
{
  if (a.n != b.n)
    return FALSE;
  for (gsize i = 0; i < a.n; i++)
    if (g_ascii_tolower (a.p[i]) != g_ascii_tolower (b.p[i]))
      return FALSE;
  return TRUE;
}

gboolean
slice_is (Slice slice, const char *string)
{
  return slice_equal (slice, slice_from_string (string));
}

gboolean
slice_is_nocase (Slice slice, const char *string)
{
  return slice_equal_nocase (slice, slice_from_string (string));
}

static gboolean
is_blank (char c)
{
  return c == ' ' || c == '\t';
}

Slice
slice_trim (Slice slice)
{
  slice_skip_while (&slice, is_blank);
  while (slice.n > 0 && is_blank (slice.p[slice.n - 1]))
    slice.n--;
  return slice;
}

static void
advance (Slice *rest, gsize n)
{
  if (n == 0) /* p may be NULL */
    return;
  rest->p += n;
  rest->n -= n;
}

gboolean
slice_has_prefix (Slice slice, const char *prefix)
{
  gsize n = strlen (prefix);

  return slice.n >= n && (n == 0 || memcmp (slice.p, prefix, n) == 0);
}

gssize
slice_find (Slice slice, char c)
{
  const char *found = slice.n > 0 ? memchr (slice.p, c, slice.n) : NULL;

  return found != NULL ? found - slice.p : -1;
}

Slice
slice_from (Slice slice, gsize offset)
{
  advance (&slice, MIN (offset, slice.n));
  return slice;
}

gboolean
slice_take_char (Slice *rest, char c)
{
  if (rest->n == 0 || rest->p[0] != c)
    return FALSE;
  advance (rest, 1);
  return TRUE;
}

static gsize
count_while (Slice slice, gboolean (*accepts) (char c))
{
  gsize n = 0;

  while (n < slice.n && accepts (slice.p[n]))
    n++;
  return n;
}

gboolean
slice_take_while (Slice *rest, gboolean (*accepts) (char c), Slice *out)
{
  gsize n = count_while (*rest, accepts);

  if (n == 0)
    return FALSE;
  if (out != NULL)
    *out = (Slice){ rest->p, n };
  advance (rest, n);
  return TRUE;
}

void
slice_skip_blanks (Slice *rest)
{
  slice_skip_while (rest, is_blank);
}

void
slice_skip_while (Slice *rest, gboolean (*accepts) (char c))
{
  advance (rest, count_while (*rest, accepts));
}

gboolean
slice_take_until (Slice *rest, char stop, Slice *out)
{
  const char *found = rest->n > 0 ? memchr (rest->p, stop, rest->n) : NULL;
  gsize n;

  if (found == NULL)
    return FALSE;
  n = (gsize) (found - rest->p);
  if (out != NULL)
    *out = (Slice){ rest->p, n };
  advance (rest, n);
  return TRUE;
}

static gboolean
is_digit (char c)
{
  return g_ascii_isdigit (c);
}

gboolean
slice_take_uint64 (Slice *rest, guint64 *out)
{
  Slice cursor = *rest, digits;
  guint64 value = 0;

  if (!slice_take_while (&cursor, is_digit, &digits))
    return FALSE;
  for (gsize i = 0; i < digits.n; i++)
    {
      guint64 digit = (guint64) (digits.p[i] - '0');

      if (value > (G_MAXUINT64 - digit) / 10)
        return FALSE;
      value = value * 10 + digit;
    }
  *rest = cursor;
  *out = value;
  return TRUE;
}

gboolean
slice_take_uint32 (Slice *rest, guint32 *out)
{
  Slice cursor = *rest;
  guint64 value;

  if (!slice_take_uint64 (&cursor, &value) || value > G_MAXUINT32)
    return FALSE;
  *rest = cursor;
  *out = (guint32) value;
  return TRUE;
}
