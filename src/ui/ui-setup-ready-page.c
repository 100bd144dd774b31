/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Linnet Authors */
/* ui-setup-ready-page.c: the last page of the first run. */
#define G_LOG_DOMAIN "ui-setup-ready-page"

#include "ui-setup-ready-page.h"
#include "ui-check-row.h"
#include "ui-device-row.h"

#include <glib/gi18n.h>

struct _UiSetupReadyPage
{
  GtkWidget parent_instance;

  gboolean bound;

  /* Template */
  GtkWidget *done_button;
  UiCheckRow *server_check;
  UiCheckRow *sign_in_check;
  UiDeviceRow *microphone_row;
  UiDeviceRow *speaker_row;
};

enum
{
  SIGNAL_DONE,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (UiSetupReadyPage, ui_setup_ready_page, GTK_TYPE_WIDGET)

void
ui_setup_ready_page_start (UiSetupReadyPage *self, PhoneEngine *engine, PhoneAccount *account)
{
  g_autofree char *signed_in = NULL;

  g_return_if_fail (UI_IS_SETUP_READY_PAGE (self));

  signed_in = g_strdup_printf (_ ("Signed in as %s"), phone_account_get_address (account));
  ui_check_row_set (self->server_check, UI_CHECK_PASSED, phone_account_get_trust_line (account),
                    NULL);
  ui_check_row_set (self->sign_in_check, UI_CHECK_PASSED, signed_in, NULL);
  if (!self->bound)
    {
      PhonePreferences *preferences = phone_engine_get_preferences (engine);

      ui_device_row_bind (self->microphone_row, phone_engine_get_microphones (engine), preferences,
                          "microphone");
      ui_device_row_bind (self->speaker_row, phone_engine_get_speakers (engine), preferences,
                          "speaker");
      self->bound = TRUE;
    }
  gtk_widget_grab_focus (self->done_button);
}

static void
on_done_clicked (UiSetupReadyPage *self)
{
  g_signal_emit (self, signals[SIGNAL_DONE], 0);
}

static void
ui_setup_ready_page_dispose (GObject *object)
{
  GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (object));

  g_clear_pointer (&child, gtk_widget_unparent);
  G_OBJECT_CLASS (ui_setup_ready_page_parent_class)->dispose (object);
}

static void
ui_setup_ready_page_class_init (UiSetupReadyPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = ui_setup_ready_page_dispose;
  signals[SIGNAL_DONE] = g_signal_new ("done", UI_TYPE_SETUP_READY_PAGE, G_SIGNAL_RUN_LAST, 0, NULL,
                                       NULL, NULL, G_TYPE_NONE, 0);
  g_type_ensure (UI_TYPE_CHECK_ROW);
  g_type_ensure (UI_TYPE_DEVICE_ROW);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/linnetphone/Linnet/ui-setup-ready-page.ui");
  gtk_widget_class_bind_template_child (widget_class, UiSetupReadyPage, done_button);
  gtk_widget_class_bind_template_child (widget_class, UiSetupReadyPage, server_check);
  gtk_widget_class_bind_template_child (widget_class, UiSetupReadyPage, sign_in_check);
  gtk_widget_class_bind_template_child (widget_class, UiSetupReadyPage, microphone_row);
  gtk_widget_class_bind_template_child (widget_class, UiSetupReadyPage, speaker_row);
  gtk_widget_class_bind_template_callback (widget_class, on_done_clicked);
}

static void
ui_setup_ready_page_init (UiSetupReadyPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
