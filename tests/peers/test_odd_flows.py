# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The Linnet Authors
"""Message flows that no telephone makes on purpose, by SIPp, which fails where Linnet answers otherwise."""

import time

import sipp
import tap
from kamailio import DOMAIN
from linnet_cli import Linnet
from peer_case import PeerCase
from sipp import RECEIVE_OFFER, SippCaller, SippServer, in_dialog, offer, pause, receive, reply, reply_to_offer, sdp, send

BYE_FROM_SIPP = [in_dialog("BYE", 20), receive("200")]
BYE_FROM_LINNET = [receive("BYE"), reply("200 OK", tag=False)]


class LinnetCalls(PeerCase):
    """SIPp is called; Linnet doesn't register there."""

    def call(self, steps, *options, **keywords):
        self.sipp = SippServer(self, self.authority, steps, **keywords)
        return Linnet(self, "call", f"sips:sipp@{DOMAIN}", "--aor", f"sips:alice@{DOMAIN}", "--server",
                      self.sipp.address, "--identity", DOMAIN, "--no-register", *options,
                      common=("--ca", self.authority.certificate))

    def test_early_media_then_answer(self):
        linnet = self.call([RECEIVE_OFFER, reply("100 Trying", contact=None, tag=False),
                            reply("183 Session Progress", sdp()), pause(500), reply("200 OK", sdp()), receive("ACK"),
                            pause(1000)] + BYE_FROM_SIPP)
        self.assertEqual(linnet.wait(), 6, "nothing was ever heard")
        self.sipp.finish()
        names = linnet.names()
        self.assertTrue(linnet.all("ringing")[0]["early_media"])
        self.assertLess(names.index("ringing"), names.index("established"))
        self.assertEqual(linnet.one("established")["suite"], "AES_CM_128_HMAC_SHA1_80")
        self.assertGreater(linnet.one("ended")["duration_ms"], 500)

    def test_busy(self):
        linnet = self.call([RECEIVE_OFFER, reply("486 Busy Here", contact=None), receive("ACK")])
        self.assertEqual(linnet.wait(), 5)
        self.sipp.finish()
        self.assertEqual((linnet.one("ended")["code"], linnet.one("ended")["reason"]), (486, "Busy Here"))

    def test_service_unavailable(self):
        linnet = self.call([RECEIVE_OFFER, reply("503 Service Unavailable", contact=None), receive("ACK")])
        self.assertEqual(linnet.wait(), 5)
        self.sipp.finish()
        self.assertEqual(linnet.one("ended")["code"], 503)

    def test_cancelled_while_it_rings(self):
        linnet = self.call([RECEIVE_OFFER, reply("180 Ringing"), receive("CANCEL"),
                            reply("200 OK", contact=None), reply_to_offer("487 Request Terminated"),
                            receive("ACK")], "--ring", "1")
        self.assertEqual(linnet.wait(), 5)
        self.sipp.finish()
        self.assertEqual(linnet.one("ended")["code"], 487)

    def refused(self, answer):
        linnet = self.call([RECEIVE_OFFER, reply("200 OK", answer), receive("ACK")] + BYE_FROM_LINNET)
        self.assertEqual(linnet.wait(), 3)
        self.sipp.finish()
        self.assertNotIn("established", linnet.names())
        self.assertNotIn("media", linnet.names())
        linnet.one("ended")

    def test_answer_without_srtp(self):
        self.refused(sdp(crypto="", proto="RTP/AVP"))

    def test_answer_with_srtp_in_name_only(self):
        self.refused(sdp(crypto=""))

    def test_answer_with_another_suite_than_its_tag(self):
        self.refused(sdp(crypto="a=crypto:[$tag] AEAD_AES_256_GCM inline:" + "A" * 59 + "="))

    def test_answer_with_an_unknown_tag(self):
        self.refused(sdp(crypto=f"a=crypto:77 AES_CM_128_HMAC_SHA1_80 inline:{sipp.KEY}"))

    def test_answer_with_a_null_cipher(self):
        self.refused(sdp(crypto=f"a=crypto:[$tag] AES_CM_128_HMAC_SHA1_80 inline:{sipp.KEY} UNENCRYPTED_SRTP"))

    def test_answer_that_repeats_our_own_key(self):
        echo = RECEIVE_OFFER.replace("</action>", (
            '<ereg regexp="AES_CM_128_HMAC_SHA1_80 inline:([A-Za-z0-9+/=]+)" search_in="body" check_it="true" '
            'assign_to="whole,key" /></action>'))
        linnet = self.call(
            [echo, reply("200 OK", sdp(crypto="a=crypto:[$tag] AES_CM_128_HMAC_SHA1_80 inline:[$key]")),
             receive("ACK")] + BYE_FROM_LINNET, references=sipp.OFFER_VARIABLES + ",whole,key")
        self.assertEqual(linnet.wait(), 3)
        self.sipp.finish()

    def test_answer_repeated_is_acknowledged_again(self):
        again = reply_to_offer("200 OK", sdp())
        linnet = self.call([RECEIVE_OFFER, reply("200 OK", sdp()), receive("ACK"), again, receive("ACK"), again,
                            receive("ACK")] + BYE_FROM_SIPP)
        self.assertEqual(linnet.wait(), 6)
        self.sipp.finish()
        linnet.one("established")

    def test_held_and_resumed_by_the_other_side(self):
        linnet = self.call(
            [RECEIVE_OFFER, reply("200 OK", sdp()), receive("ACK"), pause(300),
             in_dialog("INVITE", 10, offer(direction="sendonly", version=2)), receive("100", 'optional="true"'),
             receive("200"), in_dialog("ACK", 10), pause(300),
             in_dialog("INVITE", 11, offer(direction="sendrecv", version=3)), receive("100", 'optional="true"'),
             receive("200"), in_dialog("ACK", 11), pause(300)] + BYE_FROM_SIPP)
        self.assertEqual(linnet.wait(), 6)
        self.sipp.finish()
        names = linnet.names()
        self.assertEqual(linnet.one("held")["by"], "remote")
        self.assertLess(names.index("held"), names.index("resumed"))

    def test_offer_that_would_weaken_is_refused_and_the_call_goes_on(self):
        linnet = self.call(
            [RECEIVE_OFFER, reply("200 OK", sdp()), receive("ACK"), pause(300),
             in_dialog("INVITE", 10, offer(crypto="", proto="RTP/AVP", version=2)),
             receive("100", 'optional="true"'), receive("488"), in_dialog("ACK", 10), pause(300),
             in_dialog("OPTIONS", 11), receive("200")] + BYE_FROM_SIPP)
        self.assertEqual(linnet.wait(), 6)
        self.sipp.finish()
        linnet.one("refused-weakening")
        self.assertLess(linnet.names().index("refused-weakening"), linnet.names().index("ended"))

    def test_unknown_method_in_the_call(self):
        linnet = self.call([RECEIVE_OFFER, reply("200 OK", sdp()), receive("ACK"), in_dialog("DANCE", 10),
                            receive("501")] + BYE_FROM_SIPP)
        self.assertEqual(linnet.wait(), 6)
        self.sipp.finish()

    def test_unknown_extension_required_in_the_call(self):
        linnet = self.call([RECEIVE_OFFER, reply("200 OK", sdp()), receive("ACK"),
                            in_dialog("INFO", 10, headers="Require: dancing"), receive("420")] + BYE_FROM_SIPP)
        self.assertEqual(linnet.wait(), 6)
        self.sipp.finish()

    def test_old_cseq_in_the_call(self):
        linnet = self.call([RECEIVE_OFFER, reply("200 OK", sdp()), receive("ACK"), in_dialog("OPTIONS", 10),
                            receive("200"), in_dialog("OPTIONS", 9), receive("500")] + BYE_FROM_SIPP)
        self.assertEqual(linnet.wait(), 6)
        self.sipp.finish()

    def test_server_that_never_answers_is_given_up(self):
        linnet = self.call([RECEIVE_OFFER, pause(4000)], "--ring", "2")
        self.assertIn(linnet.wait(45), (4, 5))
        linnet.one("ended")


class LinnetIsCalled(PeerCase):
    """SIPp calls through Kamailio, as a telephone of another domain."""

    def setUp(self):
        super().setUp()
        self.start_kamailio()

    def listen(self, *options):
        linnet = self.linnet("listen", *options)
        linnet.wait_for("registered")
        return linnet

    def caller(self, steps, **keywords):
        self.sipp = SippCaller(self, self.kamailio, steps, **keywords)

    @staticmethod
    def request(method, body=None, headers="", cseq=1, to_tag=False, uri=f"sips:alice@{DOMAIN}"):
        """A request to alice; one within the dialog goes where the answer's Contact and Record-Route say."""
        target = "[next_url]" if to_tag else uri
        lines = [f"{method} {target} SIP/2.0", "Via: SIP/2.0/TLS 127.0.0.1:[local_port];branch=[branch]"]
        if to_tag:
            lines.append("[routes]")
        lines += ["From: <sips:sipp@outside.test>;tag=sipp[call_number]",
                  f"To: <sips:alice@{DOMAIN}>" + ("[peer_tag_param]" if to_tag else ""), "Call-ID: [call_id]",
                  f"CSeq: {cseq} {method}", "Max-Forwards: 70", "Contact: <[contact]>"]
        if headers:
            lines.append(headers)
        if body is not None:
            lines.append("Content-Type: application/sdp")
        lines += ["Content-Length: [len]", ""] + ([body] if body is not None else [""])
        return send("\n".join(lines))

    def test_offer_without_srtp(self):
        linnet = self.listen()
        self.caller([self.request("INVITE", offer(crypto="", proto="RTP/AVP")), receive("100", 'optional="true"'),
                     receive("488", action='<ereg regexp="399.*SRTP required" search_in="hdr" header="Warning:" '
                             'check_it="true" assign_to="warning" />'), self.request("ACK", to_tag=True)],
                    references="warning")
        self.sipp.finish()
        self.assertNotIn("incoming", linnet.names())

    def test_no_codec_in_common(self):
        linnet = self.listen()
        body = offer().replace("RTP/SAVP 8", "RTP/SAVP 99").replace("rtpmap:8 PCMA/8000", "rtpmap:99 iLBC/8000")
        self.caller([self.request("INVITE", body), receive("100", 'optional="true"'), receive("488"),
                     self.request("ACK", to_tag=True)])
        self.sipp.finish()
        self.assertNotIn("incoming", linnet.names())

    def test_best_effort_offer_is_encrypted(self):
        linnet = self.listen("--calls", "1")
        self.caller([self.request("INVITE", offer(proto="RTP/AVP")), receive("100", 'optional="true"'),
                     receive("180", 'optional="true"'),
                     receive("200", 'rrs="true"', action='<ereg regexp="a=crypto:1 AES_CM_128_HMAC_SHA1_80" '
                             'search_in="body" check_it="true" assign_to="line" />'),
                     self.request("ACK", to_tag=True), pause(500), self.request("BYE", to_tag=True, cseq=2),
                     receive("200")], references="line")
        self.sipp.finish()
        self.assertEqual(linnet.wait(), 6)
        linnet.one("established")

    def test_offer_in_the_answer(self):
        linnet = self.listen("--calls", "1")
        self.caller([self.request("INVITE"), receive("100", 'optional="true"'), receive("180", 'optional="true"'),
                     receive("200", 'rrs="true"', action=(
                         '<ereg regexp="a=crypto:([0-9]+) AES_CM_128_HMAC_SHA1_80" search_in="body" '
                         'check_it="true" assign_to="line,tag" />')),
                     self.request("ACK", sdp(), to_tag=True), pause(500), self.request("BYE", to_tag=True, cseq=2),
                     receive("200")], references="line,tag")
        self.sipp.finish()
        self.assertEqual(linnet.wait(), 6)
        linnet.one("established")

    def test_answer_is_repeated_until_acknowledged(self):
        linnet = self.listen("--calls", "1")
        self.caller([self.request("INVITE", offer()), receive("100", 'optional="true"'),
                     receive("180", 'optional="true"'), receive("200", 'rrs="true"'), receive("200", 'rrs="true"'),
                     self.request("ACK", to_tag=True), pause(500), self.request("BYE", to_tag=True, cseq=2),
                     receive("200")])
        self.sipp.finish()
        self.assertEqual(linnet.wait(), 6)
        linnet.one("established")

    def test_caller_gives_up(self):
        linnet = self.listen("--answer", "ring")
        self.caller([self.request("INVITE", offer()), receive("100", 'optional="true"'), receive("180"),
                     self.cancel(), receive("200"), receive("487"), self.request("ACK", to_tag=True)])
        ended = linnet.wait_for("ended")
        self.sipp.finish()
        self.assertEqual(ended["code"], 487)

    @staticmethod
    def cancel():
        return send("\n".join([
            f"CANCEL sips:alice@{DOMAIN} SIP/2.0", "[last_Via:]", "From: <sips:sipp@outside.test>;tag=sipp[call_number]",
            f"To: <sips:alice@{DOMAIN}>", "Call-ID: [call_id]", "CSeq: 1 CANCEL", "Max-Forwards: 70",
            "Content-Length: 0", "", ""]))

    def test_busy(self):
        linnet = self.listen("--answer", "busy")
        self.caller([self.request("INVITE", offer()), receive("100", 'optional="true"'),
                     receive("180", 'optional="true"'), receive("486"), self.request("ACK", to_tag=True)])
        self.sipp.finish()
        linnet.wait_for("ended")

    def test_unknown_extension_is_refused(self):
        linnet = self.listen()
        self.caller([self.request("INVITE", offer(), headers="Require: dancing"), receive("100", 'optional="true"'),
                     receive("420"), self.request("ACK", to_tag=True)])
        self.sipp.finish()
        self.assertNotIn("incoming", linnet.names())

    def test_options_is_answered_and_does_not_ring(self):
        linnet = self.listen()
        self.caller([self.request("OPTIONS"), receive("200", action=(
            '<ereg regexp="INVITE" search_in="hdr" header="Allow:" check_it="true" assign_to="allow" />'))],
            references="allow")
        self.sipp.finish()
        self.assertNotIn("incoming", linnet.names())

    def test_unknown_method_is_refused(self):
        self.listen()
        self.caller([self.request("DANCE"), receive("501")])
        self.sipp.finish()

    def test_malformed_session_description(self):
        linnet = self.listen()
        self.caller([self.request("INVITE", "v=0\nm=dance"), receive("100", 'optional="true"'), receive("400"),
                     self.request("ACK", to_tag=True)])
        self.sipp.finish()
        self.assertNotIn("incoming", linnet.names())

    def test_held_by_the_caller(self):
        linnet = self.listen("--calls", "1")
        self.caller([self.request("INVITE", offer()), receive("100", 'optional="true"'),
                     receive("180", 'optional="true"'), receive("200", 'rrs="true"'),
                     self.request("ACK", to_tag=True), pause(300),
                     self.request("INVITE", offer(direction="inactive", version=2), to_tag=True, cseq=2),
                     receive("100", 'optional="true"'), receive("200"),
                     self.request("ACK", to_tag=True, cseq=2), pause(300),
                     self.request("BYE", to_tag=True, cseq=3), receive("200")])
        self.sipp.finish()
        self.assertEqual(linnet.wait(), 6)
        self.assertEqual(linnet.one("held")["by"], "remote")

    def test_sound_stops_but_the_call_stays(self):
        linnet = self.listen("--calls", "1")
        self.caller([self.request("INVITE", offer()), receive("100", 'optional="true"'),
                     receive("180", 'optional="true"'), receive("200", 'rrs="true"'),
                     self.request("ACK", to_tag=True), pause(13000), self.request("BYE", to_tag=True, cseq=2),
                     receive("200")])
        linnet.wait_for("media-lost", 25, seconds=10)
        time.sleep(1)
        self.sipp.finish()
        self.assertEqual(linnet.wait(), 6)


if __name__ == "__main__":
    tap.main()
