from __future__ import annotations

import re
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from models import AuditEvent, Invitation, Role, Staff, now
from moderation.accounts.staff import invite
from tests.factories import make_staff, sign_in

if TYPE_CHECKING:
    from flask import Flask
    from sqlalchemy.orm import Session

GOOD = {
    "name": "Ilze Bērziņa",
    "email": "Ilze@Example.com",
    "password": "four unrelated words",
    "again": "four unrelated words",
}


def test_an_invitation_makes_an_account_and_signs_in_with_it(
    client: FlaskClient, session: Session
) -> None:
    token = invite(session, Role.ADMIN)
    assert client.get(f"/invitations/{token}").status_code == 200

    answer = client.post(f"/invitations/{token}", data=GOOD)

    assert answer.location == "/"
    assert "Ilze Bērziņa" in client.get("/").text
    ilze = session.scalars(select(Staff)).one()
    assert (ilze.email, ilze.role, ilze.locale) == ("ilze@example.com", Role.ADMIN, "en")


def test_a_link_works_once(client: FlaskClient, session: Session) -> None:
    token = invite(session, Role.MODERATOR)
    client.post(f"/invitations/{token}", data=GOOD)
    client.post("/sign-out")

    again = client.post(f"/invitations/{token}", data={**GOOD, "email": "other@example.com"})

    assert again.status_code == 404
    assert "does not work any more" in again.text
    assert len(session.scalars(select(Staff)).all()) == 1


def test_two_people_with_one_link_at_the_same_moment_get_one_account(
    app: Flask, session: Session
) -> None:
    token = invite(session, Role.MODERATOR)
    session.commit()
    app.test_client_class = FlaskClient  # one that leaves this thread's session alone

    def come(number: int) -> int:
        data = {**GOOD, "email": f"guest{number}@example.com"}
        return app.test_client().post(f"/invitations/{token}", data=data).status_code

    with ThreadPoolExecutor(4) as pool:
        answers = sorted(pool.map(come, range(4)))

    assert answers == [302, 404, 404, 404]
    assert len(session.scalars(select(Staff)).all()) == 1


def test_a_link_that_has_run_out_explains_itself(client: FlaskClient, session: Session) -> None:
    token = invite(session, Role.MODERATOR)
    session.scalars(select(Invitation)).one().expires_at = now() - timedelta(seconds=1)

    answer = client.get(f"/invitations/{token}")

    assert answer.status_code == 404
    assert "three days" in answer.text


@pytest.mark.parametrize("token", ["x", "a%00b", "%ff", "é" * 50, "a" * 5000])
def test_a_made_up_link_opens_nothing(client: FlaskClient, token: str) -> None:
    assert client.get(f"/invitations/{token}").status_code == 404
    assert client.post(f"/invitations/{token}", data=GOOD).status_code == 404


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"name": "  "}, "name"),
        ({"name": "A\x00nna"}, "name"),
        ({"name": "a" * 201}, "name"),
        ({"email": "nobody"}, "email"),
        ({"email": "@example.com"}, "email"),
        ({"email": "anna@example..com"}, "email"),
        ({"email": "anna@example.com."}, "email"),
        ({"email": "anna @example.com"}, "email"),
        ({"email": "a@b\x00.lv"}, "email"),
        ({"email": f"{'a' * 400}@example.com"}, "email"),
        ({"password": "short", "again": "short"}, "password"),
        ({"password": "ababababababab", "again": "ababababababab"}, "password"),
        ({"password": "ilze@example.com", "again": "ilze@example.com"}, "password"),
        ({"password": "Ilze Bērziņa", "again": "Ilze Bērziņa"}, "password"),
        ({"password": "abcdef " * 40, "again": "abcdef " * 40}, "password"),
        ({"password": "Password123", "again": "Password123"}, "password"),
        ({"password": "9876543210", "again": "9876543210"}, "password"),
        ({"password": "abcdefghijkl", "again": "abcdefghijkl"}, "password"),
        ({"again": "something else"}, "again"),
    ],
)
def test_what_is_wrong_is_said_at_its_field_and_the_rest_is_kept(
    client: FlaskClient, session: Session, wrong: dict[str, str], field: str
) -> None:
    token = invite(session, Role.MODERATOR)
    given = {**GOOD, **wrong}

    answer = client.post(f"/invitations/{token}", data=given)

    assert answer.status_code == 422
    assert re.findall(r'id="(\w+)-error"', answer.text) == [field]
    assert given["password"] not in re.sub(r"<[^>]*(email|name)[^>]*>", "", answer.text)
    if field != "name":
        assert "Ilze Bērziņa" in answer.text
    assert session.scalars(select(Staff)).all() == []


def test_a_house_may_use_a_domain_of_its_own(client: FlaskClient, session: Session) -> None:
    token = invite(session, Role.MODERATOR)

    answer = client.post(f"/invitations/{token}", data={**GOOD, "email": "ilze@klinika.local"})

    assert answer.status_code == 302


def test_a_taken_address_leaves_the_link_good(client: FlaskClient, session: Session) -> None:
    make_staff(session, email="ilze@example.com")
    token = invite(session, Role.MODERATOR)

    assert client.post(f"/invitations/{token}", data=GOOD).status_code == 422
    other = {**GOOD, "email": "ilze.berzina@example.com"}
    assert client.post(f"/invitations/{token}", data=other).status_code == 302


def test_an_administrator_who_opens_the_link_is_warned(
    client: FlaskClient, session: Session
) -> None:
    sign_in(client, make_staff(session, role=Role.ADMIN, name="Zanda"))
    token = invite(session, Role.MODERATOR)

    assert "signed in as Zanda" in client.get(f"/invitations/{token}").text


def test_the_audit_chain_holds_no_address_and_no_name(
    client: FlaskClient, session: Session
) -> None:
    token = invite(session, Role.MODERATOR)
    client.post(f"/invitations/{token}", data=GOOD)

    for event in session.scalars(select(AuditEvent)):
        assert "ilze" not in f"{event.actor} {event.tag} {event.detail}".lower()
        assert token not in f"{event.detail}"
