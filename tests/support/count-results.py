#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The Linnet Authors
"""Adds up meson's JUnit reports: names what failed, ends with `N passed, N failed`.

A report that is missing or holds no test counts as a failure: a run that tested nothing is none.
A skipped test counts as a failure too: what a test needs, the run installs. So does a program that
died between two of its tests, which only the log beside the report (one JSON object a line) tells.
"""

import json
import sys
import xml.etree.ElementTree as ElementTree


def count(path):
    passed, failed = 0, []
    try:
        root = ElementTree.parse(path).getroot()
    except (OSError, ElementTree.ParseError) as error:
        return 0, [f"{path}: {error}"]
    for suite in root.iter("testsuite"):
        for case in suite.iter("testcase"):
            name = f"{suite.get('name')}: {case.get('name')}"
            if any(case.find(kind) is not None for kind in ("failure", "error", "skipped")):
                failed.append(name)
            else:
                passed += 1
    if passed == 0 and not failed:
        failed.append(f"{path}: no test ran")
    return passed, failed


def died(path):
    """Programs that did not end well."""
    log = path.replace(".junit.xml", ".json")
    try:
        with open(log, encoding="utf-8") as lines:
            programs = [json.loads(line) for line in lines]
    except (OSError, ValueError) as error:
        return [f"{log}: {error}"]
    return [f"{program['name']}: {program['result']}" for program in programs if program["result"] != "OK"]


def main(paths):
    passed, failed = 0, []
    for path in paths:
        some_passed, some_failed = count(path)
        passed += some_passed
        failed += some_failed + died(path)
    for name in failed:
        print("failed:", name)
    print(f"{passed} passed, {len(failed)} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
