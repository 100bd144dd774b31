/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Linnet Authors */
/* ui-password-dialog.c: from an entry to a Secret, and on to the account. */
#define G_LOG_DOMAIN "ui-password-dialog"

#include "ui-password-dialog.h"
#include "phone-explain.h"
#include "ui-text.h"

#include <adwaita.h>
#include <glib/gi18n.h>
#include <string.h>

static void
on_stored (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GWeakRef *parent_ref = user_data;
  g_autoptr (GtkWindow) parent = g_weak_ref_get (parent_ref);
  g_autoptr (GError) error = NULL;
  g_autoptr (PhoneExplanation) why = NULL;

  g_weak_ref_clear (parent_ref);
  g_free (parent_ref);
  if (phone_account_set_password_finish (PHONE_ACCOUNT (source), result, &error))
    return;
  why = phone_explain_error (error);
  if (parent != NULL)
    ui_text_show_message (parent, why->headline, why->text);
  else
    g_message ("%s", error->message);
}

void
ui_password_store (GtkWindow *parent, PhoneAccount *account, const char *password)
{
  g_autoptr (Secret) secret = secret_new (password, strlen (password));
  GWeakRef *parent_ref = g_new0 (GWeakRef, 1);

  g_weak_ref_init (parent_ref, parent);
  phone_account_set_password_async (account, secret, NULL, on_stored, parent_ref);
}

static void
on_response (AdwMessageDialog *dialog, const char *response, PhoneAccount *account)
{
  GtkEditable *entry = g_object_get_data (G_OBJECT (dialog), "entry");
  const char *password = gtk_editable_get_text (entry);

  if (g_str_equal (response, "sign-in") && password[0] != '\0')
    ui_password_store (gtk_window_get_transient_for (GTK_WINDOW (dialog)), account, password);
}

static void
on_entry_changed (GtkEditable *entry, AdwMessageDialog *dialog)
{
  adw_message_dialog_set_response_enabled (dialog, "sign-in",
                                           gtk_editable_get_text (entry)[0] != '\0');
}

void
ui_password_dialog_present (GtkWindow *parent, PhoneAccount *account)
{
  g_autofree char *body =
      g_strdup_printf (_ ("The password of %s for the account %s."),
                       phone_account_get_address (account), phone_account_get_name (account));
  GtkWidget *dialog = adw_message_dialog_new (parent, _ ("Enter Password"), body);
  GtkWidget *group = adw_preferences_group_new ();
  GtkWidget *entry = adw_password_entry_row_new ();

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (entry), _ ("Password"));
  adw_entry_row_set_activates_default (ADW_ENTRY_ROW (entry), TRUE);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), entry);
  adw_message_dialog_set_extra_child (ADW_MESSAGE_DIALOG (dialog), group);
  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "cancel", _ ("_Cancel"), "sign-in",
                                    _ ("_Sign In"), NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "sign-in",
                                              ADW_RESPONSE_SUGGESTED);
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), "sign-in");
  adw_message_dialog_set_response_enabled (ADW_MESSAGE_DIALOG (dialog), "sign-in", FALSE);
  g_object_set_data (G_OBJECT (dialog), "entry", entry);
  g_signal_connect_object (entry, "changed", G_CALLBACK (on_entry_changed), dialog, 0);
  g_signal_connect_object (dialog, "response", G_CALLBACK (on_response), account, 0);
  gtk_window_present (GTK_WINDOW (dialog));
  gtk_widget_grab_focus (entry);
}
