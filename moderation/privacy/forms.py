"""Whether two spellings are one word in two cases: "Liepa", "Liepu", "Liepā"."""

from __future__ import annotations

import re
from functools import lru_cache

from moderation.privacy import latvian, russian

WORD = re.compile(r"\w+(?:[-'’]\w+)*")
CYRILLIC = re.compile(r"[Ѐ-ӿ]")
VOWELS = tuple("aeiouāēīūаеёиоуыэюя")
FEMININE = ("a", "а", "я")
# The locative, which names of people hardly stand in, and names of cafés often do.
LOCATIVES = (("a", "ā"), ("e", "ē"), ("is", "ī"), ("us", "ū"), ("s", "ā"), ("š", "ā"))


def same_words(one: str, other: str) -> bool:
    """Tell whether two surfaces are the same words, each in some case of its own.

    As many words in the same order: "Anna Liepa" is never "Liepa". Never raises.
    """
    mine, theirs = (WORD.findall(each.casefold()) for each in (one, other))
    return bool(mine) and len(mine) == len(theirs) and all(map(_same, mine, theirs))


def _same(one: str, other: str) -> bool:
    return one == other or other in _forms(one) or one in _forms(other)


@lru_cache(maxsize=4096)
def _forms(nominative: str) -> frozenset[str]:
    """Return the cases of a word taken for a nominative, itself among them.

    Without the genitive in -a of what ends in a consonant: it is what a woman of the name is
    called ("Ozols", "Ozola"; "Иванов", "Иванова"), or another name ("Jānis", "Jāna").
    """
    if CYRILLIC.search(nominative):
        cases = russian.cases(nominative)
    else:
        ending = next((pair for pair in LOCATIVES if nominative.endswith(pair[0])), None)
        locative = {nominative.removesuffix(ending[0]) + ending[1]} if ending else set()
        cases = latvian.cases(nominative) | locative
    if nominative.endswith(VOWELS):  # nor what a man of the name is called
        return frozenset(each for each in cases if each != nominative[:-1])
    return frozenset(each for each in cases if not each.endswith(FEMININE)) | {nominative}
