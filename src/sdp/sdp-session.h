/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Linnet Authors */
/* A session description (RFC 8866) as a value: parsed from text, or made by us and serialised. */
#pragma once

#include <glib.h>

#include "sdp-crypto.h"
#include "sdp-error.h"
#include "util-slice.h"

/* Bits, seen from the side that wrote them: 1 sends, 2 receives */
typedef enum
{
  SDP_DIRECTION_INACTIVE = 0,
  SDP_DIRECTION_SENDONLY = 1,
  SDP_DIRECTION_RECVONLY = 2,
  SDP_DIRECTION_SENDRECV = 3
} SdpDirection;

/** sdp_direction_get_name: Returns: "sendrecv", "sendonly", "recvonly" or "inactive". */
const char *sdp_direction_get_name (SdpDirection direction);

/** sdp_direction_reverse: Returns: the same direction as the other side sees it. */
SdpDirection sdp_direction_reverse (SdpDirection direction);

typedef enum
{
  SDP_KEYING_NONE,
  SDP_KEYING_SDES,
  SDP_KEYING_DTLS
} SdpKeying;

/**
 * SdpPayload:
 * @pt: payload type, 0 to 127
 * @name: (owned): encoding name; for a static type without rtpmap the one of RFC 3551
 * @clock_hz: RTP clock
 * @channels: 1 when not given
 * @fmtp: (owned) (nullable): format parameters
 */
typedef struct
{
  guint pt;
  char *name;
  guint clock_hz;
  guint channels;
  char *fmtp;
} SdpPayload;

/**
 * SdpMedia:
 *
 * One m-line with what applies to it; what the session level says and the media level does not is
 * filled in by the parser (connection, direction, setup, fingerprints, tls-id, bandwidth).
 */
typedef struct
{
  char *type; /* "audio", "video", ... */
  guint16 port;
  char *proto;         /* as written */
  GPtrArray *formats;  /* char*, as written */
  GPtrArray *payloads; /* SdpPayload*: the formats of an RTP m-line whose encoding is known */
  SdpDirection direction;
  char *address; /* NULL: no c= applies */
  gboolean address_ipv6, address_is_name;
  guint16 rtcp_port;  /* 0: not given */
  char *rtcp_address; /* NULL: as address */
  gboolean rtcp_mux, rtcp_mux_only, rtcp_reduced_size;
  GPtrArray *crypto;       /* SdpCrypto*, unusable ones included */
  GPtrArray *fingerprints; /* char*, "sha-256 AA:BB:..." */
  char *setup, *tls_id, *mid;
  guint ptime_ms, max_ptime_ms; /* 0: not given */
  guint64 tias_bps, as_bps;     /* b=TIAS, b=AS in bit/s; 0: not given */
  guint n_candidates;
} SdpMedia;

/**
 * SdpSession:
 *
 * Everything is owned. `origin` is kept apart because o= must stay the same but for its version.
 */
typedef struct
{
  char *origin_user;
  guint64 session_id, session_version;
  char *origin_address;
  gboolean origin_ipv6;
  GPtrArray *media; /* SdpMedia* */
} SdpSession;

SdpSession *sdp_session_new (void);
void sdp_session_free (SdpSession *self);

/**
 * sdp_session_parse:
 * @text: the whole body
 * @error: (out): set on failure
 *
 * Tolerant where PROTOCOL 11 says so: LF line ends, missing s= and t=, unknown lines and
 * attributes.
 *
 * Returns: (transfer full) (nullable): the session.
 */
SdpSession *sdp_session_parse (Slice text, SdpParseError *error);

/**
 * sdp_session_to_string:
 *
 * The text holds SRTP keys: the caller wipes it (secret_wipe()) when it is done.
 *
 * Returns: (transfer full): the description, CRLF line ends.
 */
char *sdp_session_to_string (const SdpSession *self);

SdpMedia *sdp_media_new (const char *type, guint16 port, const char *proto);
void sdp_media_free (SdpMedia *self);

void sdp_payload_free (SdpPayload *self);

/** sdp_media_add_payload: adds a format with its rtpmap and, unless NULL, its fmtp. */
void sdp_media_add_payload (SdpMedia *self,
                            guint pt,
                            const char *name,
                            guint clock_hz,
                            guint channels,
                            const char *fmtp);

/** sdp_media_find_payload: Returns: (nullable): by payload type, -1 where any; name without case.
 */
const SdpPayload *
sdp_media_find_payload (const SdpMedia *self, int pt, const char *name, guint clock_hz);

/**
 * sdp_media_get_keying:
 *
 * Returns: how the m-line is keyed: DTLS with a fingerprint on a UDP/TLS transport, SDES with at
 *   least one usable crypto line, else none.
 */
SdpKeying sdp_media_get_keying (const SdpMedia *self);

/** sdp_payload_get_fmtp_number: Returns: the value of an fmtp parameter, @fallback when not there.
 */
guint sdp_payload_get_fmtp_number (const SdpPayload *self, const char *name, guint fallback);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SdpSession, sdp_session_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SdpMedia, sdp_media_free)
