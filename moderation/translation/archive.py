"""Opening a pack file that may be broken or hostile.

Nothing is written outside the folder given, nothing is written but the files a translator needs,
and no more is written than `LIMIT_BYTES` however small the archive claims to be.
"""

from __future__ import annotations

import json
import re
import stat
import zipfile
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

LIMIT_BYTES = 2 * 1024**3
LIMIT_FILES = 2000
LIMIT_METADATA = 256 * 1024
# Weights barely compress; ten is generous for the vocabularies beside them.
LIMIT_RATIO = 100
BLOCK = 1024 * 1024

LANGUAGE = re.compile(r"[a-z]{2,3}(?:[_-][A-Za-z0-9]{2,8})?")
VERSION = re.compile(r"[0-9A-Za-z][0-9A-Za-z.+-]{0,31}")
# Stanza models inside Argos packs are pickles: never unpacked.
WANTED = re.compile(
    r"metadata\.json|README(?:\.md)?|LICENSE(?:\.txt|\.md)?|sentencepiece\.model|bpe\.model"
    r"|model/[A-Za-z0-9_.-]+"
)


class PackError(Exception):
    """A pack that cannot be used; the message is a sentence for the person who offered it.

    `sentence` is that sentence in English, with a place such as `%(name)s` for each of `details`:
    a screen says it in its own language (the catalogues take it from where the error is raised).
    """

    def __init__(self, sentence: str, **details: str) -> None:
        super().__init__(sentence % details)
        self.sentence = sentence
        self.details = details


@dataclass(frozen=True, slots=True)
class Metadata:
    """What a pack says of itself in metadata.json, checked."""

    from_code: str
    to_code: str
    version: str
    target_prefix: str
    low_score: float | None

    @property
    def code(self) -> str:
        """The pack's name among Argos packs."""
        return f"translate-{self.from_code}_{self.to_code}"


def unpack(file: Path, into: Path) -> Metadata:
    """Write what the translator needs of pack `file` into the empty folder `into`.

    Raises PackError, having perhaps written some of it; the caller throws the folder away.
    """
    try:
        with zipfile.ZipFile(file) as archive:
            members = dict(_members(archive))
            _require(members)
            for name, info in members.items():
                _write(archive, info, into / name)
    except PackError:
        raise
    except FileNotFoundError as error:
        raise PackError("There is no file %(name)s.", name=file.name) from error
    except zipfile.BadZipFile as error:
        raise PackError(
            "%(name)s is not a pack: truncated, or no zip archive.", name=file.name
        ) from error
    except (OSError, EOFError, RuntimeError, NotImplementedError, ValueError) as error:
        raise PackError(
            "%(name)s cannot be unpacked: %(reason)s.", name=file.name, reason=str(error)
        ) from error
    except Exception as error:  # zlib.error, lzma.LZMAError: a member's bytes are damaged
        raise PackError("%(name)s is damaged and cannot be unpacked.", name=file.name) from error
    return read_metadata(into)


def read_metadata(folder: Path) -> Metadata:
    """Read and check a pack's metadata.json; raises PackError saying what is wrong with it."""
    path = folder / "metadata.json"
    try:
        if path.stat().st_size > LIMIT_METADATA:
            raise PackError("The pack's metadata.json is too large to be one.")
        raw = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError) as error:
        raise PackError("The pack's metadata.json cannot be read.") from error
    if not isinstance(raw, dict):
        raise PackError("The pack's metadata.json is not an object.")
    return _metadata(raw)


def _metadata(raw: Mapping[str, Any]) -> Metadata:
    if raw.get("type", "translate") != "translate":
        raise PackError("The pack is not a translation pack.")
    from_code, to_code = raw.get("from_code"), raw.get("to_code")
    for code in (from_code, to_code):
        if not isinstance(code, str) or not LANGUAGE.fullmatch(code):
            raise PackError("The pack does not say which language it reads and which it writes.")
    if from_code == to_code:
        raise PackError("The pack translates a language into itself.")
    version = raw.get("package_version")
    if not isinstance(version, str) or not VERSION.fullmatch(version):
        raise PackError("The pack's version is missing or malformed.")
    prefix = raw.get("target_prefix") or ""
    low_score = raw.get("low_score")
    return Metadata(
        from_code=str(from_code),
        to_code=str(to_code),
        version=version,
        target_prefix=prefix if isinstance(prefix, str) else "",
        low_score=float(low_score) if isinstance(low_score, int | float) else None,
    )


def _members(archive: zipfile.ZipFile) -> Iterator[tuple[str, zipfile.ZipInfo]]:
    """Check every member; yield the wanted ones under their name inside the pack's one folder."""
    entries = archive.infolist()
    if len(entries) > LIMIT_FILES:
        raise PackError(
            "The pack holds %(count)s files; no pack needs so many.", count=str(len(entries))
        )
    if sum(entry.file_size for entry in entries) > LIMIT_BYTES:
        raise PackError("The pack would unpack to more than 2 GiB.")
    roots, seen = set(), set()
    for entry in entries:
        parts = _safe_parts(entry)
        roots.add(parts[0])
        name = "/".join(parts[1:])
        if entry.is_dir() or not WANTED.fullmatch(name):
            continue
        if name in seen:
            raise PackError("The pack holds %(name)s twice.", name=name)
        seen.add(name)
        yield name, entry
    if len(roots) > 1:
        raise PackError("A pack holds one folder; this archive holds several things.")


def _safe_parts(entry: zipfile.ZipInfo) -> tuple[str, ...]:
    name = entry.filename
    parts = PurePosixPath(name).parts
    if not parts or name.startswith("/") or "\\" in name or ":" in name or ".." in parts:
        raise PackError("The pack tries to write outside its own folder; it was not unpacked.")
    if stat.S_ISLNK(entry.external_attr >> 16):
        raise PackError("The pack holds a symbolic link; it was not unpacked.")
    if entry.flag_bits & 0x1:
        raise PackError("The pack is encrypted.")
    if entry.file_size > BLOCK and entry.file_size > LIMIT_RATIO * max(1, entry.compress_size):
        raise PackError("The pack holds a zip bomb; it was not unpacked.")
    return parts


def _require(members: Mapping[str, zipfile.ZipInfo]) -> None:
    missing = {"metadata.json", "model/model.bin"} - members.keys()
    if not {"sentencepiece.model", "bpe.model"} & members.keys():
        missing.add("sentencepiece.model")
    if missing:
        raise PackError("The pack lacks %(names)s.", names=", ".join(sorted(missing)))


def _write(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, path: Path) -> None:
    """Write one member, no byte beyond the size it declared; zipfile checks its CRC at the end."""
    path.parent.mkdir(parents=True, exist_ok=True)
    left = entry.file_size
    with archive.open(entry) as source, path.open("xb") as target:
        while block := source.read(BLOCK):
            left -= len(block)
            if left < 0:
                raise PackError("The pack holds a zip bomb; it was not unpacked.")
            target.write(block)
