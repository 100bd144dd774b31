/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Linnet Authors */
/* An account as the store keeps it, and back. */
#define G_LOG_DOMAIN "phone-account"

#include "phone-account-private.h"

PhoneAccountSettings *
phone_account_settings_from_record (const StoreAccount *record)
{
  return g_object_new (PHONE_TYPE_ACCOUNT_SETTINGS, "name", record->name, "aor", record->aor,
                       "user", record->user, "display-name", record->display_name, "server",
                       record->server, "identity", record->identity, "pin", record->pin, "ca-file",
                       record->ca_file, "allow-wildcard", record->allow_wildcard, "strict-sips",
                       record->strict_sips, "require-sha2", record->require_sha2, "expires",
                       record->expires_s, "enabled", record->enabled, NULL);
}

StoreAccount *
phone_account_to_record (PhoneAccount *self)
{
  PhoneAccountSettings *settings = self->settings;
  StoreAccount *record = store_account_new ();

  record->id = g_strdup (self->id);
  record->name = g_strdup (phone_account_get_name (self));
  record->aor = g_strdup (phone_account_settings_get_aor (settings));
  record->user = g_strdup (phone_account_settings_get_user (settings));
  record->display_name = g_strdup (phone_account_settings_get_display_name (settings));
  record->server = g_strdup (phone_account_settings_get_server (settings));
  record->identity = g_strdup (phone_account_settings_get_identity (settings));
  record->pin = g_strdup (phone_account_settings_get_pin (settings));
  record->ca_file = g_strdup (phone_account_settings_get_ca_file (settings));
  record->allow_wildcard = phone_account_settings_get_allow_wildcard (settings);
  record->strict_sips = phone_account_settings_get_strict_sips (settings);
  record->require_sha2 = phone_account_settings_get_require_sha2 (settings);
  record->enabled = phone_account_settings_get_enabled (settings);
  record->expires_s = phone_account_settings_get_expires (settings);
  record->contact_token = g_strdup (self->contact_token);
  record->instance_uuid = g_strdup (self->instance_uuid);
  return record;
}
