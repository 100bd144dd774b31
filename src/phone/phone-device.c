/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Linnet Authors */
/* A device as Preferences shows it. */
#define G_LOG_DOMAIN "phone-device"

#include "phone-device.h"

#include "phone-device-private.h"

struct _PhoneDevice
{
  GObject parent_instance;

  /* Owned */
  char *id;
  char *name;
};

enum
{
  PROP_0,
  PROP_ID,
  PROP_NAME,
  N_PROPS
};
static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (PhoneDevice, phone_device, G_TYPE_OBJECT)

const char *
phone_device_get_id (PhoneDevice *self)
{
  g_return_val_if_fail (PHONE_IS_DEVICE (self), NULL);
  return self->id;
}

const char *
phone_device_get_name (PhoneDevice *self)
{
  g_return_val_if_fail (PHONE_IS_DEVICE (self), NULL);
  return self->name;
}

static void
phone_device_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  PhoneDevice *self = PHONE_DEVICE (object);

  if (id == PROP_ID)
    g_value_set_string (value, self->id);
  else if (id == PROP_NAME)
    g_value_set_string (value, self->name);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
phone_device_finalize (GObject *object)
{
  PhoneDevice *self = PHONE_DEVICE (object);

  g_free (self->id);
  g_free (self->name);

  G_OBJECT_CLASS (phone_device_parent_class)->finalize (object);
}

static void
phone_device_class_init (PhoneDeviceClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = phone_device_get_property;
  object_class->finalize = phone_device_finalize;

  properties[PROP_ID] =
      g_param_spec_string ("id", NULL, NULL, NULL, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_NAME] =
      g_param_spec_string ("name", NULL, NULL, NULL, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
phone_device_init (PhoneDevice *self)
{
}

PhoneDevice *
phone_device_new (const char *id, const char *name)
{
  PhoneDevice *self = g_object_new (PHONE_TYPE_DEVICE, NULL);

  self->id = g_strdup (id);
  self->name = g_strdup (name);
  return self;
}
