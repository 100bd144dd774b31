/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Linnet Authors */
/* Every template instantiates on the floor without a warning, in both directions of writing. */
#include <adwaita.h>

#include "ui-account-page.h"
#include "ui-account-row.h"
#include "ui-audio-page.h"
#include "ui-call-window.h"
#include "ui-check-row.h"
#include "ui-contact.h"
#include "ui-device-row.h"
#include "ui-fold-box.h"
#include "ui-incoming-window.h"
#include "ui-keypad.h"
#include "ui-main-window.h"
#include "ui-notice.h"
#include "ui-preferences-window.h"
#include "ui-setup-account-page.h"
#include "ui-setup-ready-page.h"
#include "ui-setup-window.h"
#include "ui-text.h"
#include "ui-trust-line.h"
#include "ui-trust-sheet.h"
#include "ui-trust.h"

static void
test_template (gconstpointer data)
{
  GType type = GPOINTER_TO_SIZE (data);

  for (int direction = GTK_TEXT_DIR_LTR; direction <= GTK_TEXT_DIR_RTL; direction++)
    {
      GtkWidget *widget;

      gtk_widget_set_default_direction ((GtkTextDirection) direction);
      widget = g_object_new (type, NULL);
      g_assert_true (GTK_IS_WIDGET (widget));
      if (GTK_IS_WINDOW (widget))
        gtk_window_destroy (GTK_WINDOW (widget));
      else
        {
          g_object_ref_sink (widget);
          g_assert_finalize_object (widget);
        }
    }
  gtk_widget_set_default_direction (GTK_TEXT_DIR_LTR);
}

static void
test_shortcuts (void)
{
  g_autoptr (GtkBuilder) builder =
      gtk_builder_new_from_resource ("/io/github/linnetphone/Linnet/gtk/help-overlay.ui");
  GObject *window = gtk_builder_get_object (builder, "help_overlay");

  g_assert_true (GTK_IS_SHORTCUTS_WINDOW (window));
  gtk_window_destroy (GTK_WINDOW (window));
}

static void
test_duration (void)
{
  static const struct
  {
    guint ms;
    const char *text;
  } cases[] = { { 0, "00:00" },       { 999, "00:00" },       { 134000, "02:14" },
                { 3599999, "59:59" }, { 3600000, "1:00:00" }, { 36061000, "10:01:01" } };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = ui_text_dup_duration (cases[i].ms);

      g_assert_cmpstr (text, ==, cases[i].text);
    }
}

static void
test_contact_matches (void)
{
  g_autoptr (UiContact) contact = ui_contact_new ("No Answer", "sips:noanswer@example.org");

  g_assert_true (ui_contact_matches (contact, "ANSW"));
  g_assert_true (ui_contact_matches (contact, "example"));
  g_assert_true (ui_contact_matches (contact, "no a"));
  g_assert_false (ui_contact_matches (contact, "echo"));
}

static void
on_key (UiKeypad *keypad, const char *key, GString *keys)
{
  g_string_append (keys, key);
}

static void
click_all (GtkWidget *widget)
{
  if (GTK_IS_BUTTON (widget))
    g_signal_emit_by_name (widget, "clicked");
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    click_all (child);
}

static void
test_keypad (void)
{
  GtkWidget *keypad = g_object_ref_sink (g_object_new (UI_TYPE_KEYPAD, NULL));
  g_autoptr (GString) keys = g_string_new (NULL);

  g_signal_connect (keypad, "pressed", G_CALLBACK (on_key), keys);
  click_all (keypad);
  g_assert_cmpstr (keys->str, ==, "123456789*0#");
  g_assert_cmpstr (ui_keypad_get_key_for_keyval (GDK_KEY_KP_7), ==, "7");
  g_assert_cmpstr (ui_keypad_get_key_for_keyval (GDK_KEY_numbersign), ==, "#");
  g_assert_null (ui_keypad_get_key_for_keyval (GDK_KEY_a));
  g_assert_finalize_object (keypad);
}

/* Beside each other at their natural width, one above the other below it */
static void
test_fold_box (void)
{
  GtkWidget *box = g_object_ref_sink (g_object_new (UI_TYPE_FOLD_BOX, NULL));
  GtkWidget *text = gtk_label_new ("A long text that says what needs attention");
  GtkWidget *button = gtk_button_new_with_label ("Try Again");
  int natural, row, column;

  gtk_label_set_wrap (GTK_LABEL (text), TRUE);
  gtk_widget_set_parent (text, box);
  gtk_widget_set_parent (button, box);
  gtk_widget_measure (box, GTK_ORIENTATION_HORIZONTAL, -1, NULL, &natural, NULL, NULL);
  gtk_widget_measure (box, GTK_ORIENTATION_VERTICAL, natural, &row, NULL, NULL, NULL);
  gtk_widget_measure (box, GTK_ORIENTATION_VERTICAL, natural - 1, &column, NULL, NULL, NULL);
  g_assert_cmpint (column, >, row);
  g_assert_finalize_object (box);
}

/* UI.md 4: a state that forbids calls never looks like one that allows them */
static void
test_trust_looks (void)
{
  for (int state = PHONE_TRUST_STATE_NONE; state <= PHONE_TRUST_STATE_DEMO; state++)
    {
      GtkWidget *label = g_object_ref_sink (gtk_label_new (NULL));
      gboolean reassuring;

      ui_trust_set_style (label, PHONE_TRUST_STATE_TRUSTED);
      ui_trust_set_style (label, (PhoneTrustState) state);
      reassuring =
          gtk_widget_has_css_class (label, "success") || gtk_widget_has_css_class (label, "accent");
      if (!phone_trust_state_allows_call ((PhoneTrustState) state))
        {
          g_assert_false (reassuring);
          g_assert_cmpstr (ui_trust_get_icon_name ((PhoneTrustState) state), !=,
                           "security-high-symbolic");
        }
      g_assert_finalize_object (label);
    }
}

static void
add_template (const char *name, GType type)
{
  g_autofree char *path = g_strdup_printf ("/ui/templates/%s", name);

  g_test_add_data_func (path, GSIZE_TO_POINTER (type), test_template);
}

static void
add_templates (void)
{
  add_template ("account-page", UI_TYPE_ACCOUNT_PAGE);
  add_template ("account-row", UI_TYPE_ACCOUNT_ROW);
  add_template ("audio-page", UI_TYPE_AUDIO_PAGE);
  add_template ("call-window", UI_TYPE_CALL_WINDOW);
  add_template ("check-row", UI_TYPE_CHECK_ROW);
  add_template ("device-row", UI_TYPE_DEVICE_ROW);
  add_template ("fold-box", UI_TYPE_FOLD_BOX);
  add_template ("incoming-window", UI_TYPE_INCOMING_WINDOW);
  add_template ("keypad", UI_TYPE_KEYPAD);
  add_template ("main-window", UI_TYPE_MAIN_WINDOW);
  add_template ("notice", UI_TYPE_NOTICE);
  add_template ("preferences-window", UI_TYPE_PREFERENCES_WINDOW);
  add_template ("setup-account-page", UI_TYPE_SETUP_ACCOUNT_PAGE);
  add_template ("setup-ready-page", UI_TYPE_SETUP_READY_PAGE);
  add_template ("setup-window", UI_TYPE_SETUP_WINDOW);
  add_template ("trust-line", UI_TYPE_TRUST_LINE);
  add_template ("trust-sheet", UI_TYPE_TRUST_SHEET);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  adw_init ();
  add_templates ();
  g_test_add_func ("/ui/shortcuts/window-is-built", test_shortcuts);
  g_test_add_func ("/ui/text/duration", test_duration);
  g_test_add_func ("/ui/contact/matches-name-and-address", test_contact_matches);
  g_test_add_func ("/ui/keypad/each-key-once", test_keypad);
  g_test_add_func ("/ui/fold-box/folds-below-its-natural-width", test_fold_box);
  g_test_add_func ("/ui/trust/no-good-look-without-a-good-state", test_trust_looks);
  return g_test_run ();
}
