/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Linnet Authors */
/* Server transactions: RFC 3261 figures 7 and 8 with RFC 6026 7.1, over a reliable transport. */
#define G_LOG_DOMAIN "sip-server-transaction"

#include "sip-server-transaction.h"

static void
enter (SipServerTransaction *self, SipServerState state, gint64 deadline_us)
{
  static const char *const names[] = { "trying", "proceeding", "accepted", "completed",
                                       "terminated" };

  if (self->state != state)
    g_debug ("%s server: %s to %s", self->invite ? "INVITE" : "non-INVITE", names[self->state],
             names[state]);
  self->state = state;
  self->deadline_us = deadline_us;
}

void
sip_server_transaction_start (SipServerTransaction *self, gboolean invite, gint64 now_us)
{
  self->invite = invite;
  self->state = SIP_SERVER_TRYING;
  enter (self, SIP_SERVER_TRYING, now_us + (invite ? SIP_TRYING_US : SIP_NON_INVITE_TRYING_US));
}

/* Another request than INVITE is answered within 32 s or never (RFC 4320 4.2) */
static gint64
proceeding_deadline (const SipServerTransaction *self, gint64 now_us)
{
  return self->invite ? SIP_NO_DEADLINE : now_us + SIP_64_T1_US - SIP_NON_INVITE_TRYING_US;
}

gboolean
sip_server_transaction_respond (SipServerTransaction *self, guint status, gint64 now_us)
{
  switch (self->state)
    {
    case SIP_SERVER_TRYING:
    case SIP_SERVER_PROCEEDING:
      if (status < 200 && !self->invite && status != 100)
        return FALSE;
      if (status < 200)
        {
          if (self->state == SIP_SERVER_TRYING)
            enter (self, SIP_SERVER_PROCEEDING, proceeding_deadline (self, now_us));
        }
      else if (!self->invite)
        enter (self, SIP_SERVER_TERMINATED, SIP_NO_DEADLINE); /* timer J is zero */
      else if (status < 300)
        enter (self, SIP_SERVER_ACCEPTED, now_us + SIP_64_T1_US); /* timer L */
      else
        enter (self, SIP_SERVER_COMPLETED, now_us + SIP_64_T1_US); /* timer H */
      return TRUE;

    case SIP_SERVER_ACCEPTED: /* the user repeats its 2xx until the ACK */
      return status >= 200 && status < 300;

    case SIP_SERVER_COMPLETED:
    case SIP_SERVER_TERMINATED:
      return FALSE;
    }
  g_return_val_if_reached (FALSE);
}

guint
sip_server_transaction_repeat (SipServerTransaction *self, SipServerOut out[1])
{
  switch (self->state)
    {
    case SIP_SERVER_PROCEEDING:
    case SIP_SERVER_COMPLETED:
      out[0] = SIP_SERVER_OUT_REPEAT;
      return 1;

    case SIP_SERVER_TRYING:
    case SIP_SERVER_ACCEPTED:
    case SIP_SERVER_TERMINATED:
      return 0;
    }
  g_return_val_if_reached (0);
}

guint
sip_server_transaction_ack (SipServerTransaction *self, SipServerOut out[1])
{
  switch (self->state)
    {
    case SIP_SERVER_COMPLETED:
      enter (self, SIP_SERVER_TERMINATED, SIP_NO_DEADLINE); /* timer I is zero */
      return 0;

    case SIP_SERVER_ACCEPTED:
      out[0] = SIP_SERVER_OUT_ACK;
      return 1;

    case SIP_SERVER_TRYING:
    case SIP_SERVER_PROCEEDING:
    case SIP_SERVER_TERMINATED:
      return 0;
    }
  g_return_val_if_reached (0);
}

guint
sip_server_transaction_advance (SipServerTransaction *self, gint64 now_us, SipServerOut out[1])
{
  if (now_us < self->deadline_us)
    return 0;
  switch (self->state)
    {
    case SIP_SERVER_TRYING:
      enter (self, SIP_SERVER_PROCEEDING, proceeding_deadline (self, now_us));
      out[0] = SIP_SERVER_OUT_TRYING;
      return 1;

    case SIP_SERVER_COMPLETED:
      enter (self, SIP_SERVER_TERMINATED, SIP_NO_DEADLINE);
      out[0] = SIP_SERVER_OUT_NO_ACK;
      return 1;

    case SIP_SERVER_PROCEEDING: /* not INVITE: silence from now on */
    case SIP_SERVER_ACCEPTED:
      enter (self, SIP_SERVER_TERMINATED, SIP_NO_DEADLINE);
      return 0;

    case SIP_SERVER_TERMINATED:
      return 0;
    }
  g_return_val_if_reached (0);
}

void
sip_server_transaction_abandon (SipServerTransaction *self)
{
  if (self->state == SIP_SERVER_TRYING || self->state == SIP_SERVER_PROCEEDING)
    enter (self, SIP_SERVER_TERMINATED, SIP_NO_DEADLINE);
}
