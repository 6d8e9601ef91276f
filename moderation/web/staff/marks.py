"""The marks of a review's page: in the texts, and one row for each to rule on."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from flask_babel import gettext

from models import Policy, Resolution
from moderation import findings, privacy
from moderation.queue import edits, renditions
from moderation.target import ENGLISH
from moderation.web import wording

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from uuid import UUID

    from models import Finding, Review, Segment

KEPT = "kept"  # of a kind that the site's policy lets stand


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text, and the finding that covers it, if any."""

    text: str
    finding: Finding | None = None


@dataclass(frozen=True, slots=True)
class Mark:
    """What the page says of one finding, on both sides."""

    group: UUID  # shared by a finding and its mirrors
    tone: str
    state: str  # open, redacted, dismissed or kept
    kind: str
    why: str
    replacement: str | None

    @property
    def title(self) -> str:
        """What is found, and why."""
        return f"{self.kind}: {self.why}"


@dataclass(frozen=True, slots=True)
class Row:
    """A finding with its mirrors, to rule on."""

    id: UUID
    group: UUID
    position: int
    language: str  # of the words
    surface: str
    other: str | None  # the words in the English, where they differ
    kind: str
    mark: Mark
    choices: list[tuple[str, str]]  # style, what would be published
    remembered: bool  # kept without asking, because the site remembers the words


def pieces(text: str, marked: Iterable[Finding]) -> Iterator[Piece]:
    """Yield `text` in order, cut at the findings; the pieces joined give it back exactly.

    What reaches outside the text, or into the finding before it, is passed over.
    """
    position = 0
    for finding in sorted(marked, key=lambda each: (each.start, -each.end)):
        if finding.start < position or finding.end > len(text) or finding.end <= finding.start:
            continue
        if finding.start > position:
            yield Piece(text[position : finding.start])
        yield Piece(text[finding.start : finding.end], finding)
        position = finding.end
    if position < len(text):
        yield Piece(text[position:])


def marks(review: Review) -> dict[UUID, Mark]:
    """Give what is said of each finding of a review, by its id."""
    policy = Policy.of(review.site.policy)
    said = _Said()
    return {
        finding.id: _mark(finding, policy, said)
        for segment in review.segments
        for finding in segment.findings
    }


def rows(review: Review, said: dict[UUID, Mark]) -> list[Row]:
    """Give one row for each finding with its mirrors, in the order of the text."""
    worded = findings.Wording(review)
    return [
        _row(segment, found, said, worded)
        for segment in review.segments
        for found in _groups(segment)
    ]


class _Said:
    """What a kind and a reason are called, asked once for a page: many marks share both."""

    def __init__(self) -> None:
        self.kind = cache(wording.kind)
        self.why = cache(wording.why)


def _mark(finding: Finding, policy: Policy, said: _Said) -> Mark:
    state = finding.resolution.value
    if finding.resolution is Resolution.OPEN and not policy.blocks(finding.kind):
        state = KEPT
    return Mark(
        group=_group(finding),
        tone=wording.tone(finding.kind),
        state=state,
        kind=said.kind(finding.kind),
        why=said.why(finding.why, finding.detail),
        replacement=finding.replacement if finding.resolution is Resolution.REDACTED else None,
    )


def _group(finding: Finding) -> UUID:
    return finding.mirror_of or finding.id


def _groups(segment: Segment) -> Iterable[list[Finding]]:
    """Gather each finding with its mirrors, the source's words first, those of renditions last."""
    groups: dict[UUID, list[Finding]] = {}
    for finding in sorted(segment.findings, key=_in_order):
        if renditions.concerns(segment.review, finding):
            groups.setdefault(_group(finding), []).append(finding)
    return groups.values()


def _in_order(finding: Finding) -> tuple[bool, bool, int]:
    return finding.target is not None, finding.target != ENGLISH, finding.start


def _row(
    segment: Segment, found: list[Finding], said: dict[UUID, Mark], worded: findings.Wording
) -> Row:
    pair = [each for each in found if each.target in {None, ENGLISH}] or found[:1]
    first, last = pair[0], pair[-1]
    surface = edits.surface(first)
    other = edits.surface(last) if last is not first else None
    return Row(
        id=first.id,
        group=_group(first),
        position=segment.position,
        language=first.target or segment.language,
        surface=surface,
        other=other if other != surface else None,
        kind=first.kind,
        mark=said[first.id],
        choices=_choices(last, worded),
        remembered=first.dismissal_id is not None,
    )


def _choices(finding: Finding, worded: findings.Wording) -> list[tuple[str, str]]:
    """Give the styles that differ for a finding, each with the words it would leave."""
    found: dict[str, str] = {}
    chosen = worded.style_of(finding)
    offered = privacy.styles_of(finding.kind)
    for style in sorted(offered, key=lambda each: each != chosen):  # the site's own stands first
        found.setdefault(worded.of(finding, style), style)
    return [(style, words or str(gettext("nothing"))) for words, style in found.items()]
