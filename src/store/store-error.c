/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Linnet Authors */
#define G_LOG_DOMAIN "store-error"

#include "store-error.h"

G_DEFINE_QUARK (store - error - quark, store_error)
