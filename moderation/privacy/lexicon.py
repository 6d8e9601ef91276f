"""The name lists, and what each form in them may be.

The lists in data/ were written from general knowledge: the commonest given names and surnames of
Latvia, Russia and the English-speaking world (a few hundred each), the towns, parishes and
villages of Latvia, and words that are capitalised without being names. `common-*.txt` are words
seen in small letters in ordinary CC0 reviews, made by training/names/common.py. No name was taken
from the labelled reviews; the lists of cities and of what is no name were mended after false
alarms in them. Forms are declined here, so a list holds the nominative alone.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import NamedTuple

from moderation.privacy import latvian, russian
from moderation.privacy.skeleton import stem

DATA = Path(__file__).parent / "data"
GIVEN, SURNAME = "given", "surname"


class Entry(NamedTuple):
    """What one form may be; `ambiguous` if it is an ordinary word as well."""

    given: bool
    surname: bool
    ambiguous: bool


def _read(name: str) -> list[str]:
    return (DATA / name).read_text(encoding="utf-8").split()


@cache
def common() -> frozenset[str]:
    """Words seen in small letters in Latvian or English reviews."""
    return frozenset(_read("common-lv.txt")) | frozenset(_read("common-en.txt"))


@cache
def latin() -> dict[str, Entry]:
    """Every case of every name written in Latin letters, with and without accents."""
    given: set[str] = set()
    for name in _read("lv-given-f.txt") + _read("lv-given-m.txt"):
        given |= latvian.cases(name)
        for pet in latvian.diminutives(name):
            given |= latvian.cases(pet)
    surnames: set[str] = set()
    for name in _read("lv-surnames.txt"):
        surnames |= latvian.cases(name) | latvian.cases(latvian.feminine(name))
    for form in _cyrillic_forms("ru-given.txt"):
        given |= russian.romanised(form)
    for form in _cyrillic_forms("ru-surnames.txt"):
        surnames |= russian.romanised(form)
    given |= {latvian.undressed(form) for form in given}
    surnames |= {latvian.undressed(form) for form in surnames}
    given |= {name.lower() for name in _read("en-given.txt") + _read("given-abroad.txt")}
    forms = {form for form in given | surnames if len(form) > 1}
    usual = common() | {name.lower() for name in _read("en-given-words.txt")}
    return {form: Entry(form in given, form in surnames, form in usual) for form in forms}


@cache
def genders() -> dict[str, str]:
    """Give "f" or "m" for each case of a Latvian given name that only one of the two bears."""
    women = {form for name in _read("lv-given-f.txt") for form in latvian.cases(name)}
    men = {form for name in _read("lv-given-m.txt") for form in latvian.cases(name)}
    both = women & men
    known = dict.fromkeys(women - both, "f") | dict.fromkeys(men - both, "m")
    return known | {latvian.undressed(form): sex for form, sex in known.items()}


@cache
def english_surnames() -> frozenset[str]:
    """Surnames that count only after a given name or a title: most are ordinary words."""
    return frozenset(name.lower() for name in _read("en-surnames.txt"))


def _cyrillic_forms(name: str) -> set[str]:
    forms: set[str] = set()
    for entry in _read(name):
        forms |= russian.cases(entry)
    return forms | {form.replace("ё", "е") for form in forms}


@cache
def cyrillic() -> dict[str, Entry]:
    """Every case of every Russian name, in Cyrillic; ambiguity is pymorphy's to judge."""
    given, surnames = _cyrillic_forms("ru-given.txt"), _cyrillic_forms("ru-surnames.txt")
    return {
        form: Entry(form in given, form in surnames, ambiguous=False)
        for form in given | surnames
        if len(form) > 1
    }


@cache
def latvian_stems() -> dict[str, Entry]:
    """Skeleton stems of Latvian names, to know them in Cyrillic: "Калныньша", "Илзе"."""
    given = {stem(name) for name in _read("lv-given-f.txt") + _read("lv-given-m.txt")}
    surnames = {stem(name) for name in _read("lv-surnames.txt")}
    surnames |= {stem(latvian.feminine(name)) for name in _read("lv-surnames.txt")}
    return {
        bones: Entry(bones in given, bones in surnames, ambiguous=False)
        for bones in given | surnames
        if len(bones) > 2  # noqa: PLR2004 - shorter bones fit too many words
    }


@cache
def stop() -> frozenset[str]:
    """Capitalised words that are nobody's name: months, brands, greetings, languages."""
    return frozenset(word.lower() for word in _read("not-names.txt"))


def place_forms(names: list[str]) -> frozenset[str]:
    """Return the cases of Latvian place names in small letters, with and without accents."""
    forms: set[str] = set()
    for name in names:
        low = name.lower()
        forms |= latvian.cases(name)
        bare = low[:-1]
        if low.endswith("a"):
            forms |= {bare + "ā"}
        elif low.endswith("e"):
            forms |= {bare + "ē"}
        elif low.endswith("is"):
            forms |= {low[:-2] + "ī"}
        elif low.endswith("i"):
            soft = latvian.palatalised(bare)
            forms |= {bare + end for end in ("u", "iem", "us", "os")} | {soft + "u"}
        elif low.endswith("s"):
            forms |= {bare + "ī", low, bare + "s", bare + "ij"}
    return frozenset(forms | {latvian.undressed(form) for form in forms})


@cache
def known_places() -> frozenset[str]:
    """Forms of cities, countries and sights, which identify nobody."""
    return place_forms(_read("places-known.txt"))


@cache
def known_place_stems() -> frozenset[str]:
    """Skeleton stems of the same, to know them in Cyrillic."""
    stems = frozenset(stem(name) for name in _read("places-known.txt"))
    return stems - frozenset(latvian_stems())


@cache
def small_places() -> frozenset[str]:
    """Forms of Latvian villages, parishes and small towns."""
    return place_forms(_read("places-small.txt"))


@cache
def small_place_stems() -> frozenset[str]:
    """Skeleton stems of the same, to know them in Cyrillic."""
    return frozenset(stem(name) for name in _read("places-small.txt"))
