/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Linnet Authors */
/* When silence on the network is worth a word, and when to break it (PROTOCOL 13, RFC 6263). */
#pragma once

#include <glib.h>

/* An authenticated packet at least this often, sound or not */
#define MEDIA_KEEPALIVE_US (15 * G_USEC_PER_SEC)

typedef struct
{
  gboolean active;
  gint64 heard_us;
  guint told; /* steps told since the last packet */
} MediaWatch;

/**
 * media_watch_set_active:
 * @active: whether media is due: neither side holds
 *
 * Counting begins anew when it becomes active. Pure, like all here.
 */
void media_watch_set_active (MediaWatch *self, gboolean active, gint64 now_us);

/**
 * media_watch_heard:
 *
 * An authenticated RTP or RTCP packet came.
 */
void media_watch_heard (MediaWatch *self, gint64 now_us);

/**
 * media_watch_advance:
 *
 * Returns: 10, 30 or 120 once each when that many seconds have passed without a packet; else 0
 */
guint media_watch_advance (MediaWatch *self, gint64 now_us);
