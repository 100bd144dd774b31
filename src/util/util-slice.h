/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Linnet Authors */
/* Borrowed bytes: the input and output of every parser. A slice dies with what it points into. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct
{
  const char *p;
  gsize n;
} Slice;

#define SLICE_LITERAL(s) ((Slice){ (s), sizeof (s) - 1 })

/** slice_from_string: @string: (nullable): NUL-terminated text; %NULL gives the empty slice */
Slice slice_from_string (const char *string);
Slice slice_from_bytes (GBytes *bytes);

/** slice_dup: Returns: (transfer full): a NUL-terminated copy; a NUL inside ends it early */
char *slice_dup (Slice slice);

gboolean slice_equal (Slice a, Slice b);
gboolean slice_equal_nocase (Slice a, Slice b); /* ASCII case only, no locale */
gboolean slice_is (Slice slice, const char *string);
gboolean slice_is_nocase (Slice slice, const char *string);

/** slice_trim: Returns: @slice without SP and HTAB at both ends */
Slice slice_trim (Slice slice);

gboolean slice_has_prefix (Slice slice, const char *prefix);

/** slice_find: Returns: the offset of the first @c, or -1 */
gssize slice_find (Slice slice, char c);

/** slice_from: Returns: what is left from @offset on; beyond the end an empty slice at the end */
Slice slice_from (Slice slice, gsize offset);

/*
 * The cursor functions shrink @rest from the front. They return FALSE and leave both arguments
 * alone when the wanted bytes are not there.
 */

gboolean slice_take_char (Slice *rest, char c);

/** slice_take_while: takes one byte or more that satisfy @accepts; @out: (nullable) */
gboolean slice_take_while (Slice *rest, gboolean (*accepts) (char c), Slice *out);

/** slice_skip_while: drops bytes that satisfy @accepts, perhaps none */
void slice_skip_while (Slice *rest, gboolean (*accepts) (char c));

/** slice_skip_blanks: drops SP and HTAB, perhaps none */
void slice_skip_blanks (Slice *rest);

/** slice_take_until: takes the bytes, perhaps none, before @stop, which stays; it must occur */
gboolean slice_take_until (Slice *rest, char stop, Slice *out);

/** slice_take_uint32: takes all leading digits; FALSE where there are none or the value overflows
 */
gboolean slice_take_uint32 (Slice *rest, guint32 *out);
gboolean slice_take_uint64 (Slice *rest, guint64 *out);

G_END_DECLS
