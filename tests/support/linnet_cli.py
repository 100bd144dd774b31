# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The Linnet Authors
"""linnet-cli as another program drives it: arguments in, JSON events and an exit status out."""

import json
import os
import signal
import subprocess
import threading
import time

EXECUTABLE = os.environ["LINNET_CLI"]
# What only a fault of ours prints
ALARMS = ("AddressSanitizer", "LeakSanitizer", "runtime error:", "CRITICAL", "Assertion", "SUMMARY: ")


class Linnet:
    """A running linnet-cli --json; its events are read as they come.

    Ends with the case. A sanitizer's report or a critical message fails the case, whatever else it asked.
    """

    def __init__(self, case, *arguments, common=(), name="linnet", config=None, env=None):
        self._case = case
        self.name = name
        self.log = os.path.join(case.directory, name + ".log")
        self.config = config or os.path.join(case.directory, name + "-config")
        self.events = []
        self._killed = self._deaf = False
        self._changed = threading.Condition()
        command = [EXECUTABLE, "--json", "--trace", "--config", self.config, *common, *arguments]
        self._stderr = open(self.log, "ab")
        self._stderr.write((" ".join(command) + "\n").encode())
        self._stderr.flush()
        self._process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=self._stderr,
            env={**os.environ, **(env or {})}, start_new_session=True)
        self.pid = self._process.pid
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()
        case.addCleanup(self._finish)

    def _read(self):
        for line in self._process.stdout:
            self._stderr.write(b"--> " + line)
            self._stderr.flush()
            with self._changed:
                try:
                    self.events.append(json.loads(line))
                except ValueError:
                    self.events.append({"event": "NOT JSON", "line": line.decode("utf-8", "replace")})
                self._changed.notify_all()
            if self._deaf:
                break
        self._process.stdout.close()
        with self._changed:
            self.events.append({"event": "END OF OUTPUT"})
            self._changed.notify_all()

    def say(self, line):
        self._process.stdin.write((line + "\n").encode())
        self._process.stdin.flush()

    def command(self, line, timeout_s=15):
        """Says LINE to `phone` and waits for its `ok` or `error`, which is returned."""
        with self._changed:
            before = len(self.events)
        self.say(line)
        return self.wait_for_any(("ok", "error"), timeout_s, start=before)

    def wait_for(self, name, timeout_s=20, start=0, **fields):
        """The first event called NAME with these FIELDS, from number START on."""
        return self.wait_for_any((name,), timeout_s, start, **fields)

    def wait_for_any(self, names, timeout_s=20, start=0, **fields):
        deadline = time.monotonic() + timeout_s
        with self._changed:
            while True:
                for event in self.events[start:]:
                    if event["event"] in names and all(event.get(key) == value for key, value in fields.items()):
                        return event
                    if event["event"] == "END OF OUTPUT":
                        raise AssertionError(f"{self.name} ended without {names} {fields}: {self.names()}")
                if not self._changed.wait(deadline - time.monotonic()):
                    raise AssertionError(f"{self.name} did not say {names} {fields}: {self.names()}")

    def names(self):
        return [event["event"] for event in self.events]

    def all(self, name):
        return [event for event in self.events if event["event"] == name]

    def one(self, name):
        """The one event called NAME."""
        found = self.all(name)
        self._case.assertEqual(len(found), 1, f"{name} among {self.names()}")
        return found[0]

    def mark(self):
        with self._changed:
            return len(self.events)

    def close_input(self):
        self._process.stdin.close()

    def close_output(self):
        """As a reader that goes away, from the next event on."""
        self._deaf = True

    def kill(self):
        """As a crash or a power cut; what is checked at the end leaves this out."""
        self._process.kill()
        self._process.wait()
        self._killed = True

    def signal(self, number=signal.SIGINT):
        self._process.send_signal(number)

    def wait(self, timeout_s=40):
        """The exit status, all events read."""
        status = self._process.wait(timeout_s)
        self._reader.join(5)
        return status

    def trace(self):
        """Standard error so far: SIP messages, log."""
        with open(self.log, "rb") as log:
            return log.read().decode("utf-8", "replace")

    def _finish(self):
        late = False
        if self._process.poll() is None:
            self._process.send_signal(signal.SIGTERM)
            try:
                self._process.wait(10)
            except subprocess.TimeoutExpired:
                late = True
                os.killpg(self._process.pid, signal.SIGKILL)
                self._process.wait()
        self._reader.join(5)
        try:
            self._process.stdin.close()
        except BrokenPipeError:
            pass
        self._stderr.close()
        text = self.trace()
        alarms = [line for line in text.splitlines() if any(word in line for word in ALARMS)]
        self._case.assertEqual(alarms, [], self.name)
        self._case.assertFalse(late, f"{self.name} did not end within 10 s of SIGTERM")
        self._case.assertNotIn("NOT JSON", self.names(), self.name)
        if not self._killed:
            self._case.assertGreaterEqual(self._process.returncode, 0, f"{self.name} died of a signal")


def run(*arguments, stdin=b"", env=None):
    """Runs linnet-cli to its end, as typed: (status, standard output, standard error)."""
    done = subprocess.run([EXECUTABLE, *arguments], input=stdin, capture_output=True, timeout=60, check=False,
                          env={**os.environ, **(env or {})})
    return done.returncode, done.stdout.decode(), done.stderr.decode()
