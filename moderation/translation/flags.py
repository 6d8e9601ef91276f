"""What to doubt in one draft, each doubt a flag.

Every test looks at the source and the draft, with the lexicon where names are concerned; none
needs the model. They are tuned to say
little: a flag that comes up on every third sentence is one nobody reads.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from moderation.flag import Flag
from moderation.translation import names, numbers
from moderation.translation.coverage import answered
from moderation.translation.negation import denies, may_deny

if TYPE_CHECKING:
    from collections.abc import Iterator

WORD = re.compile(r"[^\W\d_]+")
CYRILLIC = re.compile(r"[\u0400-\u04ff]{2,}")
LATVIAN = re.compile(r"[āčēģīķļņšūž]", re.IGNORECASE)
SHORTEST_COPY = 4
# Letters of a draft to letters of its source: English runs between the two for 99 of 100
# sentence pairs of the review corpus, once a word or two no longer decides it.
SHORTEST, LONGEST, SHORT_SOURCE = 0.45, 2.2, 20
PROFANE = Path(__file__).with_name("profanity.txt")


def doubts(source: str, tag: str, draft: str, target: str) -> Iterator[Flag]:
    """Yield a flag for each reason to doubt `draft`, most telling first. Never raises."""
    if copied(source, draft, target):
        yield Flag("copied_through")
    if loops(draft) and not loops(source):
        yield Flag("looping")
    if out_of_proportion(source, draft):
        yield Flag("length")
    for number in numbers.lost(source, draft):
        yield Flag("number_lost", number)
    # English writes days, months and peoples with a capital too: there it does not tell a name.
    if not tag.startswith("en") and _name_lost(source, tag, draft, target):
        yield Flag("name_lost")
    if denies(source, tag) and not may_deny(draft, target):
        yield Flag("negation_lost")
    if target == "en" and profane(draft):
        yield Flag("profanity")


def copied(source: str, draft: str, target: str) -> bool:
    """Tell whether words of the source stand untranslated in the draft."""
    if target == "en" and CYRILLIC.search(draft):
        return True
    before = [word for word in _words(source) if len(word) >= SHORTEST_COPY and word.islower()]
    after = set(_words(draft))
    same = sum(word in after for word in before)
    telling = any(LATVIAN.search(word) for word in before if word in after)
    return bool(before) and ((same * 2 > len(before) and same > 1) or (target == "en" and telling))


def loops(text: str) -> bool:
    """Tell whether a text says the same thing over and over, in words or inside one."""
    words = [word.lower() for word in _words(text)]
    for size, times in ((1, 3), (2, 2)):
        for start in range(len(words) - size * times + 1):
            unit = words[start : start + size]
            if words[start : start + size * times] == unit * times:
                return True
    grams = Counter(zip(words, words[1:], words[2:], strict=False))
    return max(grams.values(), default=0) >= 3 or bool(re.search(r"(\w{2,6}?)\1{3}", text))  # noqa: PLR2004


def out_of_proportion(source: str, draft: str) -> bool:
    """Tell whether a draft is far shorter or longer than its source warrants."""
    before, after = (sum(map(str.isalpha, text)) for text in (source, draft))
    if before < SHORT_SOURCE:
        return after > before * 3 + 10 or (before > 0 and after == 0)
    return not SHORTEST <= after / before <= LONGEST


def _name_lost(source: str, tag: str, draft: str, target: str) -> bool:
    """Tell whether a name has no word like it in the draft, nor the English it usually has.

    "Рождество" and "Jaungads" are written with a capital, and rightly become other words.
    """
    return any(not answered(match[0], tag, draft, target) for match in names.missing(source, draft))


def profane(text: str) -> bool:
    """Tell whether an English text holds a word that a website would not print."""
    return any(word.lower() in _profane() for word in _words(text))


@cache
def _profane() -> frozenset[str]:
    lines = PROFANE.read_text(encoding="utf-8").splitlines()
    return frozenset(line.strip() for line in lines if line.strip() and not line.startswith("#"))


def _words(text: str) -> list[str]:
    return WORD.findall(text)
