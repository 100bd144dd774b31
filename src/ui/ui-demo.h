/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Linnet Authors */
/* ui-demo.h: the demo service on this computer, its account and its contacts. */
#pragma once

#include "phone-engine.h"

G_BEGIN_DECLS

#define UI_TYPE_DEMO (ui_demo_get_type ())
/**
 * UiDemo:
 *
 * Property "running" (boolean, read-only, notify): the service runs and the account exists. Main
 * thread.
 */
G_DECLARE_FINAL_TYPE (UiDemo, ui_demo, UI, DEMO, GObject)

/** ui_demo_new: @engine must be open before ui_demo_start(). */
UiDemo *ui_demo_new (PhoneEngine *engine);

/**
 * ui_demo_start:
 * @error: what the service or the engine says
 *
 * Starts the service on loopback, adds the account "Demo" and signs it in. Its throw-away authority
 * is valid for that account alone. Nothing happens where it runs already.
 */
gboolean ui_demo_start (UiDemo *self, GError **error);

/** ui_demo_stop: removes account and contacts and stops the service. */
void ui_demo_stop (UiDemo *self);

gboolean ui_demo_get_running (UiDemo *self);

/** ui_demo_get_account: (transfer none) (nullable): the account "Demo". */
PhoneAccount *ui_demo_get_account (UiDemo *self);

/** ui_demo_get_contacts: (transfer none): a #GListModel of #UiContact, empty while stopped. */
GListModel *ui_demo_get_contacts (UiDemo *self);

/** ui_demo_find_name: (transfer none) (nullable): the name of the contact with @address. */
const char *ui_demo_find_name (UiDemo *self, const char *address);

G_END_DECLS
