/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Linnet Authors */
/* ui-account-page.h: one account's settings. */
#pragma once

#include <adwaita.h>
#include "phone-engine.h"

G_BEGIN_DECLS

#define UI_TYPE_ACCOUNT_PAGE (ui_account_page_get_type ())
/** UiAccountPage: subpage of the preferences. Signal "closed" (): it wants to go. Main thread. */
G_DECLARE_FINAL_TYPE (UiAccountPage, ui_account_page, UI, ACCOUNT_PAGE, GtkWidget)

UiAccountPage *ui_account_page_new (PhoneEngine *engine, PhoneAccount *account);

G_END_DECLS
