"""In which order reviews wait: the riskiest first, and among equals the oldest."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import literal, select, tuple_
from sqlalchemy.orm import aliased, selectinload

from models import Review, Site, Status
from moderation.queue import claims
from moderation.queue.selection import Selection, terms

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime
    from uuid import UUID

    from sqlalchemy import ColumnElement, ScalarSelect, Select
    from sqlalchemy.orm import Session

PAGE = 25
NOBODY: Any = None
OTHER = aliased(Review, name="other")


@dataclass(frozen=True, slots=True)
class Place:
    """A place in the queue, for the pages around it: keyset, so that depth costs nothing."""

    rank: int
    received_at: datetime
    id: UUID

    @classmethod
    def of(cls, review: Review) -> Place:
        """Give where a review stands."""
        return cls(review.risk_rank, review.received_at, review.id)


@dataclass(frozen=True, slots=True)
class Page:
    """Some reviews in order, and whether more lie on either side."""

    reviews: Sequence[Review]
    earlier: bool
    later: bool


def page(
    session: Session,
    chosen: Selection,
    *,
    viewer: UUID,
    after: Place | None = None,
    before: Place | None = None,
    limit: int = PAGE,
) -> Page:
    """Give a page of the chosen reviews with flags and sites: the first, or the one beside a place.

    `before` gives the page that ends just ahead of it.
    """
    keys = _keys(chosen)
    query = terms(session, chosen, viewer).applied(
        select(Review)
        .options(selectinload(Review.flags), selectinload(Review.site))
        .limit(limit + 1)
    )
    if before is not None:
        query = query.where(tuple_(*keys) < _values(chosen, before))
        query = query.order_by(*(each.desc() for each in keys))
    else:
        query = query.order_by(*keys)
    if after is not None:
        query = query.where(tuple_(*keys) > _values(chosen, after))
    found = session.scalars(query).all()
    more, reviews = len(found) > limit, found[:limit]
    if before is not None:
        return Page(reviews[::-1], earlier=more, later=True)
    return Page(reviews, earlier=after is not None, later=more)


def waiting(
    session: Session,
    *,
    status: Status = Status.PENDING,
    site: Site | None = None,
    limit: int = PAGE,
) -> Sequence[Review]:
    """Give the first reviews of one status, riskiest and oldest first."""
    chosen = Selection(status=status, site_id=site.id if site else None)
    return page(session, chosen, viewer=NOBODY, limit=limit).reviews


def next_after(session: Session, review: Review, *, viewer: UUID) -> UUID | None:
    """Give the pending review after this one, or the first when this was the last.

    What a colleague of `viewer` is looking at is passed over.
    """
    place = _values(Selection(), Place.of(review))
    free = _free(viewer).where(tuple_(*_keys(Selection())) > place)
    return session.scalar(free) or first_but(session, review.id, viewer=viewer)


def first_but(session: Session, review_id: UUID, *, viewer: UUID) -> UUID | None:
    """Give the first pending review but this one that no colleague of `viewer` looks at."""
    return session.scalar(_free(viewer).where(Review.id != review_id))


def previous_to(session: Session, review: Review) -> UUID | None:
    """Give the pending review before this one in the queue."""
    keys = _keys(Selection())
    return session.scalar(
        select(Review.id)
        .where(
            Review.status == Status.PENDING,
            tuple_(*keys) < _values(Selection(), Place.of(review)),
        )
        .order_by(*(each.desc() for each in keys))
        .limit(1)
    )


def following(here: type[Review], viewer: ColumnElement[UUID]) -> ScalarSelect[Any]:
    """Give the pending review after the one named `here` in a statement, or null at the end."""
    free = select(OTHER.id).where(
        OTHER.status == Status.PENDING,
        tuple_(*_place(OTHER)) > tuple_(*_place(here)),
        ~claims.held_by_others(viewer, OTHER.id.expression),
    )
    return free.order_by(*_place(OTHER)).limit(1).scalar_subquery()


def preceding(here: type[Review]) -> ScalarSelect[Any]:
    """Give the pending review before the one named `here` in a statement, or null at the top."""
    before = select(OTHER.id).where(
        OTHER.status == Status.PENDING, tuple_(*_place(OTHER)) < tuple_(*_place(here))
    )
    backwards = (each.desc() for each in _place(OTHER))
    return before.order_by(*backwards).limit(1).scalar_subquery()


def _free(viewer: UUID) -> Select[UUID]:
    """Choose the pending reviews in order that no colleague of `viewer` looks at; one of them."""
    return (
        select(Review.id)
        .where(
            Review.status == Status.PENDING,
            ~claims.held_by_others(viewer, Review.id.expression),
        )
        .order_by(*_keys(Selection()))
        .limit(1)
    )


def _place(review: type[Review]) -> tuple[Any, ...]:
    return (review.risk_rank, review.received_at, review.id)


def _keys(chosen: Selection) -> tuple[Any, ...]:
    if chosen.oldest:
        return (Review.received_at, Review.id)
    return (Review.risk_rank, Review.received_at, Review.id)


def _values(chosen: Selection, place: Place) -> ColumnElement[Any]:
    values: list[Any] = [
        literal(place.received_at, Review.received_at.type),
        literal(place.id, Review.id.type),
    ]
    if not chosen.oldest:
        values.insert(0, literal(place.rank))
    return tuple_(*values)
