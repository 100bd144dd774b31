/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Linnet Authors */
/* The one serialiser: nothing else in the program writes SIP. */
#define G_LOG_DOMAIN "sip-builder"

#include "sip-builder.h"

#include "sip-chars.h"
#include "sip-limits.h"
#include "sip-params.h"
#include "sip-reason.h"

#include <stdarg.h>
#include <string.h>

struct _SipBuilder
{
  /* Owned */
  GString *head;   /* start line and headers, each with its CRLF */
  char *body_type; /* nullable */
  GByteArray *body;

  gsize via_at, via_bytes; /* where in head the topmost Via of a response stands, without name */
  const char *fault;       /* the first thing that may not be sent; NULL: none */
  SipErrorCode fault_code;
};

static void
note_fault (SipBuilder *builder, SipErrorCode code, const char *what)
{
  if (builder->fault != NULL)
    return;
  builder->fault = what;
  builder->fault_code = code;
}

gboolean
sip_builder_is_safe (Slice text)
{
  for (gsize i = 0; i < text.n; i++)
    if (sip_is_control (text.p[i]))
      return FALSE;
  return TRUE;
}

static SipBuilder *
builder_new (void)
{
  SipBuilder *builder = g_new0 (SipBuilder, 1);

  builder->head = g_string_new (NULL);
  builder->body = g_byte_array_new ();
  return builder;
}

void
sip_builder_free (SipBuilder *builder)
{
  if (builder == NULL)
    return;
  if (builder->head != NULL)
    g_string_free (builder->head, TRUE);
  g_byte_array_unref (builder->body);
  g_free (builder->body_type);
  g_free (builder);
}

/* The URI as it may go into a request line: without headers (RFC 3261 19.1.1) and password */
static void
append_request_uri (SipBuilder *builder, const char *text)
{
  SipUri uri;

  if (!sip_uri_parse (slice_from_string (text), &uri, NULL) || uri.headers.n > 0)
    note_fault (builder, SIP_ERROR_UNSAFE, "Request-URI");
  else if (uri.text.n > SIP_MAX_REQUEST_URI_BYTES)
    note_fault (builder, SIP_ERROR_TOO_LONG, "Request-URI");
  else if (uri.password.p != NULL)
    sip_uri_append (&uri, builder->head);
  else
    g_string_append (builder->head, text);
}

SipBuilder *
sip_builder_new_request (const char *method, const char *uri)
{
  SipBuilder *builder;

  g_return_val_if_fail (method != NULL, NULL);
  g_return_val_if_fail (uri != NULL, NULL);

  builder = builder_new ();
  if (!sip_is_token (slice_from_string (method)))
    note_fault (builder, SIP_ERROR_UNSAFE, "method");
  g_string_append_printf (builder->head, "%s ", method);
  append_request_uri (builder, uri);
  g_string_append (builder->head, " SIP/2.0\r\n");
  return builder;
}

static void
append_status_line (SipBuilder *builder, guint status, const char *reason)
{
  if (reason == NULL)
    reason = sip_reason_phrase (status);
  if (!sip_builder_is_safe (slice_from_string (reason)))
    note_fault (builder, SIP_ERROR_UNSAFE, "reason phrase");
  g_string_append_printf (builder->head, "SIP/2.0 %u %s\r\n", status, reason);
}

/* A value that the parser let pass: no line end is in it, at most a control in a quoted-pair */
static void
echo (SipBuilder *builder, const char *name, Slice value)
{
  g_string_append_printf (builder->head, "%s: ", name);
  g_string_append_len (builder->head, value.p, (gssize) value.n);
  g_string_append (builder->head, "\r\n");
}

static void
echo_to (SipBuilder *builder, Slice to, const char *new_tag)
{
  g_autoptr (GString) tagged = NULL;

  if (!sip_is_token (slice_from_string (new_tag)))
    note_fault (builder, SIP_ERROR_UNSAFE, "To tag");
  tagged = g_string_new_len (to.p, (gssize) to.n);
  g_string_append_printf (tagged, ";tag=%s", new_tag);
  echo (builder, "To", (Slice){ tagged->str, tagged->len });
}

static void
echo_first (SipBuilder *builder, const SipMessage *message, SipHeaderId id)
{
  Slice value;

  if (sip_message_find (message, id, &value))
    echo (builder, sip_header_id_get_name (id), value);
}

static void
add_vias (SipBuilder *builder, const SipMessage *request)
{
  SipHeaderIter iter;
  Slice item;

  sip_header_iter_init (&iter, request, SIP_HEADER_VIA);
  while (sip_header_iter_next (&iter, &item))
    {
      if (builder->via_bytes == 0)
        {
          builder->via_at = builder->head->len + strlen ("Via: ");
          builder->via_bytes = item.n;
        }
      echo (builder, "Via", item);
    }
}

SipBuilder *
sip_builder_new_response (const SipMessage *request,
                          guint status,
                          const char *reason,
                          const char *to_tag)
{
  SipBuilder *builder;
  Slice to;

  g_return_val_if_fail (request != NULL, NULL);
  g_return_val_if_fail (status >= 100 && status < 700, NULL);

  builder = builder_new ();
  append_status_line (builder, status, reason);
  add_vias (builder, request);
  echo_first (builder, request, SIP_HEADER_FROM);
  if (to_tag == NULL || sip_message_get_to_tag (request).n > 0)
    echo_first (builder, request, SIP_HEADER_TO);
  else if (sip_message_find (request, SIP_HEADER_TO, &to))
    echo_to (builder, to, to_tag);
  echo_first (builder, request, SIP_HEADER_CALL_ID);
  echo_first (builder, request, SIP_HEADER_CSEQ);
  return builder;
}

/* The Via's parameters but for those that we set; a peer's own received would point elsewhere */
static void
append_other_params (GString *out, Slice params)
{
  SipParam param;

  while (sip_params_next (&params, &param, NULL))
    {
      if (slice_is_nocase (param.name, "received") || slice_is_nocase (param.name, "rport"))
        continue;
      g_string_append_printf (out, ";%.*s", (int) param.name.n, param.name.p);
      if (!param.has_value)
        continue;
      g_string_append (out, param.quoted ? "=\"" : "=");
      g_string_append_len (out, param.value.p, (gssize) param.value.n);
      if (param.quoted)
        g_string_append_c (out, '"');
    }
}

void
sip_builder_set_source (SipBuilder *builder, const char *host, guint16 port)
{
  g_autoptr (GString) via_text = NULL;
  Slice source, top, head;
  SipVia via;

  g_return_if_fail (builder != NULL);
  g_return_if_fail (host != NULL);

  source = slice_from_string (host);
  top = (Slice){ builder->head->str + builder->via_at, builder->via_bytes };
  if (!sip_via_parse (top, &via, NULL) || (!via.has_rport && sip_host_equal (via.host, source)))
    return;
  if (!sip_host_is_ipv4 (source) && !sip_host_parse_ipv6 (source, NULL))
    note_fault (builder, SIP_ERROR_UNSAFE, "source address");

  head = via.text;
  if (via.params.n > 0)
    head = slice_trim ((Slice){ via.text.p, (gsize) (via.params.p - via.text.p) });
  via_text = g_string_new_len (head.p, (gssize) head.n);
  append_other_params (via_text, via.params);
  g_string_append_printf (via_text, ";received=%s", host);
  if (via.has_rport)
    g_string_append_printf (via_text, ";rport=%u", port);

  g_string_erase (builder->head, (gssize) builder->via_at, (gssize) builder->via_bytes);
  g_string_insert_len (builder->head, (gssize) builder->via_at, via_text->str,
                       (gssize) via_text->len);
  builder->via_bytes = via_text->len;
}

void
sip_builder_add_slice (SipBuilder *builder, const char *name, Slice value)
{
  gsize before;

  g_return_if_fail (builder != NULL);
  g_return_if_fail (name != NULL);
  g_return_if_fail (sip_header_id_from_name (slice_from_string (name)) !=
                    SIP_HEADER_CONTENT_LENGTH);

  before = builder->head->len;
  if (!sip_is_token (slice_from_string (name)))
    note_fault (builder, SIP_ERROR_UNSAFE, "header name");
  if (!sip_builder_is_safe (value))
    note_fault (builder, SIP_ERROR_UNSAFE, "header value");
  g_string_append_printf (builder->head, "%s: ", name);
  g_string_append_len (builder->head, value.p, (gssize) value.n);
  if (builder->head->len - before > SIP_MAX_HEADER_BYTES)
    note_fault (builder, SIP_ERROR_TOO_LONG, "header");
  g_string_append (builder->head, "\r\n");
}

void
sip_builder_add (SipBuilder *builder, const char *name, const char *value)
{
  g_return_if_fail (value != NULL);

  sip_builder_add_slice (builder, name, slice_from_string (value));
}

void
sip_builder_addf (SipBuilder *builder, const char *name, const char *format, ...)
{
  g_autofree char *value = NULL;
  va_list arguments;

  va_start (arguments, format);
  value = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  sip_builder_add (builder, name, value);
}

void
sip_builder_copy (SipBuilder *builder, const SipMessage *message, SipHeaderId id)
{
  const char *name = sip_header_id_get_name (id);
  SipHeaderId found;
  Slice value;

  g_return_if_fail (name != NULL);

  for (guint i = 0; i < sip_message_get_n_headers (message); i++)
    {
      sip_message_get_header (message, i, &found, NULL, &value);
      if (found == id)
        echo (builder, name, value);
    }
}

void
sip_builder_set_body (SipBuilder *builder, const char *type, Slice body)
{
  g_return_if_fail (builder != NULL);
  g_return_if_fail (type != NULL);

  g_free (builder->body_type);
  builder->body_type = g_strdup (type);
  g_byte_array_set_size (builder->body, 0);
  if (body.n > SIP_MAX_BODY_BYTES)
    note_fault (builder, SIP_ERROR_TOO_LONG, "body");
  else if (body.n > 0)
    g_byte_array_append (builder->body, (const guint8 *) body.p, (guint) body.n);
}

GBytes *
sip_builder_finish (SipBuilder *builder, GError **error)
{
  gsize n;

  g_return_val_if_fail (builder != NULL, NULL);
  g_return_val_if_fail (builder->head != NULL, NULL);

  if (builder->body_type != NULL)
    sip_builder_add (builder, "Content-Type", builder->body_type);
  g_string_append_printf (builder->head, "Content-Length: %u\r\n\r\n", builder->body->len);
  if (builder->head->len > SIP_MAX_HEADER_SECTION_BYTES)
    note_fault (builder, SIP_ERROR_TOO_LONG, "header section");
  if (builder->fault != NULL)
    {
      g_set_error (error, SIP_ERROR, (int) builder->fault_code,
                   builder->fault_code == SIP_ERROR_TOO_LONG ? "%s is too long to be sent"
                                                             : "%s may not be sent",
                   builder->fault);
      return NULL;
    }
  g_string_append_len (builder->head, (const char *) builder->body->data, builder->body->len);
  n = builder->head->len;
  return g_bytes_new_take (g_string_free (g_steal_pointer (&builder->head), FALSE), n);
}
