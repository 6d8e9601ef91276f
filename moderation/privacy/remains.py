"""What a mangled translation leaves of an address or a condition: its town, its illness, its stage.

The recognisers of English want a sentence that makes sense: an owner to a condition, a number to a
street. A translator that loses those may still keep the one word that tells. The source has shown
that it is personal, so here the word alone is enough.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from moderation.privacy import health
from moderation.privacy.skeleton import stem

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from moderation.privacy.finding import Finding
    from moderation.privacy.words import Word

Spans = list[tuple[int, int]]

ORGAN: Final = re.compile(
    r"\b(?:breasts?|lungs?|bowel|colon|prostate|ovar(?:y|ian|ies)|cervi(?:x|cal)|womb|uterus|"
    r"thyroid|pancrea(?:s|tic)|kidneys?|liver|bladder|brain|heart|spine|joints?|stomach|skin)\b",
    re.IGNORECASE,
)
STAGE: Final = re.compile(
    r"\b(?:(?:(?:the|a)\s)?(?:first|second|third|fourth|[1-4](?:st|nd|rd|th)?)\s(?:stage|degree)"
    r"|(?:stage|grade|type)\s(?:one|two|three|four|[1-4]|I{1,3}V?))\b",
    re.IGNORECASE,
)
NAME: Final = re.compile(r"[^\W\d_]{3,}")


def of_conditions(target: str, found: Sequence[Finding]) -> Spans:
    """Return where conditions stand that `found` does not hold; else organs; stages in any case.

    Offsets are code points into `target`, end exclusive.
    """
    named = _apart(health.named(target), found)
    stages = _apart([match.span() for match in STAGE.finditer(target)], found)
    if not named:
        named = _apart([match.span() for match in ORGAN.finditer(target)], found)
    return sorted(named + [each for each in stages if not _touches(each, named)])


def of_address(
    source: str, finding: Finding, read: Sequence[Word], alike: Callable[[str, str], bool]
) -> Spans:
    """Return where capitalised words of the target name this address and nothing else.

    `read` are the target's words; offsets are theirs.
    """
    elsewhere = source[: finding.start] + " " + source[finding.end :]
    other = {stem(word) for word in NAME.findall(elsewhere)}
    names = [
        word
        for word in NAME.findall(source[finding.start : finding.end])
        if word[0].isupper() and stem(word) not in other
    ]
    return [
        (word.start, word.end)
        for word in read
        if word.capital and any(alike(name, word.text) for name in names)
    ]


def _apart(spans: Sequence[tuple[int, int]], found: Sequence[Finding]) -> Spans:
    held = [(each.start, each.end) for each in found]
    return [span for span in spans if not _touches(span, held)]


def _touches(span: tuple[int, int], others: Sequence[tuple[int, int]]) -> bool:
    return any(start < span[1] and span[0] < end for start, end in others)
