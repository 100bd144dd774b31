# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The Linnet Authors
"""What somebody on the wire sees of a call through Kamailio: TLS records, and RTP that tells nothing.

test_harness.py proves with a plain call that the measure hears what can be heard."""

import os

import melody
import tap
from baresip import RTP_PORTS
from capture import Capture, rtp_flows, tls_records, write_pcma
from kamailio import DOMAIN
from peer_case import BARESIP_SAYS, LINNET_SAYS, PeerCase

# Of SIP and SDP; the server's name is no secret: TLS says it
TEXTS = (b"SIP/2.0", b"INVITE", b"REGISTER", b"CSeq", b"Digest", b"m=audio", b"a=crypto", b"inline:", b"alice", b"bob@")


def is_baresips_rtcp(packet):
    """Debian 12's baresip says good-bye unencrypted (RTCP BYE and SDES) when a call ends; Linnet doesn't."""
    return int(packet.source.split(":")[1]) in RTP_PORTS and 192 <= packet.payload[1] <= 223


class Wire(PeerCase):
    def test_no_sip_and_no_sound_in_clear(self):
        self.start_kamailio()
        bob = self.start_baresip(codecs="PCMA/8000/1")
        capture = Capture(self)
        linnet = self.linnet("call", f"sips:bob@{DOMAIN}", *self.media(), "--codecs", "PCMA", "--duration", "4")
        self.assertEqual(linnet.wait(), 0)
        capture.stop()
        self.assert_linnet_heard()
        self.assert_baresip_heard(bob)
        self.assertEqual(linnet.one("established")["codec"], "PCMA")

        streams = capture.tcp_streams()
        self.assertGreater(len(streams), 1)
        for name, content in streams.items():
            tls_records(content, name)
        for text in TEXTS:
            for name, content in streams.items():
                self.assertNotIn(text, content, name)
            for packet in capture.udp:
                if not is_baresips_rtcp(packet):
                    self.assertNotIn(text, packet.payload)

        self.look_at_media(capture.udp)

    def look_at_media(self, packets):
        path = os.path.join(self.directory, "wire.wav")
        flows = rtp_flows(packets)
        self.assertEqual(len(flows), 2, "one flow in each direction")
        for flow, payloads in flows.items():
            self.assertGreater(len(payloads), 150, flow)
            self.assertEqual({payload[1] & 0x7f for payload in payloads}, {8}, "PCMA by its header")
            write_pcma(path, payloads)
            heard = melody.read(path)
            self.assertFalse(set(heard) & set(LINNET_SAYS), f"{flow}: {heard}")
            for sentence in (LINNET_SAYS, BARESIP_SAYS):
                self.assertNotIn(sentence, heard)
            # 160 samples and an authentication tag, of 10 or 16 bytes
            self.assertIn(min(len(payload) for payload in payloads), (12 + 160 + 10, 12 + 160 + 16))
            self.assert_looks_random(b"".join(payload[12:] for payload in payloads), flow)

    def assert_looks_random(self, content, flow):
        """Chi square of the bytes' frequencies: about 255 for a cipher, thousands for sound."""
        counts = [0] * 256
        for byte in content:
            counts[byte] += 1
        expected = len(content) / 256
        self.assertLess(sum((count - expected) ** 2 / expected for count in counts), 400, flow)


if __name__ == "__main__":
    tap.main()
