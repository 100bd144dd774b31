# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The Linnet Authors
"""A case with an authority, Kamailio on demand, and Linnet signed in there as alice."""

import os

import melody
import tap
from authority import Authority
from baresip import Baresip
from kamailio import DOMAIN, Kamailio
from linnet_cli import Linnet

LINNET_SAYS = "abcdefgh"
BARESIP_SAYS = "hgfedcba"


class PeerCase(tap.Case):
    def setUp(self):
        super().setUp()
        self.authority = Authority(self.directory)
        self.kamailio = None
        self.heard = os.path.join(self.directory, "heard.wav")

    def start_kamailio(self, **options):
        self.kamailio = Kamailio(self, self.authority, **options)

    def start_baresip(self, user="bob", sentence=BARESIP_SAYS, **options):
        baresip = Baresip(self, self.kamailio, user, sentence, **options)
        baresip.wait_registered()
        return baresip

    def account(self, user="alice", scheme="sips", password_file=None):
        return ("--aor", f"{scheme}:{user}@{DOMAIN}", "--server", self.kamailio.address, "--identity", DOMAIN,
                "--password-file", password_file or self.kamailio.password_file(self, user))

    def linnet(self, command, *options, user="alice", scheme="sips", **keywords):
        return Linnet(self, command, *self.account(user, scheme), *options,
                      common=("--ca", self.authority.certificate), **keywords)

    def sentence(self, says=LINNET_SAYS, rate_hz=48000):
        path = os.path.join(self.directory, "says.wav")
        melody.write(path, says, rate_hz, repeat=40)
        return path

    def media(self):
        """Options that speak our sentence and keep what is heard."""
        return ("--play", self.sentence(), "--record", self.heard)

    def assert_linnet_heard(self, says=BARESIP_SAYS):
        self.assertIn(says, melody.read(self.heard), "what Linnet heard")

    def assert_baresip_heard(self, baresip, says=LINNET_SAYS):
        self.assertIn(says, baresip.heard(says), "what baresip heard")
