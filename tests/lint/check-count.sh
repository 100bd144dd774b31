#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The Linnet Authors
# The closing line of a run tells the truth: also of a program that died, and of a run without tests.
# usage: check-count.sh COUNT-RESULTS
set -eu

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
case_ok='<testsuites><testsuite name="s"><testcase name="t"/></testsuite></testsuites>'

# expect LINE STATUS REPORT RESULT
expect() {
  echo "$3" >"$work/log.junit.xml"
  echo "{\"name\": \"s\", \"result\": \"$4\"}" >"$work/log.json"
  status=0
  said=$(/usr/bin/python3 "$count" "$work/log.junit.xml" | tail -n 1) || status=1
  /usr/bin/python3 "$count" "$work/log.junit.xml" >/dev/null || status=1
  [ "$said" = "$1" ] && [ "$status" -eq "$2" ] || { echo "said: $said ($status), not: $1 ($2)"; exit 1; }
}

count=$1
expect "1 passed, 0 failed" 0 "$case_ok" OK
expect "1 passed, 1 failed" 1 "$case_ok" ERROR
expect "0 passed, 1 failed" 1 "<testsuites/>" OK
