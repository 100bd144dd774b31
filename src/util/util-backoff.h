/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Linnet Authors */
/* How long to wait before a flow is tried again (RFC 5626 4.5). */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * backoff_delay_us:
 * @failures: failed attempts since the last stable registration; 0 waits not at all
 * @other_flow_up: whether another flow of the account works (longer base)
 * @random_0_1: evenly distributed in 0..1
 *
 * Returns: microseconds: 50 to 100 % of min (1800 s, base * 2^failures), base 30 or 90 s
 */
gint64 backoff_delay_us (guint failures, gboolean other_flow_up, double random_0_1);

G_END_DECLS
