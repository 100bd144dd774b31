/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Linnet Authors */
/* The writer of events, and the events that belong to no call. */
#define G_LOG_DOMAIN "cli-events"

#include "cli-events.h"

#include "cli-call-events.h"
#include "cli-trust-events.h"

#include <glib/gi18n.h>
#include <stdio.h>

struct _CliEvents
{
  gboolean json;
  gboolean broken;
  /* Owned */
  PhoneEngine *engine;
  GPtrArray *accounts; /* PhoneAccount, watched */
  GPtrArray *calls;    /* PhoneCall, watched */
};

void
cli_events_set_string (JsonObject *object, const char *name, const char *value)
{
  if (value != NULL)
    json_object_set_string_member (object, name, value);
  else
    json_object_set_null_member (object, name);
}

CliEvents *
cli_events_new (gboolean json)
{
  CliEvents *self = g_new0 (CliEvents, 1);

  self->json = json;
  self->accounts = g_ptr_array_new_with_free_func (g_object_unref);
  self->calls = g_ptr_array_new_with_free_func (g_object_unref);
  return self;
}

void
cli_events_free (CliEvents *self)
{
  if (self == NULL)
    return;
  if (self->engine != NULL)
    {
      g_signal_handlers_disconnect_by_data (phone_engine_get_calls (self->engine), self);
      g_signal_handlers_disconnect_by_data (self->engine, self);
    }
  for (guint i = 0; i < self->accounts->len; i++)
    g_signal_handlers_disconnect_by_data (self->accounts->pdata[i], self);
  for (guint i = 0; i < self->calls->len; i++)
    cli_call_events_unwatch (self, self->calls->pdata[i]);
  g_ptr_array_unref (self->accounts);
  g_ptr_array_unref (self->calls);
  g_clear_object (&self->engine);
  g_free (self);
}

char *
cli_events_dup_printable (const char *text, gboolean keep_lines)
{
  g_autofree char *valid = g_utf8_make_valid (text, -1);
  GString *clean = g_string_new (NULL);

  for (const char *p = valid; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);
      /* Cf: marks that change the direction of what follows */
      gboolean obeyed = g_unichar_iscntrl (c) || g_unichar_type (c) == G_UNICODE_FORMAT;

      g_string_append_unichar (clean, obeyed && (c != '\n' || !keep_lines) ? ' ' : c);
    }
  return g_string_free (clean, FALSE);
}

static void
write_line (CliEvents *self, const char *line)
{
  if (self->broken)
    return;
  if (fputs (line, stdout) == EOF || putchar ('\n') == EOF || fflush (stdout) == EOF)
    self->broken = TRUE;
}

void
cli_events_emit (CliEvents *self, const char *name, JsonObject *members, const char *plain)
{
  g_autoptr (JsonObject) all = json_object_new ();
  g_autoptr (JsonObject) owned = members;

  if (!self->json)
    {
      g_autofree char *clean = plain != NULL ? cli_events_dup_printable (plain, FALSE) : NULL;

      if (clean != NULL)
        write_line (self, clean);
      return;
    }
  json_object_set_string_member (all, "event", name);
  if (owned != NULL)
    {
      g_autoptr (GList) names = json_object_get_members (owned);

      for (GList *at = names; at != NULL; at = at->next)
        json_object_set_member (all, at->data, json_object_dup_member (owned, at->data));
    }
  {
    g_autoptr (JsonNode) node = json_node_init_object (json_node_alloc (), all);
    g_autofree char *line = json_to_string (node, FALSE);

    write_line (self, line);
  }
}

gboolean
cli_events_is_broken (CliEvents *self)
{
  return self->broken;
}

void
cli_events_emit_of_call (CliEvents *self,
                         PhoneCall *call,
                         const char *name,
                         JsonObject *members,
                         const char *plain)
{
  g_autoptr (JsonObject) rest = members;
  JsonObject *all = json_object_new ();

  json_object_set_string_member (all, "call", phone_call_get_id (call));
  if (rest != NULL)
    {
      g_autoptr (GList) names = json_object_get_members (rest);

      for (GList *at = names; at != NULL; at = at->next)
        json_object_set_member (all, at->data, json_object_dup_member (rest, at->data));
    }
  cli_events_emit (self, name, all, plain);
}

void
cli_events_ok (CliEvents *self)
{
  cli_events_emit (self, "ok", NULL, NULL);
}

void
cli_events_error (CliEvents *self, const char *detail)
{
  JsonObject *members = json_object_new ();

  json_object_set_string_member (members, "detail", detail);
  cli_events_emit (self, "error", members, detail);
}

void
cli_events_warning (CliEvents *self, const char *id, const char *detail)
{
  JsonObject *members = json_object_new ();
  g_autofree char *plain = g_strdup_printf (_ ("Warning: %s"), detail);

  json_object_set_string_member (members, "id", id);
  json_object_set_string_member (members, "detail", detail);
  cli_events_emit (self, "warning", members, plain);
}

static void
on_warning (PhoneEngine *engine, const char *id, const char *detail, CliEvents *self)
{
  cli_events_warning (self, id, detail);
}

static void
watch_call (CliEvents *self, PhoneCall *call)
{
  g_ptr_array_add (self->calls, g_object_ref (call));
  cli_call_events_watch (self, call);
}

/* A call that comes in is one only when the engine says so: it may be refused at once */
static void
on_incoming (PhoneEngine *engine, PhoneCall *call, CliEvents *self)
{
  watch_call (self, call);
}

static void
on_calls_changed (GListModel *calls, guint position, guint removed, guint added, CliEvents *self)
{
  for (guint i = position; i < position + added; i++)
    {
      g_autoptr (PhoneCall) call = g_list_model_get_item (calls, i);

      if (phone_call_get_direction (call) == PHONE_CALL_DIRECTION_OUTGOING)
        watch_call (self, call);
    }
}

void
cli_events_watch_engine (CliEvents *self, PhoneEngine *engine)
{
  GListModel *calls = phone_engine_get_calls (engine);

  self->engine = g_object_ref (engine);
  g_signal_connect (engine, "warning", G_CALLBACK (on_warning), self);
  g_signal_connect (engine, "incoming", G_CALLBACK (on_incoming), self);
  g_signal_connect (calls, "items-changed", G_CALLBACK (on_calls_changed), self);
  on_calls_changed (calls, 0, 0, g_list_model_get_n_items (calls), self);
}

static void
on_registered (PhoneAccount *account, const char *contact, guint expires_s, CliEvents *self)
{
  JsonObject *members = json_object_new ();
  const char *aor = phone_account_get_aor (account);
  g_autofree char *plain = g_strdup_printf (
      ngettext ("Signed in as %s for %u second", "Signed in as %s for %u seconds", expires_s), aor,
      expires_s);

  json_object_set_string_member (members, "aor", aor);
  json_object_set_string_member (members, "contact", contact);
  json_object_set_int_member (members, "expires", expires_s);
  cli_events_emit (self, "registered", members, plain);
}

static void
on_registration_failed (PhoneAccount *account, guint code, const char *reason, CliEvents *self)
{
  JsonObject *members = json_object_new ();
  const char *aor = phone_account_get_aor (account);
  g_autofree char *plain =
      code != 0 ? g_strdup_printf (_ ("Not signed in as %s: %u %s"), aor, code, reason)
                : g_strdup_printf (_ ("Not signed in as %s: %s"), aor, reason);

  json_object_set_string_member (members, "aor", aor);
  json_object_set_int_member (members, "code", code);
  json_object_set_string_member (members, "reason", reason);
  cli_events_emit (self, "registration-failed", members, plain);
}

static void
on_unregistered (PhoneAccount *account, CliEvents *self)
{
  JsonObject *members = json_object_new ();
  const char *aor = phone_account_get_aor (account);
  g_autofree char *plain = g_strdup_printf (_ ("Signed out as %s"), aor);

  json_object_set_string_member (members, "aor", aor);
  cli_events_emit (self, "unregistered", members, plain);
}

/* The first report of an account, and each that differs in its verdict, which a user must see */
static void
on_trust_report (PhoneAccount *account, GParamSpec *pspec, CliEvents *self)
{
  PhoneTrustReport *report = phone_account_get_trust_report (account);
  gpointer said = g_object_get_data (G_OBJECT (account), "cli-verdict");
  gpointer verdict;

  if (report == NULL)
    return;
  verdict = GUINT_TO_POINTER (1 + (guint) phone_trust_report_get_verdict (report));
  if (said == verdict)
    return;
  g_object_set_data (G_OBJECT (account), "cli-verdict", verdict);
  cli_trust_events_emit_report (self, report);
}

void
cli_events_watch_account (CliEvents *self, PhoneAccount *account)
{
  g_ptr_array_add (self->accounts, g_object_ref (account));
  g_signal_connect (account, "registered", G_CALLBACK (on_registered), self);
  g_signal_connect (account, "registration-failed", G_CALLBACK (on_registration_failed), self);
  g_signal_connect (account, "unregistered", G_CALLBACK (on_unregistered), self);
  g_signal_connect (account, "notify::trust-report", G_CALLBACK (on_trust_report), self);
}

void
cli_events_saved_account (CliEvents *self, PhoneAccount *account)
{
  PhoneAccountSettings *settings = phone_account_get_settings (account);
  const char *name = phone_account_get_name (account);
  const char *aor = phone_account_get_aor (account);
  const char *state = phone_account_state_to_string (phone_account_get_state (account));
  JsonObject *members = json_object_new ();
  g_autofree char *plain = g_strdup_printf ("%s: %s", name, aor);

  json_object_set_string_member (members, "name", name);
  json_object_set_string_member (members, "aor", aor);
  cli_events_set_string (members, "server", phone_account_settings_get_server (settings));
  json_object_set_string_member (members, "state", state);
  cli_events_emit (self, "account", members, plain);
}

void
cli_events_calls (CliEvents *self, GListModel *calls)
{
  JsonObject *members = json_object_new ();
  JsonArray *list = json_array_new ();
  g_autoptr (GString) plain = g_string_new (NULL);

  for (guint i = 0; i < g_list_model_get_n_items (calls); i++)
    {
      g_autoptr (PhoneCall) call = g_list_model_get_item (calls, i);
      const char *state = phone_call_state_to_string (phone_call_get_state (call));
      JsonObject *object;

      if (phone_call_get_state (call) == PHONE_CALL_STATE_ENDED)
        continue;
      object = json_object_new ();
      json_object_set_string_member (object, "call", phone_call_get_id (call));
      json_object_set_string_member (object, "state", state);
      json_object_set_string_member (object, "remote", phone_call_get_remote_uri (call));
      json_array_add_object_element (list, object);
      g_string_append_printf (plain, "%s%s %s %s", plain->len > 0 ? ", " : "",
                              phone_call_get_id (call), state, phone_call_get_remote_uri (call));
    }
  if (plain->len == 0)
    g_string_append (plain, _ ("No calls"));
  json_object_set_array_member (members, "calls", list);
  cli_events_emit (self, "calls", members, plain->str);
}
