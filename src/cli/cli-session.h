/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Linnet Authors */
/* A run of a command that needs the engine: open, work, close in good order, exit status. */
#pragma once

#include "cli-events.h"
#include "cli-options.h"

G_BEGIN_DECLS

typedef struct _CliSession CliSession;

/**
 * CliSessionHooks:
 * @start: the engine is open
 * @signed_in: (nullable): cli_session_sign_in() had success for the first time
 * @interrupt: (nullable): SIGINT, SIGTERM, or nobody reads the output any more; %NULL: as
 * cli_session_end() with %CLI_STATUS_DONE. A second signal ends whatever the hook does
 * @saved_accounts: whether it works on saved accounts though the options name none
 *
 * What a command does.
 */
typedef struct
{
  void (*start) (CliSession *session, gpointer user_data);
  void (*signed_in) (CliSession *session, gpointer user_data);
  void (*interrupt) (CliSession *session, gpointer user_data);
  gboolean saved_accounts;
} CliSessionHooks;

/** Runs a command; returns its exit status when the engine is closed. */
int cli_session_run (const CliOptions *options, const CliSessionHooks *hooks, gpointer user_data);

const CliOptions *cli_session_get_options (CliSession *self);
PhoneEngine *cli_session_get_engine (CliSession *self);
/** The `user_data` of cli_session_run(). */
gpointer cli_session_get_data (CliSession *self);

/** Cancelled when the session begins to end. */
GCancellable *cli_session_get_cancellable (CliSession *self);
CliEvents *cli_session_get_events (CliSession *self);

/** Closes the engine (calls end, registrations go) and returns @status from cli_session_run(). The
 * first call counts. */
void cli_session_end (CliSession *self, CliStatus status);

/** Tells @error on standard error and ends with its status. */
void cli_session_fail (CliSession *self, const GError *error);

/** Whether cli_session_end() was called. */
gboolean cli_session_is_ending (CliSession *self);

/**
 * cli_session_add_account:
 * @name: (nullable): a saved account; %NULL: the one that the options make, for this run
 * @flags: for the latter
 *
 * Finds or makes an account, gives it the password of the options and watches it. Doesn't sign in.
 *
 * Returns: (transfer none) (nullable): the account, %NULL with @error set.
 */
PhoneAccount *cli_session_add_account (CliSession *self,
                                       const char *name,
                                       PhoneAccountFlags flags,
                                       GError **error);

/** As cli_session_add_account() with the first `--account`, if any. */
PhoneAccount *
cli_session_add_only_account (CliSession *self, PhoneAccountFlags flags, GError **error);

/**
 * cli_session_sign_in:
 *
 * Signs in the account of the options; the run ends with the failure's status if the first attempt
 * fails, and if a later one does for good.
 */
void cli_session_sign_in (CliSession *self);
gboolean cli_session_was_signed_in (CliSession *self);

G_END_DECLS
