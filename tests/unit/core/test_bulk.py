from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import object_session

from models import AuditEvent, BulkKind, Decision, Entry, Outcome, Review, Status, now
from moderation.queue import bulk, claims
from moderation.queue.bulk import Chosen, TooLateError
from moderation.queue.decisions import decide
from tests.factories import make_review, make_site, make_staff

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from models import BulkAction, Site, Staff


@pytest.fixture
def anna(session: Session) -> Staff:
    return make_staff(session)


@pytest.fixture
def site(session: Session) -> Site:
    return make_site(session)


def ticked(*reviews: Review) -> list[Chosen]:
    """Tick reviews on a screen: what a test made before is committed, as it is for a request."""
    session = object_session(reviews[0])
    assert session is not None
    session.commit()
    return [Chosen(each.id, each.version) for each in reviews]


def left_out(action: BulkAction) -> list[str]:
    return [why for _, why in action.left_out]


def standing(session: Session) -> int:
    query = select(func.count()).select_from(Entry).where(Entry.removed_at.is_(None))
    return session.scalar(query) or 0


def test_only_reviews_without_marks_and_flags_are_approved_together(
    session: Session, site: Site, anna: Staff
) -> None:
    calm = make_review(session, site)
    marked = make_review(
        session, site, segments=[("lv", "Ilze!", "Ilze!")], findings=[("person", "Ilze")]
    )
    flagged = make_review(session, site, flags=[("intake", "duplicate", "")])
    untranslated = make_review(session, site, segments=[("lv", "Labi.", None)])

    action = bulk.approve(session, ticked(calm, marked, flagged, untranslated), anna.id)

    assert action.done == [[str(calm.id), calm.version]]
    assert left_out(action) == ["marks", "flags", "obstacle:untranslated:1"]
    assert [each.status for each in (calm, marked, flagged, untranslated)] == [
        Status.APPROVED,
        Status.PENDING,
        Status.PENDING,
        Status.PENDING,
    ]
    assert standing(session) == 1


def test_even_a_settled_mark_keeps_a_review_out_of_an_approval_of_many(
    session: Session, site: Site, anna: Staff
) -> None:
    review = make_review(
        session, site, segments=[("lv", "Ilze!", "Hello!")], findings=[("person", "Ilze")]
    )
    review.segments[0].findings[0].resolution = "dismissed"  # type: ignore[assignment]

    assert left_out(bulk.approve(session, ticked(review), anna.id)) == ["marks"]


def test_what_somebody_else_changed_or_ruled_on_is_left_out(
    session: Session, site: Site, anna: Staff
) -> None:
    changed, ruled, quiet = (make_review(session, site) for _ in range(3))
    chosen = [*ticked(changed, ruled, quiet), Chosen(site.id, 1)]
    changed.version += 1
    decide(session, ruled, Outcome.REJECTED, seen_version=1, staff_id=anna.id)
    session.commit()
    seen = [chosen[0], Chosen(ruled.id, ruled.version), *chosen[2:]]

    action = bulk.reject(session, seen, anna.id, reason="spam")

    assert [key for key, _ in action.done] == [str(quiet.id)]
    assert left_out(action) == ["stale", "status", "gone"]
    decision = session.scalars(select(Decision).where(Decision.review_id == quiet.id)).one()
    assert (decision.outcome, decision.reason) == (Outcome.REJECTED, "spam")


@pytest.mark.parametrize("kind", [BulkKind.APPROVED, BulkKind.REJECTED])
def test_what_was_ruled_is_taken_back_by_a_further_decision(
    session: Session, site: Site, anna: Staff, kind: BulkKind
) -> None:
    reviews = [make_review(session, site) for _ in range(3)]
    if kind is BulkKind.APPROVED:
        action = bulk.approve(session, ticked(*reviews), anna.id)
    else:
        action = bulk.reject(session, ticked(*reviews), anna.id, reason="spam")
    reviews[0].version += 1  # a colleague was there in between
    session.commit()

    count, left = bulk.undo(session, action)

    assert (count, left) == (2, [(reviews[0].id, "stale")])
    assert [each.status is Status.PENDING for each in reviews] == [False, True, True]
    last = session.scalars(
        select(Decision).where(Decision.review_id == reviews[1].id).order_by(Decision.id.desc())
    ).first()
    assert last is not None
    assert last.reason == "mistake"
    assert standing(session) == (1 if kind is BulkKind.APPROVED else 0)
    tags = session.scalars(
        select(AuditEvent.tag).where(AuditEvent.subject == reviews[1].id).order_by(AuditEvent.id)
    )
    assert list(tags)[-1] in {"review:unpublish", "review:return"}
    with pytest.raises(TooLateError):
        bulk.undo(session, action)


def test_after_ten_minutes_nothing_is_taken_back(session: Session, site: Site, anna: Staff) -> None:
    review = make_review(session, site)
    action = bulk.reject(session, ticked(review), anna.id, reason="spam")
    action.at = now() - timedelta(minutes=11)

    with pytest.raises(TooLateError):
        bulk.undo(session, action)
    assert review.status is Status.REJECTED


def test_reviews_are_taken_for_oneself_or_a_colleague_and_let_go(
    session: Session, site: Site, anna: Staff
) -> None:
    boris = make_staff(session)
    free, held = make_review(session, site), make_review(session, site)
    claims.claim(session, held, make_staff(session).id)
    ruled = make_review(session, site, status=Status.REJECTED)

    action = bulk.assign(session, ticked(free, held, ruled), anna.id, holder=boris.id)

    assert [key for key, _ in action.done] == [str(free.id)]
    assert left_out(action) == ["held", "stale"]
    holder = claims.holder(session, free.id)
    assert holder is not None
    assert holder.staff_id == boris.id
    bulk.undo(session, action)
    assert claims.holder(session, free.id) is None
    assert claims.holder(session, held.id) is not None


def test_more_than_a_page_or_two_is_not_done_at_once(
    session: Session, site: Site, anna: Staff, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bulk, "MOST", 1)
    reviews = [make_review(session, site) for _ in range(2)]

    action = bulk.reject(session, ticked(*reviews), anna.id, reason="spam")

    assert len(action.done) == 1
    assert reviews[1].status is Status.PENDING
