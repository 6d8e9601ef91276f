"""Labelled reviews and the shape of a measured figure."""

from __future__ import annotations

import json
import re
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

# The languages that the starter packs read.
TAGS = ("ru", "lv")
MARK = re.compile(r"\[\[([A-Z_]+):(.*?)\]\]", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Measure:
    """One figure, with what it is measured against; `better` is "higher" or "lower"."""

    value: float
    target: float | None = None
    better: str = "higher"
    unit: str = "share"
    peer: str | None = None


@dataclass(frozen=True, slots=True)
class Mark:
    """A marked stretch of personal data; code points, end exclusive."""

    kind: str
    start: int
    end: int
    surface: str


@dataclass(frozen=True, slots=True)
class LabelledReview:
    """A review with its language, its English reference and the marks in both."""

    id: str
    language: str
    notes: frozenset[str]
    text: str
    reference_en: str
    spans: tuple[Mark, ...]
    reference_spans: tuple[Mark, ...]
    segments: tuple[Mapping[str, Any], ...]
    hostile: str | None


def load(path: Path) -> list[LabelledReview]:
    """Read a JSONL file of labelled reviews; split on line feeds alone.

    Raises ValueError naming the line when one is not in the format.
    """
    reviews = []
    for number, line in enumerate(path.read_text(encoding="utf-8").split("\n"), 1):
        if line.strip():
            try:
                reviews.append(_review(json.loads(line)))
            except (KeyError, TypeError, json.JSONDecodeError) as error:
                message = f"{path}, line {number}: not a labelled review ({error})"
                raise ValueError(message) from error
    return reviews


def unmark(marked: str) -> tuple[str, tuple[Mark, ...]]:
    """Take `[[TYPE:surface]]` marks out of a text; give the text and where they stood."""
    pieces: list[str] = []
    marks: list[Mark] = []
    position = length = 0
    for match in MARK.finditer(marked):
        before = marked[position : match.start()]
        length += len(before)
        marks.append(Mark(match[1], length, length + len(match[2]), match[2]))
        pieces += [before, match[2]]
        length += len(match[2])
        position = match.end()
    return "".join([*pieces, marked[position:]]), tuple(marks)


def write(measures: Mapping[str, Measure], path: Path) -> None:
    """Write measures as JSON under their stable names."""
    content = {name: asdict(measure) for name, measure in measures.items()}
    path.write_text(json.dumps(content, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")


def _review(row: Mapping[str, Any]) -> LabelledReview:
    repeat = int(row.get("repeat", 1))
    text, spans = unmark(row["text"] * repeat)
    reference, reference_spans = unmark(row["reference_en"] * repeat)
    return LabelledReview(
        id=row["id"],
        language=row["language"],
        notes=frozenset(filter(None, row.get("note", "").split(","))),
        text=text,
        reference_en=reference,
        spans=spans,
        reference_spans=reference_spans,
        segments=tuple(row.get("segments", ())),
        hostile=row.get("hostile"),
    )
