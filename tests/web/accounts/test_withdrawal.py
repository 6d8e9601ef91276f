from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select

from models import AuditEvent, Decision, Entry, Outcome, Status
from tests.factories import make_review, make_site

if TYPE_CHECKING:
    from flask.testing import FlaskClient
    from sqlalchemy.orm import Session

TOKEN = "f" * 64


@pytest.mark.parametrize(
    "status", [Status.RECEIVED, Status.PENDING, Status.APPROVED, Status.REJECTED]
)
def test_an_author_takes_a_review_back_without_an_account(
    client: FlaskClient, session: Session, status: Status
) -> None:
    review = make_review(session, status=status, token=TOKEN)

    answer = client.post(f"/withdraw/{TOKEN}", follow_redirects=True)

    assert answer.status_code == 200
    assert "is taken back" in answer.text
    session.expire_all()
    assert review.status is Status.WITHDRAWN
    assert review.consent.withdrawn_at is not None
    entries = session.scalars(select(Entry)).all()
    assert all(each.removed_at and not each.content for each in entries)
    assert len(entries) == (1 if status is Status.APPROVED else 0)
    actors = session.scalars(select(AuditEvent.actor).order_by(AuditEvent.id)).all()
    assert actors[-1] == "author"


def test_looking_changes_nothing(client: FlaskClient, session: Session) -> None:
    review = make_review(session, status=Status.APPROVED, token=TOKEN)

    assert client.get(f"/withdraw/{TOKEN}").status_code == 200
    assert client.head(f"/withdraw/{TOKEN}").status_code == 200

    session.expire_all()
    assert review.status is Status.APPROVED


def test_taking_back_twice_is_as_good_as_once(client: FlaskClient, session: Session) -> None:
    make_review(session, status=Status.APPROVED, token=TOKEN)

    for _ in range(3):
        assert client.post(f"/withdraw/{TOKEN}").status_code == 303

    withdrawn = select(Decision).where(Decision.outcome == Outcome.WITHDRAWN)
    assert len(session.scalars(withdrawn).all()) == 1


def test_the_page_names_the_site_and_the_day_but_never_the_words(
    client: FlaskClient, session: Session
) -> None:
    site = make_site(session, name="Rīgas klīnika")
    review = make_review(
        session, site, token=TOKEN, author="Anna Liepa", segments=[("lv", "Mana roka.", "My hand.")]
    )

    for answer in (
        client.get(f"/withdraw/{TOKEN}"),
        client.post(f"/withdraw/{TOKEN}", follow_redirects=True),
    ):
        assert "Rīgas klīnika" in answer.text
        assert str(review.received_at.year) in answer.text
        for word in ("roka", "hand", "Liepa"):
            assert word not in answer.text
        assert "noindex" in answer.headers["X-Robots-Tag"]
        assert answer.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize("token", ["x", "0" * 64, "a%00b", "%ff%fe", "é", "a" * 5000])
def test_an_unknown_link_is_not_found(client: FlaskClient, session: Session, token: str) -> None:
    make_review(session, token=TOKEN)

    assert client.get(f"/withdraw/{token}").status_code == 404
    assert client.post(f"/withdraw/{token}").status_code == 404


def test_links_cannot_be_tried_out_by_the_thousand(client: FlaskClient) -> None:
    answers = [client.get(f"/withdraw/{number}").status_code for number in range(61)]

    assert answers[-1] == 429
