/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Linnet Authors */
/* ui-account-row.c: the switch follows the setting, the words follow the state. */
#define G_LOG_DOMAIN "ui-account-row"

#include "ui-account-row.h"

#include <glib/gi18n.h>

struct _UiAccountRow
{
  AdwActionRow parent_instance;

  /* Owned */
  PhoneAccount *account;

  /* Children */
  GtkImage *icon;
  GtkSwitch *enabled;
};

G_DEFINE_FINAL_TYPE (UiAccountRow, ui_account_row, ADW_TYPE_ACTION_ROW)

PhoneAccount *
ui_account_row_get_account (UiAccountRow *self)
{
  g_return_val_if_fail (UI_IS_ACCOUNT_ROW (self), NULL);

  return self->account;
}

static void
update (UiAccountRow *self)
{
  PhoneAccountState state = phone_account_get_state (self->account);
  gboolean failed = state == PHONE_ACCOUNT_STATE_FAILED || state == PHONE_ACCOUNT_STATE_WAITING;
  g_autofree char *subtitle = g_strdup_printf ("%s · %s", phone_account_get_address (self->account),
                                               phone_account_get_state_text (self->account));
  g_autofree char *name =
      g_strdup_printf (_ ("Use account %s"), phone_account_get_name (self->account));

  gtk_image_set_from_icon_name (self->icon,
                                failed ? "dialog-warning-symbolic" : "avatar-default-symbolic");
  if (failed)
    gtk_widget_add_css_class (GTK_WIDGET (self->icon), "warning");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->icon), "warning");
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self),
                                 phone_account_get_name (self->account));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self), subtitle);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->enabled), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  name, -1);
  gtk_switch_set_active (self->enabled, phone_account_settings_get_enabled (
                                            phone_account_get_settings (self->account)));
}

static void
on_switched (UiAccountRow *self)
{
  PhoneAccountSettings *settings = phone_account_get_settings (self->account);
  gboolean enabled = gtk_switch_get_active (self->enabled);
  g_autoptr (PhoneAccountSettings) changed = NULL;
  g_autoptr (GError) error = NULL;

  if (phone_account_settings_get_enabled (settings) == enabled)
    return;
  changed = phone_account_settings_copy (settings);
  phone_account_settings_set_enabled (changed, enabled);
  if (!phone_account_apply_settings (self->account, changed, &error))
    g_warning ("Switching the account: %s", error->message);
  if (enabled)
    phone_account_sign_in (self->account);
  else
    phone_account_sign_out (self->account);
}

UiAccountRow *
ui_account_row_new (PhoneAccount *account)
{
  UiAccountRow *self = g_object_new (UI_TYPE_ACCOUNT_ROW, NULL);
  gboolean demo = (phone_account_get_flags (account) & PHONE_ACCOUNT_DEMO) != 0;

  self->account = g_object_ref (account);
  if (!demo)
    {
      GtkWidget *next = gtk_image_new_from_icon_name ("go-next-symbolic");

      gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (self), TRUE);
      adw_action_row_add_suffix (ADW_ACTION_ROW (self), next);
    }
  g_signal_connect_object (account, "notify::state", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (account, "notify::state-text", G_CALLBACK (update), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (account, "notify::settings", G_CALLBACK (update), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (account, "notify::name", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  update (self);
  g_signal_connect_object (self->enabled, "notify::active", G_CALLBACK (on_switched), self,
                           G_CONNECT_SWAPPED);
  return self;
}

static void
ui_account_row_dispose (GObject *object)
{
  g_clear_object (&UI_ACCOUNT_ROW (object)->account);
  G_OBJECT_CLASS (ui_account_row_parent_class)->dispose (object);
}

static void
ui_account_row_class_init (UiAccountRowClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = ui_account_row_dispose;
}

static void
ui_account_row_init (UiAccountRow *self)
{
  self->icon = GTK_IMAGE (gtk_image_new ());
  self->enabled = GTK_SWITCH (gtk_switch_new ());
  gtk_widget_set_valign (GTK_WIDGET (self->enabled), GTK_ALIGN_CENTER);
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (self), FALSE);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (self), 0);
  adw_action_row_add_prefix (ADW_ACTION_ROW (self), GTK_WIDGET (self->icon));
  adw_action_row_add_suffix (ADW_ACTION_ROW (self), GTK_WIDGET (self->enabled));
}
