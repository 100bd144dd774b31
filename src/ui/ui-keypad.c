/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Linnet Authors */
/* ui-keypad.c: for dialling in the main window, for tones in the call window. */
#define G_LOG_DOMAIN "ui-keypad"

#include "ui-keypad.h"

#include <glib/gi18n.h>

typedef struct
{
  const char *key;
  const char *letters;
  guint keyval;
  guint keypad_keyval;
} Key;

static const Key keys[] = {
  { "1", "", GDK_KEY_1, GDK_KEY_KP_1 },     { "2", "ABC", GDK_KEY_2, GDK_KEY_KP_2 },
  { "3", "DEF", GDK_KEY_3, GDK_KEY_KP_3 },  { "4", "GHI", GDK_KEY_4, GDK_KEY_KP_4 },
  { "5", "JKL", GDK_KEY_5, GDK_KEY_KP_5 },  { "6", "MNO", GDK_KEY_6, GDK_KEY_KP_6 },
  { "7", "PQRS", GDK_KEY_7, GDK_KEY_KP_7 }, { "8", "TUV", GDK_KEY_8, GDK_KEY_KP_8 },
  { "9", "WXYZ", GDK_KEY_9, GDK_KEY_KP_9 }, { "*", "", GDK_KEY_asterisk, GDK_KEY_KP_Multiply },
  { "0", "+", GDK_KEY_0, GDK_KEY_KP_0 },    { "#", "", GDK_KEY_numbersign, GDK_KEY_numbersign },
};

struct _UiKeypad
{
  GtkWidget parent_instance;

  gboolean plus;
  GtkLabel *plus_label;
};

enum
{
  SIGNAL_PRESSED,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (UiKeypad, ui_keypad, GTK_TYPE_WIDGET)

static void
on_clicked (GtkButton *button, const Key *key)
{
  GtkWidget *self = gtk_widget_get_ancestor (GTK_WIDGET (button), UI_TYPE_KEYPAD);

  g_signal_emit (self, signals[SIGNAL_PRESSED], 0, key->key);
}

static void
on_zero_held (GtkGestureLongPress *gesture, double x, double y, UiKeypad *self)
{
  if (!self->plus)
    return;
  gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_CLAIMED);
  g_signal_emit (self, signals[SIGNAL_PRESSED], 0, "+");
}

static char *
describe (const Key *key)
{
  if (key->key[0] == '*')
    return g_strdup (_ ("Star"));
  if (key->key[0] == '#')
    return g_strdup (_ ("Pound"));
  return g_strdup (key->key);
}

static GtkWidget *
create_button (UiKeypad *self, const Key *key)
{
  GtkWidget *button = gtk_button_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *digit = gtk_label_new (key->key);
  GtkWidget *letters = gtk_label_new (key->letters);
  g_autofree char *name = describe (key);

  gtk_widget_add_css_class (digit, "digit");
  gtk_widget_add_css_class (letters, "letters");
  gtk_widget_set_valign (box, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (box), digit);
  if (key->letters[0] != '\0')
    gtk_box_append (GTK_BOX (box), letters);
  gtk_button_set_child (GTK_BUTTON (button), box);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  g_signal_connect (button, "clicked", G_CALLBACK (on_clicked), (gpointer) key);
  if (key->key[0] == '0')
    {
      GtkGesture *hold = gtk_gesture_long_press_new ();

      self->plus_label = GTK_LABEL (letters);
      g_signal_connect_object (hold, "pressed", G_CALLBACK (on_zero_held), self, 0);
      gtk_event_controller_set_propagation_phase (GTK_EVENT_CONTROLLER (hold), GTK_PHASE_CAPTURE);
      gtk_widget_add_controller (button, GTK_EVENT_CONTROLLER (hold));
    }
  return button;
}

void
ui_keypad_set_plus (UiKeypad *self, gboolean plus)
{
  g_return_if_fail (UI_IS_KEYPAD (self));

  self->plus = plus;
  gtk_widget_set_visible (GTK_WIDGET (self->plus_label), plus);
}

const char *
ui_keypad_get_key_for_keyval (guint keyval)
{
  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    if (keyval == keys[i].keyval || keyval == keys[i].keypad_keyval)
      return keys[i].key;
  return NULL;
}

static void
ui_keypad_dispose (GObject *object)
{
  GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (object));

  g_clear_pointer (&child, gtk_widget_unparent);
  G_OBJECT_CLASS (ui_keypad_parent_class)->dispose (object);
}

static void
ui_keypad_class_init (UiKeypadClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = ui_keypad_dispose;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "keypad");
  signals[SIGNAL_PRESSED] = g_signal_new ("pressed", UI_TYPE_KEYPAD, G_SIGNAL_RUN_LAST, 0, NULL,
                                          NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
ui_keypad_init (UiKeypad *self)
{
  GtkWidget *grid = gtk_grid_new ();

  gtk_grid_set_row_spacing (GTK_GRID (grid), 6);
  gtk_grid_set_column_spacing (GTK_GRID (grid), 6);
  gtk_widget_set_halign (grid, GTK_ALIGN_CENTER);
  /* A keypad is laid out alike in every script */
  gtk_widget_set_direction (grid, GTK_TEXT_DIR_LTR);
  gtk_widget_set_parent (grid, GTK_WIDGET (self));
  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    gtk_grid_attach (GTK_GRID (grid), create_button (self, &keys[i]), (int) i % 3, (int) i / 3, 1,
                     1);
  self->plus = TRUE;
}
