/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Linnet Authors */
/* What the installed GStreamer plugins can do. */
#pragma once

#include <glib.h>

/**
 * media_has_codec:
 * @name: the encoding name of SDP, any case: "opus", "G722", "PCMA", "PCMU", "telephone-event"
 *
 * Whether encoder, decoder and payload format of this codec are installed, looked up at run time.
 * Calls `media_init()`. Any thread.
 */
gboolean media_has_codec (const char *name);
