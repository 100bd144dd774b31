# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The Linnet Authors
"""`phone`: commands a line, an answer to each; and the config folder that one process uses at a time."""

import os

import melody
import tap
from demo import Demo
from linnet_cli import Linnet, run


class Phone(tap.Case):
    def setUp(self):
        super().setUp()
        self.demo = Demo(self)
        self.sentence = os.path.join(self.directory, "says.wav")
        melody.write(self.sentence, "abcdefgh", repeat=20)

    def phone(self, *options, **keywords):
        return Linnet(self, "phone", *self.demo.account(), *options, common=self.demo.common, **keywords)

    def refused(self, phone, line):
        answer = phone.command(line)
        self.assertEqual(answer["event"], "error", line)
        self.assertTrue(answer["detail"])

    def done(self, phone, line):
        self.assertEqual(phone.command(line), {"event": "ok"}, line)

    def test_a_call_by_commands(self):
        phone = self.phone("--play", self.sentence)
        phone.wait_for("registered")
        self.done(phone, "calls")
        self.assertEqual(phone.one("calls")["calls"], [])
        self.done(phone, f"call {self.demo.uri('echo')}")
        phone.wait_for("established")
        phone.wait_for("media")
        start = phone.mark()
        self.done(phone, "calls")
        self.assertEqual(phone.wait_for("calls", start=start)["calls"],
                         [{"call": "c1", "state": "established", "remote": self.demo.uri("echo")}])
        self.done(phone, "mute")
        self.done(phone, "unmute")
        self.done(phone, "dtmf 42")
        phone.wait_for("dtmf", digit="2")
        self.done(phone, "hangup")
        phone.wait_for("ended", call="c1")
        self.done(phone, "quit")
        self.assertEqual(phone.wait(10), 0)
        phone.one("unregistered")

    def test_the_call_may_be_named(self):
        phone = self.phone("--play", self.sentence)
        phone.wait_for("registered")
        self.done(phone, f"call {self.demo.uri('echo')}")
        phone.wait_for("established", call="c1")
        self.done(phone, f"call {self.demo.uri('tone')}")
        phone.wait_for("established", call="c2")
        self.refused(phone, "hangup")
        self.done(phone, "hangup c1")
        phone.wait_for("ended", call="c1")
        self.done(phone, "hangup")
        phone.wait_for("ended", call="c2")

    def test_what_can_not_be_done_is_an_error(self):
        phone = self.phone()
        phone.wait_for("registered")
        for line in ("dance", "call", "answer", "answer c1", "reject", "reject 200", "hangup", "hangup c7", "hold",
                     "resume", "mute", "dtmf", "dtmf 1", "quit now", "call mailto:bob@peer.test",
                     "call sips:bob@peer.test nobody", "transfer sips:bob@peer.test", "message sips:bob@peer.test hi"):
            self.refused(phone, line)
        self.done(phone, "  calls  ")
        phone.say("")
        self.done(phone, "calls")

    def test_hold_and_resume(self):
        phone = self.phone("--play", self.sentence)
        phone.wait_for("registered")
        self.done(phone, f"call {self.demo.uri('echo')}")
        phone.wait_for("media")
        self.done(phone, "hold")
        phone.wait_for("held", by="local")
        self.done(phone, "resume")
        phone.wait_for("resumed")
        self.done(phone, "hangup")
        phone.wait_for("ended")

    def test_end_of_input_quits(self):
        phone = self.phone()
        phone.wait_for("registered")
        phone.close_input()
        self.assertEqual(phone.wait(10), 0)
        phone.one("unregistered")


class Accounts(tap.Case):
    def setUp(self):
        super().setUp()
        self.config = os.path.join(self.directory, "config")

    def cli(self, *arguments, name):
        linnet = Linnet(self, *arguments, config=self.config, name=name)
        return linnet.wait(), linnet

    def test_an_account_is_saved_listed_and_removed(self):
        status, added = self.cli("account", "add", "Work", "--aor", "sips:alice@peer.test", "--server",
                                 "127.0.0.1:5061", "--no-password", name="add")
        self.assertEqual(status, 0)
        expected = {"event": "account", "name": "Work", "aor": "sips:alice@peer.test", "server": "127.0.0.1:5061",
                    "state": "disabled"}
        self.assertEqual(added.one("account"), expected)
        status, listed = self.cli("account", "list", name="list")
        self.assertEqual((status, listed.all("account")), (0, [expected]))
        self.assertEqual(self.cli("account", "add", "Work", "--aor", "sips:bob@peer.test", "--no-password",
                                  name="again")[0], 1)
        self.assertEqual(self.cli("account", "remove", "Nobody", name="nobody")[0], 2)
        self.assertEqual(self.cli("account", "remove", "Work", name="remove")[0], 0)
        self.assertEqual(self.cli("account", "list", name="none")[1].all("account"), [])

    def test_without_a_secret_service_no_password_is_saved(self):
        password = os.path.join(self.directory, "password")
        with open(password, "w", encoding="utf-8") as file:
            file.write("wonder-4711\n")
        status, linnet = self.cli("account", "add", "Work", "--aor", "sips:alice@peer.test", "--password-file",
                                  password, name="add")
        self.assertEqual(status, 1)
        self.assertEqual(self.cli("account", "list", name="list")[1].all("account"), [])
        self.assertNotIn("wonder-4711", linnet.trace())
        for folder, _, files in os.walk(self.config):
            for name in files:
                with open(os.path.join(folder, name), "rb") as file:
                    self.assertNotIn(b"wonder-4711", file.read(), name)

    def test_one_process_at_a_time_uses_the_saved_accounts(self):
        self.assertEqual(self.cli("account", "add", "Demo", "--aor", "sips:alice@peer.test", "--server",
                                  "127.0.0.1:9", "--no-password", name="add")[0], 0)
        phone = Linnet(self, "phone", config=self.config, name="phone")
        phone.wait_for("report")
        status, out, err = run("--config", self.config, "account", "list")
        self.assertEqual((status, out), (1, ""))
        self.assertIn(str(phone.pid), err)
        self.assertEqual(phone.command("quit"), {"event": "ok"})
        self.assertEqual(phone.wait(10), 0)
        self.assertEqual(self.cli("account", "list", name="list")[0], 0)

    def test_an_account_of_the_options_runs_beside_the_saved_ones(self):
        self.assertEqual(self.cli("account", "add", "Demo", "--aor", "sips:alice@peer.test", "--server",
                                  "127.0.0.1:9", "--no-password", name="add")[0], 0)
        phone = Linnet(self, "phone", config=self.config, name="phone")
        phone.wait_for("report")
        status, beside = self.cli("register", "--aor", "sips:bob@peer.test", "--server", "127.0.0.1:9", name="beside")
        self.assertEqual(status, 4)
        beside.one("report")

    def test_a_saved_account_registers_with_the_password_of_the_options(self):
        demo = Demo(self)
        status, _ = self.cli("account", "add", "Demo", "--aor", demo.aor, "--server", demo.address, "--identity",
                             demo.domain, "--no-password", name="add")
        self.assertEqual(status, 0)
        linnet = Linnet(self, "register", "--account", "Demo", "--password-file", demo.password_file, "--duration",
                        "0", common=demo.common, config=self.config)
        self.assertEqual(linnet.wait(), 0)
        linnet.one("registered")
        phone = Linnet(self, "phone", "--password-file", demo.password_file, common=demo.common, config=self.config,
                       name="phone")
        phone.wait_for("registered")
        phone.command("quit")
        self.assertEqual(phone.wait(), 0)


if __name__ == "__main__":
    tap.main()
