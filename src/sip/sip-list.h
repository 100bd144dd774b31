/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Linnet Authors */
/* Comma-separated header values. */
#pragma once

#include "util-slice.h"

G_BEGIN_DECLS

/**
 * sip_list_next:
 * @rest: (inout): what is left of the field
 * @item: (out): the next item, trimmed, never empty
 *
 * RFC 3261 7.3.1. Splits at commas outside quoted strings and `<>`; empty items are passed over.
 * Not for the headers that hold challenges or credentials: those are never split.
 *
 * Returns: %FALSE at the end
 */
gboolean sip_list_next (Slice *rest, Slice *item);

/* Whether the list holds @token, without regard to case. */
gboolean sip_list_has (Slice list, const char *token);

G_END_DECLS
