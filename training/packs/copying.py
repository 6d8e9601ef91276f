"""Whether a model carries marks over: "[1]" where a name or a figure stood.

    python -m training.packs.copying --model DIR --reviews FILE.jsonl [FILE.jsonl …]

The files hold a sentence a line: `language`, `text`, `reference_en`. Of each sentence that names
something as its reference does, the mark's way and the free one are compared.
"""

from __future__ import annotations

import json
import re
from argparse import ArgumentParser
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, Final

import sacrebleu

from training.packs.marks import marked
from training.packs.samples import translate

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

SEED: Final = 7
MARKS: Final = re.compile(r"\[\d\]")


@dataclass(frozen=True, slots=True)
class Case:
    """A sentence and its translation as they are, and with marks."""

    source: str
    target: str
    marked_source: str
    marked_target: str


def cases(reviews: Iterable[dict[str, str]], tag: str) -> list[Case]:
    """Take the sentences of a language in which something can be marked; the same each time."""
    random = Random(SEED)
    found = []
    for review in reviews:
        if review["language"] == tag:
            source, target = review["text"], review["reference_en"]
            ours, theirs = marked(source, target, random)
            if ours != source:
                found.append(Case(source, target, ours, theirs))
    return found


def carried(sources: Sequence[str], drafts: Sequence[str]) -> float:
    """Give the share of sources all of whose marks stand in the draft, once each."""
    same = (
        sorted(MARKS.findall(source)) == sorted(MARKS.findall(draft))
        for source, draft in zip(sources, drafts, strict=True)
    )
    return sum(same) / max(1, len(sources))


def main() -> None:
    """Print, for each language, how many marks came over and what they do to the rest."""
    parser = ArgumentParser(description="Does a model carry marks over?")
    parser.add_argument("--model", type=Path, required=True)
    parser.add_argument("--reviews", type=Path, nargs="+", required=True)
    options = parser.parse_args()
    lines = [
        line for file in options.reviews for line in file.read_text(encoding="utf-8").splitlines()
    ]
    reviews = [json.loads(line) for line in lines if line.strip()]
    for tag in sorted({review["language"] for review in reviews}):
        chosen = cases(reviews, tag)
        if not chosen:
            continue
        free = translate(options.model, [case.source for case in chosen])
        with_marks = translate(options.model, [case.marked_source for case in chosen])
        print(
            f"{tag} {len(chosen):4} sentences   carried over"
            f" {carried([case.marked_source for case in chosen], with_marks):.2f}"
            f"   chrF with marks {_chrf(with_marks, [case.marked_target for case in chosen]):.1f}"
            f"   free {_chrf(free, [case.target for case in chosen]):.1f}"
        )


def _chrf(drafts: Sequence[str], references: Sequence[str]) -> float:
    return float(sacrebleu.corpus_chrf(drafts, [references]).score)


if __name__ == "__main__":
    main()
