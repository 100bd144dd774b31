# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The Linnet Authors
"""Somebody calls: who says so, two buttons, and no answer by accident (UI.md 5.6)."""

from linnet_window import Case, DemoPeer, Linnet, tap


class Incoming(Case):
    def signed_in(self):
        peer = DemoPeer(self)
        linnet = Linnet(self, "--ca", peer.ca)
        linnet.fill_account_form(peer, peer.password)
        linnet.find("Checked the certificate")
        linnet.click("Continue", "push button")
        linnet.click("Done", "push button")
        linnet.find("Verified: demo.linnet.invalid", exact=False)
        return peer, linnet

    def test_answer(self):
        peer, linnet = self.signed_in()
        peer.say("call")
        window = linnet.find("Incoming call from", exact=False)
        title = window.get_name()
        linnet.find("Encrypted, not end to end")
        linnet.picture(title, "incoming-test")
        linnet.press(title, "space", "Return", "Escape")  # typing elsewhere must not answer
        self.assertNotIn("state established", peer.output())
        linnet.click("Answer", "push button")
        peer.wait_for("state established", timeout_s=30)
        linnet.find("Call encryption: encrypted, not end to end")
        peer.say("hangup")
        linnet.wait_closed("Call with .*")
        linnet.quit()

    def test_decline(self):
        peer, linnet = self.signed_in()
        peer.say("call")
        title = linnet.find("Incoming call from", exact=False).get_name()
        linnet.press(title, "ctrl+shift+d")
        peer.wait_for("state ended", timeout_s=30)
        linnet.wait_closed(title)
        self.assertNotIn("state established", peer.output())

    def test_caller_gives_up(self):
        peer, linnet = self.signed_in()
        peer.say("call")
        title = linnet.find("Incoming call from", exact=False).get_name()
        peer.say("hangup")
        linnet.wait_closed(title)


tap.main()
