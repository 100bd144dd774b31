/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Linnet Authors */
/* When two URIs are the same (RFC 3261 19.1.4, RFC 3966 4). */
#define G_LOG_DOMAIN "sip-uri-equal"

#include "sip-uri.h"

#include <string.h>

#define ESCAPED_RESERVED 0x100u

/* The next character with its escape undone; an escaped reserved character differs from a bare one
 */
static gboolean
next_character (Slice *rest, gboolean any_case, guint *out)
{
  guint c;

  if (rest->n == 0)
    return FALSE;
  c = (guchar) rest->p[0];
  if (c == '%' && rest->n >= 3)
    {
      c = (guint) (g_ascii_xdigit_value (rest->p[1]) << 4 | g_ascii_xdigit_value (rest->p[2]));
      if (c == 0 || (c < 0x80 && strchr (";/?:@&=+$,", (int) c) != NULL))
        c |= ESCAPED_RESERVED;
      *rest = slice_from (*rest, 3);
    }
  else
    *rest = slice_from (*rest, 1);
  *out = any_case && c < 0x80 ? (guint) g_ascii_tolower ((char) c) : c;
  return TRUE;
}

static gboolean
text_equal (Slice a, Slice b, gboolean any_case)
{
  guint character_a, character_b;

  while (next_character (&a, any_case, &character_a))
    if (!next_character (&b, any_case, &character_b) || character_a != character_b)
      return FALSE;
  return b.n == 0;
}

static gboolean
find_param (Slice params, Slice wanted, Slice *value)
{
  gboolean has_value;
  Slice name;

  while (sip_uri_next_param (&params, &name, &has_value, value))
    if (text_equal (name, wanted, TRUE))
      return TRUE;
  return FALSE;
}

/* Whether a parameter in one URI only makes them differ */
static gboolean
must_be_in_both (Slice name)
{
  static const char *const names[] = { "user", "ttl", "method", "maddr", "transport" };

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    if (slice_is_nocase (name, names[i]))
      return TRUE;
  return FALSE;
}

/* Whether nothing in @a contradicts @b; @all: each must be in both */
static gboolean
params_agree (Slice a, Slice b, gboolean all)
{
  Slice rest = a, name, value, first, other;
  gboolean has_value;

  while (sip_uri_next_param (&rest, &name, &has_value, &value))
    {
      if (!find_param (a, name, &first) || first.p != value.p)
        continue; /* repeated: the first one wins */
      if (find_param (b, name, &other))
        {
          if (!text_equal (value, other, TRUE))
            return FALSE;
        }
      else if (all || must_be_in_both (name))
        return FALSE;
    }
  return TRUE;
}

/* How often @headers hold that header; @total: how many there are */
static guint
count_header (Slice headers, Slice wanted_name, Slice wanted_value, guint *total)
{
  Slice name, value;
  guint n = 0;

  *total = 0;
  while (sip_uri_next_header (&headers, &name, &value))
    {
      (*total)++;
      if (text_equal (name, wanted_name, TRUE) && text_equal (value, wanted_value, TRUE))
        n++;
    }
  return n;
}

static gboolean
headers_equal (Slice a, Slice b)
{
  Slice rest = a, name, value;
  guint total_a = 0, total_b = 0;

  (void) count_header (a, (Slice){ NULL, 0 }, (Slice){ NULL, 0 }, &total_a);
  (void) count_header (b, (Slice){ NULL, 0 }, (Slice){ NULL, 0 }, &total_b);
  if (total_a != total_b)
    return FALSE;
  while (sip_uri_next_header (&rest, &name, &value))
    if (count_header (a, name, value, &total_a) != count_header (b, name, value, &total_b))
      return FALSE;
  return TRUE;
}

static gboolean
is_phone_character (char c)
{
  return strchr ("-.()", c) == NULL;
}

static gboolean
number_equal (Slice a, Slice b)
{
  for (;;)
    {
      while (a.n > 0 && !is_phone_character (a.p[0]))
        a = slice_from (a, 1);
      while (b.n > 0 && !is_phone_character (b.p[0]))
        b = slice_from (b, 1);
      if (a.n == 0 || b.n == 0)
        return a.n == b.n;
      if (g_ascii_tolower (a.p[0]) != g_ascii_tolower (b.p[0]))
        return FALSE;
      a = slice_from (a, 1);
      b = slice_from (b, 1);
    }
}

gboolean
sip_uri_equal (const SipUri *a, const SipUri *b)
{
  if (a->scheme != b->scheme)
    return FALSE;
  switch (a->scheme)
    {
    case SIP_URI_OTHER:
      return slice_equal (a->text, b->text);
    case SIP_URI_TEL:
      return number_equal (a->user, b->user) && params_agree (a->params, b->params, TRUE) &&
             params_agree (b->params, a->params, TRUE);
    case SIP_URI_SIP:
    case SIP_URI_SIPS:
      return a->has_user == b->has_user && text_equal (a->user, b->user, FALSE) &&
             (a->password.p != NULL) == (b->password.p != NULL) &&
             text_equal (a->password, b->password, FALSE) && sip_host_equal (a->host, b->host) &&
             a->port == b->port && params_agree (a->params, b->params, FALSE) &&
             params_agree (b->params, a->params, FALSE) && headers_equal (a->headers, b->headers);
    }
  g_return_val_if_reached (FALSE);
}
