from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select

from models import AuditEvent, Staff
from tests.factories import PASSWORD, make_staff, sign_in

if TYPE_CHECKING:
    from flask import Flask
    from flask.testing import FlaskClient
    from sqlalchemy.orm import Session

NEW = "another four unrelated words"


def test_name_and_language_are_changed_and_said_in_the_new_language(
    client: FlaskClient, session: Session
) -> None:
    anna = make_staff(session)
    sign_in(client, anna)

    answer = client.post("/preferences", data={"name": "Anna Liepa", "locale": "lv"})

    assert answer.status_code == 302
    page = client.get("/preferences").text
    assert '<html lang="lv"' in page
    assert 'value="Anna Liepa"' in page
    session.refresh(anna)
    assert anna.locale == "lv"


@pytest.mark.parametrize("wrong", [{"locale": "de"}, {"locale": ""}, {"name": ""}])
def test_a_wrong_preference_is_refused(
    client: FlaskClient, session: Session, wrong: dict[str, str]
) -> None:
    sign_in(client, make_staff(session))

    data = {"name": "Anna", "locale": "en", **wrong}
    assert client.post("/preferences", data=data).status_code == 422


def test_a_new_password_keeps_this_browser_and_signs_out_the_others(
    app: Flask, session: Session
) -> None:
    anna = make_staff(session)
    here, there = app.test_client(), app.test_client()
    sign_in(here, anna)
    sign_in(there, anna)

    data = {"current": PASSWORD, "password": NEW, "again": NEW}
    assert here.post("/preferences/password", data=data).status_code == 302

    assert here.get("/preferences").status_code == 200
    assert there.get("/preferences").status_code == 302
    assert sign_in(there, anna).status_code == 422
    assert sign_in(there, anna, NEW).status_code == 302


def test_the_present_password_must_be_known(client: FlaskClient, session: Session) -> None:
    anna = make_staff(session)
    sign_in(client, anna)
    before = anna.password_hash

    data = {"current": "not my password", "password": NEW, "again": NEW}
    answer = client.post("/preferences/password", data=data)

    assert answer.status_code == 422
    assert 'id="current-error"' in answer.text
    assert NEW not in answer.text
    session.refresh(anna)
    assert anna.password_hash == before
    tags = session.scalars(select(AuditEvent.tag).order_by(AuditEvent.id)).all()
    assert tags[-1] == "staff:password_refused"


def test_the_own_address_is_no_password(client: FlaskClient, session: Session) -> None:
    anna = make_staff(session, email="anna@example.com")
    sign_in(client, anna)

    data = {"current": PASSWORD, "password": "Anna@example.com", "again": "Anna@example.com"}
    assert client.post("/preferences/password", data=data).status_code == 422


def test_a_stale_session_stays_stale_when_the_name_is_changed(
    client: FlaskClient, session: Session
) -> None:
    sign_in(client, make_staff(session))
    moved = {"User-Agent": "another browser"}
    client.get("/preferences", headers=moved)

    client.post("/preferences", data={"name": "Anna", "locale": "en"}, headers=moved)

    with client.session_transaction() as cookie:
        assert cookie["_fresh"] is False


def test_preferences_touch_nobody_else(client: FlaskClient, session: Session) -> None:
    anna, boris = make_staff(session), make_staff(session, name="Boris")
    sign_in(client, anna)

    data = {"name": "Changed", "locale": "ru", "id": str(boris.id), "role": "admin"}
    client.post("/preferences", data=data)

    session.expire_all()
    assert boris.name == "Boris"
    assert session.get_one(Staff, anna.id).role.value == "moderator"
