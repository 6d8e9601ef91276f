"""Which mentions of a name are one person, so that one person keeps one label."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING

from moderation.privacy.skeleton import skeleton, stem

if TYPE_CHECKING:
    from collections.abc import Sequence

PART = re.compile(r"[^\W\d_]+")
CYRILLIC = re.compile(r"[Ѐ-ӿ]")
PATRONYMIC = re.compile(r"\w+(?:ovn|evn|ovic|evic|icn|inicn|ilic|inicna)$")
# Bones of -īte, -енька, -очка, -ечка, -ушка, -ишка, -уля, -юша, -ик.
PET = re.compile(r"(?P<root>\w{3,})(?:it|enk|ock|eck|usk|isk|ul|us|ik)")
# Short forms whose bones have nothing of the full name left at the beginning or the end.
SHORT_FORMS = {
    "sas": "aleksandr", "sur": "aleksandr", "mis": "mihail", "mitr": "dmitr", "dim": "dmitr",
    "kol": "nikola", "tol": "anatol", "vov": "vladimir", "volod": "vladimir", "van": "ivan",
    "pas": "pavl", "pet": "petr", "zen": "evgen", "seroz": "serg", "ser": "serg", "les": "aleks",
    "alos": "aleks", "mas": "mar", "natas": "natal", "tan": "tatan", "ol": "olg", "kat": "ekaterin",
    "nast": "anastas", "lid": "lidi", "gal": "galin", "len": "elen", "liz": "elizavet",
    "svet": "svetlan", "lud": "ludmil", "lus": "ludmil", "nad": "nadezd", "dun": "evdoki",
    "iul": "ul", "an": "ann", "anut": "ann", "bill": "viliam", "bob": "robert", "lis": "elizabet",
}  # fmt: skip


@dataclass(slots=True)
class _Person:
    parts: set[str] = field(default_factory=set)
    initials: set[str] = field(default_factory=set)


def people(mentions: Sequence[str]) -> list[int]:
    """Return the number of the person behind each mention, from 1, in order of appearance.

    Mentions in any case, script or diminutive are one person when their telling words agree;
    "Ilze Ozola" and "Anna Ozola" are two. Never raises.
    """
    return list(_numbered(tuple(mentions)))


@lru_cache(maxsize=256)
def _numbered(mentions: tuple[str, ...]) -> tuple[int, ...]:
    met: list[_Person] = []
    numbers: list[int] = []
    for mention in mentions:
        parts, initials = _read(mention)
        number = next(
            (number for number, each in enumerate(met) if _same(each, parts, initials)), len(met)
        )
        if number == len(met):
            met.append(_Person())
        met[number].parts |= parts
        met[number].initials |= initials
        numbers.append(number + 1)
    return tuple(numbers)


def _read(mention: str) -> tuple[set[str], set[str]]:
    words = PART.findall(mention)
    parts = {root(word) for word in words if len(word) > 1} - {""}
    initials = {skeleton(word)[:1] for word in words if len(word) == 1} - {""}
    return parts, initials


@lru_cache(maxsize=8192)
def root(word: str) -> str:
    """Return what a name, its cases and its pet forms have in common."""
    bones = stem(stem(word)) if CYRILLIC.search(word) else stem(word)  # "Калныньшу" bears two
    pet = PET.fullmatch(bones)
    bare = pet["root"] if pet else bones
    return SHORT_FORMS.get(bare, bare)


def _same(person: _Person, parts: set[str], initials: set[str]) -> bool:
    """Tell whether a mention's words are this person's, with nothing that speaks against it."""
    mine = {part for part in parts if not PATRONYMIC.fullmatch(part)} or parts
    theirs = {part for part in person.parts if not PATRONYMIC.fullmatch(part)} or person.parts
    shared = parts & person.parts
    first = {part[0] for part in person.parts} | person.initials
    if not parts:
        return bool(initials) and initials <= first
    if not shared:
        return False
    extra, unmet = mine - shared, theirs - mine
    if extra and (unmet or person.initials) and not {part[0] for part in extra} <= person.initials:
        return False
    known = {part[0] for part in unmet} | person.initials
    return not (initials and known) or initials <= known
