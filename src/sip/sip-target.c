/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Linnet Authors */
/* From what was typed to a Request-URI. */
#define G_LOG_DOMAIN "sip-target"

#include "sip-target.h"

#include "sip-error.h"
#include "sip-limits.h"

#include <string.h>

/* Digits, + * #, and the visual separators of RFC 3966 */
static gboolean
is_number (const char *text)
{
  gboolean digit = FALSE;

  for (const char *p = text; *p != '\0'; p++)
    {
      if (strchr ("+*#-.()/ ", *p) == NULL && !g_ascii_isdigit (*p))
        return FALSE;
      digit |= g_ascii_isdigit (*p) || *p == '*' || *p == '#';
    }
  return digit;
}

static char *
strip_separators (const char *text)
{
  g_autoptr (GString) number = g_string_new (NULL);

  for (const char *p = text; *p != '\0' && *p != ';'; p++)
    if (strchr ("-.()/ ", *p) == NULL)
      g_string_append_c (number, *p);
  return g_string_free (g_steal_pointer (&number), FALSE);
}

static char *
user_at (const char *scheme, const char *user, const char *domain)
{
  g_autofree char *escaped = sip_uri_escape_user (user);

  return g_strdup_printf ("%s:%s@%s", scheme, escaped, domain);
}

/* Returns: NULL for what is no target */
static char *
complete (const char *text, const char *scheme, const char *domain)
{
  g_autofree char *number = NULL;

  if (g_ascii_strncasecmp (text, "sip:", 4) == 0 || g_ascii_strncasecmp (text, "sips:", 5) == 0)
    return g_strdup (text);
  if (g_ascii_strncasecmp (text, "tel:", 4) == 0 || is_number (text))
    {
      number = strip_separators (*text == 't' || *text == 'T' ? text + 4 : text);
      return user_at (scheme, number, domain);
    }
  if (memchr (text, ':', strcspn (text, "@")) != NULL)
    return NULL; /* another scheme, or a password */
  if (strchr (text, '@') != NULL)
    return g_strdup_printf ("%s:%s", scheme, text);
  return user_at (scheme, text, domain);
}

/* Our form: no password, no headers, and in sips no transport (PROTOCOL 7.1) */
static char *
serialise (const SipUri *parsed, gboolean sips)
{
  g_autoptr (GString) text = g_string_new (NULL);
  SipUri uri = *parsed;

  if (sips)
    {
      uri.scheme = SIP_URI_SIPS;
      uri.scheme_text = SLICE_LITERAL ("sips");
    }
  uri.password = (Slice){ NULL, 0 };
  uri.headers = (Slice){ NULL, 0 };
  sip_uri_append (&uri, text);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

char *
sip_target_to_uri (const char *typed, gboolean sips, const char *domain, GError **error)
{
  g_autofree char *text = g_strstrip (g_strdup (typed));
  g_autofree char *uri_text = NULL;
  SipParseError parse;
  SipUri uri;

  if (*text == '\0' || strlen (text) > SIP_MAX_REQUEST_URI_BYTES)
    {
      g_set_error_literal (error, SIP_ERROR, SIP_ERROR_INVALID, "the target is empty or too long");
      return NULL;
    }
  for (const guchar *p = (const guchar *) text; *p != '\0'; p++)
    if (*p < 0x20 || *p == 0x7f)
      {
        g_set_error_literal (error, SIP_ERROR, SIP_ERROR_INVALID,
                             "the target holds a control character");
        return NULL;
      }
  uri_text = complete (text, sips ? "sips" : "sip", domain);
  if (uri_text == NULL || !sip_uri_parse (slice_from_string (uri_text), &uri, &parse) ||
      (uri.scheme != SIP_URI_SIP && uri.scheme != SIP_URI_SIPS))
    {
      g_set_error (error, SIP_ERROR, SIP_ERROR_INVALID, "“%s” is no SIP address", text);
      return NULL;
    }
  return serialise (&uri, sips);
}
