/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Linnet Authors */
/* Base64 of keys: no allocation that could keep a copy, padding may be missing. In this folder. */
#pragma once

#include <glib.h>

#include "util-slice.h"

/**
 * sdp_base64_decode:
 * @text: base64 with or without its padding (FreeSWITCH and rtpengine strip it)
 * @out: room for @max bytes
 *
 * Returns: the bytes written, -1 when @text is not base64 or does not fit.
 */
gssize sdp_base64_decode (Slice text, guint8 *out, gsize max);

/** sdp_base64_append: appends the padded base64 of @bytes. */
void sdp_base64_append (const guint8 *bytes, gsize n, GString *out);
