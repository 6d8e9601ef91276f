"""Fit the letter-sequence weights of moderation/language/data.

    python -m training.language.fit --reviews reviews.tsv --corpus DIR --wheels DIR --out DIR

Multinomial logistic regression by AdaGrad over cuts of text, pruned to the sequences that matter
and refitted, then rounded to steps one character can hold. The same seed gives the same tables.
Needs numpy; about five minutes on one core.
"""

from __future__ import annotations

import argparse
from collections import Counter
from pathlib import Path
from random import Random
from typing import Final

import numpy as np
import numpy.typing as npt

from moderation.language.grams import STEP, ZERO, sequences
from training.language import inputs, samples, texts

SEED: Final = 20240501
LIMIT: Final = 46  # steps either side of nought that stay printable
BATCH: Final = 2048
RARE: Final = 5  # sequences met less often are not tried
DECAY: Final = 0.01

Floats = npt.NDArray[np.float32]
Numbers = npt.NDArray[np.int64]
Samples = list[tuple[list[str], str]]


class Fit:
    """Weights being fitted for one script."""

    def __init__(self, tags: list[str], vocabulary: list[str]) -> None:
        """Start from nought for `tags` over a vocabulary of sequences."""
        self.tags = tags
        self.index = {gram: number for number, gram in enumerate(vocabulary)}
        self.weights: Floats = np.zeros((len(vocabulary), len(tags)), np.float32)
        self.bias: Floats = np.zeros(len(tags), np.float32)
        self._squares: Floats = np.full_like(self.weights, 1e-3)
        self._known: dict[str, list[int]] = {}

    def features(self, words: list[str]) -> list[int]:
        """Return the numbers of all sequences in some words, repeats included."""
        found: list[int] = []
        for word in words:
            if word not in self._known:
                self._known[word] = [
                    n for g in sequences(word) if (n := self.index.get(g)) is not None
                ]
            found += self._known[word]
        return found

    def epoch(self, drawn: Samples, rate: float, decay: float) -> float:
        """Go once over the samples in their order; return the mean loss in nats."""
        loss = 0.0
        for start in range(0, len(drawn), BATCH):
            loss += self._step(drawn[start : start + BATCH], rate, decay)
        return loss / len(drawn)

    def loss(self, drawn: Samples) -> float:
        """Return the mean loss in nats without learning from the samples."""
        _, _, shares, truth = self._guess(drawn)
        return float(-np.log(np.maximum(shares[np.arange(len(drawn)), truth], 1e-9)).mean())

    def _guess(self, batch: Samples) -> tuple[Numbers, Numbers, Floats, Numbers]:
        """Return sequence numbers, the row each is in, every row's probabilities and its truth."""
        rows = [self.features(words) for words, _ in batch]
        lengths = np.array([len(row) for row in rows])
        ids = np.fromiter((n for row in rows for n in row), np.int64, int(lengths.sum()))
        owners = np.repeat(np.arange(len(rows)), lengths)
        logits = np.zeros((len(rows), len(self.tags)), np.float32)
        np.add.at(logits, owners, self.weights[ids])
        logits += self.bias
        logits -= logits.max(1, keepdims=True)
        shares = np.exp(logits)
        shares /= shares.sum(1, keepdims=True)
        return ids, owners, shares, np.array([self.tags.index(tag) for _, tag in batch])

    def _step(self, batch: Samples, rate: float, decay: float) -> float:
        ids, owners, shares, truth = self._guess(batch)
        chosen = shares[np.arange(len(batch)), truth]
        shares[np.arange(len(batch)), truth] -= 1
        touched, where = np.unique(ids, return_inverse=True)
        slope = np.zeros((len(touched), len(self.tags)), np.float32)
        np.add.at(slope, where, shares[owners])
        slope += decay * self.weights[touched]
        self._squares[touched] += slope * slope
        self.weights[touched] -= rate * slope / np.sqrt(self._squares[touched])
        self.bias -= 0.2 * rate * shares.mean(0)
        return float(-np.log(np.maximum(chosen, 1e-9)).sum())

    def best(self, drawn: Samples, size: int) -> list[str]:
        """Return the `size` sequences that move the answer most."""
        often = Counter(n for words, _ in drawn for n in self.features(words))
        reach = self.weights.max(1) - self.weights.min(1)
        merit = {gram: reach[n] * often[n] ** 0.5 for gram, n in self.index.items()}
        return sorted(sorted(merit), key=lambda gram: -merit[gram])[:size]

    def write(self, path: Path) -> None:
        """Write the table that moderation.language.grams reads; see there for the format."""
        lines = ["#\t" + " ".join(self.tags), "\t" + _characters(self.bias)]
        for gram, number in sorted(self.index.items()):
            lines.append(f"{gram}\t{_characters(self.weights[number])}")
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def fit(drawn: Samples, tags: list[str], size: int, decay: float) -> Fit:
    """Fit on all sequences met often enough, keep the best `size`, fit those again."""
    counts = Counter(gram for words, _ in drawn for word in words for gram in set(sequences(word)))
    whole = Fit(tags, sorted(gram for gram, number in counts.items() if number >= RARE))
    for rate in (0.12, 0.08):
        print(f"  {len(whole.index)} sequences, loss {whole.epoch(drawn, rate, decay):.4f}")
    kept = Fit(tags, sorted(whole.best(drawn, size)))
    for gram, number in kept.index.items():
        kept.weights[number] = whole.weights[whole.index[gram]]
    kept.bias[:] = whole.bias
    for rate in (0.08, 0.05, 0.03):
        print(f"  {len(kept.index)} sequences, loss {kept.epoch(drawn, rate, decay):.4f}")
    return kept


def main() -> None:
    """Read the texts, fit both models and write their tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    for name in ("reviews", "corpus", "wheels", "out"):
        parser.add_argument(f"--{name}", type=Path, required=True)
    parser.add_argument("--samples", type=int, default=600_000)
    parser.add_argument("--size", type=int, default=32_000)
    parser.add_argument("--decay", type=float, default=DECAY)
    options = parser.parse_args()
    inputs.check(options.reviews, options.corpus, options.wheels)
    random = Random(SEED)
    reviews = texts.reviews(options.reviews)
    gathered = samples.gather(reviews, options.corpus, options.wheels, random)
    for name, shares, size, count in (
        ("latin", samples.LATIN_SHARES, options.size, options.samples),
        ("cyrillic", samples.CYRILLIC_SHARES, options.size // 3, options.samples // 3),
    ):
        sources = samples.kept(gathered[name], held_out=False)
        unseen = samples.draw(samples.kept(gathered[name], held_out=True), shares, 10_000, random)
        print(name)
        fitted = fit(
            samples.draw(sources, shares, count, random), list(shares), size, options.decay
        )
        fitted.write(options.out / f"{name}.tsv")
        print(f"  held out: loss {fitted.loss(unseen):.4f}")


def _characters(row: Floats) -> str:
    steps = np.clip(np.rint(row / STEP), -LIMIT, LIMIT).astype(int)
    return "".join(chr(ZERO + step) for step in steps)


if __name__ == "__main__":
    main()
