/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Linnet Authors */
/* Feeds every file of the folders or files named as arguments to the fuzz target: the ordinary run.
 */
#include "fuzz-target.h"

#include <glib.h>

/* Each prefix too where the file is short: cuts cost nothing and find reads beyond the end */
#define ALL_PREFIXES_BELOW 1024

static void
run (const guint8 *data, gsize size)
{
  g_autofree guint8 *exact = g_memdup2 (data, size); /* so that ASan sees its end */

  (void) LLVMFuzzerTestOneInput (exact, size);
}

static guint
replay_file (const char *path)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *content = NULL;
  gsize n;

  if (!g_file_get_contents (path, &content, &n, &error))
    g_error ("%s", error->message);
  run ((const guint8 *) content, n);
  for (gsize i = 0; n < ALL_PREFIXES_BELOW && i < n; i++)
    run ((const guint8 *) content, i);
  return 1;
}

static guint
replay_folder (const char *path)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GDir) folder = g_dir_open (path, 0, &error);
  const char *name;
  guint n = 0;

  if (folder == NULL)
    g_error ("%s", error->message);
  while ((name = g_dir_read_name (folder)) != NULL)
    {
      g_autofree char *file = g_build_filename (path, name, NULL);

      n += replay_file (file);
    }
  return n;
}

int
main (int argc, char **argv)
{
  guint n = 0;

  for (int i = 1; i < argc; i++)
    n +=
        g_file_test (argv[i], G_FILE_TEST_IS_DIR) ? replay_folder (argv[i]) : replay_file (argv[i]);
  g_print ("%u files replayed\n", n);
  return n > 0 ? 0 : 1;
}
