from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid4

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as with_settings
from hypothesis import strategies as st
from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError

from models import ApiKey, Consent, Entry, Review, Scope, Status, Submission
from moderation.accounts.api_keys import revoke_key
from moderation.accounts.tokens import hashed
from moderation.web.api import reviews
from tests.factories import make_key, make_review, make_site

if TYPE_CHECKING:
    from collections.abc import Callable

    from flask import Flask
    from flask.testing import FlaskClient
    from sqlalchemy.orm import Session
    from werkzeug.test import TestResponse

BODY: dict[str, Any] = {
    "text": "Paldies daktera kolektīvam!",
    "rating": 5,
    "author": "Anna Liepa",
    "written_on": "2026-05",
    "consent": {"scope": "first_name", "wording": "I agree that my words are published."},
}
URL = "/api/v1/sites/clinic/reviews"
PROBLEM = "application/problem+json"


@pytest.fixture
def secret(session: Session) -> str:
    return make_key(session, make_site(session, slug="clinic"))[1]


@pytest.fixture
def post(client: FlaskClient, secret: str) -> Callable[..., TestResponse]:
    def send(body: Any = BODY, key: str | None = None, **options: Any) -> TestResponse:  # noqa: ANN401
        headers = {"Authorization": f"Bearer {secret}"}
        if key is not None:
            headers["Idempotency-Key"] = key
        if "data" not in options:
            options |= {"data": json.dumps(body), "content_type": "application/json"}
        return client.post(URL, headers=headers, **options)

    return send


def count(session: Session) -> int:
    return session.scalar(select(func.count()).select_from(Review)) or 0


def test_a_review_is_committed_before_it_is_answered(
    session: Session, post: Callable[..., TestResponse]
) -> None:
    answer = post()
    assert answer.status_code == 202
    review = session.get_one(Review, UUID(answer.get_json()["id"]))
    assert review.original == BODY["text"]
    assert (review.rating, review.author, review.written_on) == (5, "Anna Liepa", "2026-05")
    assert review.status is Status.RECEIVED
    consent = session.scalars(select(Consent)).one()
    assert (consent.scope, consent.wording) == (Scope.FIRST_NAME, BODY["consent"]["wording"])
    assert answer.headers["Location"] == answer.get_json()["status_url"]
    assert answer.headers["Cache-Control"] == "no-store"


def test_the_answer_carries_the_authors_way_out_and_no_words(
    session: Session, post: Callable[..., TestResponse]
) -> None:
    answer = post()
    assert set(answer.get_json()) == {"id", "status", "status_url", "withdrawal_url"}
    token = answer.get_json()["withdrawal_url"].rpartition("/")[2]
    assert session.scalars(select(Consent.withdrawal_hash)).one() == hashed(token)


def test_the_worker_is_told_after_the_commit(
    app: Flask, session: Session, post: Callable[..., TestResponse]
) -> None:
    told: list[int] = []
    app.extensions["balss.nudge"] = lambda: told.append(count(session))
    post(key="a")
    session.rollback()
    post(key="a")
    assert told == [1]


def test_addresses_are_those_the_operator_chose(
    app: Flask, post: Callable[..., TestResponse]
) -> None:
    chosen = app.extensions["balss.settings"]
    app.extensions["balss.settings"] = chosen.model_copy(
        update={"public_url": "https://desk.example.lv"}
    )
    answer = post().get_json()
    assert answer["status_url"].startswith("https://desk.example.lv/api/v1/")
    assert answer["withdrawal_url"].startswith("https://desk.example.lv/withdraw/")


def test_the_same_key_and_body_give_the_first_answer_again(
    session: Session, post: Callable[..., TestResponse]
) -> None:
    first, second = post(key="order-1"), post(key="order-1")
    assert second.status_code == 202
    assert second.get_data() == first.get_data()
    assert second.headers["Location"] == first.headers["Location"]
    assert second.headers["Idempotent-Replayed"] == "true"
    assert "Idempotent-Replayed" not in first.headers
    assert count(session) == 1


def test_the_first_answer_comes_again_whatever_became_of_the_review(
    session: Session, post: Callable[..., TestResponse]
) -> None:
    first = post(key="order-1")
    review = session.scalars(select(Review)).one()
    review.status = Status.REJECTED
    assert post(key="order-1").get_data() == first.get_data()


def test_the_same_key_with_another_body_is_refused(
    session: Session, post: Callable[..., TestResponse]
) -> None:
    post(key="order-1")
    answer = post({**BODY, "rating": 1}, key="order-1")
    assert answer.status_code == 422
    assert answer.get_json()["errors"][0]["field"] == "Idempotency-Key"
    assert count(session) == 1


def test_without_a_key_the_same_body_is_another_review(
    session: Session, post: Callable[..., TestResponse]
) -> None:
    post()
    post()
    assert count(session) == 2


def test_two_sites_may_use_the_same_key(
    session: Session, client: FlaskClient, post: Callable[..., TestResponse]
) -> None:
    post(key="order-1")
    _, secret = make_key(session, make_site(session, slug="hotel"))
    headers = {"Authorization": f"Bearer {secret}", "Idempotency-Key": "order-1"}
    answer = client.post("/api/v1/sites/hotel/reviews", json=BODY, headers=headers)
    assert answer.status_code == 202
    assert count(session) == 2


def test_whoever_loses_the_race_of_one_key_reads_what_the_winner_stored(
    session: Session, post: Callable[..., TestResponse], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The loser looks before the winner commits, and meets the winner's row when it writes."""
    first = post(key="order-1")
    real, calls = reviews.submit, iter([True, False])

    def submit(session_: Session, *args: Any, **kwargs: Any) -> Any:  # noqa: ANN401
        if next(calls):
            given = session_.scalars(select(Submission)).one()
            values = {"site_id": given.site_id, "channel": given.channel, "body_hash": "x"}
            session_.add(Submission(**values, idempotency_key="order-1"))
            session_.flush()
        return real(session_, *args, **kwargs)

    monkeypatch.setattr(reviews, "submit", submit)
    second = post(key="order-1")
    assert second.get_data() == first.get_data()
    assert second.headers["Idempotent-Replayed"] == "true"
    assert count(session) == 1


def test_another_clash_in_the_database_is_not_taken_for_a_repeat(
    app: Flask, post: Callable[..., TestResponse], monkeypatch: pytest.MonkeyPatch
) -> None:
    def submit(*_: Any, **__: Any) -> Any:  # noqa: ANN401
        raise IntegrityError("", {}, Exception())

    app.config["PROPAGATE_EXCEPTIONS"] = False
    app.testing = False
    monkeypatch.setattr(reviews, "submit", submit)
    answer = post()
    assert (answer.status_code, answer.mimetype) == (500, PROBLEM)


@pytest.mark.parametrize("key", ["", " ", "x" * 256, "ключ".encode().decode("latin-1")])
def test_an_idempotency_key_must_be_printable_and_short(
    session: Session, post: Callable[..., TestResponse], key: str
) -> None:
    answer = post(key=key)
    assert answer.status_code == 422
    assert answer.get_json()["errors"][0]["field"] == "Idempotency-Key"
    assert count(session) == 0


@pytest.mark.parametrize("key", ["x", '"8e03978e-40d5-43dd-bc93-6894a57f9324"', "x" * 255, "a b"])
def test_usual_idempotency_keys_are_taken(post: Callable[..., TestResponse], key: str) -> None:
    assert post(key=key).status_code == 202


@pytest.mark.parametrize(
    ("changed", "pointer"),
    [
        ({"text": ""}, "#/text"),
        ({"text": "   \n"}, "#/text"),
        ({"text": "\u200b\u200b"}, "#/text"),
        ({"text": "a\x00b"}, "#/text"),
        ({"text": 5}, "#/text"),
        ({"text": None}, "#/text"),
        ({"text": "x" * 20_001}, "#/text"),
        ({"rating": 0}, "#/rating"),
        ({"rating": 6}, "#/rating"),
        ({"rating": "5"}, "#/rating"),
        ({"rating": 4.5}, "#/rating"),
        ({"rating": True}, "#/rating"),
        ({"rating": 1e400}, "#/rating"),
        ({"author": "x" * 201}, "#/author"),
        ({"author": "Anna\nLiepa"}, "#/author"),
        ({"author": 5}, "#/author"),
        ({"written_on": "yesterday"}, "#/written_on"),
        ({"written_on": "2026-02-30"}, "#/written_on"),
        ({"written_on": "2026-13"}, "#/written_on"),
        ({"written_on": "2026-05-05\n"}, "#/written_on"),
        ({"consent": None}, "#/consent"),
        ({"consent": "yes"}, "#/consent"),
        ({"consent": {"scope": "full_name"}}, "#/consent/wording"),
        ({"consent": {"wording": "I agree."}}, "#/consent/scope"),
        ({"consent": {"scope": "all", "wording": "I agree."}}, "#/consent/scope"),
        ({"consent": {**BODY["consent"], "scop/e": 1}}, "#/consent/scop~1e"),
        ({"consent": {"scope": "full_name", "wording": " "}}, "#/consent/wording"),
        ({"consent": {**BODY["consent"], "contact_email": "ilze"}}, "#/consent/contact_email"),
        (
            {"consent": {**BODY["consent"], "contact_email": "a@b.lv?bcc=c@d.lv"}},
            "#/consent/contact_email",
        ),
        (
            {"consent": {**BODY["consent"], "contact_email": "a@b.lv\r\nBcc: c@d.lv"}},
            "#/consent/contact_email",
        ),
        ({"stars": 5}, "#/stars"),
    ],
)
def test_a_field_that_cannot_be_used_is_pointed_at(
    session: Session, post: Callable[..., TestResponse], changed: dict[str, Any], pointer: str
) -> None:
    answer = post({**BODY, **changed})
    assert (answer.status_code, answer.mimetype) == (422, PROBLEM)
    assert pointer in [each["pointer"] for each in answer.get_json()["errors"]]
    assert count(session) == 0


def test_half_of_a_character_is_refused_in_every_field(
    session: Session, post: Callable[..., TestResponse]
) -> None:
    for field in ("text", "author"):
        answer = post(data=f'{{"{field}": "\\ud800 x"}}', content_type="application/json")
        assert answer.status_code == 422
        assert f"#/{field}" in [each["pointer"] for each in answer.get_json()["errors"]]
    assert count(session) == 0


def test_every_refusal_comes_at_once(post: Callable[..., TestResponse]) -> None:
    answer = post({"rating": 9})
    pointers = {each["pointer"] for each in answer.get_json()["errors"]}
    assert pointers == {"#/text", "#/consent", "#/rating"}


def test_a_refusal_does_not_repeat_the_words(post: Callable[..., TestResponse]) -> None:
    answer = post({**BODY, "text": 5, "author": "Secret\x00Name", "written_on": "Tuesday"})
    assert "Secret" not in answer.get_data(as_text=True)
    assert "Tuesday" not in answer.get_data(as_text=True)


@pytest.mark.parametrize("body", ["", "{", "[1]", "5", "null", '"text"', "[" * 100_000])
def test_a_body_that_is_no_object_is_refused(post: Callable[..., TestResponse], body: str) -> None:
    answer = post(data=body, content_type="application/json")
    assert answer.status_code in {400, 422}
    assert answer.mimetype == PROBLEM


def test_a_body_of_another_kind_is_refused(post: Callable[..., TestResponse]) -> None:
    answer = post(data={"text": "Paldies!"})
    assert (answer.status_code, answer.mimetype) == (415, PROBLEM)


def test_a_body_beyond_all_measure_is_refused_unread(
    session: Session, post: Callable[..., TestResponse]
) -> None:
    answer = post({**BODY, "text": "x" * 1_000_000})
    assert (answer.status_code, answer.mimetype) == (413, PROBLEM)
    assert count(session) == 0


def test_optional_fields_may_be_left_out_or_null(
    session: Session, post: Callable[..., TestResponse]
) -> None:
    nothing = {"rating": None, "author": None, "written_on": None}
    assert post({"text": BODY["text"], "consent": BODY["consent"]}).status_code == 202
    assert post({**BODY, **nothing}).status_code == 202
    assert post({**BODY, "author": "  "}).status_code == 202
    assert {review.author for review in session.scalars(select(Review))} == {None}


def test_without_a_key_nothing_opens(client: FlaskClient, secret: str) -> None:
    for header in ({}, {"Authorization": f"Basic {secret}"}, {"Authorization": "Bearer"}):
        answer = client.post(URL, json=BODY, headers=header)
        assert (answer.status_code, answer.mimetype) == (401, PROBLEM)
        assert answer.headers["WWW-Authenticate"].startswith("Bearer")


def test_a_revoked_or_unknown_key_opens_nothing(
    session: Session, client: FlaskClient, secret: str
) -> None:
    revoke_key(session, session.scalars(select(ApiKey)).one(), by="system")
    for each in (secret, "balss_unknown", "ключ".encode().decode("latin-1")):
        answer = client.post(URL, json=BODY, headers={"Authorization": f"Bearer {each}"})
        assert answer.status_code == 401
        assert "error=invalid_token" in answer.headers["WWW-Authenticate"].replace('"', "")
        assert each not in answer.get_data(as_text=True)


@pytest.mark.usefixtures("secret")
def test_a_key_of_another_site_finds_out_nothing(session: Session, client: FlaskClient) -> None:
    _, other = make_key(session, make_site(session, slug="hotel"))
    headers = {"Authorization": f"Bearer {other}"}
    answers = [
        client.post(f"/api/v1/sites/{slug}/reviews", json=BODY, headers=headers)
        for slug in ("clinic", "no-such-site")
    ]
    assert [each.status_code for each in answers] == [403, 403]
    assert answers[0].get_data() == answers[1].get_data()


def test_a_key_notes_when_it_was_used(session: Session, post: Callable[..., TestResponse]) -> None:
    post()
    used = session.scalars(select(ApiKey)).one().last_used_at
    assert used is not None
    post()
    session.expire_all()
    assert session.scalars(select(ApiKey)).one().last_used_at == used


def test_a_cookie_is_neither_read_nor_set(
    app: Flask, client: FlaskClient, post: Callable[..., TestResponse]
) -> None:
    app.config["WTF_CSRF_ENABLED"] = True
    client.set_cookie("balss_session", "anything")
    answer = post()
    assert answer.status_code == 202
    assert "Set-Cookie" not in answer.headers
    assert "Cookie" not in answer.headers.get("Vary", "")


def status(client: FlaskClient, secret: str, review: UUID | str) -> TestResponse:
    return client.get(f"{URL}/{review}", headers={"Authorization": f"Bearer {secret}"})


def test_the_status_address_tells_where_a_review_stands(
    client: FlaskClient, post: Callable[..., TestResponse], secret: str
) -> None:
    key = post().get_json()["id"]
    told = status(client, secret, key).get_json()
    assert set(told) == {"id", "status", "received_at", "processed_at", "language", "entry"}
    assert (told["id"], told["status"], told["language"]) == (key, "received", None)
    assert datetime.fromisoformat(told["received_at"]).tzinfo == UTC


def test_the_status_names_the_feeds_item_while_it_stands(
    session: Session, client: FlaskClient, secret: str
) -> None:
    site = session.scalars(select(ApiKey)).one().site
    review = make_review(session, site, status=Status.APPROVED)
    told = status(client, secret, review.id).get_json()
    entry = session.scalars(select(Entry)).one()
    assert (told["status"], told["language"]) == ("approved", "lv")
    assert told["entry"] == entry.id.urn
    assert "Paldies" not in str(told)


def test_the_status_of_another_sites_review_is_not_told(
    session: Session, client: FlaskClient, secret: str
) -> None:
    other = make_review(session, make_site(session, slug="hotel"))
    for key in (other.id, uuid4()):
        answer = status(client, secret, key)
        assert (answer.status_code, answer.mimetype) == (404, PROBLEM)
    assert client.get(f"{URL}/{other.id}").status_code == 401
    assert status(client, secret, "not-an-id").mimetype == PROBLEM


anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda each: st.lists(each) | st.dictionaries(st.text(), each),
    max_leaves=8,
)


@given(
    body=anything
    | st.fixed_dictionaries(
        {},
        optional=dict.fromkeys([*BODY, "x"], anything),
    )
)
@with_settings(
    max_examples=60, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True
)
def test_whatever_is_sent_is_answered(post: Callable[..., TestResponse], body: Any) -> None:  # noqa: ANN401
    answer = post(body)
    assert answer.status_code in {202, 400, 422}


def test_a_key_may_call_only_so_often(
    app: Flask, client: FlaskClient, secret: str, post: Callable[..., TestResponse]
) -> None:
    chosen = app.extensions["balss.settings"]
    app.extensions["balss.settings"] = chosen.model_copy(update={"api_limit": "2 per minute"})
    headers = {"Authorization": f"Bearer {secret}"}
    answers = [client.get(f"{URL}/{uuid4()}", headers=headers).status_code for _ in range(3)]
    assert answers == [404, 404, 429]
    del post
    limited = client.get(f"{URL}/{uuid4()}", headers=headers)
    assert limited.mimetype == PROBLEM
    assert int(limited.headers["Retry-After"]) > 0
