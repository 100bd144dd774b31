/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Linnet Authors */
/* Digest as a server: challenges, nonces, and who may speak for an account. */
#define G_LOG_DOMAIN "demo-auth"
#include "demo-auth.h"

#include "sip-auth.h"
#include "sip-chars.h"
#include "sip-digest.h"

#define NONCE_BYTES 16
#define NONCE_LIFETIME_US (5 * 60 * G_USEC_PER_SEC)
#define NONCES_MAX 1024

typedef struct
{
  gint64 made_us;
  guint32 last_nc;
} Nonce;

struct _DemoAuth
{
  DemoServer *server; /* Borrowed */
  GHashTable *nonces; /* Owned: char* -> Nonce* */
  char *opaque;       /* Owned */
};

typedef enum
{
  VERDICT_NONE,  /* no credentials for us */
  VERDICT_WRONG, /* user, password or URI */
  VERDICT_STALE, /* right password, used-up nonce */
  VERDICT_RIGHT
} Verdict;

DemoAuth *
demo_auth_new (DemoServer *server)
{
  DemoAuth *self = g_new0 (DemoAuth, 1);

  self->server = server;
  self->nonces = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->opaque = demo_random_hex (8);
  return self;
}

void
demo_auth_free (DemoAuth *self)
{
  if (self == NULL)
    return;
  g_hash_table_unref (self->nonces);
  g_free (self->opaque);
  g_free (self);
}

void
demo_auth_expire_nonces (DemoAuth *self)
{
  GHashTableIter iter;
  gpointer value;

  g_hash_table_iter_init (&iter, self->nonces);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    ((Nonce *) value)->made_us = g_get_monotonic_time () - NONCE_LIFETIME_US;
}

static gboolean
is_expired (gpointer key, gpointer value, gpointer user_data)
{
  const Nonce *nonce = value;
  const gint64 *now_us = user_data;

  return *now_us - nonce->made_us >= NONCE_LIFETIME_US;
}

static char *
make_nonce (DemoAuth *self)
{
  gint64 now_us = g_get_monotonic_time ();
  char *text = demo_random_hex (NONCE_BYTES);
  Nonce *nonce = g_new0 (Nonce, 1);

  if (g_hash_table_size (self->nonces) >= NONCES_MAX)
    g_hash_table_foreach_remove (self->nonces, is_expired, &now_us);
  if (g_hash_table_size (self->nonces) >= NONCES_MAX)
    g_hash_table_remove_all (self->nonces); /* they become stale, nothing worse */
  nonce->made_us = now_us;
  g_hash_table_insert (self->nonces, g_strdup (text), nonce);
  return text;
}

/* Both algorithms, the better one first (RFC 8760 2.4) */
static void
challenge (DemoAuth *self,
           DemoConnection *connection,
           const SipMessage *request,
           guint status,
           gboolean stale)
{
  static const char *const algorithms[] = { "SHA-256", "MD5" };
  const char *name = status == 407 ? "Proxy-Authenticate" : "WWW-Authenticate";
  g_autofree char *tag = demo_random_hex (8);
  g_autofree char *nonce = make_nonce (self);
  SipBuilder *reply = demo_connection_begin_reply (connection, request, status, tag);

  for (guint i = 0; i < G_N_ELEMENTS (algorithms); i++)
    sip_builder_addf (
        reply, name,
        "Digest realm=\"%s\", nonce=\"%s\", opaque=\"%s\", algorithm=%s, qop=\"auth\"%s",
        self->server->domain, nonce, self->opaque, algorithms[i], stale ? ", stale=true" : "");
  demo_connection_send (connection, reply);
}

/* The credentials for our realm, if there are any */
static gboolean
find_credentials (DemoAuth *self, const SipMessage *request, SipHeaderId id, SipCredentials *out)
{
  SipHeaderIter iter;
  Slice value;

  sip_header_iter_init (&iter, request, id);
  while (sip_header_iter_next (&iter, &value))
    if (sip_credentials_parse (value, out, NULL) && out->is_digest &&
        slice_is (out->realm, self->server->domain))
      return TRUE;
  return FALSE;
}

static gboolean
is_response_right (const DemoAuth *self,
                   const SipMessage *request,
                   const SipCredentials *credentials,
                   const DemoAccount *account)
{
  g_autoptr (Secret) ha1 = NULL;

  if (!credentials->algorithm_known || credentials->qop != SIP_QOP_AUTH ||
      credentials->digest == DIGEST_SHA512_256 || credentials->session)
    return FALSE; /* not what was offered */
  /* RFC 7616 3.4: the digest's URI is the Request-URI */
  if (!slice_equal (credentials->uri, sip_message_get_request_uri_text (request)))
    return FALSE;
  ha1 = sip_digest_ha1 (credentials->digest, slice_from_string (account->user),
                        slice_from_string (self->server->domain), account->password);
  return sip_digest_verify (credentials, ha1, sip_message_get_method_text (request),
                            sip_message_get_body (request));
}

/* A nonce is good for five minutes, and for each count once (RFC 7616 3.4) */
static gboolean
use_nonce (DemoAuth *self, const SipCredentials *credentials)
{
  g_autofree char *text = slice_dup (credentials->nonce);
  Nonce *nonce = g_hash_table_lookup (self->nonces, text);

  if (nonce == NULL || g_get_monotonic_time () - nonce->made_us >= NONCE_LIFETIME_US ||
      credentials->nc <= nonce->last_nc)
    return FALSE;
  nonce->last_nc = credentials->nc;
  return TRUE;
}

static Verdict
judge (DemoAuth *self, const SipMessage *request, SipHeaderId id, DemoAccount **account)
{
  SipCredentials credentials;
  g_autofree char *user = NULL;

  if (!find_credentials (self, request, id, &credentials))
    return VERDICT_NONE;
  user = sip_unquote (credentials.username);
  *account = demo_server_find_account (self->server, slice_from_string (user));
  if (*account == NULL || !is_response_right (self, request, &credentials, *account))
    return VERDICT_WRONG;
  return use_nonce (self, &credentials) ? VERDICT_RIGHT : VERDICT_STALE;
}

gboolean
demo_auth_check (DemoAuth *self,
                 DemoConnection *connection,
                 const SipMessage *request,
                 guint status,
                 const DemoAccount *owner)
{
  SipHeaderId id = status == 407 ? SIP_HEADER_PROXY_AUTHORIZATION : SIP_HEADER_AUTHORIZATION;
  DemoAccount *account = NULL;
  Verdict verdict = judge (self, request, id, &account);

  switch (verdict)
    {
    case VERDICT_NONE:
    case VERDICT_WRONG:
    case VERDICT_STALE:
      challenge (self, connection, request, status, verdict == VERDICT_STALE);
      return FALSE;
    case VERDICT_RIGHT:
      if (account == owner)
        return TRUE;
      demo_connection_reply (connection, request, 403, NULL, NULL);
      return FALSE;
    }
  g_return_val_if_reached (FALSE);
}
