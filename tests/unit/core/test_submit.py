from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import func, select

from models import AuditEvent, Channel, Consent, Review, Scope, Site, Status
from moderation.accounts.tokens import hashed
from moderation.intake.submit import IntakeError, KeyReusedError, NewReview, Receipt, submit
from tests.factories import make_site

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

PALDIES = NewReview(
    text="  Paldies!\n\n👍 ",
    channel=Channel.API,
    consent_scope=Scope.FIRST_NAME,
    consent_wording="Drīkst publicēt ar vārdu.",
    idempotency_key="order-17",
)


def take(session: Session, site: Site, new: NewReview) -> Receipt:
    return submit(session, site, new, secret="test", max_chars=1000)


def test_the_original_is_kept_to_the_letter_with_its_consent(session: Session) -> None:
    receipt = take(session, make_site(session), PALDIES)

    assert receipt.review.original == "  Paldies!\n\n👍 "
    assert receipt.review.status is Status.RECEIVED
    consent = session.scalars(select(Consent)).one()
    assert (consent.scope, consent.wording) == (Scope.FIRST_NAME, "Drīkst publicēt ar vārdu.")
    assert consent.withdrawal_hash == hashed(receipt.withdrawal_token)


def test_a_repeated_submission_gets_the_first_answer_again(session: Session) -> None:
    site = make_site(session)
    first = take(session, site, PALDIES)
    again = take(session, site, PALDIES)

    assert again.repeated
    assert again.review is first.review
    assert again.withdrawal_token == first.withdrawal_token
    assert session.scalar(select(func.count()).select_from(Review)) == 1


def test_a_key_with_another_body_is_refused(session: Session) -> None:
    site = make_site(session)
    take(session, site, PALDIES)
    with pytest.raises(KeyReusedError):
        take(session, site, replace(PALDIES, text="Kaut kas cits."))


def test_two_sites_may_use_the_same_key(session: Session) -> None:
    take(session, make_site(session), PALDIES)
    assert not take(session, make_site(session), PALDIES).repeated


def test_the_same_words_again_are_taken_and_flagged(session: Session) -> None:
    site = make_site(session)
    first = take(session, site, replace(PALDIES, idempotency_key=None))
    second = take(session, site, replace(PALDIES, idempotency_key=None, text="paldies! 👍"))

    session.refresh(second.review)
    assert ("duplicate", str(first.review.id)) in [
        (each.code, each.detail) for each in second.review.flags
    ]


@pytest.mark.parametrize("text", ["", "   ", "\u200b\u200b", "a" * 1001])
def test_a_text_that_cannot_be_used_is_refused_by_name(session: Session, text: str) -> None:
    with pytest.raises(IntakeError) as refused:
        take(session, make_site(session), replace(PALDIES, text=text))
    assert refused.value.field == "text"


def test_the_audit_event_holds_no_word_of_the_review(session: Session) -> None:
    take(session, make_site(session), PALDIES)
    event = session.scalars(select(AuditEvent).where(AuditEvent.tag == "review:receive")).one()
    assert "Paldies" not in f"{event.actor}{event.detail}"


def test_an_overlong_name_is_refused_by_field(session: Session) -> None:
    with pytest.raises(IntakeError) as refused:
        take(session, make_site(session), replace(PALDIES, author="A" * 201))
    assert (refused.value.field, refused.value.code) == ("author", "too_long")
