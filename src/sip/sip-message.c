/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Linnet Authors */
/* A parsed message: one buffer, and slices into it. */
#define G_LOG_DOMAIN "sip-message"

#include "sip-message-private.h"

#include "sip-list.h"
#include "sip-number.h"

#define MAX_FORWARDS_MAX 255 /* RFC 3261 20.22 */

SipMessage *
sip_message_ref (SipMessage *message)
{
  g_return_val_if_fail (message != NULL, NULL);

  message->references++;
  return message;
}

void
sip_message_unref (SipMessage *message)
{
  if (message == NULL || --message->references > 0)
    return;
  g_bytes_unref (message->bytes);
  g_free (message->unfolded);
  g_free (message->headers);
  g_free (message);
}

GBytes *
sip_message_get_bytes (const SipMessage *message)
{
  return message->bytes;
}

gboolean
sip_message_is_request (const SipMessage *message)
{
  return message->is_request;
}

SipMethod
sip_message_get_method (const SipMessage *message)
{
  return message->method;
}

Slice
sip_message_get_method_text (const SipMessage *message)
{
  return message->method_text;
}

Slice
sip_message_get_request_uri_text (const SipMessage *message)
{
  return message->uri_text;
}

const SipUri *
sip_message_get_request_uri (const SipMessage *message)
{
  return message->is_request ? &message->uri : NULL;
}

guint
sip_message_get_status (const SipMessage *message)
{
  return message->status;
}

Slice
sip_message_get_reason (const SipMessage *message)
{
  return message->reason;
}

Slice
sip_message_get_body (const SipMessage *message)
{
  return message->body;
}

Slice
sip_message_get_content_type (const SipMessage *message)
{
  return message->content_type;
}

const SipVia *
sip_message_get_via (const SipMessage *message)
{
  return message->has_via ? &message->via : NULL;
}

const SipNameAddr *
sip_message_get_from (const SipMessage *message)
{
  return message->has_from ? &message->from : NULL;
}

const SipNameAddr *
sip_message_get_to (const SipMessage *message)
{
  return message->has_to ? &message->to : NULL;
}

const SipCSeq *
sip_message_get_cseq (const SipMessage *message)
{
  return message->has_cseq ? &message->cseq : NULL;
}

Slice
sip_message_get_from_tag (const SipMessage *message)
{
  return message->from_tag;
}

Slice
sip_message_get_to_tag (const SipMessage *message)
{
  return message->to_tag;
}

Slice
sip_message_get_call_id (const SipMessage *message)
{
  return message->call_id;
}

guint
sip_message_get_n_headers (const SipMessage *message)
{
  return message->n_headers;
}

void
sip_message_get_header (const SipMessage *message,
                        guint i,
                        SipHeaderId *id,
                        Slice *name,
                        Slice *value)
{
  g_return_if_fail (i < message->n_headers);

  if (id != NULL)
    *id = message->headers[i].id;
  if (name != NULL)
    *name = message->headers[i].name;
  if (value != NULL)
    *value = message->headers[i].value;
}

gboolean
sip_message_find (const SipMessage *message, SipHeaderId id, Slice *value)
{
  for (guint i = 0; i < message->n_headers; i++)
    if (message->headers[i].id == id)
      {
        if (value != NULL)
          *value = message->headers[i].value;
        return TRUE;
      }
  return FALSE;
}

gboolean
sip_message_find_by_name (const SipMessage *message, const char *name, Slice *value)
{
  for (guint i = 0; i < message->n_headers; i++)
    if (slice_is_nocase (message->headers[i].name, name))
      {
        if (value != NULL)
          *value = message->headers[i].value;
        return TRUE;
      }
  return FALSE;
}

guint
sip_message_count (const SipMessage *message, SipHeaderId id)
{
  SipHeaderIter iter;
  Slice item;
  guint n = 0;

  sip_header_iter_init (&iter, message, id);
  while (sip_header_iter_next (&iter, &item))
    n++;
  return n;
}

gboolean
sip_message_get_number (const SipMessage *message, SipHeaderId id, guint32 *out)
{
  guint32 number;
  Slice value;

  if (!sip_message_find (message, id, &value) ||
      !sip_seconds_parse_leading (value, &number, NULL, NULL) ||
      (id == SIP_HEADER_MAX_FORWARDS && number > MAX_FORWARDS_MAX))
    return FALSE;
  *out = number;
  return TRUE;
}

gboolean
sip_message_has_option (const SipMessage *message, SipHeaderId id, const char *option)
{
  SipHeaderIter iter;
  Slice item;

  sip_header_iter_init (&iter, message, id);
  while (sip_header_iter_next (&iter, &item))
    if (slice_is_nocase (item, option))
      return TRUE;
  return FALSE;
}

void
sip_header_iter_init (SipHeaderIter *iter, const SipMessage *message, SipHeaderId id)
{
  *iter = (SipHeaderIter){ .message = message, .id = id };
}

/* Moves to the next field with the iterator's id */
static gboolean
next_field (SipHeaderIter *iter, Slice *value)
{
  while (iter->i < iter->message->n_headers)
    {
      const SipHeader *header = &iter->message->headers[iter->i++];

      if (header->id == iter->id)
        {
          *value = header->value;
          return TRUE;
        }
    }
  return FALSE;
}

gboolean
sip_header_iter_next (SipHeaderIter *iter, Slice *item)
{
  if (!sip_header_id_is_list (iter->id))
    return next_field (iter, item);
  while (!sip_list_next (&iter->rest, item))
    if (!next_field (iter, &iter->rest))
      return FALSE;
  return TRUE;
}
