/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Linnet Authors */
/* From typed, pasted or clicked text to the one address that is called. */
#define G_LOG_DOMAIN "phone-dial"

#include "phone-dial.h"

#include "phone-error.h"
#include "sip-uri.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define TEXT_MAX_BYTES 2048

/* What people type between the digits of a number (RFC 3966 5.1.1 and habit) */
#define SEPARATORS " -.()/\xc2\xa0"

static const char *const emergency_numbers[] = { "110", "112", "911", "999", "000", "113", "115",
                                                 "117", "118", "119", "122", "144", "102", "103" };

PhoneDialTarget *
phone_dial_target_copy (const PhoneDialTarget *self)
{
  PhoneDialTarget *copy = g_new0 (PhoneDialTarget, 1);

  copy->uri = g_strdup (self->uri);
  copy->display = g_strdup (self->display);
  copy->user = g_strdup (self->user);
  copy->host = g_strdup (self->host);
  copy->dropped = g_strdupv (self->dropped);
  copy->emergency = self->emergency;
  return copy;
}

void
phone_dial_target_free (PhoneDialTarget *self)
{
  if (self == NULL)
    return;
  g_free (self->uri);
  g_free (self->display);
  g_free (self->user);
  g_free (self->host);
  g_strfreev (self->dropped);
  g_free (self);
}

G_DEFINE_BOXED_TYPE (PhoneDialTarget,
                     phone_dial_target,
                     phone_dial_target_copy,
                     phone_dial_target_free)

static gboolean
refuse (GError **error, PhoneErrorCode code, const char *message)
{
  g_set_error_literal (error, PHONE_ERROR, code, message);
  return FALSE;
}

/* Before anything else (SEC-01, PROTOCOL 19.2): refused, not cleaned. An escaped control in a URI
 * is as bad */
static gboolean
check_bytes (const char *text, GError **error)
{
  if (strlen (text) > TEXT_MAX_BYTES || !g_utf8_validate (text, -1, NULL))
    return refuse (error, PHONE_ERROR_ADDRESS, "too long, or not text");
  for (const char *c = text; *c != '\0'; c++)
    {
      if ((guchar) *c < 0x20 || *c == 0x7f)
        return refuse (error, PHONE_ERROR_ADDRESS, "the address holds control characters");
      if (c[0] == '%' && g_ascii_isxdigit (c[1]) && g_ascii_isxdigit (c[2]))
        {
          const int value = g_ascii_xdigit_value (c[1]) * 16 + g_ascii_xdigit_value (c[2]);

          if (value < 0x20 || value == 0x7f)
            return refuse (error, PHONE_ERROR_ADDRESS, "the address holds control characters");
        }
    }
  return TRUE;
}

/* "+49 30 123-456" -> "+4930123456"; NULL if it is no number */
static char *
clean_number (const char *text)
{
  GString *number = g_string_new (NULL);

  for (const char *c = text; *c != '\0'; c++)
    {
      if (g_ascii_isdigit (*c) || *c == '*' || *c == '#' || (*c == '+' && number->len == 0))
        g_string_append_c (number, *c);
      else if (strchr (SEPARATORS, *c) == NULL)
        {
          g_string_free (number, TRUE);
          return NULL;
        }
    }
  if (number->len == 0 || g_str_equal (number->str, "+"))
    {
      g_string_free (number, TRUE);
      return NULL;
    }
  return g_string_free (number, FALSE);
}

static gboolean
is_emergency (const char *number)
{
  for (guint i = 0; i < G_N_ELEMENTS (emergency_numbers); i++)
    if (g_str_equal (emergency_numbers[i], number))
      return TRUE;
  return FALSE;
}

/* A bare number or name belongs to the account's domain (PROTOCOL 7.2) */
static PhoneDialTarget *
make_local (const char *user, gboolean is_number, PhoneAccountSettings *account, GError **error)
{
  g_autofree char *domain = phone_account_settings_dup_domain (account);
  g_autofree char *escaped = sip_uri_escape_user (user);
  g_autofree char *host = NULL;
  PhoneDialTarget *target;

  if (domain == NULL)
    {
      refuse (error, PHONE_ERROR_ADDRESS, "the account has no domain");
      return NULL;
    }
  host = strchr (domain, ':') != NULL ? g_strdup_printf ("[%s]", domain) : g_strdup (domain);
  target = g_new0 (PhoneDialTarget, 1);
  target->uri =
      g_strconcat (phone_account_settings_is_strict_scheme (account) ? "sips:" : "sip:", escaped,
                   "@", host, NULL);
  target->user = g_strdup (user);
  target->host = g_steal_pointer (&domain);
  target->display = is_number ? g_strdup_printf (_ ("%s at %s"), user, target->host)
                              : g_strconcat (user, "@", host, NULL);
  target->dropped = g_new0 (char *, 1);
  target->emergency = is_number && is_emergency (user);
  return target;
}

static char **
list_dropped_headers (const SipUri *uri)
{
  g_autoptr (GStrvBuilder) names = g_strv_builder_new ();
  Slice rest = uri->headers, name, value;

  while (sip_uri_next_header (&rest, &name, &value))
    if (!slice_is_nocase (name, "subject"))
      {
        g_autofree char *text = slice_dup (name);

        g_strv_builder_add (names, text);
      }
  return g_strv_builder_end (names);
}

static gboolean
check_transport (const SipUri *uri, GError **error)
{
  Slice transport;

  if (!sip_uri_get_param (uri, "transport", &transport) || slice_is_nocase (transport, "tls") ||
      (uri->scheme == SIP_URI_SIPS && slice_is_nocase (transport, "tcp")))
    return TRUE;
  return refuse (error, PHONE_ERROR_TRANSPORT,
                 "Linnet can't use UDP, plain TCP or WebSocket without TLS");
}

static gboolean
is_host_char (char c)
{
  return g_ascii_isalnum (c) || c == '-' || c == '.' || c == '_' || c == ':';
}

/* Parameters are kept (`user=phone`, a GRUU's `gr`), but for the transport, which is TLS in any
 * case (Q3), and `method`, which is not the caller's to choose */
static void
append_params (const SipUri *uri, GString *out)
{
  static const char *const left_out[] = { "transport", "method", "maddr", "lr" };
  Slice rest = uri->params, one;

  while (slice_take_char (&rest, ';'))
    {
      gsize name_bytes = 0;
      gboolean keep = TRUE;

      if (!slice_take_until (&rest, ';', &one))
        {
          one = rest;
          rest = slice_from (rest, rest.n);
        }
      while (name_bytes < one.n && one.p[name_bytes] != '=')
        name_bytes++;
      for (guint i = 0; i < G_N_ELEMENTS (left_out); i++)
        if (slice_is_nocase ((Slice){ one.p, name_bytes }, left_out[i]))
          keep = FALSE;
      if (keep && one.n > 0)
        g_string_append_printf (out, ";%.*s", (int) one.n, one.p);
    }
}

static PhoneDialTarget *
make_from_uri (const SipUri *uri, PhoneAccountSettings *account, GError **error)
{
  g_autoptr (GString) text = g_string_new (NULL);
  PhoneDialTarget *target;

  if (!check_transport (uri, error))
    return NULL;
  for (gsize i = 0; i < uri->host.n; i++)
    if (!is_host_char (uri->host.p[i]))
      {
        refuse (error, PHONE_ERROR_ADDRESS, "not a host name");
        return NULL;
      }
  if (uri->host.n == 0)
    {
      refuse (error, PHONE_ERROR_ADDRESS, "the address has no host");
      return NULL;
    }
  target = g_new0 (PhoneDialTarget, 1);
  target->user = sip_uri_unescape (uri->user);
  target->host = slice_dup (uri->host);
  /* Mode S never sends a sip: URI; typed sips: stays sips: on every account */
  g_string_append (text,
                   uri->scheme == SIP_URI_SIPS || phone_account_settings_is_strict_scheme (account)
                       ? "sips:"
                       : "sip:");
  if (uri->has_user && uri->user.n > 0)
    g_string_append_printf (text, "%.*s@", (int) uri->user.n, uri->user.p);
  g_string_append_printf (text, uri->host_is_ipv6 ? "[%s]" : "%s", target->host);
  if (uri->port >= 0)
    g_string_append_printf (text, ":%d", uri->port);
  target->display = g_strdup (strchr (text->str, ':') + 1);
  append_params (uri, text);
  target->uri = g_string_free (g_steal_pointer (&text), FALSE);
  target->dropped = list_dropped_headers (uri);
  return target;
}

static gboolean
has_scheme (const char *text)
{
  const char *colon = strchr (text, ':');
  const char *at = strchr (text, '@');

  if (colon == NULL || colon == text || (at != NULL && at < colon))
    return FALSE;
  for (const char *c = text; c < colon; c++)
    if (!g_ascii_isalnum (*c) && *c != '+' && *c != '-' && *c != '.')
      return FALSE;
  /* "pbx.example.org:5061" has no scheme, "mailto:x" has one */
  return g_ascii_isalpha (text[0]) && memchr (text, '.', colon - text) == NULL;
}

static PhoneDialTarget *
parse_tel (const SipUri *uri, PhoneAccountSettings *account, GError **error)
{
  g_autofree char *text = sip_uri_unescape (uri->user);
  g_autofree char *number = clean_number (text);

  if (number == NULL)
    {
      refuse (error, PHONE_ERROR_ADDRESS, "not a telephone number");
      return NULL;
    }
  return make_local (number, TRUE, account, error);
}

PhoneDialTarget *
phone_dial_parse (const char *text, PhoneAccountSettings *account, GError **error)
{
  g_autofree char *typed = NULL;
  g_autofree char *number = NULL;
  g_autofree char *full = NULL;
  SipUri uri;

  g_return_val_if_fail (text != NULL && PHONE_IS_ACCOUNT_SETTINGS (account), NULL);
  if (!check_bytes (text, error))
    return NULL;
  typed = g_strstrip (g_strdup (text));
  if (*typed == '\0')
    {
      refuse (error, PHONE_ERROR_ADDRESS, "the address is empty");
      return NULL;
    }
  number = clean_number (typed);
  if (number != NULL)
    return make_local (number, TRUE, account, error);
  if (!has_scheme (typed) && strchr (typed, '@') == NULL)
    {
      if (strpbrk (typed, " <>\"\\^`{|}") != NULL)
        {
          refuse (error, PHONE_ERROR_ADDRESS, "not an address");
          return NULL;
        }
      return make_local (typed, FALSE, account, error);
    }
  full = has_scheme (typed) ? g_strdup (typed) : g_strconcat ("sips:", typed, NULL);
  if (!sip_uri_parse (slice_from_string (full), &uri, NULL))
    {
      refuse (error, PHONE_ERROR_ADDRESS, "not an address");
      return NULL;
    }
  /* `bob@example.org` takes the account's scheme */
  if (full != NULL && !has_scheme (typed) && !phone_account_settings_is_strict_scheme (account))
    uri.scheme = SIP_URI_SIP;
  switch (uri.scheme)
    {
    case SIP_URI_SIP:
    case SIP_URI_SIPS:
      return make_from_uri (&uri, account, error);
    case SIP_URI_TEL:
      return parse_tel (&uri, account, error);
    case SIP_URI_OTHER:
      break;
    }
  refuse (error, PHONE_ERROR_SCHEME, "only sips:, sip: and tel: addresses can be called");
  return NULL;
}
