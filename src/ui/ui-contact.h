/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Linnet Authors */
/* ui-contact.h: somebody who can be called with a click. */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

#define UI_TYPE_CONTACT (ui_contact_get_type ())
/** UiContact: a name and an address, both constant. */
G_DECLARE_FINAL_TYPE (UiContact, ui_contact, UI, CONTACT, GObject)

/** ui_contact_new: @name and @address ("sips:echo@example.org") are copied. */
UiContact *ui_contact_new (const char *name, const char *address);
const char *ui_contact_get_name (UiContact *self);
const char *ui_contact_get_address (UiContact *self);

/**
 * ui_contact_matches:
 * @text: what the user typed
 *
 * Returns: whether name or address contain @text, whatever the case.
 */
gboolean ui_contact_matches (UiContact *self, const char *text);

G_END_DECLS
