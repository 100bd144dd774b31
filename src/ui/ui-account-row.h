/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Linnet Authors */
/* ui-account-row.h: one account in the preferences. */
#pragma once

#include <adwaita.h>
#include "phone-account.h"

G_BEGIN_DECLS

#define UI_TYPE_ACCOUNT_ROW (ui_account_row_get_type ())
/** UiAccountRow: name, address, state in words, and the switch that signs in or out. Main thread.
 */
G_DECLARE_FINAL_TYPE (UiAccountRow, ui_account_row, UI, ACCOUNT_ROW, AdwActionRow)

UiAccountRow *ui_account_row_new (PhoneAccount *account);
PhoneAccount *ui_account_row_get_account (UiAccountRow *self);

G_END_DECLS
