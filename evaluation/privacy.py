"""How much personal data is found, how much is left after one click, and how often wrongly.

A mark is found where findings cover it: wholly for names and identifiers, by half of its letters
for what has no sharp edges (health, address). Names are PERSON and STAFF together, since a bare
first name often leaves open which it is.
"""

from __future__ import annotations

import re
import sys
from collections import Counter, defaultdict
from pathlib import Path
from typing import TYPE_CHECKING

from evaluation import privacy_machine
from evaluation.common import LabelledReview, Mark, Measure, load
from evaluation.table import print_measures
from moderation import privacy
from moderation.privacy.skeleton import stem
from moderation.spans import Replacement, apply

if TYPE_CHECKING:
    from collections.abc import Sequence

    from moderation.privacy import Finding

NAMES = frozenset({"PERSON", "STAFF"})
STRUCTURED = frozenset({"EMAIL", "PHONE", "PERSONAL_CODE", "CARD_OR_IBAN", "URL_OR_HANDLE"})
SOFT = frozenset({"HEALTH", "ADDRESS", "DATE_OF_BIRTH"})
KIND_OF = {
    "person": "PERSON",
    "staff": "STAFF",
    "iban": "CARD_OR_IBAN",
    "card": "CARD_OR_IBAN",
}
LANGUAGES = ("ru", "lv", "en")
HALF = 0.5
SHORTEST = 3
WORD = re.compile(r"\w+")


def measures(reviews: Sequence[LabelledReview], flores: Path | None = None) -> dict[str, Measure]:
    """Return the privacy figures of design.md, section 8; `flores` has no bearing on them."""
    del flores
    tally = _Tally(reviews)
    figures = {"privacy.recall.structured": Measure(tally.recall(STRUCTURED), 1.0)}
    for language in LANGUAGES:
        figures[f"privacy.recall.names.{language}"] = Measure(tally.recall(NAMES, language), 0.95)
    for language in LANGUAGES:
        figures[f"privacy.precision.names.{language}"] = Measure(
            tally.precision(NAMES, language), 0.85
        )
    figures["privacy.leak.source"] = Measure(tally.leak("source"), 0.02, "lower")
    figures["privacy.leak.english"] = Measure(tally.leak("english"), 0.05, "lower")
    figures["privacy.false_alarms"] = Measure(tally.false_alarms(), 0.3, "lower", "a clean review")
    figures["privacy.person_as_staff"] = Measure(tally.confused("PERSON", "staff"), 0.05, "lower")
    figures["privacy.staff_as_person"] = Measure(tally.confused("STAFF", "person"), None, "lower")
    return figures | privacy_machine.measures(reviews)


def report(reviews: Sequence[LabelledReview], flores: Path | None = None) -> dict[str, Measure]:
    """Print recall, precision and F1 per kind and language; return the measures."""
    tally = _Tally(reviews)
    print(f"{'kind':16}{'lang':7}{'marks':>6}{'recall':>8}{'prec.':>8}{'F1':>8}")
    kinds = sorted({kind for kind, _ in tally.marked} | {kind for kind, _ in tally.reported})
    for kind in kinds:
        for language in sorted({each for name, each in tally.marked if name == kind}) or ["all"]:
            chosen = frozenset({kind})
            recall = tally.recall(chosen, language)
            precision = tally.precision(chosen, language)
            both = recall + precision
            score = 2 * recall * precision / both if both else 0.0
            marks = tally.marked[kind, language]
            print(f"{kind:16}{language:7}{marks:6}{recall:8.3f}{precision:8.3f}{score:8.3f}")
    return measures(reviews, flores)


def redacted(text: str, findings: Sequence[Finding], tag: str) -> str:
    """Return the text after "anonymise all"."""
    return apply(
        text,
        [
            Replacement(
                each.start,
                each.end,
                privacy.replacement(each.kind, text[each.start : each.end], tag),
            )
            for each in findings
        ],
    )


class _Tally:
    """Counts over a set of reviews, by kind and language."""

    def __init__(self, reviews: Sequence[LabelledReview]) -> None:
        self.marked: Counter[tuple[str, str]] = Counter()
        self.met: Counter[tuple[str, str]] = Counter()
        self.reported: Counter[tuple[str, str]] = Counter()
        self.right: Counter[tuple[str, str]] = Counter()
        self.left: defaultdict[str, int] = defaultdict(int)
        self.surfaces: defaultdict[str, int] = defaultdict(int)
        self.taken_for: Counter[tuple[str, str]] = Counter()
        self.clean = self.alarms = 0
        for review in reviews:
            self._add(review)

    def recall(self, kinds: frozenset[str], language: str | None = None) -> float:
        """Return the share of marks that findings cover; 1.0 where none is marked."""
        return _share(_sum(self.met, kinds, language), _sum(self.marked, kinds, language))

    def precision(self, kinds: frozenset[str], language: str | None = None) -> float:
        """Return the share of findings that touch a mark of the same family."""
        return _share(_sum(self.right, kinds, language), _sum(self.reported, kinds, language))

    def leak(self, side: str) -> float:
        """Return the share of marked surfaces that survive the redaction of all findings."""
        return self.left[side] / self.surfaces[side] if self.surfaces[side] else 0.0

    def confused(self, marked: str, found: str) -> float:
        """Return the share of found marks of one kind that a finding of another kind covers.

        A patient taken for staff matters: a site that keeps staff names would publish it.
        """
        return _share(self.taken_for[marked, found], _sum_all(self.taken_for, marked), empty=0.0)

    def false_alarms(self) -> float:
        """Return findings per review that has no mark at all."""
        return self.alarms / self.clean if self.clean else 0.0

    def _add(self, review: LabelledReview) -> None:
        findings = privacy.find(review.text, review.language)
        for mark in review.spans:
            self.marked[mark.kind, review.language] += 1
            self.met[mark.kind, review.language] += _met(mark, findings)
            for kind in {each.kind for each in findings if _touch(mark, each)}:
                self.taken_for[mark.kind, kind] += 1
        for finding in findings:
            kind = KIND_OF.get(finding.kind, finding.kind.upper())
            family = NAMES if kind in NAMES else {kind}
            self.reported[kind, review.language] += 1
            self.right[kind, review.language] += any(
                mark.kind in family and _touch(mark, finding) for mark in review.spans
            )
        if not review.spans:
            self.clean += 1
            self.alarms += len(findings)
        mirrored = privacy.mirror(review.text, review.language, findings, review.reference_en)
        english = redacted(review.reference_en, [each for each, _ in mirrored], "en")
        source = redacted(review.text, findings, review.language)
        self._leaked("source", review.spans, source, review.text)
        self._leaked("english", review.reference_spans, english, review.reference_en)

    def _leaked(self, side: str, marks: Sequence[Mark], after: str, before: str) -> None:
        """Count marks of which a telling word, in whatever form, is still there."""
        unmarked = _outside(before, marks)
        standing = {stem(word) for word in WORD.findall(after)}
        for mark in marks:
            telling = {stem(word) for word in WORD.findall(mark.surface) if len(word) >= SHORTEST}
            telling = telling or {stem(mark.surface)}
            self.surfaces[side] += 1
            # A word that stands outside the marks as well ("stage") tells nothing.
            self.left[side] += bool((telling - unmarked) & standing - {""})


def _outside(text: str, marks: Sequence[Mark]) -> set[str]:
    blanked = apply(text, [Replacement(mark.start, mark.end, " ") for mark in marks])
    return {stem(word) for word in WORD.findall(blanked)}


def _met(mark: Mark, findings: Sequence[Finding]) -> bool:
    """Tell whether findings cover the mark: all of it, or half where its edges are soft."""
    covered = sum(
        max(0, min(mark.end, each.end) - max(mark.start, each.start)) for each in findings
    )
    length = mark.end - mark.start
    return covered >= (HALF * length if mark.kind in SOFT else length)


def _sum(counts: Counter[tuple[str, str]], kinds: frozenset[str], language: str | None) -> int:
    return sum(
        count
        for (kind, each), count in counts.items()
        if kind in kinds and language in {None, "all", each}
    )


def _sum_all(counts: Counter[tuple[str, str]], marked: str) -> int:
    return sum(count for (kind, _), count in counts.items() if kind == marked)


def _touch(mark: Mark, finding: Finding) -> bool:
    return mark.start < finding.end and finding.start < mark.end


def _share(part: int, whole: int, *, empty: float = 1.0) -> float:
    return part / whole if whole else empty


if __name__ == "__main__":
    # A second argument chooses the reviews with that note, such as one half of names_extra.jsonl.
    print_measures(
        report([each for each in load(Path(sys.argv[1])) if set(sys.argv[2:]) <= each.notes])
    )
