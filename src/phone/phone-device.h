/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Linnet Authors */
/* A microphone or loudspeaker of this computer, as a choice in Preferences. */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/**
 * PhoneDevice:
 *
 * Read-only, constant properties: `id` (string, goes into the preferences), `name` (string).
 */
#define PHONE_TYPE_DEVICE (phone_device_get_type ())
G_DECLARE_FINAL_TYPE (PhoneDevice, phone_device, PHONE, DEVICE, GObject)

const char *phone_device_get_id (PhoneDevice *self);
const char *phone_device_get_name (PhoneDevice *self);

G_END_DECLS
