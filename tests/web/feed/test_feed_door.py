from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import jsonschema
import pytest
from sqlalchemy import event

from models import Outcome, Scope, Status
from moderation.publication import entries
from moderation.publication.shelf import Shelf
from moderation.queue.decisions import decide, withdraw
from tests.factories import make_key, make_review, make_site

if TYPE_CHECKING:
    from collections.abc import Callable

    from flask import Flask
    from flask.testing import FlaskClient
    from sqlalchemy.orm import Session

    from models import Review, Site, Staff
    from moderation.database import Database

SCHEMA = json.loads((Path(__file__).parent / "json_feed_1_1.schema.json").read_text("utf-8"))
URL = "/feeds/clinic.json"
PROBLEM = "application/problem+json"


def pull(client: FlaskClient, url: str = URL, **headers: str) -> dict[str, Any]:
    answer = client.get(url, headers=headers)
    assert answer.status_code == 200, answer.get_data(as_text=True)
    found: dict[str, Any] = json.loads(answer.get_data())
    jsonschema.Draft202012Validator(SCHEMA).validate(found)
    return found


def pull_all(client: FlaskClient, url: str = URL) -> list[dict[str, Any]]:
    items: list[dict[str, Any]] = []
    following: str | None = url
    while following:
        answer = pull(client, following)
        items += answer["items"]
        following = answer.get("next_url")
    return items


def texts(items: list[dict[str, Any]]) -> list[str]:
    return [each["content_text"] for each in items]


@pytest.mark.usefixtures("site")
def test_a_feed_without_entries_is_a_feed(client: FlaskClient) -> None:
    feed = pull(client)
    assert (feed["title"], feed["items"]) == ("Clinic", [])
    assert feed["home_page_url"] == "https://clinic.example/"
    assert feed["_balss"]["sequence"] == 0


def test_only_what_was_approved_is_in_the_feed(
    session: Session, client: FlaskClient, site: Site, publish: Callable[..., Review]
) -> None:
    publish("Good.")
    for status in (Status.RECEIVED, Status.PENDING, Status.REJECTED, Status.WITHDRAWN):
        make_review(session, site, status=status)
    publish("Better.", scope=Scope.FIRST_NAME)
    feed = pull(client)
    assert texts(feed["items"]) == ["Better.", "Good."]
    assert feed["items"][0]["authors"] == [{"name": "Anna"}]
    assert "next_url" not in feed


def test_the_pages_hold_every_item_once(
    client: FlaskClient, publish: Callable[..., Review]
) -> None:
    for number in range(7):
        publish(f"Text {number}.")
    assert texts(pull_all(client, f"{URL}?limit=2")) == [f"Text {n}." for n in range(6, -1, -1)]


def test_the_next_page_keeps_the_question(
    client: FlaskClient, publish: Callable[..., Review]
) -> None:
    for number in range(3):
        publish(f"Text {number}.")
    items = pull_all(client, f"{URL}?limit=1&language=lv")
    assert [each["language"] for each in items] == ["lv", "lv", "lv"]
    assert "original" not in items[0]["_balss"]


def test_a_page_in_between_does_not_repeat_or_hide_when_the_feed_moves(
    session: Session, client: FlaskClient, publish: Callable[..., Review]
) -> None:
    made = [publish(f"Text {number}.") for number in range(4)]
    first = pull(client, f"{URL}?limit=2")
    withdraw(session, made[3])
    publish("Newer.")
    rest = pull_all(client, first["next_url"])
    assert texts(first["items"]) + texts(rest) == ["Text 3.", "Text 2.", "Text 1.", "Text 0."]


def test_a_removed_review_is_gone_at_the_next_pull_and_leaves_a_tombstone(
    session: Session, client: FlaskClient, publish: Callable[..., Review], anna: Staff
) -> None:
    review = publish("Secret words.")
    before = pull(client)
    decide(session, review, Outcome.UNPUBLISHED, seen_version=review.version, staff_id=anna.id)
    answer = client.get(URL)
    assert "Secret words" not in answer.get_data(as_text=True)
    after = json.loads(answer.get_data())
    assert after["items"] == []
    assert [each["id"] for each in after["_balss"]["removed"]] == [before["items"][0]["id"]]


def test_a_mirror_catches_up_by_sequence(
    session: Session, client: FlaskClient, publish: Callable[..., Review]
) -> None:
    reviews = [publish(f"Text {number}.") for number in range(3)]
    seen = pull(client, f"{URL}?since=0")
    assert texts(seen["items"]) == ["Text 0.", "Text 1.", "Text 2."]
    withdraw(session, reviews[1])
    publish("Text 3.")
    changed = pull(client, f"{URL}?since={seen['_balss']['sequence']}")
    assert texts(changed["items"]) == ["Text 3."]
    assert [each["id"] for each in changed["_balss"]["removed"]] == [seen["items"][1]["id"]]
    assert pull(client, f"{URL}?since={changed['_balss']['sequence']}")["items"] == []


def test_a_mirror_that_is_far_behind_catches_up_in_parts(
    client: FlaskClient, publish: Callable[..., Review]
) -> None:
    for number in range(5):
        publish(f"Text {number}.")
    assert texts(pull_all(client, f"{URL}?since=1&limit=2")) == [f"Text {n}." for n in range(1, 5)]


def test_a_mirror_ahead_of_the_feed_is_told_to_start_again(
    client: FlaskClient, publish: Callable[..., Review]
) -> None:
    publish()
    answer = client.get(f"{URL}?since=2")
    assert (answer.status_code, answer.mimetype) == (400, PROBLEM)


def test_a_feed_that_did_not_change_is_not_sent_again(
    client: FlaskClient, publish: Callable[..., Review]
) -> None:
    publish()
    etag = client.get(URL).headers["ETag"]
    assert etag.startswith('"')  # strong
    for sent in (etag, f"W/{etag}", f'"other", {etag}'):
        answer = client.get(URL, headers={"If-None-Match": sent})
        assert (answer.status_code, answer.get_data()) == (304, b"")
        assert answer.headers["ETag"] == etag
        assert answer.headers["Cache-Control"] == "public, max-age=0, s-maxage=60, must-revalidate"
        assert answer.headers["Access-Control-Allow-Origin"] == "*"


def test_every_change_of_the_feed_changes_its_etag(
    session: Session, client: FlaskClient, site: Site, publish: Callable[..., Review]
) -> None:
    seen = [client.get(URL).headers["ETag"]]
    review = publish()
    seen.append(client.get(URL).headers["ETag"])
    site.policy = {"show_author": False}
    seen.append(client.get(URL).headers["ETag"])
    withdraw(session, review)
    seen.append(client.get(URL).headers["ETag"])
    seen.append(client.get(f"{URL}?limit=7").headers["ETag"])
    seen.append(client.get(f"{URL}?language=lv").headers["ETag"])
    assert len(set(seen)) == len(seen)


def test_one_etag_stands_for_the_same_bytes(
    app: Flask, client: FlaskClient, publish: Callable[..., Review]
) -> None:
    publish()
    first, second = client.get(URL), client.get(URL)
    app.extensions["balss.feed_shelf"] = Shelf()
    third = client.get(URL)
    assert first.headers["ETag"] == second.headers["ETag"] == third.headers["ETag"]
    assert first.get_data() == second.get_data() == third.get_data()


def test_a_304_reads_no_entry(
    app: Flask, client: FlaskClient, database: Database, publish: Callable[..., Review]
) -> None:
    publish()
    etag = client.get(URL).headers["ETag"]
    app.extensions["balss.feed_shelf"] = Shelf()  # as another process, which has none of it
    asked: list[str] = []

    def listen(_c: object, _k: object, statement: str, *_: object) -> None:
        asked.append(statement)

    event.listen(database.engine, "before_cursor_execute", listen)
    client.get(URL, headers={"If-None-Match": etag})
    event.remove(database.engine, "before_cursor_execute", listen)
    selects = [each for each in asked if "SELECT" in each]
    assert len(selects) == 1
    assert "content" not in selects[0]


def test_head_says_what_get_would(client: FlaskClient, publish: Callable[..., Review]) -> None:
    publish()
    head, got = client.head(URL), client.get(URL)
    assert head.get_data() == b""
    assert head.status_code == 200
    for name in ("ETag", "Content-Length", "Content-Type", "Cache-Control"):
        assert head.headers[name] == got.headers[name]


@pytest.mark.usefixtures("site")
@pytest.mark.parametrize(
    ("query", "parameter"),
    [
        ("limit=0", "limit"),
        ("limit=1000", "limit"),
        ("cursor=nonsense", "cursor"),
        ("cursor=%FF%00", "cursor"),
        ("since=-1", "since"),
        ("since=1&cursor=x", "since"),
        ("language=ru_RU", "language"),
    ],
)
def test_an_unusable_question_is_answered_with_what_is_wrong(
    client: FlaskClient, query: str, parameter: str
) -> None:
    answer = client.get(f"{URL}?{query}")
    assert (answer.status_code, answer.mimetype) == (400, PROBLEM)
    assert answer.get_json()["parameter"] == parameter
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["Access-Control-Allow-Origin"] == "*"


def test_there_is_no_feed_of_a_site_that_is_not(client: FlaskClient) -> None:
    answer = client.get("/feeds/nobody.json")
    assert (answer.status_code, answer.mimetype) == (404, PROBLEM)
    assert client.post("/feeds/nobody.json").status_code == 405


def test_a_script_of_any_website_may_read_a_public_feed(
    client: FlaskClient, publish: Callable[..., Review]
) -> None:
    publish()
    answer = client.get(URL, headers={"Origin": "https://clinic.example"})
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    asked = client.options(
        URL,
        headers={
            "Origin": "https://clinic.example",
            "Access-Control-Request-Method": "GET",
            "Access-Control-Request-Headers": "if-none-match",
        },
    )
    assert asked.status_code == 200
    assert asked.headers["Access-Control-Allow-Headers"] == "If-None-Match"


def test_a_public_feed_is_the_same_with_and_without_a_cookie(
    client: FlaskClient, publish: Callable[..., Review]
) -> None:
    publish()
    plain = client.get(URL)
    client.set_cookie("balss_session", "anything")
    answer = client.get(URL)
    assert answer.get_data() == plain.get_data()
    assert "Set-Cookie" not in answer.headers
    assert answer.headers["Vary"] == "Accept-Encoding"


def test_a_feed_that_is_not_public_needs_the_sites_own_key(
    session: Session, client: FlaskClient, site: Site, publish: Callable[..., Review]
) -> None:
    publish("Secret words.")
    site.policy = {"public_feed": False}
    _, own = make_key(session, site)
    _, other = make_key(session, make_site(session, slug="hotel"))
    for sent, status in ((None, 401), ("balss_unknown", 401), (other, 403)):
        answer = client.get(URL, headers={"Authorization": f"Bearer {sent}"} if sent else {})
        assert (answer.status_code, answer.mimetype) == (status, PROBLEM)
        assert answer.headers["Access-Control-Allow-Origin"] == "*", "a widget may read why"
    answer = client.get(URL, headers={"Authorization": f"Bearer {own}"})
    assert texts(answer.get_json(force=True)["items"]) == ["Secret words."]
    assert answer.headers["Cache-Control"] == "private, no-cache"
    assert answer.headers["Vary"] == "Authorization, Accept-Encoding"
    assert "Access-Control-Allow-Origin" not in answer.headers
    etag = answer.headers["ETag"]
    assert client.get(URL, headers={"If-None-Match": etag}).status_code == 401


def test_a_policy_that_hides_originals_hides_those_already_published(
    client: FlaskClient, site: Site, publish: Callable[..., Review]
) -> None:
    publish("Thank you!")
    assert "Paldies" in client.get(URL).get_data(as_text=True)
    site.policy = {"publish_original": False}
    for url in (URL, f"{URL}?language=lv", f"{URL}?since=0"):
        assert "Paldies" not in client.get(url).get_data(as_text=True)


def test_addresses_lead_back_here(client: FlaskClient, publish: Callable[..., Review]) -> None:
    publish()
    publish()
    feed = pull(client, f"{URL}?limit=1")
    assert urlsplit(feed["feed_url"]).path == URL
    assert feed["next_url"] != feed["feed_url"]
    assert client.get(urlsplit(feed["_balss"]["about"]).path).status_code == 200


def test_what_happens_between_two_reads_does_not_come_under_the_wrong_etag(
    client: FlaskClient,
    database: Database,
    publish: Callable[..., Review],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A withdrawal lands after the sequence is read and before the rows are."""
    review = publish("Before.")
    review_id = review.id
    real, done = entries.page, []

    def page(session: Session, *args: Any, **kwargs: Any) -> entries.Page:  # noqa: ANN401
        if not done:
            done.append(True)
            with database.writing() as other:
                withdraw(other, other.get_one(type(review), review_id))
                other.commit()
        return real(session, *args, **kwargs)

    monkeypatch.setattr(entries, "page", page)
    first = client.get(URL)
    assert texts(json.loads(first.get_data())["items"]) == ["Before."]
    second = client.get(URL, headers={"If-None-Match": first.headers["ETag"]})
    assert second.status_code == 200
    assert json.loads(second.get_data())["items"] == []
