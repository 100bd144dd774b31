/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Linnet Authors */
/* ui-check-row.h: one live check: waiting, running, passed or failed, with its words. */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

typedef enum
{
  UI_CHECK_WAITING,
  UI_CHECK_RUNNING,
  UI_CHECK_PASSED,
  UI_CHECK_FAILED,
} UiCheckState;

#define UI_TYPE_CHECK_ROW (ui_check_row_get_type ())
/** UiCheckRow: a row of the account form. Main thread. */
G_DECLARE_FINAL_TYPE (UiCheckRow, ui_check_row, UI, CHECK_ROW, AdwActionRow)

/**
 * ui_check_row_set:
 * @state: how far the check is
 * @title: what is or was checked; text
 * @text: (nullable): cause and next step; text
 */
void ui_check_row_set (UiCheckRow *self, UiCheckState state, const char *title, const char *text);

G_END_DECLS
