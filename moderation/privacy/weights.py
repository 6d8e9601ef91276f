"""How much one word looks like a name before its neighbours are asked."""

from __future__ import annotations

import re
from enum import IntEnum
from typing import TYPE_CHECKING

from moderation.privacy import cues, lexicon, russian
from moderation.privacy.skeleton import stem

if TYPE_CHECKING:
    from moderation.privacy.lexicon import Entry
    from moderation.privacy.words import Word

CYRILLIC = re.compile(r"[Ѐ-ӿ]")
# pymorphy's share of ordinary readings above which a form is a word first and a name second.
MOSTLY_WORD, PARTLY_WORD, SOMETIMES_WORD = 0.6, 0.4, 0.3
SHORTEST = 3
LONGEST_ACRONYM = 4
# Its stem is that of Liepa, a surname; so its forms are told apart by their endings.
LIEPAJA = re.compile(r"лиепа(?:я|и|е|ю|ей)")
SMALL_WORDS = (
    "who was the and is are has had for from with this that they she he we it my our you i a an in"
    " on at of to but very all"
)
ENGLISH_SMALL = frozenset(SMALL_WORDS.split())
SURNAME_SHAPE = re.compile(
    r"\w{2,}(?:iņ[šsa]\w?|iņam|sons?|sona|sonam|sone[sij]?|berg[sau]m?|man[ie][smj]?|ov[sau]m?|ovai|ovas"
    r"|ev[sau]m?|evai|sk[ia]s|skai|skim|čenko|enko|vičs?|viča|čuk[sa]?|jan[sa]?|nieks?|nieka|niec[ei])"
)


class Weight(IntEnum):
    """How much a word looks like a name by itself."""

    NONE = 0
    UNKNOWN = 1  # capitalised, and nothing says what it is
    AMBIGUOUS = 2  # a name that is an ordinary word as well
    SURNAME = 3
    GIVEN = 4


def weigh(word: Word) -> Weight:  # noqa: PLR0911 - one rule a return
    """Weigh one word by itself, with its capital."""
    if not word.capital or len(word.text) < SHORTEST - 1 or word.low in lexicon.stop():
        return Weight.NONE
    entry = entry_of(word.low)
    if not entry and word.text.isupper() and len(word.text) <= LONGEST_ACRONYM:
        return Weight.NONE
    if CYRILLIC.search(word.text):
        return Weight.NONE if LIEPAJA.fullmatch(word.low) else _weigh_cyrillic(word, entry)
    if entry:
        if entry.ambiguous:
            return Weight.AMBIGUOUS
        place = is_place(word) or word.low in lexicon.small_places()
        if place:
            return Weight.AMBIGUOUS if entry.given else Weight.NONE
        return Weight.GIVEN if entry.given else Weight.SURNAME
    if is_place(word):
        return Weight.NONE
    if word.low in lexicon.common():
        return (
            Weight.NONE
            if word.first or word.low not in lexicon.english_surnames()
            else Weight.UNKNOWN
        )
    if (
        SURNAME_SHAPE.fullmatch(word.low)
        and not word.first
        and word.low not in lexicon.small_places()
    ):
        return Weight.SURNAME
    return Weight.UNKNOWN


def _weigh_cyrillic(word: Word, entry: Entry | None) -> Weight:  # noqa: PLR0911
    read = russian.read(word.low)
    if entry:
        listed = word.low in lexicon.cyrillic()
        if listed and read.common < MOSTLY_WORD and not (read.place and not read.roles):
            return Weight.GIVEN if entry.given else Weight.SURNAME
        if not listed and not read.known and not is_place(word):
            return Weight.GIVEN if entry.given else Weight.SURNAME
        if not listed and read.known and not read.roles:
            return Weight.NONE if word.first or read.place or read.adjective else Weight.AMBIGUOUS
        return Weight.AMBIGUOUS
    if is_place(word) or (read.known and stem(word.low) in lexicon.known_place_stems()):
        return Weight.NONE
    if read.known and read.roles and not read.place:
        if read.common > PARTLY_WORD:
            return Weight.AMBIGUOUS
        return Weight.GIVEN if read.roles & {"Name", "Patr"} else Weight.SURNAME
    if read.known:
        return Weight.NONE if word.first or read.adjective or read.place else Weight.UNKNOWN
    if "Surn" in read.roles and not word.first:
        return Weight.SURNAME
    return Weight.UNKNOWN


def entry_of(low: str) -> Entry | None:
    """Return what the lists say of a form, in either script."""
    if CYRILLIC.search(low):
        found = lexicon.cyrillic().get(low)
        if found:
            return found
        bones = stem(low)  # "Сандису" bears two endings, a Latvian and a Russian one
        return lexicon.latvian_stems().get(bones) or lexicon.latvian_stems().get(stem(bones))
    known = lexicon.latin().get(low)
    if known is None and "-" in low:
        parts = [lexicon.latin().get(part) for part in low.split("-")]
        if all(part and part.given and not part.ambiguous for part in parts):
            return parts[0]  # "Jean-Pierre"
    return known


def bears_given_name(word: Word) -> bool:
    """Tell whether the word is on a list of given names, in any case."""
    entry = entry_of(word.low)
    return bool(entry and entry.given)


def listed_given(low: str) -> bool:
    """Tell whether a form is a given name, without guessing from its skeleton."""
    entry = lexicon.latin().get(low) or lexicon.cyrillic().get(low)
    return bool(entry and entry.given)


def gender(low: str) -> str:
    """Return "f" or "m" for a given name in small letters that tells, else ""."""
    return russian.gender(low) if CYRILLIC.search(low) else lexicon.genders().get(low, "")


def usual(word: Word) -> bool:
    """Tell whether the word is an ordinary one when written small."""
    if CYRILLIC.search(word.text):
        read = russian.read(word.low)
        return read.known and read.common > SOMETIMES_WORD
    return word.low in lexicon.common()


def may_be_surname(word: Word) -> bool:
    """Tell whether a capitalised ordinary word after a title may be a surname: "Доктор Сила"."""
    if CYRILLIC.search(word.text):
        return not russian.read(word.low).adjective and cues.cue(word.low) is None
    return (
        len(word.text) >= SHORTEST
        and not word.text.isupper()
        and cues.cue(word.low) is None
        and (
            bool(entry_of(word.low))
            or word.low in lexicon.english_surnames()
            or word.low not in ENGLISH_SMALL
        )
    )


def in_known_place(word: Word) -> bool:
    """Tell whether the word is one of the listed cities, countries and sights."""
    if CYRILLIC.search(word.text):
        return stem(word.low) in lexicon.known_place_stems()
    return word.low in lexicon.known_places()


def is_place(word: Word) -> bool:
    """Tell whether the word is a city, a country or a sight, which identifies nobody."""
    if CYRILLIC.search(word.text):
        if LIEPAJA.fullmatch(word.low):
            return True
        read = russian.read(word.low)
        return (read.known and read.place and not read.roles) or (
            not read.known and stem(word.low) in lexicon.known_place_stems()
        )
    return word.low in lexicon.known_places()
