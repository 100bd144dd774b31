# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The Linnet Authors
"""baresip as the other telephone: TLS to the proxy, SRTP mandatory, plays a sentence, records what it hears.

Debian 12's baresip checks no certificate and lets SRTP be dropped, so what it says about a call
proves nothing: tests judge by what was heard.
"""

import glob
import os
import time

import melody
from kamailio import DOMAIN, USERS
from processes import Process, free_port

MODULES = ["stdio.so", "srtp.so", "aufile.so", "sndfile.so", "g711.so", "g722.so", "opus.so"]
APPLICATIONS = ["account.so", "menu.so", "debug_cmd.so"]
# Below the ports that the kernel hands out, so that a capture tells who sent a packet
RTP_PORTS = range(20000, 30000)


class Baresip:
    def __init__(self, case, kamailio, user, sentence, codecs="opus/48000/2,G722/16000/1,PCMA/8000/1,PCMU/8000/1",
                 answer="auto", rate_hz=48000, channels=2, encryption="srtp-mand", dial=None):
        self._directory = os.path.join(case.directory, "baresip-" + user)
        os.mkdir(self._directory)
        source = os.path.join(self._directory, "says.wav")
        melody.write(source, sentence, rate_hz, repeat=40, channels=channels)
        self._write("config", "\n".join([
            f"sip_listen 127.0.0.1:{free_port()}",
            "sip_trans_def tls",
            "call_local_timeout 60",
            "call_max_calls 4",
            "audio_path /usr/share/baresip",
            f"audio_source aufile,{source}",
            "audio_player aufile,nil",
            "audio_alert aufile,nil",
            f"ausrc_srate {rate_hz}",
            f"auplay_srate {rate_hz}",
            f"ausrc_channels {channels}",
            f"auplay_channels {channels}",
            "ausrc_format s16",
            "auplay_format s16",
            "audio_buffer 20-160",
            f"rtp_ports {RTP_PORTS[0]}-{RTP_PORTS[-1]}",
            "rtcp_mux no",
            "jitter_buffer_type fixed",
            "jitter_buffer_delay 2-10",
            "module_path /usr/lib/baresip/modules",
            *(f"module {name}" for name in MODULES),
            *(f"module_app {name}" for name in APPLICATIONS),
            "net_interface 127.0.0.1",
            "statmode_default off",
            f"snd_path {self._directory}",
        ]) + "\n")
        self._write("accounts", (
            f"<sip:{user}@{DOMAIN};transport=tls>;auth_user={user};auth_pass={USERS[user]}"
            f";outbound=\"sip:{kamailio.address};transport=tls\";regint=120;answermode={answer}"
            + (f";mediaenc={encryption}" if encryption else "") + f";audio_codecs={codecs}\n"))
        self._write("contacts", "")
        command = ["baresip", "-f", self._directory, "-v", "-s"]
        if dial:
            command += ["-e", "d " + dial]
        self.process = Process(case, "baresip-" + user, command)
        self.user = user
        self._case = case

    def _write(self, name, text):
        with open(os.path.join(self._directory, name), "w", encoding="utf-8") as file:
            file.write(text)

    def wait_registered(self):
        self.process.wait_for("registered successfully")

    def dial(self, uri):
        self.process.write("/dial " + uri + "\n")

    def hang_up(self):
        self.process.write("/hangup\n")

    def heard(self, sentence="", timeout_s=5):
        """What this telephone decoded of its last call, as letters of `melody`.

        It writes its files out when a call is over, a little after it says so: waits until SENTENCE is in.
        """
        deadline = time.monotonic() + timeout_s
        while True:
            files = sorted(glob.glob(os.path.join(self._directory, "dump-*-dec.wav")), key=os.path.getmtime)
            said = melody.read(files[-1]) if files else ""
            if (sentence and sentence in said) or time.monotonic() > deadline:
                return said
            time.sleep(0.2)
