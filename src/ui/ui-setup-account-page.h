/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Linnet Authors */
/* ui-setup-account-page.h: address and password, and the server checked while the user types. */
#pragma once

#include <adwaita.h>
#include "phone-engine.h"

G_BEGIN_DECLS

#define UI_TYPE_SETUP_ACCOUNT_PAGE (ui_setup_account_page_get_type ())
/**
 * UiSetupAccountPage:
 *
 * UI.md 5.1, page 2. Signals "back" () and "signed-in" (PhoneAccount *account). An account that
 * could not sign in is not kept, what was typed is. Main thread.
 */
G_DECLARE_FINAL_TYPE (UiSetupAccountPage, ui_setup_account_page, UI, SETUP_ACCOUNT_PAGE, GtkWidget)

/** ui_setup_account_page_set_engine: to be called once, before the page is shown. */
void ui_setup_account_page_set_engine (UiSetupAccountPage *self, PhoneEngine *engine);

/** ui_setup_account_page_start: puts the focus into the first empty entry. */
void ui_setup_account_page_start (UiSetupAccountPage *self);

G_END_DECLS
