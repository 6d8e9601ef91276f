"""Learns which words answer which: moderation/translation/lexicon.txt.gz.

    python -m training.flags.lexicon --pairs CORPUS/reviews.tsv

`--pairs` has Russian, Latvian and English in three columns, as have the texts in
training/packs/texts, which are read as well: all of it CC0, so what is counted in it may be passed
on. IBM's first model is run both ways at once, and each round keeps what both ways agree on
(Liang, Taskar and Klein, 2006). Takes half a minute, and gives the same file each time; run it
again when those texts have grown, and `training.flags.fit` after it.
"""

from __future__ import annotations

import argparse
import gzip
from collections import Counter, defaultdict
from dataclasses import dataclass
from math import log, log2
from pathlib import Path
from typing import TYPE_CHECKING, Final

import numpy as np

from moderation.translation.lexicon import (
    ENGLISH,
    FILE,
    NEVER,
    RAREST,
    english_key,
    key,
    words,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray

    Numbers = NDArray[np.float64]
    Places = NDArray[np.int64]

TAGS: Final = ("ru", "lv")
TEXTS: Final = Path(__file__).resolve().parents[1] / "packs" / "texts"
ROUNDS: Final = 6
LONGEST: Final = 60  # words of a text that are looked at
# Added to how often a word was met, so that one meeting is no certainty.
DOUBT: Final = 0.5
# What is worth keeping: a chance, and how many meetings it rests on.
LEAST_CHANCE: Final = 0.05
LEAST_MEETINGS: Final = 0.5
NOTHING: Final = ""  # what words without a counterpart come of


@dataclass(frozen=True, slots=True)
class Way:
    """Every word of every text beside every word it may come of, itself numbered."""

    pair: Places
    place: Places


def rows(files: Iterable[Path]) -> list[list[str]]:
    """Read the lines of three columns."""
    lines = (line for file in files for line in file.read_text(encoding="utf-8").split("\n"))
    return [row for line in lines if len(row := line.split("\t")) == len(TAGS) + 1]


def numbered(texts: Sequence[Sequence[str]]) -> tuple[list[str], list[Places]]:
    """Number the words of texts; number 0 is NOTHING, which opens each text."""
    numbers: dict[str, int] = {NOTHING: 0}
    found = [
        np.array([0, *(numbers.setdefault(word, len(numbers)) for word in text[:LONGEST])])
        for text in texts
    ]
    return list(numbers), found


def _beside(these: Sequence[Places], those: Sequence[Places]) -> tuple[Places, Places, Places]:
    """Put each word of `these` beside each of `those`, but NOTHING among `those` alone."""
    lengths = np.array([len(text) - 1 for text in those])
    starts = np.cumsum(lengths) - lengths
    pairs = list(zip(these, those, strict=True))
    return (
        np.concatenate([np.tile(one, len(other) - 1) for one, other in pairs]),
        np.concatenate([np.repeat(other[1:], len(one)) for one, other in pairs]),
        np.concatenate(
            [
                np.repeat(np.arange(start, start + len(other) - 1), len(one))
                for start, (one, other) in zip(starts, pairs, strict=True)
            ]
        ),
    )


def learn(
    sources: Sequence[Places], english: Sequence[Places]
) -> tuple[Places, Places, Numbers, Numbers]:
    """Give the pairs of words that may stand for one another, and the chance of each, both ways.

    Chances that rest on too few meetings are zero.
    """
    width = max(int(text.max()) for text in english) + 1
    came, made, forth_place = _beside(sources, english)
    made_of, became, back_place = _beside(english, sources)
    keys = np.concatenate([came * width + made, became * width + made_of])
    distinct, where = np.unique(keys, return_inverse=True)
    forth = Way(where[: len(came)], forth_place)
    back = Way(where[len(came) :], back_place)
    source, target = distinct // width, distinct % width
    real = (source > 0) & (target > 0)
    chances = [np.ones(len(distinct)), np.ones(len(distinct))]
    counts = chances
    for turn in range(ROUNDS):
        counts = [_met(way, chance) for way, chance in zip((forth, back), chances, strict=True)]
        if turn:
            agreed = np.sqrt(counts[0] * counts[1])
            counts = [np.where(real, agreed, count) for count in counts]
        chances = [
            count / (np.bincount(given, count)[given] + DOUBT)
            for count, given in zip(counts, (source, target), strict=True)
        ]
    kept = [
        np.where(real & (count >= LEAST_MEETINGS) & (chance >= LEAST_CHANCE), chance, 0.0)
        for count, chance in zip(counts, chances, strict=True)
    ]
    return source, target, kept[0], kept[1]


def _met(way: Way, chances: Numbers) -> Numbers:
    """Share each word out among those it may come of; give what each pair got."""
    share = chances[way.pair]
    share = share / np.bincount(way.place, share)[way.place]
    found: Numbers = np.bincount(way.pair, share, minlength=len(chances))
    return found


def digit(chance: float) -> int:
    """Write a chance as one digit, in half powers of two."""
    return min(NEVER, round(-2 * log2(chance))) if chance > 0 else NEVER


def rarities(texts: Iterable[Sequence[str]]) -> dict[str, int]:
    """Say how much each word tells, 0 to RAREST, by how seldom it is met."""
    met = Counter(word for text in texts for word in text)
    everything = met.total()
    return {
        word: min(RAREST, max(0, round(log(everything / (count + 1)) - 3)))
        for word, count in met.items()
    }


def lines(tag: str, texts: Sequence[Sequence[str]], english: Sequence[Sequence[str]]) -> list[str]:
    """Write the lexicon of one language, a line a stem, in the order of the alphabet."""
    names, sources = numbered(texts)
    others, targets = numbered(english)
    pairs: dict[str, list[str]] = defaultdict(list)
    for one, other, forth, back in zip(*learn(sources, targets), strict=True):
        digits = digit(float(forth)), digit(float(back))
        if min(digits) < NEVER:
            pairs[names[one]].append(f"{others[other]}{digits[0]}{digits[1]}")
    rarity = rarities(texts)
    return [
        " ".join((tag, name, str(rarity[name]), *sorted(pairs[name]))) for name in sorted(rarity)
    ]


def main() -> None:
    """Learn and write."""
    parser = argparse.ArgumentParser(description="Learn which words answer which.")
    parser.add_argument("--pairs", type=Path, required=True, help="ru, lv, en by tabs; CC0")
    parser.add_argument("--out", type=Path, default=FILE, help="(%(default)s)")
    options = parser.parse_args()
    found = rows([options.pairs, *sorted(TEXTS.glob("*.tsv"))])
    english = [[english_key(word) for word in words(row[-1])] for row in found]
    written = [f"{ENGLISH} {name} {much}" for name, much in sorted(rarities(english).items())]
    for column, tag in enumerate(TAGS):
        texts = [[key(word) for word in words(row[column])] for row in found]
        written += lines(tag, texts, english)
    packed = gzip.compress("\n".join(written).encode(), mtime=0)
    options.out.write_bytes(packed)
    print(f"{len(found)} texts, {len(written)} stems, {len(packed) / 1000:.0f} kB")


if __name__ == "__main__":
    main()
