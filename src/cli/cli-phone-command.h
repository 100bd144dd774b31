/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Linnet Authors */
/* The commands that `phone` reads. */
#pragma once

#include "cli-session.h"

G_BEGIN_DECLS

/**
 * cli_phone_command_run:
 * @line: one line as typed
 * @media: what calls do with sound
 *
 * Does what @line asks and answers `ok` or `error`. An empty line is nothing.
 */
void cli_phone_command_run (CliSession *session, const char *line, PhoneMediaOptions *media);

G_END_DECLS
