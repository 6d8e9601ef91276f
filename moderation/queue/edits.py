"""What a moderator changes before ruling: the English, its renditions, the findings, the language.

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
from moderation.queue import renditions
from moderation.queue.decisions import NotAllowedError, StaleReviewError
from moderation.target import ENGLISH
from moderation.translation.memory import digest

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
LONGEST_SENTENCE = 20_000  # characters of a translation of one sentence
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


def post_edit(
    session: Session, segment: Segment, text: str, staff_id: UUID, target: str = ENGLISH
) -> Translation:
    """Replace one sentence's English, or another rendition; the draft is kept beside it.

    Raises EditError if the text is empty or too long.
    """
    text = text.strip()
    if not text:
        if target != ENGLISH:
            raise EditError("empty_rendition")
        raise EditError("empty")
    if len(text) > LONGEST_SENTENCE:
        raise EditError("too_long")
    translation = segment.translation(target)
    if translation is None:
        translation = Translation(segment=segment, target=target, text=text)
        session.add(translation)
    translation.text = text
    translation.post_edited_by = staff_id
    translation.post_edited_at = now()
    translation.accepted_by = translation.accepted_at = None
    _settle(session, segment, target)
    _log_text(session, segment, staff_id, "review:edit", target)
    return translation


def accept_draft(session: Session, segment: Segment, staff_id: UUID, target: str = ENGLISH) -> None:
    """Settle the doubts about one sentence's text: a person has read it and finds it right."""
    standing = segment.translation(target)
    if standing is not None:
        standing.accepted_by, standing.accepted_at = staff_id, now()
    _settle(session, segment, target)
    _log_text(session, segment, staff_id, "review:accept", target)


def leave_out(session: Session, review: Review, target: str, staff_id: UUID, *, out: bool) -> None:
    """Choose whether a review is published in a feed language; what was written stays."""
    others = [tag for tag in review.left_out if tag != target]
    review.left_out = [*others, target] if out else others
    session.flush()
    _log(session, review, staff_id, f"review:{'leave_out' if out else 'put_back'}", language=target)


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
    target: str = ENGLISH,
) -> Finding:
    """Mark a stretch of a text that the recognisers did not see; `target` says which translation.

    Machine findings inside the stretch give way to it. Raises EditError if the stretch is
    empty, outside the text, or cuts another finding in two.
    """
    place = target if side is Side.TRANSLATION else None
    text = segment.text_in(place)
    if not 0 <= start < end <= len(text) or not text[start:end].strip():
        raise EditError("no_selection")
    for other in segment.marked(place):
        if other.start < end and start < other.end:
            if not (start <= other.start and other.end <= end):
                raise EditError("crosses_finding")
            segment.findings.remove(other)
    finding = Finding(
        side=side,
        target=place,
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


def surface(finding: Finding) -> str:
    """Give the words a finding covers."""
    return finding.segment.text_in(finding.target)[finding.start : finding.end]


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


def _settle(session: Session, segment: Segment, target: str) -> None:
    """Drop what was said against a sentence's text: it has been read beside what it is made of."""
    standing = segment.translation(target)
    if standing is not None and target != ENGLISH:
        standing.source_hash = digest(renditions.made_of(segment, target))
    session.flush()
    kind = ReviewFlag.stage == "translation" if target == ENGLISH else ReviewFlag.target == target
    session.execute(delete(ReviewFlag).where(ReviewFlag.segment_id == segment.id, kind))
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
    """Give a finding with its counterparts in the other texts of the same sentence."""
    source = finding.mirror_of or finding.id
    return [
        each
        for each in finding.segment.findings
        if each is finding or source in (each.id, each.mirror_of)
    ]


def _log_text(session: Session, segment: Segment, staff_id: UUID, tag: str, target: str) -> None:
    if target == ENGLISH:
        _log(session, segment.review, staff_id, tag, sentence=segment.position)
        return
    review, tag = segment.review, f"{tag}_rendition"
    _log(session, review, staff_id, tag, sentence=segment.position, language=target)


def _log(session: Session, review: Review, staff_id: UUID, tag: str, **detail: str | int) -> None:
    record(session, actor=actor(staff_id), tag=tag, subject=review.id, **detail)
