# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The Linnet Authors
"""The parts themselves, without Linnet: what the other tests conclude from them must hold."""

import os
import time

import melody
import tap
from authority import Authority
from baresip import Baresip
from capture import Capture, rtp_flows, tls_records, write_pcma
from kamailio import DOMAIN, Kamailio


class Harness(tap.Case):
    def test_baresip_calls_baresip_through_kamailio(self):
        kamailio = Kamailio(self, Authority(self.directory))
        bob = Baresip(self, kamailio, "bob", "abcdefgh")
        carol = Baresip(self, kamailio, "carol", "hgfedcba")
        bob.wait_registered()
        carol.wait_registered()
        bob.dial(f"sip:carol@{DOMAIN}")
        bob.process.wait_for("Call established")
        carol.process.wait_for("Call established")
        time.sleep(5)
        bob.hang_up()
        carol.process.wait_for("session closed")
        self.assertIn("abcdefgh", carol.heard("abcdefgh"))
        self.assertIn("hgfedcba", bob.heard("hgfedcba"))
        self.assertNotIn("hgfedcba", carol.heard("abcdefgh"))

    def test_capture_hears_a_plain_call(self):
        kamailio = Kamailio(self, Authority(self.directory))
        bob = Baresip(self, kamailio, "bob", "abcdefgh", codecs="PCMA/8000/1", encryption="")
        carol = Baresip(self, kamailio, "carol", "hgfedcba", codecs="PCMA/8000/1", encryption="")
        bob.wait_registered()
        carol.wait_registered()
        capture = Capture(self)
        bob.dial(f"sip:carol@{DOMAIN}")
        carol.process.wait_for("Call established")
        time.sleep(4)
        bob.hang_up()
        carol.process.wait_for("session closed")
        capture.stop()
        heard = []
        for flow in rtp_flows(capture.udp).values():
            path = os.path.join(self.directory, "wire.wav")
            write_pcma(path, flow)
            heard.append(melody.read(path))
        self.assertEqual(len(heard), 2)
        self.assertTrue(any("abcdefgh" in said for said in heard), heard)
        self.assertTrue(any("hgfedcba" in said for said in heard), heard)
        for name, content in capture.tcp_streams().items():
            tls_records(content, name)

    def test_plain_sip_is_no_tls(self):
        with self.assertRaises(AssertionError):
            tls_records(b"INVITE sip:bob@peer.test SIP/2.0\r\n", "plain")


if __name__ == "__main__":
    tap.main()
