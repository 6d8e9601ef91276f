from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select

from models import AuditEvent, Decision, Entry, Outcome, Resolution, ReviewFlag, Status
from moderation.audit import verify
from moderation.queue.decisions import (
    NotAllowedError,
    NotApprovableError,
    StaleReviewError,
    decide,
    withdraw,
)
from moderation.rework import accept_draft
from tests.factories import make_review, make_site, make_staff

if TYPE_CHECKING:
    from sqlalchemy.orm import Session


def test_a_moderator_cannot_overrule_a_decision_they_have_not_seen(session: Session) -> None:
    review = make_review(session, make_site(session))
    anna, boris = make_staff(session), make_staff(session)
    on_boris_screen = review.version
    decide(session, review, Outcome.APPROVED, seen_version=review.version, staff_id=anna.id)

    with pytest.raises(StaleReviewError):
        decide(session, review, Outcome.REJECTED, seen_version=on_boris_screen, staff_id=boris.id)

    assert review.status is Status.APPROVED


def test_approval_writes_decision_entry_and_audit_event_together(session: Session) -> None:
    review = make_review(
        session, make_site(session), text="Paldies!", segments=[("lv", "Paldies!", "Thank you!")]
    )
    anna = make_staff(session)

    decide(session, review, Outcome.APPROVED, seen_version=review.version, staff_id=anna.id)

    entry = session.scalars(select(Entry)).one()
    assert entry.content == {"en": "Thank you!", "lv": "Paldies!"}
    assert session.scalars(select(Decision)).one().staff_id == anna.id
    tags = session.scalars(select(AuditEvent.tag).where(AuditEvent.subject == review.id)).all()
    assert "review:approve" in tags
    assert verify(session) is None


def test_an_open_finding_stops_approval_and_says_so(session: Session) -> None:
    review = make_review(
        session,
        make_site(session),
        text="Esmu Anna.",
        segments=[("lv", "Esmu Anna.", "I am Anna.")],
        findings=[("person", "Anna", "Anna")],
    )
    anna = make_staff(session)

    with pytest.raises(NotApprovableError) as refused:
        decide(session, review, Outcome.APPROVED, seen_version=review.version, staff_id=anna.id)

    assert [(each.code, each.detail) for each in refused.value.obstacles] == [
        ("open_findings", "2")
    ]
    assert session.scalars(select(Entry)).all() == []


def test_redacted_words_never_reach_the_entry(session: Session) -> None:
    review = make_review(
        session,
        make_site(session),
        text="Esmu Anna.",
        segments=[("lv", "Esmu Anna.", "I am Anna.")],
        findings=[("person", "Anna", "Anna")],
    )
    for finding in review.segments[0].findings:
        finding.resolution = Resolution.REDACTED
        finding.replacement = "[name]"

    decide(
        session,
        review,
        Outcome.APPROVED,
        seen_version=review.version,
        staff_id=make_staff(session).id,
    )

    entry = session.scalars(select(Entry)).one()
    assert entry.content == {"en": "I am [name].", "lv": "Esmu [name]."}
    assert entry.provenance["redacted"] is True


def test_an_untranslated_sentence_stops_approval(session: Session) -> None:
    review = make_review(
        session, make_site(session), text="Paldies!", segments=[("lv", "Paldies!", None)]
    )

    with pytest.raises(NotApprovableError):
        decide(
            session,
            review,
            Outcome.APPROVED,
            seen_version=review.version,
            staff_id=make_staff(session).id,
        )


def test_unpublishing_destroys_the_words_and_leaves_a_tombstone(session: Session) -> None:
    review = make_review(session, make_site(session))
    anna = make_staff(session)
    decide(session, review, Outcome.APPROVED, seen_version=review.version, staff_id=anna.id)
    published = session.scalars(select(Entry)).one().sequence

    decide(session, review, Outcome.UNPUBLISHED, seen_version=review.version, staff_id=anna.id)

    tombstone = session.scalars(select(Entry)).one()
    assert (tombstone.content, tombstone.author, tombstone.provenance) == ({}, None, {})
    assert tombstone.removed_at is not None
    assert tombstone.sequence > published
    assert review.status is Status.PENDING


def test_withdrawal_unpublishes_at_once_and_only_once(session: Session) -> None:
    review = make_review(session, make_site(session))
    decide(
        session,
        review,
        Outcome.APPROVED,
        seen_version=review.version,
        staff_id=make_staff(session).id,
    )

    assert withdraw(session, review) is True
    assert withdraw(session, review) is False

    assert review.status is Status.WITHDRAWN
    assert session.scalars(select(Entry)).one().removed_at is not None


@pytest.mark.parametrize("outcome", [Outcome.APPROVED, Outcome.REJECTED, Outcome.RETURNED])
def test_nothing_is_ruled_on_a_withdrawn_review(session: Session, outcome: Outcome) -> None:
    review = make_review(session, make_site(session))
    withdraw(session, review)

    with pytest.raises(NotAllowedError):
        decide(
            session,
            review,
            outcome,
            seen_version=review.version,
            staff_id=make_staff(session).id,
        )


def test_a_doubted_sentence_stops_approval_until_a_person_accepts_it(session: Session) -> None:
    review = make_review(session, make_site(session))
    anna = make_staff(session)
    segment = review.segments[0]
    review.flags.append(ReviewFlag(segment_id=segment.id, stage="translation", code="looping"))
    session.flush()

    with pytest.raises(NotApprovableError) as refused:
        decide(session, review, Outcome.APPROVED, seen_version=review.version, staff_id=anna.id)
    assert [each.code for each in refused.value.obstacles] == ["open_flags"]

    accept_draft(session, review, segment, seen_version=review.version, staff_id=anna.id)
    decide(session, review, Outcome.APPROVED, seen_version=review.version, staff_id=anna.id)
    assert review.status is Status.APPROVED


def test_a_site_may_let_doubts_stop_nothing(session: Session) -> None:
    review = make_review(session, make_site(session, policy={"settle_doubts": False}))
    review.flags.append(
        ReviewFlag(segment_id=review.segments[0].id, stage="translation", code="looping")
    )
    session.flush()
    decide(
        session,
        review,
        Outcome.APPROVED,
        seen_version=review.version,
        staff_id=make_staff(session).id,
    )
    assert review.status is Status.APPROVED


@pytest.mark.parametrize(
    "outcome", [Outcome.APPROVED, Outcome.REJECTED, Outcome.RETURNED, Outcome.UNPUBLISHED]
)
def test_nothing_but_a_withdrawal_is_ruled_without_a_member_of_staff(
    session: Session, outcome: Outcome
) -> None:
    review = make_review(session, make_site(session))
    with pytest.raises(NotAllowedError):
        decide(session, review, outcome, seen_version=review.version, staff_id=None)
    assert review.status is Status.PENDING
