from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select

from models import AuditEvent, Decision, Outcome, Resolution, Role, Status
from moderation import rework
from moderation.queue.decisions import NotAllowedError, NotApprovableError, decide
from tests.factories import make_review, make_site, make_staff

if TYPE_CHECKING:
    from uuid import UUID

    from sqlalchemy.orm import Session

    from models import Review, Staff


@pytest.fixture
def review(session: Session) -> Review:
    return make_review(
        session,
        make_site(session, policy={"four_eyes": True}),
        segments=[("lv", "Paldies Ilzei!", "Thank you, Ilze!")],
        findings=[("person", "Ilzei", "Ilze")],
    )


@pytest.fixture
def anna(session: Session) -> Staff:
    return make_staff(session, name="Anna", role=Role.ADMIN)


@pytest.fixture
def boris(session: Session) -> Staff:
    return make_staff(session, name="Boris")


def approve(session: Session, review: Review, staff: Staff, **more: object) -> None:
    decide(
        session,
        review,
        Outcome.APPROVED,
        seen_version=review.version,
        staff_id=staff.id,
        **more,  # type: ignore[arg-type]
    )


def dismiss(session: Session, review: Review, staff_id: UUID) -> None:
    rework.rule_on_finding(
        session,
        review,
        review.segments[0].findings[0],
        Resolution.DISMISSED,
        seen_version=review.version,
        staff_id=staff_id,
    )


@pytest.mark.parametrize("change", ["edit", "redact", "dismiss"])
def test_whoever_changed_the_text_last_does_not_approve_it(
    session: Session, review: Review, anna: Staff, boris: Staff, change: str
) -> None:
    if change != "dismiss":
        rework.anonymise(session, review, seen_version=review.version, staff_id=anna.id)
    else:
        dismiss(session, review, boris.id)
    if change == "edit":
        rework.edit_english(
            session,
            review,
            {0: "Many thanks!"},
            seen_version=review.version,
            staff_id=boris.id,
        )
    changer, colleague = (anna, boris) if change == "redact" else (boris, anna)

    with pytest.raises(NotApprovableError) as refusal:
        approve(session, review, changer)
    assert [each.code for each in refusal.value.obstacles] == ["own_edit"]
    approve(session, review, colleague)

    assert review.status is Status.APPROVED


def test_without_the_rule_one_person_is_enough(
    session: Session, review: Review, boris: Staff
) -> None:
    review.site.policy = {}
    dismiss(session, review, boris.id)

    approve(session, review, boris)

    assert review.status is Status.APPROVED


def test_nobody_having_changed_anything_anybody_approves(
    session: Session, review: Review, boris: Staff
) -> None:
    plain = make_review(session, review.site)

    approve(session, plain, boris)

    assert plain.status is Status.APPROVED


def test_an_administrator_goes_alone_for_a_reason_and_the_log_says_so(
    session: Session, review: Review, anna: Staff
) -> None:
    dismiss(session, review, anna.id)

    approve(session, review, anna, alone=True, reason="Nobody else is here.")

    decision = session.scalars(select(Decision)).one()
    event = session.scalars(select(AuditEvent).where(AuditEvent.tag == "review:alone")).one()
    assert decision.reason == "Nobody else is here."
    assert event.detail == {"decision": str(decision.id)}
    assert event.actor == f"staff:{anna.id}"


@pytest.mark.parametrize("reason", [None, "", "  "])
def test_going_alone_without_a_reason_is_refused(
    session: Session, review: Review, anna: Staff, reason: str | None
) -> None:
    dismiss(session, review, anna.id)

    with pytest.raises(ValueError, match="says why"):
        approve(session, review, anna, alone=True, reason=reason)

    assert review.status is Status.PENDING


def test_a_moderator_may_not_go_alone(session: Session, review: Review, boris: Staff) -> None:
    dismiss(session, review, boris.id)

    with pytest.raises(NotAllowedError):
        approve(session, review, boris, alone=True, reason="I am in a hurry.")

    assert review.status is Status.PENDING


def test_going_alone_sets_nothing_else_aside(session: Session, review: Review, anna: Staff) -> None:
    dismiss(session, review, anna.id)
    rework.rule_on_finding(
        session,
        review,
        review.segments[0].findings[0],
        Resolution.OPEN,
        seen_version=review.version,
        staff_id=anna.id,
    )

    with pytest.raises(NotApprovableError) as refusal:
        approve(session, review, anna, alone=True, reason="Nobody else is here.")

    assert {each.code for each in refusal.value.obstacles} == {"open_findings"}


def test_going_alone_where_a_colleague_edited_is_no_solo(
    session: Session, review: Review, anna: Staff, boris: Staff
) -> None:
    dismiss(session, review, boris.id)

    approve(session, review, anna, alone=True, reason="Not needed.")

    tags = session.scalars(select(AuditEvent.tag)).all()
    assert "review:alone" not in tags
