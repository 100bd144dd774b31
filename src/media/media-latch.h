/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Linnet Authors */
/* Where packets go: symmetric RTP that follows authenticated packets only (PROTOCOL 13). */
#pragma once

#include <glib.h>
#include <sys/socket.h>

/* The shortest time between two moves */
#define MEDIA_LATCH_HOLD_US (2 * G_USEC_PER_SEC)

typedef struct
{
  struct sockaddr_storage target;
  socklen_t target_bytes; /* 0: nowhere yet */
  gboolean moved;
  gint64 moved_us;
} MediaLatch;

/**
 * media_latch_reset:
 *
 * Points @self at the address that SDP named; what was followed before is forgotten.
 */
void media_latch_reset (MediaLatch *self, const struct sockaddr *address, socklen_t address_bytes);

/**
 * media_latch_heard:
 * @newer: whether the packet is ahead of all others of its stream
 *
 * Tells of a packet that passed SRTP authentication. The first one from elsewhere moves the target,
 * later ones only if they are newer, and at most once in two seconds. Pure.
 *
 * Returns: whether the target moved
 */
gboolean media_latch_heard (MediaLatch *self,
                            const struct sockaddr *from,
                            socklen_t from_bytes,
                            gboolean newer,
                            gint64 now_us);

/**
 * media_address_equal:
 *
 * Compares family, address and port.
 */
gboolean media_address_equal (const struct sockaddr *a, const struct sockaddr *b);
