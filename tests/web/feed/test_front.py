"""Kept answers: the same bytes as fresh ones, and never older than the database."""

from __future__ import annotations

import gzip
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from flask import request
from sqlalchemy import select

from models import Entry, Site
from moderation.app import create_app
from moderation.publication import feeds
from moderation.publication.shelf import Shelf
from moderation.queue.decisions import withdraw
from moderation.web.feed import answer as answers
from moderation.web.feed.answer import takes_gzip
from tests.factories import make_key

if TYPE_CHECKING:
    from collections.abc import Callable

    from flask import Flask
    from flask.testing import FlaskClient
    from sqlalchemy.orm import Session
    from werkzeug.test import TestResponse

    from models import Review
    from moderation.settings import Settings

DOORS = (
    "/feeds/clinic.json",
    "/feeds/clinic.atom",
    "/feeds/clinic.jsonld",
    "/api/v1/sites/clinic/entries",
)
LONG = "A text of some length, so that it is worth wrapping. " * 20
GZIP = {"Accept-Encoding": "gzip, deflate, br"}


@pytest.fixture
def reached(app: Flask) -> list[str]:
    """The paths that came as far as the application itself."""
    paths: list[str] = []

    @app.before_request
    def note() -> None:
        paths.append(request.full_path)

    return paths


def aged(session: Session) -> None:
    """Let everything have happened an hour ago."""
    for entry in session.scalars(select(Entry)):
        entry.published_at -= timedelta(hours=1)
    for site in session.scalars(select(Site)):
        site.changed_at = site.created_at - timedelta(hours=1)
    session.flush()


def headers(answer: TestResponse) -> dict[str, str]:
    """Give the headers that belong to the answer and not to the request that fetched it."""
    return {
        name: value
        for name, value in answer.headers.items()
        if not name.startswith(("X-RateLimit", "Retry-After"))
    }


@pytest.mark.parametrize("url", DOORS)
def test_a_kept_answer_is_the_fresh_one_without_the_application(
    client: FlaskClient, publish: Callable[..., Review], reached: list[str], url: str
) -> None:
    publish(LONG)
    for sent in ({}, GZIP, {"Origin": "https://clinic.example"}):
        client.application.extensions["balss.feed_shelf"] = Shelf()
        fresh, kept = client.get(url, headers=sent), client.get(url, headers=sent)
        assert (fresh.status_code, fresh.get_data()) == (kept.status_code, kept.get_data())
        assert headers(fresh) == headers(kept)
        assert not {name for name, _ in kept.headers if name.startswith("X-RateLimit")}
    assert reached == [f"{url}?"] * 3


@pytest.mark.parametrize("url", DOORS)
def test_what_another_process_removes_is_gone_at_the_next_pull(
    session: Session,
    client: FlaskClient,
    settings: Settings,
    publish: Callable[..., Review],
    url: str,
) -> None:
    review = publish("Secret words.")
    session.commit()
    other = create_app(settings)
    for _ in range(2):
        assert "Secret words." in other.test_client().get(url).text
    assert "Secret words." in client.get(url).text
    withdraw(session, review)
    session.commit()
    assert "Secret words." not in other.test_client().get(url).text
    assert "Secret words." not in client.get(url).text
    held = other.extensions["balss.feed_shelf"]._answers.values()
    assert not any(b"Secret words." in (kept.answer.body or b"") for kept, _ in held)
    other.extensions["balss.database"].engine.dispose()


@pytest.mark.parametrize("url", DOORS)
def test_an_answer_is_gzipped_for_who_takes_it(
    client: FlaskClient, publish: Callable[..., Review], url: str
) -> None:
    publish(LONG)
    plain, zipped = client.get(url), client.get(url, headers=GZIP)
    assert zipped.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(zipped.get_data()) == plain.get_data()
    assert len(zipped.get_data()) < len(plain.get_data()) / 2
    assert int(zipped.headers["Content-Length"]) == len(zipped.get_data())
    assert "Accept-Encoding" in zipped.headers["Vary"]
    # A strong ETag names bytes: the two are not the same.
    tags = [plain.headers["ETag"], zipped.headers["ETag"]]
    assert tags[0] != tags[1]
    for tag, sent in zip(tags, ({}, GZIP), strict=True):
        again = client.get(url, headers={"If-None-Match": tag, **sent})
        assert (again.status_code, again.headers["ETag"]) == (304, tag)


@pytest.mark.parametrize(
    ("accepted", "wanted"),
    [
        ("gzip", True), ("br, gzip;q=0.5", True), ("*", True), ("x, *;q=0.1", True), ("", False),
        ("identity", False), ("gzip;q=0", False), ("*;q=0", False), ("nonsense;;;", False),
    ],
)  # fmt: skip
def test_accept_encoding_is_read_as_rfc_9110_says(accepted: str, wanted: bool) -> None:
    assert takes_gzip(accepted) is wanted


@pytest.mark.parametrize("url", DOORS)
def test_a_reader_without_etags_is_spared_by_the_date(
    session: Session, client: FlaskClient, publish: Callable[..., Review], url: str
) -> None:
    review = publish()
    aged(session)
    modified = client.get(url).headers["Last-Modified"]
    assert client.get(url, headers={"If-Modified-Since": modified}).status_code == 304
    tomorrow = (datetime.now(UTC) + timedelta(days=1)).strftime("%a, %d %b %Y %H:%M:%S GMT")
    assert client.get(url, headers={"If-Modified-Since": tomorrow}).status_code == 200
    both = {"If-Modified-Since": modified, "If-None-Match": '"other"'}
    assert client.get(url, headers=both).status_code == 200
    withdraw(session, review)
    assert client.get(url, headers={"If-Modified-Since": modified}).status_code == 200


def test_no_date_is_given_within_the_second_of_a_change(
    client: FlaskClient, publish: Callable[..., Review], monkeypatch: pytest.MonkeyPatch
) -> None:
    entry_second = publish().received_at.timestamp() // 1 + 1
    for later, given in ((-1.5, False), (5, True)):
        monkeypatch.setattr(answers.time, "time", lambda at=entry_second + later: at)
        assert ("Last-Modified" in client.get(DOORS[0]).headers) is given


def test_a_policy_that_hides_originals_moves_the_date_too(
    session: Session, client: FlaskClient, publish: Callable[..., Review], site: Site
) -> None:
    publish()
    aged(session)
    modified = client.get(DOORS[0]).headers["Last-Modified"]
    site.policy = {"publish_original": False}
    answer = client.get(DOORS[0], headers={"If-Modified-Since": modified})
    assert answer.status_code == 200
    assert "Paldies" not in answer.text


@pytest.mark.parametrize("url", DOORS)
def test_only_the_named_websites_scripts_may_read(
    client: FlaskClient, publish: Callable[..., Review], site: Site, url: str
) -> None:
    publish()
    site.policy = {"origins": ["https://clinic.example", "https://www.clinic.example"]}
    for _ in range(2):  # fresh, then kept
        for origin in site.policy["origins"]:
            answer = client.get(url, headers={"Origin": origin})
            assert answer.headers["Access-Control-Allow-Origin"] == origin
            assert "Origin" in answer.headers["Vary"]
        for origin in ("https://evil.example", "null"):
            answer = client.get(url, headers={"Origin": origin})
            assert "Access-Control-Allow-Origin" not in answer.headers
            assert "Origin" in answer.headers["Vary"]


def test_a_key_opens_nothing_to_who_comes_after_it(
    session: Session, client: FlaskClient, publish: Callable[..., Review], site: Site
) -> None:
    publish("Secret words.")
    assert client.get(DOORS[0]).status_code == 200
    site.policy = {"public_feed": False}
    _, secret = make_key(session, site)
    assert client.get(DOORS[0], headers={"Authorization": f"Bearer {secret}"}).status_code == 200
    for url in DOORS:
        assert client.get(url).status_code == 401


def test_answers_name_the_address_each_reader_came_by(
    client: FlaskClient, publish: Callable[..., Review]
) -> None:
    publish()
    for host in ("https://a.example", "http://b.example", "https://a.example"):
        found: dict[str, Any] = client.get(DOORS[0], base_url=host).get_json(force=True)
        assert found["feed_url"] == f"{host}/feeds/clinic.json"


def test_a_database_that_does_not_answer_gives_no_kept_answer(
    app: Flask,
    client: FlaskClient,
    publish: Callable[..., Review],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    publish()
    assert client.get(DOORS[0]).status_code == 200
    app.config["PROPAGATE_EXCEPTIONS"] = False

    def fail(*_: object) -> None:
        raise OSError

    monkeypatch.setattr(feeds, "glance", fail)
    monkeypatch.setattr(feeds, "find", fail)
    assert client.get(DOORS[0]).status_code == 500
    monkeypatch.undo()
    assert client.get(DOORS[0]).status_code == 200
