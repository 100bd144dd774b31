/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Linnet Authors */
/* The times of RFC 3261 17.1.1.1 in microseconds. Transports are reliable: A, E, G never run. */
#pragma once

#include <glib.h>

#define SIP_T1_US (500 * (gint64) 1000)
#define SIP_T2_US (4 * (gint64) G_USEC_PER_SEC)
/* B, F, H, L, M, and how long a 2xx waits for its ACK */
#define SIP_64_T1_US (64 * SIP_T1_US)
#define SIP_TRYING_US (200 * (gint64) 1000)             /* 100 to an INVITE, RFC 3261 17.2.1 */
#define SIP_NON_INVITE_TRYING_US (3500 * (gint64) 1000) /* 100 to another request, RFC 4320 4.1 */
#define SIP_NO_DEADLINE G_MAXINT64
