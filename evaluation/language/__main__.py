"""Measures language detection alone.

python -m evaluation.language [--set FILE] [--public DIR] [--sample N]
python -m evaluation.language --extra held
python -m evaluation.language --corrections FILE
"""

from __future__ import annotations

import argparse
from pathlib import Path

from evaluation import language
from evaluation.common import load
from evaluation.language import corrections, extra
from evaluation.language.texts import SAMPLE
from evaluation.table import print_measures

REVIEWS = Path(__file__).parents[1] / "sample.jsonl"


def main() -> None:
    """Print the comparison with peers, the hostile set's table, or what people corrected."""
    parser = argparse.ArgumentParser(prog="evaluation.language", description=main.__doc__)
    parser.add_argument("--set", type=Path, default=REVIEWS, help="labelled reviews, JSONL")
    parser.add_argument("--public", type=Path, help="folder of public sentences by language")
    parser.add_argument("--sample", type=int, default=SAMPLE, help="public sentences a language")
    parser.add_argument("--extra", choices=extra.HALVES, help="a half of the hostile set instead")
    parser.add_argument("--corrections", type=Path, help="what `corrections export` wrote instead")
    chosen = parser.parse_args()
    if chosen.corrections:
        corrections.report(corrections.load(chosen.corrections))
    elif chosen.extra:
        extra.report(extra.load(), chosen.extra)
    else:
        print_measures(language.report(load(chosen.set), chosen.public, chosen.sample))


if __name__ == "__main__":
    main()
