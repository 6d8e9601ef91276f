"""What inflected forms of a word share, in Latvian, in Russian, and across the two alphabets.

Rough on purpose: a form is compared with the few words of a site's glossary, not with a dictionary.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache
from threading import Lock
from typing import Any

import pymorphy3

SHORTEST = 3
CYRILLIC = re.compile(r"[\u0400-\u04ff]")
RUSSIAN = re.compile(
    r"(?:иями|ями|ами|ому|ему|ого|его|ыми|ими|иях|ях|ах|ой|ей|ый|ий|ом|ем|ём|ым|им|ов|ев|ую|юю"
    r"|ая|яя|ое|ее|ые|ие|ою|ею|ия|ию|ии|ью|а|я|у|ю|ы|и|е|ь|й|о)$"
)
LATVIAN = re.compile(
    r"(?:ajiem|ajam|ajai|ajām|ajā|ajos|ajās|iem|ām|ēm|īm|ai|ei|ij|am|im|um|ās|ēs|īs|ūs|os|as|es|is"
    r"|us|ais|ie|ā|ē|ī|ū|ō|u|a|e|i|o|s|š)$"
)
# Second and fifth declension soften their stem: Lācis, Lāča; Kļava, kļavu; Kurmis, kurmja.
SOFTENED = re.compile(r"(?<=[bmpv])j$")
# Each Cyrillic letter with the Latin ones for it.
PAIRS = (
    "аa бb вv гg дd еe жzh зz иi йy кk лl мm нn оo пp рr сs тt уu фf хkh цts чch шsh щshch"
    " ъ ыy ь эe юyu яya ёe"
)
SMALL = {pair[0]: pair[1:] for pair in PAIRS.split()}
ROMAN = str.maketrans(
    SMALL | {letter.upper(): latin.capitalize() for letter, latin in SMALL.items()}
)
# Spellings of one sound: Янис and Jānis, Краузе and Krauze, Цируле and Cīrule.
SOUNDS = tuple(
    (re.compile(spelling), letters)
    for spelling, letters in (
        ("[yj]", "i"),
        ("sh", "s"),
        ("zh", "z"),
        ("ch|ts", "c"),
        ("kh", "h"),
        (r"(.)\1", r"\1"),
    )
)

_analysing = Lock()


def romanised(text: str) -> str:
    """Write Cyrillic in Latin letters, as English newspapers do; other letters stay."""
    return text.translate(ROMAN)


@lru_cache(maxsize=32_768)
def plain(word: str) -> str:
    """Reduce a word to small letters without accents."""
    letters = unicodedata.normalize("NFD", word.casefold())
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


@lru_cache(maxsize=32_768)
def keys(word: str) -> frozenset[str]:
    """Give what a word is compared by: two words that share a key may be forms of one."""
    low = unicodedata.normalize("NFC", word).casefold()
    if CYRILLIC.search(low):
        stem = _cut(low, RUSSIAN)
        bare = _sound(romanised(stem))
        # Masculine Latvian names keep their -s in Russian: Озолиньша is of Ozoliņš.
        return frozenset({bare, _cut(bare, LATVIAN), *map(_sound, map(romanised, lemmas(low)))})
    stem = SOFTENED.sub("", _cut(low, LATVIAN))
    return frozenset({_sound(plain(stem))})


def stem(word: str) -> str:
    """Give a word without its ending, without accents, in its own alphabet; asks no dictionary."""
    low = unicodedata.normalize("NFC", word).casefold()
    if CYRILLIC.search(low):
        return plain(_cut(low, RUSSIAN))
    return plain(SOFTENED.sub("", _cut(low, LATVIAN)))


def lemmas(low: str) -> frozenset[str]:
    """Give the dictionary forms a Russian word may have."""
    with _analysing:
        return frozenset(str(parse.normal_form) for parse in analyser().parse(low))


def parses(low: str) -> list[Any]:
    """Give pymorphy's readings of a Russian word in small letters, likeliest first."""
    with _analysing:
        return list(analyser().parse(low))


def known(low: str) -> bool:
    """Tell whether the dictionary has a Russian word in small letters, in this very form."""
    with _analysing:
        return bool(analyser().word_is_known(low))


@cache
def analyser() -> Any:  # noqa: ANN401 - pymorphy is untyped
    """Load Russian morphology, once, when the first Russian name or term comes."""
    return pymorphy3.MorphAnalyzer()


def _cut(word: str, endings: re.Pattern[str]) -> str:
    stem = endings.sub("", word)
    return stem if len(stem) >= SHORTEST else word


def _sound(latin: str) -> str:
    for pattern, letters in SOUNDS:
        latin = pattern.sub(letters, latin)
    return latin
