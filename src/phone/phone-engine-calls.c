/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Linnet Authors */
/* The engine's calls: made, found by what the core says of them, forgotten. */
#define G_LOG_DOMAIN "phone-engine-calls"

#include "phone-engine-private.h"

#include "phone-account-private.h"
#include "phone-call-private.h"
#include "sip-chars.h"
#include "sip-message.h"

#include <glib/gi18n-lib.h>

/* PROTOCOL 19.2 */
#define DISPLAY_MAX_CHARS 128

static PhoneCall *
peek_call (PhoneEngine *self, guint i)
{
  g_autoptr (PhoneCall) call = g_list_model_get_item (G_LIST_MODEL (self->calls), i);

  return call;
}

PhoneCall *
phone_engine_find_call (PhoneEngine *self, const char *id)
{
  PhoneCall *call;

  g_return_val_if_fail (PHONE_IS_ENGINE (self) && id != NULL, NULL);
  for (guint i = 0; (call = peek_call (self, i)) != NULL; i++)
    if (g_str_equal (phone_call_get_id (call), id))
      return call;
  return NULL;
}

static void
count_calls (PhoneEngine *self)
{
  PhoneCall *call;
  guint n = 0;

  for (guint i = 0; (call = peek_call (self, i)) != NULL; i++)
    if (phone_call_get_state (call) != PHONE_CALL_STATE_ENDED)
      n++;
  phone_engine_set_active_calls (self, n);
}

static void
drop_call (PhoneEngine *self, PhoneCall *call)
{
  PhoneAccount *account = phone_call_get_account (call);
  guint position;

  if (account != NULL)
    phone_account_remove_call (account, call);
  if (g_list_store_find (self->calls, call, &position))
    g_list_store_remove (self->calls, position);
}

void
phone_engine_forget_call (PhoneEngine *self, PhoneCall *call)
{
  g_autoptr (PhoneCall) alive = NULL;

  g_return_if_fail (PHONE_IS_ENGINE (self) && PHONE_IS_CALL (call));
  if (phone_call_get_state (call) != PHONE_CALL_STATE_ENDED)
    return;
  alive = g_object_ref (call);
  drop_call (self, call);
}

PhoneCall *
phone_engine_make_call (PhoneEngine *self,
                        PhoneAccount *account,
                        PhoneCallDirection direction,
                        const char *remote_uri,
                        const char *remote_name,
                        const char *asserted,
                        PhoneMediaOptions *options)
{
  g_autofree char *id = g_strdup_printf ("c%u", ++self->n_calls_made);
  g_autoptr (PhoneCall) call =
      phone_call_new (self, account, id, direction, remote_uri, remote_name, asserted, options);

  g_list_store_append (self->calls, call);
  phone_account_add_call (account, call);
  count_calls (self);
  return call;
}

void
phone_engine_bind_call (PhoneEngine *self, PhoneCall *call, guint core_call)
{
  g_hash_table_insert (self->core_calls, GUINT_TO_POINTER (core_call), call);
}

static gboolean
is_call (gpointer key, gpointer value, gpointer call)
{
  return value == call;
}

void
phone_engine_call_ended (PhoneEngine *self, PhoneCall *call)
{
  PhoneAccount *account = phone_call_get_account (call);

  g_hash_table_foreach_remove (self->core_calls, is_call, call);
  count_calls (self);
  if (account != NULL)
    phone_account_call_ended (account);
  phone_engine_close_if_quiet (self);
}

/* What a peer calls itself is data: no controls, nothing that turns the direction of writing, not
 * endless */
static char *
clean_display (const char *text)
{
  g_autofree char *valid = g_utf8_make_valid (text, -1);
  GString *clean = g_string_new (NULL);
  glong n = 0;

  for (const char *c = valid; *c != '\0' && n < DISPLAY_MAX_CHARS; c = g_utf8_next_char (c))
    {
      const gunichar character = g_utf8_get_char (c);

      if (g_unichar_iscntrl (character) || g_unichar_type (character) == G_UNICODE_FORMAT ||
          character == 0x2028 || character == 0x2029)
        continue;
      g_string_append_unichar (clean, character);
      n++;
    }
  return g_string_free (clean, FALSE);
}

static char *
format_uri (const SipUri *uri)
{
  SipUri plain = *uri;
  g_autoptr (GString) text = g_string_new (NULL);

  plain.params = plain.headers = (Slice){ NULL, 0 };
  sip_uri_append (&plain, text);
  return clean_display (text->str);
}

/* Only from the account's own provider, whose connection this is (RFC 3325, PROTOCOL 10.1) */
static char *
find_asserted (const SipMessage *message)
{
  SipHeaderIter iter;
  Slice value;

  sip_header_iter_init (&iter, message, SIP_HEADER_P_ASSERTED_IDENTITY);
  while (sip_header_iter_next (&iter, &value))
    {
      SipNameAddr address;

      if (sip_name_addr_parse (value, &address, NULL))
        return format_uri (&address.uri);
    }
  return NULL;
}

static void
receive_call (PhoneEngine *self, const SipOutput *output)
{
  PhoneAccount *account = phone_engine_find_core_account (self, output->account);
  const SipNameAddr *from = sip_message_get_from (output->message);
  g_autofree char *raw_name = NULL;
  g_autofree char *name = NULL;
  g_autofree char *uri = NULL;
  g_autofree char *asserted = NULL;
  g_autofree char *detail = NULL;
  g_autoptr (PhoneCall) call = NULL;

  if (account == NULL || self->closing != NULL)
    {
      phone_sip_driver_reject (self->driver, output->call, 480, NULL, NULL);
      return;
    }
  raw_name = sip_name_addr_dup_display (from);
  name = clean_display (raw_name);
  uri = format_uri (&from->uri);
  asserted = find_asserted (output->message);
  call = g_object_ref (phone_engine_make_call (self, account, PHONE_CALL_DIRECTION_INCOMING, uri,
                                               *name != '\0' ? name : NULL, asserted, NULL));
  phone_engine_bind_call (self, call, output->call);
  if (phone_call_receive_invite (call, output))
    {
      phone_engine_emit_incoming (self, call);
      return;
    }
  g_hash_table_remove (self->core_calls, GUINT_TO_POINTER (output->call));
  drop_call (self, call);
  count_calls (self);
  detail = g_strdup_printf (_ ("A call from %s was refused: no encryption offered"), uri);
  phone_engine_warn (self, "call-refused", detail);
}

void
phone_engine_handle_call_output (PhoneEngine *self, const SipOutput *output)
{
  g_autoptr (PhoneCall) call = NULL;
  PhoneCall *found;

  if (output->kind == SIP_OUTPUT_CALL_INCOMING)
    {
      receive_call (self, output);
      return;
    }
  found = g_hash_table_lookup (self->core_calls, GUINT_TO_POINTER (output->call));
  if (found == NULL)
    return;
  call = g_object_ref (found);
  phone_call_handle_output (call, output);
}
