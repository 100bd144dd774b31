/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Linnet Authors */
/* A request of ours in parts, so that it can go out again with another CSeq, branch and
   credentials, and so that its ACK and CANCEL can be made from it. */
#pragma once

#include "sip-message.h"

G_BEGIN_DECLS

typedef struct
{
  char *name, *value;
} SipHeaderLine;

typedef struct
{
  SipMethod method;
  char *uri;
  GPtrArray *routes; /* of char *, values of Route in order */
  char *from, *to, *call_id;
  guint32 cseq;
  GPtrArray *headers; /* of SipHeaderLine */
  char *body_type;    /* NULL: no body */
  GBytes *body;
} SipRequest;

/**
 * sip_request_new:
 * @from: value of From with its tag
 * @to: value of To
 *
 * Returns: (transfer full): counted, one reference
 */
SipRequest *sip_request_new (SipMethod method,
                             const char *uri,
                             const char *from,
                             const char *to,
                             const char *call_id,
                             guint32 cseq);
SipRequest *sip_request_ref (SipRequest *self);
void sip_request_unref (SipRequest *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SipRequest, sip_request_unref)

void sip_request_add_route (SipRequest *self, const char *value);
void sip_request_add (SipRequest *self, const char *name, const char *value);
void sip_request_addf (SipRequest *self, const char *name, const char *format, ...)
    G_GNUC_PRINTF (3, 4);

/**
 * sip_request_remove:
 *
 * Removes every header of this name that was added.
 */
void sip_request_remove (SipRequest *self, const char *name);
void sip_request_set_body (SipRequest *self, const char *type, Slice body);

/**
 * sip_request_new_failure_ack:
 * @invite: the INVITE as it was sent
 * @response: its failure, whose To it takes
 *
 * The ACK of RFC 3261 17.1.1.3; it goes out with the INVITE's branch.
 */
SipRequest *sip_request_new_failure_ack (const SipRequest *invite, const SipMessage *response);

/**
 * sip_request_new_cancel:
 *
 * The CANCEL of RFC 3261 9.1; it goes out with the INVITE's branch and no credentials.
 */
SipRequest *sip_request_new_cancel (const SipRequest *invite);

/**
 * sip_request_serialise:
 * @via: value of Via
 * @credentials: (nullable): of SipHeaderLine
 *
 * Returns: (transfer full): the bytes, or NULL with SIP_ERROR_INVALID when a value cannot stand in
 *   a message
 */
GBytes *sip_request_serialise (const SipRequest *self,
                               const char *via,
                               const GPtrArray *credentials,
                               GError **error);

SipHeaderLine *sip_header_line_new (const char *name, const char *value);
void sip_header_line_free (gpointer line);

G_END_DECLS
