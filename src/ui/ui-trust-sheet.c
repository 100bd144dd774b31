/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Linnet Authors */
/* ui-trust-sheet.c: verdict first, then each check, then what nobody can check from here. */
#define G_LOG_DOMAIN "ui-trust-sheet"

#include "ui-trust-sheet.h"
#include "ui-trust-rows.h"
#include "ui-trust.h"

#include <glib/gi18n.h>

struct _UiTrustSheet
{
  AdwWindow parent_instance;

  /* Owned */
  GSignalGroup *account;
  char *callee;
  GPtrArray *rows; /* of struct Row */

  /* Template */
  AdwWindowTitle *title;
  GtkImage *icon;
  GtkWidget *spinner;
  GtkLabel *state_label;
  GtkLabel *sentence_label;
  GtkBox *notes;
  AdwPreferencesGroup *checks_group;
  AdwPreferencesGroup *chain_group;
  AdwPreferencesGroup *media_group;
  AdwPreferencesGroup *beyond_group;
  GtkWidget *close_button;
  GtkLabel *close_label;
  GtkWidget *call_button;
};

typedef struct
{
  AdwPreferencesGroup *group;
  GtkWidget *row;
} Row;

enum
{
  SIGNAL_CALL,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (UiTrustSheet, ui_trust_sheet, ADW_TYPE_WINDOW)

static void
add_row (UiTrustSheet *self, AdwPreferencesGroup *group, GtkWidget *row)
{
  Row *entry = g_new (Row, 1);

  entry->group = group;
  entry->row = row;
  adw_preferences_group_add (group, row);
  g_ptr_array_add (self->rows, entry);
}

static void
clear_rows (UiTrustSheet *self)
{
  GtkWidget *child;

  for (guint i = 0; i < self->rows->len; i++)
    {
      Row *entry = g_ptr_array_index (self->rows, i);

      adw_preferences_group_remove (entry->group, entry->row);
    }
  g_ptr_array_set_size (self->rows, 0);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->notes))) != NULL)
    gtk_box_remove (self->notes, child);
}

/* Failures first, then notes, then what passed; what was not run folds into one row */
static void
add_steps (UiTrustSheet *self, PhoneTrustReport *report, PhoneTrustStatus status)
{
  GListModel *steps = phone_trust_report_get_steps (report);

  for (guint i = 0; i < g_list_model_get_n_items (steps); i++)
    {
      g_autoptr (PhoneTrustStep) step = g_list_model_get_item (steps, i);

      if (phone_trust_step_get_status (step) == status)
        add_row (self, self->checks_group, ui_trust_step_row_new (step));
    }
}

static void
add_skipped_steps (UiTrustSheet *self, PhoneTrustReport *report)
{
  GListModel *steps = phone_trust_report_get_steps (report);
  GtkWidget *row = NULL;
  guint n_skipped = 0;
  g_autofree char *title = NULL;

  for (guint i = 0; i < g_list_model_get_n_items (steps); i++)
    {
      g_autoptr (PhoneTrustStep) step = g_list_model_get_item (steps, i);

      if (phone_trust_step_get_status (step) != PHONE_TRUST_STATUS_SKIP)
        continue;
      if (row == NULL)
        row = adw_expander_row_new ();
      adw_expander_row_add_row (ADW_EXPANDER_ROW (row), ui_trust_step_row_new (step));
      n_skipped++;
    }
  if (row == NULL)
    return;
  title =
      g_strdup_printf (ngettext ("%u check not run", "%u checks not run", n_skipped), n_skipped);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  add_row (self, self->checks_group, row);
}

static void
add_chain (UiTrustSheet *self, PhoneTrustReport *report)
{
  GListModel *chain = phone_trust_report_get_chain (report);
  guint n = g_list_model_get_n_items (chain);
  gboolean verified = phone_trust_report_get_verdict (report) != PHONE_TRUST_VERDICT_UNTRUSTED;
  GtkWidget *row;
  g_autofree char *title = NULL;

  gtk_widget_set_visible (GTK_WIDGET (self->chain_group), n > 0);
  if (n == 0)
    return;
  row = adw_expander_row_new ();
  title = g_strdup_printf (_ ("Certificate Chain (%u)"), n);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (PhoneCertificate) certificate = g_list_model_get_item (chain, i);

      adw_expander_row_add_row (ADW_EXPANDER_ROW (row),
                                ui_trust_certificate_row_new (certificate, verified || i > 0));
    }
  add_row (self, self->chain_group, row);
}

static void
add_media (UiTrustSheet *self)
{
  add_row (self, self->media_group,
           ui_trust_fact_row_new ("emblem-ok-symbolic", "success", _ ("Encryption"),
                                  _ ("SRTP, or no call is made")));
  add_row (self, self->media_group,
           ui_trust_fact_row_new ("help-about-symbolic", NULL, _ ("Keys"),
                                  _ ("Sent through the servers, which can read them (SDES)")));
}

static void
add_beyond (UiTrustSheet *self, PhoneAccount *account)
{
  PhoneAccountSettings *settings = phone_account_get_settings (account);
  g_autofree char *domain = phone_account_settings_dup_domain (settings);
  g_autofree char *only = g_strdup_printf (_ ("Encrypted to %s only"), domain);
  gboolean sips = phone_account_settings_is_strict_scheme (settings);

  if ((phone_account_get_flags (account) & PHONE_ACCOUNT_DEMO) != 0)
    {
      add_row (self, self->beyond_group,
               ui_trust_fact_row_new ("help-about-symbolic", NULL, _ ("Nothing"),
                                      _ ("Calls to the demo service don’t leave this computer.")));
      return;
    }
  add_row (self, self->beyond_group,
           ui_trust_fact_row_new (
               "help-about-symbolic", NULL, _ ("Signalling"),
               sips ? _ ("Protected on every hop that follows the standard (SIPS)") : only));
  add_row (self, self->beyond_group,
           ui_trust_fact_row_new (
               "help-about-symbolic", NULL, _ ("Can’t Be Checked From Here"),
               _ ("Each server passes the call on over its own connection. Linnet can verify only "
                  "the first one. The servers on the way see who calls whom.")));
}

static void
add_note (UiTrustSheet *self, const char *text)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_justify (GTK_LABEL (label), GTK_JUSTIFY_CENTER);
  gtk_widget_add_css_class (label, "warning");
  gtk_box_append (self->notes, label);
}

static void
update_buttons (UiTrustSheet *self, PhoneTrustState state)
{
  gboolean may_call = self->callee != NULL && phone_trust_state_allows_call (state);
  gboolean may_come = may_call || (self->callee != NULL && state == PHONE_TRUST_STATE_CHECKING);

  /* Not verified: there is no Call button, and closing is what we suggest */
  gtk_widget_set_visible (self->call_button, may_come);
  gtk_widget_set_sensitive (self->call_button, may_call);
  gtk_label_set_label (self->close_label, may_come ? _ ("_Cancel") : _ ("_Close"));
  if (may_come)
    gtk_widget_remove_css_class (self->close_button, "suggested-action");
  else
    gtk_widget_add_css_class (self->close_button, "suggested-action");
  gtk_window_set_default_widget (GTK_WINDOW (self),
                                 may_come ? self->call_button : self->close_button);
}

static void
update_head (UiTrustSheet *self, PhoneAccount *account, PhoneTrustReport *report)
{
  PhoneTrustState state = phone_account_get_trust_state (account);
  g_autofree char *identity =
      phone_account_settings_dup_identity (phone_account_get_settings (account));
  g_autofree char *title = g_strdup_printf (_ ("Connection to %s"), identity);
  g_autofree char *subtitle = g_strdup_printf (_ ("Account: %s"), phone_account_get_name (account));
  gboolean checking = state == PHONE_TRUST_STATE_CHECKING;
  const char *sentence = report != NULL ? phone_trust_report_get_sentence (report) : "";

  if (checking)
    sentence = _ ("Linnet is checking the server before it calls.");
  else if (state == PHONE_TRUST_STATE_DEMO)
    sentence = _ ("Calls to the demo service don’t leave this computer.");
  adw_window_title_set_title (self->title, title);
  adw_window_title_set_subtitle (self->title, subtitle);
  gtk_window_set_title (GTK_WINDOW (self), title);
  gtk_widget_set_visible (GTK_WIDGET (self->icon), !checking);
  gtk_widget_set_visible (self->spinner, checking);
  gtk_spinner_set_spinning (GTK_SPINNER (self->spinner), checking);
  gtk_image_set_from_icon_name (self->icon, ui_trust_get_icon_name (state));
  ui_trust_set_style (GTK_WIDGET (self->icon), state);
  gtk_label_set_label (self->state_label, phone_trust_state_get_label (state));
  gtk_label_set_label (self->sentence_label, sentence);
}

static void
update (UiTrustSheet *self)
{
  g_autoptr (PhoneAccount) account = g_signal_group_dup_target (self->account);
  PhoneTrustReport *report;

  if (account == NULL)
    return;
  report = phone_account_get_trust_report (account);
  clear_rows (self);
  update_head (self, account, report);
  update_buttons (self, phone_account_get_trust_state (account));
  gtk_widget_set_visible (GTK_WIDGET (self->checks_group), report != NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->chain_group), report != NULL);
  if (report != NULL)
    {
      const char *const *notes = phone_trust_report_get_notes (report);
      gboolean demo = phone_account_get_trust_state (account) == PHONE_TRUST_STATE_DEMO;

      for (guint i = 0; !demo && notes != NULL && notes[i] != NULL; i++)
        add_note (self, notes[i]);
      add_steps (self, report, PHONE_TRUST_STATUS_FAIL);
      add_steps (self, report, PHONE_TRUST_STATUS_WARN);
      add_steps (self, report, PHONE_TRUST_STATUS_PASS);
      add_skipped_steps (self, report);
      add_chain (self, report);
    }
  add_media (self);
  add_beyond (self, account);
}

static void
on_call_clicked (UiTrustSheet *self)
{
  g_autofree char *callee = g_strdup (self->callee);

  g_object_ref (self);
  gtk_window_close (GTK_WINDOW (self));
  g_signal_emit (self, signals[SIGNAL_CALL], 0, callee);
  g_object_unref (self);
}

UiTrustSheet *
ui_trust_sheet_new (GtkWindow *parent, PhoneAccount *account, const char *callee)
{
  UiTrustSheet *self = g_object_new (UI_TYPE_TRUST_SHEET, "transient-for", parent, NULL);

  self->callee = g_strdup (callee);
  g_signal_group_set_target (self->account, account);
  update (self);
  gtk_widget_grab_focus (phone_trust_state_allows_call (phone_account_get_trust_state (account)) &&
                                 callee != NULL
                             ? self->call_button
                             : self->close_button);
  return self;
}

static void
ui_trust_sheet_dispose (GObject *object)
{
  UiTrustSheet *self = UI_TRUST_SHEET (object);

  g_clear_object (&self->account);
  g_clear_pointer (&self->callee, g_free);
  g_clear_pointer (&self->rows, g_ptr_array_unref);
  G_OBJECT_CLASS (ui_trust_sheet_parent_class)->dispose (object);
}

static void
ui_trust_sheet_class_init (UiTrustSheetClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = ui_trust_sheet_dispose;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/linnetphone/Linnet/ui-trust-sheet.ui");
  gtk_widget_class_bind_template_child (widget_class, UiTrustSheet, title);
  gtk_widget_class_bind_template_child (widget_class, UiTrustSheet, icon);
  gtk_widget_class_bind_template_child (widget_class, UiTrustSheet, spinner);
  gtk_widget_class_bind_template_child (widget_class, UiTrustSheet, state_label);
  gtk_widget_class_bind_template_child (widget_class, UiTrustSheet, sentence_label);
  gtk_widget_class_bind_template_child (widget_class, UiTrustSheet, notes);
  gtk_widget_class_bind_template_child (widget_class, UiTrustSheet, checks_group);
  gtk_widget_class_bind_template_child (widget_class, UiTrustSheet, chain_group);
  gtk_widget_class_bind_template_child (widget_class, UiTrustSheet, media_group);
  gtk_widget_class_bind_template_child (widget_class, UiTrustSheet, beyond_group);
  gtk_widget_class_bind_template_child (widget_class, UiTrustSheet, close_button);
  gtk_widget_class_bind_template_child (widget_class, UiTrustSheet, close_label);
  gtk_widget_class_bind_template_child (widget_class, UiTrustSheet, call_button);
  gtk_widget_class_bind_template_callback (widget_class, on_call_clicked);
  signals[SIGNAL_CALL] = g_signal_new ("call", UI_TYPE_TRUST_SHEET, G_SIGNAL_RUN_LAST, 0, NULL,
                                       NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
ui_trust_sheet_init (UiTrustSheet *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->rows = g_ptr_array_new_with_free_func (g_free);
  self->account = g_signal_group_new (PHONE_TYPE_ACCOUNT);
  g_signal_group_connect_swapped (self->account, "notify::trust-state", G_CALLBACK (update), self);
  g_signal_group_connect_swapped (self->account, "notify::trust-report", G_CALLBACK (update), self);
}
