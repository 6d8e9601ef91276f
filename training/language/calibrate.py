"""Find what the weights of 1, 2, 3 … words are multiplied by, so that probabilities hold.

    python -m training.language.calibrate --reviews reviews.tsv --corpus DIR --wheels DIR --out FILE

Tries a range of factors on lines that nothing was fitted on, and keeps those with the least loss
of all that never rise with the number of words: sequences depend on each other, so the more words
are added up, the more they overstate. Run it after fit, on the tables that fit wrote.
"""

from __future__ import annotations

import argparse
from collections import defaultdict
from math import log
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, Final

from moderation.language.grams import model, normalised
from moderation.language.hearing import FITTED, PRIORS
from training.language import inputs, samples, texts

if TYPE_CHECKING:
    from collections.abc import Sequence

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
    inputs.check(options.reviews, options.corpus, options.wheels)
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
        losses = [{f: _loss(scored[size], offsets, f) for f in FACTORS} for size in BUCKETS]
        best = falling(losses)
        for size, factor, lost in zip(BUCKETS, best, losses, strict=True):
            count = len(scored[size])
            before, after = (lost[each] / max(1, count) for each in (1.0, factor))
            print(
                f"{name}, {size} words and more ({count}): times {factor}, "
                f"loss {before:.4f} to {after:.4f}"
            )
        lines.append(f"{name}\t{' '.join(map(str, best))}")
    options.out.write_text("\n".join(lines) + "\n", encoding="utf-8")


def falling(losses: Sequence[dict[float, float]]) -> list[float]:
    """Return a factor for each bucket, never rising, with the least loss in all.

    `losses` holds each bucket's loss by factor. Of equal sums the greater factors win: what was
    fitted is left alone where nothing speaks against it.
    """
    best: dict[float, tuple[float, list[float]]] = {max(FACTORS): (0.0, [])}
    for bucket_losses in losses:
        reached: dict[float, tuple[float, list[float]]] = {}
        for factor in sorted(bucket_losses, reverse=True):
            before = [best[each] for each in sorted(best, reverse=True) if each >= factor]
            total, chosen = min(before, key=lambda each: each[0])
            reached[factor] = (total + bucket_losses[factor], [*chosen, factor])
        best = reached
    return min((best[each] for each in sorted(best, reverse=True)), key=lambda each: each[0])[1]


def _loss(scored: Scored, offsets: list[float], factor: float) -> float:
    """Return the summed loss in nats of some samples at a factor."""
    return -sum(
        normalised(
            [total * factor + offset for total, offset in zip(totals, offsets, strict=True)]
        )[truth]
        for totals, truth in scored
    )


if __name__ == "__main__":
    main()
