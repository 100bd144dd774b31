/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Linnet Authors */
/* ui-device-row.c: a menu button, since a drop-down would react to the wheel while scrolling. */
#define G_LOG_DOMAIN "ui-device-row"

#include "ui-device-row.h"
#include "ui-text.h"

#include <glib/gi18n.h>

struct _UiDeviceRow
{
  AdwActionRow parent_instance;

  /* Owned */
  GListModel *devices;
  PhonePreferences *preferences;
  GSimpleAction *choice;
  char *key;

  /* Children */
  GtkMenuButton *button;
  GtkLabel *label;
};

G_DEFINE_FINAL_TYPE (UiDeviceRow, ui_device_row, ADW_TYPE_ACTION_ROW)

static void
append_choice (GMenu *menu, const char *name, const char *id)
{
  g_auto (GStrv) parts = g_strsplit (name, "_", -1);
  g_autofree char *plain = g_strjoinv ("__", parts); /* no mnemonic out of a device's name */
  g_autoptr (GMenuItem) item = g_menu_item_new (plain, NULL);

  g_menu_item_set_action_and_target (item, "device.choice", "s", id);
  g_menu_append_item (menu, item);
}

static void
update (UiDeviceRow *self)
{
  g_autoptr (GMenu) menu = g_menu_new ();
  g_autofree char *chosen = NULL;
  g_autofree char *shown = NULL;
  g_autofree char *spoken = NULL;

  g_object_get (self->preferences, self->key, &chosen, NULL);
  append_choice (menu, _ ("System Default"), "");
  shown = g_strdup (_ ("System Default"));
  for (guint i = 0; i < g_list_model_get_n_items (self->devices); i++)
    {
      g_autoptr (PhoneDevice) device = g_list_model_get_item (self->devices, i);

      append_choice (menu, phone_device_get_name (device), phone_device_get_id (device));
      if (g_strcmp0 (chosen, phone_device_get_id (device)) == 0)
        {
          g_free (shown);
          shown = g_strdup (phone_device_get_name (device));
        }
    }
  spoken =
      g_strdup_printf ("%s: %s", adw_preferences_row_get_title (ADW_PREFERENCES_ROW (self)), shown);
  g_simple_action_set_state (self->choice, g_variant_new_string (chosen != NULL ? chosen : ""));
  gtk_label_set_label (self->label, shown);
  gtk_menu_button_set_menu_model (self->button, G_MENU_MODEL (menu));
  ui_text_set_only_name (GTK_WIDGET (self->button), spoken);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self), g_list_model_get_n_items (self->devices) == 0
                                                          ? _ ("No device is connected")
                                                          : "");
}

static void
on_chosen (GSimpleAction *action, GVariant *target, UiDeviceRow *self)
{
  g_object_set (self->preferences, self->key, g_variant_get_string (target, NULL), NULL);
}

void
ui_device_row_bind (UiDeviceRow *self,
                    GListModel *devices,
                    PhonePreferences *preferences,
                    const char *key)
{
  g_autofree char *signal = g_strconcat ("notify::", key, NULL);

  g_return_if_fail (UI_IS_DEVICE_ROW (self));
  g_return_if_fail (self->preferences == NULL);

  self->devices = g_object_ref (devices);
  self->preferences = g_object_ref (preferences);
  self->key = g_strdup (key);
  g_signal_connect_object (devices, "items-changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (preferences, signal, G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  update (self);
}

static void
ui_device_row_finalize (GObject *object)
{
  UiDeviceRow *self = UI_DEVICE_ROW (object);

  g_clear_object (&self->devices);
  g_clear_object (&self->preferences);
  g_clear_object (&self->choice);
  g_free (self->key);
  G_OBJECT_CLASS (ui_device_row_parent_class)->finalize (object);
}

static void
ui_device_row_class_init (UiDeviceRowClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ui_device_row_finalize;
}

static void
ui_device_row_init (UiDeviceRow *self)
{
  g_autoptr (GSimpleActionGroup) group = g_simple_action_group_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  self->label = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_ellipsize (self->label, PANGO_ELLIPSIZE_END);
  gtk_label_set_max_width_chars (self->label, 22);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->label));
  gtk_box_append (GTK_BOX (box), gtk_image_new_from_icon_name ("pan-down-symbolic"));
  self->button = GTK_MENU_BUTTON (gtk_menu_button_new ());
  gtk_menu_button_set_child (self->button, box);
  gtk_widget_add_css_class (GTK_WIDGET (self->button), "flat");
  gtk_widget_set_valign (GTK_WIDGET (self->button), GTK_ALIGN_CENTER);
  adw_action_row_add_suffix (ADW_ACTION_ROW (self), GTK_WIDGET (self->button));
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (self), GTK_WIDGET (self->button));
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (self), 0);

  self->choice =
      g_simple_action_new_stateful ("choice", G_VARIANT_TYPE_STRING, g_variant_new_string (""));
  g_signal_connect_object (self->choice, "activate", G_CALLBACK (on_chosen), self, 0);
  g_action_map_add_action (G_ACTION_MAP (group), G_ACTION (self->choice));
  gtk_widget_insert_action_group (GTK_WIDGET (self), "device", G_ACTION_GROUP (group));
}
