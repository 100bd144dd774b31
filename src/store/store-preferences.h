/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Linnet Authors */
/* Preferences: GSettings in a key file of the config folder. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * store_preferences_new:
 * @directory: the config folder
 *
 * The schema is looked for beside the program (in its build folder or installation), then where
 * GLib looks.
 *
 * Returns: (transfer full): settings of the schema `io.github.linnetphone.Linnet`, kept in
 *   `preferences.ini`; %NULL with %STORE_ERROR_FAILED if the schema is not installed. Engine
 * thread.
 */
GSettings *store_preferences_new (const char *directory, GError **error);

G_END_DECLS
