/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Linnet Authors */
/* ui-attention.c: at most one notice, the most urgent first; it goes when its reason has gone. */
#define G_LOG_DOMAIN "ui-attention"

#include "ui-attention.h"
#include "ui-text.h"

#include <glib/gi18n.h>

struct _UiAttention
{
  GObject parent_instance;

  /* Owned */
  PhoneEngine *engine;
  UiDemo *demo;
  GPtrArray *watched; /* PhoneAccount, their notify connected */
  PhoneCall *hidden_call;
  char *hidden_name;
  char *warning;
  guint timer_id;

  /* Borrowed */
  UiNotice *notice;

  gboolean emergency;
  gboolean still_checking;
};

G_DEFINE_FINAL_TYPE (UiAttention, ui_attention, G_TYPE_OBJECT)

static gboolean
show_hidden_call (UiAttention *self)
{
  g_autofree char *text = NULL;
  g_autofree char *time = NULL;

  if (self->hidden_call == NULL)
    return FALSE;
  time = ui_text_dup_duration (phone_call_get_duration_ms (self->hidden_call));
  text = g_strdup_printf (_ ("In a call with %s, %s"), self->hidden_name, time);
  ui_notice_show (self->notice, text, &(UiNoticeButton){ _ ("_Return"), "app.show-call" },
                  &(UiNoticeButton){ _ ("_End"), "app.end-call" });
  return TRUE;
}

static gboolean
show_sign_in_failure (UiAttention *self, PhoneAccount *account)
{
  g_autoptr (PhoneExplanation) why = NULL;
  g_autofree char *text = NULL;
  g_autofree char *enter = NULL;
  const char *name = phone_account_get_name (account);

  if (phone_account_get_state (account) != PHONE_ACCOUNT_STATE_FAILED)
    return FALSE;
  why = phone_explain_account (account);
  if (phone_account_get_trust_state (account) == PHONE_TRUST_STATE_UNTRUSTED)
    {
      g_autofree char *identity =
          phone_account_settings_dup_identity (phone_account_get_settings (account));

      text = g_strdup_printf (_ ("Not verified: %s."), identity);
      ui_notice_show (self->notice, text, &(UiNoticeButton){ _ ("_Details"), "win.connection" },
                      NULL);
      return TRUE;
    }
  enter = ui_text_dup_action ("win.enter-password", name);
  if (why != NULL && g_str_equal (why->id, "E1"))
    text = g_strdup_printf (_ ("Not signed in to %s: wrong password."), name);
  else
    text = g_strdup_printf (_ ("Not signed in to %s. %s."), name,
                            why != NULL ? why->headline : phone_account_get_state_text (account));
  if (why != NULL && g_strv_contains ((const char *const *) why->actions, "enter-password"))
    ui_notice_show (self->notice, text, &(UiNoticeButton){ _ ("Enter _Password…"), enter }, NULL);
  else
    {
      g_autofree char *again = ui_text_dup_action ("win.sign-in", name);

      ui_notice_show (self->notice, text, &(UiNoticeButton){ _ ("_Try Again"), again },
                      &(UiNoticeButton){ _ ("_Details"), "win.connection" });
    }
  return TRUE;
}

static gboolean
show_any_failure (UiAttention *self)
{
  for (guint i = 0; i < self->watched->len; i++)
    if (show_sign_in_failure (self, g_ptr_array_index (self->watched, i)))
      return TRUE;
  return FALSE;
}

/* A server on this computer or in this house may be reached all the same */
static gboolean
all_are_signed_in (UiAttention *self)
{
  for (guint i = 0; i < self->watched->len; i++)
    {
      PhoneAccountState state = phone_account_get_state (g_ptr_array_index (self->watched, i));

      if (state != PHONE_ACCOUNT_STATE_SIGNED_IN && state != PHONE_ACCOUNT_STATE_DISABLED)
        return FALSE;
    }
  return TRUE;
}

static gboolean
show_waiting (UiAttention *self)
{
  for (guint i = 0; i < self->watched->len; i++)
    {
      PhoneAccount *account = g_ptr_array_index (self->watched, i);
      g_autofree char *text = NULL;
      g_autofree char *again = NULL;

      if (phone_account_get_state (account) != PHONE_ACCOUNT_STATE_WAITING ||
          phone_account_get_headline (account) == NULL)
        continue;
      text = g_strdup_printf (_ ("Not signed in to %s. %s."), phone_account_get_name (account),
                              phone_account_get_headline (account));
      again = ui_text_dup_action ("win.sign-in", phone_account_get_name (account));
      ui_notice_show (self->notice, text, &(UiNoticeButton){ _ ("_Try Again"), again }, NULL);
      return TRUE;
    }
  return FALSE;
}

static gboolean
show_passing (UiAttention *self)
{
  if (self->emergency)
    ui_notice_show (self->notice, _ ("Linnet can’t promise emergency calls. Use a phone."), NULL,
                    NULL);
  else if (self->still_checking)
    ui_notice_show (self->notice, _ ("Still checking."),
                    &(UiNoticeButton){ _ ("_Cancel"), "win.cancel-call" }, NULL);
  else
    return FALSE;
  return TRUE;
}

static gboolean
show_problem (UiAttention *self)
{
  ui_notice_set_error (self->notice, TRUE);
  if (self->emergency && show_passing (self))
    return TRUE;
  if (show_any_failure (self))
    return TRUE;
  if (!phone_engine_get_network_available (self->engine) && !all_are_signed_in (self))
    {
      ui_notice_show (self->notice, _ ("No network. Linnet will reconnect by itself."), NULL, NULL);
      return TRUE;
    }
  if (show_waiting (self))
    return TRUE;
  if (self->warning != NULL)
    {
      ui_notice_show (self->notice, self->warning,
                      &(UiNoticeButton){ _ ("_Close"), "win.dismiss-warning" }, NULL);
      return TRUE;
    }
  return FALSE;
}

static void
update (UiAttention *self)
{
  gboolean neutral = self->hidden_call != NULL;

  if (!neutral && show_problem (self))
    return;
  ui_notice_set_error (self->notice, FALSE);
  if (show_hidden_call (self) || show_passing (self))
    return;
  if (ui_demo_get_running (self->demo))
    ui_notice_show (self->notice, _ ("Demo service on this computer."),
                    &(UiNoticeButton){ _ ("_Add a Real Account"), "app.add-account" },
                    &(UiNoticeButton){ _ ("_Stop Demo"), "app.stop-demo" });
  else
    ui_notice_hide (self->notice);
}

static void
unwatch (gpointer account, gpointer self)
{
  g_signal_handlers_disconnect_by_data (account, self);
}

static void
watch_accounts (UiAttention *self)
{
  GListModel *accounts = phone_engine_get_accounts (self->engine);

  g_ptr_array_foreach (self->watched, unwatch, self);
  g_ptr_array_set_size (self->watched, 0);
  for (guint i = 0; i < g_list_model_get_n_items (accounts); i++)
    {
      PhoneAccount *account = g_list_model_get_item (accounts, i);

      g_ptr_array_add (self->watched, account);
      g_signal_connect_swapped (account, "notify::state", G_CALLBACK (update), self);
      g_signal_connect_swapped (account, "notify::headline", G_CALLBACK (update), self);
      g_signal_connect_swapped (account, "notify::trust-state", G_CALLBACK (update), self);
    }
  update (self);
}

static void
on_warning (PhoneEngine *engine, const char *id, const char *detail, UiAttention *self)
{
  g_free (self->warning);
  self->warning = g_strdup (detail);
  update (self);
}

static gboolean
on_second (gpointer user_data)
{
  update (UI_ATTENTION (user_data));
  return G_SOURCE_CONTINUE;
}

void
ui_attention_set_hidden_call (UiAttention *self, PhoneCall *call, const char *name)
{
  g_return_if_fail (UI_IS_ATTENTION (self));

  g_set_object (&self->hidden_call, call);
  g_free (self->hidden_name);
  self->hidden_name = g_strdup (name);
  g_clear_handle_id (&self->timer_id, g_source_remove);
  if (call != NULL)
    self->timer_id = g_timeout_add_seconds (1, on_second, self);
  update (self);
}

void
ui_attention_set_emergency (UiAttention *self, gboolean emergency)
{
  g_return_if_fail (UI_IS_ATTENTION (self));

  if (self->emergency == emergency)
    return;
  self->emergency = emergency;
  update (self);
}

void
ui_attention_set_still_checking (UiAttention *self, gboolean still_checking)
{
  g_return_if_fail (UI_IS_ATTENTION (self));

  if (self->still_checking == still_checking)
    return;
  self->still_checking = still_checking;
  update (self);
}

void
ui_attention_dismiss_warning (UiAttention *self)
{
  g_return_if_fail (UI_IS_ATTENTION (self));

  g_clear_pointer (&self->warning, g_free);
  update (self);
}

UiAttention *
ui_attention_new (PhoneEngine *engine, UiDemo *demo, UiNotice *notice)
{
  UiAttention *self = g_object_new (UI_TYPE_ATTENTION, NULL);

  self->engine = g_object_ref (engine);
  self->demo = g_object_ref (demo);
  self->notice = notice;
  g_signal_connect_object (phone_engine_get_accounts (engine), "items-changed",
                           G_CALLBACK (watch_accounts), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (engine, "warning", G_CALLBACK (on_warning), self, 0);
  g_signal_connect_object (engine, "notify::network-available", G_CALLBACK (update), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (demo, "notify::running", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  watch_accounts (self);
  return self;
}

static void
ui_attention_dispose (GObject *object)
{
  UiAttention *self = UI_ATTENTION (object);

  g_clear_handle_id (&self->timer_id, g_source_remove);
  if (self->watched != NULL)
    g_ptr_array_foreach (self->watched, unwatch, self);
  g_clear_pointer (&self->watched, g_ptr_array_unref);
  g_clear_pointer (&self->warning, g_free);
  g_clear_object (&self->hidden_call);
  g_clear_pointer (&self->hidden_name, g_free);
  g_clear_object (&self->demo);
  g_clear_object (&self->engine);
  G_OBJECT_CLASS (ui_attention_parent_class)->dispose (object);
}

static void
ui_attention_class_init (UiAttentionClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = ui_attention_dispose;
}

static void
ui_attention_init (UiAttention *self)
{
  self->watched = g_ptr_array_new_with_free_func (g_object_unref);
}
