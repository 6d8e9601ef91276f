# mypy: allow-untyped-calls
"""What suits the processor at hand: its arithmetic, tiny numbers, and how memory is handed out.

bfloat16 instructions do not make bfloat16 fast: some processors (and virtual machines that hide
the matrix unit) multiply in it at half the speed of float32, and those without such instructions
at a fifth. So it is timed.
"""

from __future__ import annotations

import ctypes
import time
from typing import Final

import torch

from training.packs.precision import processor_has_bfloat16

# The multiplications timed are of a batch's size: positions, width, inner width.
MEASURE: Final = (2000, 256, 1024)
TRIALS: Final = 20
# glibc's mallopt(3).
M_TRIM_THRESHOLD, M_MMAP_THRESHOLD = -1, -3
LARGEST: Final = 2**31 - 1


def prefers_bfloat16() -> bool:
    """Tell whether this machine multiplies faster in bfloat16 than in float32."""
    return processor_has_bfloat16() and _seconds(torch.bfloat16) < _seconds(torch.float32)


def keep_memory() -> None:
    """Have the C library keep what a step frees for the next one; does nothing without glibc.

    Else every large tensor is fetched from the kernel anew, page by page: a fifth of the time.
    """
    mallopt = getattr(ctypes.CDLL(None), "mallopt", None)
    if mallopt is not None:
        mallopt(M_MMAP_THRESHOLD, LARGEST)
        mallopt(M_TRIM_THRESHOLD, LARGEST)


def flush_tiny() -> None:
    """Take numbers too small for float32's full precision for zero; call it before any thread runs.

    The momentum of a unit that no longer learns shrinks into them, and multiplications that meet
    them are slow: training came down to half its speed.
    """
    torch.set_flush_denormal(True)


def _seconds(dtype: torch.dtype) -> float:
    rows, width, inner = MEASURE
    left, right = torch.ones(rows, width, dtype=dtype), torch.ones(width, inner, dtype=dtype)
    spent = []
    for _ in range(TRIALS):
        started = time.perf_counter()
        torch.mm(left, right)
        spent.append(time.perf_counter() - started)
    return min(spent)
