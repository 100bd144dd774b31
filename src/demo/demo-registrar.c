/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Linnet Authors */
/* The registrar (RFC 3261 10.3): which connection and Contact an account is reached by. */
#define G_LOG_DOMAIN "demo-registrar"
#include "demo-registrar.h"

#include "demo-auth.h"
#include "sip-contact.h"
#include "sip-list.h"
#include "sip-number.h"

#define DEFAULT_EXPIRES_S 600
#define MAX_BINDINGS 16 /* of one account */

typedef struct
{
  const DemoAccount *account; /* Borrowed */
  DemoConnection *connection; /* Borrowed: forgotten when it closes */
  char *uri, *instance;       /* Owned; instance NULL: none */
  gint64 reg_id;              /* -1: none */
  char *call_id;              /* Owned */
  guint32 cseq;
  gint64 expires_at_us;
} Binding;

struct _DemoRegistrar
{
  DemoServer *server;  /* Borrowed */
  GPtrArray *bindings; /* Owned: Binding*, the newest last */
};

static void
binding_free (gpointer data)
{
  Binding *binding = data;

  g_free (binding->uri);
  g_free (binding->instance);
  g_free (binding->call_id);
  g_free (binding);
}

DemoRegistrar *
demo_registrar_new (DemoServer *server)
{
  DemoRegistrar *self = g_new0 (DemoRegistrar, 1);

  self->server = server;
  self->bindings = g_ptr_array_new_with_free_func (binding_free);
  return self;
}

void
demo_registrar_free (DemoRegistrar *self)
{
  if (self == NULL)
    return;
  g_ptr_array_unref (self->bindings);
  g_free (self);
}

void
demo_registrar_forget_connection (DemoRegistrar *self, DemoConnection *connection)
{
  for (guint i = self->bindings->len; i-- > 0;)
    if (((Binding *) g_ptr_array_index (self->bindings, i))->connection == connection)
      g_ptr_array_remove_index (self->bindings, i);
}

static void
drop_expired (DemoRegistrar *self)
{
  gint64 now_us = g_get_monotonic_time ();

  for (guint i = self->bindings->len; i-- > 0;)
    if (((Binding *) g_ptr_array_index (self->bindings, i))->expires_at_us <= now_us)
      g_ptr_array_remove_index (self->bindings, i);
}

DemoConnection *
demo_registrar_find (DemoRegistrar *self, const DemoAccount *account, const char **contact)
{
  drop_expired (self);
  for (guint i = self->bindings->len; i-- > 0;)
    {
      const Binding *binding = g_ptr_array_index (self->bindings, i);

      if (binding->account == account)
        {
          *contact = binding->uri;
          return binding->connection;
        }
    }
  return NULL;
}

/* The same device by instance and reg-id (RFC 5626 6), else the same URI (RFC 3261 10.3) */
static gboolean
is_same_binding (const Binding *binding, const SipContact *contact)
{
  Slice uri_text = slice_from_string (binding->uri);
  SipUri uri;

  if (binding->instance != NULL && contact->instance.n > 0 && binding->reg_id >= 0)
    return slice_is_nocase (contact->instance, binding->instance) &&
           binding->reg_id == contact->reg_id;
  return sip_uri_parse (uri_text, &uri, NULL) && sip_uri_equal (&uri, &contact->addr.uri);
}

static int
find_binding (DemoRegistrar *self, const DemoAccount *account, const SipContact *contact)
{
  for (guint i = 0; i < self->bindings->len; i++)
    {
      const Binding *binding = g_ptr_array_index (self->bindings, i);

      if (binding->account == account && is_same_binding (binding, contact))
        return (int) i;
    }
  return -1;
}

/* A request that was overtaken by a later one of the same client is not applied (step 7) */
static gboolean
is_overtaken (const Binding *binding, const SipMessage *request)
{
  return slice_is (sip_message_get_call_id (request), binding->call_id) &&
         sip_message_get_cseq (request)->number <= binding->cseq;
}

static guint32
get_expires (const SipMessage *request, const SipContact *contact)
{
  guint32 expires_s = DEFAULT_EXPIRES_S;

  if (contact->expires_s >= 0)
    return (guint32) MIN (contact->expires_s, DEMO_MAX_EXPIRES_S);
  sip_message_get_number (request, SIP_HEADER_EXPIRES, &expires_s);
  return MIN (expires_s, DEMO_MAX_EXPIRES_S);
}

static void
bind_contact (DemoRegistrar *self,
              const DemoAccount *account,
              DemoConnection *connection,
              const SipMessage *request,
              const SipContact *contact)
{
  guint32 expires_s = get_expires (request, contact);
  int index = find_binding (self, account, contact);
  Binding *binding;

  if (index >= 0)
    g_ptr_array_remove_index (self->bindings, (guint) index);
  if (expires_s == 0)
    return;
  binding = g_new0 (Binding, 1);
  binding->account = account;
  binding->connection = connection;
  binding->uri = sip_uri_to_string (&contact->addr.uri);
  binding->instance = contact->instance.n > 0 ? slice_dup (contact->instance) : NULL;
  binding->reg_id = contact->reg_id;
  binding->call_id = slice_dup (sip_message_get_call_id (request));
  binding->cseq = sip_message_get_cseq (request)->number;
  binding->expires_at_us = g_get_monotonic_time () + expires_s * (gint64) G_USEC_PER_SEC;
  g_ptr_array_add (self->bindings, binding);
}

/* Steps 6 and 7: checks all before anything is changed. 0: fine, else the status to answer */
static guint
check_contacts (DemoRegistrar *self, const DemoAccount *account, const SipMessage *request)
{
  SipHeaderIter iter;
  Slice item;
  guint n_contacts = 0;

  sip_header_iter_init (&iter, request, SIP_HEADER_CONTACT);
  while (sip_header_iter_next (&iter, &item))
    {
      SipContact contact;
      guint32 expires_s;
      int index;

      if (!sip_contact_parse (item, &contact, NULL) || ++n_contacts > MAX_BINDINGS)
        return 400;
      if (contact.star)
        continue;
      /* RFC 5630 5.1.1.1: to a sips AoR only sips contacts */
      if (sip_message_get_to (request)->uri.scheme == SIP_URI_SIPS &&
          contact.addr.uri.scheme != SIP_URI_SIPS)
        return 400;
      expires_s = get_expires (request, &contact);
      if (expires_s > 0 && expires_s < DEMO_MIN_EXPIRES_S)
        return 423;
      index = find_binding (self, account, &contact);
      if (index >= 0 && is_overtaken (g_ptr_array_index (self->bindings, index), request))
        return 500;
    }
  return 0;
}

static void
apply_contacts (DemoRegistrar *self,
                const DemoAccount *account,
                DemoConnection *connection,
                const SipMessage *request)
{
  SipHeaderIter iter;
  Slice item;

  sip_header_iter_init (&iter, request, SIP_HEADER_CONTACT);
  while (sip_header_iter_next (&iter, &item))
    {
      SipContact contact;

      if (!sip_contact_parse (item, &contact, NULL))
        continue;
      if (!contact.star)
        bind_contact (self, account, connection, request, &contact);
      else
        for (guint i = self->bindings->len; i-- > 0;)
          if (((Binding *) g_ptr_array_index (self->bindings, i))->account == account)
            g_ptr_array_remove_index (self->bindings, i);
    }
}

/* Step 8: all bindings that there are now */
static void
reply_with_bindings (DemoRegistrar *self,
                     const DemoAccount *account,
                     DemoConnection *connection,
                     const SipMessage *request)
{
  g_autofree char *tag = demo_random_hex (8);
  SipBuilder *reply = demo_connection_begin_reply (connection, request, 200, tag);
  gint64 now_us = g_get_monotonic_time ();

  for (guint i = 0; i < self->bindings->len; i++)
    {
      const Binding *binding = g_ptr_array_index (self->bindings, i);
      gint64 left_s = (binding->expires_at_us - now_us + G_USEC_PER_SEC - 1) / G_USEC_PER_SEC;
      g_autoptr (GString) value = g_string_new (NULL);

      if (binding->account != account)
        continue;
      g_string_append_printf (value, "<%s>;expires=%" G_GINT64_FORMAT, binding->uri, left_s);
      if (binding->reg_id >= 0)
        g_string_append_printf (value, ";reg-id=%" G_GINT64_FORMAT, binding->reg_id);
      if (binding->instance != NULL)
        g_string_append_printf (value, ";+sip.instance=\"<%s>\"", binding->instance);
      sip_builder_add (reply, "Contact", value->str);
    }
  demo_connection_send (connection, reply);
}

void
demo_registrar_handle (DemoRegistrar *self, DemoConnection *connection, const SipMessage *request)
{
  const SipUri *to = &sip_message_get_to (request)->uri;
  DemoAccount *account = NULL;
  guint status;

  if (demo_server_is_local (self->server, to))
    account = demo_server_find_account (self->server, to->user);
  if (account == NULL)
    {
      demo_connection_reply (connection, request, 404, NULL, NULL);
      return;
    }
  if (!demo_auth_check (self->server->auth, connection, request, 401, account))
    return;
  drop_expired (self);
  status = check_contacts (self, account, request);
  if (status == 423)
    demo_connection_reply (connection, request, 423, "Min-Expires",
                           G_STRINGIFY (DEMO_MIN_EXPIRES_S));
  else if (status != 0)
    demo_connection_reply (connection, request, status, NULL, NULL);
  else
    {
      apply_contacts (self, account, connection, request);
      reply_with_bindings (self, account, connection, request);
    }
}
