# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The Linnet Authors
"""The parts themselves, without Linnet: what the other tests conclude from them must hold."""

import time

import tap
from authority import Authority
from baresip import Baresip
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
        self.assertIn("abcdefgh", carol.heard())
        self.assertIn("hgfedcba", bob.heard())
        self.assertNotIn("hgfedcba", carol.heard())


if __name__ == "__main__":
    tap.main()
