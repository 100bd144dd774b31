/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Linnet Authors */
/* The repetition of 2xx and reliable 1xx responses: T1, then doubling, for 64*T1. */
#define G_LOG_DOMAIN "sip-repeat"

#include "sip-repeat.h"

void
sip_repeat_start (SipRepeat *self, gint64 max_interval_us, gint64 now_us)
{
  self->interval_us = SIP_T1_US;
  self->max_interval_us = max_interval_us;
  self->next_us = now_us + SIP_T1_US;
  self->end_us = now_us + SIP_64_T1_US;
}

void
sip_repeat_stop (SipRepeat *self)
{
  *self = (SipRepeat){ 0 };
}

gboolean
sip_repeat_is_running (const SipRepeat *self)
{
  return self->interval_us != 0;
}

gint64
sip_repeat_get_deadline (const SipRepeat *self)
{
  return sip_repeat_is_running (self) ? MIN (self->next_us, self->end_us) : SIP_NO_DEADLINE;
}

SipRepeatOut
sip_repeat_advance (SipRepeat *self, gint64 now_us)
{
  if (now_us < sip_repeat_get_deadline (self))
    return SIP_REPEAT_NOTHING;
  if (now_us >= self->end_us)
    {
      sip_repeat_stop (self);
      return SIP_REPEAT_EXPIRED;
    }
  self->interval_us = MIN (2 * self->interval_us, self->max_interval_us);
  self->next_us = now_us + self->interval_us;
  return SIP_REPEAT_AGAIN;
}
