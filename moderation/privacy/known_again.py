"""Names that the rest of the text decides: asked of the tagger, or known from another mention."""

from __future__ import annotations

from typing import TYPE_CHECKING

from moderation.privacy import cues, lexicon, russian
from moderation.privacy.sentences import sentences
from moderation.privacy.skeleton import stem
from moderation.privacy.unexplained import OWN_WORD
from moderation.privacy.weights import CYRILLIC, Weight, is_place, usual

if TYPE_CHECKING:
    from moderation.privacy.name_search import NameSearch

SHORTEST = 3
ENOUGH_BONES = 3


def undecided(search: NameSearch) -> None:
    """Ask slovnet about Russian capitals that lists and dictionary leave open."""
    doubtful = [
        index
        for index, word in enumerate(search.words)
        if index not in search.names
        and word.capital
        and len(word.text) >= SHORTEST
        and CYRILLIC.search(word.text)
        and _doubtful(search, index)
    ]
    if not doubtful:
        return
    for start, end in sentences(search.text, [search.words[each] for each in doubtful]):
        spans = [(start + a, start + b) for a, b in russian.people(search.text[start:end])]
        for index in doubtful:
            word = search.words[index]
            if any(a <= word.start and word.end <= b for a, b in spans):
                search.names[index] = (search.kind(index), 0.75, "tagger")


def _doubtful(search: NameSearch, index: int) -> bool:
    """Tell whether a capital inside a sentence is a word that no dictionary knows."""
    word = search.words[index]
    return (
        search.weights[index] == Weight.UNKNOWN
        and not word.first
        and not is_place(word)
        and not russian.read(word.low).known
        and stem(word.low) not in lexicon.small_place_stems()
    )


def again(search: NameSearch) -> None:
    """Find every later or earlier mention of a name, and give one person one kind."""
    known: dict[str, str] = {}
    for index, (kind, _, _) in search.names.items():
        bones = stem(search.words[index].low)
        if len(bones) >= ENOUGH_BONES and not is_place(search.words[index]):
            known[bones] = "staff" if "staff" in {kind, known.get(bones)} else kind
    for index, word in enumerate(search.words):
        if not known or not (word.capital or index in search.names):
            continue
        kind = known.get(stem(word.low), "")
        if not kind:
            continue
        if index in search.names:
            was, score, why = search.names[index]
            if was == "person" and why not in OWN_WORD:
                search.names[index] = (kind, score, why)
        elif word.capital and not (word.first and usual(word)) and cues.cue(word.low) is None:
            search.names[index] = (kind, 0.75, "named_before")
