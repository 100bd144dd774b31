/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Linnet Authors */
/* A parsed message: one buffer, and slices into it (RFC 3261 7). */
#pragma once

#include "sip-cseq.h"
#include "sip-header.h"
#include "sip-name-addr.h"
#include "sip-via.h"

G_BEGIN_DECLS

/**
 * SipMessage:
 *
 * Reference-counted (not atomic: one thread), constant. Every slice and struct it gives dies with
 * it.
 */
typedef struct _SipMessage SipMessage;

typedef enum
{
  SIP_PARSE_STREAM = 0,       /* exactly one message, as the framer cuts it */
  SIP_PARSE_DATAGRAM = 1 << 0 /* Content-Length may be absent, bytes behind the body are ignored */
} SipParseFlags;

/**
 * sip_message_parse:
 * @bytes: the message; kept by reference, never changed
 * @error: (out): what is wrong; @at points into @bytes
 *
 * sip_message_parse_syntax() and sip_message_check(). The mandatory headers (Via, From, To,
 * Call-ID, CSeq) are there and well-formed in what it returns. Malformed optional headers are no
 * error: their parsers fail when asked. To answer a request that it refuses: sip_refusal_build().
 *
 * Returns: (transfer full) (nullable): the message
 */
SipMessage *sip_message_parse (GBytes *bytes, SipParseFlags flags, SipParseError *error);

/* The grammar, the limits and the mandatory headers' own syntax, but no rule between headers. For
 * tools that show a message; what goes on to a transaction needs sip_message_check() too. */
SipMessage *sip_message_parse_syntax (GBytes *bytes, SipParseFlags flags, SipParseError *error);

/* The rules that a well-formed message may still break: a mandatory header missing, two different
 * values of a single one, no branch cookie, `Contact: *` out of place, a body without type.
 * %SIP_ERROR_REFUSED. */
gboolean sip_message_check (const SipMessage *message, SipParseError *error);

SipMessage *sip_message_ref (SipMessage *message);
void sip_message_unref (SipMessage *message);

/* The bytes it was parsed from (transfer none). */
GBytes *sip_message_get_bytes (const SipMessage *message);

gboolean sip_message_is_request (const SipMessage *message);

/* Of a request its method, of a response that of its CSeq. */
SipMethod sip_message_get_method (const SipMessage *message);
Slice sip_message_get_method_text (const SipMessage *message);

/* Requests only: else empty and %NULL. Scheme %SIP_URI_OTHER is not yet refused. */
Slice sip_message_get_request_uri_text (const SipMessage *message);
const SipUri *sip_message_get_request_uri (const SipMessage *message);

/* Responses only: 100 to 699; else 0. */
guint sip_message_get_status (const SipMessage *message);
Slice sip_message_get_reason (const SipMessage *message);

Slice sip_message_get_body (const SipMessage *message);

/* Type and subtype without parameters ("application/sdp"); empty if there is none. */
Slice sip_message_get_content_type (const SipMessage *message);

/* The topmost one. After sip_message_parse_syntax() alone these four may be %NULL. */
const SipVia *sip_message_get_via (const SipMessage *message);
const SipNameAddr *sip_message_get_from (const SipMessage *message);
const SipNameAddr *sip_message_get_to (const SipMessage *message);
const SipCSeq *sip_message_get_cseq (const SipMessage *message);

/* Empty: no tag. */
Slice sip_message_get_from_tag (const SipMessage *message);
Slice sip_message_get_to_tag (const SipMessage *message);
Slice sip_message_get_call_id (const SipMessage *message);

guint sip_message_get_n_headers (const SipMessage *message);

/* Field number @i as received, unfolded: @name as written, @value trimmed. Each is (out)
 * (optional). */
void sip_message_get_header (const SipMessage *message,
                             guint i,
                             SipHeaderId *id,
                             Slice *name,
                             Slice *value);

/* The whole value of the first field @id. */
gboolean sip_message_find (const SipMessage *message, SipHeaderId id, Slice *value);

/* The whole value of the first field of that name, for those without an id. */
gboolean sip_message_find_by_name (const SipMessage *message, const char *name, Slice *value);

/* Number of values, over repeated fields and lists. */
guint sip_message_count (const SipMessage *message, SipHeaderId id);

/* delta-seconds or number of the first field @id, clamped to 2^32-1; %FALSE if it is absent or
 * malformed, for Max-Forwards also above 255. */
gboolean sip_message_get_number (const SipMessage *message, SipHeaderId id, guint32 *out);

/* Whether a list of tokens (Require, Supported, Allow, …) holds @option, without regard to case. */
gboolean sip_message_has_option (const SipMessage *message, SipHeaderId id, const char *option);

/**
 * SipHeaderIter:
 *
 * Walks the values of one header in order, over repeated fields and comma lists. Borrows the
 * message.
 */
typedef struct
{
  const SipMessage *message;
  SipHeaderId id;
  guint i;
  Slice rest;
} SipHeaderIter;

void sip_header_iter_init (SipHeaderIter *iter, const SipMessage *message, SipHeaderId id);

/* %FALSE at the end. Challenges, credentials and free text come as whole fields. */
gboolean sip_header_iter_next (SipHeaderIter *iter, Slice *item);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SipMessage, sip_message_unref)

G_END_DECLS
