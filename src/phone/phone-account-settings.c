/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Linnet Authors */
/* The form of an account: plain properties, their checks and what follows from them. */
#define G_LOG_DOMAIN "phone-account-settings"

#include "phone-account-settings.h"

#include "phone-error.h"

struct _PhoneAccountSettings
{
  GObject parent_instance;

  /* Owned */
  char *name;
  char *aor;
  char *user;
  char *display_name;
  char *server;
  char *identity;
  char *pin;
  char *ca_file;

  gboolean allow_wildcard;
  gboolean strict_sips;
  gboolean require_sha2;
  gboolean enabled;
  guint expires;
};

enum
{
  PROP_0,
  PROP_NAME,
  PROP_AOR,
  PROP_USER,
  PROP_DISPLAY_NAME,
  PROP_SERVER,
  PROP_IDENTITY,
  PROP_PIN,
  PROP_CA_FILE,
  PROP_ALLOW_WILDCARD,
  PROP_STRICT_SIPS,
  PROP_REQUIRE_SHA2,
  PROP_ENABLED,
  PROP_EXPIRES,
  N_PROPS
};
static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (PhoneAccountSettings, phone_account_settings, G_TYPE_OBJECT)

/* Empty counts as unset, so that an emptied entry and a missing column are one thing */
static void
set_string (PhoneAccountSettings *self, char **field, const char *value, int property)
{
  if (value != NULL && *value == '\0')
    value = NULL;
  if (g_strcmp0 (*field, value) == 0)
    return;
  g_free (*field);
  *field = g_strdup (value);
  g_object_notify_by_pspec (G_OBJECT (self), properties[property]);
}

static void
set_boolean (PhoneAccountSettings *self, gboolean *field, gboolean value, int property)
{
  value = !!value;
  if (*field == value)
    return;
  *field = value;
  g_object_notify_by_pspec (G_OBJECT (self), properties[property]);
}

const char *
phone_account_settings_get_name (PhoneAccountSettings *self)
{
  g_return_val_if_fail (PHONE_IS_ACCOUNT_SETTINGS (self), NULL);
  return self->name;
}

void
phone_account_settings_set_name (PhoneAccountSettings *self, const char *name)
{
  g_return_if_fail (PHONE_IS_ACCOUNT_SETTINGS (self));
  set_string (self, &self->name, name, PROP_NAME);
}

const char *
phone_account_settings_get_aor (PhoneAccountSettings *self)
{
  g_return_val_if_fail (PHONE_IS_ACCOUNT_SETTINGS (self), NULL);
  return self->aor;
}

void
phone_account_settings_set_aor (PhoneAccountSettings *self, const char *aor)
{
  g_return_if_fail (PHONE_IS_ACCOUNT_SETTINGS (self));
  set_string (self, &self->aor, aor, PROP_AOR);
}

const char *
phone_account_settings_get_user (PhoneAccountSettings *self)
{
  g_return_val_if_fail (PHONE_IS_ACCOUNT_SETTINGS (self), NULL);
  return self->user;
}

void
phone_account_settings_set_user (PhoneAccountSettings *self, const char *user)
{
  g_return_if_fail (PHONE_IS_ACCOUNT_SETTINGS (self));
  set_string (self, &self->user, user, PROP_USER);
}

const char *
phone_account_settings_get_display_name (PhoneAccountSettings *self)
{
  g_return_val_if_fail (PHONE_IS_ACCOUNT_SETTINGS (self), NULL);
  return self->display_name;
}

void
phone_account_settings_set_display_name (PhoneAccountSettings *self, const char *display_name)
{
  g_return_if_fail (PHONE_IS_ACCOUNT_SETTINGS (self));
  set_string (self, &self->display_name, display_name, PROP_DISPLAY_NAME);
}

const char *
phone_account_settings_get_server (PhoneAccountSettings *self)
{
  g_return_val_if_fail (PHONE_IS_ACCOUNT_SETTINGS (self), NULL);
  return self->server;
}

void
phone_account_settings_set_server (PhoneAccountSettings *self, const char *server)
{
  g_return_if_fail (PHONE_IS_ACCOUNT_SETTINGS (self));
  set_string (self, &self->server, server, PROP_SERVER);
}

const char *
phone_account_settings_get_identity (PhoneAccountSettings *self)
{
  g_return_val_if_fail (PHONE_IS_ACCOUNT_SETTINGS (self), NULL);
  return self->identity;
}

void
phone_account_settings_set_identity (PhoneAccountSettings *self, const char *identity)
{
  g_return_if_fail (PHONE_IS_ACCOUNT_SETTINGS (self));
  set_string (self, &self->identity, identity, PROP_IDENTITY);
}

const char *
phone_account_settings_get_pin (PhoneAccountSettings *self)
{
  g_return_val_if_fail (PHONE_IS_ACCOUNT_SETTINGS (self), NULL);
  return self->pin;
}

void
phone_account_settings_set_pin (PhoneAccountSettings *self, const char *pin)
{
  g_return_if_fail (PHONE_IS_ACCOUNT_SETTINGS (self));
  set_string (self, &self->pin, pin, PROP_PIN);
}

const char *
phone_account_settings_get_ca_file (PhoneAccountSettings *self)
{
  g_return_val_if_fail (PHONE_IS_ACCOUNT_SETTINGS (self), NULL);
  return self->ca_file;
}

void
phone_account_settings_set_ca_file (PhoneAccountSettings *self, const char *ca_file)
{
  g_return_if_fail (PHONE_IS_ACCOUNT_SETTINGS (self));
  set_string (self, &self->ca_file, ca_file, PROP_CA_FILE);
}

gboolean
phone_account_settings_get_allow_wildcard (PhoneAccountSettings *self)
{
  g_return_val_if_fail (PHONE_IS_ACCOUNT_SETTINGS (self), FALSE);
  return self->allow_wildcard;
}

void
phone_account_settings_set_allow_wildcard (PhoneAccountSettings *self, gboolean allow_wildcard)
{
  g_return_if_fail (PHONE_IS_ACCOUNT_SETTINGS (self));
  set_boolean (self, &self->allow_wildcard, allow_wildcard, PROP_ALLOW_WILDCARD);
}

gboolean
phone_account_settings_get_strict_sips (PhoneAccountSettings *self)
{
  g_return_val_if_fail (PHONE_IS_ACCOUNT_SETTINGS (self), FALSE);
  return self->strict_sips;
}

void
phone_account_settings_set_strict_sips (PhoneAccountSettings *self, gboolean strict_sips)
{
  g_return_if_fail (PHONE_IS_ACCOUNT_SETTINGS (self));
  set_boolean (self, &self->strict_sips, strict_sips, PROP_STRICT_SIPS);
}

gboolean
phone_account_settings_get_require_sha2 (PhoneAccountSettings *self)
{
  g_return_val_if_fail (PHONE_IS_ACCOUNT_SETTINGS (self), FALSE);
  return self->require_sha2;
}

void
phone_account_settings_set_require_sha2 (PhoneAccountSettings *self, gboolean require_sha2)
{
  g_return_if_fail (PHONE_IS_ACCOUNT_SETTINGS (self));
  set_boolean (self, &self->require_sha2, require_sha2, PROP_REQUIRE_SHA2);
}

gboolean
phone_account_settings_get_enabled (PhoneAccountSettings *self)
{
  g_return_val_if_fail (PHONE_IS_ACCOUNT_SETTINGS (self), FALSE);
  return self->enabled;
}

void
phone_account_settings_set_enabled (PhoneAccountSettings *self, gboolean enabled)
{
  g_return_if_fail (PHONE_IS_ACCOUNT_SETTINGS (self));
  set_boolean (self, &self->enabled, enabled, PROP_ENABLED);
}

guint
phone_account_settings_get_expires (PhoneAccountSettings *self)
{
  g_return_val_if_fail (PHONE_IS_ACCOUNT_SETTINGS (self), 0);
  return self->expires;
}

void
phone_account_settings_set_expires (PhoneAccountSettings *self, guint expires_s)
{
  g_return_if_fail (PHONE_IS_ACCOUNT_SETTINGS (self));
  if (self->expires == expires_s)
    return;
  self->expires = expires_s;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_EXPIRES]);
}

static void
phone_account_settings_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  PhoneAccountSettings *self = PHONE_ACCOUNT_SETTINGS (object);

  switch (id)
    {
    case PROP_NAME:
      g_value_set_string (value, self->name);
      break;
    case PROP_AOR:
      g_value_set_string (value, self->aor);
      break;
    case PROP_USER:
      g_value_set_string (value, self->user);
      break;
    case PROP_DISPLAY_NAME:
      g_value_set_string (value, self->display_name);
      break;
    case PROP_SERVER:
      g_value_set_string (value, self->server);
      break;
    case PROP_IDENTITY:
      g_value_set_string (value, self->identity);
      break;
    case PROP_PIN:
      g_value_set_string (value, self->pin);
      break;
    case PROP_CA_FILE:
      g_value_set_string (value, self->ca_file);
      break;
    case PROP_ALLOW_WILDCARD:
      g_value_set_boolean (value, self->allow_wildcard);
      break;
    case PROP_STRICT_SIPS:
      g_value_set_boolean (value, self->strict_sips);
      break;
    case PROP_REQUIRE_SHA2:
      g_value_set_boolean (value, self->require_sha2);
      break;
    case PROP_ENABLED:
      g_value_set_boolean (value, self->enabled);
      break;
    case PROP_EXPIRES:
      g_value_set_uint (value, self->expires);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
phone_account_settings_set_property (GObject *object,
                                     guint id,
                                     const GValue *value,
                                     GParamSpec *pspec)
{
  PhoneAccountSettings *self = PHONE_ACCOUNT_SETTINGS (object);

  switch (id)
    {
    case PROP_NAME:
      set_string (self, &self->name, g_value_get_string (value), id);
      break;
    case PROP_AOR:
      set_string (self, &self->aor, g_value_get_string (value), id);
      break;
    case PROP_USER:
      set_string (self, &self->user, g_value_get_string (value), id);
      break;
    case PROP_DISPLAY_NAME:
      set_string (self, &self->display_name, g_value_get_string (value), id);
      break;
    case PROP_SERVER:
      set_string (self, &self->server, g_value_get_string (value), id);
      break;
    case PROP_IDENTITY:
      set_string (self, &self->identity, g_value_get_string (value), id);
      break;
    case PROP_PIN:
      set_string (self, &self->pin, g_value_get_string (value), id);
      break;
    case PROP_CA_FILE:
      set_string (self, &self->ca_file, g_value_get_string (value), id);
      break;
    case PROP_ALLOW_WILDCARD:
      set_boolean (self, &self->allow_wildcard, g_value_get_boolean (value), id);
      break;
    case PROP_STRICT_SIPS:
      set_boolean (self, &self->strict_sips, g_value_get_boolean (value), id);
      break;
    case PROP_REQUIRE_SHA2:
      set_boolean (self, &self->require_sha2, g_value_get_boolean (value), id);
      break;
    case PROP_ENABLED:
      set_boolean (self, &self->enabled, g_value_get_boolean (value), id);
      break;
    case PROP_EXPIRES:
      phone_account_settings_set_expires (self, g_value_get_uint (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
phone_account_settings_finalize (GObject *object)
{
  PhoneAccountSettings *self = PHONE_ACCOUNT_SETTINGS (object);

  g_free (self->name);
  g_free (self->aor);
  g_free (self->user);
  g_free (self->display_name);
  g_free (self->server);
  g_free (self->identity);
  g_free (self->pin);
  g_free (self->ca_file);

  G_OBJECT_CLASS (phone_account_settings_parent_class)->finalize (object);
}

static void
phone_account_settings_class_init (PhoneAccountSettingsClass *klass)
{
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = phone_account_settings_get_property;
  object_class->set_property = phone_account_settings_set_property;
  object_class->finalize = phone_account_settings_finalize;

  properties[PROP_NAME] = g_param_spec_string ("name", NULL, NULL, NULL, flags);
  properties[PROP_AOR] = g_param_spec_string ("aor", NULL, NULL, NULL, flags);
  properties[PROP_USER] = g_param_spec_string ("user", NULL, NULL, NULL, flags);
  properties[PROP_DISPLAY_NAME] = g_param_spec_string ("display-name", NULL, NULL, NULL, flags);
  properties[PROP_SERVER] = g_param_spec_string ("server", NULL, NULL, NULL, flags);
  properties[PROP_IDENTITY] = g_param_spec_string ("identity", NULL, NULL, NULL, flags);
  properties[PROP_PIN] = g_param_spec_string ("pin", NULL, NULL, NULL, flags);
  properties[PROP_CA_FILE] = g_param_spec_string ("ca-file", NULL, NULL, NULL, flags);
  properties[PROP_ALLOW_WILDCARD] =
      g_param_spec_boolean ("allow-wildcard", NULL, NULL, FALSE, flags);
  properties[PROP_STRICT_SIPS] = g_param_spec_boolean ("strict-sips", NULL, NULL, FALSE, flags);
  properties[PROP_REQUIRE_SHA2] = g_param_spec_boolean ("require-sha2", NULL, NULL, FALSE, flags);
  properties[PROP_ENABLED] = g_param_spec_boolean ("enabled", NULL, NULL, TRUE, flags);
  properties[PROP_EXPIRES] = g_param_spec_uint ("expires", NULL, NULL, 0, G_MAXUINT, 0, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
phone_account_settings_init (PhoneAccountSettings *self)
{
  self->enabled = TRUE;
}

PhoneAccountSettings *
phone_account_settings_new (void)
{
  return g_object_new (PHONE_TYPE_ACCOUNT_SETTINGS, NULL);
}

PhoneAccountSettings *
phone_account_settings_copy (PhoneAccountSettings *self)
{
  PhoneAccountSettings *copy = phone_account_settings_new ();

  g_return_val_if_fail (PHONE_IS_ACCOUNT_SETTINGS (self), copy);
  for (guint i = PROP_0 + 1; i < N_PROPS; i++)
    {
      g_auto (GValue) value = G_VALUE_INIT;

      g_object_get_property (G_OBJECT (self), properties[i]->name, &value);
      g_object_set_property (G_OBJECT (copy), properties[i]->name, &value);
    }
  return copy;
}

gboolean
phone_account_settings_equal (PhoneAccountSettings *self, PhoneAccountSettings *other)
{
  for (guint i = PROP_0 + 1; i < N_PROPS; i++)
    {
      g_auto (GValue) a = G_VALUE_INIT;
      g_auto (GValue) b = G_VALUE_INIT;

      g_object_get_property (G_OBJECT (self), properties[i]->name, &a);
      g_object_get_property (G_OBJECT (other), properties[i]->name, &b);
      if (g_param_values_cmp (properties[i], &a, &b) != 0)
        return FALSE;
    }
  return TRUE;
}
