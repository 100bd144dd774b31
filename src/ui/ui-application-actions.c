/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Linnet Authors */
/* ui-application-actions.c: menu, shortcut and button are one thing. */
#define G_LOG_DOMAIN "ui-application-actions"

#include "ui-application-private.h"
#include "ui-preferences-window.h"
#include "ui-text.h"

#include <glib/gi18n.h>

GtkWindow *
ui_application_get_top_window (UiApplication *self)
{
  GtkWindow *active = gtk_application_get_active_window (GTK_APPLICATION (self));

  if (active != NULL)
    return active;
  return self->main_window != NULL ? GTK_WINDOW (self->main_window) : self->setup_window;
}

static void
preferences_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  UiApplication *self = UI_APPLICATION (user_data);

  if (self->main_window == NULL)
    return;
  gtk_window_present (
      GTK_WINDOW (ui_preferences_window_new (GTK_WINDOW (self->main_window), self->engine)));
}

static void
about_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  UiApplication *self = UI_APPLICATION (user_data);

  adw_show_about_window (ui_application_get_top_window (self), "application-name", _ ("Linnet"),
                         "application-icon", LINNET_APP_ID, "version", LINNET_VERSION, "comments",
                         _ ("Calls over encrypted connections only"), "developer-name",
                         _ ("The Linnet Authors"), "copyright", "© 2026 The Linnet Authors",
                         "license-type", GTK_LICENSE_GPL_3_0, "website",
                         "https://github.com/linnetphone/linnet", "issue-url",
                         "https://github.com/linnetphone/linnet/issues", NULL);
}

static void
add_account_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  ui_application_show_setup (UI_APPLICATION (user_data), FALSE);
}

static void
start_demo_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  UiApplication *self = UI_APPLICATION (user_data);
  g_autoptr (GError) error = NULL;
  g_autoptr (PhoneExplanation) why = NULL;

  if (!self->opened)
    {
      self->wants_demo = TRUE;
      return;
    }
  if (ui_demo_start (self->demo, &error))
    {
      ui_application_show_main_window (self);
      return;
    }
  why = phone_explain_error (error);
  ui_text_show_message (ui_application_get_top_window (self), why->headline, why->text);
}

static void
on_stop_demo_response (AdwMessageDialog *dialog, const char *response, UiApplication *self)
{
  if (g_str_equal (response, "stop"))
    ui_demo_stop (self->demo);
}

static void
stop_demo_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  UiApplication *self = UI_APPLICATION (user_data);
  GtkWidget *dialog;

  if (self->demo == NULL || !ui_demo_get_running (self->demo))
    return;
  dialog = adw_message_dialog_new (ui_application_get_top_window (self), _ ("Stop the Demo?"),
                                   _ ("Its account, its authority and its contacts are removed."));
  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "cancel", _ ("_Cancel"), "stop",
                                    _ ("_Stop Demo"), NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "stop",
                                              ADW_RESPONSE_DESTRUCTIVE);
  g_signal_connect_object (dialog, "response", G_CALLBACK (on_stop_demo_response), self, 0);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
show_call_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  UiApplication *self = UI_APPLICATION (user_data);

  if (self->call_window != NULL)
    gtk_window_present (GTK_WINDOW (self->call_window));
}

static void
end_call_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  UiApplication *self = UI_APPLICATION (user_data);

  if (self->call_window != NULL)
    phone_call_hangup (ui_call_window_get_call (self->call_window));
}

static void
on_quit_response (AdwMessageDialog *dialog, const char *response, UiApplication *self)
{
  if (g_str_equal (response, "quit"))
    ui_application_close (self);
}

static void
quit_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  UiApplication *self = UI_APPLICATION (user_data);
  GtkWidget *dialog;

  if (!self->opened || phone_engine_get_active_calls (self->engine) == 0)
    {
      ui_application_close (self);
      return;
    }
  dialog = adw_message_dialog_new (ui_application_get_top_window (self), _ ("End the Call?"), NULL);
  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "keep", _ ("_Keep Talking"),
                                    "quit", _ ("_End and Quit"), NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "quit",
                                              ADW_RESPONSE_DESTRUCTIVE);
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "keep");
  g_signal_connect_object (dialog, "response", G_CALLBACK (on_quit_response), self, 0);
  gtk_window_present (GTK_WINDOW (dialog));
}

void
ui_application_add_actions (UiApplication *self)
{
  static const GActionEntry entries[] = {
    { "preferences", preferences_action, NULL, NULL, NULL, { 0 } },
    { "about", about_action, NULL, NULL, NULL, { 0 } },
    { "quit", quit_action, NULL, NULL, NULL, { 0 } },
    { "add-account", add_account_action, NULL, NULL, NULL, { 0 } },
    { "start-demo", start_demo_action, NULL, NULL, NULL, { 0 } },
    { "stop-demo", stop_demo_action, NULL, NULL, NULL, { 0 } },
    { "show-call", show_call_action, NULL, NULL, NULL, { 0 } },
    { "end-call", end_call_action, NULL, NULL, NULL, { 0 } },
  };
  static const struct
  {
    const char *action;
    const char *keys[3];
  } accels[] = {
    { "app.preferences", { "<Control>comma" } },
    { "app.quit", { "<Control>q" } },
    { "app.end-call", { "<Control><Shift>h" } },
    { "win.focus-dial", { "<Control>l", "<Control>n" } },
    { "win.connection", { "<Control>i" } },
    { "win.show-help-overlay", { "<Control>question" } },
    { "window.close", { "<Control>w" } },
  };

  g_action_map_add_action_entries (G_ACTION_MAP (self), entries, G_N_ELEMENTS (entries), self);
  for (guint i = 0; i < G_N_ELEMENTS (accels); i++)
    gtk_application_set_accels_for_action (GTK_APPLICATION (self), accels[i].action,
                                           accels[i].keys);
}
