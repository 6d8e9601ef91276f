"""Measures as a table for people."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from evaluation.common import Measure


def print_measures(measures: Mapping[str, Measure]) -> None:
    """Print one line a measure: value, target, whether it is met, unit, and the peer's name."""
    width = max((len(name) for name in measures), default=0)
    print(f"{'measure':<{width}}  {'value':>10}  {'target':>10}  met")
    for name, each in measures.items():
        sign = "≥" if each.better == "higher" else "≤"
        target = f"{sign} {_number(each.target)}" if each.target is not None else "-"
        row = f"{name:<{width}}  {_number(each.value):>10}  {target:>10}  {_met(each):<3}"
        print(f"{row}  {each.unit}{f' (peer: {each.peer})' if each.peer else ''}")


def _met(measure: Measure) -> str:
    if measure.target is None:
        return "-"
    if measure.better == "higher":
        return "yes" if measure.value >= measure.target else "NO"
    return "yes" if measure.value <= measure.target else "NO"


def _number(value: float) -> str:
    return f"{value:.3f}" if abs(value) < 10 else f"{value:,.1f}"  # noqa: PLR2004
