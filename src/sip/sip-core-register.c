/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Linnet Authors */
/* REGISTER and OPTIONS: what they hold, and what their answers mean (PROTOCOL 6.1, 6.2). */
#define G_LOG_DOMAIN "sip-core-register"

#include "sip-core-private.h"

#include "sip-contact.h"
#include "sip-number.h"
#include "sip-params.h"

static char *
make_request_uri (const SipAccount *account)
{
  return g_strdup_printf ("%s:%s", account->mode == SIP_MODE_SIPS ? "sips" : "sip",
                          account->domain);
}

static SipRequest *
make_register (const SipAccount *account, const SipFlow *flow, guint expires_s)
{
  gboolean outbound = !account->registration.no_outbound;
  g_autofree char *uri = make_request_uri (account);
  g_autofree char *from = g_strdup_printf ("%s;tag=%s", account->from, account->tag);
  g_autofree char *contact = sip_core_make_binding (account, flow, outbound);
  SipRequest *request = sip_request_new (SIP_METHOD_REGISTER, uri, from, account->from,
                                         account->call_id, account->cseq);

  sip_request_addf (request, "Contact", expires_s > 0 ? "%s" : "%s;expires=0", contact);
  sip_request_addf (request, "Expires", "%u", expires_s);
  sip_core_add_common_headers (account, request);
  if (!outbound)
    {
      sip_request_remove (request, "Supported");
      sip_request_add (request, "Supported", "path, gruu, 100rel");
    }
  return request;
}

static void
put_failure (SipCore *core,
             const SipAccount *account,
             guint code,
             const char *text,
             SipMessage *message,
             gint64 retry_us)
{
  SipOutput *output = sip_core_put (core, SIP_OUTPUT_REGISTRATION_FAILED);

  output->account = account->id;
  output->code = code;
  output->text = g_strdup (text);
  output->message = message != NULL ? sip_message_ref (message) : NULL;
  output->retry_s = retry_us < 0 ? -1 : (gint) ((retry_us + G_USEC_PER_SEC - 1) / G_USEC_PER_SEC);
}

static void
put_unregistered (SipCore *core, const SipAccount *account, guint code)
{
  SipOutput *output = sip_core_put (core, SIP_OUTPUT_UNREGISTERED);

  output->account = account->id;
  output->code = code;
}

void
sip_core_send_register (SipCore *core, SipAccount *account, gint64 now_us)
{
  SipRegistration *registration = &account->registration;
  SipFlow *flow = sip_core_account_flow (core, account);
  gint64 retry_us;

  if (flow == NULL)
    {
      sip_registration_flow_down (registration, sip_core_random (core), now_us);
      return;
    }
  account->cseq++;
  if (sip_core_send (core, account, NULL, SIP_USE_REGISTER,
                     make_register (account, flow, registration->asked_s), now_us, NULL) != NULL)
    return;
  retry_us = sip_registration_fail (registration, 0, sip_core_random (core), now_us);
  put_failure (core, account, 500, "the request could not be sent", NULL, retry_us);
}

void
sip_core_register (SipCore *self, guint account_id, gint64 now_us)
{
  SipAccount *account = sip_core_get_account (self, account_id);

  if (account == NULL)
    return;
  if (sip_registration_want (&account->registration, sip_core_account_flow (self, account) != NULL))
    sip_core_send_register (self, account, now_us);
  sip_core_settle (self);
}

void
sip_core_unregister (SipCore *self, guint account_id, gint64 now_us)
{
  SipAccount *account = sip_core_get_account (self, account_id);
  SipFlow *flow;

  if (account == NULL || account->registration.state == SIP_REGISTRATION_REMOVING)
    return;
  flow = sip_core_account_flow (self, account);
  if (!sip_registration_remove (&account->registration, flow != NULL))
    {
      put_unregistered (self, account, flow != NULL ? 200 : 503);
      return;
    }
  account->cseq++;
  if (sip_core_send (self, account, NULL, SIP_USE_UNREGISTER, make_register (account, flow, 0),
                     now_us, NULL) == NULL)
    {
      sip_registration_stop (&account->registration);
      put_unregistered (self, account, 503);
    }
  sip_core_settle (self);
}

void
sip_core_registration_lost (SipCore *core, SipAccount *account, gint64 now_us)
{
  SipRegistration *registration = &account->registration;
  gint64 retry_us;

  if (registration->state == SIP_REGISTRATION_REMOVING)
    {
      sip_registration_stop (registration);
      put_unregistered (core, account, 503);
      return;
    }
  retry_us = sip_registration_flow_down (registration, sip_core_random (core), now_us);
  if (retry_us >= 0)
    put_failure (core, account, 503, "connection lost", NULL, retry_us);
}

/* How surely a Contact of the 2xx is our own binding (PROTOCOL 6.1, Q2) */
static guint
rank_binding (const SipAccount *account, const SipContact *contact)
{
  g_autofree char *instance = g_strconcat ("urn:uuid:", account->instance, NULL);

  if (slice_is_nocase (contact->instance, instance) &&
      (contact->reg_id < 0 || contact->reg_id == 1 || account->registration.no_outbound))
    return 3;
  if (slice_is_nocase (contact->addr.uri.user, account->token))
    return 2;
  return 1;
}

static gboolean
find_binding (const SipAccount *account, const SipMessage *message, SipContact *best)
{
  SipHeaderIter iter;
  SipContact contact;
  Slice item;
  guint best_rank = 0, n = 0;

  sip_header_iter_init (&iter, message, SIP_HEADER_CONTACT);
  while (sip_header_iter_next (&iter, &item))
    {
      guint rank;

      if (!sip_contact_parse (item, &contact, NULL) || contact.star)
        continue;
      n++;
      rank = rank_binding (account, &contact);
      if (rank > best_rank)
        {
          best_rank = rank;
          *best = contact;
        }
    }
  return best_rank > 1 || n == 1;
}

static guint
granted_expiry (const SipAccount *account, const SipContact *binding, const SipMessage *message)
{
  guint32 expires_s;

  if (binding->expires_s >= 0)
    return (guint) MIN (binding->expires_s, 86400 * 7);
  if (sip_message_get_number (message, SIP_HEADER_EXPIRES, &expires_s))
    return MIN (expires_s, 86400 * 7);
  return account->registration.asked_s;
}

/* An entry as we preload it, NULL if it may not be used (PROTOCOL 6.2) */
static char *
make_service_route (const SipAccount *account, Slice value)
{
  g_autofree char *text = NULL;
  SipNameAddr route;
  Slice transport;

  if (!sip_name_addr_parse (value, &route, NULL) || !sip_uri_get_param (&route.uri, "lr", NULL) ||
      (route.uri.scheme != SIP_URI_SIP && route.uri.scheme != SIP_URI_SIPS))
    return NULL;
  if (sip_uri_get_param (&route.uri, "transport", &transport) &&
      !slice_is_nocase (transport, "tls") && !slice_is_nocase (transport, "wss") &&
      (route.uri.scheme == SIP_URI_SIP || slice_is_nocase (transport, "udp")))
    return NULL;
  if (account->mode == SIP_MODE_SIPS)
    route.uri.scheme = SIP_URI_SIPS;
  text = sip_uri_to_string (&route.uri);
  return g_strdup_printf ("<%s>", text);
}

/* The list of the newest 2xx replaces the stored one; one bad entry spoils it (RFC 3608 5) */
static void
learn_service_route (SipAccount *account, const SipMessage *message)
{
  SipHeaderIter iter;
  Slice item;

  g_ptr_array_set_size (account->service_route, 0);
  sip_header_iter_init (&iter, message, SIP_HEADER_SERVICE_ROUTE);
  while (sip_header_iter_next (&iter, &item))
    {
      char *route = make_service_route (account, item);

      if (route == NULL)
        {
          g_message ("Service-Route ignored: it leads outside verified TLS or has no lr");
          g_ptr_array_set_size (account->service_route, 0);
          return;
        }
      g_ptr_array_add (account->service_route, route);
    }
}

static void
learn_gruu (SipAccount *account, const SipContact *binding)
{
  SipUri uri;
  Slice value;

  g_clear_pointer (&account->pub_gruu, g_free);
  if (sip_params_get (binding->addr.params, "pub-gruu", &value) &&
      sip_uri_parse (value, &uri, NULL) &&
      (uri.scheme == SIP_URI_SIP || uri.scheme == SIP_URI_SIPS))
    account->pub_gruu = slice_dup (value);
}

static void
learn_outbound (SipCore *core,
                SipAccount *account,
                SipFlow *flow,
                const SipMessage *message,
                gint64 now_us)
{
  guint32 timer_s = 0;

  account->outbound = sip_message_has_option (message, SIP_HEADER_REQUIRE, "outbound");
  if (!sip_message_get_number (message, SIP_HEADER_FLOW_TIMER, &timer_s))
    timer_s = 0;
  sip_keep_alive_configure (&flow->keep_alive, account->outbound, timer_s, sip_core_random (core),
                            now_us);
}

static void
registered (SipCore *core, SipAccount *account, SipFlow *flow, SipMessage *message, gint64 now_us)
{
  SipContact binding = { 0 };
  SipOutput *output;
  guint granted_s = 0;

  if (find_binding (account, message, &binding))
    granted_s = granted_expiry (account, &binding, message);
  if (granted_s == 0)
    {
      sip_registration_stop (&account->registration);
      put_failure (core, account, 200, "the server did not register our address", message, -1);
      return;
    }
  sip_registration_accept (&account->registration, granted_s, sip_core_random (core), now_us);
  learn_service_route (account, message);
  learn_gruu (account, &binding);
  learn_outbound (core, account, flow, message, now_us);
  g_free (account->contact);
  account->contact = slice_dup (binding.addr.uri.text);
  output = sip_core_put (core, SIP_OUTPUT_REGISTERED);
  output->account = account->id;
  output->code = 200;
  output->contact = g_strdup (account->contact);
  output->expires_s = granted_s;
  output->message = sip_message_ref (message);
  sip_core_calls_move (core, account);
}

/* Worth another try by itself? (PROTOCOL 3.5) */
static gboolean
may_pass (guint status, gboolean has_retry_after)
{
  switch (status)
    {
    case 408:
    case 429:
    case 500:
    case 502:
    case 503:
    case 504:
      return TRUE;
    case 413:
    case 480:
    case 486:
    case 600:
    case 603:
      return has_retry_after;
    default:
      return FALSE;
    }
}

static gboolean
retry_at_once (SipAccount *account, guint status, SipMessage *message)
{
  guint32 min_s;

  if (message == NULL)
    return FALSE;
  if (status == 423)
    return sip_message_get_number (message, SIP_HEADER_MIN_EXPIRES, &min_s) &&
           sip_registration_raise (&account->registration, min_s);
  if (status == 439 && !account->registration.no_outbound)
    {
      account->registration.no_outbound = TRUE;
      return TRUE;
    }
  return FALSE;
}

static void
failed (SipCore *core,
        SipAccount *account,
        guint status,
        SipMessage *message,
        const char *text,
        gint64 now_us)
{
  guint32 retry_after_s = 0;
  gboolean has_retry_after = FALSE;
  gint64 retry_us;
  Slice value, params;

  if (message != NULL && sip_message_find (message, SIP_HEADER_RETRY_AFTER, &value))
    has_retry_after = sip_seconds_parse_leading (value, &retry_after_s, &params, NULL);
  if (!may_pass (status, has_retry_after))
    {
      sip_registration_stop (&account->registration);
      put_failure (core, account, status, text, message, -1);
      return;
    }
  retry_us = sip_registration_fail (&account->registration, MIN (retry_after_s, 86400),
                                    sip_core_random (core), now_us);
  put_failure (core, account, status, text, message, retry_us);
}

void
sip_core_register_answered (SipCore *core,
                            SipClient *client,
                            guint status,
                            SipMessage *message,
                            const char *text,
                            gint64 now_us)
{
  SipAccount *account = sip_core_get_account (core, client->account);
  SipRegistration *registration = &account->registration;
  SipFlow *flow = sip_core_get_flow (core, client->flow);

  if (status < 200)
    return;
  if (client->use == SIP_USE_UNREGISTER)
    {
      if (registration->state == SIP_REGISTRATION_REMOVING)
        {
          sip_registration_stop (registration);
          put_unregistered (core, account, status);
        }
      return;
    }
  /* Late, or over a flow that was replaced: another REGISTER is on its way or none is wanted */
  if (registration->state != SIP_REGISTRATION_TRYING || flow == NULL || flow->id != account->flow)
    return;
  if (status < 300)
    registered (core, account, flow, message, now_us);
  else if (retry_at_once (account, status, message))
    sip_core_send_register (core, account, now_us);
  else if (message == NULL) /* 32 s of silence: this connection leads nowhere */
    sip_core_drop_flow (core, flow->id, status, text, now_us);
  else
    failed (core, account, status, message, text, now_us);
}

static SipClient *
send_options (SipCore *core, SipAccount *account, SipUse use, gint64 now_us)
{
  g_autofree char *uri = make_request_uri (account);
  g_autofree char *tag = sip_core_token (core, 8);
  g_autofree char *call_id = sip_core_token (core, 16);
  g_autofree char *from = g_strdup_printf ("%s;tag=%s", account->from, tag);
  g_autofree char *to = g_strdup_printf ("<%s>", uri);
  SipRequest *request = sip_request_new (SIP_METHOD_OPTIONS, uri, from, to, call_id,
                                         1 + sip_core_random_below (core, 65535));

  for (guint i = 0; i < account->service_route->len; i++)
    sip_request_add_route (request, g_ptr_array_index (account->service_route, i));
  sip_request_add (request, "Accept", SIP_ACCEPT);
  sip_core_add_common_headers (account, request);
  return sip_core_send (core, account, NULL, use, request, now_us, NULL);
}

static void
put_options_answered (SipCore *core, guint account, guint code, const char *text)
{
  SipOutput *output = sip_core_put (core, SIP_OUTPUT_OPTIONS_ANSWERED);

  output->account = account;
  output->code = code;
  output->text = g_strdup (text);
}

void
sip_core_options (SipCore *self, guint account_id, gint64 now_us)
{
  SipAccount *account = sip_core_get_account (self, account_id);

  if (account == NULL || send_options (self, account, SIP_USE_OPTIONS, now_us) == NULL)
    put_options_answered (self, account_id, 503, "no connection");
  sip_core_settle (self);
}

void
sip_core_send_liveness (SipCore *core, SipAccount *account, gint64 now_us)
{
  send_options (core, account, SIP_USE_LIVENESS, now_us);
}

void
sip_core_options_answered (SipCore *core,
                           SipClient *client,
                           guint status,
                           SipMessage *message,
                           const char *text,
                           gint64 now_us)
{
  if (status < 200)
    return;
  if (client->use == SIP_USE_OPTIONS)
    put_options_answered (core, client->account, status, text);
  else if (message == NULL && status == 408)
    sip_core_drop_flow (core, client->flow, 408, "no answer to OPTIONS", now_us);
}
