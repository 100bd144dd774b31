/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Linnet Authors */
/* ui-trust-sheet.h: everything that is known about a connection, before the call. */
#pragma once

#include <adwaita.h>
#include "phone-account.h"

G_BEGIN_DECLS

#define UI_TYPE_TRUST_SHEET (ui_trust_sheet_get_type ())
/**
 * UiTrustSheet:
 *
 * UI.md 5.4. Follows the account's trust state while open. Signal "call" (const char *text): the
 * user placed the call; it can't come while the server is not verified. Main thread.
 */
G_DECLARE_FINAL_TYPE (UiTrustSheet, ui_trust_sheet, UI, TRUST_SHEET, AdwWindow)

/**
 * ui_trust_sheet_new:
 * @parent: the window it belongs to
 * @account: the account whose connection is shown
 * @callee: (nullable): whom to call; without one the only button is "Close"
 */
UiTrustSheet *ui_trust_sheet_new (GtkWindow *parent, PhoneAccount *account, const char *callee);

G_END_DECLS
