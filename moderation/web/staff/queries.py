"""What the desk asks the database beside the queue's own order."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import func, or_, select, tuple_
from sqlalchemy.orm import selectinload

from models import (
    Decision,
    Entry,
    Finding,
    Outcome,
    Resolution,
    Review,
    Segment,
    Side,
    Site,
    Translation,
)
from moderation.queue.order import PAGE
from moderation.target import ENGLISH

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime
    from uuid import UUID

    from sqlalchemy.orm import Session


@dataclass(frozen=True, slots=True)
class Excerpt:
    """What a row of the queue shows of a review's sentences."""

    english: str | None  # of the first sentence
    open: int  # findings without a ruling, each counted once for both texts
    health: bool


def sites(session: Session) -> Sequence[Site]:
    """Give all sites by name."""
    return session.scalars(select(Site).order_by(Site.name)).all()


def excerpts(session: Session, reviews: Iterable[Review]) -> dict[UUID, Excerpt]:
    """Gather what the queue shows of each review's sentences, in two queries for all."""
    ids = [each.id for each in reviews]
    found = session.execute(
        select(Segment.review_id, Translation.text)
        .join(Translation, Translation.segment_id == Segment.id)
        .where(Segment.review_id.in_(ids), Segment.position == 0, Translation.target == ENGLISH)
    )
    first = {review_id: text for review_id, text in found}  # noqa: C416 - a Result has keys()
    kinds: dict[UUID, Counter[str]] = defaultdict(Counter)
    waiting = (
        select(Segment.review_id, Finding.kind, func.count())
        .join(Finding, Finding.segment_id == Segment.id)
        .where(
            Segment.review_id.in_(ids),
            Finding.resolution == Resolution.OPEN,
            or_(Finding.side == Side.SOURCE, Finding.mirror_of.is_(None)),
        )
        .group_by(Segment.review_id, Finding.kind)
    )
    for review_id, kind, count in session.execute(waiting):
        kinds[review_id][kind] = count
    return {
        each: Excerpt(first.get(each), kinds[each].total(), "health" in kinds[each]) for each in ids
    }


def published(
    session: Session, *, after: tuple[datetime, UUID] | None, limit: int = PAGE
) -> Sequence[tuple[Entry, Review]]:
    """Give what feeds serve now with its reviews, newest first."""
    query = (
        select(Entry, Review)
        .join(Review, Review.id == Entry.review_id)
        .where(Entry.removed_at.is_(None))
        .options(selectinload(Review.site))
        .order_by(Entry.published_at.desc(), Entry.id.desc())
        .limit(limit)
    )
    if after is not None:
        query = query.where(tuple_(Entry.published_at, Entry.id) < tuple_(*after))
    return session.execute(query).all()


def rejection(session: Session, review: Review) -> Decision | None:
    """Give the newest rejection of a review."""
    return session.scalars(
        select(Decision)
        .where(Decision.review_id == review.id, Decision.outcome == Outcome.REJECTED)
        .order_by(Decision.decided_at.desc(), Decision.id.desc())
        .limit(1)
    ).first()
