/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Linnet Authors */
/* The one serialiser: nothing else in the program writes SIP (PROTOCOL 19.2). */
#pragma once

#include "sip-message.h"

G_BEGIN_DECLS

/**
 * SipBuilder:
 *
 * Collects a message. What is unsafe (CR, LF, NUL or another control in any value, a name that is
 * no token) is remembered and makes sip_builder_finish() fail: nothing is stripped. Content-Length
 * is written by it alone; names come out as given, so give long ones.
 */
typedef struct _SipBuilder SipBuilder;

SipBuilder *sip_builder_new_request (const char *method, const char *uri);

/**
 * sip_builder_new_response:
 * @reason: (nullable): %NULL for the registered phrase
 * @to_tag: (nullable): added where the request's To has none; %NULL for 100
 *
 * RFC 3261 8.2.6.2: copies every Via, From, To, Call-ID and CSeq.
 */
SipBuilder *sip_builder_new_response (const SipMessage *request,
                                      guint status,
                                      const char *reason,
                                      const char *to_tag);

void sip_builder_free (SipBuilder *builder);

/**
 * sip_builder_set_source:
 * @host: where the request came from, an address without brackets
 * @port: its port
 *
 * For responses: adds `received` and fills `rport` of the topmost Via (RFC 3261 18.2.1, RFC 3581
 * 4): where sent-by is another host, or the request asks by `rport`. Call it right after
 * sip_builder_new_response().
 */
void sip_builder_set_source (SipBuilder *builder, const char *host, guint16 port);

/**
 * sip_builder_is_safe:
 *
 * Returns: whether @text holds no control character, which would end a header or worse
 */
gboolean sip_builder_is_safe (Slice text);

void sip_builder_add (SipBuilder *builder, const char *name, const char *value);
void sip_builder_add_slice (SipBuilder *builder, const char *name, Slice value);
void sip_builder_addf (SipBuilder *builder, const char *name, const char *format, ...)
    G_GNUC_PRINTF (3, 4);

/* Copies all fields @id of @message, in order, under the long name. */
void sip_builder_copy (SipBuilder *builder, const SipMessage *message, SipHeaderId id);

/* Sets Content-Type and body; a later call replaces them. */
void sip_builder_set_body (SipBuilder *builder, const char *type, Slice body);

/**
 * sip_builder_finish:
 *
 * Writes the message. The builder is spent then; free it.
 *
 * Returns: (transfer full) (nullable): the bytes; %NULL with %SIP_ERROR_UNSAFE, or
 * %SIP_ERROR_TOO_LONG where the header section or the body exceeds what a peer like us accepts
 */
GBytes *sip_builder_finish (SipBuilder *builder, GError **error);

/**
 * sip_refusal_build:
 * @bytes: a broken request, whole or only its header section as far as it came
 * @status: 400, 413, 414, 505, 513, …
 * @to_tag: added where To has none
 *
 * The answer to a request that cannot be parsed: what of Via, From, To, Call-ID and CSeq can be
 * read is enough. No text of the peer but those values is echoed.
 *
 * Returns: (transfer full) (nullable): %NULL where nothing may be answered: a response, an ACK, or
 * one of those five headers is missing or can't be echoed
 */
GBytes *sip_refusal_build (Slice bytes, guint status, const char *to_tag);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SipBuilder, sip_builder_free)

G_END_DECLS
