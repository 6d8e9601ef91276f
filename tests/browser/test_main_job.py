from __future__ import annotations

import json
import urllib.request
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect
from sqlalchemy import select

from models import Role, Site
from moderation.accounts.staff import invite

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page

    from tests.browser.house import House

pytestmark = pytest.mark.browser

RUSSIAN = "Спасибо доктору Ивановой! Всё прошло хорошо."
LATVIAN = "Paldies par labu darbu! Mans numurs ir +371 29 123 456."
THIRD = "Šo neviens nav apstiprinājis."


def test_from_the_one_time_link_to_the_feed(house: House, window: Callable[..., Page]) -> None:
    with house.database.writing.begin() as session:
        token = invite(session, Role.ADMIN)
        site = session.scalars(select(Site)).one()
        for text in (RUSSIAN, LATVIAN, THIRD):
            house.submit(session, site, text, author="Anna Liepa", rating=5)
    assert house.work() == 3
    page = window()

    _create_account(page, f"{house.address}/invitations/{token}")
    expect(page.locator("#nav-queue")).to_have_text("Queue · 3")

    page.get_by_role("link", name="Спасибо").click()
    page.click("#edit-1")
    page.fill("#english-1", "Everything went well, and I felt cared for.")
    page.keyboard.press("Control+Enter")
    expect(page.locator("[data-segment='1'] [data-side=translation]")).to_contain_text("cared for")
    _approve(page)

    page.click("#next")
    expect(page.locator("[data-segment='0']")).to_contain_text("Paldies")
    expect(page.locator("#approve")).to_be_disabled()
    page.click("#anonymise")
    expect(page.locator("[data-segment='1'] mark").first).to_have_attribute(
        "data-state", "redacted"
    )
    _approve(page)
    expect(page.locator("#nav-queue")).to_have_text("Queue · 1")

    feed = _feed(house)
    texts = json.dumps(feed, ensure_ascii=False)
    assert len(feed["items"]) == 2
    assert "Everything went well, and I felt cared for." in texts
    assert "[tālrunis]" in texts
    for secret in ("29 123 456", "29123456", "neviens", "Liepa"):
        assert secret not in texts
    page.get_by_role("link", name="Published").click()
    expect(page.locator("ol.queue > li")).to_have_count(2)


def _create_account(page: Page, address: str) -> None:
    page.goto(address)
    page.fill("[name=name]", "Ilze Ozola")
    page.fill("[name=email]", "ilze@example.com")
    page.fill("[name=password]", "seven quiet rivers")
    page.fill("[name=again]", "seven quiet rivers")
    page.get_by_role("button", name="Create account").click()
    expect(page.get_by_role("heading", name="Queue")).to_be_visible()


def _approve(page: Page) -> None:
    if page.locator("#anonymise").is_enabled():
        page.click("#anonymise")
    _settle_doubts(page)
    expect(page.locator("#approve")).to_be_enabled()
    page.click("#approve")
    expect(page.locator("#flashes")).to_contain_text("Approved")


def _settle_doubts(page: Page) -> None:
    """Say of each sentence the machine doubts that it is right."""
    doubted = page.get_by_role("button", name="It is right")
    for left in range(doubted.count(), 0, -1):
        doubted.first.click()
        expect(doubted).to_have_count(left - 1)


def _feed(house: House) -> dict[str, Any]:
    with urllib.request.urlopen(f"{house.address}/feeds/clinic.json") as answer:  # noqa: S310
        found: dict[str, Any] = json.load(answer)
    return found
