/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Linnet Authors */
/* Accounts: their configuration, and the headers that are made from it. */
#define G_LOG_DOMAIN "sip-core-account"

#include "sip-core-private.h"

#include "sip-error.h"
#include "sip-name-addr.h"

#include <string.h>

static gboolean
is_header_text (const char *text)
{
  for (const guchar *p = (const guchar *) text; *p != '\0'; p++)
    if (*p < 0x20 || *p == 0x7f)
      return FALSE;
  return TRUE;
}

static gboolean
is_token (const char *text, gsize max, const char *extra)
{
  gsize n = strlen (text);

  if (n == 0 || n > max)
    return FALSE;
  for (gsize i = 0; i < n; i++)
    if (!g_ascii_isalnum (text[i]) && strchr (extra, text[i]) == NULL)
      return FALSE;
  return TRUE;
}

static gboolean
check (const SipAccountConfig *config, GError **error)
{
  const char *what = NULL;

  if (config->mode == SIP_MODE_DIRECT)
    {
      g_set_error_literal (error, SIP_ERROR, SIP_ERROR_INVALID, "an account needs a registrar");
      return FALSE;
    }
  if (config->contact_token == NULL || !is_token (config->contact_token, 64, ""))
    what = "the Contact token";
  else if (config->instance_uuid == NULL || !is_token (config->instance_uuid, 64, "-"))
    what = "the instance";
  else if (config->user_agent != NULL && !is_header_text (config->user_agent))
    what = "the user agent";
  else if (config->display_name != NULL && !is_header_text (config->display_name))
    what = "the display name";
  else if (config->user != NULL && !is_header_text (config->user))
    what = "the user name";
  if (what == NULL)
    return TRUE;
  g_set_error (error, SIP_ERROR, SIP_ERROR_INVALID, "%s cannot stand in a message", what);
  return FALSE;
}

/* The domain as it stands in a URI: with port, and brackets around IPv6 */
static char *
dup_domain (const SipUri *uri)
{
  g_autoptr (GString) text = g_string_new (NULL);

  g_string_append_printf (text, uri->host_is_ipv6 ? "[%.*s]" : "%.*s", (int) uri->host.n,
                          uri->host.p);
  if (uri->port >= 0)
    g_string_append_printf (text, ":%d", uri->port);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static gboolean
set_aor (SipAccount *account, const SipAccountConfig *config, GError **error)
{
  const char *bare = config->aor;
  g_autofree char *text = NULL;
  SipParseError parse;
  SipUri uri;

  if (g_ascii_strncasecmp (bare, "sips:", 5) == 0)
    bare += 5;
  else if (g_ascii_strncasecmp (bare, "sip:", 4) == 0)
    bare += 4;
  text = g_strconcat (config->mode == SIP_MODE_SIPS ? "sips:" : "sip:", bare, NULL);
  if (!sip_uri_parse (slice_from_string (text), &uri, &parse) || !uri.has_user ||
      uri.params.n > 0 || uri.headers.n > 0 || uri.password.n > 0)
    {
      g_set_error (error, SIP_ERROR, SIP_ERROR_INVALID, "“%s” is no user@domain", config->aor);
      return FALSE;
    }
  account->user = slice_dup (uri.user);
  account->domain = dup_domain (&uri);
  account->uri = g_strdup (text);
  account->from = sip_name_addr_format (config->display_name, text);
  return TRUE;
}

guint
sip_core_add_account (SipCore *self, const SipAccountConfig *config, GError **error)
{
  SipAccount *account;

  g_return_val_if_fail (config->aor != NULL, 0);
  if (!check (config, error))
    return 0;
  account = g_new0 (SipAccount, 1);
  account->service_route = g_ptr_array_new_with_free_func (g_free);
  if (!set_aor (account, config, error))
    {
      sip_core_account_free (account);
      return 0;
    }
  account->id = sip_core_next_id (self);
  account->mode = config->mode;
  account->strict_sips = config->strict_sips;
  account->token = g_strdup (config->contact_token);
  account->instance = g_strdup (config->instance_uuid);
  account->user_agent = g_strdup (config->user_agent);
  account->warning_agent = sip_core_token (self, 8);
  account->auth = sip_auth_client_new (config->user != NULL ? config->user : account->user,
                                       config->password, config->require_sha2);
  account->call_id = sip_core_token (self, 16);
  account->tag = sip_core_token (self, 8);
  account->cseq = 1 + sip_core_random_below (self, 65535);
  sip_registration_init (&account->registration, config->expires_s);
  g_hash_table_insert (self->accounts, GUINT_TO_POINTER (account->id), account);
  return account->id;
}

void
sip_core_account_free (gpointer data)
{
  SipAccount *account = data;

  g_free (account->user);
  g_free (account->domain);
  g_free (account->uri);
  g_free (account->from);
  g_free (account->token);
  g_free (account->instance);
  g_free (account->user_agent);
  g_free (account->warning_agent);
  sip_auth_client_free (account->auth);
  g_ptr_array_unref (account->service_route);
  g_free (account->pub_gruu);
  g_free (account->contact);
  g_free (account->call_id);
  g_free (account->tag);
  g_free (account);
}

static gboolean
call_is_of_account (gpointer key, gpointer value, gpointer user_data)
{
  return ((SipCall *) value)->account == GPOINTER_TO_UINT (user_data);
}

static gboolean
flow_is_of_account (gpointer key, gpointer value, gpointer user_data)
{
  return ((SipFlow *) value)->account == GPOINTER_TO_UINT (user_data);
}

void
sip_core_remove_account (SipCore *self, guint account)
{
  for (guint i = self->clients->len; i > 0; i--)
    if (((SipClient *) g_ptr_array_index (self->clients, i - 1))->account == account)
      g_ptr_array_remove_index_fast (self->clients, i - 1);
  for (guint i = self->servers->len; i > 0; i--)
    if (((SipServer *) g_ptr_array_index (self->servers, i - 1))->account == account)
      g_ptr_array_remove_index_fast (self->servers, i - 1);
  g_hash_table_foreach_remove (self->calls, call_is_of_account, GUINT_TO_POINTER (account));
  g_hash_table_foreach_remove (self->flows, flow_is_of_account, GUINT_TO_POINTER (account));
  g_hash_table_remove (self->accounts, GUINT_TO_POINTER (account));
}

void
sip_core_set_password (SipCore *self, guint account_id, Secret *password)
{
  SipAccount *account = sip_core_get_account (self, account_id);

  if (account != NULL)
    sip_auth_client_set_password (account->auth, password);
}

static void
append_host (GString *text, const char *host, guint16 port)
{
  g_string_append_printf (text, strchr (host, ':') != NULL ? "[%s]:%u" : "%s:%u", host, port);
}

/* Our address in the scheme asked for; sips has no transport parameter (PROTOCOL 6.1, 7.6) */
static void
append_address (GString *text, const SipAccount *account, const SipFlow *flow, gboolean sips)
{
  g_string_append_printf (text, "<%s:%s@", sips ? "sips" : "sip", account->token);
  append_host (text, flow->local_host, flow->local_port);
  if (!sips)
    g_string_append (text, ";transport=tls");
}

/* Contact of a dialog (RFC 5626 4.3). Not our GRUU: registrars hand them out (Kamailio's does)
   whose proxies then find nobody behind it for the BYE inside the dialog */
char *
sip_core_make_contact (const SipAccount *account, const SipFlow *flow, gboolean sips)
{
  g_autoptr (GString) text = g_string_new (NULL);

  append_address (text, account, flow, sips);
  g_string_append (text, account->outbound ? ";ob>" : ">");
  return g_string_free (g_steal_pointer (&text), FALSE);
}

/* Contact of REGISTER */
char *
sip_core_make_binding (const SipAccount *account, const SipFlow *flow, gboolean with_outbound)
{
  g_autoptr (GString) text = g_string_new (NULL);

  append_address (text, account, flow, account->mode == SIP_MODE_SIPS);
  g_string_append_c (text, '>');
  if (with_outbound)
    g_string_append (text, ";reg-id=1");
  g_string_append_printf (text, ";+sip.instance=\"<urn:uuid:%s>\"", account->instance);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

/* 304 "text" becomes 304 agent "text" */
char *
sip_core_make_warning (const SipAccount *account, const char *warning)
{
  const char *blank = strchr (warning, ' ');

  if (blank == NULL)
    return g_strdup (warning);
  return g_strdup_printf ("%.*s %s %s", (int) (blank - warning), warning, account->warning_agent,
                          blank + 1);
}

void
sip_core_add_common_headers (const SipAccount *account, SipRequest *request)
{
  sip_request_add (request, "Allow", SIP_ALLOW);
  sip_request_add (request, "Supported", SIP_SUPPORTED);
  if (account->user_agent != NULL)
    sip_request_add (request, "User-Agent", account->user_agent);
}
