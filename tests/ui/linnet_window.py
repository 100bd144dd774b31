# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The Linnet Authors
"""Drives the real window by the names that assistive technology reads, and by keys.

Names are API (UI.md 9): a widget that a test can't find by its name, a blind person can't either.
"""

import os
import re
import subprocess
import sys
import time

# The accessibility client warns where a program came or went while being read: that is not fatal
os.environ.pop("G_DEBUG", None)

import gi  # noqa: E402

gi.require_version("Atspi", "2.0")
from gi.repository import Atspi, GLib  # noqa: E402

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "support"))
import processes  # noqa: E402
import tap  # noqa: E402

LINNET = os.environ["LINNET"]
DEMO_PEER = os.environ["LINNET_DEMO_PEER"]
SCREENSHOTS = os.environ.get("LINNET_SCREENSHOTS")
PATIENCE_S = 30
# GTK 4.8 can fall over a client that asks about a window which is just going: after each action of
# ours the window gets this long for it before anybody looks
BREATH_S = 0.7

Case = tap.Case

# What linnet must never print; a critical message of any library is a fault of ours until shown else
ALARM = re.compile(r"AddressSanitizer|LeakSanitizer|runtime error:|-CRITICAL|-WARNING|-ERROR|Assertion")
# GTK 4.8 answers a client that asks about a widget which is just being destroyed, without its path,
# and lets the cursor of an entry blink once more when the focus leaves its window without a window manager
NOT_OURS = ("g_variant_is_object_path: assertion 'string != NULL' failed",
            "GtkText - did not receive a focus-out event")


def _settle():
    """Lets the accessibility client handle what arrived."""
    context = GLib.MainContext.default()
    while context.iteration(False):
        pass


def wait_for(what, check, patience_s=PATIENCE_S):
    """Polls CHECK until it returns something true, and returns that."""
    end = time.monotonic() + patience_s
    while True:
        _settle()
        try:
            found = check()
        except GLib.Error:  # the widget went away while being looked at
            found = None
        if found:
            return found
        if time.monotonic() > end:
            raise AssertionError(f"not seen within {patience_s} s: {what}")
        time.sleep(0.3)


def _children(node):
    for i in range(node.get_child_count()):
        child = node.get_child_at_index(i)
        if child is not None:
            yield child


def is_showing(node):
    """GTK 4.8 tells SHOWING of windows only; what is on a hidden page has no size."""
    if not node.get_state_set().contains(Atspi.StateType.VISIBLE):
        return False
    component = node.get_component_iface()
    return component is None or component.get_extents(Atspi.CoordType.WINDOW).width > 0


def _walk(node):
    """NODE's descendants that are showing, in reading order."""
    for child in _children(node):
        if is_showing(child):
            yield child
            yield from _walk(child)


class Linnet(processes.Process):
    """One running `linnet`."""

    def __init__(self, case, *options, config=None, env=None, name="linnet"):
        self.case = case
        self.config = config or os.path.join(case.directory, "config")
        command = [LINNET, "--config", self.config, *options]
        super().__init__(case, name, command, env=env)

    def stop(self):
        """Ends it in good order and reads what it had to say: leaks and criticals fail the case."""
        super().stop()
        alarms = [line for line in self.output().splitlines()
                  if ALARM.search(line) and not any(text in line for text in NOT_OURS)]
        self.case.assertEqual(alarms, [])

    def _application(self):
        desktop = Atspi.get_desktop(0)
        for application in _children(desktop):
            if application.get_process_id() == self.pid:
                application.set_cache_mask(Atspi.Cache.NONE)
                return application
        return None

    def _all(self, inside=None):
        application = self._application()
        if application is None:
            return
        for window in _children(application):
            if is_showing(window) and (inside is None or window.get_name() == inside):
                yield window
                yield from _walk(window)

    def _matching(self, name, role=None, exact=True, inside=None):
        for node in self._all(inside):
            shown = node.get_name() or ""
            if (shown == name if exact else name in shown) \
                    and (role is None or node.get_role_name() == role):
                yield node

    def peek(self, name, role=None, exact=True):
        """The widget of that name that is showing now, or None."""
        return next(self._matching(name, role, exact), None)

    def _wait(self, what, check):
        try:
            return wait_for(what, check)
        except AssertionError as error:
            raise AssertionError(f"{error}; seen: {self.names()}") from None

    def find(self, name, role=None, exact=True):
        """Waits for the widget of that name."""
        return self._wait(f"{role or 'widget'} “{name}”", lambda: self.peek(name, role, exact))

    def wait_gone(self, name):
        wait_for(f"“{name}” gone", lambda: self.peek(name) is None)

    def names(self):
        """What a screen reader would find, for the message of a failing test."""
        _settle()
        dull = ("filler", "image", "panel")
        return [f"{node.get_role_name()}: {node.get_name()}" for node in self._all()
                if node.get_name() and node.get_role_name() not in dull]

    def click(self, name, role=None, exact=True, inside=None):
        """One click, as assistive technology does it; INSIDE the window of that title."""
        def ready():
            return next((node for node in self._matching(name, role, exact, inside)
                         if node.get_n_actions() > 0
                         and node.get_state_set().contains(Atspi.StateType.SENSITIVE)), None)
        self._wait(f"{role or 'widget'} “{name}” to click", ready).do_action(0)
        time.sleep(BREATH_S)

    def set_text(self, name, text):
        """Fills the entry of that name."""
        def ready():
            return next((node for node in self._matching(name)
                         if node.get_editable_text_iface() is not None), None)
        self._wait(f"entry “{name}”", ready).get_editable_text_iface().set_text_contents(text)

    # Keys, for what is tested by keyboard

    def window(self, title):
        """The X window of that title, raised and with the focus: there is no window manager."""
        def look():
            result = subprocess.run(["xdotool", "search", "--onlyvisible", "--name", f"^{title}$"],
                                    capture_output=True, text=True, check=False)
            return result.stdout.split()[-1] if result.stdout.split() else None
        number = wait_for(f"window “{title}”", look)
        subprocess.run(["xdotool", "windowraise", number, "windowfocus", number], check=True)
        return number

    def wait_closed(self, title):
        """Waits until the X window of that title has gone, without asking GTK about it (BREATH_S)."""
        end = time.monotonic() + PATIENCE_S
        while subprocess.run(["xdotool", "search", "--onlyvisible", "--name", f"^{title}$"],
                             capture_output=True, check=False).stdout:
            if time.monotonic() > end:
                raise AssertionError(f"window “{title}” is still there")
            time.sleep(0.2)
        time.sleep(BREATH_S)

    def press(self, title, *keys):
        number = self.window(title)
        time.sleep(0.2)
        for key in keys:
            subprocess.run(["xdotool", "key", "--window", "0", key], check=True)
            time.sleep(0.05)
        time.sleep(BREATH_S)
        return number

    def type(self, title, text):
        self.window(title)
        subprocess.run(["xdotool", "type", "--delay", "20", text], check=True)

    def fill_account_form(self, peer, password, address=None):
        """From the welcome page, by keys; the server, which has no DNS here, behind its row."""
        form = "Welcome to Linnet"
        self.find("Add Account", "push button")
        self.press(form, "alt+a")
        self.find("SIP address")
        time.sleep(0.5)  # the page slides in
        self.type(form, address or peer.aor)
        self.press(form, "Tab")
        self.type(form, password)
        self.press(form, "Tab", "Tab", "Return")  # past the eye of the password, to the details
        self.find("Sign-in name", "text")
        self.set_text("Server, if not found automatically",
                      f"{peer.domain}:{peer.address.split(':')[1]}")

    def open_audio_page(self):
        """From the first page of the preferences, whose tab has the focus."""
        self.press("Preferences", "Right", "Right", "space")
        self.find("Constant Bit Rate", "check box", exact=False)

    # Pictures

    def resize(self, title, width, height):
        number = self.window(title)
        subprocess.run(["xdotool", "windowsize", "--sync", number, str(width), str(height)],
                       check=True, timeout=20)
        time.sleep(0.5)

    def picture(self, title, name):
        """Writes the window of that title, without the frame that X without compositor shows."""
        if not SCREENSHOTS:
            return
        os.makedirs(SCREENSHOTS, exist_ok=True)
        number = self.window(title)
        time.sleep(0.8)
        path = os.path.join(SCREENSHOTS, name + ".png")
        subprocess.run(["import", "-window", number, path], check=True)
        subprocess.run(["mogrify", "-shave", "5x5", path], check=True)
        self.case.assertGreater(os.path.getsize(path), 2000, "the picture is not empty")

    def quit(self):
        """Ctrl+Q, as a user does; the exit status must be 0, so leaks of ours fail here."""
        self.press_anywhere("ctrl+q")
        self.case.assertEqual(self.wait(PATIENCE_S), 0, "exit status of linnet")

    def press_anywhere(self, key):
        subprocess.run(["xdotool", "key", key], check=True)


class DemoPeer(processes.Process):
    """A demo service of its own and somebody there who calls; see demo-peer.c."""

    def __init__(self, case, name="demo-peer"):
        super().__init__(case, name, [DEMO_PEER, os.path.join(case.directory, name)])
        self.wait_for("ready ", timeout_s=PATIENCE_S)
        values = dict(line.split(" ", 1) for line in self.output().splitlines() if " " in line)
        self.address = values["address"]
        self.domain = values["domain"]
        self.ca = values["ca"]
        self.aor = values["aor"]
        self.password = values["password"]

    def say(self, command):
        self.write(command + "\n")
