/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Linnet Authors */
/* Bytes as lower-case hexadecimal text, and back. */
#pragma once

#include "util-slice.h"

G_BEGIN_DECLS

/** hex_encode: @out: room for 2 * @n + 1 bytes; gets a NUL */
void hex_encode (gconstpointer bytes, gsize n, char *out);

/** hex_encode_dup: Returns: (transfer full): @bytes in hex */
char *hex_encode_dup (gconstpointer bytes, gsize n);

/** hex_decode: @out: @n bytes. FALSE unless @hex is exactly 2 * @n digits of any case */
gboolean hex_decode (Slice hex, guint8 *out, gsize n);

G_END_DECLS
