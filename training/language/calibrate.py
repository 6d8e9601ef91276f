"""Find what the weights of 1, 2, 3 … words are multiplied by, so that probabilities hold.

    python -m training.language.calibrate --reviews reviews.tsv --corpus DIR --wheels DIR --out FILE

Tries a range of factors on lines that nothing was fitted on; keeps the one with the least loss
for each number of words. Run it after fit, on the tables that fit wrote.
"""

from __future__ import annotations

import argparse
from collections import defaultdict
from math import log
from pathlib import Path
from random import Random
from typing import Final

from moderation.language.grams import model, normalised
from moderation.language.hearing import FITTED, PRIORS
from training.language import samples, texts

SEED: Final = 7
COUNT: Final = 30_000
FACTORS: Final = tuple(n / 20 for n in range(10, 21))
BUCKETS: Final = (1, 2, 3, 4, 6, 9, 13, 20)

Scored = list[tuple[list[float], int]]


def bucket(count: int) -> int:
    """Return the bucket that `count` words fall into: the greatest that is not greater."""
    return max(each for each in BUCKETS if each <= count)


def main() -> None:
    """Draw unseen cuts for both models, find the best factors and write them."""
    parser = argparse.ArgumentParser(description=__doc__)
    for name in ("reviews", "corpus", "wheels", "out"):
        parser.add_argument(f"--{name}", type=Path, required=True)
    options = parser.parse_args()
    random = Random(SEED)
    gathered = samples.gather(
        texts.reviews(options.reviews), options.corpus, options.wheels, random
    )
    lines = ["words\t" + " ".join(map(str, BUCKETS))]
    for name in ("latin", "cyrillic"):
        sources = samples.kept(gathered[name], held_out=True)
        weights = model(name)
        tags = ["xc" if name == "cyrillic" and tag == "xx" else tag for tag in weights.tags]
        total = sum(PRIORS[tag] for tag in tags)
        shares = {plain: PRIORS[tag] / total for plain, tag in zip(weights.tags, tags, strict=True)}
        scored: dict[int, Scored] = defaultdict(list)
        for words, tag in samples.draw(sources, shares, COUNT, random):
            scored[bucket(len(words))].append((weights.totals(words), weights.tags.index(tag)))
        offsets = [log(PRIORS[tag] / FITTED[tag]) for tag in tags]
        best = [min(FACTORS, key=lambda f, b=b: _loss(scored[b], offsets, f)) for b in BUCKETS]  # type: ignore[misc]
        for size, factor in zip(BUCKETS, best, strict=True):
            loss, before = (_loss(scored[size], offsets, each) for each in (factor, 1.0))
            print(f"{name}, {size} words: times {factor}, loss {before:.4f} to {loss:.4f}")
        lines.append(f"{name}\t{' '.join(map(str, best))}")
    options.out.write_text("\n".join(lines) + "\n", encoding="utf-8")


def _loss(scored: Scored, offsets: list[float], factor: float) -> float:
    losses = [
        -normalised(
            [total * factor + offset for total, offset in zip(totals, offsets, strict=True)]
        )[truth]
        for totals, truth in scored
    ]
    return sum(losses) / max(1, len(losses))


if __name__ == "__main__":
    main()
