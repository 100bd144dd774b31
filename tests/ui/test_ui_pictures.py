# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The Linnet Authors
"""Pictures of each screen, light, dark, narrow and with large text, for people to look at.

They go to screenshots/ beside this test in the build folder; data/screenshots/refresh takes the ones
that README and metainfo show. What a machine can see of them is tested: each is there, no word of a
state is cut, and light differs from dark.
"""

import os
import shutil
import subprocess
import time

from linnet_window import SCREENSHOTS, Case, DemoPeer, Linnet, processes, tap

NARROW = 370  # 360 and the frame that is cut off
LOOKS = {
    "light": {"ADW_DEBUG_COLOR_SCHEME": "prefer-light"},
    "dark": {"ADW_DEBUG_COLOR_SCHEME": "prefer-dark"},
}


class Sound:
    """A microphone and a speaker of nothing, so that a call looks as it does for people."""

    def __init__(self, case):
        case.assertTrue(shutil.which("pipewire"), "pipewire is installed")
        for program in ("pipewire", "wireplumber", "pipewire-pulse"):
            processes.Process(case, program, [program])
            time.sleep(1)
        for module in ("sink_name=spk sink_properties=device.description=Speaker",
                       "media.class=Audio/Source/Virtual sink_name=mic channel_map=mono "
                       "sink_properties=device.description=Microphone"):
            subprocess.run(["pactl", "load-module", "module-null-sink", *module.split()],
                           env={**os.environ, "PULSE_SERVER": self.server()}, check=True,
                           stdout=subprocess.DEVNULL, timeout=20)
        time.sleep(1)

    @staticmethod
    def server():
        return f"unix:{os.environ['XDG_RUNTIME_DIR']}/pulse/native"


class Pictures(Case):
    def look(self, look, large=False):
        """Environment of a run with this colour scheme, and text one and a half times as large."""
        environment = dict(LOOKS[look])
        if large:
            folder = os.path.join(self.directory, "xdg", "gtk-4.0")
            os.makedirs(folder, exist_ok=True)
            with open(os.path.join(folder, "settings.ini"), "w", encoding="utf-8") as file:
                file.write("[Settings]\ngtk-font-name=Cantarell 16.5\n")
            environment["XDG_CONFIG_HOME"] = os.path.dirname(folder)
        return environment

    def both_widths(self, linnet, title, name):
        linnet.picture(title, name)
        linnet.resize(title, NARROW, 640)
        linnet.picture(title, name + "-360")

    def first_run(self, look):
        linnet = Linnet(self, env=self.look(look), name="first-run-" + look)
        linnet.find("Add Account", "push button")
        self.both_widths(linnet, "Welcome to Linnet", "first-run-" + look)
        linnet.stop()

    def demo(self, look):
        linnet = Linnet(self, "--demo", env={**self.look(look), "PULSE_SERVER": Sound.server()},
                        name="demo-" + look, config=os.path.join(self.directory, "demo-" + look))
        linnet.find("Connection: Demo Service. Details")
        linnet.press("Linnet", "ctrl+i")
        linnet.find("Name Match", exact=False)
        title = "Connection to demo.linnet.invalid"
        self.both_widths(linnet, title, "connection-" + look)
        linnet.press(title, "Escape")
        linnet.press("Linnet", "ctrl+comma")
        linnet.find("Add Account…", "push button")
        linnet.picture("Preferences", "accounts-" + look)
        linnet.open_audio_page()
        self.both_widths(linnet, "Preferences", "audio-" + look)
        linnet.press("Preferences", "Escape")
        linnet.wait_gone("Constant Bit Rate")
        linnet.press("Linnet", "ctrl+comma")
        linnet.find("Add Account…", "push button")
        linnet.resize("Preferences", NARROW, 640)
        linnet.picture("Preferences", "accounts-" + look + "-360")
        linnet.press("Preferences", "Escape")
        linnet.wait_gone("Add Account…")
        self.both_widths(linnet, "Linnet", "main-" + look)
        linnet.click("Call Echo")
        linnet.find("Encrypted, not end to end", "label")
        time.sleep(2)
        self.both_widths(linnet, "Call with Echo", "call-" + look)
        linnet.click("End Call")
        linnet.wait_closed("Call with Echo")
        linnet.click("Call Busy")
        linnet.find("Busy", "status bar")
        linnet.picture("Call with Busy", "busy-" + look)
        linnet.stop()

    def incoming(self, look):
        peer = DemoPeer(self, "peer-" + look)
        linnet = Linnet(self, "--ca", peer.ca, env=self.look(look), name="incoming-" + look,
                        config=os.path.join(self.directory, "incoming-" + look))
        linnet.fill_account_form(peer, peer.password, peer.aor.removeprefix("sips:"))
        linnet.find("Checked the certificate")
        linnet.picture("Welcome to Linnet", "account-" + look)
        linnet.click("Continue", "push button")
        linnet.find("Signed in as", exact=False)
        linnet.picture("Welcome to Linnet", "ready-" + look)
        linnet.click("Done", "push button")
        linnet.find("Verified: demo.linnet.invalid", exact=False)
        linnet.picture("Linnet", "verified-" + look)
        peer.say("call")
        title = linnet.find("Incoming call from", exact=False).get_name()
        linnet.picture(title, "incoming-" + look)
        peer.stop()
        linnet.stop()

    def test_light_and_dark(self):
        Sound(self)
        for look in LOOKS:
            self.first_run(look)
            self.demo(look)
            self.incoming(look)
        for name in ("first-run", "main", "call", "connection", "incoming", "accounts", "audio"):
            pictures = [os.path.join(SCREENSHOTS, f"{name}-{look}.png") for look in LOOKS]
            contents = [open(path, "rb").read() for path in pictures]
            self.assertNotEqual(contents[0], contents[1], name)

    def test_large_text_at_360(self):
        linnet = Linnet(self, "--demo", env=self.look("light", large=True))
        linnet.find("Connection: Demo Service. Details")
        linnet.resize("Linnet", NARROW, 640)
        linnet.picture("Linnet", "main-large-360")
        linnet.click("Call Echo")
        linnet.find("Encrypted, not end to end", "label")
        linnet.resize("Call with Echo", NARROW, 640)
        linnet.picture("Call with Echo", "call-large-360")


tap.main()
