/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Linnet Authors */
/* What every request must pass before it is looked at: the table of PROTOCOL 3.2, in its order.
   Rows 1 and 2 are behind us: it came on a flow of its account, and it could be parsed. */
#define G_LOG_DOMAIN "sip-core-check"

#include "sip-core-private.h"

#include "sip-via.h"

typedef struct
{
  SipCore *core;
  SipFlow *flow;
  const SipAccount *account;
  SipServer *server;
  const SipMessage *request;
  SipCall *call;
  gint64 now_us;
  gboolean provider_only;
} Check;

static gboolean
fail (Check *check, guint status, const char *name, const char *value)
{
  sip_core_respond_with (check->core, check->server, status, NULL, name, value, check->now_us);
  return FALSE;
}

static gboolean
is_tls (Slice transport)
{
  return slice_is_nocase (transport, "TLS") || slice_is_nocase (transport, "WSS");
}

/* A rule that needs neither account nor dialog */
static gboolean
check_rule (Check *check, gboolean (*rule) (const SipMessage *request, SipRefusal *refusal))
{
  g_auto (SipRefusal) refusal = { 0 };

  return rule (check->request, &refusal) ||
         fail (check, refusal.status, refusal.header, refusal.value);
}

/* Row 3: another transport than TLS on the way only labels the call */
static gboolean
check_via (Check *check)
{
  SipHeaderIter iter;
  SipVia via;
  Slice item;

  sip_header_iter_init (&iter, check->request, SIP_HEADER_VIA);
  while (sip_header_iter_next (&iter, &item))
    if (!sip_via_parse (item, &via, NULL) || !is_tls (via.transport))
      check->provider_only = TRUE;
  return TRUE;
}

static gboolean
is_secure (const SipUri *uri)
{
  Slice transport;

  if (uri->scheme == SIP_URI_SIPS)
    return TRUE;
  return sip_uri_get_param (uri, "transport", &transport) && is_tls (transport);
}

/* Contact and topmost Record-Route of a dialog-forming request to a sips URI (PROTOCOL 7.3) */
static gboolean
keeps_sips (const SipMessage *request)
{
  SipNameAddr address;
  SipHeaderIter iter;
  Slice item;

  sip_header_iter_init (&iter, request, SIP_HEADER_CONTACT);
  if (sip_header_iter_next (&iter, &item) &&
      (!sip_name_addr_parse (item, &address, NULL) || address.uri.scheme != SIP_URI_SIPS))
    return FALSE;
  sip_header_iter_init (&iter, request, SIP_HEADER_RECORD_ROUTE);
  return !sip_header_iter_next (&iter, &item) ||
         (sip_name_addr_parse (item, &address, NULL) && is_secure (&address.uri));
}

/* Row 6 */
static gboolean
check_policy (Check *check)
{
  const SipUri *uri = sip_message_get_request_uri (check->request);
  gboolean strict = check->account->mode == SIP_MODE_SIPS && check->account->strict_sips;
  g_autofree char *warning = NULL;

  if (check->call != NULL && sip_message_get_method (check->request) != SIP_METHOD_INVITE &&
      sip_message_get_method (check->request) != SIP_METHOD_UPDATE)
    return TRUE;
  if (uri->scheme == SIP_URI_SIP)
    {
      check->provider_only = TRUE;
      if (!strict || check->call != NULL)
        return TRUE;
      warning = sip_core_make_warning (check->account, "381 \"SIPS Required\"");
      return fail (check, 480, "Warning", warning);
    }
  if (keeps_sips (check->request))
    return TRUE;
  check->provider_only = TRUE;
  return strict ? fail (check, 400, NULL, NULL) : TRUE;
}

/* Our Contact token, our GRUU, or the AoR */
static gboolean
is_target (const SipAccount *account, const SipUri *uri)
{
  SipUri own;

  if (slice_is_nocase (uri->user, account->token))
    return TRUE;
  if (account->pub_gruu != NULL &&
      sip_uri_parse (slice_from_string (account->pub_gruu), &own, NULL) &&
      slice_equal (uri->user, own.user) && sip_host_equal (uri->host, own.host))
    return TRUE;
  return slice_is (uri->user, account->user) &&
         sip_uri_parse (slice_from_string (account->uri), &own, NULL) &&
         sip_host_equal (uri->host, own.host);
}

/* Row 7 */
static gboolean
check_user (Check *check)
{
  if (sip_message_get_to_tag (check->request).n > 0)
    return TRUE; /* Q25: inside a dialog the tags decide */
  return is_target (check->account, sip_message_get_request_uri (check->request)) ||
         fail (check, 404, NULL, NULL);
}

guint
sip_core_find_target (SipCore *core, const SipFlow *flow, const SipMessage *request)
{
  const SipUri *uri = sip_message_get_request_uri (request);
  const SipAccount *account;
  GHashTableIter iter;

  if (is_target (sip_core_get_account (core, flow->account), uri))
    return flow->account;
  g_hash_table_iter_init (&iter, core->accounts);
  while (g_hash_table_iter_next (&iter, NULL, (gpointer *) &account))
    if (sip_core_flow_serves (core, flow, account) && is_target (account, uri))
      return account->id;
  return flow->account;
}

/* Rows 8 and 9 */
static gboolean
check_dialog (Check *check)
{
  if (sip_message_get_to_tag (check->request).n == 0)
    return TRUE;
  if (check->call == NULL)
    return fail (check, 481, NULL, NULL);
  if (check->call->dialog != NULL &&
      !sip_dialog_accept_cseq (check->call->dialog, sip_message_get_cseq (check->request)->number))
    return fail (check, 500, NULL, NULL);
  return TRUE;
}

/* Row 10 */
static gboolean
check_merged (Check *check)
{
  if (sip_message_get_to_tag (check->request).n > 0 ||
      !sip_core_is_merged (check->core, check->request))
    return TRUE;
  return fail (check, 482, NULL, NULL);
}

/* Returns: FALSE when the request was answered here. *provider_only tells what rows 3 and 6 saw */
gboolean
sip_core_check_request (SipCore *core,
                        SipFlow *flow,
                        SipServer *server,
                        SipCall *call,
                        gboolean *provider_only,
                        gint64 now_us)
{
  Check check = { .core = core,
                  .flow = flow,
                  .account = sip_core_get_account (core, server->account),
                  .server = server,
                  .request = server->request,
                  .call = call,
                  .now_us = now_us };
  gboolean passed = check_via (&check) && check_rule (&check, sip_request_check_method) &&
                    check_rule (&check, sip_request_check_scheme) && check_policy (&check) &&
                    check_user (&check) && check_dialog (&check) && check_merged (&check) &&
                    check_rule (&check, sip_request_check_require) &&
                    check_rule (&check, sip_request_check_body);

  *provider_only = check.provider_only;
  return passed;
}
