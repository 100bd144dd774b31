/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Linnet Authors */
/* From what a person types, pastes or clicks to the one address that is called. */
#pragma once

#include "phone-account-settings.h"

G_BEGIN_DECLS

/**
 * PhoneDialTarget:
 * @uri: what is put into the INVITE, `sips:bob@example.org`
 * @display: what is shown before dialling: `bob@example.org`, `+4930123456 at example.org`
 * @user: user part, unescaped
 * @host: host
 * @dropped: names of URI headers that were left out (all but `subject`); empty if none
 * @emergency: the number is an emergency number in some country
 */
typedef struct
{
  char *uri;
  char *display;
  char *user;
  char *host;
  char **dropped;
  gboolean emergency;
} PhoneDialTarget;

#define PHONE_TYPE_DIAL_TARGET (phone_dial_target_get_type ())
GType phone_dial_target_get_type (void);
PhoneDialTarget *phone_dial_target_copy (const PhoneDialTarget *self);
void phone_dial_target_free (PhoneDialTarget *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PhoneDialTarget, phone_dial_target_free)

/**
 * phone_dial_parse:
 * @text: `1234`, `+49 30 123-456`, `bob`, `bob@example.org`, `sips:…`, `sip:…`, `tel:…`
 * @account: the account that would call
 * @error: %PHONE_ERROR_ADDRESS, %PHONE_ERROR_SCHEME or %PHONE_ERROR_TRANSPORT
 *
 * Completes @text with the account's domain and scheme (PROTOCOL 7.2): `sip:` typed on a mode S
 * account becomes `sips:`. CR, LF, NUL and control characters are refused, not stripped
 * (PROTOCOL 19.2).
 *
 * Returns: (transfer full): the target, %NULL with @error set.
 */
PhoneDialTarget *phone_dial_parse (const char *text, PhoneAccountSettings *account, GError **error);

G_END_DECLS
