/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Linnet Authors */
/* ui-call-window.c: follows one call; shows its state, its protection, and why it ended. */
#define G_LOG_DOMAIN "ui-call-window"

#include "ui-call-window.h"
#include "ui-call-text.h"
#include "ui-keypad.h"
#include "ui-notice.h"
#include "ui-text.h"
#include "ui-trust-sheet.h"

#include <glib/gi18n.h>

#define CLOSE_AFTER_S 3

struct _UiCallWindow
{
  AdwWindow parent_instance;

  /* Owned */
  PhoneCall *call;
  char *name; /* of the contact, or NULL */
  GString *tones;
  GPtrArray *warnings; /* of lines */
  char *quality;
  guint timer_id;
  guint patience_id;
  guint close_id;

  PhoneCallState shown_state;
  gboolean waiting;
  gboolean muted;

  /* Template */
  AdwToastOverlay *toasts;
  UiNotice *notice;
  AdwAvatar *avatar;
  GtkLabel *name_label;
  GtkLabel *address_label;
  GtkLabel *timer_label;
  GtkLabel *state_label;
  GtkLabel *reason_label;
  GtkWidget *details;
  GtkLabel *details_label;
  GtkMenuButton *badge;
  GtkImage *badge_icon;
  GtkLabel *badge_label;
  GtkLabel *badge_text;
  GtkLabel *badge_details;
  GtkWidget *controls;
  GtkWidget *mute_button;
  GtkImage *mute_icon;
  GtkLabel *mute_label;
  GtkMenuButton *keypad_button;
  GtkPopover *keypad_popover;
  UiKeypad *keypad;
  GtkLabel *tones_label;
  GtkWidget *hold_button;
  GtkImage *hold_icon;
  GtkLabel *hold_label;
  GtkWidget *ended_buttons;
  GtkWidget *close_button;
  GtkWidget *end_button;
};

enum
{
  PROP_0,
  PROP_MUTED,
  N_PROPS
};
static GParamSpec *properties[N_PROPS];

enum
{
  SIGNAL_CALL_HIDDEN,
  SIGNAL_CALL_AGAIN,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (UiCallWindow, ui_call_window, ADW_TYPE_WINDOW)

PhoneCall *
ui_call_window_get_call (UiCallWindow *self)
{
  g_return_val_if_fail (UI_IS_CALL_WINDOW (self), NULL);

  return self->call;
}

const char *
ui_call_window_get_name (UiCallWindow *self)
{
  g_return_val_if_fail (UI_IS_CALL_WINDOW (self), NULL);

  return self->name != NULL ? self->name : phone_call_get_remote_label (self->call);
}

static gboolean
is_talking (UiCallWindow *self)
{
  return phone_call_get_state (self->call) == PHONE_CALL_STATE_ESTABLISHED;
}

/* Timer */

static void
update_time (UiCallWindow *self)
{
  g_autofree char *time = ui_text_dup_duration (phone_call_get_duration_ms (self->call));

  gtk_label_set_label (self->timer_label, time);
}

static gboolean
on_second (gpointer user_data)
{
  update_time (UI_CALL_WINDOW (user_data));
  return G_SOURCE_CONTINUE;
}

static void
update_timer (UiCallWindow *self)
{
  gboolean talked = phone_call_get_established_us (self->call) != 0;

  gtk_widget_set_visible (GTK_WIDGET (self->timer_label), talked);
  update_time (self);
  if (is_talking (self) && self->timer_id == 0)
    self->timer_id = g_timeout_add (500, on_second, self);
  else if (!is_talking (self))
    g_clear_handle_id (&self->timer_id, g_source_remove);
}

/* State */

static void
update_state_label (UiCallWindow *self)
{
  g_autofree char *text =
      ui_call_text_dup_state (self->call, ui_call_window_get_name (self), self->waiting);

  gtk_widget_set_visible (GTK_WIDGET (self->state_label), text != NULL);
  /* Setting the same text again would speak it again */
  if (text != NULL && !g_str_equal (gtk_label_get_label (self->state_label), text))
    gtk_label_set_label (self->state_label, text);
}

static gboolean
on_patience_over (gpointer user_data)
{
  UiCallWindow *self = UI_CALL_WINDOW (user_data);

  self->patience_id = 0;
  self->waiting = TRUE;
  update_state_label (self);
  return G_SOURCE_REMOVE;
}

static void
update_patience (UiCallWindow *self)
{
  guint patience_s = ui_call_text_get_patience_s (self->call);

  /* Calling and trying are one state for the user: one time to wait */
  if (patience_s != 0 && self->shown_state == PHONE_CALL_STATE_CALLING &&
      phone_call_get_state (self->call) == PHONE_CALL_STATE_TRYING)
    return;
  g_clear_handle_id (&self->patience_id, g_source_remove);
  self->waiting = FALSE;
  if (patience_s != 0)
    self->patience_id = g_timeout_add_seconds (patience_s, on_patience_over, self);
}

static void
update_badge (UiCallWindow *self)
{
  const char *label = ui_call_text_get_badge (self->call);
  g_autofree char *details = ui_call_text_dup_details (self->call);

  gtk_widget_set_visible (GTK_WIDGET (self->badge), label != NULL);
  if (label == NULL)
    return;
  gtk_label_set_label (self->badge_label, label);
  gtk_image_set_from_icon_name (self->badge_icon, is_talking (self) ? "security-medium-symbolic"
                                                                    : "content-loading-symbolic");
  gtk_label_set_label (self->badge_text, ui_call_text_get_badge_text (self->call));
  gtk_label_set_label (self->badge_details, details);
  gtk_widget_set_visible (GTK_WIDGET (self->badge_details), details[0] != '\0');
  ui_text_name_menu_button (self->badge, ui_call_text_get_badge_spoken (self->call));
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->badge), NULL);
}

static void
update_controls (UiCallWindow *self)
{
  PhoneCallHold hold = phone_call_get_hold (self->call);
  gboolean held = hold == PHONE_CALL_HOLD_LOCAL || hold == PHONE_CALL_HOLD_BOTH;
  const char *hold_name = held ? _ ("Resume Call") : _ ("Hold Call");

  gtk_label_set_label (self->mute_label, self->muted ? _ ("Muted") : _ ("Mute"));
  gtk_image_set_from_icon_name (self->mute_icon, self->muted ? "microphone-disabled-symbolic"
                                                             : "audio-input-microphone-symbolic");
  gtk_label_set_label (self->hold_label, held ? _ ("Resume") : _ ("Hold"));
  gtk_image_set_from_icon_name (self->hold_icon, held ? "media-playback-start-symbolic"
                                                      : "media-playback-pause-symbolic");
  gtk_widget_set_tooltip_text (self->hold_button, hold_name);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->hold_button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  hold_name, -1);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "call.hold", is_talking (self));
  gtk_widget_set_sensitive (GTK_WIDGET (self->keypad_button),
                            is_talking (self) || phone_call_get_early_media (self->call));
  gtk_widget_set_opacity (GTK_WIDGET (self->avatar), hold != PHONE_CALL_HOLD_NONE ? 0.5 : 1.0);
}

static void
update_notice (UiCallWindow *self)
{
  ui_notice_set_error (self->notice, TRUE);
  if (phone_call_get_state (self->call) == PHONE_CALL_STATE_ENDED)
    ui_notice_hide (self->notice);
  else if (is_talking (self) && !phone_call_get_receiving (self->call) &&
           phone_call_get_hold (self->call) == PHONE_CALL_HOLD_NONE)
    {
      g_autofree char *text =
          g_strdup_printf (_ ("You don’t hear %s. No packets arrive. A firewall may block them."),
                           ui_call_window_get_name (self));

      ui_notice_show (self->notice, text, NULL, NULL);
    }
  else if (self->warnings->len > 1)
    {
      g_autofree char *text = g_strjoinv ("\n", (char **) self->warnings->pdata);

      ui_notice_show (self->notice, text, NULL, NULL);
    }
  else if (self->quality != NULL)
    ui_notice_show (self->notice, self->quality, NULL, NULL);
  else
    ui_notice_hide (self->notice);
}

static void
update_names (UiCallWindow *self)
{
  const char *name = ui_call_window_get_name (self);
  PhoneAccount *account = phone_call_get_account (self->call);
  g_autofree char *address = g_strdup_printf ("%s · %s", phone_call_get_remote_uri (self->call),
                                              phone_account_get_name (account));
  g_autofree char *title = g_strdup_printf (_ ("Call with %s"), name);

  adw_avatar_set_text (self->avatar, name);
  gtk_label_set_label (self->name_label, name);
  gtk_label_set_label (self->address_label, address);
  gtk_window_set_title (GTK_WINDOW (self), title);
}

/* End */

static gboolean
on_close_time (gpointer user_data)
{
  UiCallWindow *self = UI_CALL_WINDOW (user_data);

  self->close_id = 0;
  gtk_window_close (GTK_WINDOW (self));
  return G_SOURCE_REMOVE;
}

static void
show_end (UiCallWindow *self)
{
  g_autoptr (PhoneExplanation) why = phone_explain_call (self->call);

  gtk_widget_set_visible (self->controls, FALSE);
  gtk_widget_set_visible (self->end_button, FALSE);
  gtk_widget_set_visible (self->ended_buttons, TRUE);
  gtk_popover_popdown (self->keypad_popover);
  if (why == NULL)
    {
      self->close_id = g_timeout_add_seconds (CLOSE_AFTER_S, on_close_time, self);
      return;
    }
  gtk_label_set_label (self->state_label, why->headline);
  gtk_label_set_label (self->reason_label, why->text);
  gtk_widget_set_visible (GTK_WIDGET (self->reason_label), why->text[0] != '\0');
  gtk_widget_set_visible (self->details, why->details != NULL);
  if (why->details != NULL)
    gtk_label_set_label (self->details_label, why->details);
  gtk_widget_grab_focus (self->close_button);
}

static void
update (UiCallWindow *self)
{
  PhoneCallState state = phone_call_get_state (self->call);

  update_patience (self);
  update_state_label (self);
  update_timer (self);
  update_badge (self);
  update_controls (self);
  update_notice (self);
  if (state == PHONE_CALL_STATE_ENDED && self->shown_state != PHONE_CALL_STATE_ENDED)
    show_end (self);
  self->shown_state = state;
}

static void
on_muted_changed (UiCallWindow *self)
{
  gboolean muted = phone_call_get_muted (self->call);

  if (self->muted == muted)
    return;
  self->muted = muted;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_MUTED]);
  update_controls (self);
}

static void
on_details_changed (UiCallWindow *self)
{
  update_badge (self);
  update_controls (self);
  update_state_label (self);
  update_notice (self);
}

static void
on_warning (PhoneCall *call, const char *id, const char *detail, UiCallWindow *self)
{
  g_autofree char *text = ui_call_text_dup_warning (ui_call_window_get_name (self), id, detail);

  /* The array ends with NULL */
  if (!g_strv_contains ((const char *const *) self->warnings->pdata, text))
    g_ptr_array_insert (self->warnings, (int) self->warnings->len - 1, g_steal_pointer (&text));
  update_notice (self);
}

static void
on_stats (PhoneCall *call, const PhoneCallStats *stats, UiCallWindow *self)
{
  g_free (self->quality);
  self->quality = ui_call_text_dup_quality (ui_call_window_get_name (self), stats);
  update_notice (self);
}

static void
on_refused_weakening (UiCallWindow *self)
{
  adw_toast_overlay_add_toast (
      self->toasts,
      adw_toast_new (_ ("The other side asked for weaker encryption. Linnet refused.")));
}

/* Keys */

static void
send_tone (UiCallWindow *self, const char *key)
{
  g_autoptr (GError) error = NULL;

  if (!phone_call_send_dtmf (self->call, key, &error))
    {
      g_debug ("No tone: %s", error->message);
      return;
    }
  g_string_append (self->tones, key);
  gtk_label_set_label (self->tones_label, self->tones->str);
}

static void
on_key_pressed (UiKeypad *keypad, const char *key, UiCallWindow *self)
{
  send_tone (self, key);
}

static gboolean
on_window_key (GtkEventControllerKey *controller,
               guint keyval,
               guint keycode,
               GdkModifierType state,
               UiCallWindow *self)
{
  const char *key = ui_keypad_get_key_for_keyval (keyval);

  if (key == NULL || (state & (GDK_CONTROL_MASK | GDK_ALT_MASK)) != 0 ||
      !gtk_widget_get_sensitive (GTK_WIDGET (self->keypad_button)))
    return GDK_EVENT_PROPAGATE;
  send_tone (self, key);
  return GDK_EVENT_STOP;
}

/* Actions */

static void
end_action (GtkWidget *widget, const char *name, GVariant *target)
{
  phone_call_hangup (UI_CALL_WINDOW (widget)->call);
}

static void
hold_action (GtkWidget *widget, const char *name, GVariant *target)
{
  UiCallWindow *self = UI_CALL_WINDOW (widget);
  PhoneCallHold hold = phone_call_get_hold (self->call);
  g_autoptr (GError) error = NULL;
  gboolean held = hold == PHONE_CALL_HOLD_LOCAL || hold == PHONE_CALL_HOLD_BOTH;

  if (held ? phone_call_resume (self->call, &error) : phone_call_hold (self->call, &error))
    return;
  g_debug ("Hold or resume: %s", error->message);
}

static void
again_action (GtkWidget *widget, const char *name, GVariant *target)
{
  UiCallWindow *self = UI_CALL_WINDOW (widget);
  g_autofree char *address = g_strdup (phone_call_get_remote_uri (self->call));

  g_object_ref (self);
  gtk_window_close (GTK_WINDOW (self));
  g_signal_emit (self, signals[SIGNAL_CALL_AGAIN], 0, address);
  g_object_unref (self);
}

static void
show_connection_action (GtkWidget *widget, const char *name, GVariant *target)
{
  UiCallWindow *self = UI_CALL_WINDOW (widget);
  UiTrustSheet *sheet =
      ui_trust_sheet_new (GTK_WINDOW (self), phone_call_get_account (self->call), NULL);

  gtk_menu_button_popdown (self->badge);
  gtk_window_present (GTK_WINDOW (sheet));
}

static void
badge_action (GtkWidget *widget, const char *name, GVariant *target)
{
  UiCallWindow *self = UI_CALL_WINDOW (widget);

  if (gtk_widget_get_visible (GTK_WIDGET (self->badge)))
    gtk_menu_button_popup (self->badge);
}

/* Object */

static gboolean
ui_call_window_close_request (GtkWindow *window)
{
  UiCallWindow *self = UI_CALL_WINDOW (window);

  if (phone_call_get_state (self->call) == PHONE_CALL_STATE_ENDED)
    return GTK_WINDOW_CLASS (ui_call_window_parent_class)->close_request (window);
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
  g_signal_emit (self, signals[SIGNAL_CALL_HIDDEN], 0);
  return GDK_EVENT_STOP;
}

static void
ui_call_window_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  switch (id)
    {
    case PROP_MUTED:
      g_value_set_boolean (value, UI_CALL_WINDOW (object)->muted);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
ui_call_window_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  switch (id)
    {
    case PROP_MUTED:
      /* The call notifies, then this window does */
      phone_call_set_muted (UI_CALL_WINDOW (object)->call, g_value_get_boolean (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
ui_call_window_dispose (GObject *object)
{
  UiCallWindow *self = UI_CALL_WINDOW (object);

  g_clear_handle_id (&self->timer_id, g_source_remove);
  g_clear_handle_id (&self->patience_id, g_source_remove);
  g_clear_handle_id (&self->close_id, g_source_remove);
  G_OBJECT_CLASS (ui_call_window_parent_class)->dispose (object);
}

static void
ui_call_window_finalize (GObject *object)
{
  UiCallWindow *self = UI_CALL_WINDOW (object);

  g_string_free (self->tones, TRUE);
  g_ptr_array_unref (self->warnings);
  g_free (self->quality);
  g_free (self->name);
  g_clear_object (&self->call);
  G_OBJECT_CLASS (ui_call_window_parent_class)->finalize (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/linnetphone/Linnet/ui-call-window.ui");
  gtk_widget_class_bind_template_child (widget_class, UiCallWindow, toasts);
  gtk_widget_class_bind_template_child (widget_class, UiCallWindow, notice);
  gtk_widget_class_bind_template_child (widget_class, UiCallWindow, avatar);
  gtk_widget_class_bind_template_child (widget_class, UiCallWindow, name_label);
  gtk_widget_class_bind_template_child (widget_class, UiCallWindow, address_label);
  gtk_widget_class_bind_template_child (widget_class, UiCallWindow, timer_label);
  gtk_widget_class_bind_template_child (widget_class, UiCallWindow, state_label);
  gtk_widget_class_bind_template_child (widget_class, UiCallWindow, reason_label);
  gtk_widget_class_bind_template_child (widget_class, UiCallWindow, details);
  gtk_widget_class_bind_template_child (widget_class, UiCallWindow, details_label);
  gtk_widget_class_bind_template_child (widget_class, UiCallWindow, badge);
  gtk_widget_class_bind_template_child (widget_class, UiCallWindow, badge_icon);
  gtk_widget_class_bind_template_child (widget_class, UiCallWindow, badge_label);
  gtk_widget_class_bind_template_child (widget_class, UiCallWindow, badge_text);
  gtk_widget_class_bind_template_child (widget_class, UiCallWindow, badge_details);
  gtk_widget_class_bind_template_child (widget_class, UiCallWindow, controls);
  gtk_widget_class_bind_template_child (widget_class, UiCallWindow, mute_button);
  gtk_widget_class_bind_template_child (widget_class, UiCallWindow, mute_icon);
  gtk_widget_class_bind_template_child (widget_class, UiCallWindow, mute_label);
  gtk_widget_class_bind_template_child (widget_class, UiCallWindow, keypad_button);
  gtk_widget_class_bind_template_child (widget_class, UiCallWindow, keypad_popover);
  gtk_widget_class_bind_template_child (widget_class, UiCallWindow, keypad);
  gtk_widget_class_bind_template_child (widget_class, UiCallWindow, tones_label);
  gtk_widget_class_bind_template_child (widget_class, UiCallWindow, hold_button);
  gtk_widget_class_bind_template_child (widget_class, UiCallWindow, hold_icon);
  gtk_widget_class_bind_template_child (widget_class, UiCallWindow, hold_label);
  gtk_widget_class_bind_template_child (widget_class, UiCallWindow, ended_buttons);
  gtk_widget_class_bind_template_child (widget_class, UiCallWindow, close_button);
  gtk_widget_class_bind_template_child (widget_class, UiCallWindow, end_button);
  gtk_widget_class_bind_template_callback (widget_class, on_key_pressed);
}

static void
install_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "call.end", NULL, end_action);
  gtk_widget_class_install_action (widget_class, "call.hold", NULL, hold_action);
  gtk_widget_class_install_action (widget_class, "call.again", NULL, again_action);
  gtk_widget_class_install_action (widget_class, "call.badge", NULL, badge_action);
  gtk_widget_class_install_action (widget_class, "call.show-connection", NULL,
                                   show_connection_action);
  gtk_widget_class_install_property_action (widget_class, "call.muted", "muted");
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_m, GDK_CONTROL_MASK, "call.muted",
                                       NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_h, GDK_CONTROL_MASK, "call.hold",
                                       NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_b, GDK_CONTROL_MASK, "call.badge",
                                       NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_i, GDK_CONTROL_MASK,
                                       "call.show-connection", NULL);
}

static void
ui_call_window_class_init (UiCallWindowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = ui_call_window_dispose;
  object_class->finalize = ui_call_window_finalize;
  object_class->get_property = ui_call_window_get_property;
  object_class->set_property = ui_call_window_set_property;
  GTK_WINDOW_CLASS (klass)->close_request = ui_call_window_close_request;
  properties[PROP_MUTED] =
      g_param_spec_boolean ("muted", NULL, NULL, FALSE,
                            G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  signals[SIGNAL_CALL_HIDDEN] = g_signal_new ("call-hidden", UI_TYPE_CALL_WINDOW, G_SIGNAL_RUN_LAST,
                                              0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_CALL_AGAIN] = g_signal_new ("call-again", UI_TYPE_CALL_WINDOW, G_SIGNAL_RUN_LAST,
                                             0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  g_type_ensure (UI_TYPE_KEYPAD);
  g_type_ensure (UI_TYPE_NOTICE);
  bind_template (GTK_WIDGET_CLASS (klass));
  install_actions (GTK_WIDGET_CLASS (klass));
}

static void
ui_call_window_init (UiCallWindow *self)
{
  GtkEventController *keys;

  gtk_widget_init_template (GTK_WIDGET (self));
  self->tones = g_string_new (NULL);
  self->warnings = g_ptr_array_new_with_free_func (g_free);
  g_ptr_array_add (self->warnings, NULL);
  self->shown_state = PHONE_CALL_STATE_CHECKING;
  ui_keypad_set_plus (self->keypad, FALSE);
  ui_text_name_menu_button (self->keypad_button, _ ("Keypad"));
  keys = gtk_event_controller_key_new ();
  g_signal_connect_object (keys, "key-pressed", G_CALLBACK (on_window_key), self, 0);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
  keys = gtk_event_controller_key_new ();
  g_signal_connect_object (keys, "key-pressed", G_CALLBACK (on_window_key), self, 0);
  gtk_widget_add_controller (GTK_WIDGET (self->keypad_popover), keys);
}

UiCallWindow *
ui_call_window_new (AdwApplication *application, PhoneCall *call, const char *name)
{
  static const char *const details[] = { "hold",        "keying",    "suite",     "codec",
                                         "early-media", "receiving", "media-lost" };
  UiCallWindow *self = g_object_new (UI_TYPE_CALL_WINDOW, "application", application, NULL);

  self->call = g_object_ref (call);
  self->name = g_strdup (name);
  g_signal_connect_object (call, "notify::state", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (call, "notify::remote-label", G_CALLBACK (update_names), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (call, "notify::muted", G_CALLBACK (on_muted_changed), self,
                           G_CONNECT_SWAPPED);
  for (guint i = 0; i < G_N_ELEMENTS (details); i++)
    {
      g_autofree char *signal = g_strconcat ("notify::", details[i], NULL);

      g_signal_connect_object (call, signal, G_CALLBACK (on_details_changed), self,
                               G_CONNECT_SWAPPED);
    }
  g_signal_connect_object (call, "warning", G_CALLBACK (on_warning), self, 0);
  g_signal_connect_object (call, "stats", G_CALLBACK (on_stats), self, 0);
  g_signal_connect_object (call, "refused-weakening", G_CALLBACK (on_refused_weakening), self,
                           G_CONNECT_SWAPPED);
  update_names (self);
  on_muted_changed (self);
  update (self);
  /* Enter still held down from dialling must not find the End Call button */
  gtk_widget_grab_focus (self->mute_button);
  return self;
}
