from __future__ import annotations

import threading
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect
from sqlalchemy import select

from models import Site, Status
from moderation.publication.export import export_site
from moderation.publication.webhooks.turns import Post
from tests.factories import make_review
from tests.unit.publication.webhooks.conftest import Stub

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from playwright.sync_api import Page

    from tests.browser.house import House
    from tests.receiver import Heard

pytestmark = pytest.mark.browser


class Quiet(SimpleHTTPRequestHandler):
    """Any web server, without its chatter."""

    def log_message(self, *_: object) -> None:
        pass

    def send_error(self, code: int, *_: object) -> None:
        self.send_response(code)
        self.end_headers()


def accessible(page: Page) -> None:
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_an_address_is_added_tested_and_removed_without_a_script(
    house: House, signed_in: Callable[..., Page], scheme: str
) -> None:
    page = signed_in(java_script_enabled=False, color_scheme=scheme)
    page.goto(f"{house.address}/settings/sites/clinic")
    page.get_by_role("link", name="Webhooks").click()
    page.get_by_label("Address to send to").fill("https://klinika.example/hooks")
    page.get_by_role("button", name="Add the address").click()
    assert page.get_by_label("Secret").input_value().startswith("whsec_")
    page.get_by_role("link", name="I have copied it").click()
    page.get_by_role("button", name="Send a test").click()
    stub = Stub()
    Post(house.database, house.settings.secret(), stub).deliver()  # type: ignore[arg-type]
    page.reload()
    expect(page.get_by_text("accepted (204)")).to_be_visible()
    page.get_by_text("Remove…").click()
    page.get_by_role("button", name="Remove the address").click()
    expect(page.get_by_text("The address is removed")).to_be_visible()

    assert [each.type for each in stub.heard] == ["endpoint.test"]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_pages_are_accessible(
    house: House, signed_in: Callable[..., Page], scheme: str
) -> None:
    def refuse(_heard: Heard) -> int:
        return 500

    page = signed_in(color_scheme=scheme)
    page.goto(f"{house.address}/settings/sites/clinic/webhooks")
    accessible(page)
    page.get_by_label("Address to send to").fill("https://klinika.example/hooks")
    page.get_by_role("button", name="Add the address").click()
    accessible(page)
    page.get_by_role("link", name="I have copied it").click()
    accessible(page)
    for status in (None, refuse):
        page.get_by_role("button", name="Send a test").click()
        stub = Stub() if status is None else Stub(status=status)
        Post(house.database, house.settings.secret(), stub).deliver()  # type: ignore[arg-type]
    page.reload()
    expect(page.get_by_text("refused (500)")).to_be_visible()
    accessible(page)
    page.get_by_role("button", name="Switch it off").click()
    expect(page.get_by_text("It was switched off here")).to_be_visible()
    accessible(page)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_an_exported_page_is_accessible_and_runs_no_script(
    house: House, window: Callable[..., Page], tmp_path: Path, scheme: str
) -> None:
    with house.database.writing.begin() as session:
        clinic = session.scalars(select(Site)).one()
        for number in range(3):
            segments = [("lv", f"Paldies {number}!", "Thank you! <script>alert(1)</script>")]
            make_review(session, clinic, segments=segments, rating=5, status=Status.APPROVED)
        export_site(session, "clinic", tmp_path / "out")

    handler = partial(Quiet, directory=str(tmp_path / "out"))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        page = window(color_scheme=scheme)
        page.goto(f"http://127.0.0.1:{server.server_address[1]}/")

        expect(page.get_by_text("Thank you! <script>").first).to_be_visible()
        accessible(page)
        server.shutdown()
