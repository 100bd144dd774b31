/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Linnet Authors */
/* Ping and pong deadlines of one flow. */
#define G_LOG_DOMAIN "sip-keep-alive"

#include "sip-keep-alive.h"

/* Random 80-100 % of Flow-Timer, not below 10 s; without one 95-120 s */
static gint64
ping_interval_us (const SipKeepAlive *self, double random)
{
  double seconds;

  if (self->flow_timer_s == 0)
    seconds = 95.0 + 25.0 * random;
  else
    seconds = MAX (10.0, self->flow_timer_s * (0.8 + 0.2 * random));
  return (gint64) (seconds * G_USEC_PER_SEC);
}

static gboolean
pong_is_due (const SipKeepAlive *self)
{
  return self->outbound || self->pong_seen;
}

void
sip_keep_alive_start (SipKeepAlive *self, gboolean pong_seen, double random, gint64 now_us)
{
  *self = (SipKeepAlive){ .pong_seen = pong_seen };
  self->ping_us = now_us + ping_interval_us (self, random);
  self->pong_us = SIP_NO_DEADLINE;
  self->options_us = pong_seen ? SIP_NO_DEADLINE : now_us + SIP_OPTIONS_INTERVAL_US;
}

void
sip_keep_alive_configure (SipKeepAlive *self,
                          gboolean outbound,
                          guint flow_timer_s,
                          double random,
                          gint64 now_us)
{
  if (self->outbound == outbound && self->flow_timer_s == flow_timer_s)
    return;
  self->outbound = outbound;
  self->flow_timer_s = flow_timer_s;
  self->ping_us = now_us + ping_interval_us (self, random);
}

void
sip_keep_alive_receive_message (SipKeepAlive *self, gint64 now_us)
{
  self->pong_us = SIP_NO_DEADLINE;
  if (self->options_us != SIP_NO_DEADLINE)
    self->options_us = now_us + SIP_OPTIONS_INTERVAL_US;
}

void
sip_keep_alive_receive_pong (SipKeepAlive *self, gint64 now_us)
{
  if (self->pong_us == SIP_NO_DEADLINE)
    return; /* no ping of ours is open */
  self->pong_us = SIP_NO_DEADLINE;
  self->pong_seen = TRUE;
  self->options_us = SIP_NO_DEADLINE;
}

SipKeepAliveOut
sip_keep_alive_advance (SipKeepAlive *self, double random, gint64 now_us)
{
  if (now_us >= self->pong_us)
    {
      self->pong_us = SIP_NO_DEADLINE;
      if (pong_is_due (self))
        {
          self->ping_us = self->options_us = SIP_NO_DEADLINE;
          return SIP_KEEP_ALIVE_FAILED;
        }
    }
  if (now_us >= self->ping_us)
    {
      self->ping_us = now_us + ping_interval_us (self, random);
      self->pong_us = now_us + SIP_PONG_US;
      return SIP_KEEP_ALIVE_PING;
    }
  if (now_us >= self->options_us)
    {
      self->options_us = now_us + SIP_OPTIONS_INTERVAL_US;
      return SIP_KEEP_ALIVE_OPTIONS;
    }
  return SIP_KEEP_ALIVE_NOTHING;
}

gint64
sip_keep_alive_get_deadline (const SipKeepAlive *self)
{
  return MIN (self->ping_us, MIN (self->pong_us, self->options_us));
}
