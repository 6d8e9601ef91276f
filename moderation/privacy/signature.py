"""The writer's name under a review: a last line, or a last sentence, of names alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from moderation.privacy import lexicon, russian
from moderation.privacy.name_search import LONGEST_NAME
from moderation.privacy.weights import CYRILLIC, Weight, entry_of, is_place, usual
from moderation.privacy.words import OPENING

if TYPE_CHECKING:
    from moderation.privacy.name_search import NameSearch
    from moderation.privacy.words import Word

LONGEST_SIGNATURE = 4


def signed(search: NameSearch) -> None:
    """Find the signature: a last line, or a last sentence, of capitalised words alone."""
    line: list[int] = []
    for index in range(len(search.words) - 1, -1, -1):
        word = search.words[index]
        line.insert(0, index)
        quoted = word.gap[-1:] in OPENING and word.gap[-1:] != ""
        opens = (word.first and not quoted) or search.closed(word.start) or "\n" in word.gap
        if len(line) > LONGEST_SIGNATURE or quoted:
            return
        if opens and not search.initial_gap(index):
            break
    closed = bool(line) and search.closed(search.words[line[0]].start)
    _sign(search, line, closed=closed)


def _sign(search: NameSearch, line: list[int], *, closed: bool) -> None:
    """Mark the line's words as a signature, if that is what all of them can be."""
    if not line or not (closed or line[0] > 0):
        return
    signers: list[int] = []
    for index in line:
        if signers and "," in search.words[index].gap:
            if not search.words[index].capital:
                return  # "Brīnumi, un viss" is a sentence
            break  # "Rowan P., Little Wenbury": the place is another recogniser's
        if not _may_sign(
            search, index, first=not signers, closed=closed or _own_line(search, line)
        ):
            return
        signers.append(index)
    if not closed and (len(signers) > LONGEST_NAME or _one_known_word(search, signers)):
        return
    for index in signers:
        search.names.setdefault(index, ("person", 0.85, "signature"))


def _own_line(search: NameSearch, line: list[int]) -> bool:
    return "\n" in search.words[line[0]].gap


def _may_sign(search: NameSearch, index: int, *, first: bool, closed: bool) -> bool:
    """Tell whether a word can be part of a signature."""
    word, entry = search.words[index], entry_of(search.words[index].low)
    if word.low in lexicon.stop() or (is_place(word) and not entry):
        return False
    if not first and len(word.text) == 1 and word.text.isupper():
        return True
    if search.weights[index] == Weight.UNKNOWN and not closed and not _unseen(search, word):
        return False
    return (word.capital or bool(closed and entry)) and not (usual(word) and not entry)


def _one_known_word(search: NameSearch, signers: list[int]) -> bool:
    """Tell whether a lone last word is one that Russian has: "Рекомендую"."""
    word = search.words[signers[0]]
    lone = len(signers) == 1 and search.weights[signers[0]] == Weight.UNKNOWN
    return lone and bool(CYRILLIC.search(word.text)) and russian.read(word.low).known


def _unseen(search: NameSearch, word: Word) -> bool:
    """Tell whether a word is one that ordinary reviews never use.

    Of Latin letters only English is asked: Latvian has too many forms for a list, and a last
    word such as "Ģeniāli!" is an adverb.
    """
    if CYRILLIC.search(word.text):
        return not russian.read(word.low).known
    return search.tag == "en" and word.low not in lexicon.common()
