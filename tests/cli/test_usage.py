# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The Linnet Authors
"""What linnet-cli says of itself, and that it does nothing when it is asked wrongly."""

import os

import tap
from linnet_cli import run

COMMANDS = ("check", "register", "call", "listen", "phone", "account", "demo", "parse")
# Of CLI.md, but not before their issues
LATER_COMMANDS = ("message", "trust", "history", "contacts")
LATER_OPTIONS = (
    ("check", "--doctor"), ("check", "--save"), ("register", "--client-cert"), ("register", "--client-p12"),
    ("call", "--video"), ("call", "--stun"), ("call", "--turn"), ("call", "--ice"), ("listen", "--bind"))
ACCOUNT = ("--aor", "sips:alice@peer.test")


class Usage(tap.Case):
    def setUp(self):
        super().setUp()
        self.config = os.path.join(self.directory, "config")

    def refused(self, *arguments, says=""):
        status, out, err = run("--config", self.config, *arguments)
        self.assertEqual(status, 2, err + out)
        self.assertEqual(out, "")
        self.assertTrue(err.startswith("linnet-cli: "), err)
        self.assertEqual(err.count("\n"), 1, err)
        self.assertIn(says, err)

    def test_help_names_every_command_and_nothing_of_later(self):
        status, out, err = run("--help")
        self.assertEqual((status, err), (0, ""))
        words = [line.split()[0] for line in out.splitlines() if line.startswith("  ")]
        for command in COMMANDS:
            self.assertIn(command, words)
        for command in LATER_COMMANDS:
            self.assertNotIn(command, words)
        for option in ("--config", "--ca", "--json", "--trace", "--log-level"):
            self.assertIn(option, out)

    def test_help_of_each_command_names_its_options(self):
        options = {
            "check": ("--aor", "--server", "--identity", "--pin"),
            "register": ("--account", "--password-file", "--password-env", "--user", "--duration"),
            "call": ("--play", "--record", "--expect-echo", "--dtmf", "--codecs", "--cbr", "--media", "--speaker",
                     "--ring", "--duration", "--no-register", "--allow-wildcard", "--strict-sips", "--keying"),
            "listen": ("--answer", "--calls", "--media"),
            "phone": ("--account",), "account": ("--no-password",), "demo": ("--bind", "--port"),
            "parse": ("--sip", "--sdp", "--uri")}
        for command in COMMANDS:
            status, out, err = run(command, "--help")
            self.assertEqual((status, err), (0, ""), command)
            self.assertIn("linnet-cli " + command, out)
            for option in options[command]:
                self.assertIn(option, out, command)
        for command, option in LATER_OPTIONS:
            self.assertNotIn(option + " ", run(command, "--help")[1] + " ", command)

    def test_what_a_later_issue_brings_is_wrong_usage(self):
        for command in LATER_COMMANDS:
            self.refused(command)
        for command, option in LATER_OPTIONS:
            self.refused(command, option, "x", "y")
        self.refused("call", "sips:bob@peer.test", *ACCOUNT, "--keying", "dtls")

    def test_no_command_or_an_unknown_one_is_wrong_usage(self):
        self.refused()
        self.refused("dance", says="dance")
        self.refused("--dance")
        self.refused("call", "--dance", says="--dance")

    def test_too_few_and_too_many_arguments_are_wrong_usage(self):
        self.refused("call", *ACCOUNT)
        self.refused("call", "sips:a@peer.test", "sips:b@peer.test", *ACCOUNT)
        self.refused("register", "now", *ACCOUNT)
        self.refused("parse", "one", "two")
        self.refused("check")
        self.refused("account")
        self.refused("account", "dance")
        self.refused("account", "add")
        self.refused("account", "add", "work", "--no-password")
        self.refused("account", "add", "work", *ACCOUNT)
        self.refused("account", "list", "work")
        self.refused("account", "remove")

    def test_an_account_is_needed_and_must_be_one(self):
        self.refused("register", says="--aor")
        self.refused("listen", says="--aor")
        self.refused("phone", says="--aor")
        self.refused("call", "sips:bob@peer.test", says="--aor")
        self.refused("register", "--aor", "mailto:alice@peer.test")
        self.refused("register", "--aor", "sip:alice@peer.test;transport=udp")
        self.refused("register", "--aor", "sips:peer test")
        self.refused("register", "--account", "nobody", says="nobody")
        self.refused("register", "--account", "work", *ACCOUNT)
        self.refused("register", *ACCOUNT, "--pin", "12ab")

    def test_values_out_of_range_are_wrong_usage(self):
        call = ("call", "sips:bob@peer.test", *ACCOUNT)
        self.refused("--log-level", "loud", *call)
        self.refused("--ca", "/nonexistent.pem", *call)
        self.refused(*call, "--duration", "long")
        self.refused(*call, "--ring", "0")
        self.refused(*call, "--ring", "-1")
        self.refused(*call, "--codecs", "mp3")
        self.refused(*call, "--codecs", "")
        self.refused(*call, "--dtmf", "12x")
        self.refused(*call, "--dtmf", "")
        self.refused(*call, "--play", "/nonexistent.wav")
        self.refused(*call, "--expect-echo")
        self.refused(*call, "--media", "dance")
        self.refused(*call, "--keying", "dance")
        self.refused(*call, "--password-file", "/nonexistent")
        self.refused(*call, "--password-env", "LINNET_NOT_SET")
        self.refused("listen", *ACCOUNT, "--answer", "maybe")
        self.refused("listen", *ACCOUNT, "--calls", "-1")
        self.refused("demo", "--port", "65536")
        self.refused("parse", "--sip", "--sdp")

    def test_the_demo_binds_to_loopback_only(self):
        for address in ("0.0.0.0", "192.0.2.1", "::", "localhost", "dance"):
            self.refused("demo", "--bind", address, says="--bind")

    def test_an_address_that_cannot_be_called_is_wrong_usage(self):
        for uri in ("mailto:bob@peer.test", "sip:bob@peer.test;transport=udp", "sips:bob@peer.test\r\nX: y"):
            self.refused("call", uri, *ACCOUNT)


if __name__ == "__main__":
    tap.main()
