from __future__ import annotations

import time
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select

from models import AuditEvent, Due, Review, Role
from moderation.settings import Settings, load
from moderation.translation import PackStore
from tests.factories import make_review, make_staff, sign_in
from tests.unit.translation.conftest import FILES, VERSION
from tests.unit.translation.index_server import IndexServer, serving

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from flask.testing import FlaskClient
    from sqlalchemy.orm import Session

    from moderation.database import Database


@pytest.fixture
def server() -> Iterator[IndexServer]:
    with serving() as made:
        yield made


@pytest.fixture
def settings(database: Database, tmp_path: Path, server: IndexServer) -> Settings:
    return load(
        instance=tmp_path / "instance",
        database_url=database.engine.url.render_as_string(hide_password=False),
        secret_key="a-secret-for-tests-only",
        pack_index=server.index,
    )


@pytest.fixture
def admin(client: FlaskClient, session: Session) -> FlaskClient:
    sign_in(client, make_staff(session, role=Role.ADMIN))
    return client


@pytest.fixture
def store(settings: Settings) -> PackStore:
    return PackStore(settings.packs)


def tags(session: Session) -> list[str]:
    events = select(AuditEvent.tag).where(AuditEvent.tag.startswith("pack:"))
    return list(session.scalars(events.order_by(AuditEvent.id)))


def settled(client: FlaskClient) -> str:
    """Ask for the progress as the page does, until the page is told to come anew."""
    for _ in range(300):
        answer = client.get("/settings/packs/progress", headers={"HX-Request": "true"})
        if answer.headers.get("HX-Refresh"):
            return client.get("/settings/packs").text
        assert "<progress" in answer.text
        time.sleep(0.1)
    raise AssertionError("the install has not ended")


def test_only_administrators_see_the_packs(client: FlaskClient, session: Session) -> None:
    sign_in(client, make_staff(session))

    assert client.get("/settings/packs").status_code == 403
    assert client.post("/settings/packs/install", data={"pair": "ru-en"}).status_code == 403


def test_the_page_itself_asks_nothing_of_the_network(
    admin: FlaskClient, server: IndexServer
) -> None:
    server.shutdown()

    page = admin.get("/settings/packs")

    assert page.status_code == 200
    assert "No pack is installed" in page.text
    assert server.index in page.text


def test_a_pack_is_chosen_fetched_installed_and_shown(
    admin: FlaskClient, session: Session, server: IndexServer, store: PackStore
) -> None:
    server.offer(FILES["ru"], "ru", "en", VERSION)
    offered = admin.post("/settings/packs/index")
    assert '<option value="ru-en">Russian → English' in offered.text

    answer = admin.post("/settings/packs/install", data={"pair": "ru-en"})

    assert answer.location == "/settings/packs"
    page = settled(admin)
    assert f"Version {VERSION} is installed." in page
    assert store.find("ru", "en").version == VERSION
    assert tags(session) == ["pack:install"]


def test_a_failed_install_says_why_and_the_running_pack_stays(
    admin: FlaskClient, server: IndexServer, store: PackStore
) -> None:
    store.add(FILES["ru"])
    server.offer(FILES["lv"], "ru", "en", "9.9")

    admin.post("/settings/packs/install", data={"pair": "ru-en"})

    page = settled(admin)
    assert "Not installed; the pack that ran before still runs." in page
    assert "translates lv into en" in page
    assert store.find("ru", "en").version == VERSION


def test_an_index_that_cannot_be_reached_is_said_on_the_page(
    admin: FlaskClient, server: IndexServer
) -> None:
    server.shutdown()
    server.server_close()

    answer = admin.post("/settings/packs/index")

    assert answer.status_code == 502
    assert "The index of packs cannot be reached" in answer.text


def test_what_is_wrong_with_a_pack_is_said_in_the_language_of_the_screens(
    admin: FlaskClient, server: IndexServer, store: PackStore
) -> None:
    admin.post("/locale", data={"locale": "lv"})
    server.offer(FILES["lv"], "ru", "en", "9.9")

    admin.post("/settings/packs/install", data={"pair": "ru-en"})
    page = settled(admin)
    absent = admin.post("/settings/packs/ru/en/rollback")

    assert "Pakotne tulko lv → en, nevis ru → en." in page
    assert absent.status_code == 409
    assert "Agrāka pakotne ru → en nav saglabāta." in absent.text
    assert not store.installed()


@pytest.mark.parametrize("pair", ["", "ru", "../..-en", "ru-en\n", "ru_en"])
def test_a_pair_that_is_none_is_refused(admin: FlaskClient, store: PackStore, pair: str) -> None:
    answer = admin.post("/settings/packs/install", data={"pair": pair})

    assert answer.status_code == 422
    assert not store.directory.exists()


def test_packs_are_checked_and_removed(
    admin: FlaskClient, session: Session, store: PackStore
) -> None:
    store.add(FILES["ru"])
    assert "its files are whole and it translates" in admin.post("/settings/packs/check").text
    weights = store.find("ru", "en").path / "model" / "model.bin"
    weights.write_bytes(b"x")
    assert "was changed after the pack was installed" in admin.post("/settings/packs/check").text

    assert admin.post("/settings/packs/ru/en/remove").location == "/settings/packs"

    assert store.find("ru", "en") is None
    assert tags(session) == ["pack:remove"]
    assert admin.post("/settings/packs/ru/en/remove").status_code == 409
    assert admin.post("/settings/packs/ru/en/rollback").status_code == 409


def test_drafts_are_made_anew_from_the_page(
    admin: FlaskClient, session: Session, store: PackStore
) -> None:
    store.add(FILES["lv"])
    review_id = make_review(session).id

    page = admin.post("/settings/packs/lv/en/retranslate", follow_redirects=True)

    assert "1 review is translated anew." in page.text
    session.expire_all()
    assert session.get_one(Review, review_id).due is Due.TRANSLATION
    assert admin.post("/settings/packs/xx/en/retranslate").status_code == 404
