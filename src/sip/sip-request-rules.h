/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Linnet Authors */
/* What a request alone says about whether we can serve it: the rows of PROTOCOL 3.2 that need
   neither account nor dialog. */
#pragma once

#include "sip-message.h"

G_BEGIN_DECLS

/* What this build can do, as our Allow, Supported and Accept say it */
#define SIP_ALLOW "INVITE, ACK, CANCEL, BYE, OPTIONS, PRACK, UPDATE, INFO"
#define SIP_SUPPORTED "outbound, path, gruu, 100rel"
#define SIP_ACCEPT "application/sdp"

typedef struct
{
  guint status;
  const char *header; /* constant: name of the header that explains it; NULL: none */
  char *value;        /* (owned): its value */
} SipRefusal;

void sip_refusal_clear (SipRefusal *refusal);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (SipRefusal, sip_refusal_clear)

/**
 * sip_request_check_method:
 * @refusal: (out): filled on failure, cleared by the caller
 *
 * Row 4: 501 for a method nobody knows, 405 for one that a phone has no part in.
 */
gboolean sip_request_check_method (const SipMessage *request, SipRefusal *refusal);

/** sip_request_check_scheme: row 5: 416 unless the Request-URI is sip or sips */
gboolean sip_request_check_scheme (const SipMessage *request, SipRefusal *refusal);

/** sip_request_check_require: row 11: 420 with the option tags of Require that we lack */
gboolean sip_request_check_require (const SipMessage *request, SipRefusal *refusal);

/**
 * sip_request_check_body:
 *
 * Row 12: 415 for a coding or type that we don't take, unless its handling is optional. The types
 * of INFO are judged by who knows what the call does.
 */
gboolean sip_request_check_body (const SipMessage *request, SipRefusal *refusal);

/** sip_request_check: all four, in the order of the table; a CANCEL passes (RFC 3261 9.2) */
gboolean sip_request_check (const SipMessage *request, SipRefusal *refusal);

G_END_DECLS
