"""A hostile set: short lines that are hard to place, each measured by itself.

language_extra.jsonl holds, a line each: `id`, `kind`, `half`, `language`, `text`, and for a review
in several languages `sentences`, their tags in order. General faults may be mended on the half
`mend`; the half `held` is only ever measured. `language` is a tag, `mixed`, `other` (some
language from outside the region) or `open` (a word that belongs to none; naming none is right).
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from evaluation.language.peers import BALSS, detectors
from evaluation.language.printing import print_heads, print_mistakes, print_tallies
from evaluation.language.tally import Tally
from moderation.language import read

if TYPE_CHECKING:
    from collections.abc import Sequence

    from evaluation.language.comparison import Tallies

PATH: Final = Path(__file__).parents[1] / "language_extra.jsonl"
HALVES: Final = ("mend", "held")
MIXED: Final = "mixed"
ANY: Final = "?"  # a sentence of a mixed review that may be called anything
EVERYTHING: Final = "everything"


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the set; `sentences` are tags in order, empty unless it is mixed."""

    id: str
    kind: str
    half: str
    language: str
    text: str
    sentences: tuple[str, ...] = ()


def load(path: Path = PATH) -> list[Line]:
    """Read the set. Raises ValueError naming a line that is not in the format."""
    lines = []
    for number, row in enumerate(path.read_text(encoding="utf-8").split("\n"), 1):
        if not row.strip():
            continue
        try:
            given = json.loads(row)
            lines.append(Line(**{**given, "sentences": tuple(given.get("sentences", ()))}))
        except (TypeError, AttributeError, json.JSONDecodeError) as error:
            raise ValueError(f"{path}, line {number}: not a line of the set ({error})") from error
    return lines


def report(lines: Sequence[Line], half: str) -> dict[str, Tallies]:
    """Print the tables of one half and return its tallies by kind."""
    chosen = [each for each in lines if each.half == half]
    tallies = measure(chosen)
    asked = list(tallies[EVERYTHING])
    print_heads(f"hostile lines, half “{half}”", asked)
    print_tallies(tallies.items())
    print_mistakes([(EVERYTHING, tallies[EVERYTHING][BALSS])], shown=len(chosen))
    return tallies


def measure(lines: Sequence[Line]) -> dict[str, Tallies]:
    """Ask every detector about every line; tallies by kind, and of everything together."""
    asks = detectors()
    tallies: dict[str, Tallies] = {}
    for line in lines:
        for text, truth, ours in questions(line):
            for name, ask in asks.items():
                said = ours if name == BALSS else ask(text)
                for row in (line.kind, EVERYTHING):
                    tallies.setdefault(row, {}).setdefault(name, Tally()).add(text, truth, said)
    return {row: tallies[row] for row in sorted(tallies, key=lambda row: row == EVERYTHING)}


def questions(line: Line) -> list[tuple[str, str, str]]:
    """Return (text, truth, our tag) of a line: of the whole, or of each sentence if mixed."""
    reading = read(line.text)
    if line.language != MIXED:
        return [(line.text, line.language, reading.detection.tag)]
    if len(reading.sentences) != len(line.sentences):
        raise ValueError(f"{line.id} is read as {len(reading.sentences)} sentences")
    return [
        (sentence.text, truth, sentence.detection.tag)
        for sentence, truth in zip(reading.sentences, line.sentences, strict=True)
        if truth != ANY
    ]
