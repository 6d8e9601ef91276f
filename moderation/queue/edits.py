"""What a moderator changes before ruling: the English, the findings, the language.

Each change needs the version the moderator saw, raises it by one, and writes an audit event.
The original is never among the things that change.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import delete, select

from models import (
    AuthorLine,
    Due,
    Finding,
    LanguageCorrection,
    Resolution,
    ReviewFlag,
    Side,
    Status,
    Translation,
    now,
)
from moderation.accounts.staff import actor
from moderation.audit import record
from moderation.queue.decisions import NotAllowedError, StaleReviewError
from moderation.target import ENGLISH

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from uuid import UUID

    from sqlalchemy.orm import Session

    from models import Review, Segment

RULINGS = {
    Resolution.REDACTED: "review:redact",
    Resolution.DISMISSED: "review:dismiss",
    Resolution.OPEN: "review:reopen",
}
LONGEST_SENTENCE = 20_000  # characters of English for one sentence
LONGEST_PSEUDONYM = 80  # characters; the column holds no more


class EditError(ValueError):
    """An edit that cannot be made; `code` says why."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def begin(session: Session, review: Review, seen_version: int) -> None:
    """Hold a pending review for a change.

    Raises StaleReviewError if it changed since it was seen, NotAllowedError if it is not pending.
    """
    session.flush()
    session.refresh(review, with_for_update=True)
    if review.version != seen_version:
        raise StaleReviewError
    if review.status is not Status.PENDING:
        raise NotAllowedError(review.status.value)
    if review.due is not None:
        # The worker is at it with the texts as they were; storing them would undo this change.
        review.lease_until = review.lease_token = None
    review.version += 1


def post_edit(session: Session, segment: Segment, text: str, staff_id: UUID) -> Translation:
    """Replace one sentence's English; the draft is kept beside it.

    Raises EditError if the text is empty or too long.
    """
    text = text.strip()
    if not text:
        raise EditError("empty")
    if len(text) > LONGEST_SENTENCE:
        raise EditError("too_long")
    translation = segment.translation(ENGLISH)
    if translation is None:
        translation = Translation(segment=segment, target=ENGLISH, text=text)
        session.add(translation)
    translation.text = text
    translation.post_edited_by = staff_id
    translation.post_edited_at = now()
    translation.accepted_by = translation.accepted_at = None
    _settle(session, segment)
    _log(session, segment.review, staff_id, "review:edit", sentence=segment.position)
    return translation


def accept_draft(session: Session, segment: Segment, staff_id: UUID) -> None:
    """Settle the doubts about one sentence's draft: a person has read it and finds it right."""
    standing = segment.translation(ENGLISH)
    if standing is not None:
        standing.accepted_by, standing.accepted_at = staff_id, now()
    _settle(session, segment)
    _log(session, segment.review, staff_id, "review:accept", sentence=segment.position)


def set_language(
    session: Session, review: Review, segments: Iterable[Segment], tag: str, staff_id: UUID
) -> None:
    """Set the language of sentences by hand and ask the worker to translate them.

    What the machine had read otherwise is kept as evidence.
    """
    moment = now()
    for segment in segments:
        _keep_evidence(session, segment, tag, staff_id)
        segment.language = tag
        segment.probability = 1.0
        segment.evidence = [["staff", ""]]
        segment.language_set_by = staff_id
        segment.language_set_at = moment
    languages = {each.language for each in review.segments}
    if len(languages) == 1:
        review.language = tag
        review.language_probability = 1.0
    review.due = Due.TRANSLATION
    review.lease_until = None
    review.lease_token = None
    session.flush()
    _log(session, review, staff_id, "review:language", language=tag)


def show_author(
    session: Session, review: Review, line: AuthorLine, pseudonym: str, staff_id: UUID
) -> None:
    """Choose what is published as the author's name; the name as it was given stays.

    `pseudonym` counts for a pseudonym alone. Raises EditError if that is empty or too long.
    """
    name = " ".join(pseudonym.split())
    if line is AuthorLine.PSEUDONYM and not 0 < len(name) <= LONGEST_PSEUDONYM:
        raise EditError("no_pseudonym")
    review.author_line = line
    review.pseudonym = name if line is AuthorLine.PSEUDONYM else None
    session.flush()
    _log(session, review, staff_id, "review:author", line=line.value)


def redact(
    session: Session,
    findings: Iterable[Finding],
    wording: Callable[[Finding], str],
    staff_id: UUID,
) -> None:
    """Redact findings and what mirrors them; `wording` gives what will stand in each place."""
    _resolve(session, findings, Resolution.REDACTED, staff_id, wording)


def dismiss(session: Session, findings: Iterable[Finding], staff_id: UUID) -> None:
    """Keep the words of findings and of what mirrors them."""
    _resolve(session, findings, Resolution.DISMISSED, staff_id, lambda _: None)


def reopen(session: Session, findings: Iterable[Finding], staff_id: UUID) -> None:
    """Take back the ruling on findings and on what mirrors them."""
    _resolve(session, findings, Resolution.OPEN, staff_id, lambda _: None)


def add_finding(
    session: Session,
    segment: Segment,
    side: Side,
    *,
    start: int,
    end: int,
    kind: str,
    staff_id: UUID,
) -> Finding:
    """Mark a stretch of text that the recognisers did not see.

    Machine findings inside the stretch give way to it. Raises EditError if the stretch is
    empty, outside the text, or cuts another finding in two.
    """
    text = text_of(segment, side)
    if not 0 <= start < end <= len(text) or not text[start:end].strip():
        raise EditError("no_selection")
    for other in [each for each in segment.findings if each.side is side]:
        if other.start < end and start < other.end:
            if not (start <= other.start and other.end <= end):
                raise EditError("crosses_finding")
            segment.findings.remove(other)
    finding = Finding(
        side=side,
        target=ENGLISH if side is Side.TRANSLATION else None,
        kind=kind,
        start=start,
        end=end,
        score=1.0,
        why="staff",
        added_by=staff_id,
    )
    segment.findings.append(finding)
    session.flush()
    _log(session, segment.review, staff_id, "review:mark", kind=kind)
    return finding


def text_of(segment: Segment, side: Side) -> str:
    """Give the text that a side's offsets count in."""
    if side is Side.SOURCE:
        return segment.text
    translation = segment.translation(ENGLISH)
    return translation.text if translation else ""


def surface(finding: Finding) -> str:
    """Give the words a finding covers."""
    return text_of(finding.segment, finding.side)[finding.start : finding.end]


def _keep_evidence(session: Session, segment: Segment, tag: str, staff_id: UUID) -> None:
    """Note that a person reads a sentence's language otherwise than the machine."""
    known = session.scalars(
        select(LanguageCorrection).where(
            LanguageCorrection.review_id == segment.review_id,
            LanguageCorrection.start == segment.start,
            LanguageCorrection.end == segment.end,
        )
    ).first()
    if known is None:
        # Confirmed is not corrected; and where a person spoke before, the machine's word is gone.
        if segment.language == tag or segment.language_set_by is not None:
            return
        known = LanguageCorrection(
            review_id=segment.review_id,
            start=segment.start,
            end=segment.end,
            read_as=segment.language,
            read_probability=segment.probability,
            read_evidence=[code for code, _ in segment.evidence],
            reader=segment.reader,
        )
        session.add(known)
    known.corrected_to = tag
    known.corrected_by = staff_id
    known.corrected_at = now()


def _settle(session: Session, segment: Segment) -> None:
    """Drop what the translation stage said against a sentence."""
    session.flush()
    session.execute(
        delete(ReviewFlag).where(
            ReviewFlag.segment_id == segment.id, ReviewFlag.stage == "translation"
        )
    )
    session.expire(segment.review, ["flags"])


def _resolve(
    session: Session,
    findings: Iterable[Finding],
    resolution: Resolution,
    staff_id: UUID,
    wording: Callable[[Finding], str | None],
) -> None:
    chosen = {each.id: each for finding in findings for each in with_mirrors(finding)}
    for finding in chosen.values():
        finding.resolution = resolution
        finding.replacement = wording(finding)
    session.flush()
    for review in {each.segment.review for each in chosen.values()}:
        _log(session, review, staff_id, RULINGS[resolution], findings=len(chosen))


def with_mirrors(finding: Finding) -> list[Finding]:
    """Give a finding with its counterparts in the other text of the same sentence."""
    source = finding.mirror_of or finding.id
    return [
        each
        for each in finding.segment.findings
        if each is finding or source in (each.id, each.mirror_of)
    ]


def _log(session: Session, review: Review, staff_id: UUID, tag: str, **detail: str | int) -> None:
    record(session, actor=actor(staff_id), tag=tag, subject=review.id, **detail)
