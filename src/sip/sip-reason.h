/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Linnet Authors */
/* Reason phrases. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The registered phrase of @status, or that of its class: never %NULL. */
const char *sip_reason_phrase (guint status);

G_END_DECLS
