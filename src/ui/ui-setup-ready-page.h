/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Linnet Authors */
/* ui-setup-ready-page.h: what was reached, and the devices. */
#pragma once

#include <adwaita.h>
#include "phone-engine.h"

G_BEGIN_DECLS

#define UI_TYPE_SETUP_READY_PAGE (ui_setup_ready_page_get_type ())
/** UiSetupReadyPage: UI.md 5.1, page 3. Signal "done" (). Main thread. */
G_DECLARE_FINAL_TYPE (UiSetupReadyPage, ui_setup_ready_page, UI, SETUP_READY_PAGE, GtkWidget)

/** ui_setup_ready_page_start: shows @account, which is signed in, and the devices of @engine. */
void ui_setup_ready_page_start (UiSetupReadyPage *self, PhoneEngine *engine, PhoneAccount *account);

G_END_DECLS
