"""Keeping a segment's findings in step with its texts, and a moderator's rulings with the words.

Offsets die when a text changes. What a moderator ruled on is words, so the words are gathered
before a change, and after it each finding that still stands keeps its row, its id and its ruling.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from models import Finding, Resolution, Side
from moderation.findings import dismissals

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from uuid import UUID

    from sqlalchemy.orm import Session

    from models import Segment
    from moderation.privacy import Finding as Found


@dataclass(frozen=True, slots=True)
class Ruling:
    """One finding with its words as they stood, and what a moderator made of it.

    `target` names the text it stood in: a translation's language, None for the author's own words.
    """

    id: UUID
    target: str | None
    surface: str
    kind: str
    resolution: Resolution
    replacement: str | None
    style: str | None
    added_by: UUID | None

    @property
    def ruled(self) -> bool:
        """Whether a moderator has ruled on it or marked it."""
        return self.added_by is not None or self.resolution is not Resolution.OPEN


def rulings(segment: Segment) -> list[Ruling]:
    """Gather a segment's findings with their words; call before its text changes."""
    return [
        Ruling(
            id=each.id,
            target=each.target,
            surface=segment.text_in(each.target)[each.start : each.end],
            kind=each.kind,
            resolution=each.resolution,
            replacement=each.replacement,
            style=each.style,
            added_by=each.added_by,
        )
        for each in sorted(segment.findings, key=lambda each: (each.start, each.end))
    ]


def refresh(
    session: Session,
    segment: Segment,
    *,
    source: Sequence[Found],
    translations: Mapping[str, Sequence[tuple[Found, int | None]]],
    kept: Sequence[Ruling],
) -> None:
    """Lay fresh findings over a segment's texts; `translations` has those of each, by language.

    A finding whose words still stand keeps its row; new ones take over what was ruled on the same
    words, or what is remembered of them for the site; the rest go.
    """
    layer = _Layer(session, segment, kept)
    for target in (None, *translations):
        layer.place_added(target)
    rows = [layer.place(None, each) for each in source]
    session.flush()
    for target, those in translations.items():
        for found, position in those:
            row = layer.place(target, found)
            origin = rows[position] if position is not None else None
            if row is not None:
                row.mirror_of = origin.id if origin is not None else None
                if origin is not None:
                    _follow(row, origin)
    layer.drop_rest()
    session.flush()
    session.expire(segment, ["findings"])


class _Layer:
    """The findings of one segment while they are laid anew."""

    def __init__(self, session: Session, segment: Segment, kept: Sequence[Ruling]) -> None:
        self.session = session
        self.segment = segment
        self.kept = kept
        self.rows = {each.id: each for each in segment.findings}
        self.placed: list[Finding] = []
        self.remembered = dismissals.Remembered(session, segment.review.site_id)

    def place_added(self, target: str | None) -> None:
        """Put back what moderators marked themselves, wherever the words still stand."""
        text = self.segment.text_in(target)
        for ruling in self.kept:
            if ruling.added_by is None or ruling.target != target or not ruling.surface:
                continue
            start = text.find(ruling.surface)
            while start >= 0:
                end = start + len(ruling.surface)
                if not self._taken(target, start, end):
                    self._put_added(ruling, start, end)
                start = text.find(ruling.surface, end)

    def place(self, target: str | None, found: Found) -> Finding | None:
        """Add a recogniser's finding unless a moderator's mark covers the place."""
        if self._taken(target, found.start, found.end):
            return None
        surface = self.segment.text_in(target)[found.start : found.end]
        row = self._old(target, surface, found.kind)
        if row is None:
            row = _row(target, found.kind, found.start, found.end)
            self._rule(row, surface)
            self.segment.findings.append(row)
        row.kind, row.start, row.end = found.kind, found.start, found.end
        row.score, row.why, row.detail = found.score, found.why, found.detail[:200]
        self.placed.append(row)
        return row

    def drop_rest(self) -> None:
        """Remove the findings whose words are gone."""
        for row in list(self.segment.findings):
            if row not in self.placed:
                self.segment.findings.remove(row)

    def _put_added(self, ruling: Ruling, start: int, end: int) -> None:
        row = self._old(ruling.target, ruling.surface, ruling.kind)
        if row is None or row.added_by is None:
            row = _row(ruling.target, ruling.kind, start, end)
            row.added_by = ruling.added_by
            row.resolution, row.replacement = ruling.resolution, ruling.replacement
            row.style = ruling.style
            self.segment.findings.append(row)
        row.start, row.end, row.score, row.why = start, end, 1.0, "staff"
        self.placed.append(row)

    def _old(self, target: str | None, surface: str, kind: str) -> Finding | None:
        """Take the row that these words had, one of the same kind before any other."""
        same = [
            each
            for each in self.kept
            if each.target == target and each.surface == surface and each.id in self.rows
        ]
        chosen = next((each for each in same if each.kind == kind), next(iter(same), None))
        return self.rows.pop(chosen.id) if chosen else None

    def _rule(self, row: Finding, surface: str) -> None:
        """Give a new row what was ruled on the same words, else what the site remembers."""
        for ruling in self.kept:
            if ruling.target == row.target and ruling.surface == surface and ruling.ruled:
                row.resolution, row.replacement = ruling.resolution, ruling.replacement
                row.style = ruling.style
                return
        row.dismissal_id = self.remembered.find(row.kind, surface)
        if row.dismissal_id is not None:
            row.resolution = Resolution.DISMISSED

    def _taken(self, target: str | None, start: int, end: int) -> bool:
        return any(
            each.target == target and each.start < end and start < each.end for each in self.placed
        )


def _follow(row: Finding, origin: Finding) -> None:
    """Let a mirrored finding without a ruling of its own follow the one it mirrors."""
    if row.resolution is Resolution.OPEN and origin.resolution is not Resolution.OPEN:
        row.resolution, row.style = origin.resolution, origin.style
        row.dismissal_id = origin.dismissal_id


def _row(target: str | None, kind: str, start: int, end: int) -> Finding:
    return Finding(
        side=Side.SOURCE if target is None else Side.TRANSLATION,
        target=target,
        kind=kind,
        start=start,
        end=end,
        score=1.0,
        why="staff",
        detail="",
        resolution=Resolution.OPEN,
    )
