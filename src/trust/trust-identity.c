/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Linnet Authors */
/* Is a certificate for this name? Our own walk through its names: GnuTLS takes wildcards and the
 * common name, SIP takes neither. */
#define G_LOG_DOMAIN "trust-identity"

#include "trust-identity.h"

#include <arpa/inet.h>
#include <libpsl.h>
#include <string.h>

#include "trust-text.h"
#include "util-slice.h"

#define NAME_MAX_BYTES 253 /* RFC 1035 2.3.4, without the last dot */
#define ADDRESS_MAX_BYTES 16

typedef struct
{
  const char *host; /* normalized */
  guint8 address[ADDRESS_MAX_BYTES];
  gsize address_n; /* 0: @host is a name */
  gboolean has_sip_uri;
  GPtrArray *sip_hosts, *dns_names; /* of char*, bare */
  GPtrArray *addresses;             /* of GBytes */
} Names;

static gsize
parse_address (const char *text, guint8 address[ADDRESS_MAX_BYTES])
{
  if (inet_pton (AF_INET, text, address) == 1)
    return 4;
  return inet_pton (AF_INET6, text, address) == 1 ? 16 : 0;
}

char *
trust_identity_normalize (const char *name)
{
  gsize n = strlen (name);
  g_autofree char *bare = NULL;
  g_autofree char *ascii = NULL;
  guint8 address[ADDRESS_MAX_BYTES];
  char text[INET6_ADDRSTRLEN];
  gsize address_n;

  if (n >= 2 && name[0] == '[' && name[n - 1] == ']')
    bare = g_strndup (name + 1, n - 2);
  else
    bare = g_strndup (name, n > 1 && name[n - 1] == '.' ? n - 1 : n);

  address_n = parse_address (bare, address);
  if (address_n != 0)
    return g_strdup (inet_ntop (address_n == 4 ? AF_INET : AF_INET6, address, text, sizeof text));

  ascii = g_hostname_to_ascii (bare);
  if (ascii == NULL || ascii[0] == '\0' || strlen (ascii) > NAME_MAX_BYTES)
    return NULL;
  for (const char *p = ascii; *p != '\0'; p++)
    if (!g_ascii_isalnum (*p) && strchr ("-._", *p) == NULL)
      return NULL;
  return g_ascii_strdown (ascii, -1);
}

gboolean
trust_identity_is_below (const char *name, const char *domain)
{
  g_autofree char *host = trust_identity_normalize (name);
  gsize n, m;

  if (host == NULL)
    return FALSE;
  n = strlen (host);
  m = strlen (domain);
  return n >= m && strcmp (host + n - m, domain) == 0 && (n == m || host[n - m - 1] == '.');
}

/* sip:HOST[:PORT][;…][?…], no user: RFC 5922 7.1. Anything else is no identity. */
static char *
sip_uri_host (const gnutls_datum_t *value)
{
  Slice rest = { (const char *) value->data, value->size };
  gsize n = 0;

  if (rest.n < 4 || g_ascii_strncasecmp (rest.p, "sip:", 4) != 0 ||
      memchr (rest.p, '@', rest.n) != NULL)
    return NULL;
  rest = (Slice){ rest.p + 4, rest.n - 4 };
  if (rest.n > 0 && rest.p[0] == '[')
    {
      const char *end = memchr (rest.p, ']', rest.n);
      g_autofree char *address =
          end == NULL ? NULL : g_strndup (rest.p + 1, (gsize) (end - rest.p - 1));

      /* an IPv6 address and nothing else: no domain may hide in brackets or before a NUL */
      return address != NULL && strlen (address) == (gsize) (end - rest.p - 1) &&
                     strchr (address, ':') != NULL
                 ? g_steal_pointer (&address)
                 : NULL;
    }
  while (n < rest.n && strchr (":;?", rest.p[n]) == NULL)
    n++;
  /* strchr finds a NUL too: a name with one inside ends there and is none */
  if (n == 0 || (n < rest.n && rest.p[n] == '\0'))
    return NULL;
  return g_strndup (rest.p, n);
}

static void
collect (gnutls_x509_subject_alt_name_t type, const gnutls_datum_t *value, gpointer user_data)
{
  Names *names = user_data;
  char *host;

  switch (type)
    {
    case GNUTLS_SAN_URI:
      host = sip_uri_host (value);
      if (host != NULL)
        g_ptr_array_add (names->sip_hosts, host);
      break;
    case GNUTLS_SAN_DNSNAME:
      if (value->size > 0 && memchr (value->data, '\0', value->size) == NULL)
        g_ptr_array_add (names->dns_names, g_strndup ((const char *) value->data, value->size));
      break;
    case GNUTLS_SAN_IPADDRESS:
      g_ptr_array_add (names->addresses, g_bytes_new (value->data, value->size));
      break;
    default: /* a foreign enum; nothing else names a server */
      break;
    }
}

static void
names_init (Names *names, TrustCrt *crt)
{
  names->sip_hosts = g_ptr_array_new_with_free_func (g_free);
  names->dns_names = g_ptr_array_new_with_free_func (g_free);
  names->addresses = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);
  trust_crt_foreach_san (crt, collect, names);
}

static void
names_clear (Names *names)
{
  g_clear_pointer (&names->sip_hosts, g_ptr_array_unref);
  g_clear_pointer (&names->dns_names, g_ptr_array_unref);
  g_clear_pointer (&names->addresses, g_ptr_array_unref);
}

/* RFC 5922 7.2: the whole name, letters in either case */
static gboolean
is_host (const char *name, const char *host)
{
  gsize n = strlen (name);

  if (n > 0 && name[n - 1] == '.')
    n--;
  return n == strlen (host) && g_ascii_strncasecmp (name, host, n) == 0;
}

/* "*." and the rest of @host after exactly one label, the rest being nobody's registry */
static gboolean
is_wildcard_for (const char *name, const char *host)
{
  const char *dot = strchr (host, '.');

  return g_str_has_prefix (name, "*.") && dot != NULL && dot != host &&
         is_host (name + 2, dot + 1) && !psl_is_public_suffix (psl_builtin (), dot + 1);
}

static char *
show (const char *prefix, const char *name)
{
  g_autofree char *text = trust_text_from_bytes (name, strlen (name), TRUST_TEXT_MAX_CHARS);

  return g_strconcat (prefix, text, NULL);
}

/* Looks for the host among the names of one kind: the only kind that counts */
static void
match_names (const Names *names,
             GPtrArray *candidates,
             const char *prefix,
             gboolean allow_wildcard,
             TrustIdentity *out)
{
  out->result = TRUST_IDENTITY_MISMATCH;
  for (guint i = 0; i < candidates->len; i++)
    {
      const char *name = g_ptr_array_index (candidates, i);

      g_ptr_array_add (out->names, show (prefix, name));
      if (names->address_n != 0 || out->result == TRUST_IDENTITY_MATCH)
        continue;
      if (is_host (name, names->host))
        out->result = TRUST_IDENTITY_MATCH;
      else if (is_wildcard_for (name, names->host))
        out->result = allow_wildcard ? TRUST_IDENTITY_MATCH : TRUST_IDENTITY_WILDCARD;
      else
        continue;
      g_free (out->matched);
      out->matched = show (prefix, name);
    }
}

/* PROTOCOL 9.3 (4): an IP literal is matched by iPAddress alone */
static void
match_addresses (const Names *names, TrustIdentity *out)
{
  for (guint i = 0; i < names->addresses->len; i++)
    {
      gsize n;
      const guint8 *p = g_bytes_get_data (g_ptr_array_index (names->addresses, i), &n);
      char text[INET6_ADDRSTRLEN] = "?";

      if (n == 4 || n == 16)
        inet_ntop (n == 4 ? AF_INET : AF_INET6, p, text, sizeof text);
      g_ptr_array_add (out->names, g_strdup (text));
      if (names->address_n != 0 && n == names->address_n && memcmp (p, names->address, n) == 0)
        {
          out->result = TRUST_IDENTITY_MATCH;
          out->matched = out->matched != NULL ? out->matched : g_strdup (text);
        }
    }
}

/* Without any name that counts: does the common name look like the host's, as it once was used? */
static void
look_at_common_name (TrustCrt *crt, const Names *names, TrustIdentity *out)
{
  char name[NAME_MAX_BYTES + 1];
  size_t n = sizeof name;
  g_autofree char *host = NULL, *normal = NULL;

  out->result = TRUST_IDENTITY_NO_NAME;
  if (gnutls_x509_crt_get_dn_by_oid (crt, GNUTLS_OID_X520_COMMON_NAME, 0, 0, name, &n) != 0 ||
      memchr (name, '\0', n) != NULL)
    return;
  host = g_strndup (name, n);
  normal = trust_identity_normalize (g_str_has_prefix (host, "*.") ? host + 2 : host);
  if (normal == NULL)
    return;
  if (strchr (host, '.') == NULL && !is_host (host, names->host))
    return;
  out->result = TRUST_IDENTITY_COMMON_NAME_ONLY;
  g_ptr_array_add (out->names, show ("", host));
}

void
trust_identity_check (TrustCrt *crt,
                      const char *identity,
                      gboolean allow_wildcard,
                      TrustIdentity *out)
{
  g_autofree char *host = trust_identity_normalize (identity);
  Names names = { .host = host };

  *out = (TrustIdentity){ TRUST_IDENTITY_MISMATCH, NULL, g_ptr_array_new_with_free_func (g_free) };
  names_init (&names, crt);
  if (host == NULL)
    names.host = "";
  else
    names.address_n = parse_address (host, names.address);

  if (names.address_n != 0)
    match_addresses (&names, out);
  if (out->result != TRUST_IDENTITY_MATCH)
    {
      if (names.sip_hosts->len > 0)
        match_names (&names, names.sip_hosts, "sip:", allow_wildcard, out);
      else if (names.dns_names->len > 0)
        match_names (&names, names.dns_names, "", allow_wildcard, out);
      else if (names.addresses->len == 0)
        look_at_common_name (crt, &names, out);
      else if (names.address_n == 0)
        match_addresses (&names, out); /* for the names shown */
    }
  names_clear (&names);
}

GPtrArray *
trust_identity_get_hosts (TrustCrt *crt)
{
  Names names = { .host = "" };
  GPtrArray *hosts;

  names_init (&names, crt);
  hosts = g_steal_pointer (&names.sip_hosts);
  g_ptr_array_extend_and_steal (hosts, g_steal_pointer (&names.dns_names));
  names_clear (&names);
  return hosts;
}

void
trust_identity_clear (TrustIdentity *self)
{
  g_clear_pointer (&self->matched, g_free);
  g_clear_pointer (&self->names, g_ptr_array_unref);
}
