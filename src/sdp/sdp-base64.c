/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Linnet Authors */
/* Base64 of keys (RFC 4648 4). */
#define G_LOG_DOMAIN "sdp-base64"
#include "sdp-base64.h"

static const char alphabet[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

static int
sextet (char c)
{
  if (c >= 'A' && c <= 'Z')
    return c - 'A';
  if (c >= 'a' && c <= 'z')
    return c - 'a' + 26;
  if (c >= '0' && c <= '9')
    return c - '0' + 52;
  if (c == '+')
    return 62;
  return c == '/' ? 63 : -1;
}

gssize
sdp_base64_decode (Slice text, guint8 *out, gsize max)
{
  gsize n = 0, padding = 0;
  guint bits = 0, n_bits = 0;

  while (padding < 2 && text.n > 0 && text.p[text.n - 1] == '=')
    {
      text.n--;
      padding++;
    }
  /* One character left over is no byte; padding that is there must be the right one */
  if (text.n % 4 == 1 || (padding > 0 && (text.n + padding) % 4 != 0))
    return -1;
  for (gsize i = 0; i < text.n; i++)
    {
      int value = sextet (text.p[i]);

      if (value < 0)
        return -1;
      bits = (bits << 6 | (guint) value) & 0x3fff;
      n_bits += 6;
      if (n_bits >= 8)
        {
          if (n == max)
            return -1;
          n_bits -= 8;
          out[n++] = (guint8) (bits >> n_bits);
        }
    }
  return (gssize) n;
}

void
sdp_base64_append (const guint8 *bytes, gsize n, GString *out)
{
  for (gsize i = 0; i < n; i += 3)
    {
      guint group = (guint) bytes[i] << 16;

      if (i + 1 < n)
        group |= (guint) bytes[i + 1] << 8;
      if (i + 2 < n)
        group |= bytes[i + 2];
      g_string_append_c (out, alphabet[group >> 18 & 63]);
      g_string_append_c (out, alphabet[group >> 12 & 63]);
      g_string_append_c (out, i + 1 < n ? alphabet[group >> 6 & 63] : '=');
      g_string_append_c (out, i + 2 < n ? alphabet[group & 63] : '=');
    }
}
