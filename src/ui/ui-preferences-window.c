/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Linnet Authors */
/* ui-preferences-window.c: the account rows and what belongs to no account. */
#define G_LOG_DOMAIN "ui-preferences-window"

#include "ui-preferences-window.h"
#include "ui-account-page.h"
#include "ui-account-row.h"
#include "ui-audio-page.h"

#include <glib/gi18n.h>

struct _UiPreferencesWindow
{
  AdwPreferencesWindow parent_instance;

  /* Owned */
  PhoneEngine *engine;
  GPtrArray *rows; /* of borrowed rows in accounts_group */

  /* Template */
  AdwPreferencesGroup *accounts_group;
  GtkWidget *connection_row;
  UiAudioPage *audio_page;
};

G_DEFINE_FINAL_TYPE (UiPreferencesWindow, ui_preferences_window, ADW_TYPE_PREFERENCES_WINDOW)

static void
on_subpage_closed (UiPreferencesWindow *self)
{
  adw_preferences_window_close_subpage (ADW_PREFERENCES_WINDOW (self));
}

static void
on_account_opened (UiAccountRow *row, UiPreferencesWindow *self)
{
  PhoneAccount *account = ui_account_row_get_account (row);
  UiAccountPage *page;

  /* The demo's account is made by the service: there is nothing to edit */
  if ((phone_account_get_flags (account) & PHONE_ACCOUNT_DEMO) != 0)
    return;
  page = ui_account_page_new (self->engine, account);
  g_signal_connect_object (page, "closed", G_CALLBACK (on_subpage_closed), self, G_CONNECT_SWAPPED);
  adw_preferences_window_present_subpage (ADW_PREFERENCES_WINDOW (self), GTK_WIDGET (page));
}

static void
update_accounts (UiPreferencesWindow *self)
{
  GListModel *accounts = phone_engine_get_accounts (self->engine);

  for (guint i = 0; i < self->rows->len; i++)
    adw_preferences_group_remove (self->accounts_group, g_ptr_array_index (self->rows, i));
  g_ptr_array_set_size (self->rows, 0);
  for (guint i = 0; i < g_list_model_get_n_items (accounts); i++)
    {
      g_autoptr (PhoneAccount) account = g_list_model_get_item (accounts, i);
      UiAccountRow *row = ui_account_row_new (account);

      g_signal_connect_object (row, "activated", G_CALLBACK (on_account_opened), self, 0);
      adw_preferences_group_add (self->accounts_group, GTK_WIDGET (row));
      g_ptr_array_add (self->rows, row);
    }
  gtk_widget_set_visible (GTK_WIDGET (self->accounts_group), self->rows->len > 0);
}

static gboolean
always_to_selected (GBinding *binding, const GValue *from, GValue *to, gpointer user_data)
{
  g_value_set_uint (to, g_value_get_boolean (from) ? 1 : 0);
  return TRUE;
}

static gboolean
selected_to_always (GBinding *binding, const GValue *from, GValue *to, gpointer user_data)
{
  g_value_set_boolean (to, g_value_get_uint (from) == 1);
  return TRUE;
}

UiPreferencesWindow *
ui_preferences_window_new (GtkWindow *parent, PhoneEngine *engine)
{
  UiPreferencesWindow *self =
      g_object_new (UI_TYPE_PREFERENCES_WINDOW, "transient-for", parent, "application",
                    gtk_window_get_application (parent), NULL);
  PhonePreferences *preferences = phone_engine_get_preferences (engine);

  self->engine = g_object_ref (engine);
  g_object_bind_property_full (preferences, "show-connection-always", self->connection_row,
                               "selected", G_BINDING_SYNC_CREATE | G_BINDING_BIDIRECTIONAL,
                               always_to_selected, selected_to_always, NULL, NULL);
  ui_audio_page_bind (self->audio_page, engine);
  g_signal_connect_object (phone_engine_get_accounts (engine), "items-changed",
                           G_CALLBACK (update_accounts), self, G_CONNECT_SWAPPED);
  update_accounts (self);
  return self;
}

static void
ui_preferences_window_dispose (GObject *object)
{
  UiPreferencesWindow *self = UI_PREFERENCES_WINDOW (object);

  g_clear_object (&self->engine);
  g_clear_pointer (&self->rows, g_ptr_array_unref);
  G_OBJECT_CLASS (ui_preferences_window_parent_class)->dispose (object);
}

static void
ui_preferences_window_class_init (UiPreferencesWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = ui_preferences_window_dispose;
  g_type_ensure (UI_TYPE_AUDIO_PAGE);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/linnetphone/Linnet/ui-preferences-window.ui");
  gtk_widget_class_bind_template_child (widget_class, UiPreferencesWindow, accounts_group);
  gtk_widget_class_bind_template_child (widget_class, UiPreferencesWindow, connection_row);
  gtk_widget_class_bind_template_child (widget_class, UiPreferencesWindow, audio_page);
}

static void
ui_preferences_window_init (UiPreferencesWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->rows = g_ptr_array_new ();
}
