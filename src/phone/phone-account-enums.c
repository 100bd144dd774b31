/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Linnet Authors */
/* The enumerations of an account. */
#define G_LOG_DOMAIN "phone-account"

#include "phone-account.h"

G_DEFINE_ENUM_TYPE (PhoneAccountState,
                    phone_account_state,
                    G_DEFINE_ENUM_VALUE (PHONE_ACCOUNT_STATE_DISABLED, "disabled"),
                    G_DEFINE_ENUM_VALUE (PHONE_ACCOUNT_STATE_WAITING, "waiting"),
                    G_DEFINE_ENUM_VALUE (PHONE_ACCOUNT_STATE_SIGNING_IN, "signing-in"),
                    G_DEFINE_ENUM_VALUE (PHONE_ACCOUNT_STATE_SIGNED_IN, "signed-in"),
                    G_DEFINE_ENUM_VALUE (PHONE_ACCOUNT_STATE_SIGNING_OUT, "signing-out"),
                    G_DEFINE_ENUM_VALUE (PHONE_ACCOUNT_STATE_FAILED, "failed"))
G_DEFINE_FLAGS_TYPE (PhoneAccountFlags,
                     phone_account_flags,
                     G_DEFINE_ENUM_VALUE (PHONE_ACCOUNT_SAVED, "saved"),
                     G_DEFINE_ENUM_VALUE (PHONE_ACCOUNT_DEMO, "demo"),
                     G_DEFINE_ENUM_VALUE (PHONE_ACCOUNT_NO_REGISTER, "no-register"))

const char *
phone_account_state_to_string (PhoneAccountState state)
{
  switch (state)
    {
    case PHONE_ACCOUNT_STATE_DISABLED:
      return "disabled";
    case PHONE_ACCOUNT_STATE_WAITING:
      return "waiting";
    case PHONE_ACCOUNT_STATE_SIGNING_IN:
      return "signing-in";
    case PHONE_ACCOUNT_STATE_SIGNED_IN:
      return "signed-in";
    case PHONE_ACCOUNT_STATE_SIGNING_OUT:
      return "signing-out";
    case PHONE_ACCOUNT_STATE_FAILED:
      return "failed";
    }
  g_return_val_if_reached ("failed");
}
