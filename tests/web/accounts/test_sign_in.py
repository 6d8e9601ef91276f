from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from models import AuditEvent, Role, now
from moderation.accounts.staff import close
from moderation.settings import load
from moderation.web.account.paths import own_path, path_within
from tests.factories import PASSWORD, make_staff, sign_in

if TYPE_CHECKING:
    from pathlib import Path

    from flask import Flask
    from flask.testing import FlaskClient
    from sqlalchemy.orm import Session

ELSEWHERE = [
    "https://evil.example/",
    "//evil.example",
    "///evil.example",
    "/\\evil.example",
    "/\t/evil.example",
    "/\n/evil.example",
    "\\\\evil.example",
    "javascript:alert(1)",
    "evil.example",
    "/reviews\r\nSet-Cookie: a=b",
    "http:evil.example",
    "",
]

# Signed anew each second; it says nothing of the account.
TOKEN = r'name="csrf_token"[^>]*value="[^"]*"'


def tags(session: Session) -> list[str]:
    return list(session.scalars(select(AuditEvent.tag).order_by(AuditEvent.id)))


def test_staff_sign_in_and_see_the_queue(client: FlaskClient, session: Session) -> None:
    answer = sign_in(client, make_staff(session))

    assert answer.status_code == 302
    assert answer.location == "/"
    assert client.get("/").status_code == 200
    assert tags(session)[-1] == "staff:sign_in"


def test_the_address_is_taken_in_any_case_and_with_spaces_around(
    client: FlaskClient, session: Session
) -> None:
    make_staff(session, email="anna@example.com")

    data = {"email": "  Anna@Example.COM ", "password": PASSWORD}
    assert client.post("/sign-in", data=data).status_code == 302


def test_an_unknown_address_and_a_wrong_password_get_the_same_answer(
    client: FlaskClient, session: Session
) -> None:
    make_staff(session, email="anna@example.com")

    wrong = client.post("/sign-in", data={"email": "anna@example.com", "password": "not this one"})
    unknown = client.post(
        "/sign-in", data={"email": "nono@example.com", "password": "not this one"}
    )

    assert wrong.status_code == unknown.status_code == 422
    shown, other = (re.sub(TOKEN, "", each.text) for each in (wrong, unknown))
    assert shown.replace("anna@", "nono@") == other
    assert tags(session).count("staff:sign_in_refused") == 2


def test_a_refused_sign_in_keeps_the_address_but_never_the_password(
    client: FlaskClient, session: Session
) -> None:
    make_staff(session)
    data = {"email": "nono@example.com", "password": "a secret nobody else may see"}
    page = client.post("/sign-in", data=data).text

    assert "nono@example.com" in page
    assert "a secret nobody" not in page


@pytest.mark.parametrize("email", ["", "a\x00b@example.com", "x" * 400, "ņē@мир.рф", "' OR 1=1 --"])
def test_a_hostile_address_is_refused_calmly(
    client: FlaskClient, session: Session, email: str
) -> None:
    make_staff(session)

    data = {"email": email, "password": "whatever it is"}
    assert client.post("/sign-in", data=data).status_code == 422


def test_errors_are_tied_to_their_fields(client: FlaskClient, session: Session) -> None:
    make_staff(session)
    page = client.post("/sign-in", data={"email": "", "password": ""}).text

    assert 'aria-describedby="email-error"' in page
    assert 'id="email-error"' in page
    assert 'aria-invalid="true"' in page
    assert 'autocomplete="current-password"' in page


def test_a_closed_account_cannot_sign_in(client: FlaskClient, session: Session) -> None:
    anna = make_staff(session, closed_at=now())

    assert sign_in(client, anna).status_code == 422


def test_closing_an_account_signs_it_out_at_once(client: FlaskClient, session: Session) -> None:
    make_staff(session, role=Role.ADMIN)
    anna = make_staff(session)
    sign_in(client, anna)
    assert client.get("/preferences").status_code == 200

    close(session, anna, by="system")

    assert client.get("/preferences").status_code == 302


def test_signing_out_ends_the_session_and_keeps_the_language(
    client: FlaskClient, session: Session
) -> None:
    sign_in(client, make_staff(session, locale="lv"))
    client.post("/locale", data={"locale": "ru"})

    assert client.post("/sign-out").location == "/sign-in"
    assert client.get("/preferences").status_code == 302
    assert '<html lang="ru"' in client.get("/sign-in").text
    assert tags(session)[-1] == "staff:sign_out"


def test_a_page_asked_for_before_sign_in_is_shown_after_it(
    client: FlaskClient, session: Session
) -> None:
    anna = make_staff(session)
    to_sign_in = client.get("/preferences?from=mail").location
    assert to_sign_in.startswith("/sign-in?next=")

    answer = client.post(to_sign_in, data={"email": anna.email, "password": PASSWORD})

    assert answer.location == "/preferences?from=mail"


def test_htmx_is_told_to_load_the_sign_in_page_whole(client: FlaskClient) -> None:
    headers = {"HX-Request": "true", "HX-Current-URL": "http://localhost/reviews/1?a=b"}
    answer = client.get("/preferences", headers=headers)

    assert answer.status_code == 401
    assert answer.headers["HX-Redirect"] == "/sign-in?next=/reviews/1?a%3Db"


@pytest.mark.parametrize("target", ELSEWHERE)
def test_sign_in_never_leads_to_another_website(
    client: FlaskClient, session: Session, target: str
) -> None:
    anna = make_staff(session)

    answer = client.post(
        "/sign-in",
        query_string={"next": target},
        data={"email": anna.email, "password": PASSWORD},
    )

    assert answer.location == "/"


@given(st.text() | st.sampled_from(ELSEWHERE) | st.text(alphabet="/\\:.@ \t\na"))
def test_only_a_path_of_our_own_is_ever_followed(target: str) -> None:
    path = own_path(target)

    assert path is None or (path == target and path[0] == "/" and path[1:2] not in {"/", "\\"})


@given(st.text())
def test_no_referer_leads_away(address: str) -> None:
    assert path_within(address, "desk.example.lv") in {None, "/"} or "desk.example.lv" in address


def test_a_session_runs_out_after_its_hours(client: FlaskClient, session: Session) -> None:
    sign_in(client, make_staff(session))
    with client.session_transaction() as cookie:
        cookie["signed_in_at"] -= 12 * 3600 + 1

    assert client.get("/preferences").status_code == 302


@pytest.mark.parametrize(
    "forged", ["", "x", "1.2", "0" * 32, f"{'0' * 32}.{'0' * 32}", "é.ü", "." * 9]
)
def test_a_session_that_names_no_account_is_anonymous(client: FlaskClient, forged: str) -> None:
    with client.session_transaction() as cookie:
        cookie["_user_id"] = forged
        cookie["signed_in_at"] = 10**11

    assert client.get("/preferences").status_code == 302


def test_a_session_in_another_browser_must_sign_in_again_for_the_settings(
    client: FlaskClient, session: Session
) -> None:
    sign_in(client, make_staff(session, role=Role.ADMIN))
    assert client.get("/settings").status_code == 200

    moved = {"User-Agent": "another browser"}

    assert client.get("/preferences", headers=moved).status_code == 200
    assert client.get("/settings", headers=moved).location == "/sign-in?next=/settings"
    assert client.get("/sign-in", headers=moved).status_code == 200


def test_tries_are_limited(session: Session, app: Flask, tmp_path: Path) -> None:
    anna = make_staff(session)
    app.extensions["balss.settings"] = load(
        instance=tmp_path, secret_key="x", sign_in_limit="2 per minute"
    )
    client = app.test_client()
    data = {"email": anna.email, "password": "not this one"}

    answers = [client.post("/sign-in", data=data) for _ in range(3)]

    assert [each.status_code for each in answers] == [422, 422, 429]
    assert int(answers[-1].headers["Retry-After"]) <= 60
    assert "Too many tries" in answers[-1].text
    assert client.get("/sign-in").status_code == 200


def test_the_first_visitor_is_told_where_the_one_time_link_is(client: FlaskClient) -> None:
    assert "one-time link" in client.get("/sign-in").text


def test_one_account_is_not_guessed_at_from_many_addresses(session: Session, app: Flask) -> None:
    anna, boris = make_staff(session), make_staff(session)
    client = app.test_client()
    wrong = {"email": f" {anna.email.upper()}", "password": "not this one"}

    answers = [
        client.post("/sign-in", data=wrong, environ_base={"REMOTE_ADDR": f"10.0.0.{number}"})
        for number in range(101)
    ]

    assert {each.status_code for each in answers[:100]} == {422}
    assert answers[100].status_code == 429
    assert sign_in(client, boris).status_code == 302


def test_signing_in_often_is_no_guessing(session: Session, app: Flask) -> None:
    anna = make_staff(session)

    assert {sign_in(app.test_client(), anna).status_code for _ in range(102)} == {302}
