"""What scripts/slim.py does to compiled libraries."""

from __future__ import annotations

import importlib.util
import struct
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from types import ModuleType

SCRIPTS = Path(__file__).resolve().parents[3] / "scripts"
PAGE = 4096


def _load(name: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location(name, SCRIPTS / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module  # dataclasses look their module up
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def libraries() -> ModuleType:
    return _load("libraries")


def elf(*segments: tuple[int, bytes], size: int) -> bytes:
    """An ELF file of `size` bytes, 0xEE wherever nothing is loaded from."""
    content = bytearray(b"\xee" * size)
    content[:64] = bytes(64)
    content[:6] = b"\x7fELF\x02\x01"
    struct.pack_into("<QQ", content, 0x20, 64, size - 64)
    struct.pack_into("<HHHHH", content, 0x36, 56, len(segments), 64, 1, 0)
    for number, (offset, data) in enumerate(segments):
        entry = struct.pack("<IIQQQQQQ", 1, 4, offset, offset, offset, len(data), len(data), PAGE)
        content[64 + 56 * number : 64 + 56 * (number + 1)] = entry
        content[offset : offset + len(data)] = data
    return bytes(content)


def loaded(content: bytes) -> list[bytes]:
    """What a loader would map, segment by segment."""
    (table,) = struct.unpack_from("<Q", content, 0x20)
    (count,) = struct.unpack_from("<H", content, 0x38)
    found = []
    for number in range(count):
        offset, address = struct.unpack_from("<QQ", content, table + 56 * number + 8)
        (length,) = struct.unpack_from("<Q", content, table + 56 * number + 0x20)
        assert offset % PAGE == address % PAGE
        found.append(content[offset : offset + length])
    return found


def test_what_is_loaded_stays_and_what_is_not_goes(libraries: ModuleType) -> None:
    first, last = b"code" * 100, b"data" * 50
    whole = elf((PAGE, first), (100 * PAGE + 8, last), size=200 * PAGE)

    slimmed = libraries.without_holes(whole)

    assert loaded(slimmed) == [first, last]
    assert len(slimmed) < 4 * PAGE


def test_a_slimmed_library_has_no_section_table(libraries: ModuleType) -> None:
    slimmed = libraries.without_holes(elf((PAGE, b"code"), size=50 * PAGE))

    assert struct.unpack_from("<Q", slimmed, 0x28) == (0,)
    assert struct.unpack_from("<HHH", slimmed, 0x3A) == (0, 0, 0)


def test_slimming_twice_changes_nothing_more(libraries: ModuleType) -> None:
    once = libraries.without_holes(elf((PAGE, b"a"), (90 * PAGE, b"b"), size=120 * PAGE))

    assert libraries.without_holes(once) == once


@pytest.mark.parametrize("content", [b"", b"#!/bin/sh\n", b"\x7fELF\x01\x01" + bytes(100)])
def test_any_other_kind_of_file_is_left_alone(
    libraries: ModuleType, tmp_path: Path, content: bytes
) -> None:
    file = tmp_path / "library.so"
    file.write_bytes(content)

    assert libraries.drop_debugging(file) == 0
    assert file.read_bytes() == content


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("lv.dat", True),
        ("lv_LV.dat", True),
        ("ru_UA.dat", True),
        ("en_001.dat", True),
        ("root.dat", True),
        ("lvx.dat", False),
        ("de_AT.dat", False),
        ("rue.dat", False),
    ],
)
def test_only_locales_of_the_screens_are_kept(
    name: str, kept: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.syspath_prepend(str(SCRIPTS))
    slim = _load("slim")
    sys.modules.pop("libraries", None)
    folder = tmp_path / "babel" / "locale-data"
    folder.mkdir(parents=True)
    (folder / name).touch()

    assert bool(list(slim.other_locales(tmp_path))) is not kept
