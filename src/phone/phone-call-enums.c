/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Linnet Authors */
/* The enumerations of a call and what follows from their values alone. */
#define G_LOG_DOMAIN "phone-call"

#include "phone-call.h"

G_DEFINE_ENUM_TYPE (PhoneCallDirection,
                    phone_call_direction,
                    G_DEFINE_ENUM_VALUE (PHONE_CALL_DIRECTION_OUTGOING, "outgoing"),
                    G_DEFINE_ENUM_VALUE (PHONE_CALL_DIRECTION_INCOMING, "incoming"))
G_DEFINE_ENUM_TYPE (PhoneCallState,
                    phone_call_state,
                    G_DEFINE_ENUM_VALUE (PHONE_CALL_STATE_CHECKING, "checking"),
                    G_DEFINE_ENUM_VALUE (PHONE_CALL_STATE_CALLING, "calling"),
                    G_DEFINE_ENUM_VALUE (PHONE_CALL_STATE_TRYING, "trying"),
                    G_DEFINE_ENUM_VALUE (PHONE_CALL_STATE_RINGING, "ringing"),
                    G_DEFINE_ENUM_VALUE (PHONE_CALL_STATE_INCOMING, "incoming"),
                    G_DEFINE_ENUM_VALUE (PHONE_CALL_STATE_ANSWERED, "answered"),
                    G_DEFINE_ENUM_VALUE (PHONE_CALL_STATE_ESTABLISHED, "established"),
                    G_DEFINE_ENUM_VALUE (PHONE_CALL_STATE_ENDED, "ended"))
G_DEFINE_ENUM_TYPE (PhoneCallHold,
                    phone_call_hold,
                    G_DEFINE_ENUM_VALUE (PHONE_CALL_HOLD_NONE, "none"),
                    G_DEFINE_ENUM_VALUE (PHONE_CALL_HOLD_LOCAL, "local"),
                    G_DEFINE_ENUM_VALUE (PHONE_CALL_HOLD_REMOTE, "remote"),
                    G_DEFINE_ENUM_VALUE (PHONE_CALL_HOLD_BOTH, "both"))
G_DEFINE_ENUM_TYPE (PhoneCallEndCause,
                    phone_call_end_cause,
                    G_DEFINE_ENUM_VALUE (PHONE_CALL_END_NONE, "none"),
                    G_DEFINE_ENUM_VALUE (PHONE_CALL_END_LOCAL, "local"),
                    G_DEFINE_ENUM_VALUE (PHONE_CALL_END_REMOTE, "remote"),
                    G_DEFINE_ENUM_VALUE (PHONE_CALL_END_CANCELLED, "cancelled"),
                    G_DEFINE_ENUM_VALUE (PHONE_CALL_END_ELSEWHERE, "elsewhere"),
                    G_DEFINE_ENUM_VALUE (PHONE_CALL_END_REJECTED, "rejected"),
                    G_DEFINE_ENUM_VALUE (PHONE_CALL_END_BUSY, "busy"),
                    G_DEFINE_ENUM_VALUE (PHONE_CALL_END_DECLINED, "declined"),
                    G_DEFINE_ENUM_VALUE (PHONE_CALL_END_NO_ANSWER, "no-answer"),
                    G_DEFINE_ENUM_VALUE (PHONE_CALL_END_NOT_REACHABLE, "not-reachable"),
                    G_DEFINE_ENUM_VALUE (PHONE_CALL_END_NO_SUCH_ADDRESS, "no-such-address"),
                    G_DEFINE_ENUM_VALUE (PHONE_CALL_END_NOT_ACCEPTABLE, "not-acceptable"),
                    G_DEFINE_ENUM_VALUE (PHONE_CALL_END_NOT_ENCRYPTED, "not-encrypted"),
                    G_DEFINE_ENUM_VALUE (PHONE_CALL_END_SCHEME, "scheme"),
                    G_DEFINE_ENUM_VALUE (PHONE_CALL_END_REFUSED, "refused"),
                    G_DEFINE_ENUM_VALUE (PHONE_CALL_END_AUTHENTICATION, "authentication"),
                    G_DEFINE_ENUM_VALUE (PHONE_CALL_END_UNTRUSTED, "untrusted"),
                    G_DEFINE_ENUM_VALUE (PHONE_CALL_END_UNREACHABLE, "unreachable"),
                    G_DEFINE_ENUM_VALUE (PHONE_CALL_END_CONNECTION_LOST, "connection-lost"),
                    G_DEFINE_ENUM_VALUE (PHONE_CALL_END_MEDIA_LOST, "media-lost"),
                    G_DEFINE_ENUM_VALUE (PHONE_CALL_END_FAILED, "failed"))

static PhoneCallStats *
stats_copy (const PhoneCallStats *self)
{
  return g_memdup2 (self, sizeof *self);
}

G_DEFINE_BOXED_TYPE (PhoneCallStats, phone_call_stats, stats_copy, g_free)

const char *
phone_call_state_to_string (PhoneCallState state)
{
  switch (state)
    {
    case PHONE_CALL_STATE_CHECKING:
      return "checking";
    case PHONE_CALL_STATE_CALLING:
      return "calling";
    case PHONE_CALL_STATE_TRYING:
      return "trying";
    case PHONE_CALL_STATE_RINGING:
      return "ringing";
    case PHONE_CALL_STATE_INCOMING:
      return "incoming";
    case PHONE_CALL_STATE_ANSWERED:
      return "answered";
    case PHONE_CALL_STATE_ESTABLISHED:
      return "established";
    case PHONE_CALL_STATE_ENDED:
      return "ended";
    }
  g_return_val_if_reached ("ended");
}

PhoneFailure
phone_call_end_cause_get_failure (PhoneCallEndCause cause)
{
  switch (cause)
    {
    case PHONE_CALL_END_NONE:
    case PHONE_CALL_END_LOCAL:
    case PHONE_CALL_END_REMOTE:
    case PHONE_CALL_END_CANCELLED:
    case PHONE_CALL_END_ELSEWHERE:
    case PHONE_CALL_END_REJECTED:
      return PHONE_FAILURE_NONE;
    case PHONE_CALL_END_BUSY:
    case PHONE_CALL_END_DECLINED:
    case PHONE_CALL_END_NO_ANSWER:
    case PHONE_CALL_END_NOT_REACHABLE:
    case PHONE_CALL_END_NO_SUCH_ADDRESS:
    case PHONE_CALL_END_NOT_ACCEPTABLE:
    case PHONE_CALL_END_SCHEME:
    case PHONE_CALL_END_REFUSED:
      return PHONE_FAILURE_REFUSED;
    case PHONE_CALL_END_NOT_ENCRYPTED:
    case PHONE_CALL_END_UNTRUSTED:
      return PHONE_FAILURE_UNTRUSTED;
    case PHONE_CALL_END_AUTHENTICATION:
      return PHONE_FAILURE_AUTHENTICATION;
    case PHONE_CALL_END_UNREACHABLE:
    case PHONE_CALL_END_CONNECTION_LOST:
      return PHONE_FAILURE_UNREACHABLE;
    case PHONE_CALL_END_MEDIA_LOST:
      return PHONE_FAILURE_NO_MEDIA;
    case PHONE_CALL_END_FAILED:
      return PHONE_FAILURE_OTHER;
    }
  g_return_val_if_reached (PHONE_FAILURE_OTHER);
}
