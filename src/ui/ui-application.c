/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Linnet Authors */
/* ui-application.c: opens the engine, shows the first window, and closes in good order. */
#define G_LOG_DOMAIN "ui-application"

#include "ui-application-private.h"
#include "ui-setup-window.h"
#include "ui-text.h"

#include <glib-unix.h>
#include <glib/gi18n.h>

G_DEFINE_FINAL_TYPE (UiApplication, ui_application, ADW_TYPE_APPLICATION)

/* Windows */

static void
on_main_window_destroyed (UiApplication *self)
{
  self->main_window = NULL;
}

void
ui_application_show_main_window (UiApplication *self)
{
  if (self->main_window == NULL)
    {
      self->main_window = ui_main_window_new (ADW_APPLICATION (self), self->engine, self->demo);
      g_signal_connect_object (self->main_window, "destroy", G_CALLBACK (on_main_window_destroyed),
                               self, G_CONNECT_SWAPPED);
    }
  if (self->pending_link != NULL)
    ui_main_window_dial (self->main_window, self->pending_link);
  g_clear_pointer (&self->pending_link, g_free);
  gtk_window_present (GTK_WINDOW (self->main_window));
}

static void
on_setup_destroyed (UiApplication *self)
{
  self->setup_window = NULL;
  if (self->closing || self->engine == NULL)
    return;
  g_object_set (phone_engine_get_preferences (self->engine), "first-run-done", TRUE, NULL);
  ui_application_show_main_window (self);
}

void
ui_application_show_setup (UiApplication *self, gboolean welcome)
{
  if (!self->opened)
    return;
  if (self->setup_window == NULL)
    {
      self->setup_window = GTK_WINDOW (
          ui_setup_window_new (ADW_APPLICATION (self), self->engine, self->demo, welcome));
      g_signal_connect_object (self->setup_window, "destroy", G_CALLBACK (on_setup_destroyed), self,
                               G_CONNECT_SWAPPED);
      if (self->main_window != NULL)
        gtk_window_set_transient_for (self->setup_window, ui_application_get_top_window (self));
    }
  gtk_window_present (self->setup_window);
}

static void
show_first_window (UiApplication *self)
{
  gboolean first_run_done = FALSE;
  gboolean has_account = g_list_model_get_n_items (phone_engine_get_accounts (self->engine)) > 0;

  g_object_get (phone_engine_get_preferences (self->engine), "first-run-done", &first_run_done,
                NULL);
  if (self->wants_demo)
    g_action_group_activate_action (G_ACTION_GROUP (self), "start-demo", NULL);
  else if (has_account || first_run_done)
    ui_application_show_main_window (self);
  else
    ui_application_show_setup (self, TRUE);
}

/* Engine */

static void
on_failure_closed (UiApplication *self)
{
  g_application_quit (G_APPLICATION (self));
}

/* Without the engine there is nothing to show but why */
static void
show_open_failure (UiApplication *self, const GError *error)
{
  g_autoptr (PhoneExplanation) why = phone_explain_error (error);
  GtkWidget *dialog = adw_message_dialog_new (NULL, why->headline, why->text);

  g_printerr ("linnet: %s\n", error->message);
  self->exit_status = 1;
  adw_message_dialog_add_response (ADW_MESSAGE_DIALOG (dialog), "close", _ ("_Close"));
  gtk_window_set_application (GTK_WINDOW (dialog), GTK_APPLICATION (self));
  g_signal_connect_object (dialog, "destroy", G_CALLBACK (on_failure_closed), self,
                           G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
on_opened (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (UiApplication) self = UI_APPLICATION (user_data);
  g_autoptr (GError) error = NULL;

  if (phone_engine_open_finish (PHONE_ENGINE (source), result, &error))
    {
      self->opened = TRUE;
      self->demo = ui_demo_new (self->engine);
      ui_application_watch_calls (self);
      if (self->closing)
        ui_application_close (self);
      else
        show_first_window (self);
    }
  else
    show_open_failure (self, error);
  g_application_release (G_APPLICATION (self));
}

static void
open_engine (UiApplication *self)
{
  self->engine = phone_engine_new (self->config_dir, (const char *const *) self->ca_files->pdata);
  g_application_hold (G_APPLICATION (self));
  phone_engine_open_async (self->engine, NULL, on_opened, g_object_ref (self));
}

static void
destroy_windows (UiApplication *self)
{
  GList *windows;

  while ((windows = gtk_application_get_windows (GTK_APPLICATION (self))) != NULL)
    gtk_window_destroy (GTK_WINDOW (windows->data));
}

static void
on_closed (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (UiApplication) self = UI_APPLICATION (user_data);
  g_autoptr (GError) error = NULL;

  if (!phone_engine_close_finish (PHONE_ENGINE (source), result, &error))
    {
      g_printerr ("linnet: %s\n", error->message);
      self->exit_status = 1;
    }
  destroy_windows (self);
  g_clear_object (&self->demo);
  g_clear_object (&self->engine);
  g_application_release (G_APPLICATION (self));
  g_application_quit (G_APPLICATION (self));
}

void
ui_application_close (UiApplication *self)
{
  GList *windows = gtk_application_get_windows (GTK_APPLICATION (self));

  self->closing = TRUE;
  if (!self->opened)
    return;
  self->opened = FALSE;
  g_application_hold (G_APPLICATION (self));
  /* The windows stay until the last moment: GTK 4.8 crashes where assistive technology asks a
   * program that runs on about windows that are gone */
  for (GList *l = windows; l != NULL; l = l->next)
    gtk_widget_set_sensitive (GTK_WIDGET (l->data), FALSE);
  phone_engine_close_async (self->engine, NULL, on_closed, g_object_ref (self));
}

/* GApplication */

static void
ui_application_activate (GApplication *application)
{
  UiApplication *self = UI_APPLICATION (application);
  GtkWindow *top = ui_application_get_top_window (self);

  if (self->closing)
    return;
  if (self->engine == NULL)
    open_engine (self);
  else if (self->opened && top != NULL)
    gtk_window_present (top);
  else if (self->opened)
    ui_application_show_main_window (self);
}

/* A link fills the dial bar; only the user places the call */
static void
ui_application_open (GApplication *application, GFile **files, int n_files, const char *hint)
{
  UiApplication *self = UI_APPLICATION (application);

  g_free (self->pending_link);
  self->pending_link = g_file_get_uri (files[0]);
  if (self->opened && !self->closing)
    ui_application_show_main_window (self);
  else
    g_application_activate (application);
}

static gboolean
add_ca_file (const char *name, const char *value, gpointer user_data, GError **error)
{
  UiApplication *self = UI_APPLICATION (g_application_get_default ());

  g_ptr_array_insert (self->ca_files, (int) self->ca_files->len - 1, g_strdup (value));
  return TRUE;
}

static int
ui_application_handle_local_options (GApplication *application, GVariantDict *options)
{
  UiApplication *self = UI_APPLICATION (application);
  gboolean demo = FALSE;

  g_variant_dict_lookup (options, "demo", "b", &demo);
  if (g_variant_dict_lookup (options, "config", "^ay", &self->config_dir))
    /* Another folder is another Linnet */
    g_application_set_flags (application,
                             g_application_get_flags (application) | G_APPLICATION_NON_UNIQUE);
  if (!demo)
    return -1;
  if (!g_application_register (application, NULL, NULL))
    return 1;
  if (g_application_get_is_remote (application))
    g_action_group_activate_action (G_ACTION_GROUP (application), "start-demo", NULL);
  else
    self->wants_demo = TRUE;
  return -1;
}

/* The session ends, or a terminal does: calls end and accounts sign out first */
static gboolean
on_terminated (gpointer user_data)
{
  ui_application_close (UI_APPLICATION (user_data));
  return G_SOURCE_CONTINUE;
}

static void
ui_application_startup (GApplication *application)
{
  G_APPLICATION_CLASS (ui_application_parent_class)->startup (application);
  ui_application_add_actions (UI_APPLICATION (application));
  g_unix_signal_add (SIGTERM, on_terminated, application);
  g_unix_signal_add (SIGINT, on_terminated, application);
  gtk_window_set_default_icon_name (LINNET_APP_ID);
}

int
ui_application_get_exit_status (UiApplication *self)
{
  g_return_val_if_fail (UI_IS_APPLICATION (self), 1);

  return self->exit_status;
}

static void
ui_application_finalize (GObject *object)
{
  UiApplication *self = UI_APPLICATION (object);

  g_clear_object (&self->demo);
  g_clear_object (&self->engine);
  g_free (self->config_dir);
  g_free (self->pending_link);
  g_ptr_array_unref (self->ca_files);
  G_OBJECT_CLASS (ui_application_parent_class)->finalize (object);
}

static void
ui_application_class_init (UiApplicationClass *klass)
{
  GApplicationClass *application_class = G_APPLICATION_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = ui_application_finalize;
  application_class->startup = ui_application_startup;
  application_class->activate = ui_application_activate;
  application_class->open = ui_application_open;
  application_class->handle_local_options = ui_application_handle_local_options;
}

static void
add_options (UiApplication *self)
{
  const GOptionEntry entries[] = {
    { "demo", 0, 0, G_OPTION_ARG_NONE, NULL, N_ ("Start with the demo service on this computer"),
      NULL },
    { "config", 0, 0, G_OPTION_ARG_FILENAME, NULL, N_ ("Folder for accounts and preferences"),
      N_ ("DIR") },
    { "ca", 0, 0, G_OPTION_ARG_CALLBACK, add_ca_file,
      N_ ("PEM file with further trust anchors, for this run only"), N_ ("FILE") },
    { NULL, 0, 0, 0, NULL, NULL, NULL },
  };

  g_application_add_main_option_entries (G_APPLICATION (self), entries);
}

static void
ui_application_init (UiApplication *self)
{
  self->ca_files = g_ptr_array_new_with_free_func (g_free);
  g_ptr_array_add (self->ca_files, NULL);
  add_options (self);
}

UiApplication *
ui_application_new (void)
{
  return g_object_new (UI_TYPE_APPLICATION, "application-id", LINNET_APP_ID, "flags",
                       G_APPLICATION_HANDLES_OPEN, "resource-base-path",
                       "/io/github/linnetphone/Linnet", NULL);
}
