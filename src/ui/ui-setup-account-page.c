/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Linnet Authors */
/* ui-setup-account-page.c: the address is enough to check; the password goes out only after that.
 */
#define G_LOG_DOMAIN "ui-setup-account-page"

#include "ui-setup-account-page.h"
#include "ui-check-row.h"
#include "ui-password-dialog.h"

#include <glib/gi18n.h>
#include <string.h>

#define TYPING_PAUSE_MS 700

struct _UiSetupAccountPage
{
  GtkWidget parent_instance;

  /* Owned */
  PhoneEngine *engine;
  GCancellable *cancellable; /* of the running check */
  PhoneTrustReport *report;  /* of what stands in the form now */
  GSignalGroup *account;     /* that is being signed in */
  guint typing_id;

  gboolean continue_when_checked;

  /* Template */
  GtkEditable *address_row;
  GtkEditable *password_row;
  GtkEditable *user_row;
  GtkEditable *server_row;
  GtkEditable *display_name_row;
  GtkWidget *checks_group;
  UiCheckRow *find_check;
  UiCheckRow *tls_check;
  UiCheckRow *certificate_check;
  UiCheckRow *sign_in_check;
  GtkWidget *continue_button;
};

enum
{
  SIGNAL_BACK,
  SIGNAL_SIGNED_IN,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (UiSetupAccountPage, ui_setup_account_page, GTK_TYPE_WIDGET)

static PhoneAccountSettings *
read_form (UiSetupAccountPage *self, GError **error)
{
  g_autoptr (PhoneAccountSettings) settings = phone_account_settings_new ();
  g_autofree char *address = g_strdup (gtk_editable_get_text (self->address_row));

  if (!phone_account_settings_set_address (settings, g_strstrip (address), error))
    return NULL;
  phone_account_settings_set_user (settings, gtk_editable_get_text (self->user_row));
  phone_account_settings_set_server (settings, gtk_editable_get_text (self->server_row));
  phone_account_settings_set_display_name (settings,
                                           gtk_editable_get_text (self->display_name_row));
  if (!phone_account_settings_validate (settings, error))
    return NULL;
  return g_steal_pointer (&settings);
}

static gboolean
is_signing_in (UiSetupAccountPage *self)
{
  g_autoptr (PhoneAccount) account = g_signal_group_dup_target (self->account);

  return account != NULL;
}

static void
update_buttons (UiSetupAccountPage *self)
{
  gboolean busy = is_signing_in (self) || self->continue_when_checked;
  gboolean filled = gtk_editable_get_text (self->address_row)[0] != '\0' &&
                    gtk_editable_get_text (self->password_row)[0] != '\0';

  gtk_widget_set_sensitive (self->continue_button, filled && !busy);
  /* Not insensitive: the entry with the focus would lose it */
  gtk_editable_set_editable (self->address_row, !busy);
  gtk_editable_set_editable (self->password_row, !busy);
  gtk_editable_set_editable (self->user_row, !busy);
  gtk_editable_set_editable (self->server_row, !busy);
  gtk_editable_set_editable (self->display_name_row, !busy);
}

/* Checks */

static void
show_waiting (UiSetupAccountPage *self)
{
  ui_check_row_set (self->tls_check, UI_CHECK_WAITING, _ ("Connect with TLS"), NULL);
  ui_check_row_set (self->certificate_check, UI_CHECK_WAITING, _ ("Check the certificate"), NULL);
  ui_check_row_set (self->sign_in_check, UI_CHECK_WAITING, _ ("Sign in"), NULL);
}

static void
show_form_error (UiSetupAccountPage *self, const GError *error)
{
  g_autoptr (PhoneExplanation) why = phone_explain_error (error);

  gtk_widget_set_visible (self->checks_group, TRUE);
  show_waiting (self);
  ui_check_row_set (self->find_check, UI_CHECK_FAILED, why->headline, why->text);
  gtk_widget_add_css_class (GTK_WIDGET (self->address_row), "error");
}

static gboolean
step_failed (PhoneTrustReport *report, const char *id)
{
  PhoneTrustStep *step = phone_trust_report_get_step (report, id);

  return step != NULL && phone_trust_step_get_status (step) == PHONE_TRUST_STATUS_FAIL;
}

static const char *
get_detail (PhoneTrustReport *report, const char *id)
{
  PhoneTrustStep *step = phone_trust_report_get_step (report, id);

  return step != NULL ? phone_trust_step_get_detail (step) : NULL;
}

static void
show_report (UiSetupAccountPage *self)
{
  PhoneTrustReport *report = self->report;
  g_autoptr (PhoneExplanation) why = phone_explain_report (report);
  g_autofree char *tls = NULL;
  const char *version = phone_trust_report_get_tls_version (report);
  UiCheckRow *failed = NULL;

  show_waiting (self);
  if (why != NULL)
    failed = step_failed (report, "resolve") || step_failed (report, "connect") ? self->find_check
             : step_failed (report, "tls")                                      ? self->tls_check
                                           : self->certificate_check;
  if (failed != self->find_check)
    ui_check_row_set (self->find_check, UI_CHECK_PASSED, _ ("Found the server"),
                      get_detail (report, "resolve"));
  if (failed == NULL || failed == self->certificate_check)
    {
      /* Translators: %s is the version, "1.3" */
      tls =
          g_strdup_printf (_ ("Connected with TLS %s"),
                           version != NULL && g_str_has_prefix (version, "TLS") ? version + 3 : "");
      ui_check_row_set (self->tls_check, UI_CHECK_PASSED, tls, NULL);
    }
  if (failed == NULL)
    ui_check_row_set (self->certificate_check, UI_CHECK_PASSED, _ ("Checked the certificate"),
                      get_detail (report, "identity"));
  else
    ui_check_row_set (failed, UI_CHECK_FAILED, why->headline, why->text);
}

static void sign_in (UiSetupAccountPage *self);

static void
on_checked (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (UiSetupAccountPage) self = UI_SETUP_ACCOUNT_PAGE (user_data);
  g_autoptr (GError) error = NULL;
  g_autoptr (PhoneTrustReport) report =
      phone_engine_check_finish (PHONE_ENGINE (source), result, &error);
  gboolean go_on = self->continue_when_checked;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) || self->engine == NULL)
    return;
  g_clear_object (&self->cancellable);
  self->continue_when_checked = FALSE;
  update_buttons (self);
  if (report == NULL)
    {
      show_form_error (self, error);
      return;
    }
  g_set_object (&self->report, report);
  show_report (self);
  if (go_on && phone_trust_state_allows_call (phone_trust_report_get_state (report)))
    sign_in (self);
}

static void
cancel_check (UiSetupAccountPage *self)
{
  g_clear_handle_id (&self->typing_id, g_source_remove);
  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->report);
}

static void
check (UiSetupAccountPage *self, PhoneAccountSettings *settings)
{
  cancel_check (self);
  self->cancellable = g_cancellable_new ();
  gtk_widget_set_visible (self->checks_group, TRUE);
  show_waiting (self);
  ui_check_row_set (self->find_check, UI_CHECK_RUNNING, _ ("Finding the server…"), NULL);
  phone_engine_check_async (self->engine, settings, NULL, self->cancellable, on_checked,
                            g_object_ref (self));
}

static gboolean
on_typing_paused (gpointer user_data)
{
  UiSetupAccountPage *self = UI_SETUP_ACCOUNT_PAGE (user_data);
  g_autoptr (GError) error = NULL;
  g_autoptr (PhoneAccountSettings) settings = NULL;

  self->typing_id = 0;
  settings = read_form (self, &error);
  if (settings != NULL)
    check (self, settings);
  else if (g_error_matches (error, PHONE_ERROR, PHONE_ERROR_TRANSPORT) ||
           g_error_matches (error, PHONE_ERROR, PHONE_ERROR_SCHEME))
    show_form_error (self, error);
  return G_SOURCE_REMOVE;
}

static void
on_server_changed (UiSetupAccountPage *self)
{
  cancel_check (self);
  gtk_widget_remove_css_class (GTK_WIDGET (self->address_row), "error");
  gtk_widget_set_visible (self->checks_group, FALSE);
  update_buttons (self);
  if (gtk_editable_get_text (self->address_row)[0] != '\0')
    self->typing_id = g_timeout_add (TYPING_PAUSE_MS, on_typing_paused, self);
}

static void
on_password_changed (UiSetupAccountPage *self)
{
  gtk_widget_remove_css_class (GTK_WIDGET (self->password_row), "error");
  update_buttons (self);
}

/* Sign-in */

static void
show_sign_in_failure (UiSetupAccountPage *self, PhoneAccount *account)
{
  g_autoptr (PhoneExplanation) why = phone_explain_account (account);

  ui_check_row_set (self->sign_in_check, UI_CHECK_FAILED,
                    why != NULL ? why->headline : phone_account_get_state_text (account),
                    why != NULL ? why->text : NULL);
  if (why != NULL && g_str_equal (why->id, "E1"))
    {
      gtk_widget_add_css_class (GTK_WIDGET (self->password_row), "error");
      gtk_widget_grab_focus (GTK_WIDGET (self->password_row));
    }
}

/* The account that didn't sign in is dropped; the form makes a new one when the user tries again */
static void
drop_account (UiSetupAccountPage *self)
{
  g_autoptr (PhoneAccount) account = g_signal_group_dup_target (self->account);

  if (account == NULL)
    return;
  g_signal_group_set_target (self->account, NULL);
  phone_engine_remove_account_async (self->engine, account, NULL, NULL, NULL);
}

static void
on_account_state (UiSetupAccountPage *self)
{
  g_autoptr (PhoneAccount) account = g_signal_group_dup_target (self->account);

  switch (phone_account_get_state (account))
    {
    case PHONE_ACCOUNT_STATE_SIGNED_IN:
      g_signal_group_set_target (self->account, NULL);
      update_buttons (self);
      ui_check_row_set (self->sign_in_check, UI_CHECK_PASSED, _ ("Signed in"), NULL);
      g_signal_emit (self, signals[SIGNAL_SIGNED_IN], 0, account);
      break;
    case PHONE_ACCOUNT_STATE_WAITING:
    case PHONE_ACCOUNT_STATE_FAILED:
      show_sign_in_failure (self, account);
      drop_account (self);
      update_buttons (self);
      break;
    case PHONE_ACCOUNT_STATE_DISABLED:
    case PHONE_ACCOUNT_STATE_SIGNING_IN:
    case PHONE_ACCOUNT_STATE_SIGNING_OUT:
      break;
    }
}

static void
sign_in (UiSetupAccountPage *self)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (PhoneAccountSettings) settings = read_form (self, &error);
  PhoneAccount *account = NULL;
  GtkWindow *window = GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self)));

  if (settings != NULL)
    account = phone_engine_add_account (self->engine, settings, PHONE_ACCOUNT_SAVED, &error);
  if (account == NULL)
    {
      g_autoptr (PhoneExplanation) why = phone_explain_error (error);

      ui_check_row_set (self->sign_in_check, UI_CHECK_FAILED, why->headline, why->text);
      return;
    }
  ui_check_row_set (self->sign_in_check, UI_CHECK_RUNNING, _ ("Signing in…"), NULL);
  g_signal_group_set_target (self->account, account);
  update_buttons (self);
  ui_password_store (window, account, gtk_editable_get_text (self->password_row));
  phone_account_sign_in (account);
}

static void
on_continue (UiSetupAccountPage *self)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (PhoneAccountSettings) settings = NULL;

  if (!gtk_widget_get_sensitive (self->continue_button))
    return;
  settings = read_form (self, &error);
  if (settings == NULL)
    {
      show_form_error (self, error);
      return;
    }
  if (self->report != NULL &&
      phone_trust_state_allows_call (phone_trust_report_get_state (self->report)))
    {
      sign_in (self);
      return;
    }
  self->continue_when_checked = TRUE;
  update_buttons (self);
  if (self->cancellable == NULL)
    check (self, settings);
}

static void
on_back_clicked (UiSetupAccountPage *self)
{
  cancel_check (self);
  self->continue_when_checked = FALSE;
  drop_account (self);
  update_buttons (self);
  gtk_widget_set_visible (self->checks_group, FALSE);
  g_signal_emit (self, signals[SIGNAL_BACK], 0);
}

void
ui_setup_account_page_set_engine (UiSetupAccountPage *self, PhoneEngine *engine)
{
  g_return_if_fail (UI_IS_SETUP_ACCOUNT_PAGE (self));
  g_return_if_fail (self->engine == NULL);

  self->engine = g_object_ref (engine);
}

void
ui_setup_account_page_start (UiSetupAccountPage *self)
{
  g_return_if_fail (UI_IS_SETUP_ACCOUNT_PAGE (self));

  gtk_widget_grab_focus (GTK_WIDGET (gtk_editable_get_text (self->address_row)[0] == '\0'
                                         ? self->address_row
                                         : self->password_row));
}

static void
ui_setup_account_page_dispose (GObject *object)
{
  UiSetupAccountPage *self = UI_SETUP_ACCOUNT_PAGE (object);
  GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self));

  cancel_check (self);
  if (self->account != NULL)
    drop_account (self);
  g_clear_object (&self->account);
  g_clear_object (&self->engine);
  g_clear_pointer (&child, gtk_widget_unparent);
  G_OBJECT_CLASS (ui_setup_account_page_parent_class)->dispose (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/linnetphone/Linnet/ui-setup-account-page.ui");
  gtk_widget_class_bind_template_child (widget_class, UiSetupAccountPage, address_row);
  gtk_widget_class_bind_template_child (widget_class, UiSetupAccountPage, password_row);
  gtk_widget_class_bind_template_child (widget_class, UiSetupAccountPage, user_row);
  gtk_widget_class_bind_template_child (widget_class, UiSetupAccountPage, server_row);
  gtk_widget_class_bind_template_child (widget_class, UiSetupAccountPage, display_name_row);
  gtk_widget_class_bind_template_child (widget_class, UiSetupAccountPage, checks_group);
  gtk_widget_class_bind_template_child (widget_class, UiSetupAccountPage, find_check);
  gtk_widget_class_bind_template_child (widget_class, UiSetupAccountPage, tls_check);
  gtk_widget_class_bind_template_child (widget_class, UiSetupAccountPage, certificate_check);
  gtk_widget_class_bind_template_child (widget_class, UiSetupAccountPage, sign_in_check);
  gtk_widget_class_bind_template_child (widget_class, UiSetupAccountPage, continue_button);
  gtk_widget_class_bind_template_callback (widget_class, on_server_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_password_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_continue);
  gtk_widget_class_bind_template_callback (widget_class, on_back_clicked);
}

static void
ui_setup_account_page_class_init (UiSetupAccountPageClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = ui_setup_account_page_dispose;
  signals[SIGNAL_BACK] = g_signal_new ("back", UI_TYPE_SETUP_ACCOUNT_PAGE, G_SIGNAL_RUN_LAST, 0,
                                       NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_SIGNED_IN] =
      g_signal_new ("signed-in", UI_TYPE_SETUP_ACCOUNT_PAGE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                    G_TYPE_NONE, 1, PHONE_TYPE_ACCOUNT);
  g_type_ensure (UI_TYPE_CHECK_ROW);
  bind_template (GTK_WIDGET_CLASS (klass));
}

static void
ui_setup_account_page_init (UiSetupAccountPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->account = g_signal_group_new (PHONE_TYPE_ACCOUNT);
  g_signal_group_connect_swapped (self->account, "notify::state", G_CALLBACK (on_account_state),
                                  self);
}
