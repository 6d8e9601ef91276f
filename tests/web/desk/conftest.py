from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING

import pytest

from tests.factories import make_review, make_site, make_staff, sign_in

if TYPE_CHECKING:
    from collections.abc import Callable

    from flask.testing import FlaskClient
    from sqlalchemy.orm import Session
    from werkzeug.test import TestResponse

    from models import Review, Site, Staff

LETTER = (
    ("lv", "Paldies Ilzei Bērziņai!", "Thank you, Ilze Bērziņa!"),
    ("lv", "Viss bija labi.", "Everything was good."),
)


@pytest.fixture
def site(session: Session) -> Site:
    return make_site(session, slug="clinic", name="Clinic")


@pytest.fixture
def anna(session: Session) -> Staff:
    return make_staff(session, name="Anna")


@pytest.fixture
def desk(client: FlaskClient, anna: Staff) -> FlaskClient:
    """A browser in which Anna is signed in."""
    sign_in(client, anna)
    return client


@pytest.fixture
def review(session: Session, site: Site) -> Review:
    """Two sentences; a name stands in both texts of the first."""
    return make_review(
        session,
        site,
        segments=LETTER,
        findings=[("person", "Ilzei Bērziņai", "Ilze Bērziņa")],
    )


@pytest.fixture
def calm(session: Session, site: Site) -> Review:
    """A review with nothing left to settle."""
    return make_review(session, site, segments=[("ru", "Спасибо!", "Thank you!")])


@pytest.fixture
def screen(desk: FlaskClient) -> Callable[[Review], dict[str, str]]:
    """What a browser would post from a review's page: every box as it was drawn."""

    def read(review: Review) -> dict[str, str]:
        page = desk.get(f"/reviews/{review.id}").get_data(as_text=True)
        found = dict(re.findall(r'<input type="hidden" name="([\w-]+)" value="([^"]*)"', page))
        boxes = re.findall(r'<textarea id="english-(\d+)"[^>]*>\n(.*?)</textarea>', page, re.DOTALL)
        return {
            "version": found["version"],
            **{name: value for name, value in found.items() if name.startswith("seen-")},
            **{f"english-{number}": html.unescape(text) for number, text in boxes},
        }

    return read


@pytest.fixture
def post(
    desk: FlaskClient, screen: Callable[[Review], dict[str, str]]
) -> Callable[..., TestResponse]:
    """Press a button of a review's page: `post(review, "decisions", outcome="approved")`."""

    def press(review: Review, path: str = "", /, **fields: str) -> TestResponse:
        headers = {"HX-Request": "true"} if fields.pop("htmx", None) else {}
        given = {
            **screen(review),
            **{name.replace("_at_", "-"): each for name, each in fields.items()},
        }
        address = f"/reviews/{review.id}" + (f"/{path}" if path else "")
        return desk.post(address, data=given, headers=headers)

    return press
