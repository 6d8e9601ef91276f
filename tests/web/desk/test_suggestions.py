from __future__ import annotations

from typing import TYPE_CHECKING

from models import Status
from moderation.queue.glossary import Row, put
from tests.factories import make_review, make_site

if TYPE_CHECKING:
    from flask.testing import FlaskClient
    from sqlalchemy.orm import Session

    from models import Site

LIKE = [("lv", "Paldies par laipno attieksmi!", "Thank you for the kind care!")]


def test_a_sentence_approved_before_is_offered(
    desk: FlaskClient, session: Session, site: Site
) -> None:
    make_review(session, site, segments=LIKE, status=Status.APPROVED)
    review = make_review(session, site, segments=[("lv", "Paldies par laipnu attieksmi!", "Thx.")])

    answer = desk.get(f"/reviews/{review.id}/sentences/0/suggestions")

    assert "Thank you for the kind care!" in answer.text
    assert 'data-use="english-0"' in answer.text


def test_what_another_site_approved_is_not_offered(
    desk: FlaskClient, session: Session, site: Site
) -> None:
    make_review(session, make_site(session), segments=LIKE, status=Status.APPROVED)
    review = make_review(session, site, segments=[("lv", "Paldies par laipnu attieksmi!", "Thx.")])

    assert desk.get(f"/reviews/{review.id}/sentences/0/suggestions").status_code == 204


def test_the_glossary_says_how_the_site_writes_a_term(
    desk: FlaskClient, session: Session, site: Site
) -> None:
    put(session, site, [Row("lv", "zobārste", "dentist")], actor="system")
    review = make_review(session, site, segments=[("lv", "Zobārste bija laba.", "She was good.")])

    answer = desk.get(f"/reviews/{review.id}/sentences/0/suggestions")

    assert '>zobārste</span> → <span lang="en">dentist</span>' in answer.text


def test_a_sentence_that_is_not_there_is_not_found(
    desk: FlaskClient, session: Session, site: Site
) -> None:
    review = make_review(session, site)

    assert desk.get(f"/reviews/{review.id}/sentences/9/suggestions").status_code == 404
