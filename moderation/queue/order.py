"""Which reviews wait, and in which order."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import func, select, tuple_
from sqlalchemy.orm import selectinload

from models import Review, Site, Status

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime
    from uuid import UUID

    from sqlalchemy.orm import Session

PAGE = 25


@dataclass(frozen=True, slots=True)
class Place:
    """A place in the queue, for the page after it: keyset, so that depth costs nothing."""

    received_at: datetime
    id: UUID


def waiting(
    session: Session,
    *,
    status: Status = Status.PENDING,
    site: Site | None = None,
    after: Place | None = None,
    limit: int = PAGE,
) -> Sequence[Review]:
    """Give reviews of one status, oldest first, with their flags and sites loaded."""
    query = (
        select(Review)
        .where(Review.status == status)
        .options(selectinload(Review.flags), selectinload(Review.site))
        .order_by(Review.received_at, Review.id)
        .limit(limit)
    )
    if site is not None:
        query = query.where(Review.site_id == site.id)
    if after is not None:
        query = query.where(
            tuple_(Review.received_at, Review.id) > tuple_(after.received_at, after.id)
        )
    return session.scalars(query).all()


def next_after(session: Session, review: Review) -> Review | None:
    """Give the pending review after this one, or the oldest when this was the last."""
    later = waiting(session, after=Place(review.received_at, review.id), limit=1)
    if later:
        return later[0]
    first = waiting(session, limit=1)
    return first[0] if first and first[0].id != review.id else None


def counts(session: Session) -> dict[Status, int]:
    """Count reviews by status; a status without reviews counts nought."""
    query = select(Review.status, func.count().label("number")).group_by(Review.status)
    found = {row.status: row.number for row in session.execute(query)}
    return {status: found.get(status, 0) for status in Status}
