/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Linnet Authors */
/* The secure edge of a call: UDP sockets, demultiplexing, SRTP, latching, counting. No GStreamer.
 */
#pragma once

#include <gio/gio.h>

#include "media-packet.h"
#include "media-session.h"

typedef enum
{
  MEDIA_COMPONENT_RTP,
  MEDIA_COMPONENT_RTCP,
} MediaComponent;

/**
 * MediaPacketHandler:
 * @packet: authentic, in clear
 * @rtp: its fields, %NULL for RTCP
 */
typedef void (*MediaPacketHandler) (MediaSrtpKind kind,
                                    const guint8 *packet,
                                    gsize n_bytes,
                                    const MediaRtpPacket *rtp,
                                    gpointer user_data);

typedef struct _MediaTransport MediaTransport;

MediaTransport *media_transport_new (MediaPacketHandler handler, gpointer user_data);
void media_transport_free (MediaTransport *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MediaTransport, media_transport_free)

/**
 * media_transport_bind:
 *
 * Takes an even port and the next one, without address reuse. Before any thread uses @self.
 *
 * Returns: %FALSE with MEDIA_ERROR_SOCKET
 */
gboolean media_transport_bind (MediaTransport *self, GInetAddress *local, GError **error);

/**
 * media_transport_close:
 *
 * Gives the ports back; counters stay. Media thread.
 */
void media_transport_close (MediaTransport *self);

guint16 media_transport_get_port (MediaTransport *self, MediaComponent component);
int media_transport_get_fd (MediaTransport *self, MediaComponent component);

/**
 * media_transport_configure:
 * @parameters: keys, addresses, payload types
 * @new_ssrc: what our packets carry from here on if the key for sending changes
 * @tx_ssrc: (inout): the SSRC of our packets; packets of others are not sent
 * @now_us: monotonic time
 *
 * Keys that did not change keep their context. A changed one makes a new context; packets under
 * the one before are still accepted for five seconds. Media thread.
 *
 * Returns: %FALSE with MEDIA_ERROR_KEYS or _FAILED, nothing changed
 */
gboolean media_transport_configure (MediaTransport *self,
                                    const MediaAudioParameters *parameters,
                                    guint32 new_ssrc,
                                    guint32 *tx_ssrc,
                                    gint64 now_us,
                                    GError **error);

/**
 * media_transport_withdraw:
 *
 * Nothing more is handed over, and nothing goes out before the next address. Media thread.
 */
void media_transport_withdraw (MediaTransport *self);

/**
 * media_transport_set_ssrc:
 *
 * Another encoder sends under the same key. Media thread.
 */
void media_transport_set_ssrc (MediaTransport *self, guint32 ssrc);

/**
 * media_transport_send:
 * @packet: in clear, copied
 *
 * Protects and sends. Any thread.
 */
void media_transport_send (MediaTransport *self,
                           MediaSrtpKind kind,
                           const guint8 *packet,
                           gsize n_bytes);

/**
 * media_transport_receive:
 *
 * Takes what waits at a socket and hands authentic packets to the handler. Media thread.
 */
void media_transport_receive (MediaTransport *self, MediaComponent component, gint64 now_us);

/* Monotonic time of the last packet sent and the last authentic one received, 0: none. Any thread.
 */
gint64 media_transport_get_sent_us (MediaTransport *self);
gint64 media_transport_get_heard_us (MediaTransport *self);

/**
 * media_transport_get_stats:
 *
 * Fills what is known here: counters, loss, jitter. Any thread.
 */
void media_transport_get_stats (MediaTransport *self, MediaStats *stats);
