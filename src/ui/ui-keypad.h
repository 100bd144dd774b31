/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Linnet Authors */
/* ui-keypad.h: twelve keys with letters. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define UI_TYPE_KEYPAD (ui_keypad_get_type ())
/**
 * UiKeypad:
 *
 * The keys 0 to 9, * and #. Signal "pressed" (const char *key): a key was pressed, "+" where
 * #UiKeypad:plus is set and 0 was held. Main thread.
 */
G_DECLARE_FINAL_TYPE (UiKeypad, ui_keypad, UI, KEYPAD, GtkWidget)

/** ui_keypad_set_plus: whether holding 0 gives "+", as for dialling; tones know no plus. */
void ui_keypad_set_plus (UiKeypad *self, gboolean plus);

/**
 * ui_keypad_get_key_for_keyval:
 * @keyval: a GDK key value
 *
 * Returns: (nullable): the key that this keyboard key stands for ("5" for 5 and keypad 5).
 */
const char *ui_keypad_get_key_for_keyval (guint keyval);

G_END_DECLS
