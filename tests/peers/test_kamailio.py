# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The Linnet Authors
"""Registration at Kamailio: digest, refresh, removal, TLS versions."""

import os
import signal

import tap
from kamailio import DOMAIN
from peer_case import PeerCase


class Registration(PeerCase):
    def test_digest_md5(self):
        self.start_kamailio(algorithm="MD5")
        linnet = self.linnet("register", "--duration", "0")
        self.assertEqual(linnet.wait(), 0)
        self.assertEqual(linnet.one("registered")["aor"], f"sips:alice@{DOMAIN}")
        linnet.one("unregistered")
        self.assertEqual(self.kamailio.process.output().count("in REGISTER sips:"), 3, "two and the removal")

    def test_digest_sha256(self):
        self.start_kamailio(algorithm="SHA-256")
        linnet = self.linnet("register", "--duration", "0")
        self.assertEqual(linnet.wait(), 0)
        linnet.one("registered")

    def test_wrong_password_stops_at_once(self):
        self.start_kamailio()
        path = os.path.join(self.directory, "wrong")
        with open(path, "w", encoding="utf-8") as file:
            file.write("wrong\n")
        linnet = self.linnet("register", "--password-file", path)
        self.assertEqual(linnet.wait(), 7)
        self.assertIn(linnet.one("registration-failed")["code"], (401, 403))
        self.assertLessEqual(self.kamailio.process.output().count("in REGISTER"), 2, "tried again with a wrong password")

    def test_unknown_user(self):
        self.start_kamailio()
        linnet = self.linnet("register", "--user", "mallory")
        self.assertEqual(linnet.wait(), 7)

    def test_stale_nonce_is_answered_with_the_new_one(self):
        self.start_kamailio(nonce_expire_s=1)
        linnet = self.linnet("register", "--duration", "3")
        self.assertEqual(linnet.wait(), 0)
        linnet.one("unregistered")

    def test_binding_is_removed(self):
        self.start_kamailio()
        linnet = self.linnet("register")
        linnet.wait_for("registered")
        linnet.signal(signal.SIGTERM)
        self.assertEqual(linnet.wait(10), 0)
        caller = self.linnet("call", f"sips:alice@{DOMAIN}", user="carol", name="carol")
        self.assertEqual(caller.wait(), 5)
        self.assertEqual(caller.one("ended")["code"], 404)

    def test_mode_t(self):
        self.start_kamailio()
        linnet = self.linnet("register", "--duration", "0", scheme="sip")
        self.assertEqual(linnet.wait(), 0)
        self.assertRegex(linnet.one("registered")["contact"], "^sip:.*transport=tls")

    def test_each_tls_version(self):
        for method, version in (("TLSv1.2", "TLS1.2"), ("TLSv1.2+", "TLS1.3")):
            self.start_kamailio(tls_method=method)
            check = self.linnet("check", name="check-" + method)
            self.assertEqual(check.wait(), 0)
            self.assertEqual(check.one("report")["tls"]["version"], version)
            options = [event for event in check.all("check") if event["id"] == "options"]
            self.assertEqual([event["status"] for event in options], ["pass"])
            self.kamailio.process.stop()

    def test_kamailio_dies_and_comes_back(self):
        self.start_kamailio()
        port = self.kamailio.port
        linnet = self.linnet("register")
        linnet.wait_for("registered")
        self.kamailio.process.kill()
        self.kamailio.process.wait()
        start = linnet.mark()
        self.start_kamailio(port=port)
        linnet.wait_for("registered", 60, start=start)
        linnet.signal(signal.SIGTERM)
        self.assertEqual(linnet.wait(10), 0)


if __name__ == "__main__":
    tap.main()
