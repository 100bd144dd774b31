/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Linnet Authors */
/* What the user agent itself repeats although transports are reliable: a 2xx to INVITE until its
   ACK (RFC 3261 13.3.1.4), a reliable provisional response until its PRACK (RFC 3262 3). */
#pragma once

#include "sip-timer.h"

G_BEGIN_DECLS

typedef enum
{
  SIP_REPEAT_NOTHING,
  SIP_REPEAT_AGAIN,  /* send it again */
  SIP_REPEAT_EXPIRED /* 32 s without an acknowledgement; it has stopped */
} SipRepeatOut;

typedef struct
{
  gint64 next_us, interval_us, end_us;
  gint64 max_interval_us;
} SipRepeat;

/**
 * sip_repeat_start:
 * @max_interval_us: SIP_T2_US for a 2xx; SIP_NO_DEADLINE: doubles without a cap (1xx)
 *
 * The response was sent for the first time.
 */
void sip_repeat_start (SipRepeat *self, gint64 max_interval_us, gint64 now_us);
void sip_repeat_stop (SipRepeat *self);
gboolean sip_repeat_is_running (const SipRepeat *self);

/**
 * sip_repeat_get_deadline:
 *
 * Returns: SIP_NO_DEADLINE while it does not run
 */
gint64 sip_repeat_get_deadline (const SipRepeat *self);
SipRepeatOut sip_repeat_advance (SipRepeat *self, gint64 now_us);

G_END_DECLS
