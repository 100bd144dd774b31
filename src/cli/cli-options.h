/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Linnet Authors */
/* What was typed on the command line, checked and in one place. */
#pragma once

#include "cli-status.h"
#include "util-secret.h"

G_BEGIN_DECLS

/** Which groups of options a command takes. */
typedef enum
{
  CLI_OPTIONS_ACCOUNT = 1 << 0,
  CLI_OPTIONS_NO_REGISTER = 1 << 1,
  CLI_OPTIONS_MEDIA = 1 << 2,
  CLI_OPTIONS_DURATION = 1 << 3,
  CLI_OPTIONS_RING = 1 << 4,
  CLI_OPTIONS_LISTEN = 1 << 5,
  CLI_OPTIONS_DEMO = 1 << 6,
  CLI_OPTIONS_PARSE = 1 << 7,
  CLI_OPTIONS_NO_PASSWORD = 1 << 8,
} CliOptionGroups;

/** What `listen` does with a call. */
typedef enum
{
  CLI_ANSWER_AUTO,
  CLI_ANSWER_RING,
  CLI_ANSWER_BUSY,
} CliAnswer;

/** Options as typed; unset strings are %NULL. Free with cli_options_clear(). */
typedef struct
{
  /* Common */
  char *config_dir;
  char **ca_files;
  gboolean json, trace;
  char *log_level;
  /* Account */
  char **accounts;
  char *aor, *user, *password_file, *password_env, *server, *identity, *pin, *keying;
  gboolean allow_wildcard, strict_sips, no_register, no_password;
  /* Media */
  char *play_file, *record_file, *media, *codecs, *dtmf;
  gboolean speaker, expect_echo, constant_bit_rate;
  /* One command each */
  double duration_s; /* negative: unlimited */
  double ring_s;
  char *answer;
  int n_calls; /* 0: unlimited */
  char *bind_address;
  int port;
  gboolean parse_sip, parse_sdp, parse_uri;
  /* What is left of the command line */
  char **arguments;
} CliOptions;

void cli_options_init (CliOptions *self);
void cli_options_clear (CliOptions *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (CliOptions, cli_options_clear)

/**
 * cli_options_parse_common:
 * @argc: (inout): count of @argv
 * @argv: (inout): arguments; what was understood is removed, up to the command's name
 * @summary: the commands, for --help
 *
 * Returns: %FALSE with @error set on wrong usage. Prints help and exits where that was asked for.
 */
gboolean cli_options_parse_common (CliOptions *self,
                                   int *argc,
                                   char ***argv,
                                   const char *summary,
                                   GError **error);

/**
 * cli_options_parse_command:
 * @argv: from the command's name on
 * @groups: the groups that the command takes
 * @arguments: what it takes beside options, for --help
 * @summary: what it does, for --help
 *
 * Parses and checks all that can be checked without an engine.
 *
 * Returns: %FALSE with @error set on wrong usage. Prints help and exits where that was asked for.
 */
gboolean cli_options_parse_command (CliOptions *self,
                                    int argc,
                                    char **argv,
                                    CliOptionGroups groups,
                                    const char *arguments,
                                    const char *summary,
                                    GError **error);

CliAnswer cli_options_get_answer (const CliOptions *self);

/** Returns: (transfer full) (nullable): settings of `--aor` and its kin; without `--aor` they make
 * no account, but say how a server is checked. */
PhoneAccountSettings *cli_options_dup_settings (const CliOptions *self, GError **error);

/** Returns: (transfer full) (nullable): the password; %NULL without @error where none was named. */
Secret *cli_options_read_password (const CliOptions *self, GError **error);

/** Returns: (transfer full): what calls do with sound. */
PhoneMediaOptions *cli_options_dup_media (const CliOptions *self);

G_END_DECLS
