# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The Linnet Authors
"""What goes over the loopback of this network namespace, captured by tshark, and what it is."""

import array
import os
import signal
import time
import wave
from dataclasses import dataclass

from processes import Died, Process, run


@dataclass
class Datagram:
    source: str
    target: str
    payload: bytes


class Capture:
    def __init__(self, case):
        self._path = os.path.join(case.directory, "capture.pcapng")
        self._process = Process(case, "tshark", ["tshark", "-q", "-i", "lo", "-w", self._path, "-B", "32"])
        self._process.wait_for("Capturing on")
        deadline = time.monotonic() + 10
        # It says so a little before it does: wait for the file's head
        while not os.path.exists(self._path) or os.path.getsize(self._path) == 0:
            if time.monotonic() > deadline:
                raise Died("tshark captures nothing")
            time.sleep(0.05)
        time.sleep(0.5)
        self.udp = []
        self._tcp = {}

    def stop(self):
        time.sleep(1)
        self._process.kill(signal.SIGINT)
        self._process.wait()
        rows = run(["tshark", "-r", self._path, "-o", "tcp.desegment_tcp_streams:FALSE", "-d", "tcp.port==1-65535,data",
                    "-d", "udp.port==1-65535,data", "-T", "fields", "-E", "separator=|", "-e", "frame.protocols",
                    "-e", "ip.src", "-e", "ip.dst", "-e", "udp.srcport", "-e", "udp.dstport", "-e", "udp.payload",
                    "-e", "tcp.srcport", "-e", "tcp.dstport", "-e", "tcp.seq_raw", "-e", "tcp.payload"])
        for row in rows.splitlines():
            (protocols, source, target, udp_source, udp_target, udp_payload, tcp_source, tcp_target, sequence,
             tcp_payload) = row.split("|")
            if udp_payload and "icmp" not in protocols:
                self.udp.append(Datagram(f"{source}:{udp_source}", f"{target}:{udp_target}",
                                         bytes.fromhex(udp_payload)))
            elif tcp_payload:
                name = f"{source}:{tcp_source}-{target}:{tcp_target}"
                self._tcp.setdefault(name, {})[int(sequence)] = bytes.fromhex(tcp_payload)
        if "dropped" in self._process.output() and " 0 packets dropped" not in self._process.output():
            raise Died("tshark lost packets")

    def tcp_streams(self):
        """What was sent in each direction of each connection; sequence numbers say that nothing is missing."""
        streams = {}
        for name, pieces in self._tcp.items():
            content = b""
            first = min(pieces)
            for sequence, piece in sorted(pieces.items()):
                if sequence < first + len(content):
                    piece = piece[first + len(content) - sequence:]
                elif sequence > first + len(content):
                    raise Died(f"{name}: bytes are missing in the capture")
                content += piece
            streams[name] = content
        return streams


def tls_records(content, name):
    """Checks that CONTENT is TLS records and nothing else; a last one may be cut."""
    offset = 0
    while offset < len(content):
        head = content[offset:offset + 5]
        if len(head) < 5:
            return
        kind, major, size = head[0], head[1], int.from_bytes(head[3:5], "big")
        if kind not in (20, 21, 22, 23) or major != 3 or size > 16384 + 2048:
            raise AssertionError(f"{name}: no TLS record at byte {offset}: {head!r}")
        offset += 5 + size


def decode_pcma(content):
    """G.711 A-law to 16 bit samples."""
    samples = array.array("h")
    for byte in content:
        byte ^= 0x55
        exponent, mantissa = (byte >> 4) & 7, byte & 0x0f
        value = (mantissa << 4) + 8
        if exponent:
            value = (value + 0x100) << (exponent - 1)
        samples.append(value if byte & 0x80 else -value)
    return samples


def write_pcma(path, packets):
    """A WAV file of RTP packets' payloads taken as G.711 A-law, as somebody on the wire would."""
    samples = array.array("h")
    for packet in packets:
        samples.extend(decode_pcma(packet[12:]))
    with wave.open(path, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(8000)
        file.writeframes(samples.tobytes())


def rtp_flows(datagrams):
    """{(source, target): [RTP packet]}; RTCP left out. Anything else than both is an error."""
    flows = {}
    for datagram in datagrams:
        packet = datagram.payload
        if packet[0] >> 6 != 2:
            raise AssertionError(f"{datagram.source} sends neither RTP nor RTCP: {packet[:20]!r}")
        if not 192 <= packet[1] <= 223:
            flows.setdefault((datagram.source, datagram.target), []).append(packet)
    return flows
