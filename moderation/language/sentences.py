"""Where sentences begin and end.

sentencex proposes; then its cuts after ordinals, titles, initials and abbreviations are undone, as
Latvian and Russian write them: "2. stāvā", "2024. gada 11. aprīlī", "Dr. Ozola", "ул. Садовая".
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

import sentencex

from moderation.language.letters import CYRILLIC, INVISIBLE, LATIN, script_of

if TYPE_CHECKING:
    from collections.abc import Iterator

# sentencex slows with the number of quotation marks in one piece; longer lines go in pieces.
PIECE: Final = 4000
LINE: Final = re.compile("[^\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]+")
SURROGATE: Final = re.compile("[\ud800-\udfff]")
BLANK: Final = f"\\s{INVISIBLE}"
LEADING: Final = re.compile(f"[{BLANK}]+")

# Followed by a name or a number, never by a new sentence.
BEFORE_MORE: Final = frozenset(
    [
        "dr",
        "prof",
        "doc",
        "mag",
        "mr",
        "mrs",
        "ms",
        "st",
        "sv",
        "kgdz",
        "k-gs",
        "k-dze",
        "asoc",
        "med",
        "inž",
        "д-р",
        "проф",
        "доц",
        "акад",
        "ул",
        "пр",
        "пер",
        "пл",
        "стр",
        "кв",
        "корп",
        "г-н",
        "г-жа",
        "им",
        "тел",
        "св",
        "iel",
        "tel",
        "tālr",
        "nr",
        "no",
        "dz",
        "resp",
        "piem",
        "t.i",
        "t.s",
        "p.k",
        "t.sk",
        "plkst",
        "apm",
    ]
)
# May end a sentence; the next word's capital decides.
BEFORE_LOWER: Final = frozenset(
    [
        "utt",
        "u.c",
        "u.tml",
        "u.t.t",
        "t.p",
        "p.m",
        "a.m",
        "e.g",
        "i.e",
        "etc",
        "vs",
        "approx",
        "min",
        "sek",
        "st",
        "h",
        "kg",
        "km",
        "eur",
        "ct",
        "g",
        "gs",
        "lpp",
        "т.д",
        "т.п",
        "т.е",
        "т.к",
        "др",
        "пр",
        "руб",
        "коп",
        "мин",
        "сек",
        "ч",
        "г",
        "гг",
        "в",
        "вв",
        "тыс",
        "млн",
        "см",
    ]
)
LAST_WORD: Final = re.compile(r"([\w.-]{1,20})\.[\s]*$")
ORDINAL: Final = re.compile(r"(?:^|[\s(–—-])(?:\d{1,4}|[IVXLC]{1,6})\.\s*$")
INITIAL: Final = re.compile(r"(?:^|[\s(.«\"„“-])[^\W\d_]\.\s*$")
SINGLE_WORDS: Final = frozenset("яиаоувскi")
# A number before a capital ends a sentence unless a month, a person or a place may follow it.
MONTH: Final = re.compile(
    r"(?:gada|gadā|gads|janvār|februār|mart|aprīl|maij|jūnij|jūlij|august|septembr|oktobr|novembr|decembr)",
    re.IGNORECASE,
)
CLOSING: Final = re.compile(r"[\s\"'»”’)\]]+")


def split(text: str, hint: str | None = None) -> list[tuple[int, int]]:
    """Return the sentences of a text as spans, sorted and apart; "" gives none.

    Offsets are code points, end exclusive. Between spans stands white space or what is invisible,
    nothing else, and no span begins or ends with it. Every line is at least a sentence of its own.
    `hint` is the language to split by (ru, lv, en …); without one, by script. Never raises.
    """
    spans: list[tuple[int, int]] = []
    for line in LINE.finditer(text):
        for start, end in _pieces(text, line.start(), line.end()):
            spans += _sentences(text, start, end, hint)
    return spans


def _pieces(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Cut an overlong line at white space."""
    while end - start > PIECE:
        space = text.rfind(" ", start + PIECE // 2, start + PIECE)
        cut = space + 1 if space > 0 else start + PIECE
        yield start, cut
        start = cut
    yield start, end


def _sentences(text: str, start: int, end: int, hint: str | None) -> Iterator[tuple[int, int]]:
    line = text[start:end]
    # A lone surrogate cannot be handed to sentencex; any one character in its place will do.
    parts = sentencex.segment(hint or _language(line), SURROGATE.sub("\ufffd", line))
    if sum(map(len, parts)) != len(line):
        parts = [line]
    begun = position = start
    for number, part in enumerate(parts):
        position += len(part)
        after = parts[number + 1] if number + 1 < len(parts) else None
        if after is None or not _goes_on(text[max(begun, position - 60) : position], after):
            span = _trimmed(text, begun, position)
            if span[0] < span[1]:
                yield span
            begun = position


def _goes_on(before: str, after: str) -> bool:
    """Tell whether a cut between two pieces falls inside a sentence."""
    following = after.lstrip()[:1]
    if not following or not before.rstrip().endswith("."):
        return False
    if after[:1] in "\"'»”’)]" and not CLOSING.sub("", after[:3]):
        return True
    last = LAST_WORD.search(before)
    word = last[1].lower() if last else ""
    if word in BEFORE_MORE:
        return following.isalnum() or following in '«"„“'
    if ORDINAL.search(before):
        return following.islower() or bool(MONTH.match(after.lstrip()))
    if INITIAL.search(before) and following.isupper():
        return word not in SINGLE_WORDS
    return following.islower() and (word in BEFORE_LOWER or len(word) == 1)


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """Take white space and invisible characters off both ends."""
    while start < end and LEADING.match(text[start]):
        start += 1
    while start < end and LEADING.match(text[end - 1]):
        end -= 1
    return start, end


def _language(line: str) -> str:
    """Choose by script: Russian or Latvian rules; Latvian's serve English too."""
    scripts = [script_of(letter) for letter in line[:400]]
    return "ru" if scripts.count(CYRILLIC) > scripts.count(LATIN) else "lv"
