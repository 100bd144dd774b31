# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The Linnet Authors
"""Each defect of tests/data/certs on a real server: its own cause, its own words, and no byte of SIP."""

import os
import ssl

import tap
from linnet_cli import Linnet
from linnet_cli import run as run_linnet
from tls_server import TlsServer

CERTIFICATES = os.environ["LINNET_TEST_CERTS"]
HOST = "pbx.example.org"

# File: (step, cause)
DEFECTS = {
    "expired": ("validity", "expired"),
    "not-yet-valid": ("validity", "not-yet-valid"),
    "expired-intermediate": ("validity", "expired"),
    "self-signed": ("chain", "self-signed"),
    "self-signed-authority": ("chain", "self-signed"),
    "unknown-ca": ("chain", "unknown-issuer"),
    "unknown-ca-sent": ("chain", "unknown-issuer"),
    "missing-intermediate": ("chain", "missing-intermediate"),
    "non-ca-issuer": ("chain", "not-an-authority"),
    "path-length": ("chain", "path-length"),
    "name-constraint": ("chain", "name-constraint"),
    "name-constraint-uri": ("chain", "name-constraint"),
    "bad-signature": ("chain", "bad-signature"),
    "wrong-name": ("identity", "mismatch"),
    "name-below": ("identity", "mismatch"),
    "name-above": ("identity", "mismatch"),
    "name-with-nul": ("identity", "common-name-only"),  # such a name is none
    "uri-san-other": ("identity", "mismatch"),
    "ip-san": ("identity", "mismatch"),
    "wildcard": ("identity", "wildcard"),
    "cn-only": ("identity", "common-name-only"),
    "no-san": ("identity", "no-name"),
    "wrong-usage": ("key-usage", "wrong-usage"),
    "usage-not-signing": ("key-usage", "wrong-usage"),
    "intermediate-wrong-usage": ("key-usage", "wrong-usage"),
    "weak-key": ("strength", "weak-key"),
    "weak-intermediate": ("strength", "weak-key"),
    "weak-signature": ("strength", "weak-signature"),
}
SOUND = ("good", "dns-san", "uri-san", "uri-san-port", "intermediate-sent", "chain-with-root", "chain-out-of-order",
         "chain-cross-signed", "usage-none", "usage-sip-domain", "usage-any", "rsa", "ed25519")


class BadCertificates(tap.Case):
    def serve(self, name, version):
        """A server with that file that reads whatever comes and says nothing."""
        def configure(context):
            context.set_ciphers("DEFAULT@SECLEVEL=0")
            context.minimum_version = context.maximum_version = version

        def read(conversation):
            while conversation.receive_bytes():
                pass

        path = os.path.join(CERTIFICATES, name + ".pem")
        return TlsServer(self, read, path, path, configure)

    def authority(self):
        return ("--ca", os.path.join(CERTIFICATES, "parts", "authority.crt"))

    def check(self, name, version):
        server = self.serve(name, version)
        linnet = Linnet(self, "check", server.address, "--identity", HOST, common=self.authority(),
                        name=f"{name}-{version.name}")
        return server, linnet, linnet.wait()

    def check_all(self, version):
        said = {}
        for name, (step, cause) in DEFECTS.items():
            if name == "usage-not-signing" and version == ssl.TLSVersion.TLSv1_3:
                continue  # such a key can't sign TLS 1.3's handshake: no server offers it
            with self.subTest(name):
                server, linnet, status = self.check(name, version)
                failed = {event["id"]: event for event in linnet.all("check") if event["status"] == "fail"}
                self.assertEqual({step: cause}, {key: event["cause"] for key, event in failed.items()}, name)
                self.assertEqual((status, linnet.one("report")["verdict"]), (3, "untrusted"), name)
                self.assertEqual(server.received, b"", f"{name}: the server was told something")
                self.assertGreaterEqual(server.connections, 1)
                said.setdefault((step, cause), set()).add(failed[step]["detail"])
        words = {}
        for cause, details in said.items():
            for detail in details:
                self.assertGreater(len(detail), 10, cause)
                self.assertIn(words.setdefault(detail, cause), (cause,), "two causes in the same words")

    def test_each_defect_over_tls_1_3(self):
        self.check_all(ssl.TLSVersion.TLSv1_3)

    def test_each_defect_over_tls_1_2(self):
        self.check_all(ssl.TLSVersion.TLSv1_2)

    def test_what_is_sound_is_trusted(self):
        for name in SOUND:
            server, linnet, _ = self.check_sound(name)
            self.assertEqual(linnet.one("report")["verdict"], "trusted", name)
            self.assertTrue(server.received.startswith(b"OPTIONS sips:"), name)

    def check_sound(self, name):
        """The server answers nothing: the check step `options` warns after its time, which is waited for."""
        def answer(conversation):
            from tls_server import header  # pylint: disable=import-outside-toplevel
            request = conversation.receive()
            if header(request, "CSeq"):
                conversation.reply(request, "200 OK")
            conversation.receive()

        path = os.path.join(CERTIFICATES, name + ".pem")
        server = TlsServer(self, answer, path, path)
        linnet = Linnet(self, "check", server.address, "--identity", HOST, common=self.authority(), name=name)
        return server, linnet, linnet.wait()

    def test_register_and_call_tell_it_too_and_send_nothing(self):
        for name in ("expired", "wrong-name", "unknown-ca", "self-signed"):
            for command in (("register",), ("call", f"sips:bob@{HOST}")):
                server = self.serve(name, ssl.TLSVersion.TLSv1_3)
                linnet = Linnet(self, *command, "--aor", f"sips:alice@{HOST}", "--server", server.address,
                                "--identity", HOST, common=self.authority(), name=f"{name}-{command[0]}")
                self.assertEqual(linnet.wait(), 3, name)
                self.assertEqual(server.received, b"", name)

    def test_the_words_name_the_server(self):
        server = self.serve("wrong-name", ssl.TLSVersion.TLSv1_3)
        status, out, _ = run_linnet("--config", os.path.join(self.directory, "config"), *self.authority(), "check",
                                    server.address, "--identity", HOST)
        self.assertEqual(status, 3)
        self.assertIn(HOST, out)
        self.assertIn("other.example.net", out, "whom the certificate is for")


if __name__ == "__main__":
    tap.main()
