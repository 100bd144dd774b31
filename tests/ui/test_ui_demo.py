# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The Linnet Authors
"""The demo: two clicks from a fresh profile to the echo (UI.md 12.1)."""

import re

from linnet_window import Case, Linnet, tap, wait_for


class Demo(Case):
    def test_two_clicks_to_the_echo(self):
        linnet = Linnet(self)
        linnet.click("Try the Demo Service on This Computer")
        linnet.click("Call Echo")
        linnet.find("Call encryption: encrypted, not end to end")
        linnet.find("Encrypted, not end to end", "label")
        first = wait_for("a running timer", lambda: self.timer(linnet))
        wait_for("a later time", lambda: self.timer(linnet) > first)
        linnet.click("End Call")
        linnet.wait_closed("Call with Echo")  # a call that ended as calls do closes its window
        linnet.quit()

    @staticmethod
    def timer(linnet):
        for name in linnet.names():
            match = re.fullmatch(r"label: (\d\d:\d\d)", name)
            if match:
                return match.group(1)
        return None

    def test_mute_is_told_and_keys_send_tones(self):
        linnet = Linnet(self, "--demo")
        linnet.click("Call Tone")
        linnet.find("Encrypted, not end to end", "label")
        linnet.click("Mute Microphone")
        linnet.find("Muted", "label")
        linnet.press("Call with Tone", "ctrl+m")
        linnet.find("Mute", "label")
        linnet.press("Call with Tone", "4", "2", "numbersign")
        linnet.click("Keypad", inside="Call with Tone")
        linnet.find("42#", "label")
        linnet.press("Call with Tone", "Escape")
        linnet.press("Call with Tone", "Escape")  # closes popovers, never ends a call
        linnet.find("Encrypted, not end to end", "label")
        linnet.press("Call with Tone", "ctrl+shift+h")
        linnet.wait_closed("Call with Tone")

    def test_busy_says_so_and_stays(self):
        linnet = Linnet(self, "--demo")
        linnet.click("Call Busy")
        linnet.find("Busy", "status bar")
        linnet.find("Call Again", "push button")
        self.assertIsNotNone(linnet.find("Details", exact=False))
        linnet.click("Close", "push button", inside="Call with Busy")

    def test_closing_the_call_window_keeps_the_call(self):
        linnet = Linnet(self, "--demo")
        linnet.click("Call Echo")
        linnet.find("Encrypted, not end to end", "label")
        linnet.press("Call with Echo", "ctrl+w")
        linnet.find("In a call with Echo", exact=False)
        linnet.click("Return")
        linnet.click("End Call")
        linnet.wait_closed("Call with Echo")

    def test_the_sheet_tells_each_check(self):
        linnet = Linnet(self, "--demo")
        linnet.find("Connection: Demo Service. Details")
        linnet.press("Linnet", "ctrl+i")
        linnet.find("Name Match, passed, Certificate is for sip:demo.linnet.invalid")
        linnet.find("Certificate Chain (2)")
        linnet.find("Calls to the demo service don’t leave this computer.")
        linnet.press("Connection to demo.linnet.invalid", "Escape")
        linnet.wait_gone("Certificate Chain (2)")

    def test_stopping_the_demo_takes_everything_away(self):
        linnet = Linnet(self, "--demo")
        linnet.find("Connection: Demo Service. Details")
        linnet.click("Stop Demo", "push button")
        linnet.click("_Stop Demo", "push button", exact=False)
        linnet.find("Add an Account to Call")
        linnet.wait_gone("Call Echo")
        linnet.quit()


tap.main()
