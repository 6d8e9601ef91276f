"""A linear model over letter sequences: how much each speaks for each language.

The tables in data/ are written by training/language/fit.py. A row is a sequence, a tab, and one
printable character a language: its weight in steps, "O" being nought. "^" opens and "$" closes
a word. Text is scored word by word; a word's weights are the sum over its sequences, so a
word costs one look-up the second time it is met.
"""

from __future__ import annotations

from bisect import bisect_right
from functools import lru_cache
from math import exp, log
from typing import Final

from moderation.language.tables import read_table

LONGEST_WORD: Final = 24
LONGEST_GRAM: Final = 5
ZERO: Final = ord("O")
STEP: Final = 0.08
# One word may not outweigh the rest of a sentence: names and brands come in any language.
LOUDEST: Final = 6.0

Scores = tuple[float, ...]


def sequences(word: str) -> list[str]:
    """Return the letter sequences of a lower-cased word: 1 to 5 long, and the whole word."""
    marked = f"^{word[:LONGEST_WORD]}$"
    length = len(marked)
    grams = [marked[i : i + n] for n in range(2, LONGEST_GRAM + 1) for i in range(length - n + 1)]
    grams += [letter for letter in word if letter > "z"]
    if length > LONGEST_GRAM:
        grams.append(marked)
    return grams


class Model:
    """Weights for the languages of one script."""

    def __init__(self, name: str) -> None:
        """Load data/NAME.tsv; raises ValueError if its first row names no languages."""
        (mark, tags), *rows = read_table(name)
        if mark != "#" or not tags:
            raise ValueError(f"{name}.tsv does not begin with the languages")
        self.tags: Final = tuple(tags.split())
        self._name: Final = name
        self._weights: Final = dict(rows)
        self._size: Final = len(self.tags)
        self._bias: Final = self._read(self._weights.pop("", chr(ZERO) * self._size))
        self.score = lru_cache(maxsize=20_000)(self._score)

    def _read(self, line: str) -> Scores:
        return tuple((ord(character) - ZERO) * STEP for character in line)

    def _score(self, word: str) -> Scores:
        """Return a lower-cased word's weight for each language, at most LOUDEST from the mean."""
        weights = self._weights
        hits = [line for gram in sequences(word) if (line := weights.get(gram)) is not None]
        if not hits:
            return (0.0,) * self._size
        totals = [
            (sum(map(ord, column)) - ZERO * len(hits)) * STEP for column in zip(*hits, strict=True)
        ]
        mean = sum(totals) / self._size
        spread = max(max(totals) - mean, mean - min(totals), 1e-9)
        shrink = min(1.0, LOUDEST / spread)
        return tuple((total - mean) * shrink for total in totals)

    def totals(self, words: list[str]) -> list[float]:
        """Return the weight of some lower-cased words for each language."""
        totals = list(self._bias)
        for word in words:
            for position, score in enumerate(self.score(word)):
                totals[position] += score
        return totals

    def log_probabilities(self, words: list[str]) -> list[float]:
        """Return the log-probability of each language, cooled for the number of words.

        Weights overstate: letters depend on each other. How much, calibrate.py has measured.
        """
        factor = cooling(self._name, len(words))
        return normalised([total * factor for total in self.totals(words)])


def normalised(logits: list[float]) -> list[float]:
    """Shift logits so that their exponentials add up to one."""
    top = max(logits)
    total = top + log(sum(exp(logit - top) for logit in logits))
    return [logit - total for logit in logits]


@lru_cache(maxsize=64)
def cooling(name: str, count: int) -> float:
    """Return what a model's weights for `count` words are multiplied by."""
    table = dict(read_table("cooling"))
    sizes = [int(size) for size in table["words"].split()]
    factors = table[name].split()
    return float(factors[max(0, bisect_right(sizes, count) - 1)])


@lru_cache(maxsize=2)
def model(name: str) -> Model:
    """Return the model "latin" or "cyrillic", loaded on first use."""
    return Model(name)
