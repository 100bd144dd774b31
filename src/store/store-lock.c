/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Linnet Authors */
#define G_LOG_DOMAIN "store-lock"

#include "store-lock.h"
#include "store-error.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <sys/file.h>
#include <unistd.h>

#define PID_BYTES 24

struct _StoreLock
{
  int fd;
};

static void
set_locked_error (int fd, const char *directory, GError **error)
{
  char pid[PID_BYTES] = "";
  gssize n = pread (fd, pid, sizeof pid - 1, 0);

  pid[MAX (n, 0)] = '\0';
  g_set_error (error, STORE_ERROR, STORE_ERROR_LOCKED, "%s is in use by process %s", directory,
               n > 0 ? g_strstrip (pid) : "unknown");
}

StoreLock *
store_lock_take_in_worker (const char *directory, GError **error)
{
  g_autofree char *path = g_build_filename (directory, "lock", NULL);
  g_autofree char *pid = g_strdup_printf ("%ld\n", (long) getpid ());
  int fd = g_open (path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  StoreLock *self;

  if (fd < 0)
    {
      g_set_error (error, STORE_ERROR, STORE_ERROR_FAILED, "%s: %s", path, g_strerror (errno));
      return NULL;
    }
  if (flock (fd, LOCK_EX | LOCK_NB) != 0)
    {
      set_locked_error (fd, directory, error);
      close (fd);
      return NULL;
    }
  if (ftruncate (fd, 0) != 0 || pwrite (fd, pid, strlen (pid), 0) < 0)
    g_warning ("cannot write %s: %s", path, g_strerror (errno));
  self = g_new (StoreLock, 1);
  self->fd = fd;
  return self;
}

void
store_lock_release (StoreLock *self)
{
  if (self == NULL)
    return;
  close (self->fd);
  g_free (self);
}
