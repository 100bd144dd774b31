/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Linnet Authors */
/* Requests of ours in parts. */
#define G_LOG_DOMAIN "sip-request"

#include "sip-request.h"

#include "sip-builder.h"

SipHeaderLine *
sip_header_line_new (const char *name, const char *value)
{
  SipHeaderLine *line = g_new (SipHeaderLine, 1);

  line->name = g_strdup (name);
  line->value = g_strdup (value);
  return line;
}

void
sip_header_line_free (gpointer data)
{
  SipHeaderLine *line = data;

  g_free (line->name);
  g_free (line->value);
  g_free (line);
}

SipRequest *
sip_request_new (SipMethod method,
                 const char *uri,
                 const char *from,
                 const char *to,
                 const char *call_id,
                 guint32 cseq)
{
  SipRequest *self = g_rc_box_new0 (SipRequest);

  self->method = method;
  self->uri = g_strdup (uri);
  self->from = g_strdup (from);
  self->to = g_strdup (to);
  self->call_id = g_strdup (call_id);
  self->cseq = cseq;
  self->routes = g_ptr_array_new_with_free_func (g_free);
  self->headers = g_ptr_array_new_with_free_func (sip_header_line_free);
  return self;
}

static void
request_clear (gpointer data)
{
  SipRequest *self = data;

  g_free (self->uri);
  g_free (self->from);
  g_free (self->to);
  g_free (self->call_id);
  g_ptr_array_unref (self->routes);
  g_ptr_array_unref (self->headers);
  g_free (self->body_type);
  g_clear_pointer (&self->body, g_bytes_unref);
}

SipRequest *
sip_request_ref (SipRequest *self)
{
  return g_rc_box_acquire (self);
}

void
sip_request_unref (SipRequest *self)
{
  g_rc_box_release_full (self, request_clear);
}

void
sip_request_add_route (SipRequest *self, const char *value)
{
  g_ptr_array_add (self->routes, g_strdup (value));
}

void
sip_request_add (SipRequest *self, const char *name, const char *value)
{
  g_ptr_array_add (self->headers, sip_header_line_new (name, value));
}

void
sip_request_addf (SipRequest *self, const char *name, const char *format, ...)
{
  g_autofree char *value = NULL;
  va_list args;

  va_start (args, format);
  value = g_strdup_vprintf (format, args);
  va_end (args);
  sip_request_add (self, name, value);
}

void
sip_request_remove (SipRequest *self, const char *name)
{
  for (guint i = self->headers->len; i > 0; i--)
    {
      const SipHeaderLine *line = g_ptr_array_index (self->headers, i - 1);

      if (g_ascii_strcasecmp (line->name, name) == 0)
        g_ptr_array_remove_index (self->headers, i - 1);
    }
}

void
sip_request_set_body (SipRequest *self, const char *type, Slice body)
{
  g_free (self->body_type);
  g_clear_pointer (&self->body, g_bytes_unref);
  self->body_type = g_strdup (type);
  self->body = g_bytes_new (body.p, body.n);
}

static SipRequest *
new_of_invite (const SipRequest *invite, SipMethod method, const char *to)
{
  SipRequest *self =
      sip_request_new (method, invite->uri, invite->from, to, invite->call_id, invite->cseq);

  for (guint i = 0; i < invite->routes->len; i++)
    sip_request_add_route (self, g_ptr_array_index (invite->routes, i));
  return self;
}

SipRequest *
sip_request_new_failure_ack (const SipRequest *invite, const SipMessage *response)
{
  g_autofree char *to = NULL;
  Slice value;

  if (sip_message_find (response, SIP_HEADER_TO, &value))
    to = slice_dup (value);
  return new_of_invite (invite, SIP_METHOD_ACK, to != NULL ? to : invite->to);
}

SipRequest *
sip_request_new_cancel (const SipRequest *invite)
{
  return new_of_invite (invite, SIP_METHOD_CANCEL, invite->to);
}

static void
add_lines (SipBuilder *builder, const GPtrArray *lines)
{
  for (guint i = 0; lines != NULL && i < lines->len; i++)
    {
      const SipHeaderLine *line = g_ptr_array_index (lines, i);

      sip_builder_add (builder, line->name, line->value);
    }
}

GBytes *
sip_request_serialise (const SipRequest *self,
                       const char *via,
                       const GPtrArray *credentials,
                       GError **error)
{
  const char *name = sip_method_get_name (self->method);
  g_autoptr (SipBuilder) builder = sip_builder_new_request (name, self->uri);

  sip_builder_add (builder, "Via", via);
  sip_builder_add (builder, "Max-Forwards", "70");
  for (guint i = 0; i < self->routes->len; i++)
    sip_builder_add (builder, "Route", g_ptr_array_index (self->routes, i));
  sip_builder_add (builder, "From", self->from);
  sip_builder_add (builder, "To", self->to);
  sip_builder_add (builder, "Call-ID", self->call_id);
  sip_builder_addf (builder, "CSeq", "%u %s", self->cseq, name);
  add_lines (builder, self->headers);
  add_lines (builder, credentials);
  if (self->body_type != NULL)
    sip_builder_set_body (builder, self->body_type, slice_from_bytes (self->body));
  return sip_builder_finish (builder, error);
}
