/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Linnet Authors */
/* ui-call-window.h: one call, from "Calling…" to the reason why it ended. */
#pragma once

#include <adwaita.h>
#include "phone-engine.h"

G_BEGIN_DECLS

#define UI_TYPE_CALL_WINDOW (ui_call_window_get_type ())
/**
 * UiCallWindow:
 *
 * UI.md 5.5. Closing it does not end the call: it hides and emits "call-hidden". Signal
 * "call-again" (const char *address): the user wants the same call once more. Main thread.
 */
G_DECLARE_FINAL_TYPE (UiCallWindow, ui_call_window, UI, CALL_WINDOW, AdwWindow)

/**
 * ui_call_window_new:
 * @call: the call that the window follows
 * @name: (nullable): the contact's name; without one the other side's own words are shown
 *
 * Returns: (transfer none): a window, hidden as all new windows.
 */
UiCallWindow *ui_call_window_new (AdwApplication *application, PhoneCall *call, const char *name);

/** ui_call_window_get_name: (transfer none): what the other side is called in the window. */
const char *ui_call_window_get_name (UiCallWindow *self);

/** ui_call_window_get_call: (transfer none): the call. */
PhoneCall *ui_call_window_get_call (UiCallWindow *self);

G_END_DECLS
