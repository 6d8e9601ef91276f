from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from models import Review, Scope
from tests.factories import make_review

if TYPE_CHECKING:
    from flask.testing import FlaskClient
    from sqlalchemy.orm import Session

    from models import Site

CALM = (("ru", "Спасибо!", "Thank you!"),)


@pytest.fixture
def telling(session: Session, site: Site) -> Review:
    """A review whose author's line holds a telephone number."""
    return make_review(session, site, segments=CALM, author="Anna Liepa, +371 20000143")


def page(desk: FlaskClient, review: Review) -> str:
    return desk.get(f"/reviews/{review.id}").get_data(as_text=True)


def test_a_line_that_tells_too_much_says_so_and_offers_another(
    desk: FlaskClient, telling: Review
) -> None:
    shown = page(desk, telling)
    assert "Choose another way to show the author." in shown
    assert '<details id="byline" open>' in shown
    assert "initials: A. L." in shown


def test_the_preview_shows_the_chosen_line_and_the_review_can_be_approved(
    desk: FlaskClient, telling: Review, session: Session
) -> None:
    answer = desk.post(
        f"/reviews/{telling.id}/author",
        data={"version": telling.version, "author_line": "pseudonym", "pseudonym": "A patient"},
        follow_redirects=True,
    ).get_data(as_text=True)
    assert '<p class="hint">A patient ·' in answer
    assert "still shows this" not in answer
    session.expire_all()
    desk.post(
        f"/reviews/{telling.id}/decisions",
        data={"version": telling.version, "outcome": "approved"},
    )
    session.expire_all()
    assert telling.status.value == "approved"


@pytest.mark.parametrize(
    ("form", "code"),
    [({"author_line": "pseudonym", "pseudonym": " "}, 422), ({"author_line": "loud"}, 400)],
)
def test_what_cannot_stand_is_refused(
    desk: FlaskClient, telling: Review, form: dict[str, str], code: int
) -> None:
    given = {"version": telling.version, **form}
    assert desk.post(f"/reviews/{telling.id}/author", data=given).status_code == code


def test_no_line_is_offered_where_no_name_may_be_published(
    desk: FlaskClient, session: Session, site: Site
) -> None:
    silent = make_review(session, site, segments=CALM, scope=Scope.ANONYMOUS)
    assert 'id="byline"' not in page(desk, silent)
