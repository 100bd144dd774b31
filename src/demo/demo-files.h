/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Linnet Authors */
/* The files of a run: authority, passwords, greeting; removed at its end. */
#pragma once

#include "demo-server.h"

typedef struct _DemoFiles DemoFiles;

/** demo_files_new: @dir: (nullable): NULL: a temporary folder, mode 0700. DEMO_ERROR_FILE. */
DemoFiles *demo_files_new (const char *dir, GError **error);

/** demo_files_free: removes what was written, and the folder if it was made here. */
void demo_files_free (DemoFiles *self);

/** demo_files_write: Returns: (transfer full) (nullable): the path; mode 0600. */
char *
demo_files_write (DemoFiles *self, const char *name, gconstpointer bytes, gsize n, GError **error);

/** demo_files_write_greeting: Returns: (transfer full) (nullable): the path of the greeting. */
char *demo_files_write_greeting (DemoFiles *self, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DemoFiles, demo_files_free)
