/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Linnet Authors */
/* ui-main-window.c: one entry that searches and dials, a list, and the state of the connection. */
#define G_LOG_DOMAIN "ui-main-window"

#include "ui-main-window-private.h"
#include "ui-contact.h"
#include "ui-fold-box.h"
#include "ui-password-dialog.h"
#include "ui-text.h"
#include "ui-trust-sheet.h"

#include <glib/gi18n.h>

G_DEFINE_FINAL_TYPE (UiMainWindow, ui_main_window, ADW_TYPE_APPLICATION_WINDOW)

PhoneAccount *
ui_main_window_get_account (UiMainWindow *self)
{
  g_return_val_if_fail (UI_IS_MAIN_WINDOW (self), NULL);

  return phone_engine_get_default_account (self->engine);
}

void
ui_main_window_toast (UiMainWindow *self, const char *text)
{
  AdwToast *toast;
  g_autofree char *escaped = NULL;

  g_return_if_fail (UI_IS_MAIN_WINDOW (self));

  /* libadwaita 1.2 has no use-markup on toasts */
  escaped = g_markup_escape_text (text, -1);
  toast = adw_toast_new (escaped);
  adw_toast_overlay_add_toast (self->toasts, toast);
}

void
ui_main_window_set_hidden_call (UiMainWindow *self, PhoneCall *call, const char *name)
{
  g_return_if_fail (UI_IS_MAIN_WINDOW (self));

  ui_attention_set_hidden_call (self->attention, call, name);
}

void
ui_main_window_dial (UiMainWindow *self, const char *text)
{
  g_return_if_fail (UI_IS_MAIN_WINDOW (self));

  gtk_editable_set_text (self->dial_entry, text);
  gtk_editable_set_position (self->dial_entry, -1);
  gtk_widget_grab_focus (GTK_WIDGET (self->dial_entry));
}

/* List */

static void
update_stack (UiMainWindow *self)
{
  gboolean any_account = g_list_model_get_n_items (phone_engine_get_accounts (self->engine)) > 0;
  const char *text = gtk_editable_get_text (self->dial_entry);

  gtk_widget_set_visible (self->dial_clamp, any_account);
  if (!any_account)
    gtk_stack_set_visible_child_name (self->stack, "no-account");
  else if (g_list_model_get_n_items (self->shown) > 0)
    gtk_stack_set_visible_child_name (self->stack, "list");
  else if (text[0] != '\0')
    gtk_stack_set_visible_child_name (self->stack, "no-match");
  else
    gtk_stack_set_visible_child_name (self->stack, "empty");
}

static gboolean
is_shown (gpointer item, gpointer user_data)
{
  UiMainWindow *self = UI_MAIN_WINDOW (user_data);
  const char *text = gtk_editable_get_text (self->dial_entry);

  return text[0] == '\0' || ui_contact_matches (UI_CONTACT (item), text);
}

static void
update_typed_row (UiMainWindow *self, const PhoneDialTarget *target)
{
  g_list_store_remove_all (self->typed);
  if (target != NULL)
    {
      g_autofree char *title = g_strdup_printf (_ ("Call %s"), target->display);
      g_autoptr (UiContact) row = ui_contact_new (title, target->uri);

      g_list_store_append (self->typed, row);
    }
}

static void
on_dial_changed (UiMainWindow *self)
{
  PhoneAccount *account = ui_main_window_get_account (self);
  const char *text = gtk_editable_get_text (self->dial_entry);
  g_autoptr (PhoneDialTarget) target = NULL;

  if (account != NULL && text[0] != '\0')
    target = phone_dial_parse (text, phone_account_get_settings (account), NULL);
  ui_attention_set_emergency (self->attention, target != NULL && target->emergency);
  update_typed_row (self, target);
  gtk_filter_changed (self->filter, GTK_FILTER_CHANGE_DIFFERENT);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.call", target != NULL);
  update_stack (self);
}

static void
on_dial_activated (UiMainWindow *self)
{
  g_autoptr (UiContact) first = g_list_model_get_item (self->shown, 0);

  if (gtk_editable_get_text (self->dial_entry)[0] != '\0' && first != NULL)
    ui_main_window_place_call (self, ui_contact_get_address (first));
}

static char *
describe_row (UiMainWindow *self, UiContact *contact, gboolean typed)
{
  PhoneAccount *account = ui_main_window_get_account (self);

  if (!typed)
    return g_strdup (ui_text_without_scheme (ui_contact_get_address (contact)));
  if (account == NULL || g_list_model_get_n_items (phone_engine_get_accounts (self->engine)) < 2)
    return NULL;
  return g_strdup_printf (_ ("via %s"), phone_account_get_name (account));
}

static GtkWidget *
create_row_button (UiContact *contact, gboolean typed)
{
  GtkWidget *button = gtk_button_new_from_icon_name ("call-start-symbolic");
  g_autofree char *label = typed ? g_strdup (ui_contact_get_name (contact))
                                 : g_strdup_printf (_ ("Call %s"), ui_contact_get_name (contact));

  gtk_widget_add_css_class (button, "flat");
  gtk_widget_add_css_class (button, "circular");
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_set_tooltip_text (button, label);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s", ui_contact_get_address (contact));
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "win.call-contact");
  return button;
}

static GtkWidget *
create_row (gpointer item, gpointer user_data)
{
  UiMainWindow *self = UI_MAIN_WINDOW (user_data);
  UiContact *contact = UI_CONTACT (item);
  gboolean typed = g_list_store_find (self->typed, contact, NULL);
  g_autofree char *subtitle = describe_row (self, contact, typed);
  GtkWidget *row = adw_action_row_new ();
  const char *name = ui_contact_get_name (contact);
  GtkWidget *button = create_row_button (contact, typed);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), name);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle != NULL ? subtitle : "");
  if (!typed)
    adw_action_row_add_prefix (ADW_ACTION_ROW (row), adw_avatar_new (32, name, TRUE));
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), button);
  ui_text_set_only_name (button, gtk_widget_get_tooltip_text (button));
  return row;
}

static void
create_list (UiMainWindow *self)
{
  GListStore *models = g_list_store_new (G_TYPE_LIST_MODEL);
  GtkFilterListModel *matching;

  self->typed = g_list_store_new (UI_TYPE_CONTACT);
  self->filter = GTK_FILTER (gtk_custom_filter_new (is_shown, self, NULL));
  matching =
      gtk_filter_list_model_new (g_object_ref (ui_demo_get_contacts (self->demo)), self->filter);
  g_list_store_append (models, self->typed);
  g_list_store_append (models, matching);
  g_object_unref (matching);
  self->shown = G_LIST_MODEL (gtk_flatten_list_model_new (G_LIST_MODEL (models)));
  gtk_list_box_bind_model (self->list, self->shown, create_row, self, NULL);
  g_signal_connect_object (self->shown, "items-changed", G_CALLBACK (update_stack), self,
                           G_CONNECT_SWAPPED);
}

/* Account button */

static const char *
get_dot_style (PhoneAccountState state)
{
  switch (state)
    {
    case PHONE_ACCOUNT_STATE_SIGNED_IN:
      return "success";
    case PHONE_ACCOUNT_STATE_FAILED:
      return "error";
    case PHONE_ACCOUNT_STATE_WAITING:
      return "warning";
    case PHONE_ACCOUNT_STATE_DISABLED:
    case PHONE_ACCOUNT_STATE_SIGNING_IN:
    case PHONE_ACCOUNT_STATE_SIGNING_OUT:
      return "dim";
    }
  g_return_val_if_reached ("dim");
}

static void
update_account_menu (UiMainWindow *self)
{
  GListModel *accounts = phone_engine_get_accounts (self->engine);
  g_autoptr (GMenu) menu = g_menu_new ();
  g_autoptr (GMenu) choices = g_menu_new ();
  g_autoptr (GMenu) more = g_menu_new ();

  for (guint i = 0; i < g_list_model_get_n_items (accounts); i++)
    {
      g_autoptr (PhoneAccount) account = g_list_model_get_item (accounts, i);
      g_autofree char *label = g_strdup_printf (_ ("%s: %s"), phone_account_get_name (account),
                                                phone_account_get_state_text (account));
      g_autoptr (GMenuItem) item = g_menu_item_new (NULL, NULL);

      /* Set apart from the label, so that no underscore of a name becomes a mnemonic */
      g_auto (GStrv) parts = g_strsplit (label, "_", -1);
      g_autofree char *plain = g_strjoinv ("__", parts);

      g_menu_item_set_label (item, plain);
      g_menu_item_set_action_and_target (item, "win.account", "s",
                                         phone_account_get_name (account));
      g_menu_append_item (choices, item);
    }
  g_menu_append (more, _ ("_Add Account…"), "app.add-account");
  if (g_list_model_get_n_items (accounts) > 0)
    g_menu_append_section (menu, _ ("Call From"), G_MENU_MODEL (choices));
  g_menu_append_section (menu, NULL, G_MENU_MODEL (more));
  gtk_menu_button_set_menu_model (self->account_button, G_MENU_MODEL (menu));
}

static void
update_account_button (UiMainWindow *self)
{
  PhoneAccount *account = ui_main_window_get_account (self);
  static const char *const styles[] = { "success", "error", "warning", "dim" };
  g_autofree char *name = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (styles); i++)
    gtk_widget_remove_css_class (self->account_dot, styles[i]);
  gtk_widget_set_visible (self->account_dot, account != NULL);
  g_simple_action_set_state (
      self->account_action,
      g_variant_new_string (account != NULL ? phone_account_get_name (account) : ""));
  update_account_menu (self);
  if (account == NULL)
    {
      adw_avatar_set_text (self->account_avatar, NULL);
      ui_text_name_menu_button (self->account_button, _ ("Accounts"));
      return;
    }
  name = g_strdup_printf (_ ("%s, %s"), phone_account_get_name (account),
                          phone_account_get_state_text (account));
  gtk_widget_add_css_class (self->account_dot, get_dot_style (phone_account_get_state (account)));
  adw_avatar_set_text (self->account_avatar, phone_account_get_name (account));
  ui_text_name_menu_button (self->account_button, name);
}

static void
on_account_changed (UiMainWindow *self)
{
  update_account_button (self);
  ui_main_window_continue_call (self);
}

static void
on_default_account_changed (UiMainWindow *self)
{
  PhoneAccount *account = ui_main_window_get_account (self);

  g_signal_group_set_target (self->account, account);
  ui_trust_line_set_account (self->trust_line, account);
  on_account_changed (self);
  on_dial_changed (self);
}

static void
on_accounts_changed (UiMainWindow *self)
{
  on_default_account_changed (self);
}

/* Actions */

static void
call_action (GtkWidget *widget, const char *name, GVariant *target)
{
  UiMainWindow *self = UI_MAIN_WINDOW (widget);

  ui_main_window_place_call (self, gtk_editable_get_text (self->dial_entry));
}

static void
call_contact_action (GtkWidget *widget, const char *name, GVariant *target)
{
  ui_main_window_place_call (UI_MAIN_WINDOW (widget), g_variant_get_string (target, NULL));
}

static void
cancel_call_action (GtkWidget *widget, const char *name, GVariant *target)
{
  ui_main_window_cancel_call (UI_MAIN_WINDOW (widget));
}

static void
focus_dial_action (GtkWidget *widget, const char *name, GVariant *target)
{
  gtk_widget_grab_focus (GTK_WIDGET (UI_MAIN_WINDOW (widget)->dial_entry));
}

static void
connection_action (GtkWidget *widget, const char *name, GVariant *target)
{
  UiMainWindow *self = UI_MAIN_WINDOW (widget);
  PhoneAccount *account = ui_main_window_get_account (self);

  if (account != NULL && phone_account_get_trust_state (account) != PHONE_TRUST_STATE_NONE)
    gtk_window_present (GTK_WINDOW (ui_trust_sheet_new (GTK_WINDOW (self), account, NULL)));
}

static void
on_account_chosen (GSimpleAction *action, GVariant *target, UiMainWindow *self)
{
  PhoneAccount *account =
      phone_engine_find_account (self->engine, g_variant_get_string (target, NULL));

  if (account != NULL)
    phone_engine_set_default_account (self->engine, account);
}

static void
enter_password_action (GtkWidget *widget, const char *name, GVariant *target)
{
  UiMainWindow *self = UI_MAIN_WINDOW (widget);
  PhoneAccount *account =
      phone_engine_find_account (self->engine, g_variant_get_string (target, NULL));

  if (account != NULL)
    ui_password_dialog_present (GTK_WINDOW (self), account);
}

static void
sign_in_action (GtkWidget *widget, const char *name, GVariant *target)
{
  UiMainWindow *self = UI_MAIN_WINDOW (widget);
  PhoneAccount *account =
      phone_engine_find_account (self->engine, g_variant_get_string (target, NULL));

  if (account != NULL)
    phone_account_sign_in (account);
}

static void
dismiss_warning_action (GtkWidget *widget, const char *name, GVariant *target)
{
  ui_attention_dismiss_warning (UI_MAIN_WINDOW (widget)->attention);
}

/* Keypad */

static void
on_key_pressed (UiKeypad *keypad, const char *key, UiMainWindow *self)
{
  int position = gtk_editable_get_position (self->dial_entry);

  gtk_editable_delete_selection (self->dial_entry);
  gtk_editable_insert_text (self->dial_entry, key, -1, &position);
  gtk_editable_set_position (self->dial_entry, position);
}

static gboolean
on_popover_key (GtkEventControllerKey *controller,
                guint keyval,
                guint keycode,
                GdkModifierType state,
                UiMainWindow *self)
{
  const char *key = ui_keypad_get_key_for_keyval (keyval);

  if (keyval == GDK_KEY_plus || keyval == GDK_KEY_KP_Add)
    key = "+";
  if (key == NULL || (state & (GDK_CONTROL_MASK | GDK_ALT_MASK)) != 0)
    return GDK_EVENT_PROPAGATE;
  on_key_pressed (self->keypad, key, self);
  return GDK_EVENT_STOP;
}

static void
watch_popover_keys (UiMainWindow *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();

  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect_object (keys, "key-pressed", G_CALLBACK (on_popover_key), self, 0);
  gtk_widget_add_controller (GTK_WIDGET (self->keypad_popover), keys);
}

/* Object */

static gboolean
ui_main_window_close_request (GtkWindow *window)
{
  /* The application asks first where a call runs, then signs out */
  gtk_widget_activate_action (GTK_WIDGET (window), "app.quit", NULL);
  return GDK_EVENT_STOP;
}

static void
ui_main_window_dispose (GObject *object)
{
  UiMainWindow *self = UI_MAIN_WINDOW (object);

  g_clear_handle_id (&self->still_checking_id, g_source_remove);
  if (self->account != NULL)
    g_signal_group_set_target (self->account, NULL);
  g_clear_object (&self->account);
  if (self->list != NULL)
    gtk_list_box_bind_model (self->list, NULL, NULL, NULL, NULL);
  g_clear_object (&self->attention);
  g_clear_object (&self->account_action);
  g_clear_object (&self->shown);
  g_clear_object (&self->typed);
  g_clear_object (&self->demo);
  g_clear_object (&self->engine);
  g_clear_pointer (&self->waiting_text, g_free);
  G_OBJECT_CLASS (ui_main_window_parent_class)->dispose (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/linnetphone/Linnet/ui-main-window.ui");
  gtk_widget_class_bind_template_child (widget_class, UiMainWindow, toasts);
  gtk_widget_class_bind_template_child (widget_class, UiMainWindow, notice);
  gtk_widget_class_bind_template_child (widget_class, UiMainWindow, dial_clamp);
  gtk_widget_class_bind_template_child (widget_class, UiMainWindow, dial_entry);
  gtk_widget_class_bind_template_child (widget_class, UiMainWindow, keypad_button);
  gtk_widget_class_bind_template_child (widget_class, UiMainWindow, keypad_popover);
  gtk_widget_class_bind_template_child (widget_class, UiMainWindow, keypad);
  gtk_widget_class_bind_template_child (widget_class, UiMainWindow, call_button);
  gtk_widget_class_bind_template_child (widget_class, UiMainWindow, call_squeezer);
  gtk_widget_class_bind_template_child (widget_class, UiMainWindow, call_spinner);
  gtk_widget_class_bind_template_child (widget_class, UiMainWindow, call_label);
  gtk_widget_class_bind_template_child (widget_class, UiMainWindow, stack);
  gtk_widget_class_bind_template_child (widget_class, UiMainWindow, no_match_page);
  gtk_widget_class_bind_template_child (widget_class, UiMainWindow, list);
  gtk_widget_class_bind_template_child (widget_class, UiMainWindow, trust_line);
  gtk_widget_class_bind_template_child (widget_class, UiMainWindow, account_button);
  gtk_widget_class_bind_template_child (widget_class, UiMainWindow, menu_button);
  gtk_widget_class_bind_template_child (widget_class, UiMainWindow, account_avatar);
  gtk_widget_class_bind_template_child (widget_class, UiMainWindow, account_dot);
  gtk_widget_class_bind_template_callback (widget_class, on_dial_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_dial_activated);
  gtk_widget_class_bind_template_callback (widget_class, on_key_pressed);
}

static void
install_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "win.call", NULL, call_action);
  gtk_widget_class_install_action (widget_class, "win.call-contact", "s", call_contact_action);
  gtk_widget_class_install_action (widget_class, "win.cancel-call", NULL, cancel_call_action);
  gtk_widget_class_install_action (widget_class, "win.focus-dial", NULL, focus_dial_action);
  gtk_widget_class_install_action (widget_class, "win.connection", NULL, connection_action);
  gtk_widget_class_install_action (widget_class, "win.enter-password", "s", enter_password_action);
  gtk_widget_class_install_action (widget_class, "win.sign-in", "s", sign_in_action);
  gtk_widget_class_install_action (widget_class, "win.dismiss-warning", NULL,
                                   dismiss_warning_action);
}

static void
ui_main_window_class_init (UiMainWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = ui_main_window_dispose;
  GTK_WINDOW_CLASS (klass)->close_request = ui_main_window_close_request;
  g_type_ensure (UI_TYPE_NOTICE);
  g_type_ensure (UI_TYPE_KEYPAD);
  g_type_ensure (UI_TYPE_TRUST_LINE);
  bind_template (widget_class);
  install_actions (widget_class);
}

static void
ui_main_window_init (UiMainWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  ui_text_name_menu_button (self->keypad_button, _ ("Keypad"));
  ui_text_name_menu_button (self->menu_button, _ ("Main Menu"));
  watch_popover_keys (self);
  self->account = g_signal_group_new (PHONE_TYPE_ACCOUNT);
  g_signal_group_connect_swapped (self->account, "notify::state", G_CALLBACK (on_account_changed),
                                  self);
  g_signal_group_connect_swapped (self->account, "notify::state-text",
                                  G_CALLBACK (on_account_changed), self);
  g_signal_group_connect_swapped (self->account, "notify::trust-state",
                                  G_CALLBACK (on_account_changed), self);
}

static void
bind_preferences (UiMainWindow *self)
{
  PhonePreferences *preferences = phone_engine_get_preferences (self->engine);
  const GBindingFlags both = G_BINDING_SYNC_CREATE | G_BINDING_BIDIRECTIONAL;

  g_object_bind_property (preferences, "window-width", self, "default-width", both);
  g_object_bind_property (preferences, "window-height", self, "default-height", both);
  g_object_bind_property (preferences, "window-maximized", self, "maximized", both);
}

static void
add_account_action (UiMainWindow *self)
{
  self->account_action =
      g_simple_action_new_stateful ("account", G_VARIANT_TYPE_STRING, g_variant_new_string (""));
  g_signal_connect_object (self->account_action, "activate", G_CALLBACK (on_account_chosen), self,
                           0);
  g_action_map_add_action (G_ACTION_MAP (self), G_ACTION (self->account_action));
}

UiMainWindow *
ui_main_window_new (AdwApplication *application, PhoneEngine *engine, UiDemo *demo)
{
  UiMainWindow *self = g_object_new (UI_TYPE_MAIN_WINDOW, "application", application, NULL);

  self->engine = g_object_ref (engine);
  self->demo = g_object_ref (demo);
  self->attention = ui_attention_new (engine, demo, self->notice);
  add_account_action (self);
  bind_preferences (self);
  create_list (self);
  g_signal_connect_object (engine, "notify::default-account",
                           G_CALLBACK (on_default_account_changed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (phone_engine_get_accounts (engine), "items-changed",
                           G_CALLBACK (on_accounts_changed), self, G_CONNECT_SWAPPED);
  on_default_account_changed (self);
  gtk_widget_grab_focus (GTK_WIDGET (self->dial_entry));
  return self;
}
