/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Linnet Authors */
/* ui-application.h: the process: engine, demo, windows. */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define UI_TYPE_APPLICATION (ui_application_get_type ())
/**
 * UiApplication:
 *
 * Options: --demo, --config DIR, --ca FILE. Actions: app.preferences, app.about, app.quit,
 * app.add-account, app.start-demo, app.stop-demo, app.show-call, app.end-call. No action places or
 * answers a call: those are reachable over D-Bus. Main thread.
 */
G_DECLARE_FINAL_TYPE (UiApplication, ui_application, UI, APPLICATION, AdwApplication)

UiApplication *ui_application_new (void);

/** ui_application_get_exit_status: 0, or 1 where the engine could not be opened. */
int ui_application_get_exit_status (UiApplication *self);

G_END_DECLS
