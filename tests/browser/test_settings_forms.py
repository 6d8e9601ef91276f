from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect
from sqlalchemy import select

from models import Site

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Dialog, Page

    from tests.browser.house import House

pytestmark = pytest.mark.browser
NAME = "main form[action$='/sites/clinic'] [name=name]"
SAVE_POLICY = "main form[action$='/policy'] button.primary"
SAVE_SITE = "main form[action$='/sites/clinic'] button.primary"


def name_of(house: House) -> str:
    with house.database.reading() as session:
        return session.scalars(select(Site.name)).one()


def stay(dialog: Dialog) -> None:
    dialog.dismiss()


def test_what_is_typed_into_one_form_is_not_lost_by_saving_another(
    house: House, signed_in: Callable[..., Page]
) -> None:
    page = signed_in()
    page.goto(f"{house.address}/settings/sites/clinic")
    page.fill(NAME, "Clinic by the sea")

    with page.expect_event("dialog") as asked:
        page.once("dialog", stay)
        page.locator(SAVE_POLICY).click(no_wait_after=True)

    assert asked.value.type == "beforeunload"
    expect(page.locator(NAME)).to_have_value("Clinic by the sea")
    page.click(SAVE_SITE)
    expect(page.locator("h1")).to_have_text("Clinic by the sea")
    assert name_of(house) == "Clinic by the sea"
