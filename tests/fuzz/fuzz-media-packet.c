/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Linnet Authors */
/* RTP: datagrams of any content are told apart, parsed and counted, telephone-events recognised. */
#include "fuzz-target.h"

#include "media-dtmf.h"
#include "media-packet.h"
#include "media-reception.h"

/* Several packets, each after two bytes of length */
int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  MediaReception reception = { 0 };
  MediaDtmfReceiver events = { 0 };
  guint64 packets = 0;

  while (size >= 2)
    {
      size_t n = MIN ((size_t) (data[0] << 8 | data[1]), size - 2);
      MediaPacketKind kind = media_packet_classify (data + 2, n);
      MediaRtpPacket rtp;
      char digit;

      if (media_rtp_parse (data + 2, n, &rtp))
        {
          g_assert_true (kind == MEDIA_PACKET_RTP || kind == MEDIA_PACKET_RTCP);
          g_assert_true (rtp.payload >= data + 2 + MEDIA_RTP_HEADER_BYTES);
          g_assert_true (rtp.payload + rtp.payload_bytes <= data + 2 + n);
          media_reception_packet (&reception, &rtp, rtp.timestamp / 2, rtp.marker);
          digit = media_dtmf_receiver_packet (&events, &rtp);
          g_assert_true (digit == 0 || media_dtmf_event (digit) == rtp.payload[0]);
          packets++;
        }
      data += 2 + n;
      size -= 2 + n;
    }
  g_assert_cmpuint (reception.packets, ==, packets);
  return 0;
}
