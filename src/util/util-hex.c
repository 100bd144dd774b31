/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Linnet Authors */
#define G_LOG_DOMAIN "util-hex"

#include "util-hex.h"

void
hex_encode (gconstpointer bytes, gsize n, char *out)
{
  static const char digits[] = "0123456789abcdef";
  const guint8 *p = bytes;

  for (gsize i = 0; i < n; i++)
    {
      out[2 * i] = digits[p[i] >> 4];
      out[2 * i + 1] = digits[p[i] & 15];
    }
  out[2 * n] = '\0';
}

char *
hex_encode_dup (gconstpointer bytes, gsize n)
{
  char *out;

  g_assert (n < G_MAXSIZE / 2 - 1);
  out = g_malloc (2 * n + 1);
  hex_encode (bytes, n, out);
  return out;
}

gboolean
hex_decode (Slice hex, guint8 *out, gsize n)
{
  if (hex.n % 2 != 0 || hex.n / 2 != n)
    return FALSE;
  for (gsize i = 0; i < hex.n; i++)
    if (!g_ascii_isxdigit (hex.p[i]))
      return FALSE;
  for (gsize i = 0; i < n; i++)
    out[i] = (guint8) (g_ascii_xdigit_value (hex.p[2 * i]) << 4 |
                       g_ascii_xdigit_value (hex.p[2 * i + 1]));
  return TRUE;
}
