"""Latvian typed without its diacritics, given them back for the translator to read.

Every second Latvian word has a letter that a hurried writer leaves bare ("loti laipna meitene").
What the word is meant to be is looked up among the words Balss's own texts hold; where several
would do ("maja", "māja", "mājā") the neighbours decide, and a word never met is spelt as words like
it are. Fitted by `training.language.diacritics`.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache
from math import log
from typing import Final

from moderation.language.letters import NOT_WORDS
from moderation.language.tables import read_table

WORD: Final = re.compile(r"[^\W\d_]+")
EDGE: Final = "#"  # where a word begins and ends, and a text
WIDEST: Final = 4  # letters on each side that decide how a bare one is spelt
# A neighbour never met beside a form still leaves the form this share of its own chance.
UNMET: Final = 0.3
# How likely a word is meant as typed, though words like it are spelt otherwise.
AS_TYPED: Final = 0.15
# A text so unlikely to be meant without diacritics lost them.
LOST: Final = 0.2

Letters = dict[tuple[str, str, str], str]


@dataclass(frozen=True, slots=True)
class Book:
    """What is known: the forms of bare words with their counts, neighbours' counts, spellings."""

    forms: dict[str, tuple[tuple[str, int], ...]]
    before: dict[tuple[str, str], int]
    after: dict[tuple[str, str], int]
    letters: Letters


def bare(text: str) -> str:
    """Return text without its diacritics: "šķūnis" is "skunis"."""
    return "".join(
        each for each in unicodedata.normalize("NFD", text) if not unicodedata.combining(each)
    )


def restored(text: str) -> str:
    """Give a Latvian sentence its diacritics back; one that has any, or needs none, stays.

    Capitalised words amid the sentence stay as they are, for names are for people to spell, and so
    do addresses and links.
    """
    if any(each.isalpha() and not each.isascii() for each in text):
        return text
    masked = NOT_WORDS.sub(lambda match: " " * len(match[0]), text)
    spoken = list(WORD.finditer(masked))
    shouted = text.isupper()
    low = [match[0].lower() for match in spoken]
    found: dict[int, str] = {}
    typed = 1.0
    for index, match in enumerate(spoken):
        if match[0][0].isupper() and index and not shouted:
            continue
        sides = low[index - 1] if index else EDGE, low[index + 1] if index + 1 < len(low) else EDGE
        word, chance = _meant(low[index], *sides)
        typed *= chance
        if word != low[index]:
            found[match.start()] = word
    if typed > LOST:
        return text
    for start, word in sorted(found.items(), reverse=True):
        end = start + len(word)
        text = text[:start] + _cased(text[start:end], word) + text[end:]
    return text


def spelt(word: str, letters: Letters) -> str:
    """Spell a bare word as words like it are spelt."""
    framed = f"{EDGE}{word}{EDGE}"
    return "".join(_letter(framed, at, letters) for at in range(1, len(word) + 1))


def context(framed: str, at: int, width: int) -> tuple[str, str, str]:
    """Give a letter of a framed word between what stands beside it, up to `width` letters."""
    return framed[max(0, at - width) : at], framed[at], framed[at + 1 : at + 1 + width]


def _letter(framed: str, at: int, letters: Letters) -> str:
    for width in range(WIDEST, 0, -1):
        if (found := letters.get(context(framed, at, width))) is not None:
            return found
    return framed[at]


def _meant(word: str, previous: str, following: str) -> tuple[str, float]:
    """Give what a bare word is meant to be, and how likely it is meant as it was typed."""
    book = _read()
    forms = book.forms.get(word)
    if forms is None:
        likely = spelt(word, book.letters)
        return likely, 1.0 if likely == word else AS_TYPED
    everything = sum(count for _, count in forms)
    scores = {}
    for form, count in forms:
        spare = UNMET * count / everything
        beside = (book.before.get((form, previous), 0), book.after.get((form, following), 0))
        scores[form] = log(count) + sum(log((met + spare) / (count + 1)) for met in beside)
    best = max(scores, key=lambda form: scores[form])
    plain = next((count for form, count in forms if form == word), 0)
    return best, 1.0 if best == word else max(plain / everything, AS_TYPED / everything)


def _cased(typed: str, word: str) -> str:
    if len(typed) > 1 and typed.isupper():
        return word.upper()
    return word[0].upper() + word[1:] if typed[0].isupper() else word


@cache
def _read() -> Book:
    forms: dict[str, tuple[tuple[str, int], ...]] = {}
    for key, value in read_table("bare-words"):
        pairs = (each.rpartition(":") for each in value.split(" "))
        forms[key] = tuple((form, int(count)) for form, _, count in pairs)
    beside: dict[str, dict[tuple[str, str], int]] = {"<": {}, ">": {}}
    for key, value in read_table("bare-neighbours"):
        side, form, neighbour = key.split(" ")
        beside[side][form, neighbour] = int(value)
    letters: Letters = {}
    for key, value in read_table("bare-letters"):
        left, letter, right = key.split(" ")
        letters[left, letter, right] = value
    return Book(forms, beside["<"], beside[">"], letters)
