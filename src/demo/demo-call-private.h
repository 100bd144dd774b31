/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Linnet Authors */
/* The state of a call, shared by its signalling and its media. */
#pragma once

#include "demo-call.h"
#include "demo-media.h"

#define DEMO_ALLOW "INVITE, ACK, CANCEL, BYE, OPTIONS, INFO, UPDATE"

typedef enum
{
  DEMO_CALL_RINGING,  /* 180 is out */
  DEMO_CALL_ANSWERED, /* 2xx is out, no ACK yet; of a re-INVITE too */
  DEMO_CALL_TALKING,
  DEMO_CALL_REFUSED, /* 3xx to 6xx is out, no ACK yet */
  DEMO_CALL_ENDED
} DemoCallState;

struct _DemoCall
{
  DemoServer *server; /* Borrowed */

  /* Owned */
  DemoConnection *connection; /* NULL while it is lost */
  SipMessage *invite;         /* the first one */
  char *local_tag, *remote_tag, *call_id, *remote_target;
  SdpNegotiation *negotiation;
  DemoMedia *media;
  GBytes *answer; /* the 2xx to repeat */
  guint timer, repeat_timer, lost_timer;

  DemoServiceKind kind;
  DemoCallState state;
  guint32 local_cseq, remote_cseq, invite_cseq;
  guint repeat_ms;
};

/** demo_call_prepare: judges the offer, binds the media. FALSE: the INVITE is refused. */
gboolean demo_call_prepare (DemoCall *self);

/** demo_call_accept: 200 with the answer, or with an offer where the INVITE had none. */
void demo_call_accept (DemoCall *self);

/** demo_call_take_answer: the answer in the ACK, where our 2xx held the offer. */
void demo_call_take_answer (DemoCall *self, const SipMessage *ack);

/** demo_call_receive_offer: a re-INVITE or UPDATE. */
void demo_call_receive_offer (DemoCall *self, SipMessage *request);

SipBuilder *demo_call_begin_reply (DemoCall *self, const SipMessage *request, guint status);
void demo_call_reply (DemoCall *self, const SipMessage *request, guint status);

/** demo_call_send_2xx: @reply is spent; repeated until the ACK comes. */
void demo_call_send_2xx (DemoCall *self, SipBuilder *reply);

/** demo_call_refuse: @warning: (nullable): code and text, as sdp_error_get_warning() gives it. */
void demo_call_refuse (DemoCall *self, guint status, const char *warning);

void demo_call_hang_up_because (DemoCall *self, const char *reason);

/** demo_call_end: drops and frees @self. */
void demo_call_end (DemoCall *self);
