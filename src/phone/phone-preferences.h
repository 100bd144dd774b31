/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Linnet Authors */
/* Preferences that belong to no account; written to the config folder as they change. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * PhonePreferences:
 *
 * Writable properties with notify, each bound to a key of the same name in the schema
 * `io.github.linnetphone.Linnet` kept in the config folder:
 *
 * - `microphone`, `speaker`, `ringer` (string): a #PhoneDevice's id, "" for the system's default
 * - `audio-codecs` (strv): in order; every codec that is missing is off
 * - `constant-bit-rate` (boolean)
 * - `show-connection-always` (boolean): the trust sheet before each call
 * - `default-account` (string): name of the account that calls are placed with
 * - `window-width`, `window-height` (int), `window-maximized` (boolean)
 * - `first-run-done` (boolean)
 */
#define PHONE_TYPE_PREFERENCES (phone_preferences_get_type ())
G_DECLARE_FINAL_TYPE (PhonePreferences, phone_preferences, PHONE, PREFERENCES, GObject)

/**
 * phone_preferences_reset:
 * @name: a property's name
 *
 * Back to its default.
 */
void phone_preferences_reset (PhonePreferences *self, const char *name);

G_END_DECLS
