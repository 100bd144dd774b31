/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Linnet Authors */
/* The options of CLI.md that exist, as entries for GOption. */
#pragma once

#include "cli-options.h"

G_BEGIN_DECLS

/** Adds the options that every command takes; they write into @self. */
void cli_option_groups_add_common (CliOptions *self, GOptionContext *context);

/** Adds the options of @groups; they write into @self. */
void cli_option_groups_add (CliOptions *self, GOptionContext *context, CliOptionGroups groups);

G_END_DECLS
