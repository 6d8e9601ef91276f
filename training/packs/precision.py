"""Which arithmetic a processor has.

On processors without bfloat16 instructions PyTorch emulates them, five times slower than float32.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

NATIVE: Final = frozenset({"avx512_bf16", "amx_bf16", "bf16"})


def has_bfloat16(cpuinfo: str) -> bool:
    """Tell from the text of /proc/cpuinfo whether every core multiplies in bfloat16 itself."""
    cores = re.findall(r"^(?:flags|Features)\s*:(.*)$", cpuinfo, re.MULTILINE)
    return bool(cores) and all(NATIVE & set(core.split()) for core in cores)


def processor_has_bfloat16() -> bool:
    """Tell it of this machine; False where that cannot be known."""
    try:
        return has_bfloat16(Path("/proc/cpuinfo").read_text(encoding="utf-8"))
    except OSError:
        return False
