/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Linnet Authors */
/* The secure edge of a call: UDP sockets, demultiplexing, SRTP, latching, counting. */
#define G_LOG_DOMAIN "media-transport"

#include "media-transport.h"

#include "media-latch.h"
#include "media-reception.h"

#include <errno.h>
#include <netinet/in.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#define BIND_TRIES 100
/* Packets taken from a socket before others have their turn */
#define BATCH 64
/* Packets under the key before a re-key may still be on their way */
#define OLD_KEY_US (5 * G_USEC_PER_SEC)
#define COMFORT_NOISE_PT 13
#define N_COMPONENTS 2

typedef struct
{
  int fd;
  guint16 port;
  /* Guarded by the lock */
  struct sockaddr_storage agreed; /* what SDP named */
  MediaLatch latch;
} Component;

struct _MediaTransport
{
  MediaPacketHandler handler;
  gpointer user_data;
  Component components[N_COMPONENTS];
  /* Media thread */
  gboolean receive;
  int rx_pt, dtmf_rx_pt;
  guint clock_hz;
  MediaSrtpParameters keys;
  MediaSrtp *rx, *rx_before;
  gint64 rx_before_until_us;
  /* Guarded by the lock */
  GMutex lock;
  gboolean mux;
  MediaSrtp *tx;
  guint32 tx_ssrc;
  gint64 sent_us, heard_us;
  guint64 tx_packets, tx_bytes, srtp_failures, rx_dropped;
  MediaReception reception;
};

MediaTransport *
media_transport_new (MediaPacketHandler handler, gpointer user_data)
{
  MediaTransport *self = g_new0 (MediaTransport, 1);

  self->handler = handler;
  self->user_data = user_data;
  g_mutex_init (&self->lock);
  for (gsize i = 0; i < N_COMPONENTS; i++)
    self->components[i].fd = -1;
  return self;
}

void
media_transport_free (MediaTransport *self)
{
  if (self == NULL)
    return;
  media_transport_close (self);
  g_clear_pointer (&self->tx, media_srtp_free);
  g_clear_pointer (&self->rx, media_srtp_free);
  g_clear_pointer (&self->rx_before, media_srtp_free);
  g_clear_pointer (&self->keys.tx_key, secret_unref);
  g_clear_pointer (&self->keys.rx_key, secret_unref);
  g_mutex_clear (&self->lock);
  g_free (self);
}

/* A socket of one family bound to one address and port, 0: any; -1 with errno */
static int
bind_port (GInetAddress *local, guint16 port, guint16 *bound)
{
  g_autoptr (GSocketAddress) address = g_inet_socket_address_new (local, port);
  struct sockaddr_storage native;
  socklen_t native_bytes = (socklen_t) g_socket_address_get_native_size (address);
  int fd, on = 1;

  if (!g_socket_address_to_native (address, &native, sizeof native, NULL))
    return -1;
  fd = socket (native.ss_family, SOCK_DGRAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
  if (fd < 0)
    return -1;
  if ((native.ss_family == AF_INET6 &&
       setsockopt (fd, IPPROTO_IPV6, IPV6_V6ONLY, &on, sizeof on) != 0) ||
      bind (fd, (struct sockaddr *) &native, native_bytes) != 0 ||
      getsockname (fd, (struct sockaddr *) &native, &native_bytes) != 0)
    {
      int saved = errno;

      close (fd);
      errno = saved;
      return -1;
    }
  *bound = g_ntohs (native.ss_family == AF_INET ? ((struct sockaddr_in *) &native)->sin_port
                                                : ((struct sockaddr_in6 *) &native)->sin6_port);
  return fd;
}

/* RFC 3550 11: an even port and the next one. Nobody shares them: reuse would mix calls. */
gboolean
media_transport_bind (MediaTransport *self, GInetAddress *local, GError **error)
{
  Component *rtp = &self->components[MEDIA_COMPONENT_RTP];
  Component *rtcp = &self->components[MEDIA_COMPONENT_RTCP];
  int saved = 0;

  for (int i = 0; i < BIND_TRIES; i++)
    {
      int fd = bind_port (local, 0, &rtp->port);

      saved = errno;
      if (fd < 0)
        break;
      /* The kernel prefers odd or even ports: from an odd one take its neighbour */
      if (rtp->port % 2 != 0)
        {
          guint16 even = (guint16) (rtp->port - 1);

          close (fd);
          fd = bind_port (local, even, &rtp->port);
          if (fd < 0)
            continue;
        }
      rtcp->fd = bind_port (local, (guint16) (rtp->port + 1), &rtcp->port);
      if (rtcp->fd >= 0)
        {
          rtp->fd = fd;
          return TRUE;
        }
      saved = errno;
      close (fd);
    }
  g_set_error (error, MEDIA_ERROR, MEDIA_ERROR_SOCKET, "No pair of UDP ports: %s",
               g_strerror (saved));
  return FALSE;
}

void
media_transport_close (MediaTransport *self)
{
  g_mutex_lock (&self->lock);
  for (gsize i = 0; i < N_COMPONENTS; i++)
    {
      if (self->components[i].fd >= 0)
        close (self->components[i].fd);
      self->components[i].fd = -1;
    }
  g_mutex_unlock (&self->lock);
}

guint16
media_transport_get_port (MediaTransport *self, MediaComponent component)
{
  return self->components[component].port;
}

int
media_transport_get_fd (MediaTransport *self, MediaComponent component)
{
  return self->components[component].fd;
}

static gboolean
same_key (Secret *a,
          Secret *b,
          guint a_mki_bytes,
          const guint8 *a_mki,
          guint b_mki_bytes,
          const guint8 *b_mki)
{
  return a != NULL && b != NULL && secret_equal (a, b) && a_mki_bytes == b_mki_bytes &&
         memcmp (a_mki, b_mki, a_mki_bytes) == 0;
}

/* A context for one direction; the other one may go on under its old key */
static MediaSrtp *
create_direction (const MediaSrtpParameters *keys, gboolean tx, GError **error)
{
  MediaSrtpParameters one = *keys;

  if (tx)
    one.rx_key = NULL;
  else
    one.tx_key = NULL;
  return media_srtp_new (&one, error);
}

static void
remember_keys (MediaTransport *self, const MediaSrtpParameters *keys)
{
  MediaSrtpParameters before = self->keys;

  self->keys = *keys;
  secret_ref (self->keys.tx_key);
  secret_ref (self->keys.rx_key);
  g_clear_pointer (&before.tx_key, secret_unref);
  g_clear_pointer (&before.rx_key, secret_unref);
}

/* PROTOCOL 12.2: a new key makes a new context and a new SSRC, an unchanged one goes on */
static gboolean
change_keys (MediaTransport *self,
             const MediaSrtpParameters *keys,
             guint32 new_ssrc,
             gint64 now_us,
             GError **error)
{
  const MediaSrtpParameters *old = &self->keys;
  gboolean same_suite = old->suite == keys->suite;
  g_autoptr (MediaSrtp) tx = NULL, rx = NULL;

  if (keys->tx_key == NULL || keys->rx_key == NULL)
    {
      g_set_error_literal (error, MEDIA_ERROR, MEDIA_ERROR_KEYS, "A direction has no key");
      return FALSE;
    }
  if (!same_suite || !same_key (old->tx_key, keys->tx_key, old->tx_mki_bytes, old->tx_mki,
                                keys->tx_mki_bytes, keys->tx_mki))
    {
      tx = create_direction (keys, TRUE, error);
      if (tx == NULL)
        return FALSE;
    }
  if (!same_suite || !same_key (old->rx_key, keys->rx_key, old->rx_mki_bytes, old->rx_mki,
                                keys->rx_mki_bytes, keys->rx_mki))
    {
      rx = create_direction (keys, FALSE, error);
      if (rx == NULL)
        return FALSE;
    }
  if (tx != NULL)
    {
      MediaSrtp *before = self->tx;

      g_mutex_lock (&self->lock);
      self->tx = g_steal_pointer (&tx);
      self->tx_ssrc = new_ssrc;
      g_mutex_unlock (&self->lock);
      media_srtp_free (before);
    }
  if (rx != NULL)
    {
      g_clear_pointer (&self->rx_before, media_srtp_free);
      self->rx_before = g_steal_pointer (&self->rx);
      self->rx_before_until_us = now_us + OLD_KEY_US;
      self->rx = g_steal_pointer (&rx);
    }
  remember_keys (self, keys);
  return TRUE;
}

/* Points a component at what SDP names; one that follows somebody stays if SDP says nothing new */
static void
set_target (Component *component, GInetSocketAddress *address, guint port_offset)
{
  struct sockaddr_storage native;
  g_autoptr (GSocketAddress) target = NULL;
  GInetAddress *ip = g_inet_socket_address_get_address (address);

  memset (&native, 0, sizeof native);
  target = g_inet_socket_address_new (
      ip, (guint16) (g_inet_socket_address_get_port (address) + port_offset));
  if (!g_socket_address_to_native (target, &native, sizeof native, NULL) ||
      memcmp (&native, &component->agreed, sizeof native) == 0)
    return;
  component->agreed = native;
  /* 0.0.0.0 and :: mean hold; the kernel would take them for this host */
  media_latch_reset (
      &component->latch, (struct sockaddr *) &native,
      g_inet_address_get_is_any (ip) ? 0 : (socklen_t) g_socket_address_get_native_size (target));
}

gboolean
media_transport_configure (MediaTransport *self,
                           const MediaAudioParameters *parameters,
                           guint32 new_ssrc,
                           guint32 *tx_ssrc,
                           gint64 now_us,
                           GError **error)
{
  gboolean has_rtcp = parameters->remote_rtcp != NULL;

  if (!change_keys (self, &parameters->srtp, new_ssrc, now_us, error))
    return FALSE;
  self->receive = parameters->receive;
  self->rx_pt = parameters->rx_pt;
  self->dtmf_rx_pt = parameters->dtmf_rx_pt;
  g_mutex_lock (&self->lock);
  self->clock_hz = parameters->clock_hz;
  self->mux = parameters->rtcp_mux;
  set_target (&self->components[MEDIA_COMPONENT_RTP], parameters->remote_rtp, 0);
  set_target (&self->components[MEDIA_COMPONENT_RTCP],
              has_rtcp ? parameters->remote_rtcp : parameters->remote_rtp, has_rtcp ? 0 : 1);
  *tx_ssrc = self->tx_ssrc;
  g_mutex_unlock (&self->lock);
  return TRUE;
}

void
media_transport_withdraw (MediaTransport *self)
{
  self->receive = FALSE;
  g_mutex_lock (&self->lock);
  for (gsize i = 0; i < N_COMPONENTS; i++)
    {
      memset (&self->components[i].agreed, 0, sizeof self->components[i].agreed);
      memset (&self->components[i].latch, 0, sizeof self->components[i].latch);
    }
  g_mutex_unlock (&self->lock);
}

void
media_transport_set_ssrc (MediaTransport *self, guint32 ssrc)
{
  g_mutex_lock (&self->lock);
  self->tx_ssrc = ssrc;
  g_mutex_unlock (&self->lock);
}

static guint32
read_be32 (const guint8 *p)
{
  return (guint32) p[0] << 24 | (guint32) p[1] << 16 | (guint32) p[2] << 8 | p[3];
}

static void
send_locked (MediaTransport *self, MediaSrtpKind kind, guint8 *packet, gsize n, gsize capacity)
{
  MediaComponent component =
      kind == MEDIA_SRTP_RTP || self->mux ? MEDIA_COMPONENT_RTP : MEDIA_COMPONENT_RTCP;
  const Component *via = &self->components[component];
  gsize n_bytes = n;

  if (self->tx == NULL || via->fd < 0 || via->latch.target_bytes == 0)
    return;
  /* One key, one stream: what an encoder before the re-key still had is dropped */
  if (kind == MEDIA_SRTP_RTP && read_be32 (packet + 8) != self->tx_ssrc)
    return;
  if (!media_srtp_protect (self->tx, kind, packet, &n_bytes, capacity))
    return;
  if (sendto (via->fd, packet, n_bytes, MSG_DONTWAIT | MSG_NOSIGNAL,
              (const struct sockaddr *) &via->latch.target, via->latch.target_bytes) < 0)
    return;
  if (kind == MEDIA_SRTP_RTCP && !self->mux)
    return;
  self->sent_us = g_get_monotonic_time ();
  if (kind == MEDIA_SRTP_RTP)
    {
      self->tx_packets++;
      self->tx_bytes += n - MEDIA_RTP_HEADER_BYTES;
    }
}

void
media_transport_send (MediaTransport *self, MediaSrtpKind kind, const guint8 *packet, gsize n_bytes)
{
  guint8 buffer[MEDIA_PACKET_MAX_BYTES + MEDIA_SRTP_TRAILER_BYTES] __attribute__ ((aligned (8)));

  if (n_bytes < MEDIA_RTP_HEADER_BYTES - 4 || n_bytes > MEDIA_PACKET_MAX_BYTES ||
      (kind == MEDIA_SRTP_RTP && n_bytes < MEDIA_RTP_HEADER_BYTES))
    return;
  memcpy (buffer, packet, n_bytes);
  g_mutex_lock (&self->lock);
  send_locked (self, kind, buffer, n_bytes, sizeof buffer);
  g_mutex_unlock (&self->lock);
}

static MediaSrtpResult
unprotect (MediaTransport *self, MediaSrtpKind kind, guint8 *packet, gsize *n_bytes, gint64 now_us)
{
  guint8 copy[MEDIA_PACKET_MAX_BYTES];
  gsize n_copy = *n_bytes;
  MediaSrtpResult result;

  if (self->rx_before != NULL && now_us > self->rx_before_until_us)
    g_clear_pointer (&self->rx_before, media_srtp_free);
  if (self->rx_before == NULL)
    return media_srtp_unprotect (self->rx, kind, packet, n_bytes);

  memcpy (copy, packet, n_copy);
  result = media_srtp_unprotect (self->rx, kind, packet, n_bytes);
  if (result == MEDIA_SRTP_UNAUTHENTICATED)
    {
      memcpy (packet, copy, n_copy);
      *n_bytes = n_copy;
      result = media_srtp_unprotect (self->rx_before, kind, packet, n_bytes);
    }
  return result;
}

static void
count_dropped (MediaTransport *self, MediaSrtpResult result)
{
  g_mutex_lock (&self->lock);
  if (result == MEDIA_SRTP_REPLAYED || result == MEDIA_SRTP_UNAUTHENTICATED)
    self->srtp_failures++;
  else
    self->rx_dropped++;
  g_mutex_unlock (&self->lock);
}

/* Counts an authentic packet and follows its sender */
static void
count_heard (MediaTransport *self,
             Component *component,
             const MediaRtpPacket *rtp,
             const struct sockaddr *from,
             socklen_t from_bytes,
             gint64 now_us)
{
  gboolean newer = TRUE;

  g_mutex_lock (&self->lock);
  self->heard_us = now_us;
  if (rtp != NULL)
    newer = media_reception_packet (&self->reception, rtp,
                                    (guint32) (now_us * self->clock_hz / G_USEC_PER_SEC),
                                    rtp->payload_type == self->rx_pt);
  media_latch_heard (&component->latch, from, from_bytes, newer, now_us);
  g_mutex_unlock (&self->lock);
}

/* A peer that reflects packets may leave our own SSRC in them: for RTP it is another stream then */
static void
tell_own_ssrc_apart (MediaTransport *self, guint8 *packet, MediaRtpPacket *rtp)
{
  if (rtp->ssrc != self->tx_ssrc)
    return;
  packet[11] ^= 1;
  rtp->ssrc ^= 1;
}

static void
handle_packet (MediaTransport *self,
               MediaComponent component,
               guint8 *packet,
               gsize n_bytes,
               const struct sockaddr *from,
               socklen_t from_bytes,
               gint64 now_us)
{
  MediaPacketKind what = media_packet_classify (packet, n_bytes);
  MediaSrtpKind kind = what == MEDIA_PACKET_RTP ? MEDIA_SRTP_RTP : MEDIA_SRTP_RTCP;
  gboolean expected =
      (what == MEDIA_PACKET_RTP && component == MEDIA_COMPONENT_RTP) || what == MEDIA_PACKET_RTCP;
  MediaSrtpResult result = MEDIA_SRTP_MALFORMED;
  MediaRtpPacket rtp;

  if (expected && self->rx != NULL)
    result = unprotect (self, kind, packet, &n_bytes, now_us);
  if (result == MEDIA_SRTP_OK && kind == MEDIA_SRTP_RTP && !media_rtp_parse (packet, n_bytes, &rtp))
    result = MEDIA_SRTP_MALFORMED;
  if (result != MEDIA_SRTP_OK)
    {
      count_dropped (self, result);
      return;
    }
  count_heard (self, &self->components[component], kind == MEDIA_SRTP_RTP ? &rtp : NULL, from,
               from_bytes, now_us);
  if (kind == MEDIA_SRTP_RTP)
    {
      if (rtp.payload_type != self->rx_pt && rtp.payload_type != self->dtmf_rx_pt &&
          rtp.payload_type != COMFORT_NOISE_PT)
        count_dropped (self, MEDIA_SRTP_MALFORMED);
      else if (self->receive)
        {
          tell_own_ssrc_apart (self, packet, &rtp);
          self->handler (kind, packet, n_bytes, &rtp, self->user_data);
        }
    }
  else if (read_be32 (packet + 4) != self->tx_ssrc)
    self->handler (kind, packet, n_bytes, NULL, self->user_data);
}

void
media_transport_receive (MediaTransport *self, MediaComponent component, gint64 now_us)
{
  guint8 packet[MEDIA_PACKET_MAX_BYTES] __attribute__ ((aligned (8)));
  struct sockaddr_storage from;

  for (int i = 0; i < BATCH; i++)
    {
      socklen_t from_bytes = sizeof from;
      ssize_t n = recvfrom (self->components[component].fd, packet, sizeof packet,
                            MSG_DONTWAIT | MSG_TRUNC, (struct sockaddr *) &from, &from_bytes);

      if (n < 0)
        return;
      if ((gsize) n > sizeof packet)
        count_dropped (self, MEDIA_SRTP_MALFORMED);
      else
        handle_packet (self, component, packet, (gsize) n, (struct sockaddr *) &from, from_bytes,
                       now_us);
    }
}

gint64
media_transport_get_sent_us (MediaTransport *self)
{
  gint64 sent_us;

  g_mutex_lock (&self->lock);
  sent_us = self->sent_us;
  g_mutex_unlock (&self->lock);
  return sent_us;
}

gint64
media_transport_get_heard_us (MediaTransport *self)
{
  gint64 heard_us;

  g_mutex_lock (&self->lock);
  heard_us = self->heard_us;
  g_mutex_unlock (&self->lock);
  return heard_us;
}

void
media_transport_get_stats (MediaTransport *self, MediaStats *stats)
{
  g_mutex_lock (&self->lock);
  stats->rx_packets = self->reception.packets;
  stats->rx_bytes = self->reception.bytes;
  stats->rx_lost = media_reception_get_lost (&self->reception);
  stats->jitter_ms = self->clock_hz != 0 ? self->reception.jitter * 1000.0 / self->clock_hz : 0;
  stats->tx_packets = self->tx_packets;
  stats->tx_bytes = self->tx_bytes;
  stats->srtp_failures = self->srtp_failures;
  stats->rx_dropped = self->rx_dropped;
  g_mutex_unlock (&self->lock);
}
