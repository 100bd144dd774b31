/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Linnet Authors */
/* A server that says what a test tells it to say, over real TLS: for answers that no honest one
 * gives. */
#pragma once

#include "net-listener.h"
#include "phone-fixture.h"
#include "sip-framer.h"
#include "sip-message.h"

typedef struct
{
  /* Owned */
  NetListener *listener;
  NetConnection *connection;
  SipFramer *framer;
  GString *received;  /* "INVITE ACK 488/INVITE … " */
  SipMessage *invite; /* the newest one of the client */
  SipMessage *last;   /* the newest message of all */

  gboolean hangs_up; /* on the first request */

  /* What it does with an INVITE */
  gboolean early;                          /* 183 with the body first */
  guint status;                            /* 0: nothing */
  char *(*make_body) (SipMessage *invite); /* NULL: none */
} Peer;

Peer *peer_new (void);
void peer_free (Peer *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Peer, peer_free)

/* An account at this server, signed out */
PhoneAccount *peer_add_account (Peer *self, Fixture *fixture, PhoneAccountFlags flags);
/* An account at this server that doesn't register, signed in */
PhoneAccount *peer_sign_in (Peer *self, Fixture *fixture);

/* INVITE to the account, in a dialog of its own */
void peer_invite (Peer *self, const char *sdp);
/* INVITE inside the dialog of the client's call */
void peer_reinvite (Peer *self, const char *sdp);

/* The connection goes, the server stays */
void peer_hang_up_connection (Peer *self);

/* Until so much was received, at the end of it */
void peer_wait (Peer *self, const char *received);

/* An answer with one of the offered suites and a key of its own */
char *peer_make_keyed_answer (SipMessage *invite);
char *peer_make_plain_answer (SipMessage *invite);
/* Our own key back, as a reflection would (RFC 4568 9.2) */
char *peer_make_mirrored_answer (SipMessage *invite);
