/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Linnet Authors */
/* ui-audio-page.c: codecs can be dragged, moved by keyboard and switched off. */
#define G_LOG_DOMAIN "ui-audio-page"

#include "ui-audio-page.h"
#include "ui-device-row.h"

#include <glib/gi18n.h>

struct _UiAudioPage
{
  AdwPreferencesPage parent_instance;

  /* Owned */
  PhonePreferences *preferences;
  GPtrArray *order; /* names of all codecs, the wanted ones first and in order */
  guint n_wanted;

  /* Template */
  UiDeviceRow *microphone_row;
  UiDeviceRow *speaker_row;
  GtkListBox *codecs;
  GtkWidget *constant_switch;
};

G_DEFINE_FINAL_TYPE (UiAudioPage, ui_audio_page, ADW_TYPE_PREFERENCES_PAGE)

static const struct
{
  const char *name;
  const char *title;
  const char *about;
} all_codecs[] = {
  { "opus", "Opus", N_ ("Best sound, adapts to the network") },
  { "G722", "G.722", N_ ("Wide-band, for office telephones") },
  { "PCMA", "PCMA", N_ ("Telephone sound, most of the world") },
  { "PCMU", "PCMU", N_ ("Telephone sound, North America and Japan") },
};

static void show_codecs (UiAudioPage *self);

static void
store_codecs (UiAudioPage *self)
{
  g_autoptr (GPtrArray) wanted = g_ptr_array_new ();

  for (guint i = 0; i < self->n_wanted; i++)
    g_ptr_array_add (wanted, g_ptr_array_index (self->order, i));
  g_ptr_array_add (wanted, NULL);
  g_object_set (self->preferences, "audio-codecs", wanted->pdata, NULL);
}

static void
move_codec (UiAudioPage *self, guint from, guint to)
{
  gpointer name;

  if (from >= self->n_wanted || to >= self->n_wanted || from == to)
    return;
  name = g_ptr_array_steal_index (self->order, from);
  g_ptr_array_insert (self->order, (int) to, name);
  store_codecs (self);
}

static void
focus_row (UiAudioPage *self, guint index)
{
  GtkListBoxRow *row = gtk_list_box_get_row_at_index (self->codecs, (int) index);

  if (row != NULL)
    gtk_widget_grab_focus (GTK_WIDGET (row));
}

static gboolean
on_row_key (GtkEventControllerKey *controller,
            guint keyval,
            guint keycode,
            GdkModifierType state,
            UiAudioPage *self)
{
  GtkWidget *row = gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (controller));
  int index = gtk_list_box_row_get_index (GTK_LIST_BOX_ROW (row));
  int to = index + (keyval == GDK_KEY_Up ? -1 : 1);

  if ((state & GDK_ALT_MASK) == 0 || (keyval != GDK_KEY_Up && keyval != GDK_KEY_Down))
    return GDK_EVENT_PROPAGATE;
  if (to >= 0 && (guint) to < self->n_wanted)
    {
      move_codec (self, (guint) index, (guint) to);
      focus_row (self, (guint) to);
    }
  return GDK_EVENT_STOP;
}

static GdkContentProvider *
on_drag_prepare (GtkDragSource *source, double x, double y, UiAudioPage *self)
{
  GtkWidget *row = gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (source));

  return gdk_content_provider_new_typed (G_TYPE_INT,
                                         gtk_list_box_row_get_index (GTK_LIST_BOX_ROW (row)));
}

static gboolean
on_drop (GtkDropTarget *target, const GValue *value, double x, double y, UiAudioPage *self)
{
  GtkWidget *row = gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (target));
  int to = gtk_list_box_row_get_index (GTK_LIST_BOX_ROW (row));

  move_codec (self, (guint) g_value_get_int (value), (guint) to);
  return TRUE;
}

static void
on_codec_switched (GtkSwitch *enabled, GParamSpec *pspec, UiAudioPage *self)
{
  GtkWidget *row = gtk_widget_get_ancestor (GTK_WIDGET (enabled), GTK_TYPE_LIST_BOX_ROW);
  guint index = (guint) gtk_list_box_row_get_index (GTK_LIST_BOX_ROW (row));
  gpointer name;

  if (!gtk_switch_get_active (enabled) && self->n_wanted == 1)
    {
      /* A call needs one codec */
      show_codecs (self);
      return;
    }
  name = g_ptr_array_steal_index (self->order, index);
  if (gtk_switch_get_active (enabled))
    g_ptr_array_insert (self->order, (int) self->n_wanted++, name);
  else
    g_ptr_array_insert (self->order, (int) --self->n_wanted, name);
  store_codecs (self);
}

static void
make_movable (UiAudioPage *self, GtkWidget *row)
{
  GtkEventController *keys = gtk_event_controller_key_new ();
  GtkDragSource *source = gtk_drag_source_new ();
  GtkDropTarget *target = gtk_drop_target_new (G_TYPE_INT, GDK_ACTION_MOVE);

  gtk_drag_source_set_actions (source, GDK_ACTION_MOVE);
  g_signal_connect_object (keys, "key-pressed", G_CALLBACK (on_row_key), self, 0);
  g_signal_connect_object (source, "prepare", G_CALLBACK (on_drag_prepare), self, 0);
  g_signal_connect_object (target, "drop", G_CALLBACK (on_drop), self, 0);
  gtk_widget_add_controller (row, keys);
  gtk_widget_add_controller (row, GTK_EVENT_CONTROLLER (source));
  gtk_widget_add_controller (row, GTK_EVENT_CONTROLLER (target));
}

static GtkWidget *
create_codec_row (UiAudioPage *self, const char *name, gboolean wanted)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *enabled = gtk_switch_new ();
  guint i = 0;

  while (i < G_N_ELEMENTS (all_codecs) - 1 && !g_str_equal (all_codecs[i].name, name))
    i++;
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), all_codecs[i].title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), _ (all_codecs[i].about));
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 0);
  gtk_switch_set_active (GTK_SWITCH (enabled), wanted);
  gtk_widget_set_valign (enabled, GTK_ALIGN_CENTER);
  gtk_accessible_update_property (GTK_ACCESSIBLE (enabled), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  all_codecs[i].title, -1);
  g_signal_connect_object (enabled, "notify::active", G_CALLBACK (on_codec_switched), self, 0);
  if (wanted)
    {
      GtkWidget *handle = gtk_image_new_from_icon_name ("list-drag-handle-symbolic");

      gtk_widget_add_css_class (handle, "dim-label");
      adw_action_row_add_prefix (ADW_ACTION_ROW (row), handle);
      make_movable (self, row);
    }
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), enabled);
  return row;
}

static gboolean
is_known (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (all_codecs); i++)
    if (g_str_equal (all_codecs[i].name, name))
      return TRUE;
  return FALSE;
}

static void
show_codecs (UiAudioPage *self)
{
  g_auto (GStrv) wanted = NULL;
  GtkListBoxRow *row;

  g_object_get (self->preferences, "audio-codecs", &wanted, NULL);
  g_ptr_array_set_size (self->order, 0);
  for (guint i = 0; wanted != NULL && wanted[i] != NULL; i++)
    if (is_known (wanted[i]))
      g_ptr_array_add (self->order, g_strdup (wanted[i]));
  self->n_wanted = self->order->len;
  for (guint i = 0; i < G_N_ELEMENTS (all_codecs); i++)
    if (wanted == NULL || !g_strv_contains ((const char *const *) wanted, all_codecs[i].name))
      g_ptr_array_add (self->order, g_strdup (all_codecs[i].name));
  while ((row = gtk_list_box_get_row_at_index (self->codecs, 0)) != NULL)
    gtk_list_box_remove (self->codecs, GTK_WIDGET (row));
  for (guint i = 0; i < self->order->len; i++)
    gtk_list_box_append (self->codecs, create_codec_row (self, g_ptr_array_index (self->order, i),
                                                         i < self->n_wanted));
}

void
ui_audio_page_bind (UiAudioPage *self, PhoneEngine *engine)
{
  PhonePreferences *preferences;

  g_return_if_fail (UI_IS_AUDIO_PAGE (self));
  g_return_if_fail (self->preferences == NULL);

  preferences = phone_engine_get_preferences (engine);
  self->preferences = g_object_ref (preferences);
  ui_device_row_bind (self->microphone_row, phone_engine_get_microphones (engine), preferences,
                      "microphone");
  ui_device_row_bind (self->speaker_row, phone_engine_get_speakers (engine), preferences,
                      "speaker");
  g_object_bind_property (preferences, "constant-bit-rate", self->constant_switch, "active",
                          G_BINDING_SYNC_CREATE | G_BINDING_BIDIRECTIONAL);
  g_signal_connect_object (preferences, "notify::audio-codecs", G_CALLBACK (show_codecs), self,
                           G_CONNECT_SWAPPED);
  show_codecs (self);
}

static void
ui_audio_page_dispose (GObject *object)
{
  UiAudioPage *self = UI_AUDIO_PAGE (object);

  g_clear_object (&self->preferences);
  g_clear_pointer (&self->order, g_ptr_array_unref);
  G_OBJECT_CLASS (ui_audio_page_parent_class)->dispose (object);
}

static void
ui_audio_page_class_init (UiAudioPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = ui_audio_page_dispose;
  g_type_ensure (UI_TYPE_DEVICE_ROW);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/linnetphone/Linnet/ui-audio-page.ui");
  gtk_widget_class_bind_template_child (widget_class, UiAudioPage, microphone_row);
  gtk_widget_class_bind_template_child (widget_class, UiAudioPage, speaker_row);
  gtk_widget_class_bind_template_child (widget_class, UiAudioPage, codecs);
  gtk_widget_class_bind_template_child (widget_class, UiAudioPage, constant_switch);
}

static void
ui_audio_page_init (UiAudioPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->order = g_ptr_array_new_with_free_func (g_free);
}
