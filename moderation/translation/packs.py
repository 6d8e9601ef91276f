"""The packs installed on this machine.

    DIRECTORY/translate-ru_en/0.1-3f9c2a71b0de/    a version, complete and never changed
    DIRECTORY/translate-ru_en/current.json         {"current": "0.1-…", "previous": "…"}
    DIRECTORY/.incoming-…/                         an install under way, or one that was killed

A version is unpacked and tried in its own folder and renamed into place, and only then is
current.json replaced, each in one step: whoever reads meanwhile sees the old pack or the new one.
"""

from __future__ import annotations

import json
import os
import shutil
import tempfile
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any

from moderation.translation.archive import Metadata, PackError, read_metadata, unpack
from moderation.translation.lock import exclusive
from moderation.translation.trial import try_out

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["Pack", "PackError", "PackStore", "check_files"]

INCOMING = ".incoming-"
KEPT = ("current", "previous")


@dataclass(frozen=True, slots=True)
class Pack:
    """Installed weights for one ordered language pair.

    `checksum` is the SHA-256 of the archive it came in, `origin` that archive's name.
    `low_score` is the mean log-probability under which this model's drafts deserve doubt, where
    its makers measured one.
    """

    code: str
    from_code: str
    to_code: str
    version: str
    path: Path
    checksum: str
    origin: str
    installed_at: datetime
    target_prefix: str = ""
    low_score: float | None = None


class PackStore:
    """Installed packs under one directory, which is made on the first install.

    Any number of readers and one installer at a time, in any number of processes.
    """

    def __init__(self, directory: Path) -> None:
        self.directory = Path(directory)

    def installed(self) -> list[Pack]:
        """List the running version of every pair, by code. Unreadable folders are left out."""
        if not self.directory.is_dir():
            return []
        homes = sorted(self.directory.glob("translate-*_*"))
        return [pack for home in homes if (pack := _running(home)) is not None]

    def find(self, source: str, target: str) -> Pack | None:
        """Return the pack that reads `source` and writes `target`, or None."""
        return _running(self._home(source, target))

    def add(self, file: Path, *, expect: tuple[str, str] | None = None) -> Pack:
        """Install the archive `file` and switch to it; return the pack now running.

        `expect` is the pair that was asked for. The archive is verified, unpacked aside and put
        through a trial translation first. Raises PackError with a sentence, and then the running
        pack is what it was before.
        """
        file = Path(file)
        with self._installing() as incoming:
            metadata = unpack(file, incoming)
            if expect is not None and expect != (metadata.from_code, metadata.to_code):
                raise PackError(
                    "The pack translates %(source)s into %(target)s,"
                    " not %(wanted_source)s into %(wanted_target)s.",
                    source=metadata.from_code,
                    target=metadata.to_code,
                    wanted_source=expect[0],
                    wanted_target=expect[1],
                )
            try_out(incoming, metadata)
            checksum = _digest(file)
            _write_receipt(incoming, file.name, checksum)
            home = self._home(metadata.from_code, metadata.to_code)
            name = _place(incoming, home, f"{metadata.version}-{checksum[:12]}")
            _switch(home, name)
        return _require(home)

    def remove(self, from_code: str, to_code: str) -> None:
        """Uninstall every version of a pair. Raises PackError if there is none."""
        with self._installing():
            home = self._home(from_code, to_code)
            if not home.is_dir():
                raise PackError(
                    "There is no pack from %(source)s to %(target)s.",
                    source=from_code,
                    target=to_code,
                )
            # Renamed first: a reader never meets half a pack.
            doomed = Path(tempfile.mkdtemp(prefix=INCOMING, dir=self.directory))
            home.rename(doomed / home.name)
            shutil.rmtree(doomed)

    def rollback(self, from_code: str, to_code: str) -> Pack:
        """Run the version that ran before this one; a second rollback returns.

        Raises PackError if no earlier version is kept.
        """
        with self._installing():
            home = self._home(from_code, to_code)
            previous = _pointer(home).get("previous")
            if not previous or _load(home / previous) is None:
                raise PackError(
                    "No earlier pack from %(source)s to %(target)s is kept.",
                    source=from_code,
                    target=to_code,
                )
            _switch(home, previous)
        return _require(home)

    def before(self, from_code: str, to_code: str) -> Pack | None:
        """Return the version that `rollback` would go back to, or None."""
        home = self._home(from_code, to_code)
        previous = _pointer(home).get("previous")
        return _load(home / previous) if previous else None

    def check(self) -> list[tuple[Pack, PackError | None]]:
        """Examine every running pack: its files against their checksums, then a trial translation.

        The second of each pair says what is wrong, None where nothing is.
        """
        return [(pack, _complaint(pack)) for pack in self.installed()]

    def _home(self, source: str, target: str) -> Path:
        # Tags come from reviews and addresses: no separator may reach the path.
        name = f"translate-{source}_{target}"
        safe = name.replace("-", "").replace("_", "").isalnum()
        return self.directory / (name if safe else "translate-none")

    @contextmanager
    def _installing(self) -> Iterator[Path]:
        """Hold the installer's lock and lend an empty folder; sweep up after killed installs."""
        self.directory.mkdir(parents=True, exist_ok=True)
        with exclusive(self.directory / ".lock"):
            for stale in self.directory.glob(f"{INCOMING}*"):
                shutil.rmtree(stale, ignore_errors=True)
            incoming = Path(tempfile.mkdtemp(prefix=INCOMING, dir=self.directory))
            try:
                yield incoming
            finally:
                shutil.rmtree(incoming, ignore_errors=True)


def check_files(pack: Pack) -> None:
    """Compare a pack's files with the checksums taken at its install.

    CTranslate2 trusts the sizes written in a model, so damaged weights must not reach it. Raises
    PackError, which names the first file that differs.
    """
    if (name := _damaged(pack)) is not None:
        raise PackError(
            "%(name)s is missing or was changed after the pack was installed.", name=name
        )


def _damaged(pack: Pack) -> str | None:
    files = _receipt(pack.path).get("files", {})
    for name, expected in files.items():
        try:
            if _digest(pack.path / name) != expected:
                return str(name)
        except OSError:
            return str(name)
    return None if files else "receipt.json"


def _complaint(pack: Pack) -> PackError | None:
    try:
        check_files(pack)
        try_out(pack.path, read_metadata(pack.path))
    except PackError as error:
        return error
    return None


def _running(home: Path) -> Pack | None:
    name = _pointer(home).get("current")
    return _load(home / name) if name else None


def _require(home: Path) -> Pack:
    pack = _running(home)
    if pack is None:
        raise PackError("The pack vanished while it was being installed.")
    return pack


def _load(path: Path) -> Pack | None:
    receipt = _receipt(path)
    try:
        metadata: Metadata = read_metadata(path)
        return Pack(
            code=metadata.code,
            from_code=metadata.from_code,
            to_code=metadata.to_code,
            version=metadata.version,
            path=path,
            checksum=str(receipt["checksum"]),
            origin=str(receipt["origin"]),
            installed_at=datetime.fromisoformat(str(receipt["installed_at"])),
            target_prefix=metadata.target_prefix,
            low_score=metadata.low_score,
        )
    except (PackError, KeyError, ValueError):
        return None


def _read_object(path: Path) -> dict[str, Any]:
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return content if isinstance(content, dict) else {}


def _receipt(path: Path) -> dict[str, Any]:
    return _read_object(path / "receipt.json")


def _pointer(home: Path) -> dict[str, str]:
    pointer = _read_object(home / "current.json")
    return {key: str(pointer[key]) for key in KEPT if pointer.get(key)}


def _write_receipt(folder: Path, origin: str, checksum: str) -> None:
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    receipt = {
        "checksum": checksum,
        "origin": origin,
        "installed_at": datetime.now(UTC).isoformat(),
        "files": {path.relative_to(folder).as_posix(): _digest(path) for path in files},
    }
    _write_json(folder / "receipt.json", receipt)


def _place(incoming: Path, home: Path, name: str) -> str:
    """Move an unpacked version to its place; the same archive again replaces a damaged copy."""
    home.mkdir(exist_ok=True)
    present = _load(home / name)
    if present is not None and _damaged(present) is None:
        return name
    place = home / name
    if place.exists():
        # Readers of a damaged copy lose nothing; readers of a sound one never get here.
        place.rename(incoming.with_name(f"{incoming.name}-damaged"))
    (incoming).rename(place)
    return name


def _switch(home: Path, name: str) -> None:
    """Point at version `name`, keep the one before for a rollback, drop older ones."""
    before = _pointer(home)
    previous = before.get("current") if before.get("current") != name else before.get("previous")
    _write_json(home / "current.json", {"current": name, "previous": previous})
    for version in home.iterdir():
        if version.is_dir() and version.name not in {name, previous}:
            shutil.rmtree(version, ignore_errors=True)


def _write_json(path: Path, content: object) -> None:
    """Replace a small file in one step, on the disk before it is in its place."""
    aside = path.with_name(f".{path.name}.new")
    with aside.open("w", encoding="utf-8") as file:
        json.dump(content, file, indent=2, ensure_ascii=False)
        file.flush()
        os.fsync(file.fileno())
    aside.replace(path)


def _digest(path: Path) -> str:
    digest = sha256()
    with path.open("rb") as file:
        while block := file.read(1024 * 1024):
            digest.update(block)
    return digest.hexdigest()
