/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Linnet Authors */
/* SRTP and SRTCP of one stream in both directions, on libsrtp2 (RFC 3711, 6188, 7714). */
#pragma once

#include "sdp-crypto.h"
#include "util-secret.h"

#include "media-error.h"

/* Room that must follow a packet before it is protected: tag, MKI and the SRTCP index. */
#define MEDIA_SRTP_TRAILER_BYTES 160
#define MEDIA_SRTP_MKI_MAX_BYTES 128

typedef enum
{
  MEDIA_SRTP_RTP,
  MEDIA_SRTP_RTCP,
} MediaSrtpKind;

/**
 * MediaSrtpResult:
 * @MEDIA_SRTP_OK: authentic, new, and now in clear
 * @MEDIA_SRTP_REPLAYED: seen before, or older than the window of 128 packets
 * @MEDIA_SRTP_UNAUTHENTICATED: the tag does not fit the key
 * @MEDIA_SRTP_MALFORMED: no RTP or RTCP packet at all
 */
typedef enum
{
  MEDIA_SRTP_OK,
  MEDIA_SRTP_REPLAYED,
  MEDIA_SRTP_UNAUTHENTICATED,
  MEDIA_SRTP_MALFORMED,
} MediaSrtpResult;

/* Keys are key||salt as in `a=crypto`. A side without MKI has 0 bytes of it. */
typedef struct
{
  SdpSuite suite;
  Secret *tx_key, *rx_key;
  guint tx_mki_bytes, rx_mki_bytes;
  guint8 tx_mki[MEDIA_SRTP_MKI_MAX_BYTES], rx_mki[MEDIA_SRTP_MKI_MAX_BYTES];
} MediaSrtpParameters;

typedef struct _MediaSrtp MediaSrtp;

/**
 * media_srtp_new:
 * @parameters: suite and keys, copied
 *
 * A fresh context: ROC 0, any SSRC, one key a direction, replay window 128 (PROTOCOL 12.2).
 * Calls `media_init()`. Any thread.
 *
 * Returns: (transfer full): the context, or %NULL with MEDIA_ERROR_KEYS or MEDIA_ERROR_FAILED
 */
MediaSrtp *media_srtp_new (const MediaSrtpParameters *parameters, GError **error);
void media_srtp_free (MediaSrtp *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MediaSrtp, media_srtp_free)

/**
 * media_srtp_protect:
 * @packet: the packet in clear, aligned to four bytes, replaced in place
 * @n_bytes: its length before and after
 * @capacity: room at @packet, at least MEDIA_SRTP_TRAILER_BYTES more than @n_bytes
 *
 * Encrypts and authenticates. Sending the same sequence number twice is refused. Not thread safe:
 * one caller at a time for this direction; the directions are independent of each other.
 *
 * Returns: whether @packet may be sent now
 */
gboolean media_srtp_protect (MediaSrtp *self,
                             MediaSrtpKind kind,
                             guint8 *packet,
                             gsize *n_bytes,
                             gsize capacity);

/**
 * media_srtp_unprotect:
 * @packet: what arrived, aligned to four bytes, replaced in place; worthless unless
 *   %MEDIA_SRTP_OK is returned
 * @n_bytes: its length before and after
 *
 * Authenticates, checks for replay and decrypts. A packet without the MKI that is due is still
 * tried. Threads as in `media_srtp_protect()`.
 */
MediaSrtpResult
media_srtp_unprotect (MediaSrtp *self, MediaSrtpKind kind, guint8 *packet, gsize *n_bytes);
