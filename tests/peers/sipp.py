# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The Linnet Authors
"""SIPp for message flows that no telephone makes; stunnel in front, since Debian's is built without TLS."""

import os

from kamailio import DOMAIN
from processes import Process, free_port

KEY = "WVNfX19zZW1jdGwgKCkgewkyMjA7fQp9CnVubGVz"

SDP = """v=0
o=sipp 1 {version} IN IP4 127.0.0.1
s=-
c=IN IP4 127.0.0.1
t=0 0
m=audio {port} {proto} 8
a=rtpmap:8 PCMA/8000
{crypto}{direction}"""


def sdp(crypto=f"a=crypto:[$tag] AES_CM_128_HMAC_SHA1_80 inline:{KEY}", proto="RTP/SAVP", direction="sendrecv",
        version=1, port=40000):
    """A body; `[$tag]` is the tag of the offer's line for that suite, see RECEIVE_OFFER."""
    return SDP.format(version=version, port=port, proto=proto, crypto=crypto + "\n" if crypto else "",
                      direction="a=" + direction)


def offer(**options):
    return sdp(**{"crypto": f"a=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:{KEY}", **options})


def receive(what, extra="", action="", timeout_ms=15000):
    """One awaited message: a method, or a status."""
    kind = "response" if what.isdigit() else "request"
    body = f"<action>{action}</action>" if action else ""
    return f'<recv {kind}="{what}" timeout="{timeout_ms}" {extra}>{body}</recv>'


RECEIVE_OFFER = receive("INVITE", 'rrs="true"', action=(
    '<ereg regexp="a=crypto:([0-9]+) AES_CM_128_HMAC_SHA1_80" search_in="body" check_it="true" '
    'assign_to="line,tag" />'
    '<ereg regexp="SIP/2.0/TLS.*" search_in="hdr" header="Via:" check_it="true" assign_to="via" />'
    '<ereg regexp="[0-9]+" search_in="hdr" header="CSeq:" check_it="true" assign_to="cseq" />'
    '<ereg regexp="tag=[^;]+" search_in="hdr" header="From:" check_it="true" assign_to="fromtag" />'
    '<ereg regexp="sips?:[^&gt;]+" search_in="hdr" header="Contact:" check_it="true" assign_to="target" />'
    '<ereg regexp="&lt;.*&gt;" search_in="hdr" header="From:" check_it="true" assign_to="remote" />'
    '<ereg regexp="&lt;.*&gt;" search_in="hdr" header="To:" check_it="true" assign_to="local" />'))

# What RECEIVE_OFFER assigns
OFFER_VARIABLES = "line,tag,via,cseq,fromtag,target,remote,local"


def send(text, extra=""):
    return f"<send {extra}><![CDATA[\n{text}\n]]></send>"


def reply(status, body=None, contact="[contact]", headers="", tag=True):
    """A response to the last request received."""
    to = "[last_To:];tag=sipp[call_number]" if tag else "[last_To:]"
    lines = [f"SIP/2.0 {status}", "[last_Via:]", "[last_Record-Route:]", "[last_From:]", to, "[last_Call-ID:]",
             "[last_CSeq:]"]
    if contact:
        lines.append(f"Contact: <{contact}>")
    if headers:
        lines.append(headers)
    if body is not None:
        lines.append("Content-Type: application/sdp")
    lines += ["Content-Length: [len]", ""] + ([body] if body is not None else [""])
    return send("\n".join(lines))


def reply_to_offer(status, body=None, contact="[contact]"):
    """A response to the INVITE of RECEIVE_OFFER, whatever came since; its To tag is known by then."""
    lines = [f"SIP/2.0 {status}", "Via: [$via]", "From: [$remote];[$fromtag]", "To: [$local];tag=sipp[call_number]",
             "[last_Call-ID:]", "CSeq: [$cseq] INVITE", f"Contact: <{contact}>"]
    if body is not None:
        lines.append("Content-Type: application/sdp")
    lines += ["Content-Length: [len]", ""] + ([body] if body is not None else [""])
    return send("\n".join(lines))


def in_dialog(method, cseq, body=None, headers=""):
    """A request within the dialog of RECEIVE_OFFER, from SIPp as the called side."""
    lines = [f"{method} [$target] SIP/2.0", "Via: SIP/2.0/TLS 127.0.0.1:[local_port];branch=[branch]",
             "From: [$local];tag=sipp[call_number]", "To: [$remote];[$fromtag]", "[last_Call-ID:]",
             f"CSeq: {cseq} {method}", "Max-Forwards: 70", "Contact: <[contact]>"]
    if headers:
        lines.append(headers)
    if body is not None:
        lines.append("Content-Type: application/sdp")
    lines += ["Content-Length: [len]", ""] + ([body] if body is not None else [""])
    return send("\n".join(lines))


def pause(ms):
    return f'<pause milliseconds="{ms}"/>'


class _Behind:
    """SIPp with a scenario, and stunnel between it and the network."""

    def __init__(self, case, steps, contact, references, name):
        self.name = name
        self._case = case
        self._directory = os.path.join(case.directory, name)
        os.mkdir(self._directory)
        text = "\n".join(steps).replace("[contact]", contact)
        # SIPp insists that what a scenario assigns is also used
        text += f'\n<Reference variables="{references}" />' if references else ""
        self._scenario = self._write("scenario.xml", (
            '<?xml version="1.0" encoding="ISO-8859-1" ?>\n<!DOCTYPE scenario SYSTEM "sipp.dtd">\n'
            f'<scenario name="{name}">\n{text}\n</scenario>\n'))

    def _write(self, name, text):
        path = os.path.join(self._directory, name)
        with open(path, "w", encoding="utf-8") as file:
            file.write(text)
        return path

    def _start_stunnel(self, settings):
        config = self._write("stunnel.conf", (
            f"foreground = yes\npid =\nsyslog = no\ndebug = notice\n[sipp]\n{settings}"))
        return Process(self._case, self.name + "-stunnel", ["stunnel4", config])

    def _start_sipp(self, *arguments):
        self.process = Process(self._case, self.name + "-sipp", [
            "sipp", "-sf", self._scenario, "-t", "t1", "-i", "127.0.0.1", "-m", "1", "-nostdin", "-trace_err",
            "-error_file", os.path.join(self._case.directory, self.name + "-errors.log"), "-trace_msg",
            "-message_file", os.path.join(self._case.directory, self.name + "-messages.log"), *arguments],
            cwd=self._directory, env={"TERM": "dumb"})

    def finish(self, timeout_s=30):
        """The scenario ran to its end as written."""
        status = self.process.wait(timeout_s)
        self._case.assertEqual(status, 0, f"{self.name} did not see what it expects; see its logs")


class SippServer(_Behind):
    """SIPp as the server and telephone that Linnet calls, at `address`."""

    def __init__(self, case, authority, steps, references=OFFER_VARIABLES, name="server"):
        port, plain = free_port(), free_port()
        self.address = f"127.0.0.1:{port}"
        super().__init__(case, steps, f"sips:sipp@{self.address}", references, name)
        certificate, key = authority.issue(DOMAIN)
        self._start_sipp("-p", str(plain))
        self.process.wait_for_port(plain)
        stunnel = self._start_stunnel(
            f"accept = {self.address}\nconnect = 127.0.0.1:{plain}\ncert = {certificate}\nkey = {key}\n")
        stunnel.wait_for_port(port)


class SippCaller(_Behind):
    """SIPp as a telephone elsewhere that calls through Kamailio."""

    def __init__(self, case, kamailio, steps, references="", name="caller"):
        port = free_port()
        super().__init__(case, steps, "sips:sipp@127.0.0.1:[local_port]", references, name)
        stunnel = self._start_stunnel(
            f"client = yes\naccept = 127.0.0.1:{port}\nconnect = {kamailio.address}\n")
        stunnel.wait_for_port(port)
        self._start_sipp("-p", str(free_port()), "-rsa", f"127.0.0.1:{port}", f"127.0.0.1:{port}")
