# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The Linnet Authors
"""Programs that a test starts: logged to a file, watched by content, ended with the test."""

import os
import signal
import socket
import subprocess
import time


class Died(AssertionError):
    """A program ended, or did not say in time what was awaited."""


class Process:
    """A program whose standard output and error go to DIRECTORY/NAME.log."""

    def __init__(self, case, name, command, env=None, cwd=None):
        self.name = name
        self.log = os.path.join(case.directory, name + ".log")
        with open(self.log, "ab") as log:
            self._process = subprocess.Popen(
                command, stdin=subprocess.PIPE, stdout=log, stderr=subprocess.STDOUT,
                env={**os.environ, **(env or {})}, cwd=cwd, start_new_session=True)
        self.pid = self._process.pid
        case.addCleanup(self.stop)

    def write(self, text):
        self._process.stdin.write(text.encode())
        self._process.stdin.flush()

    def output(self):
        with open(self.log, "rb") as log:
            return log.read().decode("utf-8", "replace")

    def wait_for(self, text, timeout_s=15, count=1):
        """Waits until the log holds TEXT at least COUNT times."""
        deadline = time.monotonic() + timeout_s
        while self.output().count(text) < count:
            if self._process.poll() is not None and self.output().count(text) < count:
                raise Died(f"{self.name} ended with {self._process.returncode} before {text!r}")
            if time.monotonic() > deadline:
                raise Died(f"{self.name} did not say {text!r} within {timeout_s} s")
            time.sleep(0.05)

    def wait_for_port(self, port, timeout_s=15):
        """Waits until something listens on the TCP PORT of this network namespace."""
        deadline = time.monotonic() + timeout_s
        while not _listens(port):
            if not self.running():
                raise Died(f"{self.name} ended with {self._process.returncode}")
            if time.monotonic() > deadline:
                raise Died(f"{self.name} does not listen on {port}")
            time.sleep(0.05)

    def running(self):
        return self._process.poll() is None

    def wait(self, timeout_s=15):
        try:
            return self._process.wait(timeout_s)
        except subprocess.TimeoutExpired:
            raise Died(f"{self.name} did not end within {timeout_s} s") from None

    def kill(self, number=signal.SIGKILL):
        if self.running():
            os.killpg(self.pid, number)

    def stop(self):
        self.kill(signal.SIGTERM)
        try:
            self._process.wait(5)
        except subprocess.TimeoutExpired:
            self.kill()
            self._process.wait(5)
        self._process.stdin.close()


def _listens(port):
    # Asked of the kernel: a connection would be one more event for the program
    for path in ("/proc/net/tcp", "/proc/net/tcp6"):
        with open(path, encoding="ascii") as table:
            for line in table:
                fields = line.split()
                if fields[3] == "0A" and fields[1].endswith(f":{port:04X}"):
                    return True
    return False


def free_port(kind=socket.SOCK_STREAM):
    """A port nobody uses in this network namespace."""
    with socket.socket(socket.AF_INET, kind) as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def run(command, **options):
    """Runs COMMAND to its end; its output is in the exception if it fails."""
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False, **options)
    if done.returncode != 0:
        raise Died(f"{command[0]} ended with {done.returncode}: {done.stderr}{done.stdout}")
    return done.stdout
