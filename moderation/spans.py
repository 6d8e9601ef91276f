"""Replacing spans of a text without moving anything else."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable


@dataclass(frozen=True, slots=True)
class Replacement:
    """New text for one span; offsets are code points, end exclusive."""

    start: int
    end: int
    text: str


def apply(text: str, replacements: Iterable[Replacement]) -> str:
    """Return `text` with every span replaced and all else untouched.

    Raises ValueError if two spans overlap or one reaches outside the text: a redaction that
    cannot be placed exactly must stop publication rather than hide the wrong words.
    """
    pieces: list[str] = []
    position = 0
    for span in sorted(replacements, key=lambda each: (each.start, each.end)):
        if span.start < position or span.end < span.start or span.end > len(text):
            message = f"span {span.start}-{span.end} does not fit a text of {len(text)}"
            raise ValueError(message)
        pieces += [text[position : span.start], span.text]
        position = span.end
    return "".join([*pieces, text[position:]])
