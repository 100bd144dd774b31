/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Linnet Authors */
/* The engine: accounts, calls, preferences and everything that runs below them. */
#pragma once

#include "phone-account.h"
#include "phone-call.h"
#include "phone-device.h"
#include "phone-dial.h"
#include "phone-error.h"
#include "phone-explain.h"
#include "phone-preferences.h"
#include "phone-trust-report.h"

G_BEGIN_DECLS

/**
 * PhoneEngine:
 *
 * One a process, in the default main context. Read-only properties:
 *
 * - `accounts` (#GListModel of #PhoneAccount, constant)
 * - `calls` (#GListModel of #PhoneCall, constant): newest last, ended ones too until they are
 * forgotten
 * - `active-calls` (uint): calls that have not ended
 * - `preferences` (#PhonePreferences or %NULL before open)
 * - `default-account` (#PhoneAccount or %NULL): that of the preferences, else the first that may
 * call; writable
 * - `microphones`, `speakers` (#GListModel of #PhoneDevice, constant)
 * - `network-available` (boolean)
 * - `tracing` (boolean, writable): emit #PhoneEngine::trace
 *
 * @incoming: (PhoneCall *call): a call rings; it is in the lists already
 * @warning: (const char *id, const char *detail): `no-keyring`, `database-damaged`, `save-failed`,
 * …; detail is translated; the work goes on
 * @trace: (gboolean outgoing, const char *text): one SIP message, secrets replaced by `[redacted]`
 */
#define PHONE_TYPE_ENGINE (phone_engine_get_type ())
G_DECLARE_FINAL_TYPE (PhoneEngine, phone_engine, PHONE, ENGINE, GObject)

/**
 * phone_engine_new:
 * @config_dir: (nullable): folder for all that is kept; %NULL: `linnet` in the user's configuration
 * folder
 * @ca_files: (nullable): further trust anchors (PEM files) for this run, for any domain
 *
 * Returns: (transfer full): an engine. Nothing is read or connected before
 * phone_engine_open_async().
 */
PhoneEngine *phone_engine_new (const char *config_dir, const char *const *ca_files);

/**
 * phone_engine_open_async:
 *
 * Locks the config folder, reads accounts and preferences, fetches passwords, and signs in the
 * enabled accounts if `sign-in` (a construct property, %TRUE by default) says so.
 */
void phone_engine_open_async (PhoneEngine *self,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data);

/**
 * phone_engine_open_finish:
 * @error: %PHONE_ERROR_LOCKED, %PHONE_ERROR_STORE, %PHONE_ERROR_FILE (a trust anchor file)
 *
 * A damaged database doesn't fail: it is kept aside and #PhoneEngine::warning `database-damaged` is
 * emitted.
 */
gboolean phone_engine_open_finish (PhoneEngine *self, GAsyncResult *result, GError **error);

/**
 * phone_engine_set_sign_in:
 * @sign_in: whether open signs in the enabled accounts (default); the command line signs in only
 * those it names
 *
 * To be called before phone_engine_open_async().
 */
void phone_engine_set_sign_in (PhoneEngine *self, gboolean sign_in);

/**
 * phone_engine_set_saved_accounts:
 * @saved_accounts: whether open reads the saved accounts and takes the folder's lock (default); the
 *   command line doesn't where it is given an account of its own, so that it can run beside the
 *   window
 *
 * To be called before phone_engine_open_async(). Without, %PHONE_ACCOUNT_SAVED is refused.
 */
void phone_engine_set_saved_accounts (PhoneEngine *self, gboolean saved_accounts);

/**
 * phone_engine_close_async:
 *
 * Ends calls, removes registrations, closes connections (5 s at most, whatever servers do), writes
 * what is to be written and unlocks the folder. No further use but unref.
 */
void phone_engine_close_async (PhoneEngine *self,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data);
gboolean phone_engine_close_finish (PhoneEngine *self, GAsyncResult *result, GError **error);

GListModel *phone_engine_get_accounts (PhoneEngine *self);
GListModel *phone_engine_get_calls (PhoneEngine *self);
guint phone_engine_get_active_calls (PhoneEngine *self);
PhonePreferences *phone_engine_get_preferences (PhoneEngine *self);
PhoneAccount *phone_engine_get_default_account (PhoneEngine *self);
void phone_engine_set_default_account (PhoneEngine *self, PhoneAccount *account);
GListModel *phone_engine_get_microphones (PhoneEngine *self);
GListModel *phone_engine_get_speakers (PhoneEngine *self);
gboolean phone_engine_get_network_available (PhoneEngine *self);
void phone_engine_set_tracing (PhoneEngine *self, gboolean tracing);
const char *phone_engine_get_config_dir (PhoneEngine *self);

/**
 * phone_engine_find_account:
 * @name: name or address
 *
 * Returns: (transfer none) (nullable): the account.
 */
PhoneAccount *phone_engine_find_account (PhoneEngine *self, const char *name);

/**
 * phone_engine_find_call:
 * @id: `c1`
 *
 * Returns: (transfer none) (nullable): the call.
 */
PhoneCall *phone_engine_find_call (PhoneEngine *self, const char *id);

/**
 * phone_engine_forget_call:
 * @call: an ended call, dropped from the lists; a call that runs is left alone
 */
void phone_engine_forget_call (PhoneEngine *self, PhoneCall *call);

/**
 * phone_engine_add_account:
 * @settings: settings, copied
 * @error: those of phone_account_settings_validate(); %PHONE_ERROR_EXISTS; %PHONE_ERROR_STATE
 * before open
 *
 * Adds an account, signed out: set its password, then phone_account_sign_in(). A saved one is
 * written to disk by itself (phone_account_save_async() waits for it).
 *
 * Returns: (transfer none): the account.
 */
PhoneAccount *phone_engine_add_account (PhoneEngine *self,
                                        PhoneAccountSettings *settings,
                                        PhoneAccountFlags flags,
                                        GError **error);

/**
 * phone_engine_remove_account_async:
 *
 * Signs out, drops the account with its password and pins. The account leaves the list at once.
 */
void phone_engine_remove_account_async (PhoneEngine *self,
                                        PhoneAccount *account,
                                        GCancellable *cancellable,
                                        GAsyncReadyCallback callback,
                                        gpointer user_data);
/** @error: %PHONE_ERROR_STORE */
gboolean
phone_engine_remove_account_finish (PhoneEngine *self, GAsyncResult *result, GError **error);

/**
 * phone_engine_check_async:
 * @settings: (nullable): account whose server is checked; its `identity`, `pin`, `ca-file`, … apply
 * @target: (nullable): `sips:` URI, `sip:` URI with `;transport=tls`, or `HOST[:PORT]`; %NULL: the
 * server of
 *   @settings. One of both must be given
 *
 * The pre-call trust check, `resolve` to `options`, on a connection of its own. Nothing is sent
 * before the certificate is accepted, and then an OPTIONS only; no password.
 */
void phone_engine_check_async (PhoneEngine *self,
                               PhoneAccountSettings *settings,
                               const char *target,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data);

/**
 * phone_engine_check_finish:
 * @error: %PHONE_ERROR_ADDRESS, %PHONE_ERROR_SCHEME, %PHONE_ERROR_TRANSPORT, %PHONE_ERROR_FILE,
 *   %G_IO_ERROR_CANCELLED; a server that fails the check is no error
 *
 * Returns: (transfer full): the report.
 */
PhoneTrustReport *
phone_engine_check_finish (PhoneEngine *self, GAsyncResult *result, GError **error);

G_END_DECLS
