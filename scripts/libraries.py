"""Takes debugging tables and symbol lists out of compiled libraries, without binutils.

The program headers of an ELF file say which of its bytes are ever loaded. What lies between
and behind those is read by debuggers and linkers alone: `strip` drops it, and so does this.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

MAGIC = b"\x7fELF\x02\x01"  # 64 bits, little endian; any other kind is laid out otherwise
HEADER = 64  # bytes
PROGRAM_TABLE, SECTION_TABLE, PROGRAM_SIZES, SECTION_SIZES = 0x20, 0x28, 0x36, 0x3A
OFFSET, STORED, ALIGNMENT = 0x08, 0x20, 0x30  # places in a program header
LOAD = 1  # the type of a program header whose bytes are mapped
WORTH_IT = 64 * 1024  # bytes; a library with less to drop is left as it was signed


@dataclass(frozen=True, slots=True)
class Stretch:
    """Bytes of the file that must stay, and how far towards the front they move."""

    start: int
    end: int
    shift: int


def drop_debugging(file: Path) -> int:
    """Rewrite a library without what is never loaded; give the bytes saved.

    Whoever has the old file open keeps it: the new one takes its name. A file of another kind,
    or with little to drop, is left alone.
    """
    content = file.read_bytes()
    if content[:6] != MAGIC or len(content) < HEADER:
        return 0
    slimmed = without_holes(content)
    saved = len(content) - len(slimmed)
    if saved < WORTH_IT:
        return 0
    draft = file.with_name(f"{file.name}.slim")
    draft.write_bytes(slimmed)
    draft.chmod(file.stat().st_mode)
    draft.replace(file)
    return saved


def without_holes(content: bytes) -> bytes:
    """Give an ELF file's loaded bytes alone, its program headers telling their new places.

    Stretches move by whole pages, since a place in memory and its place in the file must agree
    within a page. Memory is laid out as before, so nothing inside the code changes.
    """
    (table,) = struct.unpack_from("<Q", content, PROGRAM_TABLE)
    size, count = struct.unpack_from("<HH", content, PROGRAM_SIZES)
    headers = [table + number * size for number in range(count)]
    kept = _stretches(content, headers, (table, table + size * count))
    slimmed = bytearray(kept[-1].end - kept[-1].shift)
    for each in kept:
        slimmed[each.start - each.shift : each.end - each.shift] = content[each.start : each.end]
    shifts = {header: _shift(kept, header) for header in headers}
    for header, moved in shifts.items():
        offset = _field(content, header, OFFSET)
        struct.pack_into("<Q", slimmed, header - moved + OFFSET, offset - _shift(kept, offset))
    struct.pack_into("<Q", slimmed, PROGRAM_TABLE, table - _shift(kept, table))
    struct.pack_into("<Q", slimmed, SECTION_TABLE, 0)  # there are no sections any more
    struct.pack_into("<HHH", slimmed, SECTION_SIZES, 0, 0, 0)
    return bytes(slimmed)


def _stretches(content: bytes, headers: list[int], table: tuple[int, int]) -> list[Stretch]:
    """Join what is loaded into stretches, front to back, each with its shift."""
    page = max(
        [_field(content, each, ALIGNMENT) for each in headers if _kind(content, each) == LOAD],
        default=1,
    )
    spans = [(0, HEADER), table]
    for header in headers:
        start, length = _field(content, header, OFFSET), _field(content, header, STORED)
        if length:
            spans.append((start, start + length))
    kept: list[Stretch] = []
    shift = 0
    for start, end in sorted(spans):
        reached = kept[-1].end if kept else 0
        if start > reached:
            shift += (start - reached) // page * page
            kept.append(Stretch(start, end, shift))
        elif kept:
            kept[-1] = Stretch(kept[-1].start, max(reached, end), shift)
        else:
            kept.append(Stretch(start, end, shift))
    return kept


def _shift(kept: list[Stretch], offset: int) -> int:
    """Give how far the stretch that holds an offset moves; an empty segment moves not at all."""
    return next((each.shift for each in kept if each.start <= offset < each.end), 0)


def _kind(content: bytes, header: int) -> int:
    kind: int = struct.unpack_from("<I", content, header)[0]
    return kind


def _field(content: bytes, header: int, place: int) -> int:
    value: int = struct.unpack_from("<Q", content, header + place)[0]
    return value
