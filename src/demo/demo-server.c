/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Linnet Authors */
/* Where a request goes: registrar, a service, the other account, or a refusal. */
#define G_LOG_DOMAIN "demo-server"
#include "demo-server.h"

#include <string.h>

#include "demo-auth.h"
#include "demo-call-private.h"
#include "demo-registrar.h"
#include "demo-relay.h"

static const char *const service_names[DEMO_N_SERVICES] = {
  [DEMO_SERVICE_ECHO] = "echo",          [DEMO_SERVICE_TONE] = "tone",
  [DEMO_SERVICE_VIDEO] = "video",        [DEMO_SERVICE_BUSY] = "busy",
  [DEMO_SERVICE_NO_ANSWER] = "noanswer", [DEMO_SERVICE_VOICEMAIL] = "voicemail",
};

const char *
demo_service_kind_get_name (DemoServiceKind kind)
{
  return service_names[kind];
}

void
demo_account_free (DemoAccount *self)
{
  g_free (self->user);
  g_free (self->aor);
  secret_unref (self->password);
  g_free (self->password_file);
  g_free (self);
}

DemoServer *
demo_server_new (GInetAddress *bind, const char *domain)
{
  DemoServer *self = g_new0 (DemoServer, 1);
  g_autofree char *text = g_inet_address_to_string (bind);

  self->bind = g_object_ref (bind);
  self->domain = domain;
  self->host = g_inet_address_get_family (bind) == G_SOCKET_FAMILY_IPV6
                   ? g_strdup_printf ("[%s]", text)
                   : g_strdup (text);
  self->accounts = g_ptr_array_new_with_free_func ((GDestroyNotify) demo_account_free);
  self->connections = g_ptr_array_new_with_free_func ((GDestroyNotify) demo_connection_unref);
  self->calls = g_ptr_array_new_with_free_func ((GDestroyNotify) demo_call_free);
  self->auth = demo_auth_new (self);
  self->registrar = demo_registrar_new (self);
  self->relay = demo_relay_new (self);
  return self;
}

void
demo_server_free (DemoServer *self)
{
  if (self == NULL)
    return;
  while (self->calls->len > 0)
    demo_call_hang_up (g_ptr_array_index (self->calls, 0));
  while (self->connections->len > 0)
    demo_connection_close (g_ptr_array_index (self->connections, 0));
  g_ptr_array_unref (self->calls);
  g_ptr_array_unref (self->connections);
  demo_relay_free (self->relay);
  demo_registrar_free (self->registrar);
  demo_auth_free (self->auth);
  g_ptr_array_unref (self->accounts);
  g_object_unref (self->bind);
  g_free (self->host);
  g_free (self->greeting_file);
  g_free (self);
}

DemoAccount *
demo_server_add_account (DemoServer *self, const char *user, Secret *password)
{
  DemoAccount *account = g_new0 (DemoAccount, 1);

  account->user = g_strdup (user);
  account->aor = g_strdup_printf ("sips:%s@%s", user, self->domain);
  account->password = secret_ref (password);
  g_ptr_array_add (self->accounts, account);
  return account;
}

DemoAccount *
demo_server_find_account (DemoServer *self, Slice user)
{
  for (guint i = 0; i < self->accounts->len; i++)
    {
      DemoAccount *account = g_ptr_array_index (self->accounts, i);

      if (slice_is (user, account->user))
        return account;
    }
  return NULL;
}

DemoConnection *
demo_server_find_connection (DemoServer *self, guint64 id)
{
  for (guint i = 0; i < self->connections->len; i++)
    {
      DemoConnection *connection = g_ptr_array_index (self->connections, i);

      if (demo_connection_get_id (connection) == id)
        return connection;
    }
  return NULL;
}

gboolean
demo_server_is_local (DemoServer *self, const SipUri *uri)
{
  g_autofree char *address = NULL;

  if (uri->scheme != SIP_URI_SIP && uri->scheme != SIP_URI_SIPS)
    return FALSE;
  address = g_inet_address_to_string (self->bind);
  return slice_is_nocase (uri->host, self->domain) || slice_is_nocase (uri->host, address) ||
         slice_is_nocase (uri->host, "localhost");
}

void
demo_server_forget_call (DemoServer *self, DemoCall *call)
{
  g_ptr_array_remove (self->calls, call);
}

void
demo_server_connection_closed (DemoServer *self, DemoConnection *connection)
{
  for (guint i = self->calls->len; i-- > 0;)
    demo_call_forget_connection (g_ptr_array_index (self->calls, i), connection);
  demo_relay_forget_connection (self->relay, connection);
  demo_registrar_forget_connection (self->registrar, connection);
  g_ptr_array_remove (self->connections, connection);
}

/* RFC 3261 8.2.2.3: no extension is understood here, so each required one is refused */
static gboolean
check_required (DemoConnection *connection, const SipMessage *request)
{
  g_autofree char *tag = NULL;
  SipHeaderIter iter;
  SipBuilder *reply;
  Slice option;

  if (sip_message_count (request, SIP_HEADER_REQUIRE) == 0)
    return TRUE;
  tag = demo_random_hex (8);
  reply = demo_connection_begin_reply (connection, request, 420, tag);
  sip_header_iter_init (&iter, request, SIP_HEADER_REQUIRE);
  while (sip_header_iter_next (&iter, &option))
    sip_builder_add_slice (reply, "Unsupported", option);
  demo_connection_send (connection, reply);
  return FALSE;
}

static void
answer_options (DemoConnection *connection, const SipMessage *request)
{
  g_autofree char *tag = demo_random_hex (8);
  SipBuilder *reply = demo_connection_begin_reply (connection, request, 200, tag);

  sip_builder_add (reply, "Allow", DEMO_ALLOW ", REGISTER");
  sip_builder_add (reply, "Accept", "application/sdp");
  demo_connection_send (connection, reply);
}

static DemoCall *
find_merged (DemoServer *self, const SipMessage *invite)
{
  for (guint i = 0; i < self->calls->len; i++)
    {
      DemoCall *call = g_ptr_array_index (self->calls, i);

      if (demo_call_is_merged (call, invite))
        return call;
    }
  return NULL;
}

static void
receive_for_service (DemoServer *self,
                     DemoServiceKind kind,
                     DemoConnection *connection,
                     SipMessage *request)
{
  DemoAccount *caller;
  DemoCall *merged;

  if (!check_required (connection, request))
    return;
  if (sip_message_get_method (request) == SIP_METHOD_OPTIONS)
    {
      answer_options (connection, request);
      return;
    }
  if (sip_message_get_method (request) != SIP_METHOD_INVITE)
    {
      demo_connection_reply (connection, request, 405, "Allow", DEMO_ALLOW);
      return;
    }
  merged = find_merged (self, request);
  if (merged != NULL)
    {
      if (!demo_call_is_same_invite (merged, request)) /* else a repetition: absorbed */
        demo_connection_reply (connection, request, 482, NULL, NULL);
      return;
    }
  caller = demo_server_find_account (self, sip_message_get_from (request)->uri.user);
  if (demo_auth_check (self->auth, connection, request, 407, caller))
    demo_call_start (self, kind, connection, request);
}

static void
receive_for_account (DemoServer *self,
                     DemoAccount *account,
                     DemoConnection *connection,
                     SipMessage *request)
{
  DemoAccount *caller = demo_server_find_account (self, sip_message_get_from (request)->uri.user);
  const char *contact = NULL;
  DemoConnection *to;

  if (!demo_auth_check (self->auth, connection, request, 407, caller))
    return;
  to = demo_registrar_find (self->registrar, account, &contact);
  if (to == NULL)
    demo_connection_reply (connection, request, 480, NULL, NULL);
  else
    demo_relay_begin (self->relay, connection, request, to, contact);
}

static void
receive_for_domain (DemoServer *self, DemoConnection *connection, SipMessage *request)
{
  if (!check_required (connection, request))
    return;
  if (sip_message_get_method (request) == SIP_METHOD_REGISTER)
    demo_registrar_handle (self->registrar, connection, request);
  else if (sip_message_get_method (request) == SIP_METHOD_OPTIONS)
    answer_options (connection, request);
  else
    demo_connection_reply (connection, request, 404, NULL, NULL);
}

static void
receive_out_of_dialog (DemoServer *self, DemoConnection *connection, SipMessage *request)
{
  const SipUri *uri = sip_message_get_request_uri (request);
  DemoAccount *account;

  if (uri->scheme != SIP_URI_SIP && uri->scheme != SIP_URI_SIPS)
    demo_connection_reply (connection, request, 416, NULL, NULL);
  else if (sip_message_get_method (request) == SIP_METHOD_OTHER)
    demo_connection_reply (connection, request, 501, NULL, NULL);
  else if (!demo_server_is_local (self, uri))
    demo_connection_reply (connection, request, 404, NULL, NULL);
  else if (uri->user.n == 0)
    receive_for_domain (self, connection, request);
  else
    {
      for (guint i = 0; i < DEMO_N_SERVICES; i++)
        if (slice_is (uri->user, service_names[i]))
          {
            receive_for_service (self, (DemoServiceKind) i, connection, request);
            return;
          }
      account = demo_server_find_account (self, uri->user);
      if (account != NULL && sip_message_get_method (request) != SIP_METHOD_REGISTER)
        receive_for_account (self, account, connection, request);
      else
        demo_connection_reply (connection, request, 404, NULL, NULL);
    }
}

static DemoCall *
find_call (DemoServer *self, const SipMessage *request)
{
  SipMethod method = sip_message_get_method (request);

  for (guint i = 0; i < self->calls->len; i++)
    {
      DemoCall *call = g_ptr_array_index (self->calls, i);

      if (demo_call_is_in_dialog (call, request) ||
          ((method == SIP_METHOD_CANCEL || method == SIP_METHOD_ACK) &&
           demo_call_is_same_invite (call, request)))
        return call;
    }
  return NULL;
}

void
demo_server_receive (DemoServer *self, DemoConnection *connection, SipMessage *message)
{
  SipMethod method = sip_message_get_method (message);
  DemoCall *call;

  if (!sip_message_is_request (message))
    {
      demo_relay_receive_response (self->relay, message);
      return;
    }
  call = find_call (self, message);
  if (call != NULL)
    demo_call_receive (call, connection, message);
  else if (demo_relay_receive_request (self->relay, connection, message))
    return;
  else if (method == SIP_METHOD_ACK)
    return; /* of a dialog that is gone */
  else if (method == SIP_METHOD_CANCEL || sip_message_get_to_tag (message).n > 0)
    demo_connection_reply (connection, message, 481, NULL, NULL);
  else
    receive_out_of_dialog (self, connection, message);
}
