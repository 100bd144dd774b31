/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Linnet Authors */
/* How the engine makes the preferences. */
#pragma once

#include "phone-preferences.h"

PhonePreferences *phone_preferences_new (GSettings *settings);
