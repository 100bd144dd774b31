/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Linnet Authors */
/* ui-account-page.c: an edit is tried at once; its result stands in the State row. */
#define G_LOG_DOMAIN "ui-account-page"

#include "ui-account-page.h"
#include "ui-password-dialog.h"
#include "ui-text.h"

#include <glib/gi18n.h>
#include <string.h>

struct _UiAccountPage
{
  GtkWidget parent_instance;

  /* Owned */
  PhoneEngine *engine;
  PhoneAccount *account;
  PhoneAccountSettings *previous; /* the last ones that signed in */

  gboolean showing; /* entries are being filled, not edited */

  /* Template */
  AdwWindowTitle *title;
  AdwActionRow *state_row;
  GtkWidget *restore_button;
  GtkEditable *name_row;
  GtkEditable *address_row;
  GtkEditable *display_name_row;
  GtkEditable *password_row;
  GtkEditable *user_row;
  GtkEditable *server_row;
  GtkEditable *identity_row;
  AdwComboRow *scheme_row;
  GtkSwitch *strict_switch;
  GtkSwitch *sha2_switch;
  GtkWidget *wildcard_row;
  GtkSwitch *wildcard_switch;
};

enum
{
  SIGNAL_CLOSED,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (UiAccountPage, ui_account_page, GTK_TYPE_WIDGET)

static void
set_text (GtkEditable *row, const char *text)
{
  const char *shown = text != NULL ? text : "";

  if (g_str_equal (gtk_editable_get_text (row), shown))
    return;
  /* The apply button comes with changes of the user only */
  adw_entry_row_set_show_apply_button (ADW_ENTRY_ROW (row), FALSE);
  gtk_editable_set_text (row, shown);
  adw_entry_row_set_show_apply_button (ADW_ENTRY_ROW (row), TRUE);
}

static void
show_settings (UiAccountPage *self)
{
  PhoneAccountSettings *settings = phone_account_get_settings (self->account);

  self->showing = TRUE;
  adw_window_title_set_title (self->title, phone_account_get_name (self->account));
  set_text (self->name_row, phone_account_settings_get_name (settings));
  set_text (self->address_row, phone_account_get_address (self->account));
  set_text (self->display_name_row, phone_account_settings_get_display_name (settings));
  set_text (self->user_row, phone_account_settings_get_user (settings));
  set_text (self->server_row, phone_account_settings_get_server (settings));
  set_text (self->identity_row, phone_account_settings_get_identity (settings));
  adw_combo_row_set_selected (self->scheme_row,
                              phone_account_settings_is_strict_scheme (settings) ? 0 : 1);
  gtk_switch_set_active (self->strict_switch, phone_account_settings_get_strict_sips (settings));
  gtk_switch_set_active (self->sha2_switch, phone_account_settings_get_require_sha2 (settings));
  gtk_switch_set_active (self->wildcard_switch,
                         phone_account_settings_get_allow_wildcard (settings));
  /* Accepting a wildcard begins on the trust sheet, where the pattern is named; it ends here */
  if (phone_account_settings_get_allow_wildcard (settings))
    gtk_widget_set_visible (self->wildcard_row, TRUE);
  self->showing = FALSE;
}

static void
show_state (UiAccountPage *self)
{
  g_autoptr (PhoneExplanation) why = phone_explain_account (self->account);
  PhoneAccountSettings *settings = phone_account_get_settings (self->account);
  PhoneAccountState state = phone_account_get_state (self->account);
  g_autofree char *text = NULL;

  if (why != NULL && why->text[0] != '\0')
    text = g_strdup_printf ("%s. %s", phone_account_get_state_text (self->account), why->text);
  adw_action_row_set_subtitle (self->state_row,
                               text != NULL ? text : phone_account_get_state_text (self->account));
  if (state == PHONE_ACCOUNT_STATE_SIGNED_IN)
    {
      g_clear_object (&self->previous);
      self->previous = phone_account_settings_copy (settings);
    }
  gtk_widget_set_visible (
      self->restore_button,
      (state == PHONE_ACCOUNT_STATE_FAILED || state == PHONE_ACCOUNT_STATE_WAITING) &&
          self->previous != NULL && !phone_account_settings_equal (self->previous, settings));
}

static gboolean
read_form (UiAccountPage *self, PhoneAccountSettings *settings, GError **error)
{
  const char *scheme = adw_combo_row_get_selected (self->scheme_row) == 0 ? "sips" : "sip";
  const char *typed = gtk_editable_get_text (self->address_row);
  g_autofree char *aor = NULL;

  /* sip:…;transport=tls is how SIP over TLS to the next hop is written */
  if (strchr (typed, ':') != NULL && strchr (typed, '@') > strchr (typed, ':'))
    aor = g_strdup (typed);
  else
    aor = g_strdup_printf ("%s:%s", scheme, typed);
  if (!phone_account_settings_set_address (settings, aor, error))
    return FALSE;
  phone_account_settings_set_name (settings, gtk_editable_get_text (self->name_row));
  phone_account_settings_set_display_name (settings,
                                           gtk_editable_get_text (self->display_name_row));
  phone_account_settings_set_user (settings, gtk_editable_get_text (self->user_row));
  phone_account_settings_set_server (settings, gtk_editable_get_text (self->server_row));
  phone_account_settings_set_identity (settings, gtk_editable_get_text (self->identity_row));
  phone_account_settings_set_strict_sips (settings, gtk_switch_get_active (self->strict_switch));
  phone_account_settings_set_require_sha2 (settings, gtk_switch_get_active (self->sha2_switch));
  phone_account_settings_set_allow_wildcard (settings,
                                             gtk_switch_get_active (self->wildcard_switch));
  return TRUE;
}

static GtkWindow *
get_window (UiAccountPage *self)
{
  return GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self)));
}

static void
apply (UiAccountPage *self, PhoneAccountSettings *settings)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (PhoneExplanation) why = NULL;

  if (phone_account_apply_settings (self->account, settings, &error))
    return;
  why = phone_explain_error (error);
  ui_text_show_message (get_window (self), why->headline, why->text);
}

static void
on_apply (UiAccountPage *self)
{
  g_autoptr (PhoneAccountSettings) settings = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (PhoneExplanation) why = NULL;

  if (self->showing)
    return;
  settings = phone_account_settings_copy (phone_account_get_settings (self->account));
  if (read_form (self, settings, &error))
    {
      if (!phone_account_settings_equal (settings, phone_account_get_settings (self->account)))
        apply (self, settings);
      return;
    }
  why = phone_explain_error (error);
  ui_text_show_message (get_window (self), why->headline, why->text);
}

static void
on_password_apply (UiAccountPage *self)
{
  const char *password = gtk_editable_get_text (self->password_row);

  if (password[0] == '\0')
    return;
  ui_password_store (get_window (self), self->account, password);
  set_text (self->password_row, "");
}

static void
on_restore (UiAccountPage *self)
{
  g_autoptr (PhoneAccountSettings) previous = g_object_ref (self->previous);

  apply (self, previous);
}

/* Remove */

static void
on_removed (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;

  if (!phone_engine_remove_account_finish (PHONE_ENGINE (source), result, &error))
    g_warning ("Removing the account: %s", error->message);
}

static void
on_remove_response (AdwMessageDialog *dialog, const char *response, UiAccountPage *self)
{
  if (!g_str_equal (response, "remove"))
    return;
  phone_engine_remove_account_async (self->engine, self->account, NULL, on_removed, NULL);
  g_signal_emit (self, signals[SIGNAL_CLOSED], 0);
}

static void
on_remove (UiAccountPage *self)
{
  g_autofree char *heading =
      g_strdup_printf (_ ("Remove %s?"), phone_account_get_name (self->account));
  GtkWidget *dialog = adw_message_dialog_new (
      get_window (self), heading,
      _ ("Its history stays; its password, pins and identity link are deleted."));

  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "cancel", _ ("_Cancel"), "remove",
                                    _ ("_Remove"), NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "remove",
                                              ADW_RESPONSE_DESTRUCTIVE);
  g_signal_connect_object (dialog, "response", G_CALLBACK (on_remove_response), self, 0);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
on_back (UiAccountPage *self)
{
  g_signal_emit (self, signals[SIGNAL_CLOSED], 0);
}

UiAccountPage *
ui_account_page_new (PhoneEngine *engine, PhoneAccount *account)
{
  UiAccountPage *self = g_object_new (UI_TYPE_ACCOUNT_PAGE, NULL);

  self->engine = g_object_ref (engine);
  self->account = g_object_ref (account);
  gtk_widget_set_visible (self->wildcard_row, FALSE);
  show_settings (self);
  show_state (self);
  g_signal_connect_object (account, "notify::settings", G_CALLBACK (show_settings), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (account, "notify::state", G_CALLBACK (show_state), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (account, "notify::state-text", G_CALLBACK (show_state), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->scheme_row, "notify::selected", G_CALLBACK (on_apply), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->strict_switch, "notify::active", G_CALLBACK (on_apply), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->sha2_switch, "notify::active", G_CALLBACK (on_apply), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->wildcard_switch, "notify::active", G_CALLBACK (on_apply), self,
                           G_CONNECT_SWAPPED);
  return self;
}

static void
ui_account_page_dispose (GObject *object)
{
  UiAccountPage *self = UI_ACCOUNT_PAGE (object);
  GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self));

  g_clear_object (&self->previous);
  g_clear_object (&self->account);
  g_clear_object (&self->engine);
  g_clear_pointer (&child, gtk_widget_unparent);
  G_OBJECT_CLASS (ui_account_page_parent_class)->dispose (object);
}

static void
ui_account_page_class_init (UiAccountPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = ui_account_page_dispose;
  signals[SIGNAL_CLOSED] = g_signal_new ("closed", UI_TYPE_ACCOUNT_PAGE, G_SIGNAL_RUN_LAST, 0, NULL,
                                         NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/linnetphone/Linnet/ui-account-page.ui");
  gtk_widget_class_bind_template_child (widget_class, UiAccountPage, title);
  gtk_widget_class_bind_template_child (widget_class, UiAccountPage, state_row);
  gtk_widget_class_bind_template_child (widget_class, UiAccountPage, restore_button);
  gtk_widget_class_bind_template_child (widget_class, UiAccountPage, name_row);
  gtk_widget_class_bind_template_child (widget_class, UiAccountPage, address_row);
  gtk_widget_class_bind_template_child (widget_class, UiAccountPage, display_name_row);
  gtk_widget_class_bind_template_child (widget_class, UiAccountPage, password_row);
  gtk_widget_class_bind_template_child (widget_class, UiAccountPage, user_row);
  gtk_widget_class_bind_template_child (widget_class, UiAccountPage, server_row);
  gtk_widget_class_bind_template_child (widget_class, UiAccountPage, identity_row);
  gtk_widget_class_bind_template_child (widget_class, UiAccountPage, scheme_row);
  gtk_widget_class_bind_template_child (widget_class, UiAccountPage, strict_switch);
  gtk_widget_class_bind_template_child (widget_class, UiAccountPage, sha2_switch);
  gtk_widget_class_bind_template_child (widget_class, UiAccountPage, wildcard_row);
  gtk_widget_class_bind_template_child (widget_class, UiAccountPage, wildcard_switch);
  gtk_widget_class_bind_template_callback (widget_class, on_apply);
  gtk_widget_class_bind_template_callback (widget_class, on_password_apply);
  gtk_widget_class_bind_template_callback (widget_class, on_restore);
  gtk_widget_class_bind_template_callback (widget_class, on_remove);
  gtk_widget_class_bind_template_callback (widget_class, on_back);
}

static void
ui_account_page_init (UiAccountPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
