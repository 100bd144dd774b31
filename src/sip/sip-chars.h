/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Linnet Authors */
/* The character classes of the grammar (RFC 3261 25.1) and optional white space. */
#pragma once

#include "util-slice.h"

G_BEGIN_DECLS

gboolean sip_is_token_char (char c);

/* Visible ASCII that may stand unquoted in a parameter's value: tokens, hosts, and what peers
 * write. */
gboolean sip_is_value_char (char c);

/* Anything below SP but HTAB, and DEL. */
gboolean sip_is_control (char c);

/* Takes @c with the white space around it (the grammar's SEMI, EQUAL, SLASH, …). */
gboolean sip_take_separator (Slice *rest, char c);

/**
 * sip_take_quoted:
 * @rest: (inout): the cursor, at the opening quote
 * @inside: (out): what stands between the quotes, escapes untouched: sip_unquote()
 *
 * Returns: %FALSE, nothing changed, where no quoted string starts or it does not end
 */
gboolean sip_take_quoted (Slice *rest, Slice *inside);

/* Without the backslashes of a quoted string's inside, and without NUL (transfer full). */
char *sip_unquote (Slice inside);

/* @s as a quoted string, quotes included (transfer full). Controls are left for the builder to
 * refuse. */
char *sip_quote (const char *s);

/* Whether all of @slice is one token. */
gboolean sip_is_token (Slice slice);

G_END_DECLS
