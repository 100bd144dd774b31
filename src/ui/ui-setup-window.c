/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Linnet Authors */
/* ui-setup-window.c: three pages, any of them may be left. */
#define G_LOG_DOMAIN "ui-setup-window"

#include "ui-setup-window.h"
#include "ui-setup-account-page.h"
#include "ui-setup-ready-page.h"
#include "ui-text.h"

#include <glib/gi18n.h>

struct _UiSetupWindow
{
  AdwWindow parent_instance;

  /* Owned */
  PhoneEngine *engine;
  UiDemo *demo;

  gboolean welcome;

  /* Template */
  AdwLeaflet *leaflet;
  UiSetupAccountPage *account_page;
  UiSetupReadyPage *ready_page;
};

G_DEFINE_FINAL_TYPE (UiSetupWindow, ui_setup_window, ADW_TYPE_WINDOW)

static void
go_back (UiSetupWindow *self)
{
  if (self->welcome &&
      g_strcmp0 (adw_leaflet_get_visible_child_name (self->leaflet), "account") == 0)
    adw_leaflet_set_visible_child_name (self->leaflet, "welcome");
  else
    gtk_window_close (GTK_WINDOW (self));
}

static void
on_account_back (UiSetupWindow *self)
{
  go_back (self);
}

static void
on_signed_in (UiSetupAccountPage *page, PhoneAccount *account, UiSetupWindow *self)
{
  adw_leaflet_set_visible_child_name (self->leaflet, "ready");
  ui_setup_ready_page_start (self->ready_page, self->engine, account);
}

static void
on_done (UiSetupWindow *self)
{
  gtk_window_close (GTK_WINDOW (self));
}

static void
add_account_action (GtkWidget *widget, const char *name, GVariant *target)
{
  UiSetupWindow *self = UI_SETUP_WINDOW (widget);

  adw_leaflet_set_visible_child_name (self->leaflet, "account");
  ui_setup_account_page_start (self->account_page);
}

static void
start_demo_action (GtkWidget *widget, const char *name, GVariant *target)
{
  UiSetupWindow *self = UI_SETUP_WINDOW (widget);
  g_autoptr (GError) error = NULL;
  g_autoptr (PhoneExplanation) why = NULL;

  if (ui_demo_start (self->demo, &error))
    {
      gtk_window_close (GTK_WINDOW (self));
      return;
    }
  why = phone_explain_error (error);
  ui_text_show_message (GTK_WINDOW (self), why->headline, why->text);
}

static void
back_action (GtkWidget *widget, const char *name, GVariant *target)
{
  UiSetupWindow *self = UI_SETUP_WINDOW (widget);

  if (g_strcmp0 (adw_leaflet_get_visible_child_name (self->leaflet), "account") == 0)
    g_signal_emit_by_name (self->account_page, "back");
}

static void
ui_setup_window_dispose (GObject *object)
{
  UiSetupWindow *self = UI_SETUP_WINDOW (object);

  g_clear_object (&self->demo);
  g_clear_object (&self->engine);
  G_OBJECT_CLASS (ui_setup_window_parent_class)->dispose (object);
}

static void
ui_setup_window_class_init (UiSetupWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = ui_setup_window_dispose;
  g_type_ensure (UI_TYPE_SETUP_ACCOUNT_PAGE);
  g_type_ensure (UI_TYPE_SETUP_READY_PAGE);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/linnetphone/Linnet/ui-setup-window.ui");
  gtk_widget_class_bind_template_child (widget_class, UiSetupWindow, leaflet);
  gtk_widget_class_bind_template_child (widget_class, UiSetupWindow, account_page);
  gtk_widget_class_bind_template_child (widget_class, UiSetupWindow, ready_page);
  gtk_widget_class_bind_template_callback (widget_class, on_account_back);
  gtk_widget_class_bind_template_callback (widget_class, on_signed_in);
  gtk_widget_class_bind_template_callback (widget_class, on_done);
  gtk_widget_class_install_action (widget_class, "setup.add-account", NULL, add_account_action);
  gtk_widget_class_install_action (widget_class, "setup.start-demo", NULL, start_demo_action);
  gtk_widget_class_install_action (widget_class, "setup.back", NULL, back_action);
}

static void
ui_setup_window_init (UiSetupWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

UiSetupWindow *
ui_setup_window_new (AdwApplication *application,
                     PhoneEngine *engine,
                     UiDemo *demo,
                     gboolean welcome)
{
  UiSetupWindow *self = g_object_new (UI_TYPE_SETUP_WINDOW, "application", application, NULL);

  self->engine = g_object_ref (engine);
  self->demo = g_object_ref (demo);
  self->welcome = welcome;
  ui_setup_account_page_set_engine (self->account_page, engine);
  if (!welcome)
    {
      gtk_window_set_title (GTK_WINDOW (self), _ ("Add Account"));
      adw_leaflet_set_visible_child_name (self->leaflet, "account");
      ui_setup_account_page_start (self->account_page);
    }
  return self;
}
