# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The Linnet Authors
"""`parse`: what goes in, what comes out, exit statuses. What is valid SIP is asked of src/sip's own tests."""

import json
import os

import tap
from linnet_cli import run

INVITE = (b"INVITE sips:bob@peer.test SIP/2.0\r\n"
          b"Via: SIP/2.0/TLS 192.0.2.1:5061;branch=z9hG4bK1;rport\r\n"
          b"Max-Forwards: 70\r\n"
          b'From: "Alice" <sips:alice@peer.test>;tag=a1\r\n'
          b"To: <sips:bob@peer.test>\r\nCall-ID: c1\r\nCSeq: 7 INVITE\r\nContact: <sips:alice@192.0.2.1:5061>\r\n"
          b"Content-Length: 0\r\n\r\n")
SDP = (b"v=0\r\no=- 1 1 IN IP4 192.0.2.1\r\ns=-\r\nc=IN IP4 192.0.2.1\r\nt=0 0\r\nm=audio 4000 RTP/SAVP 8\r\n"
       b"a=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:WVNfX19zZW1jdGwgKCkgewkyMjA7fQp9CnVubGVz\r\n")


class Parse(tap.Case):
    def parse(self, content, *options):
        status, out, err = run("--json", "parse", *options, stdin=content)
        self.assertEqual(err, "")
        self.assertEqual(out.count("\n"), 1, out)
        event = json.loads(out)
        self.assertEqual(event["event"], "parsed")
        self.assertEqual(status, 0 if event["ok"] else 1)
        return event

    def test_request(self):
        event = self.parse(INVITE)
        self.assertLessEqual({"ok", "kind", "method", "uri", "headers", "from", "via", "body_bytes", "response",
                              "warnings"}, set(event))
        self.assertEqual((event["kind"], event["method"], event["uri"], event["body_bytes"], event["response"]),
                         ("request", "INVITE", "sips:bob@peer.test", 0, 200))
        self.assertIn(["CSeq", "7 INVITE"], event["headers"])
        self.assertEqual(len(event["via"]), 1)

    def test_request_that_must_be_refused(self):
        event = self.parse(INVITE.replace(b"Contact:", b"Require: dancing\r\nContact:"))
        self.assertEqual((event["ok"], event["response"]), (True, 420))

    def test_response(self):
        text = INVITE.replace(b"INVITE sips:bob@peer.test SIP/2.0", b"SIP/2.0 180 Ringing", 1)
        event = self.parse(text)
        self.assertEqual((event["ok"], event["kind"], event["status"], event["response"]), (True, "response", 180, 0))

    def test_what_is_no_message(self):
        event = self.parse(b"hello\r\n\r\n")
        self.assertFalse(event["ok"])
        self.assertEqual(set(event), {"event", "ok", "error", "offset", "response"})
        self.assertFalse(self.parse(b"")["ok"])
        self.assertFalse(self.parse(bytes(range(256)) * 10)["ok"])

    def test_session_description(self):
        event = self.parse(SDP, "--sdp")
        self.assertEqual((event["ok"], event["kind"]), (True, "sdp"))
        media = event["media"][0]
        self.assertEqual((media["type"], media["port"], media["proto"], media["direction"], media["keying"]),
                         ("audio", 4000, "RTP/SAVP", "sendrecv", "sdes"))
        self.assertEqual(media["crypto"], [{"tag": 1, "suite": "AES_CM_128_HMAC_SHA1_80"}])
        self.assertFalse(self.parse(b"v=1\r\n", "--sdp")["ok"])

    def test_uri(self):
        event = self.parse(b"sips:bob@peer.test:5071;lr?subject=hi", "--uri")
        self.assertEqual((event["ok"], event["kind"], event["scheme"], event["user"], event["host"], event["port"]),
                         (True, "uri", "sips", "bob", "peer.test", 5071))
        self.assertFalse(self.parse(b"sips:", "--uri")["ok"])

    def test_from_a_file(self):
        path = os.path.join(self.directory, "message")
        with open(path, "wb") as file:
            file.write(INVITE)
        status, out, _ = run("--json", "parse", path)
        self.assertEqual((status, json.loads(out)["method"]), (0, "INVITE"))
        status, out, err = run("--json", "parse", path + ".not")
        self.assertEqual((status, out), (1, ""))
        self.assertTrue(err)

    def test_in_plain_words(self):
        status, out, err = run("parse", stdin=INVITE)
        self.assertEqual((status, err), (0, ""))
        self.assertIn("sips:bob@peer.test", out)

    def test_nothing_drives_the_terminal(self):
        _, out, _ = run("parse", stdin=INVITE.replace(b"\r\n", "\r\nSubject: a\u009b2J\u202eb\r\n".encode(), 1))
        self.assertIn("2J", out)
        self.assertTrue(all(c == "\n" or c.isprintable() for c in out), ascii(out))


if __name__ == "__main__":
    tap.main()
