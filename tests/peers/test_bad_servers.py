# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The Linnet Authors
"""Servers that are broken, hostile or dying: a clear cause, the right exit status, no crash, no leak."""

import random
import ssl
import time

import sipp
import tap
from kamailio import DOMAIN
from linnet_cli import Linnet
from peer_case import PeerCase
from tls_server import TlsServer, header, response

BIG_BODY_BYTES = 5 * 1024 * 1024


class BadServers(PeerCase):
    def serve(self, talk, tls=True, configure=None):
        certificate, key = self.authority.issue(DOMAIN) if tls else (None, None)
        return TlsServer(self, talk, certificate, key, configure)

    def run_linnet(self, server, *command, name="linnet", timeout_s=60):
        linnet = Linnet(self, *command, "--aor", f"sips:alice@{DOMAIN}", "--server", server.address, "--identity",
                        DOMAIN, common=("--ca", self.authority.certificate), name=name)
        return linnet, linnet.wait(timeout_s)

    def fails(self, server, step, cause, status=4, name="linnet"):
        linnet, exit_status = self.run_linnet(server, "check", name=name)
        failed = [(event["id"], event["cause"]) for event in linnet.all("check") if event["status"] == "fail"]
        self.assertEqual(failed, [(step, cause)], name)
        self.assertEqual(exit_status, status, name)

    # Not TLS, or not ours

    def test_garbage_instead_of_tls(self):
        noise = random.Random(4711)
        for number in range(8):
            garbage = noise.randbytes(noise.choice((1, 5, 11, 300, 20000)))
            server = self.serve(lambda talk, garbage=garbage: (talk.send(garbage), talk.linger(1)), tls=False)
            linnet, status = self.run_linnet(server, "check", name=f"garbage-{number}")
            self.assertEqual(status, 4)
            failed = [event["id"] for event in linnet.all("check") if event["status"] == "fail"]
            self.assertEqual(failed, ["tls"])

    def test_plain_sip(self):
        text = "SIP/2.0 400 Bad Request\r\nContent-Length: 0\r\n\r\n"
        self.fails(self.serve(lambda talk: (talk.send(text), talk.linger(2)), tls=False), "tls", "plain-sip")

    def test_http(self):
        text = "HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n"
        self.fails(self.serve(lambda talk: (talk.receive_bytes(), talk.send(text)), tls=False), "tls", "http")

    def test_closed_at_once(self):
        linnet, status = self.run_linnet(self.serve(lambda talk: None, tls=False), "check")
        self.assertEqual(status, 4)
        failed = [(event["id"], event["cause"]) for event in linnet.all("check") if event["status"] == "fail"]
        self.assertIn(failed, ([("connect", "closed")], [("tls", "not-tls")], [("tls", "closed")]))

    def test_old_tls(self):
        def configure(context):
            context.set_ciphers("ALL:@SECLEVEL=0")
            context.minimum_version = ssl.TLSVersion.TLSv1
            context.maximum_version = ssl.TLSVersion.TLSv1_1

        self.fails(self.serve(lambda talk: talk.linger(2), configure=configure), "tls", "version")

    def test_ciphers_without_forward_secrecy(self):
        def configure(context):
            context.maximum_version = ssl.TLSVersion.TLSv1_2
            context.set_ciphers("kRSA:ECDHE-ECDSA-AES128-SHA:ECDHE-RSA-AES128-SHA:@SECLEVEL=0")

        self.fails(self.serve(lambda talk: talk.linger(2), configure=configure), "tls", "cipher")

    def test_client_certificate_wanted(self):
        def configure(context):
            context.verify_mode = ssl.CERT_REQUIRED
            context.load_verify_locations(self.authority.certificate)

        for version in (ssl.TLSVersion.TLSv1_2, ssl.TLSVersion.TLSv1_3):
            def configure_version(context, version=version):
                configure(context)
                context.maximum_version = version

            server = self.serve(lambda talk: talk.receive_bytes(), configure=configure_version)
            self.fails(server, "tls", "client-certificate-required", status=7, name=version.name)

    # TLS is right, what is said over it isn't

    def register(self, talk, name="linnet", timeout_s=60):
        return self.run_linnet(self.serve(talk), "register", "--duration", "0", name=name, timeout_s=timeout_s)

    def test_says_nothing_to_a_registration(self):
        linnet, status = self.register(lambda talk: talk.linger(50), timeout_s=90)
        self.assertEqual(status, 4)
        linnet.one("registration-failed")

    def test_closes_instead_of_an_answer(self):
        def talk(conversation):
            conversation.receive()
            conversation.close()

        linnet, status = self.register(talk)
        self.assertEqual(status, 4)
        self.assertEqual(linnet.one("registration-failed")["code"], 0)
        call, status = self.run_linnet(self.serve(talk), "call", f"sips:bob@{DOMAIN}", name="call")
        self.assertEqual(status, 4)
        call.one("ended")

    def test_answer_cut_anywhere(self):
        noise = random.Random(42)
        for number in range(10):
            share = noise.random()

            def talk(conversation, share=share):
                request = conversation.receive()
                text = response(request, "200 OK", f"Contact: {header(request, 'Contact')}\r\n")
                conversation.send(text[:int(len(text) * share)])
                conversation.close()

            linnet, status = self.register(talk, name=f"cut-{number}")
            self.assertEqual(status, 4, share)
            self.assertNotIn("registered", linnet.names())

    def test_answer_in_single_bytes_is_fine(self):
        def talk(conversation):
            while request := conversation.receive():
                expires = "0" if "Expires: 0" in request or "expires=0" in request else "600"
                contact = header(request, "Contact").split(">")[0] + ">"
                headers = "" if expires == "0" else f"Contact: {contact};expires={expires}\r\n"
                for byte in response(request, "200 OK", headers).encode():
                    conversation.send(bytes([byte]))

        _, status = self.register(talk)
        self.assertEqual(status, 0)

    def registers_never(self, broken, name, expected=(4, 5)):
        """BROKEN makes the answer's text of the request."""
        def talk(conversation):
            conversation.send(broken(conversation.receive()))
            conversation.linger(40)

        linnet, status = self.register(talk, name=name, timeout_s=90)
        self.assertIn(status, expected, name)
        self.assertNotIn("registered", linnet.names(), name)

    def test_over_long_header(self):
        self.registers_never(lambda request: response(request, "200 OK", "X-Long: " + "x" * 100000 + "\r\n"), "long")

    def test_thousands_of_headers(self):
        self.registers_never(lambda request: response(request, "200 OK", "X: y\r\n" * 5000), "many")

    def test_header_section_without_end(self):
        self.registers_never(lambda request: "SIP/2.0 200 OK\r\n" + "X-Endless: 1\r\n" * 200000, "endless")

    def test_over_long_body(self):
        self.registers_never(lambda request: response(request, "200 OK", body="x" * BIG_BODY_BYTES), "body")

    def test_content_length_that_is_none(self):
        for number, value in enumerate(("-1", "abc", "99999999999999999999", "1\r\nContent-Length: 2", "")):
            self.registers_never(lambda request, value=value: response(request, "200 OK", length=value),
                                 f"length-{number}")

    def test_content_length_too_large(self):
        self.registers_never(lambda request: response(request, "200 OK", length=500), "large")

    def test_control_characters(self):
        self.registers_never(lambda request: response(request, "200 OK", "X: a\x00b\r\n"), "nul")

    def test_noise_over_tls(self):
        noise = random.Random(7)
        for number in range(6):
            self.registers_never(lambda request: noise.randbytes(3000), f"noise-{number}")

    def test_answer_to_nobody(self):
        """A response of another transaction is dropped; the right one counts."""
        def talk(conversation):
            request = conversation.receive()
            conversation.send(response(request, "200 OK").replace("branch=z9hG4bK", "branch=z9hG4bKother"))
            time.sleep(0.5)
            conversation.reply(request, "403 Forbidden")
            conversation.linger(5)

        linnet, status = self.register(talk)
        self.assertEqual(status, 7)
        self.assertEqual(linnet.one("registration-failed")["code"], 403)

    def test_challenges_without_end(self):
        challenges = []

        def talk(conversation):
            while request := conversation.receive():
                challenges.append(request)
                conversation.reply(request, "401 Unauthorized",
                                   f'WWW-Authenticate: Digest realm="x", nonce="{len(challenges)}", stale=true\r\n')

        password = f"{self.directory}/password"
        with open(password, "w", encoding="utf-8") as file:
            file.write("secret\n")
        linnet, status = self.run_linnet(self.serve(talk), "register", "--password-file", password)
        self.assertEqual(status, 7)
        self.assertLessEqual(len(challenges), 5)
        linnet.one("registration-failed")

    def test_basic_is_never_answered(self):
        requests = []

        def talk(conversation):
            while request := conversation.receive():
                requests.append(request)
                conversation.reply(request, "401 Unauthorized", 'WWW-Authenticate: Basic realm="x"\r\n')

        password = f"{self.directory}/password"
        with open(password, "w", encoding="utf-8") as file:
            file.write("secret\n")
        _, status = self.run_linnet(self.serve(talk), "register", "--password-file", password)
        self.assertEqual(status, 7)
        self.assertNotIn("Authorization: Basic", "".join(requests))

    # A call

    def answer_and(self, then):
        """A server that answers a call with SRTP of its own, then does THEN."""
        def talk(conversation):
            request = conversation.receive_until("INVITE")
            if not request:
                return
            tag = next(line for line in request.splitlines() if " AES_CM_128_HMAC_SHA1_80 " in line)
            body = sipp.sdp(crypto=f"{tag.split(' ')[0]} AES_CM_128_HMAC_SHA1_80 inline:{sipp.KEY}")
            contact = f"Contact: <sips:served@{self.server.address}>\r\n"
            conversation.reply(request, "200 OK", contact, body.replace("\n", "\r\n") + "\r\n")
            conversation.receive_until("ACK")
            then(conversation, request)

        self.server = self.serve(talk)
        return self.server

    def test_server_dies_in_a_call(self):
        def then(conversation, request):
            self.server.stop()
            conversation.close()

        linnet, status = self.run_linnet(self.answer_and(then), "call", f"sips:bob@{DOMAIN}", "--no-register",
                                         "--duration", "3")
        self.assertIn(status, (1, 4, 6))
        linnet.one("established")
        linnet.one("ended")

    def test_noise_in_a_call(self):
        noise = random.Random(3)

        def then(conversation, request):
            conversation.send(noise.randbytes(5000))
            conversation.linger(5)

        linnet, _ = self.run_linnet(self.answer_and(then), "call", f"sips:bob@{DOMAIN}", "--no-register",
                                    "--duration", "2")
        linnet.one("ended")

    def test_hang_up_that_nobody_answers(self):
        linnet, status = self.run_linnet(
            self.answer_and(lambda conversation, request: conversation.linger(60)), "call", f"sips:bob@{DOMAIN}",
            "--no-register", "--duration", "1", timeout_s=60)
        self.assertEqual(status, 6)
        linnet.one("ended")

    def test_nothing_saved_is_lost_when_linnet_is_killed(self):
        config = f"{self.directory}/config"
        added = Linnet(self, "account", "add", "Work", "--aor", f"sips:alice@{DOMAIN}", "--no-password",
                       config=config, name="add")
        self.assertEqual(added.wait(), 0)
        phone = Linnet(self, "phone", "--account", "Work", config=config, name="phone")
        phone.wait_for("report")
        phone.kill()
        listed = Linnet(self, "account", "list", config=config, name="list")
        self.assertEqual(listed.wait(), 0)
        self.assertEqual(listed.one("account")["name"], "Work")


if __name__ == "__main__":
    tap.main()
