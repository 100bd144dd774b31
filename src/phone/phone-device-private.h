/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Linnet Authors */
/* How the engine makes devices. */
#pragma once

#include <gio/gio.h>

#include "phone-device.h"

PhoneDevice *phone_device_new (const char *id, const char *name);
