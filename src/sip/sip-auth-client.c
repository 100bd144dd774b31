/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Linnet Authors */
/* Digest authentication, the client's memory: challenges by realm, nonce counts, and when to stop.
 */
#define G_LOG_DOMAIN "sip-auth-client"

#include "sip-auth-client.h"

#include "sip-digest.h"

/* What one realm asked for last. The challenge points into @text, or at @nextnonce */
typedef struct
{
  gboolean proxy;     /* 407 and Proxy-Authorization */
  gboolean registrar; /* it was REGISTER that was challenged */
  gboolean sha2_seen;
  char *text, *nextnonce;
  SipChallenge challenge;
  guint32 nc; /* as last sent with this nonce */
} Realm;

struct _SipAuthClient
{
  char *user;
  Secret *password;
  gboolean require_sha2;
  GPtrArray *realms; /* of Realm, the newest last */
};

struct _SipAuthAttempt
{
  guint n_challenges;
  GPtrArray *answered; /* of char *: realms whose fresh challenge was answered */
};

static void
realm_free (gpointer data)
{
  Realm *realm = data;

  g_free (realm->text);
  g_free (realm->nextnonce);
  g_free (realm);
}

SipAuthClient *
sip_auth_client_new (const char *user, Secret *password, gboolean require_sha2)
{
  SipAuthClient *self = g_new0 (SipAuthClient, 1);

  self->user = g_strdup (user);
  self->password = password != NULL ? secret_ref (password) : NULL;
  self->require_sha2 = require_sha2;
  self->realms = g_ptr_array_new_with_free_func (realm_free);
  return self;
}

void
sip_auth_client_free (SipAuthClient *self)
{
  if (self == NULL)
    return;
  g_free (self->user);
  g_clear_pointer (&self->password, secret_unref);
  g_ptr_array_unref (self->realms);
  g_free (self);
}

void
sip_auth_client_set_password (SipAuthClient *self, Secret *password)
{
  g_clear_pointer (&self->password, secret_unref);
  self->password = password != NULL ? secret_ref (password) : NULL;
  g_ptr_array_set_size (self->realms, 0);
}

SipAuthAttempt *
sip_auth_attempt_new (void)
{
  SipAuthAttempt *attempt = g_new0 (SipAuthAttempt, 1);

  attempt->answered = g_ptr_array_new_with_free_func (g_free);
  return attempt;
}

void
sip_auth_attempt_free (SipAuthAttempt *attempt)
{
  if (attempt == NULL)
    return;
  g_ptr_array_unref (attempt->answered);
  g_free (attempt);
}

static char *
make_key (gboolean proxy, Slice realm)
{
  g_autofree char *name = slice_dup (realm);

  return g_strconcat (proxy ? "proxy " : "user ", name, NULL);
}

static gboolean
was_answered (const SipAuthAttempt *attempt, gboolean proxy, Slice realm)
{
  g_autofree char *key = make_key (proxy, realm);

  return g_ptr_array_find_with_equal_func (attempt->answered, key, g_str_equal, NULL);
}

static Realm *
find_realm (SipAuthClient *self, gboolean proxy, Slice name)
{
  for (guint i = 0; i < self->realms->len; i++)
    {
      Realm *realm = g_ptr_array_index (self->realms, i);

      if (realm->proxy == proxy && slice_equal (realm->challenge.realm, name))
        return realm;
    }
  return NULL;
}

static Realm *
get_realm (SipAuthClient *self, gboolean proxy, Slice name)
{
  Realm *realm = find_realm (self, proxy, name);

  if (realm != NULL)
    return realm;
  if (self->realms->len == SIP_AUTH_MAX_REALMS)
    g_ptr_array_remove_index (self->realms, 0);
  realm = g_new0 (Realm, 1);
  realm->proxy = proxy;
  g_ptr_array_add (self->realms, realm);
  return realm;
}

/* A nonce that comes again goes on counting: nc is never used twice (RFC 7616 3.4) */
static void
realm_set (Realm *realm, Slice value, gboolean registrar)
{
  g_autofree char *old_nonce = slice_dup (realm->challenge.nonce);
  SipParseError error;

  g_free (realm->text);
  realm->text = slice_dup (value);
  g_clear_pointer (&realm->nextnonce, g_free);
  realm->registrar = registrar;
  if (!sip_challenge_parse (slice_from_string (realm->text), &realm->challenge, &error))
    g_assert_not_reached (); /* it was parsed before */
  if (!slice_is (realm->challenge.nonce, old_nonce))
    realm->nc = 0;
}

/* The first challenge of a realm that we can and may answer (RFC 8760 2.4) */
typedef struct
{
  gboolean proxy;
  Slice realm;
  Slice value; /* empty: none so far */
  gboolean stale, sha2_offered, refused_md5;
} Choice;

static Choice *
get_choice (GArray *choices, gboolean proxy, Slice realm)
{
  for (guint i = 0; i < choices->len; i++)
    {
      Choice *choice = &g_array_index (choices, Choice, i);

      if (choice->proxy == proxy && slice_equal (choice->realm, realm))
        return choice;
    }
  if (choices->len == SIP_AUTH_MAX_REALMS)
    return NULL;
  g_array_append_vals (choices, &(Choice){ .proxy = proxy, .realm = realm }, 1);
  return &g_array_index (choices, Choice, choices->len - 1);
}

static void
collect (SipAuthClient *self, GArray *choices, const SipMessage *response, gboolean proxy)
{
  SipHeaderIter iter;
  SipChallenge challenge;
  SipParseError error;
  Slice value;

  sip_header_iter_init (&iter, response,
                        proxy ? SIP_HEADER_PROXY_AUTHENTICATE : SIP_HEADER_WWW_AUTHENTICATE);
  while (sip_header_iter_next (&iter, &value))
    {
      Choice *choice;
      gboolean md5;

      if (!sip_challenge_parse (value, &challenge, &error) ||
          !sip_challenge_is_supported (&challenge))
        continue;
      choice = get_choice (choices, proxy, challenge.realm);
      if (choice == NULL)
        continue;
      md5 = challenge.digest == DIGEST_MD5;
      choice->sha2_offered |= !md5;
      choice->refused_md5 |= md5 && self->require_sha2;
      if (choice->value.n > 0 || (md5 && self->require_sha2))
        continue;
      choice->value = value;
      choice->stale = challenge.stale;
    }
}

static SipAuthVerdict
answer_choice (SipAuthClient *self,
               SipAuthAttempt *attempt,
               const Choice *choice,
               gboolean registrar)
{
  Realm *realm = find_realm (self, choice->proxy, choice->realm);

  if (choice->value.n == 0)
    return choice->refused_md5 ? SIP_AUTH_DOWNGRADE : SIP_AUTH_UNSUPPORTED;
  if (realm != NULL && realm->sha2_seen && !choice->sha2_offered)
    return SIP_AUTH_DOWNGRADE;
  if (was_answered (attempt, choice->proxy, choice->realm))
    {
      if (!choice->stale)
        return SIP_AUTH_WRONG_PASSWORD;
    }
  else
    g_ptr_array_add (attempt->answered, make_key (choice->proxy, choice->realm));
  realm = get_realm (self, choice->proxy, choice->realm);
  realm->sha2_seen |= choice->sha2_offered;
  realm_set (realm, choice->value, registrar);
  return SIP_AUTH_RETRY;
}

SipAuthVerdict
sip_auth_client_challenge (SipAuthClient *self, SipAuthAttempt *attempt, const SipMessage *response)
{
  g_autoptr (GArray) choices = g_array_new (FALSE, FALSE, sizeof (Choice));
  gboolean registrar = sip_message_get_method (response) == SIP_METHOD_REGISTER;
  SipAuthVerdict result = SIP_AUTH_UNSUPPORTED;

  if (++attempt->n_challenges > SIP_AUTH_MAX_CHALLENGES)
    return SIP_AUTH_LIMIT;
  collect (self, choices, response, FALSE);
  collect (self, choices, response, TRUE);
  if (choices->len > 0 && self->password == NULL)
    return SIP_AUTH_NO_PASSWORD;
  for (guint i = 0; i < choices->len; i++)
    {
      SipAuthVerdict verdict =
          answer_choice (self, attempt, &g_array_index (choices, Choice, i), registrar);

      if (verdict == SIP_AUTH_WRONG_PASSWORD)
        return verdict;
      if (result != SIP_AUTH_RETRY)
        result = verdict;
    }
  return result;
}

static SipHeaderLine *
make_credentials (SipAuthClient *self,
                  Realm *realm,
                  const char *method,
                  const char *uri,
                  Slice body,
                  const char *cnonce)
{
  g_autofree char *value = sip_digest_authorize (
      &realm->challenge, self->user, self->password, slice_from_string (method),
      slice_from_string (uri), body, cnonce, ++realm->nc);

  return sip_header_line_new (realm->proxy ? "Proxy-Authorization" : "Authorization", value);
}

GPtrArray *
sip_auth_client_answer (SipAuthClient *self,
                        SipAuthAttempt *attempt,
                        SipMethod method,
                        const char *uri,
                        Slice body,
                        const char *cnonce)
{
  GPtrArray *lines = g_ptr_array_new_with_free_func (sip_header_line_free);
  gboolean registrar = method == SIP_METHOD_REGISTER;

  if (self->password == NULL)
    return lines;
  for (guint i = 0; i < self->realms->len; i++)
    {
      Realm *realm = g_ptr_array_index (self->realms, i);

      if (realm->registrar == registrar ||
          was_answered (attempt, realm->proxy, realm->challenge.realm))
        g_ptr_array_add (
            lines, make_credentials (self, realm, sip_method_get_name (method), uri, body, cnonce));
    }
  return lines;
}

/* Authentication-Info names no realm: it is for the one that the request was answered for */
static void
learn (SipAuthClient *self, const SipMessage *response, SipHeaderId header, gboolean proxy)
{
  gboolean registrar = sip_message_get_method (response) == SIP_METHOD_REGISTER;
  SipAuthInfo info;
  SipParseError error;
  Slice value;

  if (!sip_message_find (response, header, &value) || !sip_auth_info_parse (value, &info, &error) ||
      info.nextnonce.n == 0)
    return;
  for (guint i = 0; i < self->realms->len; i++)
    {
      Realm *realm = g_ptr_array_index (self->realms, i);

      if (realm->proxy != proxy || realm->registrar != registrar ||
          slice_equal (realm->challenge.nonce, info.nextnonce))
        continue;
      g_free (realm->nextnonce);
      realm->nextnonce = slice_dup (info.nextnonce);
      realm->challenge.nonce = slice_from_string (realm->nextnonce);
      realm->nc = 0;
      return;
    }
}

void
sip_auth_client_learn (SipAuthClient *self, const SipMessage *response)
{
  learn (self, response, SIP_HEADER_AUTHENTICATION_INFO, FALSE);
  learn (self, response, SIP_HEADER_PROXY_AUTHENTICATION_INFO, TRUE);
}

const char *
sip_auth_verdict_get_text (SipAuthVerdict verdict)
{
  switch (verdict)
    {
    case SIP_AUTH_RETRY:
      return "try again";
    case SIP_AUTH_WRONG_PASSWORD:
      return "user name or password refused";
    case SIP_AUTH_NO_PASSWORD:
      return "a password is needed";
    case SIP_AUTH_UNSUPPORTED:
      return "no supported way of authentication offered";
    case SIP_AUTH_DOWNGRADE:
      return "only MD5 authentication offered where SHA-2 is due";
    case SIP_AUTH_LIMIT:
      return "challenged too often";
    }
  g_return_val_if_reached ("");
}
