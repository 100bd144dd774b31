/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Linnet Authors */
/* ui-trust.h: icon, colour and accessible words of the trust states (UI.md 4). */
#pragma once

#include <gtk/gtk.h>
#include "phone-account.h"

G_BEGIN_DECLS

/**
 * ui_trust_get_icon_name:
 * @state: a trust state
 *
 * Returns: the symbolic icon; "" for %PHONE_TRUST_STATE_NONE, which shows nothing.
 */
const char *ui_trust_get_icon_name (PhoneTrustState state);

/**
 * ui_trust_set_style:
 * @widget: what shows the state
 * @state: a trust state
 *
 * Gives @widget the style class of @state and takes those of the others away.
 */
void ui_trust_set_style (GtkWidget *widget, PhoneTrustState state);

/**
 * ui_trust_dup_accessible_name:
 * @account: the account whose connection is shown
 *
 * Returns: (transfer full): "Connection: Verified, example.org. Details"
 */
char *ui_trust_dup_accessible_name (PhoneAccount *account);

/** ui_trust_get_status_icon_name: the icon of a check's result. */
const char *ui_trust_get_status_icon_name (PhoneTrustStatus status);

/** ui_trust_get_status_style: the style class of a check's result. */
const char *ui_trust_get_status_style (PhoneTrustStatus status);

/** ui_trust_get_status_word: "passed", "note", "failed", "not run"; translated. */
const char *ui_trust_get_status_word (PhoneTrustStatus status);

G_END_DECLS
