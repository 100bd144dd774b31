/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Linnet Authors */
/* The files of a run: authority, passwords, greeting; removed at its end. */
#define G_LOG_DOMAIN "demo-files"
#include "demo-files.h"

#include <errno.h>
#include <glib/gstdio.h>

#include "demo-resources.h"
#include "demo-service.h"

#define GREETING "/io/github/linnetphone/Linnet/demo/voicemail-greeting.wav"

struct _DemoFiles
{
  char *dir;        /* Owned */
  gboolean made;    /* whether @dir is ours to remove */
  GPtrArray *paths; /* Owned: char* */
};

DemoFiles *
demo_files_new (const char *dir, GError **error)
{
  DemoFiles *self;
  g_autofree char *made = NULL;
  g_autoptr (GError) reason = NULL;

  if (dir == NULL)
    made = g_dir_make_tmp ("linnet-demo-XXXXXX", &reason);
  if (reason != NULL)
    {
      g_set_error (error, DEMO_ERROR, DEMO_ERROR_FILE, "no temporary folder: %s", reason->message);
      return NULL;
    }
  self = g_new0 (DemoFiles, 1);
  self->made = made != NULL;
  self->dir = made != NULL ? g_steal_pointer (&made) : g_strdup (dir);
  self->paths = g_ptr_array_new_with_free_func (g_free);
  return self;
}

void
demo_files_free (DemoFiles *self)
{
  if (self == NULL)
    return;
  for (guint i = 0; i < self->paths->len; i++)
    if (g_remove (g_ptr_array_index (self->paths, i)) != 0 && errno != ENOENT)
      g_warning ("a file of this run could not be removed: %s", g_strerror (errno));
  if (self->made && g_rmdir (self->dir) != 0 && errno != ENOENT)
    g_warning ("%s could not be removed: %s", self->dir, g_strerror (errno));
  g_ptr_array_unref (self->paths);
  g_free (self->dir);
  g_free (self);
}

char *
demo_files_write (DemoFiles *self, const char *name, gconstpointer bytes, gsize n, GError **error)
{
  char *path = g_build_filename (self->dir, name, NULL);
  g_autoptr (GError) reason = NULL;

  if (!g_file_set_contents_full (path, bytes, (gssize) n, G_FILE_SET_CONTENTS_CONSISTENT, 0600,
                                 &reason))
    {
      g_set_error (error, DEMO_ERROR, DEMO_ERROR_FILE, "%s", reason->message);
      g_free (path);
      return NULL;
    }
  g_ptr_array_add (self->paths, g_strdup (path));
  return path;
}

char *
demo_files_write_greeting (DemoFiles *self, GError **error)
{
  g_autoptr (GError) reason = NULL;
  g_autoptr (GBytes) greeting = g_resource_lookup_data (demo_resources_get_resource (), GREETING,
                                                        G_RESOURCE_LOOKUP_FLAGS_NONE, &reason);
  gconstpointer bytes;
  gsize n;

  if (greeting == NULL)
    {
      g_set_error (error, DEMO_ERROR, DEMO_ERROR_FILE, "%s", reason->message);
      return NULL;
    }
  bytes = g_bytes_get_data (greeting, &n);
  return demo_files_write (self, "voicemail-greeting.wav", bytes, n, error);
}
