/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Linnet Authors */
/* Where packets go: symmetric RTP that follows authenticated packets only (PROTOCOL 13). */
#define G_LOG_DOMAIN "media-latch"

#include "media-latch.h"

#include <netinet/in.h>
#include <string.h>

gboolean
media_address_equal (const struct sockaddr *a, const struct sockaddr *b)
{
  if (a->sa_family != b->sa_family)
    return FALSE;
  if (a->sa_family == AF_INET)
    {
      const struct sockaddr_in *a4 = (const void *) a, *b4 = (const void *) b;

      return a4->sin_port == b4->sin_port && a4->sin_addr.s_addr == b4->sin_addr.s_addr;
    }
  if (a->sa_family == AF_INET6)
    {
      const struct sockaddr_in6 *a6 = (const void *) a, *b6 = (const void *) b;

      return a6->sin6_port == b6->sin6_port && a6->sin6_scope_id == b6->sin6_scope_id &&
             memcmp (&a6->sin6_addr, &b6->sin6_addr, sizeof a6->sin6_addr) == 0;
    }
  return FALSE;
}

void
media_latch_reset (MediaLatch *self, const struct sockaddr *address, socklen_t address_bytes)
{
  g_return_if_fail (address_bytes <= sizeof self->target);

  memset (self, 0, sizeof *self);
  memcpy (&self->target, address, address_bytes);
  self->target_bytes = address_bytes;
}

gboolean
media_latch_heard (MediaLatch *self,
                   const struct sockaddr *from,
                   socklen_t from_bytes,
                   gboolean newer,
                   gint64 now_us)
{
  if (self->target_bytes == 0 || from_bytes > sizeof self->target)
    return FALSE;
  if (media_address_equal (from, (const struct sockaddr *) &self->target))
    return FALSE;
  if (self->moved && (!newer || now_us - self->moved_us < MEDIA_LATCH_HOLD_US))
    return FALSE;

  memcpy (&self->target, from, from_bytes);
  self->target_bytes = from_bytes;
  self->moved = TRUE;
  self->moved_us = now_us;
  return TRUE;
}
