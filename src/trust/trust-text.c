/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Linnet Authors */
/* Names and dates of certificates as text that may be shown. */
#define G_LOG_DOMAIN "trust-text"

#include "trust-text.h"

#include <glib/gi18n-lib.h>

#define NAME_MAX_BYTES 512
#define TWO_DAYS_S (2 * 24 * 3600)

/* PROTOCOL 19.2: controls and what overrides the direction of text */
static gboolean
is_unfit (gunichar c)
{
  GUnicodeType type = g_unichar_type (c);

  return type == G_UNICODE_CONTROL || type == G_UNICODE_FORMAT || type == G_UNICODE_SURROGATE ||
         type == G_UNICODE_LINE_SEPARATOR || type == G_UNICODE_PARAGRAPH_SEPARATOR;
}

char *
trust_text_from_bytes (const char *p, gsize n, gsize max_chars)
{
  g_autofree char *valid = g_utf8_make_valid (p, (gssize) n);
  GString *text = g_string_new (NULL);
  gsize count = 0;

  /* g_utf8_make_valid() keeps NUL bytes out: it replaces them like any other invalid byte */
  for (const char *at = valid; *at != '\0'; at = g_utf8_next_char (at))
    {
      gunichar c = g_utf8_get_char (at);

      if (count++ == max_chars)
        {
          g_string_append (text, "…");
          break;
        }
      g_string_append_unichar (text, is_unfit (c) ? 0xFFFD : c);
    }
  return g_string_free (text, FALSE);
}

/* GnuTLS gives a part of a name as RFC 4514 2.4 writes it: "Example\, Inc." */
static gsize
unescape (char *text, gsize n)
{
  gsize length = 0;

  for (gsize i = 0; i < n; i++)
    {
      if (text[i] == '\\' && i + 1 < n)
        i++;
      text[length++] = text[i];
    }
  return length;
}

typedef int (*NameByOid) (gnutls_x509_crt_t, const char *, unsigned, unsigned, void *, size_t *);

static char *
name_of (gnutls_x509_crt_t crt, NameByOid get, gboolean is_issuer)
{
  const char *oids[] = { GNUTLS_OID_X520_COMMON_NAME, GNUTLS_OID_X520_ORGANIZATION_NAME };
  gnutls_datum_t dn = { NULL, 0 };
  char *text = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (oids); i++)
    {
      char name[NAME_MAX_BYTES];
      size_t n = sizeof name;

      if (get (crt, oids[i], 0, 0, name, &n) == 0 && n > 0)
        return trust_text_from_bytes (name, unescape (name, n), TRUST_TEXT_MAX_CHARS);
    }
  if ((is_issuer ? gnutls_x509_crt_get_issuer_dn3 (crt, &dn, 0)
                 : gnutls_x509_crt_get_dn3 (crt, &dn, 0)) == 0 &&
      dn.size > 0)
    text = trust_text_from_bytes ((const char *) dn.data, dn.size, TRUST_TEXT_MAX_CHARS);
  gnutls_free (dn.data);
  return text != NULL ? text : g_strdup ("?");
}

char *
trust_text_subject_name (gnutls_x509_crt_t crt)
{
  return name_of (crt, gnutls_x509_crt_get_dn_by_oid, FALSE);
}

char *
trust_text_issuer_name (gnutls_x509_crt_t crt)
{
  return name_of (crt, gnutls_x509_crt_get_issuer_dn_by_oid, TRUE);
}

char *
trust_text_date (gint64 unix_s, gint64 now_s)
{
  g_autoptr (GDateTime) time = g_date_time_new_from_unix_utc (unix_s);
  char *text = NULL;

  if (time != NULL)
    /* Translators: a date, see g_date_time_format(); the second one with the time of day */
    text = g_date_time_format (
        time, ABS (unix_s - now_s) > TWO_DAYS_S ? _ ("%-e %b %Y") : _ ("%-e %b %Y, %H:%M UTC"));
  return text != NULL ? text : g_strdup ("?");
}

char *
trust_text_list (GPtrArray *items, guint max_items)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < items->len && i < max_items; i++)
    {
      if (i > 0)
        g_string_append (text, ", ");
      g_string_append (text, g_ptr_array_index (items, i));
    }
  if (items->len > max_items)
    g_string_append_printf (
        text, g_dngettext (GETTEXT_PACKAGE, " and %u more", " and %u more", items->len - max_items),
        items->len - max_items);
  return g_string_free (text, FALSE);
}
