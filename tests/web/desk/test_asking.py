from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlsplit

import pytest

from models import Status
from moderation.accounts.tokens import hashed
from moderation.queue.decisions import withdraw
from tests.factories import make_review

if TYPE_CHECKING:
    from flask.testing import FlaskClient
    from sqlalchemy.orm import Session
    from werkzeug.test import TestResponse

    from models import Review, Site

EMAIL = "aivars+reviews@example.com"


@pytest.fixture
def reachable(session: Session, site: Site) -> Review:
    """A Russian review whose author agreed to be asked."""
    review = make_review(session, site, segments=(("ru", "Спасибо!", "Thank you!"),))
    review.consent.contact_email = EMAIL
    session.flush()
    return review


def page(desk: FlaskClient, review: Review) -> str:
    return desk.get(f"/reviews/{review.id}").get_data(as_text=True)


def ask(desk: FlaskClient, review: Review, version: int) -> TestResponse:
    return desk.post(
        f"/reviews/{review.id}/question", data={"version": version}, follow_redirects=True
    )


def letter(shown: str) -> tuple[str, dict[str, list[str]]]:
    found = re.search(r'id="letter" href="([^"]+)"', shown)
    assert found
    address = urlsplit(html.unescape(found[1]))
    assert address.scheme == "mailto"
    return address.path, parse_qs(address.query)


def test_a_letter_is_begun_in_the_authors_language_without_a_word_of_the_review(
    desk: FlaskClient, reachable: Review
) -> None:
    to, fields = letter(page(desk, reachable))
    assert to == "aivars%2Breviews@example.com"
    assert fields["subject"] == ["Ваш отзыв: Clinic"]
    body = fields["body"][0]
    assert body.startswith("Здравствуйте!")
    assert "\r\n" in body
    assert "Спасибо!" not in body
    assert "Thank you" not in body


def test_the_letter_leads_the_author_to_the_page_that_takes_the_review_back(
    desk: FlaskClient, reachable: Review, session: Session
) -> None:
    body = letter(page(desk, reachable))[1]["body"][0]
    found = re.search(r"http://localhost(/withdraw/\S+)", body)
    assert found
    # The factory's reviews have tokens of their own; a submitted one has this very token.
    assert desk.get(found[1]).status_code == 404
    reachable.consent.withdrawal_hash = hashed(found[1].rpartition("/")[2])
    session.commit()
    assert desk.get(found[1]).status_code == 200


def test_noting_a_question_is_told_in_the_history_and_on_top(
    desk: FlaskClient, reachable: Review, session: Session
) -> None:
    answer = ask(desk, reachable, reachable.version).get_data(as_text=True)
    assert "Noted: the author has been asked." in answer
    assert "The author was asked, you" in answer
    assert '<span class="chip quiet">author asked</span>' in answer
    session.expire_all()
    assert reachable.consent.asked_at is not None
    assert reachable.status is Status.PENDING


def test_a_stale_screen_notes_nothing(
    desk: FlaskClient, reachable: Review, session: Session
) -> None:
    assert ask(desk, reachable, reachable.version - 1).status_code == 409
    session.expire_all()
    assert reachable.consent.asked_at is None


def test_an_author_who_did_not_agree_is_not_asked(
    desk: FlaskClient, session: Session, site: Site
) -> None:
    review = make_review(session, site)
    assert "Ask the author…</summary>" not in page(desk, review).replace("<kbd", "</summary>")
    answer = ask(desk, review, review.version)
    assert answer.status_code == 422
    assert "did not agree to be asked" in answer.get_data(as_text=True)


def test_the_address_goes_with_the_permission(session: Session, reachable: Review) -> None:
    withdraw(session, reachable)
    assert reachable.consent.contact_email is None


def test_no_door_for_readers_tells_the_address(
    desk: FlaskClient, reachable: Review, session: Session
) -> None:
    desk.post(
        f"/reviews/{reachable.id}/decisions",
        data={"version": reachable.version, "outcome": "approved"},
    )
    session.expire_all()
    assert reachable.status is Status.APPROVED
    for door in ("/feeds/clinic.json", "/feeds/clinic.atom", "/feeds/clinic.jsonld"):
        feed = desk.get(door).get_data(as_text=True)
        assert "Thank you!" in feed
        assert "aivars" not in feed
