/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Linnet Authors */
/* Dialogs. What a dialog keeps of a message it copies here. */
#define G_LOG_DOMAIN "sip-dialog"

#include "sip-dialog.h"

#include "sip-contact.h"
#include "sip-limits.h"

/* From or To without parameters, and without a display name: what it may hold is not ours to send
 */
static char *
dup_address (const SipNameAddr *address)
{
  g_autofree char *uri = slice_dup (address->uri.text);

  return g_strdup_printf ("<%s>", uri);
}

static gboolean
is_sip (const SipUri *uri)
{
  return uri->scheme == SIP_URI_SIP || uri->scheme == SIP_URI_SIPS;
}

/* Exactly one Contact with a SIP or SIPS URI that fits into a request line */
static gboolean
get_target (const SipMessage *message, SipUri *uri)
{
  SipHeaderIter iter;
  SipParseError error;
  SipContact contact;
  Slice item;
  guint n = 0;

  sip_header_iter_init (&iter, message, SIP_HEADER_CONTACT);
  while (sip_header_iter_next (&iter, &item))
    if (++n > 1 || !sip_contact_parse (item, &contact, &error) || contact.star ||
        !is_sip (&contact.addr.uri) || contact.addr.uri.text.n > SIP_MAX_REQUEST_URI_BYTES)
      return FALSE;
  if (n != 1)
    return FALSE;
  *uri = contact.addr.uri;
  return TRUE;
}

gboolean
sip_dialog_has_target (const SipMessage *message)
{
  SipUri uri;

  return get_target (message, &uri);
}

static gboolean
set_target (SipDialog *self, const SipMessage *message)
{
  SipUri uri;

  if (!get_target (message, &uri))
    return FALSE;
  if (uri.headers.n > 0) /* none may stand in a Request-URI (RFC 3261 19.1.1) */
    uri.text.n = (gsize) (uri.headers.p - uri.text.p) - 1;
  g_free (self->remote_target);
  self->remote_target = slice_dup (uri.text);
  return TRUE;
}

/* Is this hop known to be TLS: sips, or sip over TLS by name */
static gboolean
is_secure (const SipUri *uri)
{
  Slice transport;

  if (uri->scheme == SIP_URI_SIPS)
    return TRUE;
  return sip_uri_get_param (uri, "transport", &transport) &&
         (slice_is_nocase (transport, "tls") || slice_is_nocase (transport, "wss"));
}

/* Whether Contact and every Record-Route keep what sips promises (PROTOCOL 7.2) */
static gboolean
path_is_secure (const SipMessage *message)
{
  SipHeaderIter iter;
  SipParseError error;
  SipNameAddr address;
  SipUri uri;
  Slice item;

  if (!get_target (message, &uri) || !is_secure (&uri))
    return FALSE;
  sip_header_iter_init (&iter, message, SIP_HEADER_RECORD_ROUTE);
  while (sip_header_iter_next (&iter, &item))
    if (!sip_name_addr_parse (item, &address, &error) || !is_secure (&address.uri))
      return FALSE;
  return TRUE;
}

static void
set_routes (SipDialog *self, const SipMessage *message, gboolean reversed)
{
  SipHeaderIter iter;
  Slice item;

  g_ptr_array_set_size (self->route_set, 0);
  sip_header_iter_init (&iter, message, SIP_HEADER_RECORD_ROUTE);
  while (sip_header_iter_next (&iter, &item))
    g_ptr_array_insert (self->route_set, reversed ? 0 : -1, slice_dup (item));
}

SipDialog *
sip_dialog_new_client (const SipRequest *invite, const SipMessage *response)
{
  g_autoptr (SipDialog) self = g_new0 (SipDialog, 1);

  self->route_set = g_ptr_array_new_with_free_func (g_free);
  if (!set_target (self, response))
    {
      if (sip_message_get_status (response) >= 200 ||
          sip_message_count (response, SIP_HEADER_CONTACT) > 0)
        return NULL;
      self->remote_target = g_strdup (invite->uri); /* till the 2xx names one */
    }
  self->call_id = g_strdup (invite->call_id);
  self->local_tag = slice_dup (sip_message_get_from_tag (response));
  self->remote_tag = slice_dup (sip_message_get_to_tag (response));
  self->local_uri = dup_address (sip_message_get_from (response));
  self->remote_uri = dup_address (sip_message_get_to (response));
  self->local_cseq = invite->cseq;
  set_routes (self, response, TRUE);
  self->downgraded = !path_is_secure (response);
  return g_steal_pointer (&self);
}

SipDialog *
sip_dialog_new_server (const SipMessage *invite, const char *local_tag)
{
  g_autoptr (SipDialog) self = g_new0 (SipDialog, 1);

  self->route_set = g_ptr_array_new_with_free_func (g_free);
  if (!set_target (self, invite))
    return NULL;
  self->call_id = slice_dup (sip_message_get_call_id (invite));
  self->local_tag = g_strdup (local_tag);
  self->remote_tag = slice_dup (sip_message_get_from_tag (invite));
  self->local_uri = dup_address (sip_message_get_to (invite));
  self->remote_uri = dup_address (sip_message_get_from (invite));
  self->remote_cseq = sip_message_get_cseq (invite)->number;
  self->has_remote_cseq = TRUE;
  set_routes (self, invite, FALSE);
  self->downgraded = !path_is_secure (invite);
  return g_steal_pointer (&self);
}

void
sip_dialog_free (SipDialog *self)
{
  if (self == NULL)
    return;
  g_free (self->call_id);
  g_free (self->local_tag);
  g_free (self->remote_tag);
  g_free (self->local_uri);
  g_free (self->remote_uri);
  g_free (self->remote_target);
  g_ptr_array_unref (self->route_set);
  g_free (self);
}

void
sip_dialog_confirm (SipDialog *self, const SipMessage *response)
{
  if (!set_target (self, response))
    return;
  set_routes (self, response, TRUE);
  if (!path_is_secure (response))
    self->downgraded = TRUE;
}

gboolean
sip_dialog_matches (const SipDialog *self, Slice call_id, Slice local_tag, Slice remote_tag)
{
  return slice_is (call_id, self->call_id) && slice_is_nocase (local_tag, self->local_tag) &&
         slice_is_nocase (remote_tag, self->remote_tag);
}

void
sip_dialog_refresh_target (SipDialog *self, const SipMessage *message)
{
  SipUri uri;

  if (set_target (self, message) && get_target (message, &uri) && !is_secure (&uri))
    self->downgraded = TRUE;
}

gboolean
sip_dialog_accept_cseq (SipDialog *self, guint32 cseq)
{
  if (self->has_remote_cseq && cseq <= self->remote_cseq)
    return FALSE;
  self->has_remote_cseq = TRUE;
  self->remote_cseq = cseq;
  return TRUE;
}

/* "From" or "To" with its tag; a peer of RFC 2543 has none */
static char *
with_tag (const char *address, const char *tag)
{
  return *tag != '\0' ? g_strdup_printf ("%s;tag=%s", address, tag) : g_strdup (address);
}

/* A strict router's URI as Request-URI: no method parameter, no headers (RFC 3261 12.2.1.1) */
static char *
dup_strict_uri (const SipUri *uri)
{
  g_autoptr (GString) text = g_string_new (NULL);
  SipUri bare = *uri;
  Slice rest = uri->params, name, value;
  gboolean has_value;

  bare.params = bare.headers = (Slice){ NULL, 0 };
  sip_uri_append (&bare, text);
  while (sip_uri_next_param (&rest, &name, &has_value, &value))
    {
      if (slice_is_nocase (name, "method"))
        continue;
      g_string_append_printf (text, ";%.*s", (int) name.n, name.p);
      if (has_value)
        g_string_append_printf (text, "=%.*s", (int) value.n, value.p);
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

SipRequest *
sip_dialog_new_request (SipDialog *self, SipMethod method, guint32 cseq)
{
  g_autofree char *from = with_tag (self->local_uri, self->local_tag);
  g_autofree char *to = with_tag (self->remote_uri, self->remote_tag);
  g_autofree char *strict = NULL;
  SipRequest *request;
  SipNameAddr first;
  SipParseError error;
  Slice unused;

  if (method != SIP_METHOD_ACK)
    cseq = ++self->local_cseq;
  if (self->route_set->len > 0 &&
      sip_name_addr_parse (slice_from_string (g_ptr_array_index (self->route_set, 0)), &first,
                           &error) &&
      !sip_uri_get_param (&first.uri, "lr", &unused))
    strict = dup_strict_uri (&first.uri);

  request = sip_request_new (method, strict != NULL ? strict : self->remote_target, from, to,
                             self->call_id, cseq);
  for (guint i = strict != NULL ? 1 : 0; i < self->route_set->len; i++)
    sip_request_add_route (request, g_ptr_array_index (self->route_set, i));
  if (strict != NULL)
    {
      g_autofree char *last = g_strdup_printf ("<%s>", self->remote_target);

      sip_request_add_route (request, last);
    }
  return request;
}
