"""Comparing sentences with ones translated before: equal ones are reused, near ones offered."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING

from rapidfuzz import process
from rapidfuzz.fuzz import ratio

if TYPE_CHECKING:
    from collections.abc import Sequence

PACK = "memory"
VERSION = "1"
NEAR = 0.75
# Sentences so alike are at most this much longer or shorter than each other: of a and b letters
# at most min(a, b) match, and the likeness is twice the matches over a + b.
LONGER = (2 - NEAR) / NEAR
MOST = 3


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A sentence translated before that is like the one asked about; `likeness` 0.75 to 1."""

    source: str
    english: str
    likeness: float


def normalised(text: str) -> str:
    """Reduce a text to what makes it the same sentence: composed letters, single spaces."""
    return " ".join(unicodedata.normalize("NFC", text).split())


def digest(text: str) -> str:
    """Give the SHA-256 of the normalised text, in hexadecimal."""
    return sha256(normalised(text).encode("utf-8")).hexdigest()


def nearest(text: str, pairs: Sequence[tuple[str, str]]) -> list[Suggestion]:
    """Give up to three of the (source, English) pairs whose source is most like `text`.

    Each English text comes once.
    """
    wanted = normalised(text).casefold()
    sources = [normalised(source).casefold() for source, _ in pairs]
    found = process.extract(
        wanted, sources, scorer=ratio, score_cutoff=100 * NEAR, limit=len(sources)
    )
    chosen: dict[str, Suggestion] = {}
    for _, score, index in found:
        source, english = pairs[index]
        chosen.setdefault(english, Suggestion(source, english, score / 100))
    return list(chosen.values())[:MOST]
