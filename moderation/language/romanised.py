"""Romanised Russian back in Cyrillic.

No two people romanise alike (ISO 9, passports, "sch", "shh" or "w" for щ, 4 for ч, ь left out): a
word is read as every Cyrillic word it may stand for, and the likeliest Russian one is kept.
"""

from __future__ import annotations

from functools import lru_cache
from math import log
from typing import Final

from moderation.language.grams import model
from moderation.language.tables import read_table

LONGEST_GROUP: Final = 4
SOFT_LEFT_OUT: Final = 2.5
SOFTENED: Final = frozenset("лнтсдрмбвзшжч")
BEAM: Final = 16
KNOWN: Final = 4.0
UNSEEN: Final = -7.0
LONGEST_WORD: Final = 40
FOREIGN: Final = 4.0


def back(word: str) -> str:
    """Return one romanised word in Cyrillic, in the same case; a plainly English one as it is."""
    lowered = word.lower()
    if len(word) > LONGEST_WORD or _foreign(lowered):
        return word
    turned = _back(lowered)
    if word[:1].isupper():
        several = sum(map(str.isalpha, word)) > 1
        return turned.upper() if several and word.isupper() else turned[:1].upper() + turned[1:]
    return turned


def _foreign(lowered: str) -> bool:
    """Tell whether a word is English rather than romanised Russian."""
    weights = model("latin")
    score = dict(zip(weights.tags, weights.score(lowered), strict=True))
    return score["en"] - score["ru-Latn"] > FOREIGN and _back(lowered) not in _russian()[0]


@lru_cache(maxsize=10_000)
def _back(lowered: str) -> str:
    """Search for the likeliest Russian word, a beam of readings wide."""
    beams: list[list[tuple[float, str]]] = [[] for _ in range(len(lowered) + LONGEST_GROUP + 1)]
    beams[0] = [(0.0, "")]
    for position in range(len(lowered)):
        beam = sorted(beams[position], key=lambda each: (-each[0], each[1]))[:BEAM]
        for length in range(1, LONGEST_GROUP + 1):
            group = lowered[position : position + length]
            if len(group) < length:
                break
            readings = _readings().get(group, ((group, 0.0),) if length == 1 else ())
            for score, written in beam:
                for letters, cost in readings:
                    beams[position + length] += _written(score - cost, written, letters)
    finished = beams[len(lowered)] or [(0.0, lowered)]
    known, _ = _russian()
    return max(
        (
            (score + _follow(written, "$") + known.get(written, 0.0), written)
            for score, written in finished
        )
    )[1]


def _written(score: float, written: str, letters: str) -> list[tuple[float, str]]:
    """Add letters to a reading, with and without the soft sign that many leave out."""
    for letter in letters:
        score += _follow(written, letter)
        written += letter
    if letters[-1] not in SOFTENED:
        return [(score, written)]
    return [(score, written), (score - SOFT_LEFT_OUT + _follow(written, "ь"), written + "ь")]


def _follow(written: str, letter: str) -> float:
    """Return the log-probability of a letter after what is written."""
    return _russian()[1].get(f"^^{written}"[-2:] + letter, UNSEEN)


@lru_cache(maxsize=1)
def _readings() -> dict[str, tuple[tuple[str, float], ...]]:
    """Return what a group of Latin letters may stand for, each with its cost in nats."""
    return {
        group: tuple(zip(row.split()[::2], map(float, row.split()[1::2]), strict=True))
        for group, row in read_table("readings")
    }


@lru_cache(maxsize=1)
def _russian() -> tuple[dict[str, float], dict[str, float]]:
    """Return the bonus of each known Russian word, and the log-probability of letters in threes."""
    known: dict[str, float] = {}
    threes: dict[str, int] = {}
    for times, words in read_table("russian"):
        for word in words.split():
            known[word] = KNOWN + log(int(times))
            marked = f"^^{word}$"
            for start in range(len(marked) - 2):
                three = marked[start : start + 3]
                threes[three] = threes.get(three, 0) + 1
    pairs: dict[str, int] = {}
    for three, count in threes.items():
        pairs[three[:2]] = pairs.get(three[:2], 0) + count
    return known, {three: log(count / pairs[three[:2]]) for three, count in threes.items()}
