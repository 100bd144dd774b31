/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Linnet Authors */
/* The life of one registration. One function an input; time comes in, a deadline comes out. */
#define G_LOG_DOMAIN "sip-registration"

#include "sip-registration.h"

#include "util-backoff.h"

static void
enter (SipRegistration *self, SipRegistrationState state, gint64 deadline_us)
{
  static const char *const names[] = { "off",        "waiting",     "trying",
                                       "registered", "backing off", "removing" };

  if (self->state != state)
    g_debug ("registration: %s to %s", names[self->state], names[state]);
  self->state = state;
  self->deadline_us = deadline_us;
}

void
sip_registration_init (SipRegistration *self, guint expires_s)
{
  *self = (SipRegistration){ .asked_s = expires_s > 0 ? expires_s : SIP_REGISTRATION_DEFAULT_S,
                             .deadline_us = SIP_NO_DEADLINE };
}

gboolean
sip_registration_want (SipRegistration *self, gboolean flow_up)
{
  switch (self->state)
    {
    case SIP_REGISTRATION_OFF:
    case SIP_REGISTRATION_WAITING:
    case SIP_REGISTRATION_REMOVING:
    case SIP_REGISTRATION_BACKING_OFF: /* the user does not wait */
    case SIP_REGISTRATION_REGISTERED:
      enter (self, flow_up ? SIP_REGISTRATION_TRYING : SIP_REGISTRATION_WAITING, SIP_NO_DEADLINE);
      return flow_up;

    case SIP_REGISTRATION_TRYING:
      return FALSE;
    }
  g_return_val_if_reached (FALSE);
}

gboolean
sip_registration_flow_up (SipRegistration *self)
{
  switch (self->state)
    {
    case SIP_REGISTRATION_OFF:
    case SIP_REGISTRATION_REMOVING:
      return FALSE;

    case SIP_REGISTRATION_WAITING:
    case SIP_REGISTRATION_TRYING: /* over the old flow: the answer would not be for this one */
    case SIP_REGISTRATION_REGISTERED:
    case SIP_REGISTRATION_BACKING_OFF:
      enter (self, SIP_REGISTRATION_TRYING, SIP_NO_DEADLINE);
      return TRUE;
    }
  g_return_val_if_reached (FALSE);
}

static gboolean
is_stable (const SipRegistration *self, gint64 now_us)
{
  return self->granted_s > 0 && now_us - self->since_us >= SIP_REGISTRATION_STABLE_US;
}

static gint64
count_failure (SipRegistration *self, double random, gint64 now_us)
{
  if (is_stable (self, now_us))
    self->failures = 0;
  else
    self->failures++;
  self->granted_s = 0;
  return backoff_delay_us (self->failures, FALSE, random);
}

gint64
sip_registration_flow_down (SipRegistration *self, double random, gint64 now_us)
{
  gint64 delay_us;

  switch (self->state)
    {
    case SIP_REGISTRATION_OFF:
    case SIP_REGISTRATION_REMOVING:
      return -1;

    case SIP_REGISTRATION_WAITING:
    case SIP_REGISTRATION_TRYING:
    case SIP_REGISTRATION_REGISTERED:
    case SIP_REGISTRATION_BACKING_OFF:
      enter (self, SIP_REGISTRATION_WAITING, SIP_NO_DEADLINE);
      delay_us = count_failure (self, random, now_us);
      return MAX (delay_us, self->not_before_us - now_us);
    }
  g_return_val_if_reached (-1);
}

/* Half of a short registration, ten minutes before the end of a long one; 0-10 % earlier */
static gint64
refresh_us (guint granted_s, double random)
{
  double seconds = granted_s <= 1200 ? granted_s / 2.0 : granted_s - 600.0;

  return (gint64) (MAX (1.0, seconds * (1.0 - 0.1 * random)) * G_USEC_PER_SEC);
}

void
sip_registration_accept (SipRegistration *self, guint granted_s, double random, gint64 now_us)
{
  if (self->state != SIP_REGISTRATION_TRYING)
    return;
  if (self->granted_s == 0)
    self->since_us = now_us;
  self->granted_s = granted_s;
  if (is_stable (self, now_us))
    self->failures = 0;
  enter (self, SIP_REGISTRATION_REGISTERED, now_us + refresh_us (granted_s, random));
}

gint64
sip_registration_fail (SipRegistration *self, guint retry_after_s, double random, gint64 now_us)
{
  gint64 delay_us, bound_us = retry_after_s * (gint64) G_USEC_PER_SEC;

  if (self->state != SIP_REGISTRATION_TRYING)
    return -1;
  self->failures = is_stable (self, now_us) ? 1 : self->failures + 1;
  self->granted_s = 0;
  delay_us = MAX (backoff_delay_us (self->failures, FALSE, random), bound_us);
  self->not_before_us = now_us + bound_us;
  enter (self, SIP_REGISTRATION_BACKING_OFF, now_us + delay_us);
  return delay_us;
}

gboolean
sip_registration_raise (SipRegistration *self, guint min_expires_s)
{
  if (self->state != SIP_REGISTRATION_TRYING || min_expires_s <= self->asked_s ||
      min_expires_s > SIP_REGISTRATION_MAX_S)
    return FALSE;
  self->asked_s = min_expires_s;
  return TRUE;
}

void
sip_registration_stop (SipRegistration *self)
{
  self->granted_s = 0;
  self->failures = 0;
  enter (self, SIP_REGISTRATION_OFF, SIP_NO_DEADLINE);
}

gboolean
sip_registration_remove (SipRegistration *self, gboolean flow_up)
{
  gboolean bound = self->granted_s > 0 || self->state == SIP_REGISTRATION_TRYING;

  if (!flow_up || !bound)
    {
      sip_registration_stop (self);
      return FALSE;
    }
  enter (self, SIP_REGISTRATION_REMOVING, SIP_NO_DEADLINE);
  return TRUE;
}

gboolean
sip_registration_advance (SipRegistration *self, gint64 now_us)
{
  if (now_us < self->deadline_us)
    return FALSE;
  enter (self, SIP_REGISTRATION_TRYING, SIP_NO_DEADLINE);
  return TRUE;
}
