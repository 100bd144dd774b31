/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Linnet Authors */
/* ui-application-calls.c: a window for each call, one at a time. */
#define G_LOG_DOMAIN "ui-application-calls"

#include "ui-application-private.h"
#include "ui-incoming-window.h"

#include <glib/gi18n.h>

#define BUSY_HERE 486

static void
on_call_hidden (UiCallWindow *window, UiApplication *self)
{
  if (self->main_window != NULL)
    {
      ui_main_window_set_hidden_call (self->main_window, ui_call_window_get_call (window),
                                      ui_call_window_get_name (window));
      gtk_window_present (GTK_WINDOW (self->main_window));
    }
}

static void
on_call_shown (UiApplication *self)
{
  if (self->main_window != NULL)
    ui_main_window_set_hidden_call (self->main_window, NULL, NULL);
}

static void
on_call_again (UiCallWindow *window, const char *address, UiApplication *self)
{
  if (self->main_window != NULL)
    ui_main_window_place_call (self->main_window, address);
}

static void
on_call_state (PhoneCall *call, GParamSpec *pspec, UiApplication *self)
{
  if (phone_call_get_state (call) != PHONE_CALL_STATE_ENDED || self->call_window == NULL ||
      ui_call_window_get_call (self->call_window) != call)
    return;
  /* A call that ended while its window was hidden still tells why */
  on_call_shown (self);
  if (!gtk_widget_get_visible (GTK_WIDGET (self->call_window)))
    gtk_window_present (GTK_WINDOW (self->call_window));
}

static void
on_call_window_destroyed (GtkWidget *widget, UiApplication *self)
{
  PhoneCall *call = ui_call_window_get_call (UI_CALL_WINDOW (widget));

  if (self->call_window == UI_CALL_WINDOW (widget))
    self->call_window = NULL;
  if (self->engine != NULL)
    phone_engine_forget_call (self->engine, call);
}

static void
show_call (UiApplication *self, PhoneCall *call)
{
  if (self->call_window != NULL)
    gtk_window_destroy (GTK_WINDOW (self->call_window));
  self->call_window =
      ui_call_window_new (ADW_APPLICATION (self), call,
                          ui_demo_find_name (self->demo, phone_call_get_remote_uri (call)));
  g_signal_connect_object (self->call_window, "destroy", G_CALLBACK (on_call_window_destroyed),
                           self, 0);
  g_signal_connect_object (self->call_window, "call-hidden", G_CALLBACK (on_call_hidden), self, 0);
  g_signal_connect_object (self->call_window, "call-again", G_CALLBACK (on_call_again), self, 0);
  g_signal_connect_object (self->call_window, "show", G_CALLBACK (on_call_shown), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (call, "notify::state", G_CALLBACK (on_call_state), self, 0);
  gtk_window_present (GTK_WINDOW (self->call_window));
}

static void
on_answered (UiIncomingWindow *window, UiApplication *self)
{
  show_call (self, ui_incoming_window_get_call (window));
}

static void
on_incoming (PhoneEngine *engine, PhoneCall *call, UiApplication *self)
{
  UiIncomingWindow *window;

  if (phone_engine_get_active_calls (engine) > 1)
    {
      /* One call at a time: the second caller hears that it is busy, the user is told */
      g_autofree char *text = g_strdup_printf (_ ("Missed call from %s: you were in a call"),
                                               phone_call_get_remote_label (call));

      phone_call_reject (call, BUSY_HERE, NULL);
      if (self->main_window != NULL)
        ui_main_window_toast (self->main_window, text);
      return;
    }
  window = ui_incoming_window_new (ADW_APPLICATION (self), call);
  g_signal_connect_object (window, "answered", G_CALLBACK (on_answered), self, 0);
  gtk_window_present (GTK_WINDOW (window));
}

static void
on_calls_changed (GListModel *calls,
                  guint position,
                  guint removed,
                  guint added,
                  UiApplication *self)
{
  for (guint i = position; i < position + added; i++)
    {
      g_autoptr (PhoneCall) call = g_list_model_get_item (calls, i);

      if (phone_call_get_direction (call) == PHONE_CALL_DIRECTION_OUTGOING)
        show_call (self, call);
    }
}

void
ui_application_watch_calls (UiApplication *self)
{
  g_signal_connect_object (phone_engine_get_calls (self->engine), "items-changed",
                           G_CALLBACK (on_calls_changed), self, 0);
  g_signal_connect_object (self->engine, "incoming", G_CALLBACK (on_incoming), self, 0);
}
