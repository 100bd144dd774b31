/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Linnet Authors */
/* The header fields we know: names, compact forms, and how each may repeat. */
#define G_LOG_DOMAIN "sip-header"

#include "sip-header.h"

typedef enum
{
  WHOLE = 0,       /* one value a field; a second field is let pass */
  LIST = 1 << 0,   /* values separated by commas */
  SINGLE = 1 << 1, /* two different values are refused */
} Repetition;

static const struct
{
  const char *name;
  char compact;
  Repetition repetition;
} headers[SIP_N_HEADERS] = {
  [SIP_HEADER_ACCEPT] = { "Accept", 0, LIST },
  [SIP_HEADER_ACCEPT_CONTACT] = { "Accept-Contact", 'a', LIST },
  [SIP_HEADER_ACCEPT_ENCODING] = { "Accept-Encoding", 0, LIST },
  [SIP_HEADER_ACCEPT_LANGUAGE] = { "Accept-Language", 0, LIST },
  [SIP_HEADER_ALERT_INFO] = { "Alert-Info", 0, LIST },
  [SIP_HEADER_ALLOW] = { "Allow", 0, LIST },
  [SIP_HEADER_ALLOW_EVENTS] = { "Allow-Events", 'u', LIST },
  [SIP_HEADER_AUTHENTICATION_INFO] = { "Authentication-Info", 0, WHOLE },
  [SIP_HEADER_AUTHORIZATION] = { "Authorization", 0, WHOLE },
  [SIP_HEADER_CALL_ID] = { "Call-ID", 'i', SINGLE },
  [SIP_HEADER_CALL_INFO] = { "Call-Info", 0, LIST },
  [SIP_HEADER_CONTACT] = { "Contact", 'm', LIST },
  [SIP_HEADER_CONTENT_DISPOSITION] = { "Content-Disposition", 0, WHOLE },
  [SIP_HEADER_CONTENT_ENCODING] = { "Content-Encoding", 'e', LIST },
  [SIP_HEADER_CONTENT_LANGUAGE] = { "Content-Language", 0, LIST },
  [SIP_HEADER_CONTENT_LENGTH] = { "Content-Length", 'l', SINGLE },
  [SIP_HEADER_CONTENT_TYPE] = { "Content-Type", 'c', SINGLE },
  [SIP_HEADER_CSEQ] = { "CSeq", 0, SINGLE },
  [SIP_HEADER_DATE] = { "Date", 0, WHOLE },
  [SIP_HEADER_DIVERSION] = { "Diversion", 0, LIST },
  [SIP_HEADER_ERROR_INFO] = { "Error-Info", 0, LIST },
  [SIP_HEADER_EVENT] = { "Event", 'o', SINGLE },
  [SIP_HEADER_EXPIRES] = { "Expires", 0, SINGLE },
  [SIP_HEADER_FLOW_TIMER] = { "Flow-Timer", 0, WHOLE },
  [SIP_HEADER_FROM] = { "From", 'f', SINGLE },
  [SIP_HEADER_GEOLOCATION] = { "Geolocation", 0, LIST },
  [SIP_HEADER_HISTORY_INFO] = { "History-Info", 0, LIST },
  [SIP_HEADER_IDENTITY] = { "Identity", 'y', LIST },
  [SIP_HEADER_IN_REPLY_TO] = { "In-Reply-To", 0, LIST },
  [SIP_HEADER_INFO_PACKAGE] = { "Info-Package", 0, WHOLE },
  [SIP_HEADER_JOIN] = { "Join", 0, WHOLE },
  [SIP_HEADER_MAX_FORWARDS] = { "Max-Forwards", 0, SINGLE },
  [SIP_HEADER_MIME_VERSION] = { "MIME-Version", 0, WHOLE },
  [SIP_HEADER_MIN_EXPIRES] = { "Min-Expires", 0, WHOLE },
  [SIP_HEADER_MIN_SE] = { "Min-SE", 0, WHOLE },
  [SIP_HEADER_ORGANIZATION] = { "Organization", 0, WHOLE },
  [SIP_HEADER_P_ASSERTED_IDENTITY] = { "P-Asserted-Identity", 0, LIST },
  [SIP_HEADER_P_ASSOCIATED_URI] = { "P-Associated-URI", 0, LIST },
  [SIP_HEADER_P_PREFERRED_IDENTITY] = { "P-Preferred-Identity", 0, LIST },
  [SIP_HEADER_PATH] = { "Path", 0, LIST },
  [SIP_HEADER_PRIORITY] = { "Priority", 0, WHOLE },
  [SIP_HEADER_PRIVACY] = { "Privacy", 0, WHOLE },
  [SIP_HEADER_PROXY_AUTHENTICATE] = { "Proxy-Authenticate", 0, WHOLE },
  [SIP_HEADER_PROXY_AUTHENTICATION_INFO] = { "Proxy-Authentication-Info", 0, WHOLE },
  [SIP_HEADER_PROXY_AUTHORIZATION] = { "Proxy-Authorization", 0, WHOLE },
  [SIP_HEADER_PROXY_REQUIRE] = { "Proxy-Require", 0, LIST },
  [SIP_HEADER_RACK] = { "RAck", 0, WHOLE },
  [SIP_HEADER_REASON] = { "Reason", 0, LIST },
  [SIP_HEADER_RECORD_ROUTE] = { "Record-Route", 0, LIST },
  [SIP_HEADER_RECV_INFO] = { "Recv-Info", 0, LIST },
  [SIP_HEADER_REFER_SUB] = { "Refer-Sub", 0, WHOLE },
  [SIP_HEADER_REFER_TO] = { "Refer-To", 'r', SINGLE },
  [SIP_HEADER_REFERRED_BY] = { "Referred-By", 'b', WHOLE },
  [SIP_HEADER_REJECT_CONTACT] = { "Reject-Contact", 'j', LIST },
  [SIP_HEADER_REMOTE_PARTY_ID] = { "Remote-Party-ID", 0, LIST },
  [SIP_HEADER_REPLACES] = { "Replaces", 0, SINGLE },
  [SIP_HEADER_REPLY_TO] = { "Reply-To", 0, WHOLE },
  [SIP_HEADER_REQUEST_DISPOSITION] = { "Request-Disposition", 'd', LIST },
  [SIP_HEADER_REQUIRE] = { "Require", 0, LIST },
  [SIP_HEADER_RETRY_AFTER] = { "Retry-After", 0, WHOLE },
  [SIP_HEADER_ROUTE] = { "Route", 0, LIST },
  [SIP_HEADER_RSEQ] = { "RSeq", 0, WHOLE },
  [SIP_HEADER_SECURITY_CLIENT] = { "Security-Client", 0, LIST },
  [SIP_HEADER_SECURITY_SERVER] = { "Security-Server", 0, LIST },
  [SIP_HEADER_SECURITY_VERIFY] = { "Security-Verify", 0, LIST },
  [SIP_HEADER_SERVER] = { "Server", 0, WHOLE },
  [SIP_HEADER_SERVICE_ROUTE] = { "Service-Route", 0, LIST },
  [SIP_HEADER_SESSION_EXPIRES] = { "Session-Expires", 'x', WHOLE },
  [SIP_HEADER_SIP_ETAG] = { "SIP-ETag", 0, WHOLE },
  [SIP_HEADER_SIP_IF_MATCH] = { "SIP-If-Match", 0, WHOLE },
  [SIP_HEADER_SUBJECT] = { "Subject", 's', WHOLE },
  [SIP_HEADER_SUBSCRIPTION_STATE] = { "Subscription-State", 0, WHOLE },
  [SIP_HEADER_SUPPORTED] = { "Supported", 'k', LIST },
  [SIP_HEADER_TARGET_DIALOG] = { "Target-Dialog", 0, WHOLE },
  [SIP_HEADER_TIMESTAMP] = { "Timestamp", 0, WHOLE },
  [SIP_HEADER_TO] = { "To", 't', SINGLE },
  [SIP_HEADER_UNSUPPORTED] = { "Unsupported", 0, LIST },
  [SIP_HEADER_USER_AGENT] = { "User-Agent", 0, WHOLE },
  [SIP_HEADER_VIA] = { "Via", 'v', LIST },
  [SIP_HEADER_WARNING] = { "Warning", 0, LIST },
  [SIP_HEADER_WWW_AUTHENTICATE] = { "WWW-Authenticate", 0, WHOLE },
};

SipHeaderId
sip_header_id_from_name (Slice name)
{
  char first;

  if (name.n == 0)
    return SIP_HEADER_OTHER;
  first = g_ascii_tolower (name.p[0]);
  for (gsize i = SIP_HEADER_OTHER + 1; i < SIP_N_HEADERS; i++)
    if (name.n == 1 ? headers[i].compact == first
                    : g_ascii_tolower (headers[i].name[0]) == first &&
                          slice_is_nocase (name, headers[i].name))
      return (SipHeaderId) i;
  return SIP_HEADER_OTHER;
}

const char *
sip_header_id_get_name (SipHeaderId id)
{
  g_return_val_if_fail ((gsize) id < SIP_N_HEADERS, NULL);

  return headers[id].name;
}

gboolean
sip_header_id_is_list (SipHeaderId id)
{
  g_return_val_if_fail ((gsize) id < SIP_N_HEADERS, FALSE);

  return (headers[id].repetition & LIST) != 0;
}

gboolean
sip_header_id_is_single (SipHeaderId id)
{
  g_return_val_if_fail ((gsize) id < SIP_N_HEADERS, FALSE);

  return (headers[id].repetition & SINGLE) != 0;
}
