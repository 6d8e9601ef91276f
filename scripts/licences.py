"""Lists the licences of what a lock names, and fails on one that forbids commercial use.

Usage: licences.py LOCK, run by an environment in which the lock is installed. The licence is
what the package says of itself: its SPDX expression, else its classifiers, else its own words.
"""

from __future__ import annotations

import re
import sys
from importlib.metadata import PackageMetadata, metadata
from pathlib import Path

PINNED = re.compile(r"^([A-Za-z0-9][\w.-]*)==(\S+)")
FORBIDDING = re.compile(
    r"non-?commercial|CC-BY-NC|AGPL|SSPL|BUSL|proprietary|Affero|academic use",
    re.IGNORECASE,
)
SHORT = 40  # characters; a longer `License` field holds the text itself
# Packages whose metadata has no licence in words; read in the files they come with.
READ = {"huey": "MIT"}
ORDINARY = {
    "MIT License": "MIT",
    "BSD License": "BSD-3-Clause",
    "Apache Software License": "Apache-2.0",
    "The Unlicense (Unlicense)": "Unlicense",
    "Zope Public License": "ZPL-2.1",
    "GNU Lesser General Public License v2 or later (LGPLv2+)": "LGPL-2.1-or-later",
}
HEAD = """\
# What Balss stands on

Balss itself is under the Apache License 2.0 (see LICENSE). It installs the packages below, each
under its own licence, none of which forbids commercial use. `make lock` writes this list from the
packages' own metadata. The two under the LGPL (psycopg, python-stdnum) are used unchanged, as
libraries that anyone can replace.

Beside them: htmx (BSD Zero Clause) in static/vendor. The starter packs in packs/ were trained for
Balss and are under its licence; packs/README.md says on what.

| package | version | licence |
|---|---|---|"""


def main(lock: Path) -> None:
    """Print the list as Markdown. Exits with the names of packages that cannot be used."""
    rows, bad = [], []
    for line in lock.read_text(encoding="utf-8").splitlines():
        if match := PINNED.match(line):
            licence = licence_of(match[1])
            rows.append(f"| {match[1]} | {match[2]} | {licence} |")
            if not licence or FORBIDDING.search(licence):
                bad.append(f"{match[1]}: {licence or 'no licence found'}")
    if bad:
        sys.exit("cannot be used commercially, or unknown:\n" + "\n".join(bad))
    print("\n".join([HEAD, *rows]))


def licence_of(package: str) -> str:
    """Give the licence a package declares, in SPDX's words where it is an ordinary one."""
    if package in READ:
        return READ[package]
    said: PackageMetadata = metadata(package)
    if expression := _first(said, "License-Expression"):
        return str(expression)
    classifiers = [
        each.rpartition(" :: ")[2]
        for each in said.get_all("Classifier") or []
        if each.startswith("License :: ")
    ]
    known = [ORDINARY.get(each, each) for each in classifiers if each != "OSI Approved"]
    if known:
        return " AND ".join(dict.fromkeys(known))
    words = _first(said, "License").strip()
    return words if len(words) <= SHORT else ""


def _first(said: PackageMetadata, field: str) -> str:
    return str(said[field]) if field in said else ""


if __name__ == "__main__":
    if len(sys.argv) != 2:  # noqa: PLR2004
        sys.exit(__doc__)
    main(Path(sys.argv[1]))
