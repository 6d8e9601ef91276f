"""Every route asks who is there, or stands below with the reason why it need not."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

import pytest

from models import Role
from tests.factories import make_key, make_review, make_site, make_staff, sign_in

if TYPE_CHECKING:
    from flask import Flask
    from sqlalchemy.orm import Session
    from werkzeug.routing import Rule
    from werkzeug.test import TestResponse

OPEN = {
    "static": "stylesheet, script and icons hold nothing private",
    "account.sign_in": "where signing in happens",
    "account.sign_out": "ends a session; without one there is nothing to end",
    "account.set_up": "the one-time token in the address is the authentication",
    "account.choose_locale": "the sign-in page speaks three languages too",
    "withdrawal.confirm": "authors have no account; the token in the address is theirs alone",
    "feed.json_feed": "public by the site's policy; a key is asked for where the policy says so",
    "feed.atom": "the same in another format",
    "feed.json_ld": "the same in another format",
    "feed.entries": "the same in another format",
    "widget.file": "the widget's script and style sheets hold nothing private",
    "widget.page": "what the public feed holds, drawn; nothing where the feed needs a key",
    "widget.fragment": "the same for a website's server to put into its page",
    "authenticity.page": "counts only, and only where the site's policy makes them public",
    "health.check": "says that the server is up, and nothing else",
    "api-docs.openapi_json": "describes the API, holds no data",
}
SAMPLES = {"uuid": UUID(int=7), "int": 1, "default": "sample", "path": "balss.css"}
METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE")


def doors(app: Flask) -> list[tuple[Rule, str]]:
    return [
        (rule, method)
        for rule in app.url_map.iter_rules()
        for method in METHODS
        if method in (rule.methods or ())
    ]


def knock(app: Flask, rule: Rule, method: str, known: dict[str, object]) -> TestResponse:
    """Ask an address as a stranger, with ids that exist where the route has a place for them."""
    values = {name: known.get(name, SAMPLES[_kind(rule, name)]) for name in sorted(rule.arguments)}
    with app.test_request_context():
        path = app.url_map.bind("localhost").build(rule.endpoint, values, method=method)
    return app.test_client().open(path, method=method)


def _kind(rule: Rule, name: str) -> str:
    kind = type(rule._converters[name]).__name__
    return {"UUIDConverter": "uuid", "IntegerConverter": "int", "PathConverter": "path"}.get(
        kind, "default"
    )


@pytest.fixture
def known(session: Session) -> dict[str, object]:
    site = make_site(session)
    key, _ = make_key(session, site)
    review = make_review(session, site)
    staff = make_staff(session)
    return {
        "slug": site.slug,
        "review_id": review.id,
        "segment_id": review.segments[0].id,
        "key_id": key.id,
        "staff_id": staff.id,
    }


def test_every_route_turns_strangers_away(app: Flask, known: dict[str, object]) -> None:
    let_in = []
    for rule, method in doors(app):
        if rule.endpoint in OPEN:
            continue
        answer = knock(app, rule, method, known)
        to_sign_in = answer.status_code == 302 and (answer.location or "").startswith("/sign-in")
        if not (to_sign_in or answer.status_code in {401, 403}):
            let_in.append(f"{method} {rule.rule} ({rule.endpoint}): {answer.status_code}")

    assert let_in == []


def test_no_exception_outlives_its_route(app: Flask) -> None:
    assert set(OPEN) - {rule.endpoint for rule in app.url_map.iter_rules()} == set()
    assert all(OPEN.values())


def test_every_form_of_the_screens_needs_its_token(app: Flask, known: dict[str, object]) -> None:
    """Programs authenticate with a key in a header, which no browser sends by itself."""
    app.config["WTF_CSRF_ENABLED"] = True
    unguarded = [
        f"{method} {rule.rule}"
        for rule, method in doors(app)
        if method != "GET"
        and not rule.rule.startswith("/api/")
        and knock(app, rule, method, known).status_code != 400
    ]

    assert unguarded == []


def test_moderators_are_kept_out_of_every_settings_page(
    app: Flask, session: Session, known: dict[str, object]
) -> None:
    boris = make_staff(session, role=Role.MODERATOR)
    client = app.test_client()
    sign_in(client, boris)
    for rule, method in doors(app):
        if not rule.endpoint.startswith("admin."):
            continue
        values = {
            name: known.get(name, SAMPLES[_kind(rule, name)]) for name in sorted(rule.arguments)
        }
        with app.test_request_context():
            path = app.url_map.bind("localhost").build(rule.endpoint, values, method=method)
        assert client.open(path, method=method).status_code == 403, f"{method} {rule.rule}"
