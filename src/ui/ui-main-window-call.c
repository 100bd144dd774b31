/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Linnet Authors */
/* ui-main-window-call.c: what happens between the Call button and the call window (UI.md 5.3). */
#define G_LOG_DOMAIN "ui-main-window-call"

#include "ui-main-window-private.h"
#include "ui-text.h"
#include "ui-trust-sheet.h"

#include <glib/gi18n.h>

#define STILL_CHECKING_S 10
#define EXPIRY_ATTENTION_S (3 * 24 * 3600)

/* A note that the user must see before the call: marked * in UI.md 4 */
static gboolean
needs_attention (PhoneTrustReport *report)
{
  PhoneTrustStep *continuity;
  g_autoptr (PhoneCertificate) leaf = NULL;

  if (report == NULL)
    return FALSE;
  continuity = phone_trust_report_get_step (report, "continuity");
  if (continuity != NULL && phone_trust_step_get_status (continuity) == PHONE_TRUST_STATUS_WARN &&
      g_strcmp0 (phone_trust_step_get_cause (continuity), "first") != 0)
    return TRUE;
  leaf = g_list_model_get_item (phone_trust_report_get_chain (report), 0);
  return leaf != NULL && phone_certificate_get_not_after (leaf) <
                             g_get_real_time () / G_USEC_PER_SEC + EXPIRY_ATTENTION_S;
}

static void
set_checking (UiMainWindow *self, gboolean checking)
{
  g_clear_handle_id (&self->still_checking_id, g_source_remove);
  ui_attention_set_still_checking (self->attention, FALSE);
  gtk_widget_set_visible (self->call_spinner, checking);
  gtk_spinner_set_spinning (GTK_SPINNER (self->call_spinner), checking);
  gtk_label_set_label (self->call_label, checking ? _ ("Checking…") : _ ("Call"));
  if (!checking)
    g_clear_pointer (&self->waiting_text, g_free);
}

static gboolean
on_still_checking (gpointer user_data)
{
  UiMainWindow *self = UI_MAIN_WINDOW (user_data);

  self->still_checking_id = 0;
  ui_attention_set_still_checking (self->attention, TRUE);
  return G_SOURCE_REMOVE;
}

static void
call_now (UiMainWindow *self, PhoneAccount *account, const char *text)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (PhoneExplanation) why = NULL;

  /* The application shows the window of each new call in the engine's list */
  if (phone_account_call (account, text, NULL, &error) != NULL)
    {
      gtk_editable_set_text (self->dial_entry, "");
      return;
    }
  why = phone_explain_error (error);
  ui_text_show_message (GTK_WINDOW (self), why->headline, why->text);
}

static void
on_sheet_call (UiTrustSheet *sheet, const char *text, UiMainWindow *self)
{
  PhoneAccount *account = ui_main_window_get_account (self);

  if (account != NULL && phone_trust_state_allows_call (phone_account_get_trust_state (account)))
    call_now (self, account, text);
}

static void
show_sheet (UiMainWindow *self, PhoneAccount *account, const char *text)
{
  UiTrustSheet *sheet = ui_trust_sheet_new (GTK_WINDOW (self), account, text);

  g_signal_connect_object (sheet, "call", G_CALLBACK (on_sheet_call), self, 0);
  gtk_window_present (GTK_WINDOW (sheet));
}

static gboolean
asks_always (UiMainWindow *self)
{
  gboolean always = FALSE;

  g_object_get (phone_engine_get_preferences (self->engine), "show-connection-always", &always,
                NULL);
  return always;
}

static void
decide (UiMainWindow *self, PhoneAccount *account, const char *text)
{
  PhoneTrustState state = phone_account_get_trust_state (account);

  gboolean noted =
      state != PHONE_TRUST_STATE_DEMO && needs_attention (phone_account_get_trust_report (account));

  if (!phone_trust_state_allows_call (state) || asks_always (self) || noted)
    show_sheet (self, account, text);
  else
    call_now (self, account, text);
}

void
ui_main_window_cancel_call (UiMainWindow *self)
{
  set_checking (self, FALSE);
}

void
ui_main_window_continue_call (UiMainWindow *self)
{
  PhoneAccount *account = ui_main_window_get_account (self);
  g_autofree char *text = NULL;

  if (self->waiting_text == NULL)
    return;
  if (account != NULL && phone_account_get_trust_state (account) == PHONE_TRUST_STATE_CHECKING)
    return;
  text = g_steal_pointer (&self->waiting_text);
  set_checking (self, FALSE);
  if (account != NULL)
    decide (self, account, text);
}

static gboolean
is_busy (UiMainWindow *self)
{
  if (phone_engine_get_active_calls (self->engine) == 0)
    return FALSE;
  gtk_widget_activate_action (GTK_WIDGET (self), "app.show-call", NULL);
  ui_main_window_toast (self, _ ("End the present call first"));
  return TRUE;
}

static void
toast_dropped_headers (UiMainWindow *self, const PhoneDialTarget *target)
{
  g_autofree char *names = NULL;
  g_autofree char *text = NULL;

  if (target->dropped == NULL || target->dropped[0] == NULL)
    return;
  names = g_strjoinv (", ", target->dropped);
  /* Translators: %s is a list of header names from a pasted address */
  text = g_strdup_printf (_ ("Left out of the address: %s"), names);
  ui_main_window_toast (self, text);
}

void
ui_main_window_place_call (UiMainWindow *self, const char *text)
{
  PhoneAccount *account = ui_main_window_get_account (self);
  g_autoptr (PhoneDialTarget) target = NULL;
  g_autoptr (GError) error = NULL;

  g_return_if_fail (UI_IS_MAIN_WINDOW (self));

  if (account == NULL || text[0] == '\0' || is_busy (self))
    return;
  target = phone_dial_parse (text, phone_account_get_settings (account), &error);
  if (target == NULL)
    {
      g_autoptr (PhoneExplanation) why = phone_explain_error (error);

      ui_text_show_message (GTK_WINDOW (self), why->headline, why->text);
      return;
    }
  toast_dropped_headers (self, target);
  if (phone_account_get_trust_state (account) == PHONE_TRUST_STATE_CHECKING)
    {
      set_checking (self, TRUE);
      g_free (self->waiting_text);
      self->waiting_text = g_strdup (text);
      self->still_checking_id = g_timeout_add_seconds (STILL_CHECKING_S, on_still_checking, self);
      return;
    }
  decide (self, account, text);
}
