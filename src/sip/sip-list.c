/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Linnet Authors */
/* Comma-separated header values. */
#define G_LOG_DOMAIN "sip-list"

#include "sip-list.h"

/* The offset of the first comma outside quotes and <>, or the length */
static gsize
find_comma (Slice text)
{
  gboolean in_quotes = FALSE, in_brackets = FALSE;

  for (gsize i = 0; i < text.n; i++)
    {
      char c = text.p[i];

      if (in_quotes && c == '\\')
        i++;
      else if (c == '"' && !in_brackets)
        in_quotes = !in_quotes;
      else if (in_quotes)
        continue;
      else if (c == '<')
        in_brackets = TRUE;
      else if (c == '>')
        in_brackets = FALSE;
      else if (c == ',' && !in_brackets)
        return i;
    }
  return text.n;
}

gboolean
sip_list_next (Slice *rest, Slice *item)
{
  while (rest->n > 0)
    {
      gsize n = find_comma (*rest);
      Slice found = slice_trim ((Slice){ rest->p, n });

      *rest = slice_from (*rest, n + 1);
      if (found.n > 0)
        {
          *item = found;
          return TRUE;
        }
    }
  return FALSE;
}

gboolean
sip_list_has (Slice list, const char *token)
{
  Slice item;

  while (sip_list_next (&list, &item))
    if (slice_is_nocase (item, token))
      return TRUE;
  return FALSE;
}
