"""Cutting a text into plain and marked pieces, so that the template only has to print them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from models import Finding


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text, and the finding that covers it, if any."""

    text: str
    finding: Finding | None = None


def pieces(text: str, findings: Iterable[Finding]) -> Iterator[Piece]:
    """Yield `text` in order, cut at the findings; the pieces joined give it back exactly.

    What reaches outside the text, or into the finding before it, is passed over.
    """
    position = 0
    for finding in sorted(findings, key=lambda each: (each.start, -each.end)):
        if finding.start < position or finding.end > len(text) or finding.end <= finding.start:
            continue
        if finding.start > position:
            yield Piece(text[position : finding.start])
        yield Piece(text[finding.start : finding.end], finding)
        position = finding.end
    if position < len(text):
        yield Piece(text[position:])
