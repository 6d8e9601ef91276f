"""How often the language is right, wrong and unsure, beside langdetect and lingua."""

from __future__ import annotations

from typing import TYPE_CHECKING

from evaluation.common import Measure
from evaluation.language.comparison import MIXED, Comparison, compare
from evaluation.language.peers import BALSS, LANGDETECT, named
from evaluation.language.printing import print_comparison, print_mistakes, print_reliability
from evaluation.language.reliability import expected_error, table
from evaluation.language.texts import ELSEWHERE, PLAIN, ROMANISED, SAMPLE, WHOLE, cut_name

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from evaluation.common import LabelledReview
    from evaluation.language.comparison import Tallies
    from evaluation.language.tally import Tally


def measures(reviews: Sequence[LabelledReview], flores: Path | None) -> dict[str, Measure]:
    """Measure language detection; `flores` is a folder with lv/ and ru/, or None."""
    return _measured(compare(reviews, flores))


def report(
    reviews: Sequence[LabelledReview], flores: Path | None, sample: int = SAMPLE
) -> dict[str, Measure]:
    """Print the tables and return the measures."""
    found = compare(reviews, flores, sample)
    print_comparison(found)
    print_reliability(found.sure)
    print_mistakes((name, found.row(name)[BALSS]) for name in found.names())
    return _measured(found)


def _measured(found: Comparison) -> dict[str, Measure]:
    rows = {name: found.row(name) for name in found.names()}
    short = {peer: rows[cut_name(1)][peer] + rows[cut_name(2)][peer] for peer in found.seconds}

    def right(row: str, target: float) -> Measure:
        return Measure(_right(rows[row][BALSS]), target, peer=_best(rows[row], _right, max))

    return {
        "language.right.whole": right(WHOLE, 0.995),
        "language.right.5w": right(cut_name(5), 0.98),
        "language.right.mixed": right(MIXED, 0.95),
        "language.right.nodiacritics": right(PLAIN, 0.93),
        "language.right.romanised": right(ROMANISED, 0.93),
        "language.wrong.1-2w": Measure(
            _wrong(short[BALSS]), 0.03, "lower", peer=_best(short, _wrong, min)
        ),
        "language.und.1-2w": Measure(short[BALSS].share("unsure"), 0.15, "lower"),
        "language.other_as_ours": Measure(
            _as_ours(rows[ELSEWHERE][BALSS]),
            0.01,
            "lower",
            peer=_best(rows[ELSEWHERE], _as_ours, min),
        ),
        "language.calibration_error": Measure(expected_error(table(found.sure)), better="lower"),
        "language.speed": Measure(
            found.speed(BALSS) / found.speed(LANGDETECT), 5, unit="times langdetect's"
        ),
    }


def _best(
    tallies: Tallies,
    figure: Callable[[Tally], float],
    best: Callable[..., str],
) -> str:
    """Name the peer with the best figure; say so where ours is neither better nor worse."""
    peers = [name for name in tallies if name != BALSS]
    name = best(peers, key=lambda each: figure(tallies[each]))
    reached = figure(tallies[name])
    tie = ", a tie" if reached == figure(tallies[BALSS]) else ""
    return f"{named(name)}: {reached:.3f}{tie}"


def _right(tally: Tally) -> float:
    return tally.share("right")


def _wrong(tally: Tally) -> float:
    return tally.share("wrong")


def _as_ours(tally: Tally) -> float:
    return tally.called_ours
