/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Linnet Authors */
/* One account: its server, whether that is trusted, whether it is signed in, and its calls. */
#pragma once

#include "phone-account-settings.h"
#include "phone-call.h"
#include "phone-error.h"
#include "phone-media-options.h"
#include "phone-trust-report.h"
#include "util-secret.h"

G_BEGIN_DECLS

/**
 * PhoneAccountState:
 * @PHONE_ACCOUNT_STATE_DISABLED: switched off, or not switched on yet ("Signed out")
 * @PHONE_ACCOUNT_STATE_WAITING: will be tried again by itself (no network, server out of order)
 * @PHONE_ACCOUNT_STATE_SIGNING_IN: finding, checking, connecting, registering ("Signing in…")
 * @PHONE_ACCOUNT_STATE_SIGNED_IN: registered; with %PHONE_ACCOUNT_NO_REGISTER: connected
 * @PHONE_ACCOUNT_STATE_SIGNING_OUT: the registration is being removed
 * @PHONE_ACCOUNT_STATE_FAILED: not tried again without the user (password, certificate, refusal)
 */
typedef enum
{
  PHONE_ACCOUNT_STATE_DISABLED,
  PHONE_ACCOUNT_STATE_WAITING,
  PHONE_ACCOUNT_STATE_SIGNING_IN,
  PHONE_ACCOUNT_STATE_SIGNED_IN,
  PHONE_ACCOUNT_STATE_SIGNING_OUT,
  PHONE_ACCOUNT_STATE_FAILED,
} PhoneAccountState;

/**
 * PhoneAccountFlags:
 * @PHONE_ACCOUNT_TEMPORARY: for this run, never written anywhere (the value without flags)
 * @PHONE_ACCOUNT_SAVED: kept in the config folder; the password in the secret service
 * @PHONE_ACCOUNT_DEMO: an account of the demo service on this computer; never saved
 * @PHONE_ACCOUNT_NO_REGISTER: sign in only checks and connects; calls can be placed, none come in
 */
typedef enum
{
  PHONE_ACCOUNT_TEMPORARY = 0,
  PHONE_ACCOUNT_SAVED = 1 << 0,
  PHONE_ACCOUNT_DEMO = 1 << 1,
  PHONE_ACCOUNT_NO_REGISTER = 1 << 2,
} PhoneAccountFlags;

#define PHONE_TYPE_ACCOUNT_STATE (phone_account_state_get_type ())
#define PHONE_TYPE_ACCOUNT_FLAGS (phone_account_flags_get_type ())
GType phone_account_state_get_type (void);
GType phone_account_flags_get_type (void);

/** The lower-case name used by the command line: `disabled`, `waiting`, `signing-in`, `signed-in`,
 * … */
const char *phone_account_state_to_string (PhoneAccountState state);

/**
 * PhoneAccount:
 *
 * Made by phone_engine_add_account() or read from the config folder. Read-only properties with
 * notify:
 *
 * - `name` (string): `name` of the settings, else the address
 * - `aor` (string): `sips:alice@example.org`
 * - `address` (string): the AoR without its scheme
 * - `settings` (#PhoneAccountSettings): don't write to it; change a copy and call
 * phone_account_apply_settings()
 * - `flags` (#PhoneAccountFlags, constant)
 * - `state` (#PhoneAccountState)
 * - `state-text` (string): "Signed in", "Signing in…", "Signed out", "Waiting for the network", or
 * the headline
 * - `headline` (string or %NULL): why it is not signed in (UI.md section 6);
 * phone_explain_account() has the rest
 * - `failure` (#PhoneFailure): the kind of it
 * - `trust-state` (#PhoneTrustState), `trust-line` (string): the line beside Call
 * - `trust-report` (#PhoneTrustReport or %NULL): of the newest check or connection
 * - `calls` (#GListModel of #PhoneCall, constant)
 * - `contact` (string or %NULL), `expires` (uint, seconds): of the present registration
 * - `has-password` (boolean): a password is at hand
 *
 * @registered: (const char *contact, guint expires_s): first registration, and each one after a
 * loss
 * @registration-failed: (guint code, const char *reason): code is the SIP code, 0 where none came
 * @unregistered: (): the registration was removed by phone_account_sign_out() or the engine's close
 */
#define PHONE_TYPE_ACCOUNT (phone_account_get_type ())
G_DECLARE_FINAL_TYPE (PhoneAccount, phone_account, PHONE, ACCOUNT, GObject)

const char *phone_account_get_name (PhoneAccount *self);
const char *phone_account_get_aor (PhoneAccount *self);
const char *phone_account_get_address (PhoneAccount *self);
PhoneAccountSettings *phone_account_get_settings (PhoneAccount *self);
PhoneAccountFlags phone_account_get_flags (PhoneAccount *self);
PhoneAccountState phone_account_get_state (PhoneAccount *self);
const char *phone_account_get_state_text (PhoneAccount *self);
const char *phone_account_get_headline (PhoneAccount *self);
PhoneFailure phone_account_get_failure (PhoneAccount *self);
PhoneTrustState phone_account_get_trust_state (PhoneAccount *self);
const char *phone_account_get_trust_line (PhoneAccount *self);
PhoneTrustReport *phone_account_get_trust_report (PhoneAccount *self);
GListModel *phone_account_get_calls (PhoneAccount *self);
const char *phone_account_get_contact (PhoneAccount *self);
guint phone_account_get_expires (PhoneAccount *self);
gboolean phone_account_get_has_password (PhoneAccount *self);

/**
 * phone_account_sign_in:
 *
 * Checks the server, connects, registers and keeps the registration; tries again by itself after a
 * loss. On an account that waits or failed: tries at once. Nothing happens while it is signing or
 * signed in.
 */
void phone_account_sign_in (PhoneAccount *self);

/**
 * phone_account_sign_out:
 *
 * Ends the account's calls, removes the registration and closes the connection; `disabled` follows
 * within 5 s whatever the server does.
 */
void phone_account_sign_out (PhoneAccount *self);

/**
 * phone_account_use_password:
 * @password: (nullable): the password, for this session only; it is never written
 *
 * An account that failed for want of it is tried again.
 */
void phone_account_use_password (PhoneAccount *self, Secret *password);

/**
 * phone_account_set_password_async:
 * @password: the new password
 *
 * Uses @password at once, as phone_account_use_password(), and for a saved account puts it into the
 * secret service.
 */
void phone_account_set_password_async (PhoneAccount *self,
                                       Secret *password,
                                       GCancellable *cancellable,
                                       GAsyncReadyCallback callback,
                                       gpointer user_data);

/**
 * phone_account_set_password_finish:
 * @error: %PHONE_ERROR_NO_KEYRING: kept for this session only (the account works all the same)
 */
gboolean
phone_account_set_password_finish (PhoneAccount *self, GAsyncResult *result, GError **error);

/**
 * phone_account_apply_settings:
 * @settings: new settings, copied
 * @error: as phone_engine_add_account()
 *
 * Takes over changed settings, writes them if the account is saved, and signs in again if the
 * change touches the server or the sign-in.
 */
gboolean
phone_account_apply_settings (PhoneAccount *self, PhoneAccountSettings *settings, GError **error);

/**
 * phone_account_save_async:
 *
 * Waits until the newest settings are on the disk. phone_engine_add_account() and
 * phone_account_apply_settings() have asked for that already; what is finished here survives a
 * crash.
 */
void phone_account_save_async (PhoneAccount *self,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data);

/** @error: %PHONE_ERROR_STORE; an account that is not saved succeeds at once. */
gboolean phone_account_save_finish (PhoneAccount *self, GAsyncResult *result, GError **error);

/**
 * phone_account_call:
 * @text: what to call, as phone_dial_parse() takes it
 * @options: (nullable): what to do with sound; %NULL: microphone and speaker
 * @error: those of phone_dial_parse(); %PHONE_ERROR_STATE where the account is signed out
 *
 * Places a call. An account that is still signing in, waits or failed is tried first, the call
 * stays at %PHONE_CALL_STATE_CHECKING meanwhile; it goes on only over a trusted or pinned server.
 * What goes wrong later is told by the call's end.
 *
 * Returns: (transfer none): the call.
 */
PhoneCall *phone_account_call (PhoneAccount *self,
                               const char *text,
                               PhoneMediaOptions *options,
                               GError **error);

G_END_DECLS
