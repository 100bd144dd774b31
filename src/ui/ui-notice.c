/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Linnet Authors */
/* ui-notice.c: stays until resolved, unlike a toast. */
#define G_LOG_DOMAIN "ui-notice"

#include "ui-notice.h"
#include "ui-fold-box.h"

struct _UiNotice
{
  GtkWidget parent_instance;

  /* Template */
  GtkRevealer *revealer;
  GtkWidget *box;
  GtkWidget *icon;
  GtkLabel *label;
  GtkWidget *buttons;
  GtkWidget *first_button;
  GtkLabel *first_label;
  GtkWidget *second_button;
  GtkLabel *second_label;
};

G_DEFINE_FINAL_TYPE (UiNotice, ui_notice, GTK_TYPE_WIDGET)

/* Name and target at different times would be a moment of a wrong target, and a warning */
static void
set_action (GtkActionable *button, const char *detailed)
{
  g_autofree char *name = NULL;
  g_autoptr (GVariant) target = NULL;

  gtk_actionable_set_action_name (button, NULL);
  if (!g_action_parse_detailed_name (detailed, &name, &target, NULL))
    g_return_if_reached ();
  gtk_actionable_set_action_target_value (button, target);
  gtk_actionable_set_action_name (button, name);
}

static void
set_button (GtkWidget *button, GtkLabel *label, const UiNoticeButton *content)
{
  gtk_widget_set_visible (button, content != NULL);
  if (content == NULL)
    return;
  gtk_label_set_label (label, content->label);
  set_action (GTK_ACTIONABLE (button), content->action);
}

void
ui_notice_show (UiNotice *self,
                const char *text,
                const UiNoticeButton *first,
                const UiNoticeButton *second)
{
  g_return_if_fail (UI_IS_NOTICE (self));

  gtk_label_set_label (self->label, text);
  set_button (self->first_button, self->first_label, first);
  set_button (self->second_button, self->second_label, second);
  gtk_widget_set_visible (self->buttons, first != NULL || second != NULL);
  gtk_widget_set_visible (GTK_WIDGET (self), TRUE);
  gtk_revealer_set_reveal_child (self->revealer, TRUE);
}

void
ui_notice_hide (UiNotice *self)
{
  g_return_if_fail (UI_IS_NOTICE (self));

  gtk_revealer_set_reveal_child (self->revealer, FALSE);
}

void
ui_notice_set_error (UiNotice *self, gboolean error)
{
  g_return_if_fail (UI_IS_NOTICE (self));

  gtk_widget_set_visible (self->icon, error);
  if (error)
    gtk_widget_add_css_class (self->box, "error-notice");
  else
    gtk_widget_remove_css_class (self->box, "error-notice");
}

/* A closed revealer still holds focusable buttons: take them out of the tab order and the tree. */
static void
on_child_revealed (UiNotice *self)
{
  if (!gtk_revealer_get_reveal_child (self->revealer) &&
      !gtk_revealer_get_child_revealed (self->revealer))
    gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

static void
ui_notice_dispose (GObject *object)
{
  GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (object));

  g_clear_pointer (&child, gtk_widget_unparent);
  G_OBJECT_CLASS (ui_notice_parent_class)->dispose (object);
}

static void
ui_notice_class_init (UiNoticeClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = ui_notice_dispose;
  g_type_ensure (UI_TYPE_FOLD_BOX);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/linnetphone/Linnet/ui-notice.ui");
  gtk_widget_class_bind_template_child (widget_class, UiNotice, revealer);
  gtk_widget_class_bind_template_child (widget_class, UiNotice, box);
  gtk_widget_class_bind_template_child (widget_class, UiNotice, icon);
  gtk_widget_class_bind_template_child (widget_class, UiNotice, label);
  gtk_widget_class_bind_template_child (widget_class, UiNotice, buttons);
  gtk_widget_class_bind_template_child (widget_class, UiNotice, first_button);
  gtk_widget_class_bind_template_child (widget_class, UiNotice, first_label);
  gtk_widget_class_bind_template_child (widget_class, UiNotice, second_button);
  gtk_widget_class_bind_template_child (widget_class, UiNotice, second_label);
}

static void
ui_notice_init (UiNotice *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect_object (self->revealer, "notify::child-revealed", G_CALLBACK (on_child_revealed),
                           self, G_CONNECT_SWAPPED);
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}
