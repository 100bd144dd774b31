/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Linnet Authors */
/* What a call does with sound, as plain properties. */
#define G_LOG_DOMAIN "phone-media-options"

#include "phone-media-options.h"

struct _PhoneMediaOptions
{
  GObject parent_instance;

  /* Owned */
  char *play_file;
  char *record_file;
  char **codecs;

  PhoneMediaSource source;
  gboolean speaker;
  gboolean expect_echo;
  gboolean constant_bit_rate;
};

enum
{
  PROP_0,
  PROP_SOURCE,
  PROP_PLAY_FILE,
  PROP_RECORD_FILE,
  PROP_SPEAKER,
  PROP_EXPECT_ECHO,
  PROP_CODECS,
  PROP_CONSTANT_BIT_RATE,
  N_PROPS
};
static GParamSpec *properties[N_PROPS];

static const char *const codec_names[] = { "opus", "G722", "PCMA", "PCMU" };

G_DEFINE_ENUM_TYPE (PhoneMediaSource,
                    phone_media_source,
                    G_DEFINE_ENUM_VALUE (PHONE_MEDIA_SOURCE_SILENCE, "silence"),
                    G_DEFINE_ENUM_VALUE (PHONE_MEDIA_SOURCE_MICROPHONE, "microphone"),
                    G_DEFINE_ENUM_VALUE (PHONE_MEDIA_SOURCE_FILE, "file"),
                    G_DEFINE_ENUM_VALUE (PHONE_MEDIA_SOURCE_ECHO, "echo"))
G_DEFINE_FINAL_TYPE (PhoneMediaOptions, phone_media_options, G_TYPE_OBJECT)

PhoneMediaSource
phone_media_options_get_source (PhoneMediaOptions *self)
{
  return self->source;
}

const char *
phone_media_options_get_play_file (PhoneMediaOptions *self)
{
  return self->play_file;
}

const char *
phone_media_options_get_record_file (PhoneMediaOptions *self)
{
  return self->record_file;
}

gboolean
phone_media_options_get_speaker (PhoneMediaOptions *self)
{
  return self->speaker;
}

gboolean
phone_media_options_get_expect_echo (PhoneMediaOptions *self)
{
  return self->expect_echo;
}

const char *const *
phone_media_options_get_codecs (PhoneMediaOptions *self)
{
  return (const char *const *) self->codecs;
}

gboolean
phone_media_options_get_constant_bit_rate (PhoneMediaOptions *self)
{
  return self->constant_bit_rate;
}

static void
notify (PhoneMediaOptions *self, int property)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[property]);
}

void
phone_media_options_set_source (PhoneMediaOptions *self, PhoneMediaSource source)
{
  if (self->source == source)
    return;
  self->source = source;
  notify (self, PROP_SOURCE);
}

void
phone_media_options_set_play_file (PhoneMediaOptions *self, const char *path)
{
  if (g_strcmp0 (self->play_file, path) == 0)
    return;
  g_free (self->play_file);
  self->play_file = g_strdup (path);
  notify (self, PROP_PLAY_FILE);
}

void
phone_media_options_set_record_file (PhoneMediaOptions *self, const char *path)
{
  if (g_strcmp0 (self->record_file, path) == 0)
    return;
  g_free (self->record_file);
  self->record_file = g_strdup (path);
  notify (self, PROP_RECORD_FILE);
}

void
phone_media_options_set_speaker (PhoneMediaOptions *self, gboolean speaker)
{
  if (self->speaker == !!speaker)
    return;
  self->speaker = !!speaker;
  notify (self, PROP_SPEAKER);
}

void
phone_media_options_set_expect_echo (PhoneMediaOptions *self, gboolean expect_echo)
{
  if (self->expect_echo == !!expect_echo)
    return;
  self->expect_echo = !!expect_echo;
  notify (self, PROP_EXPECT_ECHO);
}

void
phone_media_options_set_codecs (PhoneMediaOptions *self, const char *const *codecs)
{
  if (self->codecs == (char **) codecs)
    return;
  g_strfreev (self->codecs);
  self->codecs = g_strdupv ((char **) codecs);
  notify (self, PROP_CODECS);
}

void
phone_media_options_set_constant_bit_rate (PhoneMediaOptions *self, gboolean constant)
{
  if (self->constant_bit_rate == !!constant)
    return;
  self->constant_bit_rate = !!constant;
  notify (self, PROP_CONSTANT_BIT_RATE);
}

gboolean
phone_media_options_is_codec (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (codec_names); i++)
    if (g_ascii_strcasecmp (codec_names[i], name) == 0)
      return TRUE;
  return FALSE;
}

static void
phone_media_options_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  PhoneMediaOptions *self = PHONE_MEDIA_OPTIONS (object);

  switch (id)
    {
    case PROP_SOURCE:
      g_value_set_enum (value, self->source);
      break;
    case PROP_PLAY_FILE:
      g_value_set_string (value, self->play_file);
      break;
    case PROP_RECORD_FILE:
      g_value_set_string (value, self->record_file);
      break;
    case PROP_SPEAKER:
      g_value_set_boolean (value, self->speaker);
      break;
    case PROP_EXPECT_ECHO:
      g_value_set_boolean (value, self->expect_echo);
      break;
    case PROP_CODECS:
      g_value_set_boxed (value, self->codecs);
      break;
    case PROP_CONSTANT_BIT_RATE:
      g_value_set_boolean (value, self->constant_bit_rate);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
phone_media_options_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  PhoneMediaOptions *self = PHONE_MEDIA_OPTIONS (object);

  switch (id)
    {
    case PROP_SOURCE:
      phone_media_options_set_source (self, g_value_get_enum (value));
      break;
    case PROP_PLAY_FILE:
      phone_media_options_set_play_file (self, g_value_get_string (value));
      break;
    case PROP_RECORD_FILE:
      phone_media_options_set_record_file (self, g_value_get_string (value));
      break;
    case PROP_SPEAKER:
      phone_media_options_set_speaker (self, g_value_get_boolean (value));
      break;
    case PROP_EXPECT_ECHO:
      phone_media_options_set_expect_echo (self, g_value_get_boolean (value));
      break;
    case PROP_CODECS:
      phone_media_options_set_codecs (self, g_value_get_boxed (value));
      break;
    case PROP_CONSTANT_BIT_RATE:
      phone_media_options_set_constant_bit_rate (self, g_value_get_boolean (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
phone_media_options_finalize (GObject *object)
{
  PhoneMediaOptions *self = PHONE_MEDIA_OPTIONS (object);

  g_free (self->play_file);
  g_free (self->record_file);
  g_strfreev (self->codecs);

  G_OBJECT_CLASS (phone_media_options_parent_class)->finalize (object);
}

static void
phone_media_options_class_init (PhoneMediaOptionsClass *klass)
{
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = phone_media_options_get_property;
  object_class->set_property = phone_media_options_set_property;
  object_class->finalize = phone_media_options_finalize;

  properties[PROP_SOURCE] = g_param_spec_enum ("source", NULL, NULL, PHONE_TYPE_MEDIA_SOURCE,
                                               PHONE_MEDIA_SOURCE_SILENCE, flags);
  properties[PROP_PLAY_FILE] = g_param_spec_string ("play-file", NULL, NULL, NULL, flags);
  properties[PROP_RECORD_FILE] = g_param_spec_string ("record-file", NULL, NULL, NULL, flags);
  properties[PROP_SPEAKER] = g_param_spec_boolean ("speaker", NULL, NULL, FALSE, flags);
  properties[PROP_EXPECT_ECHO] = g_param_spec_boolean ("expect-echo", NULL, NULL, FALSE, flags);
  properties[PROP_CODECS] = g_param_spec_boxed ("codecs", NULL, NULL, G_TYPE_STRV, flags);
  properties[PROP_CONSTANT_BIT_RATE] =
      g_param_spec_boolean ("constant-bit-rate", NULL, NULL, FALSE, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
phone_media_options_init (PhoneMediaOptions *self)
{
}

PhoneMediaOptions *
phone_media_options_new (void)
{
  return g_object_new (PHONE_TYPE_MEDIA_OPTIONS, NULL);
}

PhoneMediaOptions *
phone_media_options_copy (PhoneMediaOptions *self)
{
  g_return_val_if_fail (PHONE_IS_MEDIA_OPTIONS (self), NULL);
  return g_object_new (PHONE_TYPE_MEDIA_OPTIONS, "source", self->source, "play-file",
                       self->play_file, "record-file", self->record_file, "speaker", self->speaker,
                       "expect-echo", self->expect_echo, "codecs", self->codecs,
                       "constant-bit-rate", self->constant_bit_rate, NULL);
}
