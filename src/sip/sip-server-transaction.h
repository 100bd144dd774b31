/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Linnet Authors */
/* Server transactions (RFC 3261 17.2, RFC 6026 7.1, RFC 4320) over a reliable transport. */
#pragma once

#include "sip-timer.h"

G_BEGIN_DECLS

typedef enum
{
  SIP_SERVER_TRYING, /* nothing sent yet; a 100 is due at the deadline */
  SIP_SERVER_PROCEEDING,
  SIP_SERVER_ACCEPTED,  /* INVITE, 2xx sent: L runs */
  SIP_SERVER_COMPLETED, /* INVITE, failure sent: H runs */
  SIP_SERVER_TERMINATED
} SipServerState;

typedef enum
{
  SIP_SERVER_OUT_TRYING, /* send 100 */
  SIP_SERVER_OUT_REPEAT, /* send the last response again */
  SIP_SERVER_OUT_ACK,    /* hand the ACK to the user of the transaction: it belongs to a 2xx */
  SIP_SERVER_OUT_NO_ACK  /* H fired: the failure was never acknowledged */
} SipServerOut;

typedef struct
{
  gboolean invite;
  SipServerState state;
  gint64 deadline_us;
} SipServerTransaction;

/**
 * sip_server_transaction_start:
 *
 * A request came that matched no transaction.
 */
void sip_server_transaction_start (SipServerTransaction *self, gboolean invite, gint64 now_us);

/**
 * sip_server_transaction_respond:
 * @status: 100..699
 *
 * Returns: whether the response may be sent. FALSE: a final one went out already, or, for other
 *   methods than INVITE, it is too late (32 s) or a provisional one other than 100 (RFC 4320 4)
 */
gboolean sip_server_transaction_respond (SipServerTransaction *self, guint status, gint64 now_us);

/**
 * sip_server_transaction_repeat:
 *
 * The same request came again. Returns: entries in @out, 0 or 1
 */
guint sip_server_transaction_repeat (SipServerTransaction *self, SipServerOut out[1]);

/**
 * sip_server_transaction_ack:
 *
 * An ACK came that matches this INVITE. Returns: entries in @out, 0 or 1
 */
guint sip_server_transaction_ack (SipServerTransaction *self, SipServerOut out[1]);
guint
sip_server_transaction_advance (SipServerTransaction *self, gint64 now_us, SipServerOut out[1]);

/**
 * sip_server_transaction_abandon:
 *
 * No final response can be written: done, silently. Without effect once one went out.
 */
void sip_server_transaction_abandon (SipServerTransaction *self);

G_END_DECLS
