"""Numbers in a source and its draft: which were lost, and putting them back.

Compared by what they say, so that "37,90" equals "37.90" and "1 200" equals "1,200" but not
"12.00"; a number the draft spells out ("three weeks") is not lost.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING
from unicodedata import decimal

if TYPE_CHECKING:
    from collections.abc import Iterable

NUMBER = re.compile(r"\d{1,3}(?:[ \u00a0\u202f]\d{3})+(?!\d)|\d+(?:[.,:/]\d+)*")
WORD = re.compile(r"[a-z]+")
SPELLED = {
    "zero": "0",
    **{
        word: str(value)
        for value, words in enumerate(
            (
                "one first once single",
                "two second twice both double pair couple",
                "three third",
                "four fourth",
                "five fifth",
                "six sixth",
                "seven seventh",
                "eight eighth",
                "nine ninth",
                "ten tenth",
                "eleven eleventh",
                "twelve twelfth noon",
                "thirteen thirteenth",
                "fourteen fourteenth",
                "fifteen fifteenth",
                "sixteen sixteenth",
                "seventeen seventeenth",
                "eighteen eighteenth",
                "nineteen nineteenth",
                "twenty twentieth",
            ),
            start=1,
        )
        for word in words.split()
    },
    **dict(
        zip(
            ("thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"),
            map(str, range(30, 100, 10)),
            strict=True,
        )
    ),
    "hundred": "100",
    "thousand": "1000",
    "million": "1000000",
}


def numbers(text: str) -> list[str]:
    """List the numbers of a text as written, in order."""
    return [match[0] for match in NUMBER.finditer(text)]


def value(number: str) -> str:
    """Reduce a number to what it says: groups of digits, thousands joined, ".00" dropped."""
    if number.isascii() and number.isdecimal():
        return number.lstrip("0") or "0"
    plain = "".join(str(decimal(letter)) if letter.isdecimal() else "." for letter in number)
    groups = plain.split(".")
    if len(groups) > 1 and len(groups[0]) <= 3 and all(len(group) == 3 for group in groups[1:]):  # noqa: PLR2004
        groups = ["".join(groups)]
    while len(groups) > 1 and not groups[-1].strip("0"):
        groups.pop()
    groups[0] = groups[0].lstrip("0") or "0"
    return ".".join(groups)


def lost(source: str, draft: str) -> list[str]:
    """List the source's numbers that the draft neither holds nor spells out, as written."""
    if not (wanted := numbers(source)):
        return []
    present = Counter(map(value, numbers(draft)))
    present.update(SPELLED[word] for word in WORD.findall(draft.lower()) if word in SPELLED)
    missing = []
    for number in wanted:
        if present[value(number)]:
            present[value(number)] -= 1
        else:
            missing.append(number)
    return missing


def added(source: str, draft: str) -> list[str]:
    """List the draft's numbers that the source does not hold in figures, as written."""
    return _without(numbers(draft), numbers(source))


def repair(source: str, draft: str) -> str:
    """Put lost numbers where the draft invented others; the draft itself if they do not pair up.

    A model that garbles figures keeps their order, so they are paired in order.
    """
    if not (missing := lost(source, draft)):
        return draft
    invented = added(source, draft)
    if len(missing) != len(invented):
        return draft
    spare = Counter(invented)
    right = iter(missing)

    def put(match: re.Match[str]) -> str:
        if not spare[match[0]]:
            return match[0]
        spare[match[0]] -= 1
        return next(right)

    return NUMBER.sub(put, draft)


def _without(these: Iterable[str], those: Iterable[str]) -> list[str]:
    left = Counter(map(value, those))
    kept = []
    for number in these:
        if left[value(number)]:
            left[value(number)] -= 1
        else:
            kept.append(number)
    return kept
