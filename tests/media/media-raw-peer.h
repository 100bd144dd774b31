/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Linnet Authors */
/* A peer made of one socket and an SRTP context: sees each packet, sends what it likes. */
#pragma once

#include "media-fixture.h"
#include "media-packet.h"

typedef struct
{
  GSocket *socket;
  MediaSrtp *srtp;
  MediaSession *session;           /* the other side */
  MediaAudioParameters parameters; /* of the session; addresses and keys are owned */
  guint16 next_sequence;
} RawPeer;

typedef struct
{
  guint8 bytes[MEDIA_PACKET_MAX_BYTES] __attribute__ ((aligned (8)));
  gsize n;
  MediaPacketKind kind;
  MediaRtpPacket rtp;
  MediaSrtpResult result;
  gint64 now_us;
} RawPacket;

/* A session with @options that talks PCMU to a socket of the test; rtcp-mux. Not started. */
RawPeer *raw_peer_new (const MediaSessionOptions *options);
void raw_peer_free (RawPeer *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RawPeer, raw_peer_free)
void raw_peer_start (RawPeer *self);

/* Waits for the next packet and opens it. */
void raw_peer_receive (RawPeer *self, RawPacket *packet);
/* The same, passing over what is not RTP of @payload_type (-1: RTCP). */
void raw_peer_receive_type (RawPeer *self, int payload_type, RawPacket *packet);
/* Seals and sends a PCMU packet of silence; from another socket if one is given. */
void raw_peer_send (RawPeer *self, GSocket *from, guint16 sequence, int payload_type);
void raw_peer_send_bytes (RawPeer *self, GSocket *from, const guint8 *bytes, gsize n);
GSocket *raw_socket_new (void);
void raw_peer_get_stats (RawPeer *self, MediaStats *stats);
