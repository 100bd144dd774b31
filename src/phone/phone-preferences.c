/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Linnet Authors */
/* Preferences as properties, kept by GSettings in the config folder. */
#define G_LOG_DOMAIN "phone-preferences"

#include "phone-preferences.h"

#include "phone-preferences-private.h"

struct _PhonePreferences
{
  GObject parent_instance;

  /* Owned */
  GSettings *settings;
  char *microphone;
  char *speaker;
  char *ringer;
  char *default_account;
  char **audio_codecs;

  gboolean constant_bit_rate;
  gboolean show_connection_always;
  gboolean window_maximized;
  gboolean first_run_done;
  int window_width;
  int window_height;
};

enum
{
  PROP_0,
  PROP_MICROPHONE,
  PROP_SPEAKER,
  PROP_RINGER,
  PROP_DEFAULT_ACCOUNT,
  PROP_AUDIO_CODECS,
  PROP_CONSTANT_BIT_RATE,
  PROP_SHOW_CONNECTION_ALWAYS,
  PROP_WINDOW_MAXIMIZED,
  PROP_FIRST_RUN_DONE,
  PROP_WINDOW_WIDTH,
  PROP_WINDOW_HEIGHT,
  N_PROPS
};
static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (PhonePreferences, phone_preferences, G_TYPE_OBJECT)

static char **
string_field (PhonePreferences *self, guint id)
{
  switch (id)
    {
    case PROP_MICROPHONE:
      return &self->microphone;
    case PROP_SPEAKER:
      return &self->speaker;
    case PROP_RINGER:
      return &self->ringer;
    case PROP_DEFAULT_ACCOUNT:
      return &self->default_account;
    default:
      return NULL;
    }
}

static gboolean *
boolean_field (PhonePreferences *self, guint id)
{
  switch (id)
    {
    case PROP_CONSTANT_BIT_RATE:
      return &self->constant_bit_rate;
    case PROP_SHOW_CONNECTION_ALWAYS:
      return &self->show_connection_always;
    case PROP_WINDOW_MAXIMIZED:
      return &self->window_maximized;
    case PROP_FIRST_RUN_DONE:
      return &self->first_run_done;
    default:
      return NULL;
    }
}

static int *
number_field (PhonePreferences *self, guint id)
{
  return id == PROP_WINDOW_WIDTH    ? &self->window_width
         : id == PROP_WINDOW_HEIGHT ? &self->window_height
                                    : NULL;
}

static void
phone_preferences_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  PhonePreferences *self = PHONE_PREFERENCES (object);

  if (string_field (self, id) != NULL)
    g_value_set_string (value, *string_field (self, id));
  else if (boolean_field (self, id) != NULL)
    g_value_set_boolean (value, *boolean_field (self, id));
  else if (number_field (self, id) != NULL)
    g_value_set_int (value, *number_field (self, id));
  else if (id == PROP_AUDIO_CODECS)
    g_value_set_boxed (value, self->audio_codecs);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

/* Whether @id had another value and now has that of @value */
static gboolean
take_value (PhonePreferences *self, guint id, const GValue *value)
{
  char **string = string_field (self, id);
  gboolean *boolean = boolean_field (self, id);
  int *number = number_field (self, id);

  if (string != NULL)
    {
      const char *text = g_value_get_string (value) != NULL ? g_value_get_string (value) : "";

      if (g_strcmp0 (*string, text) == 0)
        return FALSE;
      g_free (*string);
      *string = g_strdup (text);
    }
  else if (boolean != NULL)
    {
      if (*boolean == g_value_get_boolean (value))
        return FALSE;
      *boolean = g_value_get_boolean (value);
    }
  else if (number != NULL)
    {
      if (*number == g_value_get_int (value))
        return FALSE;
      *number = g_value_get_int (value);
    }
  else
    {
      const char *const *codecs = g_value_get_boxed (value);
      static const char *const none[] = { NULL };

      if (codecs == NULL)
        codecs = none;
      if (self->audio_codecs != NULL &&
          g_strv_equal ((const char *const *) self->audio_codecs, codecs))
        return FALSE;
      g_strfreev (self->audio_codecs);
      self->audio_codecs = g_strdupv ((char **) codecs);
    }
  return TRUE;
}

static void
phone_preferences_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  if (id <= PROP_0 || id >= N_PROPS)
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  else if (take_value (PHONE_PREFERENCES (object), id, value))
    g_object_notify_by_pspec (object, properties[id]);
}

static void
phone_preferences_finalize (GObject *object)
{
  PhonePreferences *self = PHONE_PREFERENCES (object);

  g_clear_object (&self->settings);
  g_free (self->microphone);
  g_free (self->speaker);
  g_free (self->ringer);
  g_free (self->default_account);
  g_strfreev (self->audio_codecs);

  G_OBJECT_CLASS (phone_preferences_parent_class)->finalize (object);
}

static void
phone_preferences_class_init (PhonePreferencesClass *klass)
{
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = phone_preferences_get_property;
  object_class->set_property = phone_preferences_set_property;
  object_class->finalize = phone_preferences_finalize;

  properties[PROP_MICROPHONE] = g_param_spec_string ("microphone", NULL, NULL, NULL, flags);
  properties[PROP_SPEAKER] = g_param_spec_string ("speaker", NULL, NULL, NULL, flags);
  properties[PROP_RINGER] = g_param_spec_string ("ringer", NULL, NULL, NULL, flags);
  properties[PROP_DEFAULT_ACCOUNT] =
      g_param_spec_string ("default-account", NULL, NULL, NULL, flags);
  properties[PROP_AUDIO_CODECS] =
      g_param_spec_boxed ("audio-codecs", NULL, NULL, G_TYPE_STRV, flags);
  properties[PROP_CONSTANT_BIT_RATE] =
      g_param_spec_boolean ("constant-bit-rate", NULL, NULL, FALSE, flags);
  properties[PROP_SHOW_CONNECTION_ALWAYS] =
      g_param_spec_boolean ("show-connection-always", NULL, NULL, FALSE, flags);
  properties[PROP_WINDOW_MAXIMIZED] =
      g_param_spec_boolean ("window-maximized", NULL, NULL, FALSE, flags);
  properties[PROP_FIRST_RUN_DONE] =
      g_param_spec_boolean ("first-run-done", NULL, NULL, FALSE, flags);
  properties[PROP_WINDOW_WIDTH] =
      g_param_spec_int ("window-width", NULL, NULL, 0, G_MAXINT, 0, flags);
  properties[PROP_WINDOW_HEIGHT] =
      g_param_spec_int ("window-height", NULL, NULL, 0, G_MAXINT, 0, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
phone_preferences_init (PhonePreferences *self)
{
}

void
phone_preferences_reset (PhonePreferences *self, const char *name)
{
  g_return_if_fail (PHONE_IS_PREFERENCES (self));
  g_settings_reset (self->settings, name);
}

PhonePreferences *
phone_preferences_new (GSettings *settings)
{
  PhonePreferences *self = g_object_new (PHONE_TYPE_PREFERENCES, NULL);

  self->settings = g_object_ref (settings);
  for (guint i = PROP_0 + 1; i < N_PROPS; i++)
    g_settings_bind (settings, properties[i]->name, self, properties[i]->name,
                     G_SETTINGS_BIND_DEFAULT | G_SETTINGS_BIND_NO_SENSITIVITY);
  return self;
}
