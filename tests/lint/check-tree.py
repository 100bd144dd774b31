#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The Linnet Authors
"""What the tree itself must keep: top level, licence lines, include walls, file and function sizes."""

import pathlib
import re
import subprocess
import sys

TOP_LEVEL = {"meson.build", "meson_options.txt", "src", "data", "po", "tests", "flatpak", "README.md", "LICENSE"}
# What a folder of src may include, besides itself (the build stops most of it; this also stops relative paths)
MAY_INCLUDE = {
    "util": set(),
    "sip": {"util"},
    "sdp": {"util"},
    "trust": {"sip", "util"},
    "net": {"sip", "trust", "util"},
    "media": {"sdp", "util"},
    "store": {"util"},
    "phone": {"util", "sip", "sdp", "trust", "net", "media", "store"},
    "demo": {"util", "sip", "sdp", "trust", "net", "media"},
    "cli": {"phone", "demo", "util"},
    "ui": {"phone", "demo", "util"},
}
# cli-parse.c, a library of its own, alone sees sip and sdp
EXTRA = {"cli-parse.c": {"sip", "sdp"}}
SOURCES = {".c", ".h", ".py", ".sh", ".build", ".ui", ".css", ".json", ".xml", ".supp", ".txt", ".desktop", ".svg"}
WITHOUT_COMMENTS = {".json"}
MOST_LINES = 700


def tracked(root):
    listing = subprocess.run(["git", "-C", root, "ls-files", "-z"], check=True, capture_output=True)
    return [pathlib.PurePosixPath(name.decode()) for name in listing.stdout.split(b"\0") if name]


def includes_of(text):
    return re.findall(r'^\s*#\s*include\s+"([^"]+)"', text, re.MULTILINE)


def folder_of_header(name):
    prefix = name.split("-", 1)[0].split(".", 1)[0]
    return prefix if prefix in MAY_INCLUDE else None


def check_includes(path, text):
    folder = path.parts[1]
    allowed = MAY_INCLUDE.get(folder, set()) | EXTRA.get(path.name, set()) | {folder}
    for name in includes_of(text):
        if "/" in name:
            yield f"{path}: includes {name!r} by a path"
        target = folder_of_header(name)
        if target is not None and target not in allowed:
            yield f"{path}: src/{folder} may not include {name!r}"


def check(root):
    for path in tracked(root):
        top = path.parts[0]
        if not top.startswith(".") and top not in TOP_LEVEL:
            yield f"{path}: {top!r} does not belong on the top level"
        full = pathlib.Path(root, path)
        if not full.is_file():
            continue
        shebang = full.open("rb").read(2) == b"#!"
        if path.suffix not in SOURCES and path.name != "meson.build" and not shebang:
            continue
        text = full.read_text(encoding="utf-8")
        if path.suffix not in WITHOUT_COMMENTS and "SPDX-License-Identifier: GPL-3.0-or-later" not in text[:300]:
            yield f"{path}: no licence line"
        if path.suffix in (".c", ".h") and top == "src":
            lines = text.count("\n")
            if lines > MOST_LINES:
                yield f"{path}: {lines} lines; split by concern from {MOST_LINES}"
            yield from check_includes(path, text)
        if re.search(r"\b(TODO|FIXME|XXX)\b", text) and path.name != "check-tree.py":
            yield f"{path}: leaves something open"


def main():
    problems = list(check(sys.argv[1]))
    print("\n".join(problems))
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
