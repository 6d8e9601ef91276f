"""Timing what is short, on a machine that does other things too."""

from __future__ import annotations

import time
from statistics import median
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable


def seconds(action: Callable[[], object], *, repeats: int = 30) -> float:
    """Give the median time of a call, after two unmeasured ones."""
    action()
    action()
    times = []
    for _ in range(repeats):
        begun = time.perf_counter()
        action()
        times.append(time.perf_counter() - begun)
    return median(times)
