from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from models import Role, Status, now
from tests.factories import make_review, make_site, make_staff, sign_in

if TYPE_CHECKING:
    from flask.testing import FlaskClient
    from sqlalchemy.orm import Session

    from models import Site


def page(client: FlaskClient, address: str = "/") -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.get_data(as_text=True)


@pytest.mark.parametrize("address", ["/", "/published", "/?status=rejected"])
def test_a_visitor_is_sent_to_sign_in(client: FlaskClient, address: str) -> None:
    answer = client.get(address)

    assert answer.status_code == 302
    assert answer.location.startswith("/sign-in")


def test_an_empty_queue_says_that_there_is_nothing_to_do(desk: FlaskClient) -> None:
    assert "Nothing waits for you" in page(desk)


def test_an_administrator_without_sites_is_led_to_add_one(
    client: FlaskClient, session: Session
) -> None:
    sign_in(client, make_staff(session, role=Role.ADMIN))

    assert "/settings/sites/new" in page(client) or "Add the first site" in page(client)


def test_the_oldest_review_stands_first(desk: FlaskClient, session: Session, site: Site) -> None:
    for text, hours in (("Jaunais.", 1), ("Vecais.", 5)):
        received = now() - timedelta(hours=hours)
        make_review(session, site, segments=[("lv", text, "Text.")], received_at=received)

    text = page(desk)

    assert text.index("Vecais.") < text.index("Jaunais.")


def test_a_row_tells_language_flags_findings_stars_and_age(
    desk: FlaskClient, session: Session, site: Site
) -> None:
    make_review(
        session,
        site,
        segments=[("lv", "Man bija vēzis.", "I had cancer.")],
        findings=[("health", "vēzis", "cancer")],
        flags=[("translation", "low_score", "")],
        rating=4,
        received_at=now() - timedelta(hours=2),
    )

    text = page(desk)

    for words in ("Latvian, certain", "draft uncertain", "health data", "1 mark"):
        assert words in text
    for words in ("4 stars of 5", "2 hours ago", "I had cancer."):
        assert words in text


def test_a_long_review_shows_its_first_words_only(
    desk: FlaskClient, session: Session, site: Site
) -> None:
    make_review(session, site, segments=[("lv", "labi " * 100 + "beigas.", "Good.")])

    text = page(desk)

    assert "labi …" in text
    assert "beigas" not in text


def test_reviews_being_read_are_counted_and_not_listed(
    desk: FlaskClient, session: Session, site: Site
) -> None:
    make_review(session, site, text="Gaida.", status=Status.RECEIVED)

    text = page(desk)

    assert "1 review is being read and translated." in text
    assert "Gaida." not in text


@pytest.mark.usefixtures("calm")
def test_the_queue_is_filtered_by_status_and_site(
    desk: FlaskClient, session: Session, site: Site
) -> None:
    other = make_site(session, slug="hotel", name="Hotel")
    make_review(session, other, segments=[("lv", "Viesnīca.", "Hotel.")])
    make_review(session, site, segments=[("lv", "Atmests.", "No.")], status=Status.REJECTED)

    assert "Viesnīca." in page(desk, "/?site=hotel")
    assert "Спасибо!" not in page(desk, "/?site=hotel")
    assert "Atmests." in page(desk, "/?status=rejected")
    assert desk.get("/?site=nowhere").status_code == 404
    assert desk.get("/?status=erased").status_code == 404


def test_a_long_queue_goes_on_over_a_link(desk: FlaskClient, session: Session, site: Site) -> None:
    for number in range(27):
        received = now() - timedelta(minutes=100 - number)
        make_review(
            session, site, segments=[("lv", f"Nr{number:02}.", "No.")], received_at=received
        )
    first = page(desk)
    link = first.split('rel="next" href="')[1].split('"')[0].replace("&amp;", "&")

    second = page(desk, link)

    assert "Nr24." in first
    assert "Nr25." not in first
    assert "Nr25." in second
    assert "Nr26." in second
    assert "Nr24." not in second


@pytest.mark.parametrize(
    "place", ["x", "2026-01-01", "2026-01-01_zz", "2026-01-01T00:00:00_" + "0" * 32]
)
def test_a_spoilt_link_is_not_found(desk: FlaskClient, place: str) -> None:
    assert desk.get(f"/?after={place}").status_code == 404


@pytest.mark.usefixtures("calm")
def test_published_shows_exactly_what_the_feed_serves(
    desk: FlaskClient, session: Session, site: Site
) -> None:
    make_review(session, site, segments=[("lv", "Lieliski!", "Great!")], status=Status.APPROVED)

    text = page(desk, "/published")

    assert "Great!" in text
    assert "Thank you!" not in text
