/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Linnet Authors */
/* Start and end of the libraries below this folder. */
#define G_LOG_DOMAIN "media-init"

#include "media-init.h"

#include "media-error.h"
#include "media-live.h"

#include <gst/gst.h>
#include <srtp2/srtp.h>

G_DEFINE_QUARK (media - error - quark, media_error)

static GMutex live_lock;
static GCond live_changed;
static guint live_threads;

void
media_init (void)
{
  static gsize done;

  if (!g_once_init_enter (&done))
    return;
  gst_init (NULL, NULL);
  if (srtp_init () != srtp_err_status_ok)
    g_error ("libsrtp2 fails its self-test");
  g_once_init_leave (&done, 1);
}

void
media_live_add (void)
{
  g_mutex_lock (&live_lock);
  live_threads++;
  g_mutex_unlock (&live_lock);
}

void
media_live_remove (void)
{
  g_mutex_lock (&live_lock);
  live_threads--;
  g_cond_broadcast (&live_changed);
  g_mutex_unlock (&live_lock);
}

gboolean
media_finish (guint timeout_ms)
{
  gint64 end_us = g_get_monotonic_time () + (gint64) timeout_ms * 1000;
  gboolean none;

  g_mutex_lock (&live_lock);
  while (live_threads > 0 && g_cond_wait_until (&live_changed, &live_lock, end_us))
    ;
  none = live_threads == 0;
  g_mutex_unlock (&live_lock);
  return none;
}
