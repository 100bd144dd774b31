/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Linnet Authors */
/* Line folding (RFC 3261 7.3.1). */
#define G_LOG_DOMAIN "sip-unfold"

#include "sip-unfold.h"

static gboolean
is_blank (char c)
{
  return c == ' ' || c == '\t';
}

/* Length of the fold at the start of @text: *WSP 1*(CRLF 1*WSP), 0 if none is there */
static gsize
fold_length (Slice text)
{
  gsize i = 0, n = 0;

  for (;;)
    {
      while (i < text.n && is_blank (text.p[i]))
        i++;
      if (text.n - i < 3 || text.p[i] != '\r' || text.p[i + 1] != '\n' || !is_blank (text.p[i + 2]))
        return n > 0 ? i : 0;
      n++;
      i += 2;
    }
}

/* Length of the blanks at the start of @text */
static gsize
blanks_length (Slice text)
{
  gsize i = 0;

  while (i < text.n && is_blank (text.p[i]))
    i++;
  return i;
}

/* Takes the next piece of @rest; it becomes @out, or one SP where @out is empty */
static void
take_piece (Slice *rest, Slice *out)
{
  gsize n = 0;

  if (is_blank (rest->p[0]) || rest->p[0] == '\r')
    n = fold_length (*rest);
  if (n > 0)
    *out = (Slice){ rest->p, 0 };
  else
    *out = (Slice){ rest->p, MAX (1, blanks_length (*rest)) };
  *rest = slice_from (*rest, MAX (n, out->n));
}

char *
sip_unfold (Slice section, gsize *n)
{
  GByteArray *out = g_byte_array_sized_new ((guint) section.n);
  Slice piece;

  while (section.n > 0)
    {
      take_piece (&section, &piece);
      g_byte_array_append (out, piece.n > 0 ? (const guint8 *) piece.p : (const guint8 *) " ",
                           (guint) MAX (1, piece.n));
    }
  *n = out->len;
  return (char *) g_byte_array_free (out, FALSE);
}

gsize
sip_unfold_map (Slice section, gsize offset)
{
  Slice rest = section, piece;
  gsize n = 0;

  while (rest.n > 0)
    {
      gsize before = section.n - rest.n;

      take_piece (&rest, &piece);
      if (offset < n + MAX (1, piece.n))
        return before + (piece.n > 0 ? offset - n : 0);
      n += MAX (1, piece.n);
    }
  return section.n;
}
