"""A text's words, read once and shared by the recognisers that need context."""

from __future__ import annotations

import re
from dataclasses import dataclass

# "Anna's", "I've": what English leans on a word with an apostrophe is no part of it.
WORD = re.compile(r"[^\W\d_]+(?:[-‑’'](?!(?i:s|m|d|ll|re|ve)\b)[^\W\d_]+)*")
SENTENCE_END = frozenset(".!?…\n•|;*")
OPENING = frozenset("«„“”\"'(‘[{")
ABBREVIATED = frozenset(
    "dr dri prof mr mrs ms st ул г д др проф к им dz k p tel тел iela doc med".split()  # noqa: SIM905
)
SHOUTING, SHORT = 0.6, 12  # share of capitals; letters too few to tell
PICTURES = 0x2BFF  # emoji and symbols come after


@dataclass(frozen=True, slots=True)
class Word:
    """One word: its span in the text, small letters, and what its capital is worth."""

    text: str
    low: str
    start: int
    end: int
    capital: bool  # begins with a capital, in a text that does not shout
    first: bool  # opens a sentence or a quotation, so a capital says little
    gap: str  # what stands between it and the word before


def words(text: str) -> list[Word]:
    """Return the words of `text` in order; linear and never raises."""
    letters = sum(map(str.isalpha, text))
    capitals = sum(map(str.isupper, text))
    shouts = letters > SHORT and capitals > SHOUTING * letters
    found: list[Word] = []
    end = 0
    for match in WORD.finditer(text):
        word = match[0]
        gap = text[end : match.start()]
        capital = word[0].isupper() and not shouts
        first = capital and _first(gap, found[-1] if found else None)
        found.append(Word(word, word.lower(), match.start(), match.end(), capital, first, gap))
        end = match.end()
    return found


def _first(gap: str, before: Word | None) -> bool:
    """Tell whether the word after `gap` opens a sentence or quotation."""
    if before is None:
        return True
    if gap in {" ", "-", ", "}:
        return False
    if "\n" in gap:
        return True
    bare = gap.rstrip()
    if bare == "." and (before.low in ABBREVIATED or (len(before.text) == 1 and before.capital)):
        return False
    # An emoji or a smile between two words ends a sentence too.
    return any(
        character in SENTENCE_END or character in OPENING or ord(character) > PICTURES
        for character in bare
    ) or (")" in bare and "(" not in bare and not before.capital)
