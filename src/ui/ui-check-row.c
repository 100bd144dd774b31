/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Linnet Authors */
/* ui-check-row.c: icon, spinner and words of one check. */
#define G_LOG_DOMAIN "ui-check-row"

#include "ui-check-row.h"

struct _UiCheckRow
{
  AdwActionRow parent_instance;

  /* Children */
  GtkImage *icon;
  GtkSpinner *spinner;
};

G_DEFINE_FINAL_TYPE (UiCheckRow, ui_check_row, ADW_TYPE_ACTION_ROW)

static const struct
{
  const char *icon_name;
  const char *style;
} looks[] = {
  [UI_CHECK_WAITING] = { "content-loading-symbolic", "dim-label" },
  [UI_CHECK_RUNNING] = { "", "" },
  [UI_CHECK_PASSED] = { "emblem-ok-symbolic", "success" },
  [UI_CHECK_FAILED] = { "dialog-error-symbolic", "error" },
};

void
ui_check_row_set (UiCheckRow *self, UiCheckState state, const char *title, const char *text)
{
  g_return_if_fail (UI_IS_CHECK_ROW (self));

  for (guint i = 0; i < G_N_ELEMENTS (looks); i++)
    if (looks[i].style[0] != '\0')
      gtk_widget_remove_css_class (GTK_WIDGET (self->icon), looks[i].style);
  if (looks[state].style[0] != '\0')
    gtk_widget_add_css_class (GTK_WIDGET (self->icon), looks[state].style);
  gtk_image_set_from_icon_name (self->icon, looks[state].icon_name);
  gtk_widget_set_visible (GTK_WIDGET (self->icon), state != UI_CHECK_RUNNING);
  gtk_widget_set_visible (GTK_WIDGET (self->spinner), state == UI_CHECK_RUNNING);
  gtk_spinner_set_spinning (self->spinner, state == UI_CHECK_RUNNING);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self), text != NULL ? text : "");
}

static void
ui_check_row_class_init (UiCheckRowClass *klass)
{
}

static void
ui_check_row_init (UiCheckRow *self)
{
  self->icon = GTK_IMAGE (gtk_image_new ());
  self->spinner = GTK_SPINNER (gtk_spinner_new ());
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (self), FALSE);
  adw_action_row_set_title_lines (ADW_ACTION_ROW (self), 0);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (self), 0);
  adw_action_row_add_prefix (ADW_ACTION_ROW (self), GTK_WIDGET (self->spinner));
  adw_action_row_add_prefix (ADW_ACTION_ROW (self), GTK_WIDGET (self->icon));
}
