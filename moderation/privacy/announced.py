"""Names that something announces: the staff list, a title, kin, a neighbour, their own shape."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from moderation.privacy import cues, lexicon, russian
from moderation.privacy.skeleton import stem
from moderation.privacy.unexplained import (
    acts_by_ordinary_name,
    articled,
    from_author,
    nationality,
    small_surname,
    unexplained,
)
from moderation.privacy.weights import (
    CYRILLIC,
    SURNAME_SHAPE,
    Weight,
    bears_given_name,
    entry_of,
    is_place,
    listed_given,
    may_be_surname,
    usual,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from moderation.privacy.name_search import NameSearch, Reason
    from moderation.privacy.words import Word

AFTER_TITLE = re.compile(r"[\s.:,«„“\"'–—-]{1,4}")
DOTTED_TITLES = frozenset({"dr", "д-р", "prof", "mr", "mrs", "ms", "dri", "проф"})
FAMILY_WIDE = frozenset({"our", "mūsu", "наш", "наша", "нашей"})  # "our Riga" is no relative
CALLING = frozenset({"sauc", "зовут", "zovut"})
POSTSCRIPT = frozenset({"p", "s", "з", "ы"})
SHORTEST = 3


def listed(search: NameSearch, staff: Sequence[str]) -> None:
    """Find the site's own employees, however inflected or spelled."""
    bones = {
        stem(part)
        for name in staff
        for part in re.findall(r"[^\W\d_]{3,}", name)
        if cues.cue(part.lower()) is None
    }
    if not bones:
        return
    for index, word in enumerate(search.words):
        ordinary = word.first and usual(word)
        if (word.capital or word.text.isupper()) and not ordinary and stem(word.low) in bones:
            search.names[index] = ("staff", 0.95, "staff_list")


def named(search: NameSearch) -> None:
    """Find the names that a title, kin, a neighbour or their own shape gives away."""
    index = 0
    while index < len(search.words):
        if index in search.names:
            index += 1
            continue
        taken = _titled(search, index) or _plain(search, index)
        index += taken or 1


def _titled(search: NameSearch, index: int) -> int:
    """Take the name after a title or kin word that stands at `index - 1`."""
    if index == 0 or not AFTER_TITLE.fullmatch(search.words[index].gap):
        return 0
    before, gap = search.words[index - 1].low, search.words[index].gap
    relation = cues.cue(before)
    if relation in {cues.STAFF, cues.POLITE}:
        apart = "," in gap and not _apposed(search, index)
        ended = "." in gap and before not in DOTTED_TITLES
        return 0 if apart or ended else _after_title(search, index)
    if relation == cues.KIN and "." not in gap and _is_relative(search, index):
        return search.take(index, "person", (0.9, "kin"))
    if relation == cues.SELF and _is_introduced(search, index):
        return search.take(index, "person", (0.9, "introduced"))
    return 0


def _apposed(search: NameSearch, index: int) -> bool:
    """Tell whether a name goes on after a comma: "the stylist, Kiki, was kind"."""
    word = search.words[index]
    if search.weights[index] >= Weight.AMBIGUOUS:
        return True
    closed = search.text[word.end : word.end + 1] in {",", ".", "!"}
    return search.weights[index] == Weight.UNKNOWN and closed and not usual(word)


def _is_relative(search: NameSearch, index: int) -> bool:
    """Tell whether the word after a kin word names the relative."""
    word, weight = search.words[index], search.weights[index]
    if not word.capital:
        return listed_given(word.low) and not usual(word)
    if word.first:
        return False
    ordinary = search.tag.startswith("en") and usual(word) and not nationality(word.low)
    plain = word.gap == " " and not word.text.isupper() and not is_place(word)
    unknown = plain and (weight == Weight.UNKNOWN or ordinary)  # "sister Wave": why else a capital?
    return weight >= Weight.AMBIGUOUS or (
        unknown and search.words[index - 1].low not in FAMILY_WIDE
    )


def _is_introduced(search: NameSearch, index: int) -> bool:
    word, weight = search.words[index], search.weights[index]
    calls = search.words[index - 1].low in CALLING or search.text[word.end : word.end + 1] in {
        ",",
        ".",
    }
    calling = weight == Weight.UNKNOWN and calls and not nationality(word.low)
    return (weight >= Weight.AMBIGUOUS or calling) and not is_place(word)


def _after_title(search: NameSearch, index: int) -> int:
    """Take what follows a title: any capital that is not a place, or a listed small name."""
    word, entry = search.words[index], entry_of(search.words[index].low)
    if not word.capital:
        shouted = word.text.isupper()
        why = "title" if shouted else "title_small_letters"
        plain = (not entry or usual(word)) and not small_surname(search, index)
        return 0 if plain else search.take(index, "staff", (0.8, why), small=not shouted)
    titled = cues.cue(word.low) in {cues.STAFF, cues.ORGANISATION, cues.KIN}
    titled = titled and (word.first or not search.weights[index] or usual(word))
    if (not entry and (titled or word.low in lexicon.stop())) or is_place(word):
        return 0
    if search.weights[index] or may_be_surname(word):
        return search.take(index, "staff", (0.95, "title"))
    return 0


def _plain(search: NameSearch, index: int) -> int:
    """Take a name that no title announces."""
    taken = _initials(search, index)
    if taken or not search.weights[index]:
        return taken
    pair = search.weights[index] > Weight.UNKNOWN and search.following_name(index)
    thing = articled(search, index)
    if pair and (thing or search.quoted(index)):
        return 2  # a Jack Russell is a dog, «Евгений Онегин» a play
    if pair:
        return search.take(index, search.kind(index), (0.85, "two_names"))
    if thing or search.branded(index) or search.in_title_case(index):
        return 0
    if search.polite_after(index) and not search.words[index].first:
        return search.take(index, "staff", (0.9, "polite_form"))
    if search.weights[index] > Weight.UNKNOWN:
        reason = _by_itself(search, index)
    else:
        reason = unexplained(search, index)
    kind = "person" if from_author(search, index) else search.kind(index)
    return search.take(index, kind, reason) if reason else 0


def _by_itself(search: NameSearch, index: int) -> Reason | None:
    """Return the score and reason of a listed name that no neighbour vouches for."""
    word, weight = search.words[index], search.weights[index]
    given = bears_given_name(word)
    rules: tuple[tuple[bool, Reason], ...] = (
        (weight == Weight.GIVEN and not (word.first and _animal(word)), (0.85, "given_name")),
        (_animal(word) and given and word.first and search.serves(index), (0.7, "given_name")),
        (search.followed_by_initial(index), (0.8, "initial")),
        (weight == Weight.SURNAME and _lone_surname(word), (0.7, "surname")),
        (word.first and search.called(index), (0.65, "called")),
        (word.first and given and acts_by_ordinary_name(search, index), (0.65, "capital")),
    )
    for holds, reason in rules:
        if holds:
            return reason
    if is_place(word) or word.first:
        return None
    if search.before(index) in {cues.NEAR, cues.THANKS}:
        return 0.65, "name_in_place"
    return (0.6, "capital") if given and not word.text.isupper() else None


def _animal(word: Word) -> bool:
    """Tell whether a Russian given name is an ordinary noun as well: "Лев на воротах"."""
    return bool(CYRILLIC.search(word.text)) and usual(word)


def _lone_surname(word: Word) -> bool:
    """Tell whether a surname can stand by itself; "Lapsa" opening a sentence is a fox."""
    if not word.first:
        return not usual(word) or bool(SURNAME_SHAPE.fullmatch(word.low))
    if CYRILLIC.search(word.text):
        return not russian.read(word.low).common  # "Мороз был сильный" is the frost
    return bool(SURNAME_SHAPE.fullmatch(word.low)) and not usual(word)


def _initials(search: NameSearch, index: int) -> int:
    """Take "И. И. Иванов" or "A. Bērziņš": one or two initials and a surname."""
    position = index
    while position < min(index + 2, len(search.words)) and search.is_initial(position):
        position += 1
    if position == index or position >= len(search.words):
        return 0
    if all(search.words[each].low in POSTSCRIPT for each in range(index, position)):
        return 0
    word, weight = search.words[position], search.weights[position]
    if word.gap.strip(" \u00a0") != "." or len(word.text) < SHORTEST or is_place(word):
        return 0
    shaped = SURNAME_SHAPE.fullmatch(word.low) or may_be_surname(word)
    if weight < Weight.UNKNOWN or (weight == Weight.UNKNOWN and not shaped):
        return 0
    for each in range(index, position + 1):
        search.names[each] = (search.kind(index), 0.85, "initials")
    return position - index + 1
