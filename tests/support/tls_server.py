# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The Linnet Authors
"""A TLS server that says exactly the bytes a test tells it to, and remembers what it was told."""

import re
import socket
import ssl
import threading
import time


class TlsServer:
    """Takes one connection after the other; `talk` is called for each with a Conversation.

    certificate, key: PEM files; without them the server speaks plain TCP
    """

    def __init__(self, case, talk, certificate=None, key=None, configure=None):
        self._talk = talk
        self._context = None
        if certificate:
            self._context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            if configure:
                configure(self._context)
            self._context.load_cert_chain(certificate, key)
        self._socket = socket.create_server(("127.0.0.1", 0))
        self.port = self._socket.getsockname()[1]
        self.address = f"127.0.0.1:{self.port}"
        self.connections = 0
        self.handshakes = 0
        self.received = b""
        self.faults = []
        self._thread = threading.Thread(target=self._serve, daemon=True)
        self._thread.start()
        case.addCleanup(self.stop)

    def _serve(self):
        while True:
            try:
                connection, _ = self._socket.accept()
            except OSError:
                return
            self.connections += 1
            threading.Thread(target=self._serve_one, args=(connection,), daemon=True).start()

    def _serve_one(self, connection):
        connection.settimeout(60)
        try:
            if self._context:
                connection = self._context.wrap_socket(connection, server_side=True)
            self.handshakes += 1
            self._talk(Conversation(self, connection))
        except (OSError, ssl.SSLError) as error:
            self.faults.append(str(error))
        finally:
            connection.close()

    def stop(self):
        self._socket.close()


class Conversation:
    """One connection, with just enough SIP to answer."""

    def __init__(self, server, connection):
        self._server = server
        self._connection = connection
        self._buffer = b""

    def send(self, content):
        self._connection.sendall(content.encode() if isinstance(content, str) else content)

    def receive_bytes(self):
        content = self._connection.recv(65536)
        self._server.received += content
        return content

    def receive(self):
        """The next SIP message, keep-alives skipped, as text; empty when the other side closed."""
        while True:
            self._buffer = self._buffer.lstrip(b"\r\n")
            head, found, rest = self._buffer.partition(b"\r\n\r\n")
            if found:
                match = re.search(rb"^content-length\s*:\s*(\d+)", head, re.IGNORECASE | re.MULTILINE)
                size = int(match.group(1)) if match else 0
                if len(rest) >= size:
                    self._buffer = rest[size:]
                    return (head + found + rest[:size]).decode()
            more = self.receive_bytes()
            if not more:
                return ""
            self._buffer += more

    def receive_until(self, method):
        while True:
            message = self.receive()
            if not message or message.startswith(method + " "):
                return message

    def reply(self, request, status, headers="", body="", tag="served", length=None):
        """Answers REQUEST; LENGTH overrides what Content-Length says."""
        self.send(response(request, status, headers, body, tag, length))

    def close(self):
        """Without a close_notify, as a server that dies."""
        self._connection.close()

    def linger(self, seconds):
        """Goes on reading for a while."""
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            self._connection.settimeout(max(0.01, deadline - time.monotonic()))
            try:
                if not self.receive_bytes():
                    return
            except TimeoutError:
                return


def header(message, name):
    match = re.search(rf"^{name}\s*:\s*(.*?)\r$", message, re.IGNORECASE | re.MULTILINE)
    return match.group(1) if match else ""


def response(request, status, headers="", body="", tag="served", length=None):
    vias = re.findall(r"^Via\s*:.*?\r\n", request, re.IGNORECASE | re.MULTILINE)
    to = header(request, "To")
    if ";tag=" not in to and tag:
        to += ";tag=" + tag
    size = len(body.encode()) if length is None else length
    kind = "Content-Type: application/sdp\r\n" if body else ""
    return (f"SIP/2.0 {status}\r\n{''.join(vias)}From: {header(request, 'From')}\r\nTo: {to}\r\n"
            f"Call-ID: {header(request, 'Call-ID')}\r\nCSeq: {header(request, 'CSeq')}\r\n{headers}{kind}"
            f"Content-Length: {size}\r\n\r\n{body}")
