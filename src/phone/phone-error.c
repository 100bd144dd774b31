/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Linnet Authors */
/* Error domain and kinds of failure. */
#define G_LOG_DOMAIN "phone-error"

#include "phone-error.h"

G_DEFINE_QUARK (phone - error - quark, phone_error)

G_DEFINE_ENUM_TYPE (PhoneFailure,
                    phone_failure,
                    G_DEFINE_ENUM_VALUE (PHONE_FAILURE_NONE, "none"),
                    G_DEFINE_ENUM_VALUE (PHONE_FAILURE_OTHER, "other"),
                    G_DEFINE_ENUM_VALUE (PHONE_FAILURE_UNTRUSTED, "untrusted"),
                    G_DEFINE_ENUM_VALUE (PHONE_FAILURE_UNREACHABLE, "unreachable"),
                    G_DEFINE_ENUM_VALUE (PHONE_FAILURE_REFUSED, "refused"),
                    G_DEFINE_ENUM_VALUE (PHONE_FAILURE_NO_MEDIA, "no-media"),
                    G_DEFINE_ENUM_VALUE (PHONE_FAILURE_AUTHENTICATION, "authentication"))
