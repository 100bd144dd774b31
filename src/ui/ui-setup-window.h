/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Linnet Authors */
/* ui-setup-window.h: first run, and "Add Account…" later. */
#pragma once

#include <adwaita.h>
#include "phone-engine.h"
#include "ui-demo.h"

G_BEGIN_DECLS

#define UI_TYPE_SETUP_WINDOW (ui_setup_window_get_type ())
/** UiSetupWindow: UI.md 5.1. The application shows the main window when it closes. Main thread. */
G_DECLARE_FINAL_TYPE (UiSetupWindow, ui_setup_window, UI, SETUP_WINDOW, AdwWindow)

/**
 * ui_setup_window_new:
 * @welcome: whether it begins with the welcome page; else with the account form
 */
UiSetupWindow *ui_setup_window_new (AdwApplication *application,
                                    PhoneEngine *engine,
                                    UiDemo *demo,
                                    gboolean welcome);

G_END_DECLS
