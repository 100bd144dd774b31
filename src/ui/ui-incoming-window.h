/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Linnet Authors */
/* ui-incoming-window.h: somebody calls. */
#pragma once

#include <adwaita.h>
#include "phone-engine.h"

G_BEGIN_DECLS

#define UI_TYPE_INCOMING_WINDOW (ui_incoming_window_get_type ())
/**
 * UiIncomingWindow:
 *
 * UI.md 5.6. Signal "answered": the user answered, the call window takes over. The window closes by
 * itself when the call no longer rings. Main thread.
 */
G_DECLARE_FINAL_TYPE (UiIncomingWindow, ui_incoming_window, UI, INCOMING_WINDOW, AdwWindow)

/** ui_incoming_window_new: a window for @call, which rings; hidden as all new windows. */
UiIncomingWindow *ui_incoming_window_new (AdwApplication *application, PhoneCall *call);

/** ui_incoming_window_get_call: (transfer none): the call. */
PhoneCall *ui_incoming_window_get_call (UiIncomingWindow *self);

G_END_DECLS
