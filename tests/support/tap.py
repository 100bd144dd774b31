# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The Linnet Authors
"""Runs a file's unittest cases and reports in TAP, one line a case, with the logs of what failed.

A case that is skipped counts as failed: what a test needs is installed, or the run says so.
"""

import os
import sys
import tempfile
import traceback
import unittest

# Where the processes of the running case write their logs; shown when it fails
log_directory = None


def _show_logs(directory):
    for name in sorted(os.listdir(directory)):
        path = os.path.join(directory, name)
        if not os.path.isfile(path) or not name.endswith(".log"):
            continue
        with open(path, "rb") as file:
            lines = file.read().decode("utf-8", "replace").splitlines()
        print(f"# --- {name} ({len(lines)} lines)")
        for line in lines[-150:]:
            print("#   " + line[:400])


class _Result(unittest.TestResult):
    def __init__(self, total):
        super().__init__()
        self._number = 0
        self._reported = None
        print(f"1..{total}", flush=True)

    def _report(self, test, good, detail=""):
        for line in detail.splitlines():
            print("# " + line)
        if not good and os.path.isdir(log_directory):
            _show_logs(log_directory)
        if self._reported is test:  # its clean-up failed after itself
            return
        self._reported = test
        self._number += 1
        name = test.id().removeprefix("__main__.")
        print(f"{'ok' if good else 'not ok'} {self._number} - {name}", flush=True)

    def addSuccess(self, test):
        super().addSuccess(test)
        self._report(test, True)

    def addFailure(self, test, err):
        super().addFailure(test, err)
        self._report(test, False, "".join(traceback.format_exception(*err)))

    def addError(self, test, err):
        super().addError(test, err)
        self._report(test, False, "".join(traceback.format_exception(*err)))

    def addSubTest(self, test, subtest, err):
        super().addSubTest(test, subtest, err)
        if err is not None:
            _show_logs(log_directory)
            for line in [subtest.id()] + "".join(traceback.format_exception(*err)).splitlines():
                print("# " + line)

    def stopTest(self, test):
        super().stopTest(test)
        if self._reported is not test:  # only parts of it failed
            self._report(test, False)

    def addSkip(self, test, reason):
        super().addSkip(test, reason)
        self._report(test, False, "skipped: " + reason)
        self.failures.append((test, reason))


class Case(unittest.TestCase):
    """A case with a folder of its own, `self.directory`; what it started is stopped at its end."""

    longMessage = True
    maxDiff = None

    def setUp(self):
        global log_directory
        holder = tempfile.TemporaryDirectory(prefix="linnet-")
        self.addCleanup(holder.cleanup)
        self.directory = log_directory = holder.name


def main():
    only = sys.argv[1:]
    suite = unittest.defaultTestLoader.loadTestsFromModule(sys.modules["__main__"])
    cases = [case for group in suite for case in group]
    if only:
        cases = [case for case in cases if any(word in case.id() for word in only)]
    result = _Result(len(cases))
    for case in cases:
        case.run(result)
    sys.exit(0 if result.wasSuccessful() and cases else 1)
