/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Linnet Authors */
/* The life of one registration: when to send REGISTER, without what stands in it (PROTOCOL 6). */
#pragma once

#include "sip-timer.h"

G_BEGIN_DECLS

#define SIP_REGISTRATION_DEFAULT_S 600
#define SIP_REGISTRATION_MAX_S 7200 /* cap of Min-Expires */
#define SIP_REGISTRATION_STABLE_US (120 * (gint64) G_USEC_PER_SEC)

typedef enum
{
  SIP_REGISTRATION_OFF,
  SIP_REGISTRATION_WAITING, /* wanted, no flow */
  SIP_REGISTRATION_TRYING,  /* REGISTER is on its way, first or refresh */
  SIP_REGISTRATION_REGISTERED,
  SIP_REGISTRATION_BACKING_OFF, /* failed, tries again at the deadline */
  SIP_REGISTRATION_REMOVING     /* REGISTER with expires=0 is on its way */
} SipRegistrationState;

typedef struct
{
  SipRegistrationState state;
  gint64 deadline_us;
  guint asked_s;        /* Expires of the next REGISTER */
  guint granted_s;      /* 0: no binding */
  gint64 not_before_us; /* Retry-After of the last failure; it outlives the flow */
  guint failures;       /* in a row */
  gint64 since_us;      /* when the binding began */
  gboolean no_outbound; /* 439 came */
} SipRegistration;

void sip_registration_init (SipRegistration *self, guint expires_s);

/**
 * sip_registration_want:
 *
 * Returns: whether REGISTER is to be sent now
 */
gboolean sip_registration_want (SipRegistration *self, gboolean flow_up);

/**
 * sip_registration_flow_up:
 *
 * Returns: whether REGISTER is to be sent now
 */
gboolean sip_registration_flow_up (SipRegistration *self);

/**
 * sip_registration_flow_down:
 * @random: 0.0 to 1.0
 *
 * Returns: after how many microseconds a new connection is to be tried (PROTOCOL 6.5); -1 when
 *   none is wanted
 */
gint64 sip_registration_flow_down (SipRegistration *self, double random, gint64 now_us);

/**
 * sip_registration_accept:
 * @granted_s: of our own binding
 */
void sip_registration_accept (SipRegistration *self, guint granted_s, double random, gint64 now_us);

/**
 * sip_registration_fail:
 * @retry_after_s: lower bound, 0 if none was given
 *
 * A failure that may pass. Returns: after how many microseconds REGISTER is sent again
 */
gint64
sip_registration_fail (SipRegistration *self, guint retry_after_s, double random, gint64 now_us);

/**
 * sip_registration_raise:
 * @min_expires_s: of a 423
 *
 * Returns: whether a REGISTER with the larger value may go out at once; FALSE when it is no larger
 *   or beyond the cap
 */
gboolean sip_registration_raise (SipRegistration *self, guint min_expires_s);

/**
 * sip_registration_stop:
 *
 * A failure that does not pass, or the removal is done.
 */
void sip_registration_stop (SipRegistration *self);

/**
 * sip_registration_remove:
 *
 * Returns: whether REGISTER with expires=0 is to be sent; FALSE when no server holds a binding
 */
gboolean sip_registration_remove (SipRegistration *self, gboolean flow_up);

/**
 * sip_registration_advance:
 *
 * Returns: whether REGISTER is to be sent now
 */
gboolean sip_registration_advance (SipRegistration *self, gint64 now_us);

G_END_DECLS
