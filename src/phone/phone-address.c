/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Linnet Authors */
/* The addresses that an account is made of: checked, and what follows from them. */
#define G_LOG_DOMAIN "phone-address"

#include "phone-account-private.h"
#include "phone-account-settings.h"
#include "phone-error.h"

#include "sip-uri.h"
#include "trust-verdict.h"

#include <string.h>

#define EXPIRES_MIN_S 60
#define EXPIRES_MAX_S 86400
#define TEXT_MAX_BYTES 512

/* CR, LF, NUL and controls are refused, never stripped (PROTOCOL 19.2) */
static gboolean
has_control (const char *text)
{
  if (text == NULL)
    return FALSE;
  for (const char *c = text; *c != '\0'; c++)
    if ((guchar) *c < 0x20 || *c == 0x7f)
      return TRUE;
  return !g_utf8_validate (text, -1, NULL) || strlen (text) > TEXT_MAX_BYTES;
}

static gboolean
is_host_char (char c)
{
  return g_ascii_isalnum (c) || c == '-' || c == '.' || c == '_';
}

static gboolean
is_host (const char *text)
{
  const Slice slice = slice_from_string (text);

  if (slice.n == 0 || slice.n > 253)
    return FALSE;
  if (sip_host_parse_ipv6 (slice, NULL))
    return TRUE;
  for (gsize i = 0; i < slice.n; i++)
    if (!is_host_char (slice.p[i]))
      return FALSE;
  return text[0] != '.' && text[0] != '-';
}

char *
phone_address_parse_server (const char *text, int *port, GError **error)
{
  g_autofree char *host = NULL;
  Slice rest = slice_from_string (text), name;
  gboolean is_ipv6;
  int found = -1;

  if (strstr (text, "://") != NULL || g_str_has_prefix (text, "sip:"))
    {
      g_set_error (error, PHONE_ERROR, PHONE_ERROR_TRANSPORT,
                   "a server is given as HOST or HOST:PORT, reached over TLS");
      return NULL;
    }
  if (!has_control (text) && sip_take_host_port (&rest, FALSE, &name, &is_ipv6, &found, NULL) &&
      rest.n == 0 && found != 0)
    host = slice_dup (name);
  if (host == NULL || !is_host (host))
    {
      g_set_error (error, PHONE_ERROR, PHONE_ERROR_SETTINGS, "server: not HOST or HOST:PORT");
      return NULL;
    }
  *port = found;
  return g_steal_pointer (&host);
}

static gboolean
parse_aor (const char *aor, SipUri *uri)
{
  return aor != NULL && sip_uri_parse (slice_from_string (aor), uri, NULL) &&
         (uri->scheme == SIP_URI_SIP || uri->scheme == SIP_URI_SIPS);
}

char *
phone_address_choose_server (PhoneAccountSettings *settings, int *port)
{
  const char *server = phone_account_settings_get_server (settings);
  SipUri uri;

  *port = -1;
  if (server != NULL)
    {
      char *host = phone_address_parse_server (server, port, NULL);

      if (host != NULL)
        return host;
    }
  if (!parse_aor (phone_account_settings_get_aor (settings), &uri))
    return NULL;
  *port = uri.port;
  return slice_dup (uri.host);
}

char *
phone_account_settings_dup_domain (PhoneAccountSettings *self)
{
  SipUri uri;

  return parse_aor (phone_account_settings_get_aor (self), &uri) ? slice_dup (uri.host) : NULL;
}

char *
phone_account_settings_dup_identity (PhoneAccountSettings *self)
{
  const char *identity = phone_account_settings_get_identity (self);
  const char *server = phone_account_settings_get_server (self);
  int port;

  if (identity != NULL)
    return g_strdup (identity);
  if (server != NULL)
    return phone_address_parse_server (server, &port, NULL);
  return phone_account_settings_dup_domain (self);
}

gboolean
phone_account_settings_is_strict_scheme (PhoneAccountSettings *self)
{
  const char *aor = phone_account_settings_get_aor (self);

  return aor == NULL || g_ascii_strncasecmp (aor, "sip:", 4) != 0;
}

/* Only TLS is spoken; what asks for anything else is refused with its own error (UI.md 5.1) */
static gboolean
check_transport (const SipUri *uri, GError **error)
{
  Slice transport;

  if (!sip_uri_get_param (uri, "transport", &transport) || slice_is_nocase (transport, "tls") ||
      (uri->scheme == SIP_URI_SIPS && slice_is_nocase (transport, "tcp")))
    return TRUE;
  g_set_error_literal (error, PHONE_ERROR, PHONE_ERROR_TRANSPORT,
                       "Linnet can't use UDP, plain TCP or WebSocket without TLS");
  return FALSE;
}

static gboolean
refuse_address (GError **error)
{
  g_set_error_literal (error, PHONE_ERROR, PHONE_ERROR_ADDRESS,
                       "not an address such as alice@example.org");
  return FALSE;
}

static gboolean
check_aor (const char *aor, SipUri *uri, GError **error)
{
  g_autofree char *host = NULL;

  if (has_control (aor) || !sip_uri_parse (slice_from_string (aor), uri, NULL))
    return refuse_address (error);
  if (uri->scheme != SIP_URI_SIP && uri->scheme != SIP_URI_SIPS)
    {
      g_set_error_literal (error, PHONE_ERROR, PHONE_ERROR_SCHEME,
                           "an account's address begins with sips: or sip:");
      return FALSE;
    }
  if (!check_transport (uri, error))
    return FALSE;
  host = slice_dup (uri->host);
  if (!uri->has_user || uri->user.n == 0 || uri->password.n > 0 || !is_host (host))
    return refuse_address (error);
  return TRUE;
}

gboolean
phone_account_settings_set_address (PhoneAccountSettings *self, const char *text, GError **error)
{
  g_autofree char *typed = g_strstrip (g_strdup (text));
  g_autofree char *full = NULL;
  g_autoptr (GString) aor = g_string_new (NULL);
  SipUri uri;
  const char *colon = strchr (typed, ':');
  const char *at = strchr (typed, '@');
  const gboolean has_scheme = colon != NULL && (at == NULL || colon < at);

  g_return_val_if_fail (PHONE_IS_ACCOUNT_SETTINGS (self), FALSE);
  full = has_scheme ? g_strdup (typed) : g_strconcat ("sips:", typed, NULL);
  if (!check_aor (full, &uri, error))
    return FALSE;
  /* Parameters and headers say how it was written down, not who it is */
  uri.params = uri.headers = (Slice){ NULL, 0 };
  sip_uri_append (&uri, aor);
  phone_account_settings_set_aor (self, aor->str);
  return TRUE;
}

static gboolean
check_text (const char *name, const char *text, GError **error)
{
  if (!has_control (text))
    return TRUE;
  g_set_error (error, PHONE_ERROR, PHONE_ERROR_SETTINGS,
               "%s: too long, or holds characters that can't be sent", name);
  return FALSE;
}

gboolean
phone_account_settings_validate (PhoneAccountSettings *self, GError **error)
{
  const char *server = phone_account_settings_get_server (self);
  const char *identity = phone_account_settings_get_identity (self);
  const char *pin = phone_account_settings_get_pin (self);
  const guint expires_s = phone_account_settings_get_expires (self);
  SipUri uri;
  int port;

  g_return_val_if_fail (PHONE_IS_ACCOUNT_SETTINGS (self), FALSE);
  if (phone_account_settings_get_aor (self) == NULL)
    return refuse_address (error);
  if (!check_aor (phone_account_settings_get_aor (self), &uri, error) ||
      !check_text ("name", phone_account_settings_get_name (self), error) ||
      !check_text ("user", phone_account_settings_get_user (self), error) ||
      !check_text ("display-name", phone_account_settings_get_display_name (self), error))
    return FALSE;
  if (server != NULL)
    {
      g_autofree char *host = phone_address_parse_server (server, &port, error);

      if (host == NULL)
        return FALSE;
    }
  if (identity != NULL && !is_host (identity))
    {
      g_set_error_literal (error, PHONE_ERROR, PHONE_ERROR_SETTINGS, "identity: not a host name");
      return FALSE;
    }
  if (pin != NULL && !trust_pin_is_valid (pin))
    {
      g_set_error_literal (error, PHONE_ERROR, PHONE_ERROR_SETTINGS,
                           "pin: not 64 hexadecimal digits");
      return FALSE;
    }
  if (expires_s != 0 && (expires_s < EXPIRES_MIN_S || expires_s > EXPIRES_MAX_S))
    {
      g_set_error (error, PHONE_ERROR, PHONE_ERROR_SETTINGS, "expires: not %d to %d seconds",
                   EXPIRES_MIN_S, EXPIRES_MAX_S);
      return FALSE;
    }
  return TRUE;
}
