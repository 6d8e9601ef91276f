"""What one click leaves in the engine's own English, where names come out mangled.

    python -m evaluation.privacy_machine REVIEWS.jsonl

Each Russian or Latvian review goes through the whole pipeline. Then all findings are redacted, and
a mark is left if a telling word of it, as the author wrote it or as the reference has it, still
stands in the English in some spelling. A name mangled past recognition cannot be counted by a
machine: `--show` prints what stands, to be read by a person.
"""

from __future__ import annotations

import argparse
import re
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from evaluation.common import TAGS, Measure, load
from moderation import pipeline, privacy
from moderation.privacy.mirror import alike
from moderation.privacy.skeleton import stem
from moderation.privacy.weights import in_known_place, usual
from moderation.privacy.words import words
from moderation.spans import Replacement, apply
from moderation.translation import Engine, PackStore

if TYPE_CHECKING:
    from collections.abc import Sequence

    from evaluation.common import LabelledReview, Mark
    from moderation.pipeline import Passage

STARTER_PACKS = Path(__file__).resolve().parents[1] / "packs"
WORD = re.compile(r"\w+")
LABEL = re.compile(r"\[[^\]]*\]")
SHORTEST = 2
NAMES = frozenset({"PERSON", "STAFF", "PLACE_SMALL"})


@dataclass(frozen=True, slots=True)
class Left:
    """One mark that survived, with the English it survived in."""

    review: str
    kind: str
    surface: str
    english: str


def measures(reviews: Sequence[LabelledReview]) -> dict[str, Measure]:
    """Return `privacy.leak.english_machine`; nothing where no review is Russian or Latvian."""
    marks, left = leaks(reviews)
    if not marks:
        return {}
    share = len(left) / marks
    return {"privacy.leak.english_machine": Measure(share, 0.05, "lower")}


def leaks(reviews: Sequence[LabelledReview]) -> tuple[int, list[Left]]:
    """Count the marks of the Russian and Latvian reviews, and give those that survive."""
    chosen = [each for each in reviews if each.language in TAGS and each.hostile is None]
    if not any(each.spans for each in chosen):
        return 0, []
    with tempfile.TemporaryDirectory() as folder:
        store = PackStore(Path(folder))
        for file in sorted(STARTER_PACKS.glob("*.argosmodel")):
            store.add(file)
        jobs = pipeline.process([pipeline.Job(each.text) for each in chosen], Engine(store))
    left = [
        Left(review.id, mark.kind, mark.surface, after)
        for review, job in zip(chosen, jobs, strict=True)
        for after in [_after_one_click(job.passages)]
        for mark in _standing(review, after)
    ]
    return sum(len(each.spans) for each in chosen), left


def _after_one_click(passages: Sequence[Passage]) -> str:
    return " ".join(
        apply(
            each.english or "",
            [
                Replacement(
                    found.start,
                    found.end,
                    privacy.replacement(
                        found.kind, (each.english or "")[found.start : found.end], "en"
                    ),
                )
                for found, _ in each.english_findings
            ],
        )
        for each in passages
    )


def _standing(review: LabelledReview, after: str) -> list[Mark]:
    """Give the marks of a review of which a telling word stands in the English."""
    twins = list(review.reference_spans)
    plain = _outside(review)
    left: list[Mark] = []
    for mark in review.spans:
        twin = next((each for each in twins if each.kind == mark.kind), None)
        if twin is not None:
            twins.remove(twin)
        telling = {
            word
            for surface in (mark.surface, twin.surface if twin else "")
            for word in WORD.findall(surface)
            if len(word) >= SHORTEST and _bones(word) not in plain
        }
        if any(_says(word, after, mark.kind) for word in telling):
            left.append(mark)
    return left


def _says(word: str, after: str, kind: str) -> bool:
    """Tell whether a word stands in the English: a name in any spelling, others by their stem."""
    bare = LABEL.sub(" ", after)
    if kind not in NAMES:
        return _bones(word) in {_bones(each) for each in WORD.findall(bare)}
    return any(
        alike(word, each.text)
        for each in words(bare)
        if each.text[0].isupper() and not (usual(each) and each.first) and not in_known_place(each)
    )


def _bones(word: str) -> str:
    return word if word.isdigit() else stem(word)


def _outside(review: LabelledReview) -> set[str]:
    """Give the stems that stand outside the marks as well, and so tell nothing."""
    stems: set[str] = set()
    for text, marks in (
        (review.text, review.spans),
        (review.reference_en, review.reference_spans),
    ):
        blanked = apply(text, [Replacement(mark.start, mark.end, " ") for mark in marks])
        stems |= {_bones(word) for word in WORD.findall(blanked)}
    return stems


def main() -> None:
    """Print the share, and with `--show` what stands."""
    parser = argparse.ArgumentParser(prog="evaluation.privacy_machine", description=main.__doc__)
    parser.add_argument("reviews", type=Path)
    parser.add_argument("--show", action="store_true")
    chosen = parser.parse_args()
    marks, left = leaks(load(chosen.reviews))
    print(f"{len(left)} of {marks} marks are left in the engine's English")
    for each in left if chosen.show else ():
        print(f"{each.review:10}{each.kind:14}{each.surface:24}{each.english}")


if __name__ == "__main__":
    main()
