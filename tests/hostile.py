"""Telling time in proportion from time that runs away, whatever else the machine is doing."""

from __future__ import annotations

import gc
import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

# Four times the text takes 4 times as long if time is linear, 16 times if it is quadratic.
RUNS_AWAY = 11.0
TOO_SHORT_TO_TELL = 0.4  # seconds of processor time


def takes_time_in_proportion(function: Callable[[str], object], text: str) -> bool:
    """Tell whether a function's processor time grows about as fast as its text.

    Measured up to three times: a busy machine disturbs one measurement, not all of them.
    """
    function(text[: len(text) // 4])  # tables and caches load once
    return any(_in_proportion(function, text) for _ in range(3))


def _in_proportion(function: Callable[[str], object], text: str) -> bool:
    whole = _seconds(function, text)
    if whole < TOO_SHORT_TO_TELL:
        return True
    part = _seconds(function, text[: len(text) // 4])
    print(f"whole {whole:.3f} s, a quarter {part:.3f} s")
    return whole / max(part, 1e-3) < RUNS_AWAY


def _seconds(function: Callable[[str], object], text: str) -> float:
    """Time one call. The collector stays out: what it walks is the whole test run's heap."""
    gc.disable()
    try:
        started = time.process_time()
        function(text)
        return time.process_time() - started
    finally:
        gc.enable()
