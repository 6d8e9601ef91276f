"""How letters are folded for searching: case, diacritics and ё are no difference.

SQLite's tokenizer does so for all but ё; on PostgreSQL `translate` does it, because what `lower`
does depends on the locale a database was made with.
"""

from __future__ import annotations

import unicodedata

# The ranges that letters of European languages come from, in both alphabets.
_LETTERS = ((0x41, 0x250), (0x1E00, 0x1F00), (0x370, 0x530))
_COMMONEST = " aieostrnulmkpdоаеинтрслвкмдпуяыьгзбчйхжшюцщэфvbzgjcfhywxq"
_MARKS = (0x300, 0x370)  # combining ones, which stand beside their letter
_SPACES = ((0x21, 0x30), (0x3A, 0x41), (0x5B, 0x61), (0x7B, 0xC0), (0x2010, 0x2070))


def fold(text: str) -> str:
    """Fold a text for comparing: small letters without diacritics, е for ё, й as it is."""
    return "".join(_folded(each) for each in text if not _is_mark(each))


def alphabets() -> tuple[str, str]:
    """Give the two alphabets of PostgreSQL's translate(): what has no counterpart is dropped.

    It looks for each letter from the front, so that the commonest stand there, as they are.
    """
    pairs = [(letter, letter) for letter in _COMMONEST]
    pairs += [
        (letter, _folded(letter))
        for low, high in _LETTERS
        for letter in map(chr, range(low, high))
        if letter.isalpha() and _folded(letter) != letter
    ]
    pairs += [
        (sign, " ")
        for low, high in _SPACES
        for sign in map(chr, range(low, high))
        if not sign.isalnum()
    ]
    marks = "".join(map(chr, range(*_MARKS)))
    return "".join(a for a, _ in pairs) + marks, "".join(b for _, b in pairs)


def _folded(letter: str) -> str:
    small = letter.lower()
    if len(small) != 1:
        return letter
    base = unicodedata.normalize("NFD", small)[0]
    latin = base < "\u0250"
    return base if latin or small in "ёЁ" else small


def _is_mark(letter: str) -> bool:
    return _MARKS[0] <= ord(letter) < _MARKS[1]
