/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Linnet Authors */
/* ui-device-row.h: the choice of a microphone or speaker. */
#pragma once

#include <adwaita.h>
#include "phone-engine.h"

G_BEGIN_DECLS

#define UI_TYPE_DEVICE_ROW (ui_device_row_get_type ())
/** UiDeviceRow: a row that opens a list of devices, the first one "System Default". Main thread. */
G_DECLARE_FINAL_TYPE (UiDeviceRow, ui_device_row, UI, DEVICE_ROW, AdwActionRow)

/**
 * ui_device_row_bind:
 * @devices: a #GListModel of #PhoneDevice
 * @preferences: where the choice is kept
 * @key: property of @preferences: "microphone", "speaker" or "ringer"
 */
void ui_device_row_bind (UiDeviceRow *self,
                         GListModel *devices,
                         PhonePreferences *preferences,
                         const char *key);

G_END_DECLS
