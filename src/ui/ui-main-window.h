/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Linnet Authors */
/* ui-main-window.h: dial bar, list and trust line. */
#pragma once

#include <adwaita.h>
#include "phone-engine.h"
#include "ui-demo.h"

G_BEGIN_DECLS

#define UI_TYPE_MAIN_WINDOW (ui_main_window_get_type ())
/**
 * UiMainWindow:
 *
 * Actions: win.call, win.call-contact(address), win.focus-dial, win.connection, win.account(name),
 * win.enter-password, win.sign-in. Main thread.
 */
G_DECLARE_FINAL_TYPE (UiMainWindow, ui_main_window, UI, MAIN_WINDOW, AdwApplicationWindow)

/** ui_main_window_new: @engine is open. */
UiMainWindow *ui_main_window_new (AdwApplication *application, PhoneEngine *engine, UiDemo *demo);

/**
 * ui_main_window_dial:
 * @text: an address from a link or another program
 *
 * Puts @text into the dial bar and moves the focus there. The user presses Call.
 */
void ui_main_window_dial (UiMainWindow *self, const char *text);

/**
 * ui_main_window_place_call:
 * @text: an address as typed
 *
 * What the Call button does (UI.md 5.3): calls over a trusted connection, waits for a running
 * check, shows the sheet in all other cases.
 */
void ui_main_window_place_call (UiMainWindow *self, const char *text);

/** ui_main_window_toast: a short message of success, as text. */
void ui_main_window_toast (UiMainWindow *self, const char *text);

/** ui_main_window_get_account: (transfer none) (nullable): the account that would call. */
PhoneAccount *ui_main_window_get_account (UiMainWindow *self);

/**
 * ui_main_window_set_hidden_call:
 * @call: (nullable): a running call whose window was closed; its notice leads back to it
 * @name: (nullable): what the other side is called
 */
void ui_main_window_set_hidden_call (UiMainWindow *self, PhoneCall *call, const char *name);

G_END_DECLS
