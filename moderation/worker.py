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
    Segment,
    Status,
    Translation,
    new_id,
    now,
)
from moderation import pipeline, storing
from moderation.queue import renditions
from moderation.queue.glossary import glossary_of
from moderation.queue.memory import recall
from moderation.target import ENGLISH

if TYPE_CHECKING:
    from collections.abc import Sequence
    from uuid import UUID

    from moderation.database import Database
    from moderation.pipeline import Job, Passage, Translator
    from moderation.translation import Glossary

RUNS = (
    (Due.EVERYTHING, pipeline.process),
    (Due.TRANSLATION, pipeline.retranslate),
    (Due.RENDITION, pipeline.rerender),
)
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
    for due, run in RUNS:
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
            storing.put(session, review, result.due, result.job)
            stored += 1
    log.info("processed", reviews=stored, passed_over=len(results) - stored)
    return stored


def _leased(review: Review, glossary: Glossary, database: Database) -> Leased:
    due = review.due or Due.EVERYTHING
    known = [] if due is Due.EVERYTHING else review.segments
    policy = Policy.of(review.site.policy)
    job = pipeline.Job(
        text=review.original,
        rating=review.rating,
        staff_names=policy.staff_names,
        feed_languages=policy.feed_languages,
        passages=tuple(_passage(each, due) for each in known),
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


def _passage(segment: Segment, due: Due) -> Passage:
    """Read a sentence as it stands; its English stays as it is unless it is to be made anew."""
    standing = segment.translation(ENGLISH)
    touched = due is Due.RENDITION or (standing is not None and _touched(standing, segment))
    return pipeline.Passage(
        start=segment.start,
        end=segment.end,
        text=segment.text,
        tag=segment.language,
        probability=segment.probability,
        english=standing.text if standing and touched else None,
        keep=touched,
        renditions=renditions.passages(segment),
    )


def _touched(standing: Translation, segment: Segment) -> bool:
    """Tell whether a person wrote a translation, or found it right in the language it now has."""
    if standing.post_edited_at is not None:
        return True
    read, told = standing.accepted_at, segment.language_set_at
    return read is not None and (told is None or told < read)
