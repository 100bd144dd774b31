/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Linnet Authors */
/* The rules between headers that a well-formed message may still break (PROTOCOL 1.1). */
#define G_LOG_DOMAIN "sip-message-check"

#include "sip-message-private.h"

#include "sip-contact.h"

static gboolean
refuse (const SipMessage *message, const char *what, const char *at, SipParseError *error)
{
  gsize n;

  *error = (SipParseError){
    .code = SIP_ERROR_REFUSED,
    .what = what,
    .at = at != NULL && message->unfolded == NULL ? at : g_bytes_get_data (message->bytes, &n),
    .response = message->is_request && message->method != SIP_METHOD_ACK ? 400 : 0,
  };
  return FALSE;
}

static gboolean
check_present (const SipMessage *message, SipParseError *error)
{
  if (!message->has_via)
    return refuse (message, "no Via", NULL, error);
  if (!message->has_from)
    return refuse (message, "no From", NULL, error);
  if (!message->has_to)
    return refuse (message, "no To", NULL, error);
  if (message->call_id.n == 0)
    return refuse (message, "no Call-ID", NULL, error);
  if (!message->has_cseq)
    return refuse (message, "no CSeq", NULL, error);
  return TRUE;
}

/* Two copies of a single-value header must be identical */
static gboolean
check_duplicates (const SipMessage *message, SipParseError *error)
{
  Slice first;

  for (guint i = 0; i < message->n_headers; i++)
    {
      const SipHeader *header = &message->headers[i];

      if (sip_header_id_is_single (header->id) && sip_message_find (message, header->id, &first) &&
          !slice_equal (first, header->value))
        return refuse (message, "two different values of a single header", header->name.p, error);
    }
  return TRUE;
}

/* `*` stands alone, in REGISTER, with Expires: 0 (RFC 3261 10.2.2) */
static gboolean
check_star (const SipMessage *message, SipParseError *error)
{
  SipHeaderIter iter;
  SipContact contact;
  guint32 expires_s;
  Slice item;

  sip_header_iter_init (&iter, message, SIP_HEADER_CONTACT);
  while (sip_header_iter_next (&iter, &item))
    if (sip_contact_parse (item, &contact, NULL) && contact.star &&
        (message->method != SIP_METHOD_REGISTER ||
         sip_message_count (message, SIP_HEADER_CONTACT) != 1 ||
         !sip_message_get_number (message, SIP_HEADER_EXPIRES, &expires_s) || expires_s != 0))
      return refuse (message, "`*` as Contact", item.p, error);
  return TRUE;
}

static gboolean
check_request (const SipMessage *message, SipParseError *error)
{
  if (!sip_via_has_cookie (&message->via))
    return refuse (message, "no branch of RFC 3261 in Via", message->via.text.p, error);
  if ((message->method == SIP_METHOD_INVITE || message->method == SIP_METHOD_SUBSCRIBE) &&
      !sip_message_find (message, SIP_HEADER_CONTACT, NULL))
    return refuse (message, "no Contact", NULL, error);
  if (message->body.n > 0 && !sip_message_find (message, SIP_HEADER_CONTENT_TYPE, NULL))
    return refuse (message, "no Content-Type", message->body.p, error);
  return check_star (message, error);
}

gboolean
sip_message_check (const SipMessage *message, SipParseError *error)
{
  g_return_val_if_fail (message != NULL, FALSE);
  g_return_val_if_fail (error != NULL, FALSE);

  return check_present (message, error) && check_duplicates (message, error) &&
         (!message->is_request || check_request (message, error));
}
