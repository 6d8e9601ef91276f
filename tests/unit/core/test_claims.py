from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select

from models import AuditEvent, Claim, Outcome, Review, now
from moderation.queue import claims, order
from moderation.queue.decisions import decide
from tests.factories import make_review, make_site, make_staff

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from models import Staff


@pytest.fixture
def review(session: Session) -> Review:
    return make_review(session, make_site(session, policy={"claim_minutes": 20}))


@pytest.fixture
def anna(session: Session) -> Staff:
    return make_staff(session, name="Anna")


@pytest.fixture
def boris(session: Session) -> Staff:
    return make_staff(session, name="Boris")


def run_out(session: Session, review: Review) -> None:
    session.get_one(Claim, review.id).until = now() - timedelta(seconds=1)
    session.flush()


def test_a_claim_holds_for_as_long_as_the_site_says(
    session: Session, review: Review, anna: Staff
) -> None:
    held = claims.claim(session, review, anna.id)

    assert held is not None
    assert (held.staff_id, held.name) == (anna.id, "Anna")
    assert timedelta(minutes=19) < held.until - now() <= timedelta(minutes=20)


def test_a_colleagues_claim_is_left_alone(
    session: Session, review: Review, anna: Staff, boris: Staff
) -> None:
    claims.claim(session, review, anna.id)

    held = claims.claim(session, review, boris.id)

    assert held is not None
    assert held.staff_id == anna.id


def test_a_claim_that_has_run_out_holds_nothing(
    session: Session, review: Review, anna: Staff, boris: Staff
) -> None:
    claims.claim(session, review, anna.id)
    run_out(session, review)
    assert claims.holder(session, review.id) is None

    held = claims.claim(session, review, boris.id)

    assert held is not None
    assert held.staff_id == boris.id


def test_work_extends_a_claim_once_a_quarter_of_it_is_gone(
    session: Session, review: Review, anna: Staff
) -> None:
    claims.claim(session, review, anna.id)
    row = session.get_one(Claim, review.id)
    for left, after in ((16, 16), (14, 20)):
        row.until = now() + timedelta(minutes=left)
        session.flush()
        claims.claim(session, review, anna.id)
        assert round((row.until - now()) / timedelta(minutes=1)) == after


def test_taking_over_is_one_step_and_stands_in_the_log(
    session: Session, review: Review, anna: Staff, boris: Staff
) -> None:
    claims.claim(session, review, anna.id)

    claims.take_over(session, review, boris.id)

    held = claims.holder(session, review.id)
    assert held is not None
    assert held.staff_id == boris.id
    assert "review:take_over" in session.scalars(select(AuditEvent.tag)).all()


def test_only_ones_own_claim_is_let_go(
    session: Session, review: Review, anna: Staff, boris: Staff
) -> None:
    claims.claim(session, review, anna.id)

    claims.release(session, review.id, boris.id)
    assert claims.holder(session, review.id) is not None

    claims.release(session, review.id, anna.id)
    assert claims.holder(session, review.id) is None


def test_a_ruling_ends_the_claim(session: Session, review: Review, anna: Staff) -> None:
    claims.claim(session, review, anna.id)

    decide(session, review, Outcome.APPROVED, seen_version=review.version, staff_id=anna.id)

    assert claims.held(session, [review.id]) == {}


def test_what_somebody_else_holds_is_told_apart(
    session: Session, review: Review, anna: Staff, boris: Staff
) -> None:
    other = make_review(session, review.site)
    free = make_review(session, review.site)
    claims.claim(session, review, anna.id)
    claims.claim(session, other, boris.id)

    mine = select(Review.id).where(claims.held_by(anna.id, Review.id.expression))
    theirs = select(Review.id).where(claims.held_by_others(anna.id, Review.id.expression))

    assert session.scalars(mine).all() == [review.id]
    assert session.scalars(theirs).all() == [other.id]
    assert order.next_after(session, review, viewer=anna.id) == free.id
