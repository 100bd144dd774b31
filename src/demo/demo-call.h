/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Linnet Authors */
/* One call to a service: the user agent server's side of an INVITE dialog. */
#pragma once

#include "demo-connection.h"

/**
 * demo_call_start:
 * @invite: authenticated, without To tag
 *
 * Answers 100, then what the service does. An INVITE that cannot become a call is answered and
 * leaves nothing behind; else the call adds itself to the server.
 */
void demo_call_start (DemoServer *server,
                      DemoServiceKind kind,
                      DemoConnection *connection,
                      SipMessage *invite);

/** demo_call_free: ends the media, without a word to the other side. */
void demo_call_free (DemoCall *self);

/** demo_call_hang_up: BYE or a refusal, whichever the state asks for; @self may be gone after. */
void demo_call_hang_up (DemoCall *self);

/** demo_call_is_in_dialog: Returns: whether tags and Call-ID of @request are this call's. */
gboolean demo_call_is_in_dialog (const DemoCall *self, const SipMessage *request);

/** demo_call_is_same_invite: Returns: whether @request (CANCEL, ACK) has the INVITE's branch. */
gboolean demo_call_is_same_invite (const DemoCall *self, const SipMessage *request);

/** demo_call_is_merged: Returns: whether @invite came by another way already (RFC 3261 8.2.2.2). */
gboolean demo_call_is_merged (const DemoCall *self, const SipMessage *invite);

/** demo_call_receive: a request in the dialog, or the CANCEL of its INVITE. */
void demo_call_receive (DemoCall *self, DemoConnection *connection, SipMessage *request);

/** demo_call_forget_connection: the connection is gone; the call waits for another one. */
void demo_call_forget_connection (DemoCall *self, DemoConnection *connection);
