"""Lists of patterns kept as data: one regular expression a line, under "# group" headings."""

from __future__ import annotations

from pathlib import Path

DATA = Path(__file__).parent / "data"


def grouped(name: str) -> dict[str, tuple[str, ...]]:
    """Return the patterns of one file in data/ by group; they leave room for case endings."""
    groups: dict[str, list[str]] = {}
    current: list[str] = []
    for line in (DATA / name).read_text(encoding="utf-8").split("\n"):
        if line.startswith("# "):
            current = groups.setdefault(line[2:], [])
        elif line:
            current.append(line)
    return {group: tuple(patterns) for group, patterns in groups.items()}
