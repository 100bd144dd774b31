/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Linnet Authors */
/* When silence on the network is worth a word (PROTOCOL 13). */
#define G_LOG_DOMAIN "media-watch"

#include "media-watch.h"

static const guint steps_s[] = { 10, 30, 120 };

void
media_watch_set_active (MediaWatch *self, gboolean active, gint64 now_us)
{
  if (active && !self->active)
    media_watch_heard (self, now_us);
  self->active = active;
}

void
media_watch_heard (MediaWatch *self, gint64 now_us)
{
  self->heard_us = now_us;
  self->told = 0;
}

guint
media_watch_advance (MediaWatch *self, gint64 now_us)
{
  guint due = self->told;

  if (!self->active)
    return 0;
  while (due < G_N_ELEMENTS (steps_s) &&
         now_us - self->heard_us >= steps_s[due] * (gint64) G_USEC_PER_SEC)
    due++;
  if (due == self->told)
    return 0;
  self->told = due;
  return steps_s[due - 1];
}
