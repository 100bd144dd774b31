/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Linnet Authors */
/* Flows: which one an account uses, keep-alive on it, and what its end means. */
#define G_LOG_DOMAIN "sip-core-flow"

#include "sip-core-private.h"

guint
sip_core_add_flow (SipCore *self, guint account_id, const SipFlowConfig *config, gint64 now_us)
{
  SipAccount *account = sip_core_get_account (self, account_id);
  SipFlow *flow;

  g_return_val_if_fail (config->local_host != NULL && config->remote_host != NULL, 0);
  if (account == NULL)
    return 0;
  flow = g_new0 (SipFlow, 1);
  flow->id = sip_core_next_id (self);
  flow->account = account_id;
  flow->local_host = g_strdup (config->local_host);
  flow->local_port = config->local_port;
  flow->remote_host = g_strdup (config->remote_host);
  flow->remote_port = config->remote_port;
  flow->verified_host = g_strdup (config->verified_host);
  flow->framer = sip_framer_new ();
  flow->partial_us = SIP_NO_DEADLINE;
  flow->invite_tokens = SIP_CORE_INVITES_A_MINUTE;
  flow->invite_tokens_us = now_us;
  sip_keep_alive_start (&flow->keep_alive, account->pong_seen, sip_core_random (self), now_us);
  g_hash_table_insert (self->flows, GUINT_TO_POINTER (flow->id), flow);
  account->flow = flow->id;
  if (sip_registration_flow_up (&account->registration))
    sip_core_send_register (self, account, now_us);
  sip_core_settle (self);
  return flow->id;
}

void
sip_core_flow_free (gpointer data)
{
  SipFlow *flow = data;

  g_free (flow->local_host);
  g_free (flow->remote_host);
  g_free (flow->verified_host);
  sip_framer_free (flow->framer);
  g_free (flow);
}

SipFlow *
sip_core_account_flow (SipCore *core, const SipAccount *account)
{
  return account->flow != 0 ? sip_core_get_flow (core, account->flow) : NULL;
}

/* Its own account, or one whose flow leads to the same verified server: those that look connections
   up by address mix them up (PROTOCOL 6.3) */
gboolean
sip_core_flow_serves (SipCore *core, const SipFlow *flow, const SipAccount *account)
{
  const SipFlow *own = sip_core_account_flow (core, account);

  return flow->account == account->id ||
         (own != NULL && own->verified_host != NULL && flow->verified_host != NULL &&
          g_ascii_strcasecmp (own->verified_host, flow->verified_host) == 0);
}

static guint
newest_flow (SipCore *core, guint account)
{
  GHashTableIter iter;
  SipFlow *flow;
  guint newest = 0;

  g_hash_table_iter_init (&iter, core->flows);
  while (g_hash_table_iter_next (&iter, NULL, (gpointer *) &flow))
    if (flow->account == account && flow->id > newest)
      newest = flow->id;
  return newest;
}

/* The flow is gone: RFC 3261 8.1.3.1 for its requests, RFC 5626 4.4.1 for the registration */
static void
forget_flow (SipCore *core, SipFlow *flow, gint64 now_us)
{
  SipAccount *account = sip_core_get_account (core, flow->account);
  guint id = flow->id;

  g_hash_table_remove (core->flows, GUINT_TO_POINTER (id));
  if (account->flow != id)
    {
      sip_core_fail_clients (core, id, now_us);
      return;
    }
  account->flow = newest_flow (core, account->id);
  if (account->flow != 0)
    {
      if (sip_registration_flow_up (&account->registration))
        sip_core_send_register (core, account, now_us);
    }
  else
    {
      sip_core_registration_lost (core, account, now_us);
      sip_core_calls_lose_flow (core, account->id, now_us);
    }
  sip_core_fail_clients (core, id, now_us);
}

void
sip_core_flow_closed (SipCore *self, guint flow_id, gint64 now_us)
{
  SipFlow *flow = sip_core_get_flow (self, flow_id);

  if (flow == NULL)
    return;
  forget_flow (self, flow, now_us);
  sip_core_settle (self);
}

void
sip_core_drop_flow (SipCore *core, guint flow_id, guint code, const char *text, gint64 now_us)
{
  SipFlow *flow = sip_core_get_flow (core, flow_id);
  SipOutput *output;

  if (flow == NULL)
    return;
  output = sip_core_put (core, SIP_OUTPUT_CLOSE);
  output->flow = flow_id;
  output->account = flow->account;
  output->code = code;
  output->text = g_strdup (text);
  forget_flow (core, flow, now_us);
}

static void
advance_flow (SipCore *core, SipFlow *flow, gint64 now_us)
{
  static const char ping[] = "\r\n\r\n";
  SipAccount *account = sip_core_get_account (core, flow->account);
  g_autoptr (GBytes) bytes = NULL;

  if (now_us >= flow->partial_us)
    {
      sip_core_drop_flow (core, flow->id, 408, "a message took too long to arrive", now_us);
      return;
    }
  switch (sip_keep_alive_advance (&flow->keep_alive, sip_core_random (core), now_us))
    {
    case SIP_KEEP_ALIVE_NOTHING:
      break;

    case SIP_KEEP_ALIVE_PING:
      bytes = g_bytes_new_static (ping, sizeof ping - 1);
      sip_core_put_bytes (core, flow->id, bytes);
      break;

    case SIP_KEEP_ALIVE_OPTIONS:
      if (flow->id == account->flow)
        sip_core_send_liveness (core, account, now_us);
      break;

    case SIP_KEEP_ALIVE_FAILED:
      sip_core_drop_flow (core, flow->id, 408, "no answer to a keep-alive", now_us);
      break;
    }
}

void
sip_core_advance_flows (SipCore *core, gint64 now_us)
{
  g_autoptr (GList) ids = g_hash_table_get_keys (core->flows);

  for (GList *l = ids; l != NULL; l = l->next)
    {
      SipFlow *flow = sip_core_get_flow (core, GPOINTER_TO_UINT (l->data));

      if (flow != NULL)
        advance_flow (core, flow, now_us);
    }
}

gint64
sip_core_flow_get_deadline (const SipFlow *flow)
{
  return MIN (flow->partial_us, sip_keep_alive_get_deadline (&flow->keep_alive));
}
