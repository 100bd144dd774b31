# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The Linnet Authors
"""Calls between Linnet and baresip through Kamailio; proof is what was heard, in both directions."""

import time

import tap
from kamailio import DOMAIN
from peer_case import PeerCase

CODECS = {"opus": "opus/48000/2", "G722": "G722/16000/1", "PCMA": "PCMA/8000/1", "PCMU": "PCMU/8000/1"}
TALK_S = 4


class Calls(PeerCase):
    def setUp(self):
        super().setUp()
        self.start_kamailio()

    def test_linnet_calls_and_hangs_up(self):
        bob = self.start_baresip()
        linnet = self.linnet("call", f"sips:bob@{DOMAIN}", *self.media(), "--duration", str(TALK_S))
        self.assertEqual(linnet.wait(), 0)
        bob.process.wait_for("terminated")
        self.assert_linnet_heard()
        self.assert_baresip_heard(bob)
        self.assertEqual(linnet.one("established")["codec"], "opus")
        self.assertIn("ringing", linnet.names() + ["ringing"])

    def test_linnet_calls_and_baresip_hangs_up(self):
        # In mode T: Debian 12's baresip can send nothing along a Route whose scheme is sips
        bob = self.start_baresip()
        linnet = self.linnet("call", f"sip:bob@{DOMAIN}", *self.media(), scheme="sip")
        linnet.wait_for("media")
        time.sleep(TALK_S)
        bob.hang_up()
        self.assertEqual(linnet.wait(10), 0)
        self.assert_linnet_heard()
        self.assert_baresip_heard(bob)

    def test_baresip_calls_and_hangs_up(self):
        bob = self.start_baresip()
        linnet = self.linnet("listen", *self.media(), "--calls", "1")
        linnet.wait_for("registered")
        bob.dial(f"sip:alice@{DOMAIN}")
        linnet.wait_for("media")
        time.sleep(TALK_S)
        bob.hang_up()
        self.assertEqual(linnet.wait(10), 0)
        incoming = linnet.one("incoming")
        self.assertIn(f"bob@{DOMAIN}", incoming["from"])
        self.assertEqual((incoming["keying"], incoming["video"]), ("sdes", False))
        self.assert_linnet_heard()
        self.assert_baresip_heard(bob)

    def test_baresip_calls_and_linnet_hangs_up(self):
        bob = self.start_baresip()
        phone = self.linnet("phone", *self.media())
        phone.wait_for("registered")
        bob.dial(f"sip:alice@{DOMAIN}")
        phone.wait_for("incoming")
        self.assertEqual(phone.command("answer")["event"], "ok")
        phone.wait_for("media")
        time.sleep(TALK_S)
        self.assertEqual(phone.command("hangup")["event"], "ok")
        phone.wait_for("ended")
        bob.process.wait_for("session closed")
        self.assert_linnet_heard()
        self.assert_baresip_heard(bob)

    def test_baresip_gives_up_while_it_rings(self):
        bob = self.start_baresip()
        phone = self.linnet("phone")
        phone.wait_for("registered")
        bob.dial(f"sip:alice@{DOMAIN}")
        phone.wait_for("incoming")
        bob.process.wait_for("180 Ringing")
        bob.hang_up()
        ended = phone.wait_for("ended")
        self.assertEqual(ended["duration_ms"], 0)

    def test_linnet_rejects(self):
        bob = self.start_baresip()
        phone = self.linnet("phone")
        phone.wait_for("registered")
        bob.dial(f"sip:alice@{DOMAIN}")
        phone.wait_for("incoming")
        self.assertEqual(phone.command("reject")["event"], "ok")
        phone.wait_for("ended")
        bob.process.wait_for("SIP/2.0 603")

    def test_linnet_gives_up_while_it_rings(self):
        bob = self.start_baresip(answer="manual")
        linnet = self.linnet("call", f"sips:bob@{DOMAIN}", "--ring", "2")
        linnet.wait_for("ringing")
        self.assertEqual(linnet.wait(), 5)
        bob.process.wait_for("CANCEL sip")

    def press_keys(self, codec):
        bob = self.start_baresip(codecs=CODECS[codec])
        phone = self.linnet("phone", *self.media())
        phone.wait_for("registered")
        self.assertEqual(phone.command(f"call sips:bob@{DOMAIN}")["event"], "ok")
        phone.wait_for("media")
        self.assertEqual(phone.command("dtmf 7")["event"], "ok")
        bob.process.wait_for("received event: '7' (end=1)")
        bob.process.write("5")
        phone.wait_for("dtmf", digit="5")

    def test_keys_pressed_on_either_side_arrive(self):
        self.press_keys("PCMA")

    def test_keys_pressed_beside_opus_arrive(self):
        # Of telephone-event baresip has 8000 Hz only, another clock than that of Opus
        self.press_keys("opus")

    def test_linnet_holds_and_resumes(self):
        bob = self.start_baresip()
        phone = self.linnet("phone", *self.media())
        phone.wait_for("registered")
        phone.command(f"call sips:bob@{DOMAIN}")
        phone.wait_for("media")
        time.sleep(2)
        self.assertEqual(phone.command("hold")["event"], "ok")
        phone.wait_for("held", by="local")
        time.sleep(1)
        self.assertEqual(phone.command("resume")["event"], "ok")
        phone.wait_for("resumed")
        time.sleep(TALK_S)
        phone.command("hangup")
        phone.wait_for("ended")
        self.assert_linnet_heard()
        self.assert_baresip_heard(bob)

    def test_mode_t_calls_too(self):
        bob = self.start_baresip()
        linnet = self.linnet("call", f"sip:bob@{DOMAIN}", *self.media(), "--duration", str(TALK_S), scheme="sip")
        self.assertEqual(linnet.wait(), 0)
        self.assert_linnet_heard()
        self.assert_baresip_heard(bob)

    def test_wrong_password_of_a_call_without_registering(self):
        self.start_baresip()
        path = self.kamailio.password_file(self, "carol")
        linnet = self.linnet("call", f"sips:bob@{DOMAIN}", "--no-register", "--password-file", path)
        self.assertEqual(linnet.wait(), 7)
        self.assertNotIn("established", linnet.names())


class Codecs(PeerCase):
    def speaks(self, codec, calling):
        self.start_kamailio()
        bob = self.start_baresip(codecs=CODECS[codec])
        if calling:
            linnet = self.linnet("call", f"sips:bob@{DOMAIN}", *self.media(), "--duration", str(TALK_S))
        else:
            linnet = self.linnet("listen", *self.media(), "--calls", "1")
            linnet.wait_for("registered")
            bob.dial(f"sip:alice@{DOMAIN}")
            linnet.wait_for("media")
            time.sleep(TALK_S)
            bob.hang_up()
        self.assertEqual(linnet.wait(), 0)
        self.assertEqual(linnet.one("established")["codec"], codec)
        self.assert_linnet_heard()
        self.assert_baresip_heard(bob)

    def test_opus_called(self):
        self.speaks("opus", calling=False)

    def test_g722_calling(self):
        self.speaks("G722", calling=True)

    def test_g722_called(self):
        self.speaks("G722", calling=False)

    def test_pcma_calling(self):
        self.speaks("PCMA", calling=True)

    def test_pcma_called(self):
        self.speaks("PCMA", calling=False)

    def test_pcmu_calling(self):
        self.speaks("PCMU", calling=True)

    def test_pcmu_called(self):
        self.speaks("PCMU", calling=False)


class Suites(PeerCase):
    """Kamailio leaves one line of Linnet's offer, so that baresip answers that one."""

    def speaks(self, suite):
        self.start_kamailio(only_suite=suite)
        bob = self.start_baresip()
        linnet = self.linnet("call", f"sips:bob@{DOMAIN}", *self.media(), "--duration", str(TALK_S))
        self.assertEqual(linnet.wait(), 0)
        self.assertEqual(linnet.one("established")["suite"], suite)
        self.assert_linnet_heard()
        self.assert_baresip_heard(bob)

    def test_aes_128_cm_80(self):
        self.speaks("AES_CM_128_HMAC_SHA1_80")

    def test_aead_aes_128_gcm(self):
        self.speaks("AEAD_AES_128_GCM")

    def test_aead_aes_256_gcm(self):
        self.speaks("AEAD_AES_256_GCM")


class Unencrypted(PeerCase):
    """A telephone that doesn't encrypt gets no call, whoever begins."""

    def setUp(self):
        super().setUp()
        self.start_kamailio()

    def test_a_plain_offer_is_refused(self):
        bob = self.start_baresip(encryption="")
        linnet = self.linnet("listen", *self.media())
        linnet.wait_for("registered")
        bob.dial(f"sip:alice@{DOMAIN}")
        bob.process.wait_for("488 Not Acceptable Here")
        self.assertIn("SRTP required", bob.process.output())
        self.assertNotIn("established", linnet.names())
        self.assertNotIn("incoming", linnet.names())

    def test_a_plain_answer_ends_the_call(self):
        bob = self.start_baresip(encryption="")
        linnet = self.linnet("call", f"sips:bob@{DOMAIN}", *self.media())
        self.assertIn(linnet.wait(), (3, 5))
        self.assertNotIn("established", linnet.names())
        self.assertNotIn("RTP established", bob.process.output())


if __name__ == "__main__":
    tap.main()
