"""Takes waiting reviews from the database, sends them through the pipeline, stores the results.

The database is the truth: a review waits while `due` is set. A worker takes a lease on a batch,
works without a transaction, and stores the batch in one transaction that checks the lease
again. A worker that dies loses nothing and stores nothing by halves; its lease runs out and
another takes the batch over. What it had stored already is not due any more.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING

import structlog
from sqlalchemy import or_, select, update
from sqlalchemy.orm import selectinload

from models import (
    Due,
    Policy,
    Review,
    ReviewFlag,
    Segment,
    Status,
    Translation,
    new_id,
    now,
)
from moderation import findings, language, pipeline
from moderation.audit import record
from moderation.intake.duplicates import near
from moderation.queue.glossary import glossary_of
from moderation.queue.memory import recall
from moderation.target import ENGLISH

if TYPE_CHECKING:
    from collections.abc import Sequence
    from uuid import UUID

    from sqlalchemy.orm import Session

    from moderation.database import Database
    from moderation.pipeline import Job, Passage, Translator
    from moderation.translation import Glossary

COMPARED = 200  # a site's newest reviews, among which copies of a new one are looked for
log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Leased:
    """A review a worker holds, with what it waits for."""

    id: UUID
    due: Due
    job: Job


def process_due(database: Database, engine: Translator, *, batch: int, lease_seconds: int) -> int:
    """Work until no review waits; give how many were processed."""
    total = 0
    while leased := lease(database, batch=batch, lease_seconds=lease_seconds):
        token, reviews = leased
        total += store(database, token, work(reviews, engine))
    return total


def lease(
    database: Database, *, batch: int, lease_seconds: int
) -> tuple[UUID, list[Leased]] | None:
    """Take a lease on the longest-waiting reviews, or give None if none waits."""
    token, moment = new_id(), now()
    free = (
        select(Review.id)
        .where(
            Review.due.is_not(None),
            Review.status.in_((Status.RECEIVED, Status.PENDING)),
            or_(Review.lease_until.is_(None), Review.lease_until < moment),
        )
        .order_by(Review.received_at)
        .limit(batch)
        .with_for_update(skip_locked=True)
    )
    with database.writing.begin() as session:
        ids = session.scalars(free).all()
        if not ids:
            return None
        session.execute(
            update(Review)
            .where(Review.id.in_(ids))
            .values(lease_token=token, lease_until=moment + timedelta(seconds=lease_seconds))
            .execution_options(synchronize_session=False)
        )
        reviews = session.scalars(
            select(Review)
            .where(Review.id.in_(ids))
            .order_by(Review.received_at, Review.id)
            .options(selectinload(Review.segments).selectinload(Segment.translations))
        ).all()
        glossaries = {site: glossary_of(session, site) for site in {each.site for each in reviews}}
        return token, [_leased(review, glossaries[review.site], database) for review in reviews]


def work(reviews: list[Leased], engine: Translator) -> list[Leased]:
    """Send leased reviews through the stages each waits for; all their sentences together."""
    done: dict[UUID, Leased] = {}
    for due, run in ((Due.EVERYTHING, pipeline.process), (Due.TRANSLATION, pipeline.retranslate)):
        some = [each for each in reviews if each.due is due]
        jobs = run([each.job for each in some], engine)
        done |= {each.id: Leased(each.id, due, job) for each, job in zip(some, jobs, strict=True)}
    return [done[each.id] for each in reviews]


def store(database: Database, token: UUID, results: list[Leased]) -> int:
    """Store results in one transaction; give how many were still ours to store.

    A review withdrawn or changed meanwhile, or taken over by another worker, is passed over.
    """
    stored = 0
    with database.writing.begin() as session:
        for result in results:
            review = session.get(Review, result.id, with_for_update=True)
            if review is None or review.lease_token != token or review.due is not result.due:
                continue
            _store(session, review, result)
            stored += 1
    log.info("processed", reviews=stored, passed_over=len(results) - stored)
    return stored


def _leased(review: Review, glossary: Glossary, database: Database) -> Leased:
    due = review.due or Due.EVERYTHING
    passages = () if due is Due.EVERYTHING else tuple(_passage(each) for each in review.segments)
    job = pipeline.Job(
        text=review.original,
        rating=review.rating,
        staff_names=Policy.of(review.site.policy).staff_names,
        passages=passages,
        tag=review.language,
        probability=review.language_probability,
        glossary=glossary,
        recall=partial(_recall, database, review.site_id),
    )
    return Leased(review.id, due, job)


def _recall(
    database: Database, site_id: UUID, sentences: Sequence[tuple[str, str]]
) -> dict[tuple[str, str], str]:
    """Look in a site's memory, in a transaction of its own: the worker holds none meanwhile."""
    with database.reading() as session:
        return recall(session, site_id, sentences)


def _passage(segment: Segment) -> Passage:
    standing = segment.translation(ENGLISH)
    touched = standing is not None and _touched(standing, segment)
    return pipeline.Passage(
        start=segment.start,
        end=segment.end,
        text=segment.text,
        tag=segment.language,
        probability=segment.probability,
        english=standing.text if standing and touched else None,
        keep=touched,
    )


def _touched(standing: Translation, segment: Segment) -> bool:
    """Tell whether a person wrote a translation, or found it right in the language it now has."""
    if standing.post_edited_at is not None:
        return True
    read, told = standing.accepted_at, segment.language_set_at
    return read is not None and (told is None or told < read)


def _store(session: Session, review: Review, result: Leased) -> None:
    job = result.job
    if result.due is Due.EVERYTHING:
        review.segments = [_segment(position, each) for position, each in enumerate(job.passages)]
        review.language, review.language_probability = job.tag, job.probability
    _clear_flags(session, review)
    session.flush()
    for segment, passage in zip(review.segments, job.passages, strict=True):
        kept = findings.rulings(segment)
        _store_translation(segment, passage)
        session.flush()
        findings.refresh(
            session,
            segment,
            source=passage.source_findings,
            english=passage.english_findings,
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
            )
        )
    if result.due is Due.EVERYTHING and (other := _near_duplicate(session, review)):
        review.flags.append(ReviewFlag(stage="intake", code="near_duplicate", detail=other))
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
        due=result.due.value,
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


def _clear_flags(session: Session, review: Review) -> None:
    """Drop what earlier runs said; what intake said of the submission itself stays.

    Language flags go too: once a person has set a language, "unsure" is settled.
    """
    review.flags = [each for each in review.flags if each.stage == "intake"]
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
