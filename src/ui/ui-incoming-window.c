/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Linnet Authors */
/* ui-incoming-window.c: who calls, who says so, and two buttons that typing elsewhere can't reach.
 */
#define G_LOG_DOMAIN "ui-incoming-window"

#include "ui-incoming-window.h"
#include "ui-text.h"

#include <glib/gi18n.h>

#define FOCUS_DELAY_MS 700

struct _UiIncomingWindow
{
  AdwWindow parent_instance;

  /* Owned */
  PhoneCall *call;
  guint focus_id;

  /* Template */
  AdwAvatar *avatar;
  GtkLabel *name_label;
  GtkLabel *address_label;
  GtkImage *claim_icon;
  GtkLabel *claim_label;
  GtkWidget *decline_button;
  GtkWidget *answer_button;
};

enum
{
  SIGNAL_ANSWERED,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (UiIncomingWindow, ui_incoming_window, ADW_TYPE_WINDOW)

PhoneCall *
ui_incoming_window_get_call (UiIncomingWindow *self)
{
  g_return_val_if_fail (UI_IS_INCOMING_WINDOW (self), NULL);

  return self->call;
}

/* A caller's name is a claim. Only what the account's own provider asserts stands as its word. */
static char *
dup_claim (UiIncomingWindow *self)
{
  PhoneAccountSettings *settings = phone_account_get_settings (phone_call_get_account (self->call));
  const char *claimed = phone_call_get_remote_name (self->call);
  g_autofree char *domain = phone_account_settings_dup_domain (settings);

  if (phone_call_get_asserted (self->call) != NULL)
    return g_strdup_printf (_ ("Confirmed by %s"), domain);
  if (claimed != NULL)
    return g_strdup_printf (_ ("Says: %s. Number not confirmed"), claimed);
  return g_strdup (_ ("Number not confirmed"));
}

static void
update (UiIncomingWindow *self)
{
  gboolean confirmed = phone_call_get_asserted (self->call) != NULL;
  const char *address = phone_call_get_remote_uri (self->call);
  const char *name =
      confirmed ? phone_call_get_remote_label (self->call) : ui_text_without_scheme (address);
  const char *account = phone_account_get_name (phone_call_get_account (self->call));
  g_autofree char *via = g_strdup_printf (_ ("via %s"), account);
  g_autofree char *below = g_strdup_printf ("%s · %s", address, via);
  g_autofree char *title = g_strdup_printf (_ ("Incoming call from %s"), name);
  g_autofree char *claim = dup_claim (self);

  adw_avatar_set_text (self->avatar, name);
  gtk_label_set_label (self->name_label, name);
  gtk_label_set_label (self->address_label, below);
  gtk_label_set_label (self->claim_label, claim);
  gtk_image_set_from_icon_name (self->claim_icon,
                                confirmed ? "emblem-ok-symbolic" : "help-about-symbolic");
  gtk_window_set_title (GTK_WINDOW (self), title);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
}

static void
on_state_changed (UiIncomingWindow *self)
{
  if (phone_call_get_state (self->call) != PHONE_CALL_STATE_INCOMING)
    gtk_window_destroy (GTK_WINDOW (self));
}

static gboolean
on_focus_allowed (gpointer user_data)
{
  UiIncomingWindow *self = UI_INCOMING_WINDOW (user_data);

  self->focus_id = 0;
  gtk_widget_set_can_focus (self->decline_button, TRUE);
  gtk_widget_set_can_focus (self->answer_button, TRUE);
  return G_SOURCE_REMOVE;
}

static void
answer_action (GtkWidget *widget, const char *name, GVariant *target)
{
  UiIncomingWindow *self = UI_INCOMING_WINDOW (widget);
  g_autoptr (GError) error = NULL;
  g_autoptr (PhoneExplanation) why = NULL;

  g_object_ref (self);
  if (phone_call_answer (self->call, NULL, &error))
    g_signal_emit (self, signals[SIGNAL_ANSWERED], 0);
  else
    {
      why = phone_explain_error (error);
      ui_text_show_message (GTK_WINDOW (self), why->headline, why->text);
    }
  g_object_unref (self);
}

static void
decline_action (GtkWidget *widget, const char *name, GVariant *target)
{
  UiIncomingWindow *self = UI_INCOMING_WINDOW (widget);
  g_autoptr (GError) error = NULL;

  if (!phone_call_reject (self->call, 0, &error))
    g_debug ("Decline: %s", error->message);
}

static gboolean
ui_incoming_window_close_request (GtkWindow *window)
{
  /* Neither Escape nor the window system decides over a call */
  return GDK_EVENT_STOP;
}

static void
ui_incoming_window_dispose (GObject *object)
{
  UiIncomingWindow *self = UI_INCOMING_WINDOW (object);

  g_clear_handle_id (&self->focus_id, g_source_remove);
  G_OBJECT_CLASS (ui_incoming_window_parent_class)->dispose (object);
}

static void
ui_incoming_window_finalize (GObject *object)
{
  g_clear_object (&UI_INCOMING_WINDOW (object)->call);
  G_OBJECT_CLASS (ui_incoming_window_parent_class)->finalize (object);
}

static void
ui_incoming_window_class_init (UiIncomingWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = ui_incoming_window_dispose;
  G_OBJECT_CLASS (klass)->finalize = ui_incoming_window_finalize;
  GTK_WINDOW_CLASS (klass)->close_request = ui_incoming_window_close_request;
  signals[SIGNAL_ANSWERED] = g_signal_new ("answered", UI_TYPE_INCOMING_WINDOW, G_SIGNAL_RUN_LAST,
                                           0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_ALERT_DIALOG);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/linnetphone/Linnet/ui-incoming-window.ui");
  gtk_widget_class_bind_template_child (widget_class, UiIncomingWindow, avatar);
  gtk_widget_class_bind_template_child (widget_class, UiIncomingWindow, name_label);
  gtk_widget_class_bind_template_child (widget_class, UiIncomingWindow, address_label);
  gtk_widget_class_bind_template_child (widget_class, UiIncomingWindow, claim_icon);
  gtk_widget_class_bind_template_child (widget_class, UiIncomingWindow, claim_label);
  gtk_widget_class_bind_template_child (widget_class, UiIncomingWindow, decline_button);
  gtk_widget_class_bind_template_child (widget_class, UiIncomingWindow, answer_button);
  gtk_widget_class_install_action (widget_class, "call.answer", NULL, answer_action);
  gtk_widget_class_install_action (widget_class, "call.decline", NULL, decline_action);
}

static void
ui_incoming_window_init (UiIncomingWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_widget_set_can_focus (self->decline_button, FALSE);
  gtk_widget_set_can_focus (self->answer_button, FALSE);
  self->focus_id = g_timeout_add (FOCUS_DELAY_MS, on_focus_allowed, self);
}

UiIncomingWindow *
ui_incoming_window_new (AdwApplication *application, PhoneCall *call)
{
  UiIncomingWindow *self = g_object_new (UI_TYPE_INCOMING_WINDOW, "application", application, NULL);

  self->call = g_object_ref (call);
  g_signal_connect_object (call, "notify::state", G_CALLBACK (on_state_changed), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (call, "notify::remote-label", G_CALLBACK (update), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (call, "notify::asserted", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  update (self);
  gtk_widget_grab_focus (GTK_WIDGET (self->name_label));
  return self;
}
