from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from flask_babel import force_locale
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from models import now
from moderation.web.locale import ago, day, exact, language_name
from tests.factories import make_site, make_staff, sign_in

if TYPE_CHECKING:
    from flask import Flask
    from flask.testing import FlaskClient
    from sqlalchemy.orm import Session

NOON = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("asked", "shown"),
    [
        ("lv", "lv"),
        ("lv-LV,en;q=0.5", "lv"),
        ("de,ru;q=0.7,en;q=0.3", "ru"),
        ("de", "en"),
        ("", "en"),
        ("*", "en"),
        ("not a header; q=x", "en"),
    ],
)
def test_a_visitor_gets_the_language_the_browser_asks_for(
    client: FlaskClient, asked: str, shown: str
) -> None:
    page = client.get("/sign-in", headers={"Accept-Language": asked}).text

    assert f'<html lang="{shown}"' in page


def test_a_choice_outlasts_the_browsers_wish_and_the_account_outlasts_the_choice(
    client: FlaskClient, session: Session
) -> None:
    wish = {"Accept-Language": "lv"}
    client.post("/locale", data={"locale": "ru"})
    assert '<html lang="ru"' in client.get("/sign-in", headers=wish).text

    sign_in(client, make_staff(session, locale="en"))
    assert '<html lang="en"' in client.get("/preferences", headers=wish).text


def test_a_choice_is_kept_with_the_account(client: FlaskClient, session: Session) -> None:
    anna = make_staff(session, locale="en")
    sign_in(client, anna)

    client.post("/locale", data={"locale": "lv"})

    session.refresh(anna)
    assert anna.locale == "lv"


@pytest.mark.parametrize("locale", ["de", "", "../en", "en\x00"])
def test_an_unknown_language_is_refused(client: FlaskClient, locale: str) -> None:
    assert client.post("/locale", data={"locale": locale}).status_code == 400


@pytest.mark.parametrize(
    ("data", "referer", "back"),
    [
        ({"next": "/withdraw/abc"}, None, "/withdraw/abc"),
        ({}, "http://localhost/published?page=2", "/published?page=2"),
        ({}, "https://evil.example/x", "/"),
        ({"next": "//evil.example"}, None, "/"),
        ({}, None, "/"),
    ],
)
def test_after_choosing_one_is_back_where_one_was(
    client: FlaskClient, data: dict[str, str], referer: str | None, back: str
) -> None:
    headers = {"Referer": referer} if referer else {}
    answer = client.post("/locale", data={"locale": "en", **data}, headers=headers)

    assert answer.location == back


def test_moments_read_in_the_language_and_zone_of_the_screen(app: Flask, session: Session) -> None:
    make_site(session, time_zone="Europe/Lisbon")
    session.commit()
    with app.test_request_context():
        assert exact(NOON) == "21 Nov 2026, 12:00"
        assert exact(NOON, "Europe/Riga") == "21 Nov 2026, 14:00"
        assert exact(NOON, "No/Such") == "21 Nov 2026, 14:00"
        assert day(NOON) == "21 November 2026"
        assert ago(now() - timedelta(hours=2, seconds=1)) == "2 hours ago"
        assert ago(now() + timedelta(days=3, hours=1)) == "in 3 days"
        assert ago(now()) == "just now"
        assert ago(None) == exact(None) == day(None) == ""
        with force_locale("lv"):
            assert exact(NOON) == "2026. gada 21. nov. 12:00"
            assert "2 stund" in ago(now() - timedelta(hours=2, seconds=1))
        with force_locale("ru"):
            assert day(NOON).startswith("21 ноября 2026")


def test_sites_in_several_zones_are_shown_in_the_default_one(app: Flask, session: Session) -> None:
    make_site(session, time_zone="Europe/Lisbon")
    make_site(session, time_zone="Europe/Riga")
    session.commit()
    with app.test_request_context():
        assert exact(NOON) == "21 Nov 2026, 14:00"


@pytest.mark.parametrize(
    ("tag", "english", "latvian"),
    [
        ("lv", "Latvian", "latviešu"),
        ("ru-Latn", "Russian (Latin)", "krievu (latīņu)"),
        ("und", "Unknown language", "nezināma valoda"),
        ("qqq", "qqq", "qqq"),
        ("", "", ""),
    ],
)
def test_languages_are_named_in_the_language_of_the_screen(
    app: Flask, tag: str, english: str, latvian: str
) -> None:
    with app.test_request_context():
        assert language_name(tag) == english
        with force_locale("lv"):
            assert language_name(tag) == latvian


@given(st.text())
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_tag_has_a_name(app: Flask, tag: str) -> None:
    with app.test_request_context():
        assert isinstance(language_name(tag), str)
