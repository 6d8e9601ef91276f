from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from moderation.settings import load
from tests.factories import make_staff, sign_in

if TYPE_CHECKING:
    from pathlib import Path

    from flask import Flask
    from flask.testing import FlaskClient
    from sqlalchemy.orm import Session

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; "
    "frame-ancestors 'none'"
)


@pytest.mark.parametrize("path", ["/sign-in", "/nowhere", "/invitations/x", "/withdraw/x", "/"])
def test_every_page_forbids_what_it_does_not_need(client: FlaskClient, path: str) -> None:
    headers = client.get(path).headers

    assert headers["Content-Security-Policy"] == POLICY
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"
    assert "camera=()" in headers["Permissions-Policy"]
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert headers["Cache-Control"] == "no-store"
    assert "noindex" in headers["X-Robots-Tag"]


def test_no_page_of_a_signed_in_person_is_kept(client: FlaskClient, session: Session) -> None:
    sign_in(client, make_staff(session))

    assert client.get("/preferences").headers["Cache-Control"] == "no-store"
    assert client.get("/").headers["Cache-Control"] == "no-store"


def test_static_files_may_be_kept(client: FlaskClient) -> None:
    with client.get("/static/balss.css") as answer:
        assert answer.status_code == 200
        assert "no-store" not in answer.headers.get("Cache-Control", "")
        assert answer.headers["ETag"]


def test_https_is_demanded_only_where_it_is_there(
    app: Flask, client: FlaskClient, tmp_path: Path
) -> None:
    assert "Strict-Transport-Security" not in client.get("/sign-in").headers

    app.extensions["balss.settings"] = load(
        instance=tmp_path, secret_key="x", public_url="https://desk.example.lv"
    )
    assert "max-age=" in client.get("/sign-in").headers["Strict-Transport-Security"]


def test_the_session_cookie_is_out_of_reach_of_scripts_and_other_sites(
    client: FlaskClient, session: Session
) -> None:
    cookie = sign_in(client, make_staff(session)).headers["Set-Cookie"]

    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie


@pytest.mark.parametrize("path", ["/sign-in", "/locale", "/sign-out", "/preferences"])
def test_a_form_without_its_token_is_refused_and_says_what_to_do(
    app: Flask, client: FlaskClient, path: str
) -> None:
    app.config["WTF_CSRF_ENABLED"] = True

    answer = client.post(path, data={"locale": "lv"})

    assert answer.status_code == 400
    assert "reload the page" in answer.text


def test_a_form_with_its_token_passes(app: Flask, session: Session) -> None:
    app.config["WTF_CSRF_ENABLED"] = True

    assert sign_in(app.test_client(), make_staff(session)).status_code == 302
