/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Linnet Authors */
/* The few scanners that all SDP grammar rules share. Inside this folder only. */
#pragma once

#include <glib.h>

#include "util-slice.h"

gboolean sdp_is_digit (char c);

/** sdp_is_token_char: token-char of RFC 8866 9. */
gboolean sdp_is_token_char (char c);

/** sdp_next_field: takes up to @separator or the end; `rest->p` is NULL after the last field. */
gboolean sdp_next_field (Slice *rest, char separator, Slice *field);

/** sdp_next_word: takes what is next between blanks; FALSE at the end. */
gboolean sdp_next_word (Slice *rest, Slice *word);

/** sdp_take_number: takes a decimal number up to @max. */
gboolean sdp_take_number (Slice *rest, guint64 max, guint64 *number);

/** sdp_parse_number: @text is a decimal number up to @max and nothing else. */
gboolean sdp_parse_number (Slice text, guint64 max, guint64 *number);
