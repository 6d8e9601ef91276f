"""What a moderator's change makes the machine do again.

Each function makes one change to a pending review through `moderation.queue.edits` and brings
the findings in step with it. All of them need the version the moderator saw.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from models import Finding, Policy, Resolution, Side
from moderation import findings, privacy
from moderation.queue import edits

if TYPE_CHECKING:
    from collections.abc import Sequence
    from uuid import UUID

    from sqlalchemy.orm import Session

    from models import Review, Segment

ENGLISH = "en"


def edit_english(
    session: Session,
    review: Review,
    texts: dict[int, str],
    *,
    seen_version: int,
    staff_id: UUID,
) -> int:
    """Replace the English of some sentences, by position; give how many really changed.

    Raises StaleReviewError, NotAllowedError, or EditError for an empty or overlong sentence.
    """
    changed = [
        (segment, text)
        for segment in review.segments
        if (text := texts.get(segment.position)) is not None and _differs(segment, text)
    ]
    if not changed:
        return 0
    edits.begin(session, review, seen_version)
    found = _found_in(review)
    for segment, text in changed:
        kept = findings.rulings(segment)
        edits.post_edit(session, segment, text, staff_id)
        _look_again(session, segment, found[segment.id], kept)
    return len(changed)


def accept_draft(
    session: Session, review: Review, segment: Segment, *, seen_version: int, staff_id: UUID
) -> None:
    """Let a doubted draft stand as it is. Raises StaleReviewError or NotAllowedError."""
    edits.begin(session, review, seen_version)
    edits.accept_draft(session, segment, staff_id)


def set_language(
    session: Session,
    review: Review,
    tag: str,
    *,
    seen_version: int,
    staff_id: UUID,
    positions: Sequence[int] | None = None,
) -> None:
    """Set the language of some sentences, or of all; the worker then translates them.

    Raises StaleReviewError or NotAllowedError.
    """
    edits.begin(session, review, seen_version)
    chosen = [each for each in review.segments if positions is None or each.position in positions]
    edits.set_language(session, review, chosen, tag, staff_id)


def anonymise(session: Session, review: Review, *, seen_version: int, staff_id: UUID) -> int:
    """Redact every open finding on both sides, staff names too; give how many there were.

    Raises StaleReviewError or NotAllowedError.
    """
    edits.begin(session, review, seen_version)
    waiting = [
        finding
        for segment in review.segments
        for finding in segment.findings
        if finding.resolution is Resolution.OPEN
    ]
    if waiting:
        edits.redact(session, waiting, wording, staff_id)
    return len(waiting)


def rule_on_finding(
    session: Session,
    review: Review,
    finding: Finding,
    resolution: Resolution,
    *,
    seen_version: int,
    staff_id: UUID,
    style: str = "label",
) -> None:
    """Redact, dismiss or reopen one finding with its mirror.

    Raises StaleReviewError or NotAllowedError.
    """
    edits.begin(session, review, seen_version)
    match resolution:
        case Resolution.REDACTED:
            edits.redact(session, [finding], lambda each: wording(each, style), staff_id)
        case Resolution.DISMISSED:
            edits.dismiss(session, [finding], staff_id)
        case Resolution.OPEN:
            edits.reopen(session, [finding], staff_id)


def redact_selection(
    session: Session,
    review: Review,
    segment: Segment,
    side: Side,
    *,
    start: int,
    end: int,
    kind: str,
    seen_version: int,
    staff_id: UUID,
) -> Finding:
    """Mark and redact a stretch that the recognisers did not see.

    Where its counterpart in the English can be found, that is redacted with it. Raises
    StaleReviewError, NotAllowedError, or EditError for an unusable stretch.
    """
    edits.begin(session, review, seen_version)
    finding = edits.add_finding(
        session, segment, side, start=start, end=end, kind=kind, staff_id=staff_id
    )
    if side is Side.SOURCE:
        _mirror_added(session, finding, staff_id)
    edits.redact(session, [finding], wording, staff_id)
    return finding


def wording(finding: Finding, style: str = "label") -> str:
    """Give what stands in a finding's place, in the language of its text."""
    segment = finding.segment
    tag = ENGLISH if finding.side is Side.TRANSLATION else segment.language
    return privacy.replacement(finding.kind, edits.surface(finding), tag, style)


def _differs(segment: Segment, text: str) -> bool:
    standing = segment.translation(ENGLISH)
    return text.strip() != (standing.text if standing else "")


def _look_again(
    session: Session,
    segment: Segment,
    found: list[privacy.Finding],
    kept: list[findings.Ruling],
) -> None:
    """Lay a sentence's findings over its English as it now is."""
    english = findings.texts(segment)[Side.TRANSLATION]
    mirrored = privacy.mirror(segment.text, segment.language, found, english)
    session.expire(segment, ["findings"])
    findings.refresh(session, segment, source=found, english=mirrored, kept=kept)


def _found_in(review: Review) -> dict[UUID, list[privacy.Finding]]:
    """Search the whole original, for a name known from another sentence; give it by sentence."""
    spans = [(each.start, each.end, each.language) for each in review.segments]
    found = privacy.find_in_passages(
        review.original,
        review.language,
        spans,
        staff=Policy.of(review.site.policy).staff_names,
    )
    return {each.id: those for each, those in zip(review.segments, found, strict=True)}


def _mirror_added(session: Session, finding: Finding, staff_id: UUID) -> None:
    segment = finding.segment
    english = findings.texts(segment)[Side.TRANSLATION]
    if not english:
        return
    marked = privacy.Finding(finding.kind, finding.start, finding.end, 1.0, "staff")
    for found, position in privacy.mirror(segment.text, segment.language, [marked], english):
        taken = any(
            each.side is Side.TRANSLATION and each.start < found.end and found.start < each.end
            for each in segment.findings
        )
        if position == 0 and not taken:
            segment.findings.append(
                Finding(
                    side=Side.TRANSLATION,
                    target=ENGLISH,
                    kind=found.kind,
                    start=found.start,
                    end=found.end,
                    score=found.score,
                    why="staff",
                    mirror_of=finding.id,
                    added_by=staff_id,
                )
            )
    session.flush()
