"""The comparison, the reliability and the mistakes as tables for people."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from evaluation.language import reliability
from evaluation.language.peers import BALSS, LANGDETECT
from evaluation.language.texts import ELSEWHERE

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from evaluation.language.comparison import Comparison, Tallies
    from evaluation.language.tally import Tally

SHOWN: Final = 5  # mistakes a row
CALLED_OURS: Final = "called ru, lv or en"


def print_comparison(found: Comparison) -> None:
    """Print right, unsure and wrong of every row by detector, the verdict, and the speeds."""
    _print_row("right / unsure / wrong, per cent", [*found.seconds, "balss is"])
    for (name, source), tallies in found.tallies.items():
        label = f"{name}, {source} ({tallies[BALSS].total})"
        cells = [_shares(each) for each in tallies.values()]
        _print_row(label, [*cells, verdict(tallies)])
    elsewhere = found.row(ELSEWHERE)
    cells = [f"{100 * each.called_ours:.1f}" for each in elsewhere.values()]
    _print_row(f"{ELSEWHERE} {CALLED_OURS}", [*cells, verdict_elsewhere(elsewhere)])
    base = found.seconds[LANGDETECT]
    _print_row("texts a second", [f"{found.speed(name):,.0f}" for name in found.seconds])
    _print_row(
        "speed, times langdetect's", [f"{base / each:.1f}" for each in found.seconds.values()]
    )


def verdict(tallies: Tallies) -> str:
    """Say whether ours named more texts rightly than the best peer: ahead, behind, or a tie."""
    peers = max(each.right for name, each in tallies.items() if name != BALSS)
    return _compared(tallies[BALSS].right - peers)


def verdict_elsewhere(tallies: Tallies) -> str:
    """Say the same of how seldom a text from elsewhere was passed off as ours."""
    least = min(each.called_ours for name, each in tallies.items() if name != BALSS)
    return _compared(least - tallies[BALSS].called_ours)


def print_reliability(answers: Iterable[tuple[float, bool]]) -> None:
    """Print all ten bins of the probability and the expected calibration error."""
    bins = reliability.table(answers)
    print("\nprobability said   texts   mean said   right")
    for each in bins:
        figures = f"{each.said:12.3f}{each.right:8.3f}" if each.texts else f"{'-':>12}{'-':>8}"
        print(f"{each.low:.1f} to {each.high:.1f}".ljust(16) + f"{each.texts:8}" + figures)
    print(f"expected calibration error: {reliability.expected_error(bins):.4f}\n")


def print_mistakes(rows: Iterable[tuple[str, Tally]], shown: int = SHOWN) -> None:
    """Print what ours took for another language, at most `shown` a row."""
    for name, tally in rows:
        for text, truth, said in tally.mistakes[:shown]:
            print(f"  {name}: {truth} taken for {said}: {text!r}")


def print_tallies(rows: Iterable[tuple[str, Tallies]]) -> None:
    """Print right, unsure and wrong by detector, a line a row."""
    for name, tallies in rows:
        total = next(iter(tallies.values())).total
        _print_row(f"{name} ({total})", [_shares(each) for each in tallies.values()])


def print_heads(head: str, cells: Sequence[str]) -> None:
    """Print the first line of a table of tallies."""
    _print_row(head, cells)


def _compared(lead: float) -> str:
    return "ahead" if lead > 0 else "behind" if lead < 0 else "a tie"


def _shares(tally: Tally) -> str:
    return " / ".join(f"{100 * tally.share(what):.1f}" for what in ("right", "unsure", "wrong"))


def _print_row(head: str, cells: Sequence[str]) -> None:
    print(head.ljust(40) + "".join(cell.rjust(24) for cell in cells))
