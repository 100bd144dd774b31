/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Linnet Authors */
/* ui-trust-line.h: the line at the foot of the main window that says who is at the other end. */
#pragma once

#include <gtk/gtk.h>
#include "phone-account.h"

G_BEGIN_DECLS

#define UI_TYPE_TRUST_LINE (ui_trust_line_get_type ())
/** UiTrustLine: a button with the trust state of one account, in an icon and words. Main thread. */
G_DECLARE_FINAL_TYPE (UiTrustLine, ui_trust_line, UI, TRUST_LINE, GtkButton)

/**
 * ui_trust_line_set_account:
 * @account: (nullable): the account that would place the call; without one the line is hidden
 */
void ui_trust_line_set_account (UiTrustLine *self, PhoneAccount *account);

G_END_DECLS
