"""Claims: who is looking at a review, so that two people do not do the same work.

A courtesy and no lock: nothing here stops a colleague's change, and a stale save is refused by
the review's version as ever. A claim runs out by itself.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from sqlalchemy import bindparam, delete, select
from sqlalchemy.exc import IntegrityError

from models import Claim, Policy, Staff, now
from moderation.accounts.staff import actor
from moderation.audit import record

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime
    from uuid import UUID

    from sqlalchemy import ColumnElement, Select
    from sqlalchemy.orm import Session

    from models import Review

SPENT = 4  # a claim is written anew once this fraction of it, a quarter, has passed


@dataclass(frozen=True, slots=True)
class Held:
    """A claim that stands: whose it is, and until when."""

    staff_id: UUID
    name: str
    until: datetime


def holder(session: Session, review_id: UUID) -> Held | None:
    """Give who is looking at a review now, if anybody."""
    return held(session, [review_id]).get(review_id)


def held(session: Session, review_ids: Iterable[UUID]) -> dict[UUID, Held]:
    """Give the standing claims of some reviews by review, in one query."""
    rows = session.execute(
        select(Claim.review_id, Claim.staff_id, Staff.name, Claim.until)
        .join(Staff, Staff.id == Claim.staff_id)
        .where(Claim.review_id.in_(list(review_ids)), Claim.until > now())
    )
    return {review_id: Held(staff_id, name, until) for review_id, staff_id, name, until in rows}


def held_by(staff_id: UUID, review_id: ColumnElement[UUID]) -> ColumnElement[bool]:
    """Give the condition that a row's review is held by this member of staff now."""
    return _claimed(review_id).where(Claim.staff_id == staff_id).exists()


def held_by_others(
    staff_id: UUID | ColumnElement[UUID], review_id: ColumnElement[UUID]
) -> ColumnElement[bool]:
    """Give the condition that a row's review is held by somebody else now."""
    return _claimed(review_id).where(Claim.staff_id != staff_id).exists()


def claim(session: Session, review: Review, staff_id: UUID) -> Held | None:
    """Claim a review, or extend one's own claim; give who holds it afterwards.

    A colleague's standing claim is left alone. None if two came at the same moment.
    """
    standing = session.get(Claim, review.id, populate_existing=True, with_for_update=True)
    moment, length = now(), _length(review)
    if standing is None:
        try:
            with session.begin_nested():
                session.add(Claim(review_id=review.id, staff_id=staff_id, until=moment + length))
        except IntegrityError:
            return None
    elif standing.until <= moment:
        standing.staff_id, standing.since, standing.until = staff_id, moment, moment + length
    elif standing.staff_id == staff_id and standing.until - moment < length - length / SPENT:
        standing.until = moment + length
    session.flush()
    return holder(session, review.id)


def take_over(session: Session, review: Review, staff_id: UUID) -> None:
    """Take a review over from the colleague who holds it; the log says so."""
    standing = session.get(Claim, review.id, populate_existing=True, with_for_update=True)
    if standing is not None and standing.until > now() and standing.staff_id != staff_id:
        session.delete(standing)
        record(session, actor=actor(staff_id), tag="review:take_over", subject=review.id)
        session.flush()
    claim(session, review, staff_id)


def release(session: Session, review_id: UUID, staff_id: UUID) -> None:
    """Let go of one's own claim on a review; somebody else's stays."""
    session.execute(
        delete(Claim)
        .where(Claim.review_id == review_id, Claim.staff_id == staff_id)
        .execution_options(synchronize_session="fetch")
    )


def end(session: Session, review_id: UUID) -> None:
    """End whatever claim there is on a review: it is ruled on."""
    session.execute(
        delete(Claim)
        .where(Claim.review_id == review_id)
        .execution_options(synchronize_session="fetch")
    )


def _length(review: Review) -> timedelta:
    return timedelta(minutes=Policy.of(review.site.policy).claim_minutes)


def standing() -> ColumnElement[bool]:
    """Give the condition that a claim has not run out, whenever its statement is put."""
    return Claim.until > bindparam(None, type_=Claim.until.type, callable_=now)


def _claimed(review_id: ColumnElement[UUID]) -> Select[UUID]:
    return select(Claim.review_id).where(Claim.review_id == review_id, standing())
