"""Charts as SVG, drawn on the server: no script, no inline style, nothing to load.

Colours come from the stylesheet by class (`s1` to `s6`), so that they follow the theme. A chart
is drawn for about 380 pixels of width, on a phone and in a column of a wide page alike, so that
its letters keep their size. Whoever does not see it has the same numbers in the table beneath.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from markupsafe import Markup, escape

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

WIDTH, HEIGHT = 380, 210
LEFT, RIGHT, TOP, BOTTOM = 44, 8, 12, 26
ROW, ROW_LABEL = 40, 20  # of horizontal bars
SERIES = 6  # colours there are
TICKS = 4
LABELS = 5  # words under the axis at most
DOT = 2.6


@dataclass(frozen=True, slots=True)
class Series:
    """A row of values, one for each step; None where there is nothing to say."""

    name: str
    values: Sequence[float | None]


def columns(
    title: str,
    labels: Sequence[str],
    series: Sequence[Series],
    shown: Callable[[float], str] = "{:,.0f}".format,
) -> Markup:
    """Draw values as columns, those of one step upon each other."""
    totals = [sum(each.values[step] or 0 for each in series) for step in range(len(labels))]
    top = nice(max([*totals, TICKS]))  # reviews come whole
    width = _plot() / max(len(labels), 1)
    gap = min(width * 0.25, 8)
    drawn = []
    for step, label in enumerate(labels):
        floor = 0.0
        for index, each in enumerate(series):
            value = each.values[step] or 0
            if not value:
                continue
            bottom, upper = _y(floor, top), _y(floor + value, top)
            drawn.append(
                f'<rect class="s{index % SERIES + 1}" x="{LEFT + step * width + gap / 2:.1f}" '
                f'y="{upper:.1f}" width="{width - gap:.1f}" height="{bottom - upper:.1f}" rx="1.5">'
                f"<title>{escape(label)}: {escape(each.name)} {escape(shown(value))}</title></rect>"
            )
            floor += value
    return _svg(title, _axes(labels, top, shown) + "".join(drawn), HEIGHT)


def lines(
    title: str,
    labels: Sequence[str],
    series: Sequence[Series],
    shown: Callable[[float], str] = "{:,.0f}".format,
    *,
    top: float | None = None,
) -> Markup:
    """Draw values as lines; a gap is a step without a value, and a value alone is a dot."""
    highest = max((value for each in series for value in each.values if value), default=0)
    limit = top or nice(highest)
    width = _plot() / max(len(labels), 1)
    drawn = []
    for index, each in enumerate(series):
        tone = f"s{index % SERIES + 1}"
        points = [
            None if value is None else (LEFT + (step + 0.5) * width, _y(value, limit))
            for step, value in enumerate(each.values)
        ]
        if path := _path(points):
            drawn.append(f'<path class="line {tone}" d="{path}"/>')
        for step, point in enumerate(points):
            value = each.values[step]
            if point is not None and value is not None:
                drawn.append(
                    f'<circle class="{tone}" cx="{point[0]:.1f}" cy="{point[1]:.1f}" r="{DOT}">'
                    f"<title>{escape(labels[step])}: {escape(each.name)} {escape(shown(value))}"
                    "</title></circle>"
                )
    return _svg(title, _axes(labels, limit, shown) + "".join(drawn), HEIGHT)


def bars(
    title: str,
    rows: Sequence[tuple[str, float]],
    shown: Callable[[float], str] = "{:,.0f}".format,
    *,
    top: float | None = None,
) -> Markup:
    """Draw named values as bars beneath each other, each with its name above and its number."""
    limit = top or max((value for _, value in rows), default=0) or 1
    room = WIDTH - 60  # what is left beside is for the number
    drawn = []
    for index, (name, value) in enumerate(rows):
        y = index * ROW + ROW_LABEL
        length = max(room * value / limit, 1)
        drawn.append(
            f'<text class="name" x="0" y="{y - 5}">{escape(_cut(name))}</text>'
            f'<rect class="s1" x="0" y="{y}" width="{length:.1f}" height="9" rx="2">'
            f"<title>{escape(name)}: {escape(shown(value))}</title></rect>"
            f'<text class="number" x="{length + 6:.1f}" y="{y + 8.5}">{escape(shown(value))}</text>'
        )
    return _svg(title, "".join(drawn), max(len(rows), 1) * ROW)


def nice(highest: float) -> float:
    """Give a round number at or above a value, a quarter of which is round too; 4 for nothing."""
    if highest <= 0:
        return float(TICKS)
    power = 10.0 ** math.floor(math.log10(highest))
    steps = (1.2, 1.6, 2, 2.4, 3.2, 4, 8, 12)
    return next(round(each * power, 9) for each in steps if each * power >= highest)


def _path(points: Sequence[tuple[float, float] | None]) -> str:
    parts, pen_up = [], True
    for point in points:
        if point is None:
            pen_up = True
            continue
        parts.append(f"{'M' if pen_up else 'L'}{point[0]:.1f} {point[1]:.1f}")
        pen_up = False
    return " ".join(parts)


def _axes(labels: Sequence[str], top: float, shown: Callable[[float], str]) -> str:
    drawn = []
    for tick in range(TICKS + 1):
        value = top * tick / TICKS
        y = _y(value, top)
        drawn.append(f'<path class="grid" d="M{LEFT} {y:.1f}H{WIDTH - RIGHT}"/>')
        drawn.append(
            f'<text class="tick" x="{LEFT - 6}" y="{y + 4:.1f}" text-anchor="end">'
            f"{escape(shown(value))}</text>"
        )
    every = max(math.ceil(len(labels) / LABELS), 1)
    width = _plot() / max(len(labels), 1)
    for step in range(0, len(labels), every):
        anchor = "start" if len(labels) > LABELS else "middle"
        x = LEFT + step * width + (0 if anchor == "start" else width / 2)
        drawn.append(
            f'<text class="tick" x="{x:.1f}" y="{HEIGHT - 8}" text-anchor="{anchor}">'
            f"{escape(labels[step])}</text>"
        )
    return "".join(drawn)


def _plot() -> float:
    return WIDTH - LEFT - RIGHT


def _y(value: float, top: float) -> float:
    return TOP + (HEIGHT - TOP - BOTTOM) * (1 - value / top)


def _cut(name: str, most: int = 52) -> str:
    return name if len(name) <= most else name[: most - 1] + "…"


def _svg(title: str, drawn: str, height: int) -> Markup:
    return Markup(  # noqa: S704 - every word of it is escaped above
        f'<svg class="chart" viewBox="0 0 {WIDTH} {height}" role="img" '
        f'aria-label="{escape(title)}" preserveAspectRatio="xMinYMin meet">{drawn}</svg>'
    )
