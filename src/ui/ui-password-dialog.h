/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Linnet Authors */
/* ui-password-dialog.h: asks for the password of an account whose sign-in was refused. */
#pragma once

#include <gtk/gtk.h>
#include "phone-account.h"

G_BEGIN_DECLS

/**
 * ui_password_dialog_present:
 * @parent: the window it belongs to
 * @account: the account
 *
 * Asks for the password, gives it to @account, which signs in again, and keeps it in the secret
 * service; without one the user is told that it is kept for this session only. Main thread.
 */
void ui_password_dialog_present (GtkWindow *parent, PhoneAccount *account);

/**
 * ui_password_store:
 * @parent: (nullable): where to tell that no secret service was reachable; %NULL tells nobody
 * @account: the account
 * @password: NUL-terminated; wiped by the caller's entry, not kept here
 *
 * The part after the dialog, for forms that have an entry of their own.
 */
void ui_password_store (GtkWindow *parent, PhoneAccount *account, const char *password);

G_END_DECLS
