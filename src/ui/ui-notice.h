/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Linnet Authors */
/* ui-notice.h: the strip below the header bar that says what needs attention. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define UI_TYPE_NOTICE (ui_notice_get_type ())
/** UiNotice: a text that stays until its reason is gone, with up to two buttons. Main thread. */
G_DECLARE_FINAL_TYPE (UiNotice, ui_notice, UI, NOTICE, GtkWidget)

/** UiNoticeButton: a label and the detailed action that the button activates, both copied. */
typedef struct
{
  const char *label;
  const char *action;
} UiNoticeButton;

/**
 * ui_notice_show:
 * @self: the notice
 * @text: what to say; text, never markup
 * @first: (nullable): the first button
 * @second: (nullable): the second button
 *
 * Reveals the notice. Showing what is already shown changes nothing.
 */
void ui_notice_show (UiNotice *self,
                     const char *text,
                     const UiNoticeButton *first,
                     const UiNoticeButton *second);

/** ui_notice_hide: hides the notice; its reason is gone. */
void ui_notice_hide (UiNotice *self);

/** ui_notice_set_error: whether the notice is an error (colour and an icon) or neutral. */
void ui_notice_set_error (UiNotice *self, gboolean error);

G_END_DECLS
