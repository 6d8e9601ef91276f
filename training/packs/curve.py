"""The learning curve: a line of figures now and then, kept as CSV."""

from __future__ import annotations

import csv
from dataclasses import asdict, dataclass, fields
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from pathlib import Path

NAME: Final = "curve.csv"


@dataclass(frozen=True, slots=True)
class Reading:
    """One line. Losses are nats a target token; `loss` has label smoothing, `validation` none."""

    minutes: float
    step: int
    million_tokens: float
    loss: float
    validation: float | None
    rate: float
    tokens_per_second: float


def append(work: Path, reading: Reading) -> None:
    """Add a line to the curve of a work folder."""
    path = work / NAME
    new = not path.exists()
    with path.open("a", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, [field.name for field in fields(Reading)])
        if new:
            writer.writeheader()
        writer.writerow(asdict(reading))


def last(path: Path) -> dict[str, str] | None:
    """Return the newest line of a curve; None if there is none."""
    try:
        with path.open(encoding="utf-8", newline="") as file:
            lines = list(csv.DictReader(file))
    except OSError:
        return None
    return lines[-1] if lines else None


def schedule(step: int, share: float, warmup: int) -> float:
    """Return the share of the full learning rate: a ramp, level, then down in the second half.

    `share` is how much of the time is over, 0 to 1; the last step runs at three per cent.
    """
    ramp = min(1.0, (step + 1) / max(1, warmup))
    half = 0.5
    return ramp * (1.0 if share < half else 1 - 0.97 * (min(share, 1.0) - half) / half)
