/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Linnet Authors */
/* Preferences are kept in the folder given, and nowhere else. */
#define G_LOG_DOMAIN "test-store-preferences"

#include "store-preferences.h"

#include <glib/gstdio.h>
#include <string.h>

static void
test_kept_in_the_folder (void)
{
  g_autofree char *directory = g_dir_make_tmp ("linnet-preferences-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (directory, "preferences.ini", NULL);
  g_autofree char *text = NULL;
  g_autofree char *microphone = NULL;
  g_autoptr (GError) error = NULL;
  GSettings *settings = store_preferences_new (directory, &error);

  g_assert_no_error (error);
  g_assert_false (g_settings_get_boolean (settings, "constant-bit-rate"));
  g_settings_set_string (settings, "microphone", "usb headset");
  g_object_unref (settings);

  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  g_assert_nonnull (strstr (text, "usb headset"));
  settings = store_preferences_new (directory, &error);
  microphone = g_settings_get_string (settings, "microphone");
  g_assert_cmpstr (microphone, ==, "usb headset");
  g_object_unref (settings);
  g_remove (path);
  g_assert_cmpint (g_rmdir (directory), ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/store/preferences/kept-in-the-folder", test_kept_in_the_folder);
  return g_test_run ();
}
