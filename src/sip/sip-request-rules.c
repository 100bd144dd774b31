/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Linnet Authors */
#define G_LOG_DOMAIN "sip-request-rules"

#include "sip-request-rules.h"

#include "sip-list.h"
#include "sip-params.h"

#include <string.h>

void
sip_refusal_clear (SipRefusal *refusal)
{
  g_clear_pointer (&refusal->value, g_free);
}

static gboolean
refuse (SipRefusal *refusal, guint status, const char *header, const char *value)
{
  *refusal = (SipRefusal){ status, header, g_strdup (value) };
  return FALSE;
}

gboolean
sip_request_check_method (const SipMessage *request, SipRefusal *refusal)
{
  switch (sip_message_get_method (request))
    {
    case SIP_METHOD_INVITE:
    case SIP_METHOD_BYE:
    case SIP_METHOD_OPTIONS:
    case SIP_METHOD_PRACK:
    case SIP_METHOD_UPDATE:
    case SIP_METHOD_INFO:
    case SIP_METHOD_ACK:
    case SIP_METHOD_CANCEL:
      return TRUE;

    case SIP_METHOD_OTHER:
      return refuse (refusal, 501, "Allow", SIP_ALLOW);

    case SIP_METHOD_MESSAGE:
    case SIP_METHOD_NOTIFY:
    case SIP_METHOD_PUBLISH:
    case SIP_METHOD_REFER:
    case SIP_METHOD_REGISTER:
    case SIP_METHOD_SUBSCRIBE:
      return refuse (refusal, 405, "Allow", SIP_ALLOW);
    }
  g_return_val_if_reached (FALSE);
}

gboolean
sip_request_check_scheme (const SipMessage *request, SipRefusal *refusal)
{
  const SipUri *uri = sip_message_get_request_uri (request);

  if (uri->scheme == SIP_URI_SIP || uri->scheme == SIP_URI_SIPS)
    return TRUE;
  return refuse (refusal, 416, NULL, NULL);
}

gboolean
sip_request_check_require (const SipMessage *request, SipRefusal *refusal)
{
  g_autoptr (GString) unknown = g_string_new (NULL);
  SipHeaderIter iter;
  Slice item;

  sip_header_iter_init (&iter, request, SIP_HEADER_REQUIRE);
  while (sip_header_iter_next (&iter, &item))
    {
      g_autofree char *option = slice_dup (item);

      if (!sip_list_has (SLICE_LITERAL (SIP_SUPPORTED), option))
        g_string_append_printf (unknown, "%s%s", unknown->len > 0 ? ", " : "", option);
    }
  return unknown->len == 0 || refuse (refusal, 420, "Unsupported", unknown->str);
}

static gboolean
body_is_optional (const SipMessage *request)
{
  const char *semicolon;
  Slice value, handling;

  if (!sip_message_find (request, SIP_HEADER_CONTENT_DISPOSITION, &value))
    return FALSE;
  semicolon = memchr (value.p, ';', value.n);
  if (semicolon == NULL)
    return FALSE;
  value.n -= (gsize) (semicolon - value.p);
  value.p = semicolon;
  return sip_params_get (value, "handling", &handling) && slice_is_nocase (handling, "optional");
}

gboolean
sip_request_check_body (const SipMessage *request, SipRefusal *refusal)
{
  Slice coding;

  if (sip_message_get_body (request).n == 0 || body_is_optional (request))
    return TRUE;
  if (sip_message_find (request, SIP_HEADER_CONTENT_ENCODING, &coding) &&
      !slice_is_nocase (coding, "identity"))
    return refuse (refusal, 415, "Accept-Encoding", "identity");
  if (sip_message_get_method (request) != SIP_METHOD_INFO &&
      !slice_is_nocase (sip_message_get_content_type (request), "application/sdp"))
    return refuse (refusal, 415, "Accept", SIP_ACCEPT);
  return TRUE;
}

gboolean
sip_request_check (const SipMessage *request, SipRefusal *refusal)
{
  if (sip_message_get_method (request) ==
      SIP_METHOD_CANCEL) /* belongs to its INVITE, whatever it says */
    return TRUE;
  return sip_request_check_method (request, refusal) &&
         sip_request_check_scheme (request, refusal) &&
         sip_request_check_require (request, refusal) && sip_request_check_body (request, refusal);
}
