/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Linnet Authors */
/* ui-preferences-window.h: accounts, security, audio; applies at once. */
#pragma once

#include <adwaita.h>
#include "phone-engine.h"

G_BEGIN_DECLS

#define UI_TYPE_PREFERENCES_WINDOW (ui_preferences_window_get_type ())
/** UiPreferencesWindow: UI.md 5.11 as far as there is something to prefer. Main thread. */
G_DECLARE_FINAL_TYPE (UiPreferencesWindow,
                      ui_preferences_window,
                      UI,
                      PREFERENCES_WINDOW,
                      AdwPreferencesWindow)

UiPreferencesWindow *ui_preferences_window_new (GtkWindow *parent, PhoneEngine *engine);

G_END_DECLS
