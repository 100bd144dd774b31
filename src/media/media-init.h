/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Linnet Authors */
/* Start and end of the libraries below this folder: GStreamer and libsrtp2. */
#pragma once

#include <glib.h>

/**
 * media_init:
 *
 * Starts GStreamer and libsrtp2, once per process however often it is called. Any thread.
 * Nothing forks without exec after it (the crypto library below libsrtp2 does not bear that).
 */
void media_init (void);

/**
 * media_finish:
 * @timeout_ms: how long to wait at most
 *
 * Waits until every session that was stopped or dropped has given its thread, sockets and files
 * back. For the end of a program and of a test, after the last main loop; blocks.
 *
 * Returns: whether nothing is left
 */
gboolean media_finish (guint timeout_ms);
