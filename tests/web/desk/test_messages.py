"""A message waits for the next page that somebody sees; nothing fetched meanwhile takes it."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import uuid4

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from flask.testing import FlaskClient
    from werkzeug.test import TestResponse

    from models import Review

    Post = Callable[..., TestResponse]

HTMX = {"HX-Request": "true"}
AHEAD = {**HTMX, "Balss-Ahead": "true"}


def cookies(answer: TestResponse) -> list[str]:
    return answer.headers.getlist("Set-Cookie")


@pytest.fixture
def waiting(post: Post, calm: Review) -> None:
    """A message that the next page is to show."""
    assert post(calm, "decisions", outcome="approved").status_code == 303


@pytest.mark.usefixtures("waiting")
def test_a_review_fetched_ahead_leaves_the_message_and_the_cookie(
    desk: FlaskClient, review: Review, calm: Review
) -> None:
    answer = desk.get(f"/reviews/{review.id}", headers=AHEAD)

    assert cookies(answer) == []
    assert "Approved." in desk.get(f"/reviews/{calm.id}").text


@pytest.mark.usefixtures("waiting")
def test_a_review_that_is_gone_when_it_is_fetched_ahead_leaves_it_too(
    desk: FlaskClient, calm: Review
) -> None:
    answer = desk.get(f"/reviews/{uuid4()}", headers=AHEAD)

    assert answer.status_code == 404
    assert cookies(answer) == []
    assert "Approved." in desk.get(f"/reviews/{calm.id}").text


@pytest.mark.usefixtures("waiting")
def test_a_fragment_that_could_not_be_given_leaves_it_too(desk: FlaskClient, calm: Review) -> None:
    answer = desk.get(f"/reviews/{calm.id}/sentences/99/suggestions", headers=HTMX)

    assert answer.status_code == 404
    assert cookies(answer) == []
    assert "Approved." in desk.get(f"/reviews/{calm.id}").text


def test_a_ruling_made_while_a_review_is_fetched_ahead_keeps_its_message(
    desk: FlaskClient, review: Review, calm: Review, post: Post
) -> None:
    """The older answer arrives last: a browser would keep whatever cookie came with it."""
    before = desk.get_cookie("balss_session")
    assert before is not None
    post(calm, "decisions", outcome="approved", onward="yes")
    after = desk.get_cookie("balss_session")
    assert after is not None
    assert after.value != before.value

    late = desk.get(
        f"/reviews/{review.id}", headers={**AHEAD, "Cookie": f"balss_session={before.value}"}
    )

    assert cookies(late) == []
    page = desk.get(f"/reviews/{calm.id}").text
    assert "Approved." in page


@pytest.mark.usefixtures("waiting")
def test_whoever_sees_the_page_sees_the_message_once(desk: FlaskClient, calm: Review) -> None:
    first, second = (desk.get(f"/reviews/{calm.id}") for _ in range(2))

    assert "Approved." in first.text
    assert cookies(first) != []
    assert "Approved." not in second.text


def test_a_card_fetched_ahead_is_not_another_browsers(desk: FlaskClient, review: Review) -> None:
    answer = desk.get(f"/reviews/{review.id}", headers=AHEAD)

    assert "Cookie" in answer.headers["Vary"]
