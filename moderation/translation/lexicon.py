"""Which English words a Russian or Latvian word is likely to become, and the other way about.

Learned by `training.flags.lexicon` from review sentences and their human translations (CC0). Words
are kept as the first letters of their stems: enough to tell whether a draft speaks of what its
source speaks of, and small. The file is read when the first draft is weighed.
"""

from __future__ import annotations

import gzip
import re
from dataclasses import dataclass, field
from functools import cache, lru_cache
from pathlib import Path
from sys import intern

from moderation.translation.stems import stem

FILE = Path(__file__).with_name("lexicon.txt.gz")
ENGLISH = "en"
WORD = re.compile(r"[^\W\d_]+(?:['’][a-z]+)?")
# Addresses and links: their parts are no words of any language.
LINK = re.compile(r"\S+[@/]\S*|\w+(?:\.\w{2,}){2,}")
ENDING = re.compile(r"(?:'s|ing|edly|ed|ly|ies|es|s|y|e)$")
SHORTEST, LONGEST = 3, 6
# A chance is written as one digit, in half powers of two; NEVER is too small to write.
NEVER = 9
CHANCES = tuple(2 ** (-digit / 2) for digit in range(NEVER))
# How rare a word is, from 0 ("and") to RAREST (never met), also as one digit.
RAREST = 9


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Chances between the stems of one language and those of English.

    `english[source][target]` is how likely a source word becomes an English one, and
    `source[target][source]` how likely an English word came of a source word. `rarity` and
    `english_rarity` say how much a word tells, 0 to RAREST; a stem that is in neither was never
    met.
    """

    english: dict[str, dict[str, float]] = field(default_factory=dict)
    source: dict[str, dict[str, float]] = field(default_factory=dict)
    rarity: dict[str, int] = field(default_factory=dict)
    english_rarity: dict[str, int] = field(default_factory=dict)


def words(text: str) -> list[str]:
    """List the words of a text, in any language, without those of links and addresses."""
    return WORD.findall(LINK.sub(" ", text))


@lru_cache(maxsize=8_192)
def key(word: str) -> str:
    """Give what a Russian or Latvian word is looked up by."""
    return stem(word)[:LONGEST]


@lru_cache(maxsize=8_192)
def english_key(word: str) -> str:
    """Give what an English word is looked up by."""
    low = word.casefold().replace("’", "'")
    cut = ENDING.sub("", low)
    return (cut if len(cut) >= SHORTEST else low)[:LONGEST]


def lexicon(tag: str, target: str) -> Lexicon | None:
    """Give the words of a pair of languages; None where none are known."""
    return _read().get(tag.split("-", 1)[0]) if target == ENGLISH else None


@cache
def _read() -> dict[str, Lexicon]:
    """Read the file: lines such as `ru врач 3 doctor04 gp37`, a stem, its rarity, its English."""
    found: dict[str, Lexicon] = {}
    english_rarity: dict[str, int] = {}
    for line in gzip.decompress(FILE.read_bytes()).decode().splitlines():
        code, name, rarity, *pairs = line.split(" ")
        if code == ENGLISH:
            english_rarity[intern(name)] = int(rarity)
            continue
        book = found.setdefault(code, Lexicon(english_rarity=english_rarity))
        name = intern(name)
        book.rarity[name] = int(rarity)
        for each in pairs:
            english, forth, back = intern(each[:-2]), int(each[-2]), int(each[-1])
            if forth < NEVER:
                book.english.setdefault(name, {})[english] = CHANCES[forth]
            if back < NEVER:
                book.source.setdefault(english, {})[name] = CHANCES[back]
    return found
