"""Whether a draft says what its source says, word by word, by a lexicon learned from translations.

A small network makes fluent English of words it does not know: "the brakes squeak" becomes "the
bread speaks". Its own score knows little of that; a look at which words answer which knows more.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice
from math import log
from typing import TYPE_CHECKING

from moderation.translation.lexicon import RAREST, english_key, key, lexicon, words
from moderation.translation.stems import plain, romanised

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from moderation.translation.lexicon import Lexicon

    Chances = Mapping[str, Mapping[str, float]]

# The least chance reckoned with, so that one unknown word does not decide alone.
LEAST = 0.003
COMMON = 0.05  # what the commonest words still weigh
PREFIX = 4  # letters by which a name is known again in the other alphabet
LIKELY, UNANSWERED = 0.1, 0.02
# What is worth naming of the words a draft lacks: how rare, how long, how many.
TELLING, LONGEST, NAMED = 5, 40, 3


@dataclass(frozen=True, slots=True)
class Coverage:
    """How the words of a source and of its draft answer each other.

    `carried` is the mean chance with which source words become words of the draft, the telling
    ones weighing more; `told` is the mean log-chance of the source's words given the draft's, and
    `grounded` that of the draft's given the source's: low where English was made up. `missing` are
    the first telling words of the source that nothing in the draft answers.
    """

    carried: float
    told: float
    grounded: float
    missing: tuple[str, ...]


def coverage(source: str, tag: str, draft: str, target: str) -> Coverage | None:
    """Compare a draft with its source; None where the pair has no lexicon. Never raises."""
    book = lexicon(tag, target)
    if book is None:
        return None
    before, after = words(source), words(draft)
    names = _names(before, after, book)
    sources = [each for each in before if plain(romanised(each))[:PREFIX] not in names]
    ours = [key(each) for each in sources]
    theirs = [english_key(each) for each in after if plain(each)[:PREFIX] not in names]
    becomes = _answers(ours, book.english, theirs)
    came = _given(ours, book.source, theirs)
    made = _given(theirs, book.english, ours)
    return Coverage(
        carried=_mean(becomes, _weights(ours, book.rarity), empty=1.0),
        told=_mean(_logs(came), [1.0] * len(came), empty=0.0),
        grounded=_mean(_logs(made), _weights(theirs, book.english_rarity), empty=0.0),
        missing=_missing(sources, map(max, becomes, came), book),
    )


def carried(source: str, drafts: Sequence[str], book: Lexicon) -> list[float]:
    """Give for each of a source's drafts how much of it the draft's words carry, 0 to 1.

    Unlike Coverage's `carried` it leaves in the names that no lexicon holds: they weigh on all
    drafts alike, and what is compared is drafts. Never raises.
    """
    ours = [key(each) for each in words(source)]
    weights = _weights(ours, book.rarity)
    return [
        _mean(
            _answers(ours, book.english, [english_key(each) for each in words(draft)]),
            weights,
            empty=1.0,
        )
        for draft in drafts
    ]


def answered(word: str, tag: str, draft: str, target: str) -> bool:
    """Tell whether a draft holds a likely English of one word; False where nothing is known."""
    book = lexicon(tag, target)
    if book is None:
        return False
    theirs = [english_key(each) for each in words(draft)]
    return _answers([key(word)], book.english, theirs)[0] >= LIKELY


def _names(before: Sequence[str], after: Sequence[str], book: Lexicon) -> set[str]:
    """Give how the names begin that stand in both texts and that no lexicon holds."""
    unknown = {
        plain(romanised(word))[:PREFIX]
        for word in before
        if word[0].isupper() and len(word) >= PREFIX and key(word) not in book.rarity
    }
    return unknown & {plain(word)[:PREFIX] for word in after if word[0].isupper()}


def _answers(these: Sequence[str], chances: Chances, those: Sequence[str]) -> list[float]:
    """Give for each word the greatest chance with which it becomes one of the others."""
    others = frozenset(those)
    best = {
        each: max((chance for other, chance in found.items() if other in others), default=0.0)
        for each in dict.fromkeys(these)
        if (found := chances.get(each))
    }
    return [best.get(each, 0.0) for each in these]


def _given(these: Sequence[str], chances: Chances, those: Sequence[str]) -> list[float]:
    """Give for each word the greatest chance with which one of the others becomes it."""
    best: dict[str, float] = {}
    for other in dict.fromkeys(those):
        for each, chance in chances.get(other, {}).items():
            best[each] = max(chance, best.get(each, 0.0))
    return [best.get(each, 0.0) for each in these]


def _logs(chances: Iterable[float]) -> list[float]:
    return [log(chance + LEAST) for chance in chances]


def _weights(keys: Iterable[str], rarity: Mapping[str, int]) -> list[float]:
    return [max(COMMON, float(rarity.get(each, RAREST))) for each in keys]


def _mean(values: Sequence[float], weights: Sequence[float], *, empty: float) -> float:
    if not values:
        return empty
    return sum(each * weight for each, weight in zip(values, weights, strict=True)) / sum(weights)


def _missing(sources: Iterable[str], chances: Iterable[float], book: Lexicon) -> tuple[str, ...]:
    """Name the telling words of a source that nothing in its draft answers, but for names."""
    found = (
        word
        for word, chance in zip(sources, chances, strict=True)
        if chance < UNANSWERED
        and word.islower()
        and len(word) <= LONGEST
        # A word never met tells nothing: its English may stand in the draft.
        and book.rarity.get(key(word), 0) >= TELLING
    )
    return tuple(islice(dict.fromkeys(found), NAMED))
