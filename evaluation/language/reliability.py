"""Whether a probability of 0.8 comes true eight times in ten."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable

BINS: Final = 10


class Bin(NamedTuple):
    """Where a probability fell between `low` and `high`: how many texts, mean said, share right."""

    low: float
    high: float
    texts: int
    said: float
    right: float


def bin_of(probability: float) -> int:
    """Return the number of the bin, 0 to 9, that a probability falls into; 1.0 into the last."""
    return max(0, min(BINS - 1, int(probability * BINS)))


def table(answers: Iterable[tuple[float, bool]]) -> list[Bin]:
    """Return all ten bins of (probability, was it right), empty ones too."""
    held: list[list[tuple[float, bool]]] = [[] for _ in range(BINS)]
    for probability, right in answers:
        held[bin_of(probability)].append((probability, right))
    return [
        Bin(
            number / BINS,
            (number + 1) / BINS,
            len(each),
            sum(said for said, _ in each) / max(1, len(each)),
            sum(right for _, right in each) / max(1, len(each)),
        )
        for number, each in enumerate(held)
    ]


def expected_error(bins: Iterable[Bin]) -> float:
    """Return the expected calibration error: the mean gap of the bins, weighted by their texts."""
    filled = [each for each in bins if each.texts]
    total = sum(each.texts for each in filled)
    return sum(each.texts * abs(each.said - each.right) for each in filled) / max(1, total)
