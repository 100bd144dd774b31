/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Linnet Authors */
/* The joint of the core: ids, randomness, outputs, the deadline, and what is left to sweep. */
#define G_LOG_DOMAIN "sip-core"

#include "sip-core-private.h"

#include "util-hex.h"

SipCore *
sip_core_new (SipRandomFunc random, gpointer user_data)
{
  SipCore *self = g_new0 (SipCore, 1);

  self->random = random;
  self->user_data = user_data;
  g_queue_init (&self->outputs);
  self->accounts = g_hash_table_new_full (NULL, NULL, NULL, sip_core_account_free);
  self->flows = g_hash_table_new_full (NULL, NULL, NULL, sip_core_flow_free);
  self->calls = g_hash_table_new_full (NULL, NULL, NULL, sip_core_call_free);
  self->clients = g_ptr_array_new_with_free_func (sip_core_client_free);
  self->servers = g_ptr_array_new_with_free_func (sip_core_server_free);
  return self;
}

void
sip_output_clear (SipOutput *output)
{
  g_free (output->text);
  g_free (output->contact);
  g_clear_pointer (&output->bytes, g_bytes_unref);
  g_clear_pointer (&output->body, g_bytes_unref);
  g_clear_pointer (&output->message, sip_message_unref);
  *output = (SipOutput){ 0 };
}

static void
output_free (gpointer data)
{
  SipOutput *output = data;

  sip_output_clear (output);
  g_free (output);
}

void
sip_core_free (SipCore *self)
{
  if (self == NULL)
    return;
  g_ptr_array_unref (self->clients);
  g_ptr_array_unref (self->servers);
  g_hash_table_unref (self->calls);
  g_hash_table_unref (self->flows);
  g_hash_table_unref (self->accounts);
  g_queue_clear_full (&self->outputs, output_free);
  g_free (self);
}

void
sip_core_set_trace (SipCore *self, gboolean tracing)
{
  self->tracing = tracing;
}

guint
sip_core_next_id (SipCore *core)
{
  if (++core->last_id == 0)
    core->last_id = 1;
  return core->last_id;
}

double
sip_core_random (SipCore *core)
{
  guint32 value;

  core->random (&value, sizeof value, core->user_data);
  return value / (double) G_MAXUINT32;
}

guint32
sip_core_random_below (SipCore *core, guint32 bound)
{
  guint32 value;

  core->random (&value, sizeof value, core->user_data);
  return value % bound;
}

char *
sip_core_token (SipCore *core, gsize n_bytes)
{
  guint8 bytes[32];

  g_assert (n_bytes <= sizeof bytes);
  core->random (bytes, n_bytes, core->user_data);
  return hex_encode_dup (bytes, n_bytes);
}

SipAccount *
sip_core_get_account (SipCore *core, guint id)
{
  return g_hash_table_lookup (core->accounts, GUINT_TO_POINTER (id));
}

SipFlow *
sip_core_get_flow (SipCore *core, guint id)
{
  return g_hash_table_lookup (core->flows, GUINT_TO_POINTER (id));
}

SipCall *
sip_core_get_call (SipCore *core, guint id)
{
  return g_hash_table_lookup (core->calls, GUINT_TO_POINTER (id));
}

SipOutput *
sip_core_put (SipCore *core, SipOutputKind kind)
{
  SipOutput *output = g_new0 (SipOutput, 1);

  output->kind = kind;
  output->retry_s = -1;
  g_queue_push_tail (&core->outputs, output);
  return output;
}

void
sip_core_put_bytes (SipCore *core, guint flow, GBytes *bytes)
{
  SipOutput *output = sip_core_put (core, SIP_OUTPUT_SEND);

  output->flow = flow;
  output->bytes = g_bytes_ref (bytes);
}

gboolean
sip_core_next_output (SipCore *self, SipOutput *out)
{
  SipOutput *output = g_queue_pop_head (&self->outputs);

  if (output == NULL)
    return FALSE;
  *out = *output;
  g_free (output);
  return TRUE;
}

static gboolean
call_is_in_use (SipCore *core, guint call)
{
  for (guint i = 0; i < core->clients->len; i++)
    if (((SipClient *) g_ptr_array_index (core->clients, i))->call == call)
      return TRUE;
  for (guint i = 0; i < core->servers->len; i++)
    if (((SipServer *) g_ptr_array_index (core->servers, i))->call == call)
      return TRUE;
  return FALSE;
}

static gboolean
call_is_over (gpointer key, gpointer value, gpointer user_data)
{
  const SipCall *call = value;

  return call->state == SIP_CALL_ENDED && !sip_repeat_is_running (&call->accepted) &&
         !call_is_in_use (user_data, call->id);
}

/* Nothing is freed while an event is worked on; this comes after it */
void
sip_core_settle (SipCore *core)
{
  for (guint i = core->clients->len; i > 0; i--)
    {
      const SipClient *client = g_ptr_array_index (core->clients, i - 1);

      if (client->machine.state == SIP_CLIENT_TERMINATED)
        g_ptr_array_remove_index_fast (core->clients, i - 1);
    }
  for (guint i = core->servers->len; i > 0; i--)
    {
      const SipServer *server = g_ptr_array_index (core->servers, i - 1);

      if (server->machine.state == SIP_SERVER_TERMINATED)
        g_ptr_array_remove_index_fast (core->servers, i - 1);
    }
  g_hash_table_foreach_remove (core->calls, call_is_over, core);
}

void
sip_core_advance (SipCore *self, gint64 now_us)
{
  GHashTableIter iter;
  SipAccount *account;

  sip_core_advance_clients (self, now_us);
  sip_core_advance_servers (self, now_us);
  sip_core_advance_calls (self, now_us);
  sip_core_advance_flows (self, now_us);
  g_hash_table_iter_init (&iter, self->accounts);
  while (g_hash_table_iter_next (&iter, NULL, (gpointer *) &account))
    if (sip_registration_advance (&account->registration, now_us))
      sip_core_send_register (self, account, now_us);
  sip_core_settle (self);
}

gint64
sip_core_get_deadline (SipCore *self)
{
  GHashTableIter iter;
  gint64 deadline = SIP_NO_DEADLINE;
  gpointer value;

  for (guint i = 0; i < self->clients->len; i++)
    deadline = MIN (deadline, sip_core_client_get_deadline (g_ptr_array_index (self->clients, i)));
  for (guint i = 0; i < self->servers->len; i++)
    deadline =
        MIN (deadline, ((SipServer *) g_ptr_array_index (self->servers, i))->machine.deadline_us);
  g_hash_table_iter_init (&iter, self->calls);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    deadline = MIN (deadline, sip_core_call_get_deadline (value));
  g_hash_table_iter_init (&iter, self->flows);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    deadline = MIN (deadline, sip_core_flow_get_deadline (value));
  g_hash_table_iter_init (&iter, self->accounts);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    deadline = MIN (deadline, ((SipAccount *) value)->registration.deadline_us);
  return deadline;
}
