"""Measures the quality of every stage: `python -m evaluation [--set FILE] [--flores DIR]`."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from evaluation import language, privacy, translation
from evaluation.common import load, write
from evaluation.table import print_measures

if TYPE_CHECKING:
    from evaluation.common import Measure

SAMPLE = Path(__file__).with_name("sample.jsonl")
STAGES = (language, translation, privacy)


def main() -> None:
    """Print each stage's tables and one of all measures; write those where asked."""
    parser = argparse.ArgumentParser(prog="evaluation", description=main.__doc__)
    parser.add_argument("--set", type=Path, default=SAMPLE, help="labelled reviews, JSONL")
    parser.add_argument("--flores", type=Path, help="folder of parallel sentences by language")
    parser.add_argument("--json", type=Path, help="file to write the measures to")
    chosen = parser.parse_args()
    reviews = load(chosen.set)
    print(f"{len(reviews)} labelled reviews of {chosen.set}")
    if chosen.set == SAMPLE:
        print("(a sample to show the way; too small to judge by: give your own with SET=file)")
    found: dict[str, Measure] = {}
    for stage in STAGES:
        print(f"\n{stage.__name__.rpartition('.')[2].upper()}")
        found |= stage.report(reviews, chosen.flores)
    print()
    print_measures(found)
    if chosen.json:
        write(found, chosen.json)


if __name__ == "__main__":
    main()
