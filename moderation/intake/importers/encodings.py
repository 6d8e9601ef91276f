"""Which encoding a text file is in, among those that reviews come in."""

from __future__ import annotations

import codecs
from itertools import pairwise
from typing import TYPE_CHECKING

from moderation.intake.importers.columns import ImportFileError

if TYPE_CHECKING:
    from pathlib import Path

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_PIECE = 1 << 16
_CYRILLIC_SHARE = 0.5
_FIRST_LETTER = 0xC0  # in windows-1251 and, but for three, in windows-1257


def encoding_of(path: Path) -> str:
    """Tell a file's encoding: UTF-8, UTF-16 with a mark, windows-1257 or windows-1251.

    Reads the whole file in pieces, since one wrong letter late in it would spoil an import
    half-way. Cyrillic fills whole words with bytes above 127; Latvian strews them. Raises
    ImportFileError if nothing fits, OSError if the file cannot be opened.
    """
    with path.open("rb") as file:
        start = file.read(4)
    for mark, encoding in _MARKS:
        if start.startswith(mark):
            return _decodes(path, encoding) or _refuse(path)
    found = _decodes(path, "utf-8")
    if found:
        return found
    return _decodes(path, "cp1251" if _is_cyrillic(path) else "cp1257") or _refuse(path)


def _decodes(path: Path, encoding: str) -> str | None:
    decoder = codecs.getincrementaldecoder(encoding)()
    try:
        with path.open("rb") as file:
            while piece := file.read(_PIECE):
                decoder.decode(piece)
            decoder.decode(b"", final=True)
    except UnicodeError:
        return None
    return encoding


def _is_cyrillic(path: Path) -> bool:
    high = paired = 0
    with path.open("rb") as file:
        while piece := file.read(_PIECE):
            above = [byte >= _FIRST_LETTER for byte in piece]
            high += sum(above)
            paired += sum(one and two for one, two in pairwise(above))
    return paired > _CYRILLIC_SHARE * high


def _refuse(path: Path) -> str:
    raise ImportFileError(f"{path.name} is in an unknown encoding; save it as UTF-8")
