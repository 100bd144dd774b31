/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Linnet Authors */
#define G_LOG_DOMAIN "store-preferences"

#include "store-preferences.h"
#include "store-error.h"

/* The key file backend is public, but behind this define */
#define G_SETTINGS_ENABLE_BACKEND
#include <gio/gsettingsbackend.h>

/* Where the compiled schema lies as seen from the program: build folder, installation */
static const char *const beside_program[] = { "../../data", "../share/glib-2.0/schemas" };

static GSettingsSchema *
look_up_in (const char *directory)
{
  g_autoptr (GSettingsSchemaSource) source = g_settings_schema_source_new_from_directory (
      directory, g_settings_schema_source_get_default (), TRUE, NULL);

  return source != NULL ? g_settings_schema_source_lookup (source, LINNET_APP_ID, FALSE) : NULL;
}

static GSettingsSchema *
look_up_schema (void)
{
  g_autofree char *program = g_file_read_link ("/proc/self/exe", NULL);
  g_autofree char *folder = program != NULL ? g_path_get_dirname (program) : NULL;
  GSettingsSchemaSource *source = g_settings_schema_source_get_default ();

  for (guint i = 0; folder != NULL && i < G_N_ELEMENTS (beside_program); i++)
    {
      g_autofree char *directory = g_build_filename (folder, beside_program[i], NULL);
      GSettingsSchema *schema = look_up_in (directory);

      if (schema != NULL)
        return schema;
    }
  return source != NULL ? g_settings_schema_source_lookup (source, LINNET_APP_ID, TRUE) : NULL;
}

GSettings *
store_preferences_new (const char *directory, GError **error)
{
  g_autoptr (GSettingsSchema) schema = look_up_schema ();
  g_autoptr (GSettingsBackend) backend = NULL;
  g_autofree char *path = g_build_filename (directory, "preferences.ini", NULL);

  if (schema == NULL)
    {
      g_set_error (error, STORE_ERROR, STORE_ERROR_FAILED, "the schema %s is not installed",
                   LINNET_APP_ID);
      return NULL;
    }
  backend =
      g_keyfile_settings_backend_new (path, g_settings_schema_get_path (schema), "Preferences");
  return g_settings_new_full (schema, backend, NULL);
}
