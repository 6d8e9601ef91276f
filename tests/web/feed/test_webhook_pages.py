"""The settings pages of webhooks, with the worker's part done by hand."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select

from models import (
    AuditEvent,
    DisabledWhy,
    Role,
    Status,
    WebhookDelivery,
    WebhookEndpoint,
    now,
)
from moderation.publication.webhooks import signatures
from moderation.publication.webhooks.sender import Sender
from moderation.publication.webhooks.turns import Post
from moderation.settings import load
from tests.factories import make_review, make_site, make_staff, sign_in
from tests.receiver import receiving

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from flask.testing import FlaskClient
    from sqlalchemy.orm import Session

    from models import Site, Staff
    from moderation.database import Database
    from moderation.settings import Settings
    from tests.receiver import Receiver

PAGE = "/settings/sites/clinic/webhooks"


@pytest.fixture
def settings(database: Database) -> Settings:
    return load(
        database_url=database.engine.url.render_as_string(hide_password=False),
        secret_key="a-secret-for-tests-only",
        sign_in_limit="10000 per minute",
        webhook_networks="127.0.0.0/8",
    )


@pytest.fixture
def site(session: Session) -> Site:
    return make_site(session, slug="clinic", name="Clinic")


@pytest.fixture
def zanda(session: Session) -> Staff:
    return make_staff(session, role=Role.ADMIN, name="Zanda")


@pytest.fixture
def admin(client: FlaskClient, zanda: Staff, site: Site) -> FlaskClient:
    del site
    sign_in(client, zanda)
    return client


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    with receiving() as running:
        yield running


@pytest.fixture
def work(session: Session, database: Database, settings: Settings) -> Callable[[], int]:
    """Deliver as the worker does."""

    def deliver() -> int:
        session.commit()
        return Post(database, settings.secret(), Sender(settings.networks)).deliver()

    return deliver


def shown_secret(page: str) -> str:
    found = re.search(r'<input id="secret"[^>]*value="([^"]*)"', page)
    assert found
    return found[1]


def add(admin: FlaskClient, session: Session, url: str) -> tuple[str, str]:
    """Add an address; gives the path of its page, and its secret."""
    answer = admin.post(PAGE, data={"url": url})
    assert answer.status_code == 201
    endpoint = session.scalars(select(WebhookEndpoint).where(WebhookEndpoint.url == url)).one()
    return f"{PAGE}/{endpoint.id}", shown_secret(answer.text)


def test_an_address_is_added_tested_and_its_log_shown(
    admin: FlaskClient, session: Session, receiver: Receiver, work: Callable[[], int]
) -> None:
    page, secret = add(admin, session, receiver.url)
    assert receiver.url in admin.get(PAGE).text
    assert "Nothing yet" in admin.get(page).text

    answer = admin.post(f"{page}/test")
    assert answer.location == page
    work()

    [heard] = receiver.heard
    expected = signatures.sign(
        signatures.read(secret), heard.id, int(heard.headers["webhook-timestamp"]), heard.body
    )
    assert heard.headers["webhook-signature"] == expected
    log = admin.get(page).text
    assert "test" in log
    assert "accepted (204)" in log


def test_the_secret_is_shown_once_and_never_again(
    admin: FlaskClient, session: Session, receiver: Receiver
) -> None:
    page, secret = add(admin, session, receiver.url)

    assert secret not in admin.get(PAGE).text
    assert secret not in admin.get(page).text
    answer = admin.post(f"{page}/secret")
    assert answer.status_code == 201
    assert shown_secret(answer.text) != secret
    assert "another day" in answer.text


@pytest.mark.parametrize(
    ("url", "words"),
    [
        ("", "Enter an address"),
        ("ftp://example.com/", "must begin with https"),
        ("javascript:alert(1)", "must begin with https"),
        ("https://", "not a whole address"),
        ("https://user:word@example.com/", "user name and password"),
        (f"https://example.com/{'a' * 2000}", "At most 2000"),
    ],
)
def test_an_unusable_address_is_refused_with_advice(
    admin: FlaskClient, session: Session, url: str, words: str
) -> None:
    answer = admin.post(PAGE, data={"url": url})

    assert answer.status_code == 422
    assert words in answer.text
    assert session.scalars(select(WebhookEndpoint)).all() == []


def test_a_message_is_sent_again_and_the_review_is_linked_but_not_quoted(
    admin: FlaskClient,
    session: Session,
    site: Site,
    receiver: Receiver,
    work: Callable[[], int],
) -> None:
    page, _ = add(admin, session, receiver.url)
    review = make_review(session, site, text="Paldies!", status=Status.APPROVED)
    work()
    log = admin.get(page).text
    assert f"/reviews/{review.id}" in log
    assert "Thank you" not in log
    assert "Paldies" not in log

    [delivery] = session.scalars(select(WebhookDelivery)).all()
    admin.post(f"{page}/deliveries/{delivery.id}/replay")
    work()

    assert [each.type for each in receiver.heard] == ["entry.published"] * 2


def test_an_address_is_switched_off_and_on_and_gets_what_it_missed(
    admin: FlaskClient,
    session: Session,
    site: Site,
    receiver: Receiver,
    work: Callable[[], int],
) -> None:
    page, _ = add(admin, session, receiver.url)
    admin.post(f"{page}/disable")
    make_review(session, site, status=Status.APPROVED)
    assert work() == 0
    assert "It was switched off here" in admin.get(page).text

    admin.post(f"{page}/enable")
    work()

    assert [each.type for each in receiver.heard] == ["entry.published"]


def test_an_address_that_balss_has_switched_off_is_announced_in_the_settings(
    admin: FlaskClient, session: Session, receiver: Receiver
) -> None:
    page, _ = add(admin, session, receiver.url)
    assert "has stopped sending" not in admin.get("/settings").text

    endpoint = session.scalars(select(WebhookEndpoint)).one()
    endpoint.disabled_at, endpoint.disabled_why = now(), DisabledWhy.FAILING

    assert "has stopped sending webhooks to an address of Clinic" in admin.get("/settings").text
    assert "Nothing was accepted for three days" in admin.get(page).text


def test_an_address_is_removed_with_its_log(
    admin: FlaskClient, session: Session, receiver: Receiver
) -> None:
    page, _ = add(admin, session, receiver.url)

    assert admin.post(f"{page}/remove").location == PAGE
    assert admin.get(page).status_code == 404
    assert session.scalars(select(WebhookEndpoint)).all() == []


def test_another_sites_address_is_not_found_here(
    admin: FlaskClient, session: Session, receiver: Receiver
) -> None:
    page, _ = add(admin, session, receiver.url)
    make_site(session, slug="other")
    elsewhere = page.replace("clinic", "other")

    assert admin.get(elsewhere).status_code == 404
    for deed in ("secret", "test", "disable", "enable", "remove"):
        assert admin.post(f"{elsewhere}/{deed}").status_code == 404


def test_a_long_log_is_read_page_by_page(
    admin: FlaskClient, session: Session, receiver: Receiver, work: Callable[[], int]
) -> None:
    page, _ = add(admin, session, receiver.url)
    for _ in range(35):
        admin.post(f"{page}/test")
    work()

    first = admin.get(page).text
    older = re.search(r'href="([^"]*before=\d+)"', first)
    assert older
    second = admin.get(older[1]).text
    assert first.count("Send again") == 30
    assert second.count("Send again") == 5


def test_every_deed_is_in_the_audit_log_without_address_or_secret(
    admin: FlaskClient, session: Session, receiver: Receiver, zanda: Staff
) -> None:
    page, _ = add(admin, session, receiver.url)
    for deed in ("test", "secret", "disable", "enable", "remove"):
        admin.post(f"{page}/{deed}")

    told = select(AuditEvent).where(AuditEvent.tag.startswith("webhook:")).order_by(AuditEvent.id)
    events = session.scalars(told).all()
    assert [each.tag.removeprefix("webhook:") for each in events] == [
        "create", "test", "rotate", "disable", "enable", "remove",
    ]  # fmt: skip
    assert {each.actor for each in events} == {f"staff:{zanda.id}"}
    assert not any(each.detail for each in events)
