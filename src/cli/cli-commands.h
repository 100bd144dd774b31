/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Linnet Authors */
/* The commands of linnet-cli, one file each. */
#pragma once

#include "cli-options.h"

G_BEGIN_DECLS

/** Each runs its command with checked options and returns the exit status. */
int cli_account_run (const CliOptions *options);
int cli_call_run (const CliOptions *options);
int cli_check_run (const CliOptions *options);
int cli_demo_run (const CliOptions *options);
int cli_listen_run (const CliOptions *options);
int cli_parse_run (const CliOptions *options);
int cli_phone_run (const CliOptions *options);
int cli_register_run (const CliOptions *options);

/** Tells what is wrong with the command line; returns %CLI_STATUS_USAGE. */
int cli_usage_error (const char *message);

G_END_DECLS
