"""Capitals that no list knows: a name where nothing else explains the capital letter.

English writes a capital inside a sentence for names, places, brands and peoples alone. Lists of
given names end somewhere, people come from everywhere; so what a place or brand would not stand
in is taken for a name.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from moderation.privacy import cues, lexicon, russian
from moderation.privacy.weights import (
    CYRILLIC,
    SURNAME_SHAPE,
    Weight,
    in_known_place,
    is_place,
    usual,
)

if TYPE_CHECKING:
    from moderation.privacy.name_search import NameSearch, Reason

WORDS = {
    "articles": "a an the this that these those every each any some",
    "places": "in at near to of on via through into onto towards around across behind beside along"
    " visit visited visiting reach reached between outside inside buy bought called named like than"
    " use used has have eat ate drink drank",
    "from": "love regards wishes greetings review signed written hello hi kisses hugs thanks sent"
    " sveiciens sveicieni atsauksme привет приветы отзыв",
    "openers": "without only even then both when if and but so also thank ask is was did does will"
    " can poor dear sweet lovely young old since after before because while until though although"
    " once unless however yesterday today now here luckily fortunately unfortunately sadly finally"
    " later sometimes usually meanwhile again maybe perhaps soon suddenly instead tomorrow",
    "verbs": "knows did made took gave found helped explained listened smiled spoke said told came"
    " served fixed greeted welcomed answered cut runs run works worked deserves speaks looked does"
    " always never goes went showed kept recommended arranged stayed remembered drove led brought"
    " taught held got let put built laid drew understood thought knew saw met paid left forgot"
    " wrote sent read called came spent sold lent lost won felt bent sat stood ran drank sang baked"
    " sewed and",
    "manners": "patient kind friendly helpful polite rude attentive professional welcoming",
    "deeds": "helped explained listened smiled spoke said told greeted welcomed answered taught",
    "persons": "girl man woman lady guy boy person someone somebody gentleman chap lad colleague",
    "virtues": "angel kind friendly helpful polite rude patient professional attentive gentle"
    " welcoming lovely amazing brilliant wonderful fantastic great excellent star gem late nice",
}
ARTICLES = frozenset(WORDS["articles"].split())
NOT_AFTER = ARTICLES | frozenset(WORDS["places"].split())
FROM_PERSON = frozenset(WORDS["from"].split())
MANNERS = frozenset(WORDS["manners"].split())
DEEDS = frozenset(WORDS["deeds"].split())
OPENERS, VERBS = frozenset(WORDS["openers"].split()), frozenset(WORDS["verbs"].split())
PERSONS, VIRTUES = frozenset(WORDS["persons"].split()), frozenset(WORDS["virtues"].split())
FROM = frozenset({"from", "by", "no", "от"})
THING = re.compile(r"\w+(?:ing|ion|ness|ment|ity|ies|ics|ance|ence|ware|food|room)")
VIRTUE_WITHIN = 4  # words after "X was"
# Reasons that say themselves who somebody is, whatever the rest of the text does.
OWN_WORD = frozenset({"signature", "introduced", "kin"})
AND = frozenset({"and", "un", "и", "i", "y"})
SMALL_TITLES = re.compile(
    r"doctor|dr|nurse|mr|mrs|ms|miss|dokt\w*|dakter\w*|ārst\w*|доктор\w*|врач\w{0,2}|медсестр\w"
)
ENDED = re.compile(r"\w*(?:ed|ing|ly|s|ion|able|ful|ous)")
LONGEST_GREETING = 6  # words
SHORTEST = 2
LONGEST_ACRONYM = 4
THANKED = 4  # words before "to X" among which a word of thanks is looked for
SPOKEN = frozenset({"spoke", "speak", "talk", "talked", "said", "write", "wrote", "speaking"})


def unexplained(search: NameSearch, index: int) -> Reason | None:
    """Return score and reason for an unknown capital that only a name would explain."""
    word = search.words[index]
    if CYRILLIC.search(word.text) or not _single(search, index) or usual(word):
        return None
    if in_known_place(word) or word.low in lexicon.small_places():
        return None
    if not search.tag.startswith("en"):
        fits = not word.first and (
            search.before(index) in {cues.THANKS, cues.NEAR} or search.serves(index)
        )
    elif word.first and word.gap != " (":
        fits = _acts(search, index)
    else:
        fits = _fits(search, index)
    return (0.6, "unexplained_capital") if fits else None


def coordinated(search: NameSearch) -> None:
    """Take the unknown capital that "and" joins to a name: "Sigrid and Olaf"."""
    for index in sorted(search.names):
        for near, joint in ((index + 2, index + 1), (index - 2, index - 1)):
            if not 0 <= near < len(search.words) or near in search.names or joint in search.names:
                continue
            word, between = search.words[near], search.words[joint]
            plain = {between.gap, search.words[max(near, index)].gap} == {" "}
            if not plain or between.low not in AND or search.weights[near] != Weight.UNKNOWN:
                continue
            if not (usual(word) or is_place(word) or in_known_place(word) or search.branded(near)):
                kind, _, _ = search.names[index]
                search.names[near] = (kind, 0.6, "beside_name")
    _alike(search)


def _alike(search: NameSearch) -> None:
    """Give names in one row one kind: "thanks to Piotr, Magda and Olek" thanks three of the staff.

    A relative, or whoever speaks of themselves, says nothing of the others.
    """
    for index in sorted(search.names):
        before = index - 1 if index - 1 in search.names else index - 2
        if before not in search.names or not _in_a_row(search, before, index):
            continue
        kinds = {search.names[before][0], search.names[index][0]}
        if kinds != {"staff", "person"} or OWN_WORD & {
            search.names[before][2],
            search.names[index][2],
        }:
            continue
        for each in (before, index):
            search.names[each] = ("staff", *search.names[each][1:])


def _in_a_row(search: NameSearch, before: int, index: int) -> bool:
    """Tell whether a comma alone, or "and" alone, stands between two names."""
    between = search.text[search.words[before].end : search.words[index].start]
    if index - before == 1:
        return between == ", "
    return between.strip() in AND and search.words[index].gap == " "


def _acts(search: NameSearch, index: int) -> bool:
    """Tell whether an unknown first word does what only people do: "Tadeusz knows…"."""
    after = search.words[index + 1 : index + 2 + VIRTUE_WITHIN]
    if after and after[0].gap == ", " and search.tag.startswith("en"):
        return after[0].low in {"thank", "thanks", "you"}
    if not after or after[0].gap != " " or THING.fullmatch(search.words[index].low):
        return False
    if after[0].low in {"is", "was"}:
        return any(each.low in VIRTUES for each in after[1:]) and search.tag.startswith("en")
    return after[0].low in VERBS - {"and"} or cues.serving(after[0].low)


def acts_by_ordinary_name(search: NameSearch, index: int) -> bool:
    """Tell whether "Will", "Mark" or "Grace" opens an English sentence as a person would.

    Only what people alone do or are counts: "Mark was patient", never "Summer was great".
    """
    after = search.words[index + 1 : index + 2 + VIRTUE_WITHIN]
    if not search.tag.startswith("en") or not after or after[0].gap != " ":
        return False
    if after[0].low in {"is", "was"}:
        return any(each.low in MANNERS for each in after[1:])
    return after[0].low in DEEDS or cues.serving(after[0].low)


def articled(search: NameSearch, index: int) -> bool:
    """Tell whether an English article stands before: "a Victoria sponge" is a cake."""
    word = search.words[index]
    return (
        index > 0
        and word.gap == " "
        and search.words[index - 1].low in {"a", "an", "the"}
        and search.tag.startswith("en")
        and not _ends_phrase(search, index)
    )


def nationality(low: str) -> bool:
    """Tell whether a word is among those that are capitalised without naming anybody."""
    return low in lexicon.stop()


def from_author(search: NameSearch, index: int) -> bool:
    """Tell whether the writer closes here: "Love from Cressida"."""
    words = search.words
    return index > 1 and words[index - 1].low in FROM and words[index - 2].low in FROM_PERSON


def small_surname(search: NameSearch, index: int) -> bool:
    """Tell whether a word in small letters after "doctor" can only be a surname."""
    word = search.words[index]
    if not SMALL_TITLES.fullmatch(search.words[index - 1].low) or len(word.text) <= SHORTEST + 1:
        return False
    if cues.cue(word.low) is not None or word.low in lexicon.stop():
        return False
    if CYRILLIC.search(word.text):
        read = russian.read(word.low)
        return bool(read.roles) and not read.adjective and (not read.known or "Surn" in read.roles)
    if word.low in lexicon.common():
        return False
    english = search.tag.startswith("en") and not ENDED.fullmatch(word.low)
    return english or bool(SURNAME_SHAPE.fullmatch(word.low))


def _single(search: NameSearch, index: int) -> bool:
    """Tell whether the capital is one letter of a word in small letters, not an acronym."""
    word = search.words[index]
    return (
        search.weights[index] == Weight.UNKNOWN
        and len(word.text) >= SHORTEST
        and word.text[1:].islower()
        and (word.first or word.gap in {" ", ", ", " ("})
    )


def _fits(search: NameSearch, index: int) -> bool:  # noqa: PLR0911 - one rule a return
    """Tell whether the word before lets a name follow rather than a place or a thing."""
    before, word = search.words[index - 1], search.words[index]
    closing = search.text[word.end : word.end + 1]
    if word.gap == " (":
        return closing == ")" and cues.cue(before.low) in {cues.STAFF, cues.KIN}
    if word.gap == ", ":
        return _after_comma(search, index, closing)
    if before.capital:
        opener = before.first and before.low in OPENERS
        return opener or cues.cue(before.low) in {cues.THANKS, cues.NEAR, cues.KIN}
    if before.low == "to":
        near = [each.low for each in search.words[max(0, index - THANKED) : index]]
        return any(cues.cue(each) == cues.THANKS or each in SPOKEN for each in near)
    if before.low == "from":
        return from_author(search, index) or _greeting(search, index)
    if before.low in {"called", "named"}:
        return index > 1 and search.words[index - 2].low in PERSONS
    return before.low not in NOT_AFTER and cues.cue(before.low) != cues.ORGANISATION


def _greeting(search: NameSearch, index: int) -> bool:
    """Tell whether a short sentence is a greeting with a name at its end: "Hello from X!"."""
    near = search.words[max(0, index - LONGEST_GREETING) : index]
    greets = any(each.low in FROM_PERSON and each.first for each in near)
    return greets and _ends_phrase(search, index)


def _after_comma(search: NameSearch, index: int, closing: str) -> bool:
    """Tell whether a name follows a comma: "who served us, Concetta, was…"."""
    before = search.words[index - 1]
    if cues.cue(before.low) in {cues.STAFF, cues.KIN, cues.THANKS} or closing == ",":
        return True
    after = search.words[index + 1 : index + 2]
    return bool(after) and (after[0].low in VERBS or after[0].low.endswith("ed"))


def _ends_phrase(search: NameSearch, index: int) -> bool:
    """Tell whether the sentence ends after the name: "thanks to the Anna." is bad English."""
    return search.text[search.words[index].end : search.words[index].end + 1] in {".", "!", "?", ""}
