# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The Linnet Authors
"""An account by keyboard; what goes wrong, in words; what is kept over a restart."""

from linnet_window import Case, DemoPeer, Linnet, tap, wait_for

FORM = "Welcome to Linnet"


class Account(Case):
    def fill_form(self, linnet, peer, password):
        linnet.fill_account_form(peer, password)
        linnet.find("Found the server")
        linnet.find("Connected with TLS 1.3")
        linnet.find("Checked the certificate")

    def test_six_actions_then_a_restart(self):
        peer = DemoPeer(self)
        linnet = Linnet(self, "--ca", peer.ca)
        self.fill_form(linnet, peer, peer.password)
        linnet.press(FORM, "alt+c")
        linnet.find("Signed in as " + peer.aor.removeprefix("sips:"))
        linnet.picture(FORM, "ready")
        linnet.press(FORM, "alt+d")
        linnet.find("Verified: demo.linnet.invalid", exact=False)
        linnet.press("Linnet", "ctrl+comma")
        linnet.open_audio_page()
        linnet.click("Constant Bit Rate", "check box", exact=False)
        linnet.press("Preferences", "Escape")
        linnet.quit()

        again = Linnet(self, "--ca", peer.ca, name="again")
        again.find("Verified: demo.linnet.invalid", exact=False)
        again.find(f"{peer.aor.removeprefix('sips:')}, Signed in")
        with open(again.config + "/preferences.ini", encoding="utf-8") as file:
            self.assertIn("constant-bit-rate=true", file.read())
        again.quit()

    def test_a_wrong_password_is_told_and_can_be_corrected(self):
        peer = DemoPeer(self)
        linnet = Linnet(self, "--ca", peer.ca)
        self.fill_form(linnet, peer, "not the password")
        linnet.press(FORM, "alt+c")
        linnet.find("Wrong name or password")
        linnet.find("refused the sign-in for", exact=False)
        linnet.picture(FORM, "wrong-password")
        linnet.set_text("Password", peer.password)
        wait_for("Continue again", lambda: linnet.peek("Continue", "push button"))
        linnet.click("Continue", "push button")
        linnet.find("Signed in as " + peer.aor.removeprefix("sips:"))

    def test_an_unknown_issuer_is_told_and_no_password_leaves(self):
        peer = DemoPeer(self)
        linnet = Linnet(self)
        linnet.fill_account_form(peer, peer.password)
        linnet.find("Nobody this computer trusts vouches for this server")
        linnet.click("Continue", "push button")
        linnet.find("Nobody this computer trusts vouches for this server")
        self.assertIsNone(linnet.peek("Signing in…"))
        linnet.picture(FORM, "unknown-issuer")

    def test_udp_is_refused_in_words(self):
        linnet = Linnet(self)
        linnet.click("Add Account", "push button")
        linnet.set_text("SIP address", "sip:alice@example.org;transport=udp")
        linnet.find("Ask your provider for a TLS server", exact=False)


tap.main()
