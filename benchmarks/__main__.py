"""Measures speed, size and memory: `python -m benchmarks [--json FILE] [PART...]`."""

from __future__ import annotations

import argparse
import importlib
from pathlib import Path
from typing import TYPE_CHECKING

from evaluation.common import write
from evaluation.table import print_measures

if TYPE_CHECKING:
    from evaluation.common import Measure

PARTS = ("start", "intake", "queue", "swap", "feed", "privacy", "translation")
# Measures that need something beside Balss, and how to get them.
ELSEWHERE = {
    "bench.translation.vs_argos": "set BALSS_BENCH_ARGOS to the Python of an environment that "
    "holds argostranslate with its torch",
    "bench.translation.vs_libretranslate": "set BALSS_BENCH_LIBRETRANSLATE to the Python of an "
    "environment that holds libretranslate with its torch",
}


def main() -> None:
    """Measure the parts named, or all, and print one table; write it where asked."""
    parser = argparse.ArgumentParser(prog="benchmarks", description=main.__doc__)
    parser.add_argument("parts", nargs="*", metavar="PART", help=", ".join(PARTS))
    parser.add_argument("--json", type=Path, help="file to write the measures to")
    chosen = parser.parse_args()
    if unknown := set(chosen.parts) - set(PARTS):
        parser.error(f"no such part: {', '.join(sorted(unknown))}")
    found: dict[str, Measure] = {}
    for part in chosen.parts or PARTS:
        print(f"measuring {part}", flush=True)
        found |= importlib.import_module(f"benchmarks.{part}").measures()
    print()
    print_measures(found)
    if "translation" in (chosen.parts or PARTS):
        for name, how in ELSEWHERE.items():
            if name not in found:
                print(f"{name}: not measured; {how}")
    if chosen.json:
        write(found, chosen.json)


if __name__ == "__main__":
    main()
