"""Keeping a segment's findings in step with its texts, and a moderator's rulings with the words.

Offsets die when a text changes. What a moderator ruled on is words, so rulings are gathered by
surface before a change and laid onto the new text after it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from models import Finding, Resolution, Side
from moderation import privacy

if TYPE_CHECKING:
    from collections.abc import Sequence
    from uuid import UUID

    from sqlalchemy.orm import Session

    from models import Segment
    from moderation.privacy import Finding as Found

ENGLISH = "en"


@dataclass(frozen=True, slots=True)
class Ruling:
    """What a moderator made of some words on one side of a segment."""

    side: Side
    surface: str
    kind: str
    resolution: Resolution
    replacement: str | None
    added_by: UUID | None


def texts(segment: Segment) -> dict[Side, str]:
    """Give a segment's two texts as they stand."""
    translation = segment.translation(ENGLISH)
    return {Side.SOURCE: segment.text, Side.TRANSLATION: translation.text if translation else ""}


def rulings(segment: Segment) -> list[Ruling]:
    """Gather what moderators ruled or added on a segment; call before its text changes."""
    standing = texts(segment)
    return [
        Ruling(
            side=each.side,
            surface=standing[each.side][each.start : each.end],
            kind=each.kind,
            resolution=each.resolution,
            replacement=each.replacement,
            added_by=each.added_by,
        )
        for each in segment.findings
        if each.added_by is not None or each.resolution is not Resolution.OPEN
    ]


def refresh(
    session: Session,
    segment: Segment,
    *,
    source: Sequence[Found],
    english: Sequence[tuple[Found, int | None]],
    kept: Sequence[Ruling],
) -> None:
    """Replace a segment's findings by fresh ones, with the kept rulings laid over them."""
    segment.findings.clear()
    session.flush()
    standing = texts(segment)
    for side in Side:
        _place_added(segment, side, standing[side], kept)
    rows = [_place(segment, Side.SOURCE, standing[Side.SOURCE], each, kept) for each in source]
    session.flush()
    for found, position in english:
        row = _place(segment, Side.TRANSLATION, standing[Side.TRANSLATION], found, kept)
        origin = rows[position] if position is not None else None
        if row is not None and origin is not None:
            row.mirror_of = origin.id
            _follow(row, origin, found, standing[Side.TRANSLATION])
    session.flush()
    session.expire(segment, ["findings"])


def _place_added(segment: Segment, side: Side, text: str, kept: Sequence[Ruling]) -> None:
    """Put back what moderators marked themselves, wherever the words still stand."""
    for ruling in kept:
        if ruling.added_by is None or ruling.side is not side or not ruling.surface:
            continue
        start = text.find(ruling.surface)
        while start >= 0:
            end = start + len(ruling.surface)
            if not _taken(segment, side, start, end):
                row = _row(side, ruling.kind, start, end, score=1.0, why="staff")
                row.added_by = ruling.added_by
                row.resolution, row.replacement = ruling.resolution, ruling.replacement
                segment.findings.append(row)
            start = text.find(ruling.surface, end)


def _place(
    segment: Segment, side: Side, text: str, found: Found, kept: Sequence[Ruling]
) -> Finding | None:
    """Add a recogniser's finding unless a moderator's mark covers the place."""
    if _taken(segment, side, found.start, found.end):
        return None
    row = _row(side, found.kind, found.start, found.end, score=found.score, why=found.why)
    row.detail = found.detail[:200]
    surface = text[found.start : found.end]
    for ruling in kept:
        if ruling.side is side and ruling.surface == surface:
            row.resolution, row.replacement = ruling.resolution, ruling.replacement
    segment.findings.append(row)
    return row


def _follow(row: Finding, origin: Finding, found: Found, text: str) -> None:
    """Let a mirrored finding without a ruling of its own follow the one it mirrors."""
    if row.resolution is not Resolution.OPEN:
        return
    row.resolution = origin.resolution
    if row.resolution is Resolution.REDACTED:
        surface = text[found.start : found.end]
        row.replacement = privacy.replacement(found.kind, surface, ENGLISH)


def _row(side: Side, kind: str, start: int, end: int, *, score: float, why: str) -> Finding:
    return Finding(
        side=side,
        target=ENGLISH if side is Side.TRANSLATION else None,
        kind=kind,
        start=start,
        end=end,
        score=score,
        why=why,
        detail="",
        resolution=Resolution.OPEN,
    )


def _taken(segment: Segment, side: Side, start: int, end: int) -> bool:
    return any(
        each.side is side and each.start < end and start < each.end for each in segment.findings
    )
