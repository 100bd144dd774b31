/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Linnet Authors */
/* Client transactions: RFC 3261 figures 5 and 6 with RFC 6026 7.2, over a reliable transport. */
#define G_LOG_DOMAIN "sip-client-transaction"

#include "sip-client-transaction.h"

static void
enter (SipClientTransaction *self, SipClientState state, gint64 deadline_us)
{
  static const char *const names[] = { "calling", "proceeding", "accepted", "terminated" };

  if (self->state != state)
    g_debug ("%s client: %s to %s", self->invite ? "INVITE" : "non-INVITE", names[self->state],
             names[state]);
  self->state = state;
  self->deadline_us = deadline_us;
}

void
sip_client_transaction_start (SipClientTransaction *self, gboolean invite, gint64 now_us)
{
  self->invite = invite;
  self->state = SIP_CLIENT_CALLING;
  enter (self, SIP_CLIENT_CALLING, now_us + SIP_64_T1_US); /* timers B and F */
}

static guint
receive_invite (SipClientTransaction *self, guint status, gint64 now_us, SipClientOut out[2])
{
  switch (self->state)
    {
    case SIP_CLIENT_CALLING:
    case SIP_CLIENT_PROCEEDING:
      out[0] = SIP_CLIENT_OUT_RESPONSE;
      if (status < 200)
        {
          enter (self, SIP_CLIENT_PROCEEDING, SIP_NO_DEADLINE);
          return 1;
        }
      if (status < 300)
        {
          enter (self, SIP_CLIENT_ACCEPTED, now_us + SIP_64_T1_US); /* timer M */
          return 1;
        }
      enter (self, SIP_CLIENT_TERMINATED, SIP_NO_DEADLINE); /* timer D is zero */
      out[0] = SIP_CLIENT_OUT_ACK;
      out[1] = SIP_CLIENT_OUT_RESPONSE;
      return 2;

    case SIP_CLIENT_ACCEPTED: /* forked or repeated 2xx */
      if (status < 200 || status >= 300)
        return 0;
      out[0] = SIP_CLIENT_OUT_RESPONSE;
      return 1;

    case SIP_CLIENT_TERMINATED:
      return 0;
    }
  g_return_val_if_reached (0);
}

static guint
receive_other (SipClientTransaction *self, guint status, SipClientOut out[2])
{
  switch (self->state)
    {
    case SIP_CLIENT_CALLING:
    case SIP_CLIENT_PROCEEDING:
      if (status < 200)
        enter (self, SIP_CLIENT_PROCEEDING, self->deadline_us); /* timer F keeps running */
      else
        enter (self, SIP_CLIENT_TERMINATED, SIP_NO_DEADLINE); /* timer K is zero */
      out[0] = SIP_CLIENT_OUT_RESPONSE;
      return 1;

    case SIP_CLIENT_ACCEPTED: /* INVITE only */
    case SIP_CLIENT_TERMINATED:
      return 0;
    }
  g_return_val_if_reached (0);
}

guint
sip_client_transaction_receive (SipClientTransaction *self,
                                guint status,
                                gint64 now_us,
                                SipClientOut out[2])
{
  if (self->invite)
    return receive_invite (self, status, now_us, out);
  return receive_other (self, status, out);
}

guint
sip_client_transaction_advance (SipClientTransaction *self, gint64 now_us, SipClientOut out[2])
{
  if (now_us < self->deadline_us)
    return 0;
  switch (self->state)
    {
    case SIP_CLIENT_CALLING:
    case SIP_CLIENT_PROCEEDING:
      enter (self, SIP_CLIENT_TERMINATED, SIP_NO_DEADLINE);
      out[0] = SIP_CLIENT_OUT_TIMEOUT;
      return 1;

    case SIP_CLIENT_ACCEPTED:
      enter (self, SIP_CLIENT_TERMINATED, SIP_NO_DEADLINE);
      return 0;

    case SIP_CLIENT_TERMINATED:
      return 0;
    }
  g_return_val_if_reached (0);
}

guint
sip_client_transaction_fail (SipClientTransaction *self, SipClientOut out[2])
{
  switch (self->state)
    {
    case SIP_CLIENT_CALLING:
    case SIP_CLIENT_PROCEEDING:
      enter (self, SIP_CLIENT_TERMINATED, SIP_NO_DEADLINE);
      out[0] = SIP_CLIENT_OUT_TRANSPORT;
      return 1;

    case SIP_CLIENT_ACCEPTED: /* answered already; no repeat can reach us any more */
      enter (self, SIP_CLIENT_TERMINATED, SIP_NO_DEADLINE);
      return 0;

    case SIP_CLIENT_TERMINATED:
      return 0;
    }
  g_return_val_if_reached (0);
}

void
sip_client_transaction_abandon (SipClientTransaction *self)
{
  enter (self, SIP_CLIENT_TERMINATED, SIP_NO_DEADLINE);
}
