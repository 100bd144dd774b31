/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Linnet Authors */
/* ui-trust-line.c: trust is shown before the call, next to the button that places it. */
#define G_LOG_DOMAIN "ui-trust-line"

#include "ui-trust-line.h"
#include "ui-trust.h"

struct _UiTrustLine
{
  GtkButton parent_instance;

  /* Owned */
  GSignalGroup *account;

  /* Children */
  GtkWidget *content;
  GtkWidget *icon;
  GtkWidget *spinner;
  GtkWidget *label;
};

G_DEFINE_FINAL_TYPE (UiTrustLine, ui_trust_line, GTK_TYPE_BUTTON)

static void
update (UiTrustLine *self)
{
  g_autoptr (PhoneAccount) account = g_signal_group_dup_target (self->account);
  PhoneTrustState state;
  g_autofree char *name = NULL;

  if (account == NULL || phone_account_get_trust_state (account) == PHONE_TRUST_STATE_NONE)
    {
      gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
      return;
    }
  state = phone_account_get_trust_state (account);
  name = ui_trust_dup_accessible_name (account);
  gtk_widget_set_visible (self->spinner, state == PHONE_TRUST_STATE_CHECKING);
  gtk_spinner_set_spinning (GTK_SPINNER (self->spinner), state == PHONE_TRUST_STATE_CHECKING);
  gtk_widget_set_visible (self->icon, state != PHONE_TRUST_STATE_CHECKING);
  gtk_image_set_from_icon_name (GTK_IMAGE (self->icon), ui_trust_get_icon_name (state));
  gtk_label_set_label (GTK_LABEL (self->label), phone_account_get_trust_line (account));
  ui_trust_set_style (self->content, state);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  gtk_widget_set_visible (GTK_WIDGET (self), TRUE);
}

void
ui_trust_line_set_account (UiTrustLine *self, PhoneAccount *account)
{
  g_return_if_fail (UI_IS_TRUST_LINE (self));

  g_signal_group_set_target (self->account, account);
  update (self);
}

static void
ui_trust_line_dispose (GObject *object)
{
  UiTrustLine *self = UI_TRUST_LINE (object);

  g_clear_object (&self->account);
  G_OBJECT_CLASS (ui_trust_line_parent_class)->dispose (object);
}

static void
ui_trust_line_class_init (UiTrustLineClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = ui_trust_line_dispose;
}

static void
ui_trust_line_init (UiTrustLine *self)
{
  self->content = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 9);
  self->icon = gtk_image_new ();
  self->spinner = gtk_spinner_new ();
  self->label = gtk_label_new (NULL);
  gtk_label_set_wrap (GTK_LABEL (self->label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (self->label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_xalign (GTK_LABEL (self->label), 0);
  gtk_widget_set_halign (self->content, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (self->content), self->icon);
  gtk_box_append (GTK_BOX (self->content), self->spinner);
  gtk_box_append (GTK_BOX (self->content), self->label);
  gtk_button_set_child (GTK_BUTTON (self), self->content);
  gtk_widget_add_css_class (GTK_WIDGET (self), "flat");
  gtk_widget_add_css_class (GTK_WIDGET (self), "trust-line");

  self->account = g_signal_group_new (PHONE_TYPE_ACCOUNT);
  g_signal_group_connect_swapped (self->account, "notify::trust-state", G_CALLBACK (update), self);
  g_signal_group_connect_swapped (self->account, "notify::trust-line", G_CALLBACK (update), self);
  g_signal_group_connect_swapped (self->account, "notify::trust-report", G_CALLBACK (update), self);
  update (self);
}
