/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Linnet Authors */
/* Finds the messages in a stream (RFC 3261 18.3, RFC 5626 3.5.1; PROTOCOL 1.2). */
#pragma once

#include "util-slice.h"

G_BEGIN_DECLS

typedef struct _SipFramer SipFramer;

typedef enum
{
  SIP_FRAME_NONE,    /* more bytes are needed */
  SIP_FRAME_MESSAGE, /* one message: for sip_message_parse() */
  SIP_FRAME_PING,    /* CRLFCRLF between messages */
  SIP_FRAME_PONG,    /* a single CRLF between messages */
  SIP_FRAME_BROKEN   /* see SipFrameProblem */
} SipFrame;

/**
 * SipFrameProblem:
 *
 * Something that never becomes a message. If @response is not 0 the owner answers with it, by
 * sip_refusal_build() from @header; if @close it then closes the connection, and the framer gives
 * nothing more. @response is 0 already for responses and ACK.
 */
typedef struct
{
  guint response; /* 400, 413, 513 or 0 */
  gboolean close;
  GBytes *header;   /* (nullable): start line and headers as far as they came */
  const char *what; /* constant English text for the log */
} SipFrameProblem;

SipFramer *sip_framer_new (void);
void sip_framer_free (SipFramer *framer);

/**
 * sip_framer_set_listener:
 *
 * For the side that is pinged and never pings. By default a single CRLF is a pong at once, and a
 * ping that comes in two halves is two pongs: who pings needs an answer now. A listener gets no
 * pongs, and the two halves as the ping that they are.
 */
void sip_framer_set_listener (SipFramer *framer, gboolean is_listener);

/* Appends what was received. Draw all frames with sip_framer_next() before the next push. */
void sip_framer_push (SipFramer *framer, Slice bytes);

/**
 * sip_framer_next:
 * @message: (out) (transfer full): set for %SIP_FRAME_MESSAGE, else %NULL
 * @problem: (out): set for %SIP_FRAME_BROKEN: sip_frame_problem_clear()
 *
 * The next frame. Looks at each byte of a header section once, however the stream is cut.
 */
SipFrame sip_framer_next (SipFramer *framer, GBytes **message, SipFrameProblem *problem);

/* Whether a message has begun and is not complete: the 30 s of PROTOCOL 0 run. */
gboolean sip_framer_is_partial (const SipFramer *framer);

void sip_frame_problem_clear (SipFrameProblem *problem);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SipFramer, sip_framer_free)

G_END_DECLS
