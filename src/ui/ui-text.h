/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Linnet Authors */
/* ui-text.h: small pieces of text that several windows need. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/** ui_text_dup_duration: (transfer full): "02:14", or "1:02:14" from one hour. */
char *ui_text_dup_duration (guint duration_ms);

/** ui_text_dup_action: (transfer full): detailed action name with @target as a string. */
char *ui_text_dup_action (const char *action, const char *target);

/** ui_text_dup_date: (transfer full): the day of @unix_s in the user's time zone and wording. */
char *ui_text_dup_date (gint64 unix_s);

/** ui_text_without_scheme: (transfer none): @address after "sips:" or "sip:". */
const char *ui_text_without_scheme (const char *address);

/** ui_text_show_message: a modal dialog over @parent with one button "Close". All is text. */
void ui_text_show_message (GtkWindow *parent, const char *headline, const char *text);

/** ui_text_name_menu_button: accessible name and tooltip of a menu button without a label. */
void ui_text_name_menu_button (GtkMenuButton *button, const char *name);

/**
 * ui_text_set_only_name:
 * @widget: a row, or a row's button, that libadwaita labelled by the row's title
 * @name: all that assistive technology shall say, in place of the title
 */
void ui_text_set_only_name (GtkWidget *widget, const char *name);

G_END_DECLS
