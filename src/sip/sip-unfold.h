/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Linnet Authors */
/* Line folding (RFC 3261 7.3.1): a line that begins with a blank continues the one before. */
#pragma once

#include "util-slice.h"

G_BEGIN_DECLS

/**
 * sip_unfold:
 * @section: lines, each ended by CRLF
 *
 * Replaces each fold, with the blanks around it, by one SP.
 *
 * Returns: (transfer full): @n bytes, not NUL-terminated
 */
char *sip_unfold (Slice section, gsize *n);

/* Where byte @offset of what sip_unfold() made stood in @section. */
gsize sip_unfold_map (Slice section, gsize offset);

G_END_DECLS
