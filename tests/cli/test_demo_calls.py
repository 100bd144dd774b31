# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The Linnet Authors
"""The commands against the demo service: events, their order and fields, exit statuses."""

import os
import re
import signal
import socket
import time

import melody
import tap
from authority import Authority
from demo import Demo
from linnet_cli import Linnet, run
from processes import free_port

STEPS = ["resolve", "connect", "tls", "chain", "validity", "identity", "key-usage", "strength", "revocation",
         "dane", "continuity", "options"]
SUITES = ("AEAD_AES_256_GCM", "AES_256_CM_HMAC_SHA1_80", "AEAD_AES_128_GCM", "AES_CM_128_HMAC_SHA1_80")
SENTENCE = "abcdefgh"


class Demonstration(tap.Case):
    def setUp(self):
        super().setUp()
        self.demo = Demo(self)
        self.sentence = os.path.join(self.directory, "says.wav")
        melody.write(self.sentence, SENTENCE, repeat=20)

    def call(self, user, *options, **keywords):
        return Linnet(self, "call", self.demo.uri(user), *self.demo.account(), *options, common=self.demo.common,
                      **keywords)

    def wrong_password_file(self):
        path = os.path.join(self.directory, "wrong-password")
        with open(path, "w", encoding="utf-8") as file:
            file.write("not the password\n")
        return path

    def test_demo_names_what_it_serves(self):
        event = self.demo.event
        self.assertRegex(event["address"], r"^127\.0\.0\.1:\d+$")
        self.assertEqual({uri.split("@")[0] for uri in event["services"]},
                         {"sips:echo", "sips:tone", "sips:video", "sips:busy", "sips:noanswer", "sips:voicemail"})
        self.assertEqual(os.stat(self.demo.password_file).st_mode & 0o077, 0, "others can read the password")
        self.assertTrue(os.path.isfile(self.demo.ca))
        self.demo.process.signal(signal.SIGTERM)
        self.assertEqual(self.demo.process.wait(), 0)
        self.assertFalse(os.path.exists(self.demo.password_file), "something is left behind")

    def test_echo_is_recognised(self):
        linnet = self.call("echo", "--play", self.sentence, "--expect-echo", "--duration", "6")
        self.assertEqual(linnet.wait(), 0)
        names = linnet.names()
        order = ["report", "registered", "calling", "established", "media", "stats", "echo", "ended", "unregistered"]
        places = [names.index(name) for name in order]
        self.assertEqual(places, sorted(places), names)
        self.assertEqual(linnet.one("report")["verdict"], "trusted")
        self.assertEqual(linnet.one("registered")["aor"], self.demo.aor)
        self.assertGreater(linnet.one("registered")["expires"], 0)
        self.assertRegex(linnet.one("registered")["contact"], "^sips:")
        established = linnet.one("established")
        self.assertEqual({key: established[key] for key in ("keying", "video_codec", "ice", "end_to_end", "words")},
                         {"keying": "sdes", "video_codec": None, "ice": "none", "end_to_end": False, "words": None})
        self.assertIn(established["suite"], SUITES)
        self.assertEqual(established["codec"], "opus")
        self.assertEqual(established["remote"], self.demo.uri("echo"))
        self.assertGreaterEqual(established["setup_ms"], 0)
        self.assertGreater(linnet.one("echo")["match"], 0.6)
        self.assertLess(linnet.one("media")["first_rx_ms"], 3000)
        stats = linnet.all("stats")[-1]
        self.assertEqual({"rx_packets", "rx_lost", "rx_bytes", "tx_packets", "tx_bytes", "jitter_ms", "rtt_ms",
                          "srtp_failures", "mos", "event", "call"}, set(stats))
        self.assertGreater(stats["rx_packets"], 200)
        self.assertEqual(stats["srtp_failures"], 0)
        ended = linnet.one("ended")
        self.assertEqual(set(ended), {"event", "call", "code", "reason", "duration_ms"})
        self.assertTrue(5500 <= ended["duration_ms"] <= 9000, ended)
        calls = {event["call"] for event in linnet.events if "call" in event}
        self.assertEqual(calls, {"c1"})

    def test_echo_that_is_something_else_is_not_recognised(self):
        linnet = self.call("tone", "--play", self.sentence, "--expect-echo", "--duration", "4")
        self.assertEqual(linnet.wait(), 6)
        self.assertLess(linnet.one("echo")["match"], 0.5)

    def test_what_arrives_is_recorded(self):
        heard = os.path.join(self.directory, "heard.wav")
        linnet = self.call("echo", "--play", self.sentence, "--record", heard, "--duration", "5")
        self.assertEqual(linnet.wait(), 0)
        self.assertIn(SENTENCE, melody.read(heard))

    def test_each_codec_carries_the_sentence(self):
        for codec in ("opus", "G722", "PCMA", "PCMU"):
            heard = os.path.join(self.directory, codec + ".wav")
            linnet = self.call("echo", "--codecs", codec, "--play", self.sentence, "--record", heard,
                               "--expect-echo", "--duration", "4", name=codec)
            self.assertEqual(linnet.wait(), 0, codec)
            self.assertEqual(linnet.one("established")["codec"], codec)
            self.assertIn(SENTENCE, melody.read(heard), codec)

    def test_busy(self):
        linnet = self.call("busy")
        self.assertEqual(linnet.wait(), 5)
        self.assertEqual(linnet.one("ended")["code"], 486)
        self.assertNotIn("established", linnet.names())
        self.assertEqual(linnet.one("ended")["duration_ms"], 0)

    def test_no_such_user(self):
        linnet = self.call("nobody-of-that-name")
        self.assertEqual(linnet.wait(), 5)
        self.assertEqual(linnet.one("ended")["code"], 404)

    def test_nobody_answers_within_ring(self):
        linnet = self.call("noanswer", "--ring", "2")
        start = time.monotonic()
        linnet.wait_for("ringing")
        self.assertEqual(linnet.wait(), 5)
        self.assertLess(time.monotonic() - start, 15)
        self.assertFalse(linnet.one("ringing")["early_media"])
        self.assertEqual(linnet.one("ended")["code"], 487)

    def test_wrong_password(self):
        for command in (("register",), ("call", self.demo.uri("echo"))):
            linnet = Linnet(self, *command, *self.demo.account(self.wrong_password_file()), common=self.demo.common,
                            name="wrong-" + command[0])
            self.assertEqual(linnet.wait(), 7)
            self.assertNotIn("registered", linnet.names())
            failed = linnet.one("registration-failed")
            self.assertEqual(failed["aor"], self.demo.aor)
            self.assertIn(failed["code"], (401, 403, 407))
            self.assertTrue(failed["reason"])

    def test_password_from_the_environment(self):
        with open(self.demo.password_file, encoding="utf-8") as file:
            password = file.readline().rstrip("\n")
        linnet = Linnet(self, "register", "--aor", self.demo.aor, "--server", self.demo.address, "--identity",
                        self.demo.domain, "--password-env", "SECRET_OF_TEST", "--duration", "0",
                        common=self.demo.common, env={"SECRET_OF_TEST": password})
        self.assertEqual(linnet.wait(), 0)
        self.assertNotIn(password, linnet.trace())

    def test_register_for_a_time(self):
        linnet = Linnet(self, "register", *self.demo.account(), "--duration", "1", common=self.demo.common)
        self.assertEqual(linnet.wait(), 0)
        self.assertEqual([name for name in linnet.names() if name != "END OF OUTPUT"],
                         ["report", "registered", "unregistered"])

    def test_register_until_a_signal(self):
        for number in (signal.SIGINT, signal.SIGTERM):
            linnet = Linnet(self, "register", *self.demo.account(), common=self.demo.common, name=f"signal-{number}")
            linnet.wait_for("registered")
            linnet.signal(number)
            self.assertEqual(linnet.wait(10), 0)
            linnet.one("unregistered")

    def test_signal_in_a_call_ends_it_in_good_order(self):
        linnet = self.call("echo", "--play", self.sentence)
        linnet.wait_for("media")
        time.sleep(1)
        linnet.signal(signal.SIGINT)
        self.assertEqual(linnet.wait(10), 0)
        names = linnet.names()
        self.assertLess(names.index("ended"), names.index("unregistered"))
        self.assertIn("BYE sips:", linnet.trace())

    def test_signal_while_ringing_cancels(self):
        linnet = self.call("noanswer")
        linnet.wait_for("ringing")
        linnet.signal(signal.SIGTERM)
        self.assertEqual(linnet.wait(10), 1)
        self.assertIn("CANCEL sips:", linnet.trace())
        linnet.one("unregistered")

    def test_nobody_reads_the_output(self):
        linnet = self.call("echo", "--play", self.sentence)
        linnet.wait_for("media")
        linnet.close_output()
        self.assertEqual(linnet.wait(20), 0)

    def test_unknown_authority_gets_no_byte_of_sip(self):
        linnet = Linnet(self, "register", *self.demo.account())
        self.assertEqual(linnet.wait(), 3)
        self.assertEqual(linnet.one("report")["verdict"], "untrusted")
        self.assertNotIn("REGISTER", linnet.trace())
        call = Linnet(self, "call", self.demo.uri("echo"), *self.demo.account(), name="call")
        self.assertEqual(call.wait(), 3)
        self.assertNotIn("INVITE", call.trace())
        self.assertNotIn("calling", call.names())
        call.one("ended")

    def test_wrong_authority(self):
        other = Authority(self.directory)
        linnet = Linnet(self, "register", *self.demo.account(), common=("--ca", other.certificate))
        self.assertEqual(linnet.wait(), 3)

    def test_wrong_name(self):
        linnet = Linnet(self, "register", "--aor", self.demo.aor, "--server", self.demo.address, "--identity",
                        "elsewhere.test", "--password-file", self.demo.password_file, common=self.demo.common)
        self.assertEqual(linnet.wait(), 3)

    def test_unreachable(self):
        linnet = Linnet(self, "register", "--aor", self.demo.aor, "--server", f"127.0.0.1:{free_port()}",
                        "--password-file", self.demo.password_file)
        self.assertEqual(linnet.wait(), 4)
        self.assertEqual(linnet.one("report")["verdict"], "unreachable")
        call = Linnet(self, "call", "sips:echo@nowhere.invalid", "--aor", "sips:me@nowhere.invalid", name="call")
        self.assertEqual(call.wait(), 4)

    def test_check(self):
        linnet = Linnet(self, "check", *self.demo.account(), common=self.demo.common)
        self.assertEqual(linnet.wait(), 0)
        self.assertEqual([event["id"] for event in linnet.all("check")], STEPS)
        status = {event["id"]: event["status"] for event in linnet.all("check")}
        for step in STEPS:
            expected = ("skip",) if step in ("revocation", "dane", "continuity") else ("pass",)
            if step == "resolve":
                expected = ("pass", "skip")
            self.assertIn(status[step], expected, step)
        for event in linnet.all("check"):
            self.assertEqual(set(event), {"event", "id", "status", "cause", "detail"})
        report = linnet.one("report")
        self.assertEqual((report["verdict"], report["identity"], report["address"]),
                         ("trusted", self.demo.domain, self.demo.address))
        self.assertEqual(set(report["tls"]), {"version", "cipher", "group", "post_quantum", "resumed"})
        self.assertIn(report["tls"]["version"], ("TLS1.2", "TLS1.3"))
        leaf = report["chain"][0]
        self.assertLessEqual({"subject", "issuer", "sha256", "not_before", "not_after", "san", "key", "signature"},
                             set(leaf))
        self.assertRegex(leaf["sha256"], "^[0-9a-f]{64}$")
        self.assertRegex(leaf["not_before"], r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$")
        self.assertIn("DNS:" + self.demo.domain, leaf["san"])
        self.assertEqual(linnet.names()[-2], "report")

    def test_check_of_a_target_without_an_account(self):
        linnet = Linnet(self, "check", self.demo.address, "--identity", self.demo.domain, common=self.demo.common)
        self.assertEqual(linnet.wait(), 0)
        self.assertEqual(linnet.one("report")["verdict"], "trusted")

    def test_pinned_key(self):
        check = Linnet(self, "check", *self.demo.account(), name="check")
        self.assertEqual(check.wait(), 3)
        pin = check.one("report")["chain"][0]["spki_sha256"]
        pinned = Linnet(self, "check", *self.demo.account(), "--pin", pin, name="pinned")
        self.assertEqual(pinned.wait(), 0)
        self.assertEqual(pinned.one("report")["verdict"], "pinned")
        other = Linnet(self, "check", *self.demo.account(), "--pin", "0" * 64, name="other-pin")
        self.assertEqual(other.wait(), 3)

    def test_plain_words(self):
        linnet = Linnet(self, "check", self.demo.address, "--identity", self.demo.domain, common=self.demo.common)
        self.assertEqual(linnet.wait(), 0)
        status, out, err = run("--config", os.path.join(self.directory, "plain"), "--ca", self.demo.ca,
                                          "call", self.demo.uri("echo"), *self.demo.account(), "--duration", "2",
                                          "--play", self.sentence)
        self.assertEqual((status, err), (0, ""))
        self.assertIn("Calling " + self.demo.uri("echo"), out)
        self.assertNotIn("{", out)

    def test_no_register(self):
        linnet = self.call("echo", "--no-register", "--play", self.sentence, "--duration", "2")
        self.assertEqual(linnet.wait(), 0)
        self.assertNotIn("registered", linnet.names())
        self.assertNotIn("REGISTER sips:", linnet.trace())

    def test_keys_that_are_pressed_arrive(self):
        linnet = self.call("echo", "--dtmf", "159#", "--play", self.sentence, "--duration", "5")
        self.assertEqual(linnet.wait(), 0)
        self.assertEqual("".join(event["digit"] for event in linnet.all("dtmf")), "159#")

    def test_trace_and_log_hold_no_secret(self):
        linnet = self.call("echo", "--play", self.sentence, "--duration", "2")
        self.assertEqual(linnet.wait(), 0)
        text = linnet.trace()
        self.assertIn("INVITE sips:", text)
        self.assertIn("[redacted]", text)
        with open(self.demo.password_file, encoding="utf-8") as file:
            self.assertNotIn(file.readline().rstrip("\n"), text)
        self.assertFalse(re.search(r"inline:[A-Za-z0-9+/]{20}", text), "a key is in the trace")
        self.assertFalse(re.search(r'response="?[0-9a-f]{16}', text), "a digest is in the trace")

    def test_a_server_that_says_nothing(self):
        with socket.create_server(("127.0.0.1", 0)) as silent:
            port = silent.getsockname()[1]
            linnet = Linnet(self, "check", f"127.0.0.1:{port}")
            self.assertEqual(linnet.wait(60), 4)
            failed = [event for event in linnet.all("check") if event["status"] == "fail"]
            self.assertEqual([(event["id"], event["cause"]) for event in failed], [("tls", "timeout")])


if __name__ == "__main__":
    tap.main()
