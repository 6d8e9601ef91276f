"""What a moderator's change makes the machine do again.

Each function makes one change to a pending review through `moderation.queue.edits` and brings
the findings in step with it. All of them need the version the moderator saw.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from models import Due, Finding, Policy, Resolution, Side
from moderation import findings, privacy
from moderation.findings import dismissals
from moderation.queue import edits, renditions
from moderation.target import ENGLISH

if TYPE_CHECKING:
    from collections.abc import Sequence
    from uuid import UUID

    from sqlalchemy.orm import Session

    from models import AuthorLine, Review, Segment


def edit_english(
    session: Session, review: Review, texts: dict[int, str], *, seen_version: int, staff_id: UUID
) -> int:
    """Replace the English of some sentences, by position; give how many really changed.

    Raises StaleReviewError, NotAllowedError, or EditError for an empty or overlong sentence.
    """
    return edit_translation(
        session, review, texts, seen_version=seen_version, staff_id=staff_id, target=ENGLISH
    )


def edit_translation(
    session: Session,
    review: Review,
    texts: dict[int, str],
    *,
    seen_version: int,
    staff_id: UUID,
    target: str,
) -> int:
    """Replace the English of some sentences or one of their renditions; as `edit_english`.

    Renditions that were drafted from English which has changed are made anew by the worker; those
    that a person wrote stay.
    """
    changed = [
        (segment, text)
        for segment in review.segments
        if (text := texts.get(segment.position)) is not None
        and text.strip() != segment.text_in(target)
    ]
    if not changed:
        return 0
    edits.begin(session, review, seen_version)
    found = _found_in(review)
    for segment, text in changed:
        kept = findings.rulings(segment)
        edits.post_edit(session, segment, text, staff_id, target)
        _look_again(session, segment, found[segment.id], kept)
    if target == ENGLISH and review.due is None and renditions.stale(review):
        review.due = Due.RENDITION
    _settle(session, review)
    return len(changed)


def accept_draft(
    session: Session,
    review: Review,
    segment: Segment,
    *,
    seen_version: int,
    staff_id: UUID,
    target: str = ENGLISH,
) -> None:
    """Let a doubted text stand as it is. Raises StaleReviewError or NotAllowedError."""
    edits.begin(session, review, seen_version)
    edits.accept_draft(session, segment, staff_id, target)


def leave_out(
    session: Session, review: Review, target: str, *, out: bool, seen_version: int, staff_id: UUID
) -> None:
    """Leave a review out of a feed language, or put it back.

    Raises StaleReviewError or NotAllowedError.
    """
    edits.begin(session, review, seen_version)
    edits.leave_out(session, review, target, staff_id, out=out)
    _settle(session, review)


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


def show_author(
    session: Session,
    review: Review,
    line: AuthorLine,
    pseudonym: str = "",
    *,
    seen_version: int,
    staff_id: UUID,
) -> None:
    """Choose what is published as the author's name.

    Raises StaleReviewError, NotAllowedError, or EditError for a pseudonym that cannot stand.
    """
    edits.begin(session, review, seen_version)
    edits.show_author(session, review, line, pseudonym, staff_id)


def anonymise(session: Session, review: Review, *, seen_version: int, staff_id: UUID) -> int:
    """Redact every open finding on both sides, staff names too; give how many there were.

    Each in the site's style for its kind. Raises StaleReviewError or NotAllowedError.
    """
    edits.begin(session, review, seen_version)
    waiting = [
        finding
        for segment in review.segments
        for finding in segment.findings
        if finding.resolution is Resolution.OPEN
    ]
    if waiting:
        _redact(session, waiting, None, staff_id)
    _settle(session, review)
    return len(waiting)


def rule_on_finding(
    session: Session,
    review: Review,
    finding: Finding,
    resolution: Resolution,
    *,
    seen_version: int,
    staff_id: UUID,
    style: str | None = None,
    remember: bool = False,
) -> None:
    """Redact, dismiss or reopen one finding with its mirror.

    `style` is the site's for the kind where none is given. With `remember`, a dismissal holds for
    the same words and kind on the whole site from now on. Raises StaleReviewError,
    NotAllowedError, or EditError for words that cannot be remembered.
    """
    edits.begin(session, review, seen_version)
    match resolution:
        case Resolution.REDACTED:
            _redact(session, [finding], style, staff_id)
        case Resolution.DISMISSED:
            edits.dismiss(session, [finding], staff_id)
            if remember:
                _remember(session, finding, staff_id)
        case Resolution.OPEN:
            for each in edits.with_mirrors(finding):
                each.dismissal_id = None
            edits.reopen(session, [finding], staff_id)
    _settle(session, review)


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
    target: str = ENGLISH,
) -> Finding:
    """Mark and redact a stretch that the recognisers did not see; `target` says in which text.

    Where its counterpart in a translation can be found, that is redacted with it. Raises
    StaleReviewError, NotAllowedError, or EditError for an unusable stretch.
    """
    edits.begin(session, review, seen_version)
    finding = edits.add_finding(
        session, segment, side, start=start, end=end, kind=kind, staff_id=staff_id, target=target
    )
    if side is Side.SOURCE:
        _mirror_added(session, finding, staff_id)
    _redact(session, [finding], None, staff_id)
    _settle(session, review)
    return finding


def _redact(session: Session, chosen: Sequence[Finding], style: str | None, staff_id: UUID) -> None:
    """Redact findings with their mirrors, in one style or in the site's for each kind."""
    for finding in chosen:
        policy = Policy.of(finding.segment.review.site.policy)
        for each in edits.with_mirrors(finding):
            each.style = style or policy.style_for(each.kind)
    edits.redact(session, chosen, findings.wording, staff_id)


def _remember(session: Session, finding: Finding, staff_id: UUID) -> None:
    """Remember a dismissal for the site, on both sides of the sentence."""
    for each in edits.with_mirrors(finding):
        try:
            dismissals.remember(session, each, edits.surface(each), staff_id=staff_id)
        except ValueError as error:
            raise edits.EditError("too_long_to_remember") from error


def _settle(session: Session, review: Review) -> None:
    """Bring the whole review in step: one label a person, and nothing seen that is not marked."""
    session.flush()
    findings.reword(review)
    session.flush()
    findings.mark_remaining(session, review)


def _look_again(
    session: Session,
    segment: Segment,
    found: list[privacy.Finding],
    kept: list[findings.Ruling],
) -> None:
    """Lay a sentence's findings over its translations as they now are."""
    mirrored = {
        each.target: privacy.mirror(segment.text, segment.language, found, each.text, each.target)
        for each in segment.translations
    }
    session.expire(segment, ["findings"])
    findings.refresh(session, segment, source=found, translations=mirrored, kept=kept)


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
    marked = privacy.Finding(finding.kind, finding.start, finding.end, 1.0, "staff")
    for each in segment.translations:
        for found, position in privacy.mirror(
            segment.text, segment.language, [marked], each.text, each.target
        ):
            taken = any(
                other.start < found.end and found.start < other.end
                for other in segment.marked(each.target)
            )
            if position == 0 and not taken:
                segment.findings.append(_mirror_row(finding, found, each.target, staff_id))
    session.flush()


def _mirror_row(finding: Finding, found: privacy.Finding, target: str, staff_id: UUID) -> Finding:
    return Finding(
        side=Side.TRANSLATION,
        target=target,
        kind=found.kind,
        start=found.start,
        end=found.end,
        score=found.score,
        why="staff",
        mirror_of=finding.id,
        added_by=staff_id,
    )
