# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The Linnet Authors
"""The demo service as `linnet-cli demo` starts it."""

from linnet_cli import Linnet


class Demo:
    def __init__(self, case):
        self.process = Linnet(case, "demo", name="demo")
        self.event = self.process.wait_for("demo")
        self.address = self.event["address"]
        self.ca = self.event["ca"]
        self.aor = self.event["accounts"][0]["aor"]
        self.domain = self.aor.split("@")[1]
        self.password_file = self.event["accounts"][0]["password_file"]
        self.common = ("--ca", self.ca)

    def account(self, password_file=None):
        """The options that sign in here."""
        return ("--aor", self.aor, "--server", self.address, "--identity", self.domain,
                "--password-file", password_file or self.password_file)

    def uri(self, user):
        return f"sips:{user}@{self.domain}"
