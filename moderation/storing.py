"""Laying what the pipeline gave over a review's rows.

What a person wrote or ruled on stays, wherever the words it was about still stand.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from models import Due, Review, ReviewFlag, Segment, Status, Translation, now
from moderation import findings, language, pipeline, rendering
from moderation.audit import record
from moderation.intake.duplicates import near
from moderation.queue import renditions
from moderation.target import ENGLISH

if TYPE_CHECKING:
    from collections.abc import Collection

    from sqlalchemy.orm import Session

    from moderation.pipeline import Job, Passage

COMPARED = 200  # a site's newest reviews, among which copies of a new one are looked for
# The stages whose flags a run leaves as they are: what intake said of the submission itself stays.
LEFT = {
    Due.EVERYTHING: {"intake"},
    Due.TRANSLATION: {"intake", rendering.STAGE},
    Due.RENDITION: {"intake", rendering.STAGE, "language", "translation"},
}


def put(session: Session, review: Review, due: Due, job: Job) -> None:
    """Lay what the stages gave over a review, in the caller's transaction."""
    if due is Due.EVERYTHING:
        review.segments = [_segment(position, each) for position, each in enumerate(job.passages)]
        review.language, review.language_probability = job.tag, job.probability
    _clear_flags(session, review, LEFT[due])
    session.flush()
    for segment, passage in zip(review.segments, job.passages, strict=True):
        kept = findings.rulings(segment)
        _store_translation(segment, passage)
        _store_renditions(review, segment, passage)
        session.flush()
        mirrored = {tag: each.findings for tag, each in passage.renditions.items()}
        findings.refresh(
            session,
            segment,
            source=passage.source_findings,
            translations={ENGLISH: passage.english_findings, **mirrored},
            kept=kept,
        )
    findings.reword(review)
    findings.mark_remaining(session, review)
    for each in job.flags:
        if each.stage == "translation" and _settled(review, each.sentence):
            continue
        segment_id = review.segments[each.sentence].id if each.sentence is not None else None
        review.flags.append(
            ReviewFlag(
                segment_id=segment_id,
                stage=each.stage,
                code=each.flag.code,
                detail=each.flag.detail[:200],
                target=each.target,
            )
        )
    if due is Due.EVERYTHING and (other := _near_duplicate(session, review)):
        review.flags.append(ReviewFlag(stage="intake", code="near_duplicate", detail=other))
    if due is not Due.RENDITION:
        found = sum(len(each.source_findings) for each in job.passages)
        review.risk = pipeline.risk(job.flags, found)
    if review.status is Status.RECEIVED:
        review.status = Status.PENDING
    review.processed_at = now()
    review.due = review.lease_until = review.lease_token = None
    review.version += 1
    record(
        session,
        actor="system",
        tag="review:process",
        subject=review.id,
        due=due.value,
        sentences=len(job.passages),
    )


def _near_duplicate(session: Session, review: Review) -> str | None:
    """Find a recent review of the site that says nearly the same; an exact repeat is known."""
    if any(each.code == "duplicate" for each in review.flags):
        return None
    recent = (
        select(Review.id, Review.original)
        .where(Review.site_id == review.site_id, Review.id != review.id)
        .order_by(Review.received_at.desc())
        .limit(COMPARED)
    )
    found = near(review.original, ((str(key), text) for key, text in session.execute(recent)))
    return found[0] if found else None


def _clear_flags(session: Session, review: Review, left: Collection[str]) -> None:
    """Drop what earlier runs said, save what the stages in `left` did.

    Language flags go too: once a person has set a language, "unsure" is settled.
    """
    review.flags = [each for each in review.flags if each.stage in left]
    session.flush()


def _segment(position: int, passage: Passage) -> Segment:
    return Segment(
        position=position,
        start=passage.start,
        end=passage.end,
        language=passage.tag,
        probability=passage.probability,
        evidence=[[each.code, each.detail] for each in passage.evidence],
        reader=language.version(),
    )


def _settled(review: Review, sentence: int | None) -> bool:
    """Tell whether a person has read this very draft of a sentence and found it right."""
    if sentence is None:
        return False
    standing = review.segments[sentence].translation(ENGLISH)
    return standing is not None and standing.accepted_at is not None


def _store_renditions(review: Review, segment: Segment, passage: Passage) -> None:
    """Store what this run made in further languages; what was said of it before goes."""
    fresh = {tag: each for tag, each in passage.renditions.items() if each.made}
    for tag, made in fresh.items():
        renditions.store(segment, tag, made)
    if fresh:
        review.flags = [
            each
            for each in review.flags
            if each.segment_id != segment.id or each.target not in fresh
        ]


def _store_translation(segment: Segment, passage: Passage) -> None:
    if passage.keep:
        return
    standing = segment.translation(ENGLISH)
    if passage.english is None:
        if standing is not None:
            segment.translations.remove(standing)
        return
    if standing is None:
        standing = Translation(target=ENGLISH)
        segment.translations.append(standing)
    draft = passage.draft
    if standing.text != passage.english:
        standing.accepted_by = standing.accepted_at = None
    standing.text = passage.english
    standing.draft = draft.text if draft else None
    standing.pack = draft.pack if draft else None
    standing.pack_version = draft.version if draft else None
    standing.score = draft.score if draft else None
