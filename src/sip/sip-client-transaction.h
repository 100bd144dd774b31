/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Linnet Authors */
/* Client transactions (RFC 3261 17.1, RFC 6026 7.2) over a reliable transport. */
#pragma once

#include "sip-timer.h"

G_BEGIN_DECLS

typedef enum
{
  SIP_CLIENT_CALLING, /* INVITE: B runs. Other methods: this is Trying, F runs */
  SIP_CLIENT_PROCEEDING,
  SIP_CLIENT_ACCEPTED, /* INVITE: M runs */
  SIP_CLIENT_TERMINATED
} SipClientState;

typedef enum
{
  SIP_CLIENT_OUT_RESPONSE,  /* hand the response to the user of the transaction */
  SIP_CLIENT_OUT_ACK,       /* send the ACK to a failure */
  SIP_CLIENT_OUT_TIMEOUT,   /* nobody answered: a local 408 */
  SIP_CLIENT_OUT_TRANSPORT, /* the connection is gone: a local 503 */
} SipClientOut;

typedef struct
{
  gboolean invite;
  SipClientState state;
  gint64 deadline_us;
} SipClientTransaction;

/**
 * sip_client_transaction_start:
 * @invite: INVITE or any other method but ACK
 *
 * The request is being sent.
 */
void sip_client_transaction_start (SipClientTransaction *self, gboolean invite, gint64 now_us);

/**
 * sip_client_transaction_receive:
 * @status: of a response that matched (RFC 3261 17.1.3), 100..699
 * @out: what to do, in order
 *
 * Returns: how many entries of @out were written, 0 to 2
 */
guint sip_client_transaction_receive (SipClientTransaction *self,
                                      guint status,
                                      gint64 now_us,
                                      SipClientOut out[2]);

/**
 * sip_client_transaction_advance:
 *
 * Returns: 0 or 1 entries in @out
 */
guint
sip_client_transaction_advance (SipClientTransaction *self, gint64 now_us, SipClientOut out[2]);

/**
 * sip_client_transaction_fail:
 *
 * The connection is gone (RFC 3261 17.1.4). Returns: 0 or 1 entries in @out
 */
guint sip_client_transaction_fail (SipClientTransaction *self, SipClientOut out[2]);

/**
 * sip_client_transaction_abandon:
 *
 * A cancelled INVITE got no final response for 32 s (RFC 3261 9.1): done, silently.
 */
void sip_client_transaction_abandon (SipClientTransaction *self);

G_END_DECLS
