from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect

from models import Role
from tests.browser.house import House, open_house
from tests.factories import PASSWORD, make_site, make_staff

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import Browser, Page

EMAIL = "ilze@example.com"
expect.set_options(timeout=20_000)  # milliseconds: the first review read loads the tagger


@pytest.fixture
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """A running Balss with a site "clinic" and nothing else."""
    with open_house(tmp_path_factory.mktemp("house")) as opened:
        with opened.database.writing.begin() as session:
            make_site(session, slug="clinic", name="Clinic")
        yield opened


@pytest.fixture
def window(browser: Browser) -> Iterator[Callable[..., Page]]:
    """Open a window: `window(java_script_enabled=False)`; what a page logs as an error fails."""
    contexts, complaints = [], []

    def open_window(**options: Any) -> Page:  # noqa: ANN401
        context = browser.new_context(**{"locale": "en-GB", **options})
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(10_000)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("console", lambda line: _note(line, complaints))
        return page

    yield open_window
    for context in contexts:
        context.close()
    assert not complaints


@pytest.fixture
def signed_in(house: House, window: Callable[..., Page]) -> Callable[..., Page]:
    """Open a window in which Ilze, an administrator, is signed in."""
    with house.database.writing.begin() as session:
        make_staff(session, email=EMAIL, name="Ilze", role=Role.ADMIN)

    def open_window(**options: Any) -> Page:  # noqa: ANN401
        page = window(**options)
        page.goto(f"{house.address}/sign-in")
        page.fill("[name=email]", EMAIL)
        page.fill("[name=password]", PASSWORD)
        page.click("main button.primary")
        page.wait_for_url(f"{house.address}/")
        return page

    return open_window


def _note(line: Any, complaints: list[str]) -> None:  # noqa: ANN401
    # Chromium logs every answer of 400 and above; conflicts and refusals are ours on purpose.
    if line.type == "error" and "Failed to load resource" not in line.text:
        complaints.append(line.text)
