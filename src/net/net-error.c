/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Linnet Authors */
/* The error domain of this folder. */
#define G_LOG_DOMAIN "net-error"

#include "net-error.h"

G_DEFINE_QUARK (net - error - quark, net_error)
