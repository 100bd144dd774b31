/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Linnet Authors */
/* ui-text.c: formatting for the eye and for assistive technology. */
#define G_LOG_DOMAIN "ui-text"

#include "ui-text.h"

#include <adwaita.h>
#include <glib/gi18n.h>
#include <string.h>

char *
ui_text_dup_duration (guint duration_ms)
{
  guint seconds = duration_ms / 1000;

  if (seconds >= 3600)
    return g_strdup_printf ("%u:%02u:%02u", seconds / 3600, seconds / 60 % 60, seconds % 60);
  return g_strdup_printf ("%02u:%02u", seconds / 60, seconds % 60);
}

char *
ui_text_dup_action (const char *action, const char *target)
{
  g_autoptr (GVariant) value = g_variant_ref_sink (g_variant_new_string (target));

  return g_action_print_detailed_name (action, value);
}

char *
ui_text_dup_date (gint64 unix_s)
{
  g_autoptr (GDateTime) time = g_date_time_new_from_unix_local (unix_s);

  if (time == NULL)
    return g_strdup (_ ("an unknown day"));
  /* Translators: day, month, year as in "10 June 2027" */
  return g_date_time_format (time, _ ("%-d %B %Y"));
}

const char *
ui_text_without_scheme (const char *address)
{
  if (g_str_has_prefix (address, "sips:"))
    return address + strlen ("sips:");
  if (g_str_has_prefix (address, "sip:"))
    return address + strlen ("sip:");
  return address;
}

void
ui_text_show_message (GtkWindow *parent, const char *headline, const char *text)
{
  GtkWidget *dialog = adw_message_dialog_new (parent, headline, text);

  adw_message_dialog_set_heading_use_markup (ADW_MESSAGE_DIALOG (dialog), FALSE);
  adw_message_dialog_set_body_use_markup (ADW_MESSAGE_DIALOG (dialog), FALSE);
  adw_message_dialog_add_response (ADW_MESSAGE_DIALOG (dialog), "close", _ ("_Close"));
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), "close");
  gtk_window_present (GTK_WINDOW (dialog));
}

void
ui_text_name_menu_button (GtkMenuButton *button, const char *name)
{
  gtk_widget_set_tooltip_text (GTK_WIDGET (button), name);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

void
ui_text_set_only_name (GtkWidget *widget, const char *name)
{
  gtk_accessible_reset_relation (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_RELATION_LABELLED_BY);
  gtk_accessible_update_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}
