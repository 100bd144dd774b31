/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Linnet Authors */
/* What an account is made of, as plain properties: the form of it, not the account itself. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * PhoneAccountSettings:
 *
 * Writable properties, each with #GObject::notify. Empty strings count as unset (%NULL).
 *
 * - `name` (string): what the user calls the account; unique in the engine. Empty: the address is
 * used
 * - `aor` (string): Address-of-Record, `sips:alice@example.org` (mode S, TLS on every hop) or
 *   `sip:alice@example.org` (mode T, TLS to the provider only; PROTOCOL 0)
 * - `user` (string): digest user name; unset: the AoR's user part
 * - `display-name` (string)
 * - `server` (string): `HOST[:PORT]` of an outbound proxy over TLS; unset: found by RFC 3263
 * - `identity` (string): name to check the certificate against; unset: host of `server`, else the
 * AoR's domain
 * - `pin` (string): SHA-256 of the server's public key, 64 hex digits, as evidence from the user
 * - `ca-file` (string): PEM file with further trust anchors, for this account only
 * - `allow-wildcard`, `strict-sips`, `require-sha2` (boolean, %FALSE)
 * - `expires` (uint): registration time asked for in seconds, 0: automatic
 * - `enabled` (boolean, %TRUE): signed in when the engine opens
 *
 * The password is not among them: see phone_account_set_password_async().
 */
#define PHONE_TYPE_ACCOUNT_SETTINGS (phone_account_settings_get_type ())
G_DECLARE_FINAL_TYPE (PhoneAccountSettings,
                      phone_account_settings,
                      PHONE,
                      ACCOUNT_SETTINGS,
                      GObject)

/**
 * phone_account_settings_new:
 *
 * Returns: (transfer full): settings with the defaults above.
 */
PhoneAccountSettings *phone_account_settings_new (void);

/**
 * phone_account_settings_copy:
 * @self: settings
 *
 * Returns: (transfer full): equal settings; edits of one don't reach the other.
 */
PhoneAccountSettings *phone_account_settings_copy (PhoneAccountSettings *self);

/**
 * phone_account_settings_equal:
 * @self: settings
 * @other: settings
 *
 * Returns: whether all properties are equal.
 */
gboolean phone_account_settings_equal (PhoneAccountSettings *self, PhoneAccountSettings *other);

/**
 * phone_account_settings_set_address:
 * @self: settings
 * @text: what the user typed: `alice@example.org`, `sips:…`, `sip:…;transport=tls`, `sip:…`
 * @error: %PHONE_ERROR_ADDRESS, %PHONE_ERROR_SCHEME, %PHONE_ERROR_TRANSPORT
 *
 * Sets `aor` from typed text; without a scheme it becomes `sips:`. UDP and plain TCP are refused.
 *
 * Returns: %FALSE with @error set and nothing changed.
 */
gboolean
phone_account_settings_set_address (PhoneAccountSettings *self, const char *text, GError **error);

/**
 * phone_account_settings_validate:
 * @self: settings
 * @error: %PHONE_ERROR_ADDRESS, %PHONE_ERROR_SCHEME, %PHONE_ERROR_TRANSPORT or
 * %PHONE_ERROR_SETTINGS
 *
 * Whether an account can be made of these. phone_engine_add_account() calls it too.
 */
gboolean phone_account_settings_validate (PhoneAccountSettings *self, GError **error);

/**
 * phone_account_settings_dup_domain:
 * @self: settings
 *
 * Returns: (transfer full) (nullable): the AoR's host.
 */
char *phone_account_settings_dup_domain (PhoneAccountSettings *self);

/**
 * phone_account_settings_dup_identity:
 * @self: settings
 *
 * Returns: (transfer full) (nullable): the name that the server's certificate must have:
 * `identity`, else the host of `server`, else the AoR's domain.
 */
char *phone_account_settings_dup_identity (PhoneAccountSettings *self);

/**
 * phone_account_settings_is_strict_scheme:
 * @self: settings
 *
 * Returns: %TRUE in mode S (`sips:`), %FALSE in mode T (`sip:`), where the sheet says "Encrypted to
 * example.org only".
 */
gboolean phone_account_settings_is_strict_scheme (PhoneAccountSettings *self);

const char *phone_account_settings_get_name (PhoneAccountSettings *self);
const char *phone_account_settings_get_aor (PhoneAccountSettings *self);
const char *phone_account_settings_get_user (PhoneAccountSettings *self);
const char *phone_account_settings_get_display_name (PhoneAccountSettings *self);
const char *phone_account_settings_get_server (PhoneAccountSettings *self);
const char *phone_account_settings_get_identity (PhoneAccountSettings *self);
const char *phone_account_settings_get_pin (PhoneAccountSettings *self);
const char *phone_account_settings_get_ca_file (PhoneAccountSettings *self);
gboolean phone_account_settings_get_allow_wildcard (PhoneAccountSettings *self);
gboolean phone_account_settings_get_strict_sips (PhoneAccountSettings *self);
gboolean phone_account_settings_get_require_sha2 (PhoneAccountSettings *self);
guint phone_account_settings_get_expires (PhoneAccountSettings *self);
gboolean phone_account_settings_get_enabled (PhoneAccountSettings *self);

void phone_account_settings_set_name (PhoneAccountSettings *self, const char *name);
void phone_account_settings_set_aor (PhoneAccountSettings *self, const char *aor);
void phone_account_settings_set_user (PhoneAccountSettings *self, const char *user);
void phone_account_settings_set_display_name (PhoneAccountSettings *self, const char *display_name);
void phone_account_settings_set_server (PhoneAccountSettings *self, const char *server);
void phone_account_settings_set_identity (PhoneAccountSettings *self, const char *identity);
void phone_account_settings_set_pin (PhoneAccountSettings *self, const char *pin);
void phone_account_settings_set_ca_file (PhoneAccountSettings *self, const char *ca_file);
void phone_account_settings_set_allow_wildcard (PhoneAccountSettings *self, gboolean allow);
void phone_account_settings_set_strict_sips (PhoneAccountSettings *self, gboolean strict);
void phone_account_settings_set_require_sha2 (PhoneAccountSettings *self, gboolean require);
void phone_account_settings_set_expires (PhoneAccountSettings *self, guint expires_s);
void phone_account_settings_set_enabled (PhoneAccountSettings *self, gboolean enabled);

G_END_DECLS
