"""A folder whose files come and go with what they were made of, and that touches no other file.

Which files are ours stands in a manifest. It is written before any new file is made, so that a
process killed in the middle leaves nothing that a later run would not know as its own.
"""

from __future__ import annotations

import json
import os
import re
import secrets
import sys
from contextlib import contextmanager
from typing import IO, TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

if sys.platform == "win32":
    import msvcrt

    def _lock(descriptor: int) -> None:
        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)

else:
    import fcntl

    def _lock(descriptor: int) -> None:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)


MANIFEST = ".balss-export.json"
LOCK = ".balss-export.lock"
VERSION = 1
NAME = re.compile(r"(?:[a-z0-9][a-z0-9-]*/)?[a-z0-9][a-z0-9-]*\.(?:html|json|css|md)")
DRAFT = ".balss-draft-"


class ExportError(Exception):
    """A folder that cannot be exported to; the message is a sentence for who runs the export."""


class Folder:
    """A folder being brought up to date. `written`, `removed`, `unchanged` count files."""

    def __init__(self, path: Path, site: str, planned: set[str]) -> None:
        """Take a folder for a site's files, `planned` being all there shall be.

        Raises ExportError where it holds another site's export or foreign files of these names.
        """
        self._path, self._site, self._planned = path, site, planned
        self.written = self.removed = self.unchanged = 0
        before = self._read_manifest()
        for name in sorted(planned - before):
            if self._at(name).exists():
                raise ExportError(
                    f"{self._at(name)} is there already and is not from an export; "
                    "choose another folder"
                )
        for folder in sorted({name.partition("/")[0] for name in before | planned if "/" in name}):
            if (path / folder).is_symlink():
                raise ExportError(f"{path / folder} is a link; export to where it leads instead")
        self._write_manifest(before | planned)
        self._drop_drafts()
        for name in sorted(before - planned):  # what was withdrawn goes first
            self._remove(name)

    @contextmanager
    def file(self, name: str) -> Iterator[IO[bytes]]:
        """Open a planned file; what was written takes its place when whole, and if it differs."""
        target = self._at(name)
        target.parent.mkdir(parents=True, exist_ok=True)
        draft = target.parent / f"{DRAFT}{secrets.token_hex(8)}"
        try:
            with draft.open("xb") as opened:
                yield opened
            if _same(draft, target):
                self.unchanged += 1
            else:
                draft.replace(target)
                self.written += 1
        finally:
            draft.unlink(missing_ok=True)

    def close(self) -> None:
        """Note that the planned files are all there are."""
        self._write_manifest(self._planned)

    def _at(self, name: str) -> Path:
        if not NAME.fullmatch(name):
            raise ExportError(f"{self._path / MANIFEST} is damaged: {name!r} is no file of ours")
        return self._path / name

    def _remove(self, name: str) -> None:
        path = self._at(name)
        if path.is_symlink() or path.exists():
            path.unlink()
            self.removed += 1
        if "/" in name and path.parent.exists() and not any(path.parent.iterdir()):
            path.parent.rmdir()

    def _drop_drafts(self) -> None:
        for folder in {self._path, *(self._at(name).parent for name in self._planned)}:
            for draft in folder.glob(f"{DRAFT}*"):
                draft.unlink(missing_ok=True)

    def _read_manifest(self) -> set[str]:
        path = self._path / MANIFEST
        if not path.exists():
            return set()
        try:
            read = json.loads(path.read_text(encoding="utf-8"))
            site, names = read["site"], set(read["files"])
            damaged = not all(isinstance(each, str) and NAME.fullmatch(each) for each in names)
        except (ValueError, KeyError, TypeError):
            site, names, damaged = self._site, set(), True
        if damaged:
            raise ExportError(f"{path} is damaged; empty the folder and export again")
        if site != self._site:
            raise ExportError(f"{self._path} holds the export of site {site!r}")
        return names

    def _write_manifest(self, names: set[str]) -> None:
        content = {"version": VERSION, "site": self._site, "files": sorted(names)}
        draft = self._path / f"{DRAFT}{secrets.token_hex(8)}"
        draft.write_text(json.dumps(content, indent=1) + "\n", encoding="utf-8")
        draft.replace(self._path / MANIFEST)


@contextmanager
def held(path: Path) -> Iterator[None]:
    """Make the folder, and keep other exports out of it meanwhile. Raises ExportError."""
    path.mkdir(parents=True, exist_ok=True)
    descriptor = os.open(path / LOCK, os.O_CREAT | os.O_RDWR, 0o644)
    try:
        try:
            _lock(descriptor)
        except OSError as error:
            raise ExportError(f"another export to {path} is under way") from error
        yield
    finally:
        os.close(descriptor)


def _same(one: Path, other: Path) -> bool:
    """Tell whether two files hold the same bytes, a piece at a time."""
    if not other.is_file() or one.stat().st_size != other.stat().st_size:
        return False
    with one.open("rb") as first, other.open("rb") as second:
        while piece := first.read(1 << 16):
            if piece != second.read(1 << 16):
                return False
    return True
