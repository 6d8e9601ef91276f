"""The whole circle as a newcomer meets it: run.py as a process, a real browser, the real packs."""

from __future__ import annotations

import json
import os
import re
import signal
import socket
import subprocess
import sys
import urllib.request
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect

from moderation.app import ROOT

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from playwright.sync_api import Page

pytestmark = pytest.mark.browser

RUSSIAN = "Спасибо доктору Ивановой! Всё прошло хорошо."
LATVIAN = "Paldies par labu darbu! Mans numurs ir +371 29 123 456."
THIRD = "Šo neviens nav apstiprinājis."
PATIENCE_MS = 60_000


@dataclass(frozen=True, slots=True)
class Started:
    """A Balss as `make run` starts it: its address and the one-time link it printed."""

    address: str
    link: str


@pytest.fixture
def started(tmp_path: Path) -> Iterator[Started]:
    """Run `python run.py` in a fresh instance; it and its worker end with the test."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    environment = {
        **os.environ,
        "BALSS_INSTANCE": str(tmp_path / "instance"),
        "BALSS_PORT": str(port),
        "PYTHONUNBUFFERED": "1",
    }
    with subprocess.Popen(
        [sys.executable, str(ROOT / "run.py")],
        cwd=ROOT,
        env=environment,
        stdout=subprocess.PIPE,
        text=True,
        start_new_session=True,
    ) as process:
        try:
            assert process.stdout is not None
            link = next(line for line in process.stdout if "/invitations/" in line).split()[-1]
            yield Started(f"http://127.0.0.1:{port}", link)
        finally:
            os.killpg(process.pid, signal.SIGTERM)
            process.wait(20)


def test_from_the_one_time_link_to_the_feed(started: Started, window: Callable[..., Page]) -> None:
    page = window()
    _create_account(page, started.link)
    key = _add_site(page, started.address)
    for text in (RUSSIAN, LATVIAN, THIRD):
        _submit(started.address, key, text)
    _wait_for_the_worker(page, started.address, reviews=3)

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

    feed = _feed(started.address)
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


def _add_site(page: Page, address: str) -> str:
    """Add the site "clinic" and make it a key; give the key."""
    page.goto(f"{address}/settings/new-site")
    page.fill("[name=name]", "Clinic")
    page.fill("[name=slug]", "clinic")
    page.fill("[name=time_zone]", "Europe/Riga")
    page.get_by_role("button", name="Add the site").click()
    page.get_by_label("What is it for").fill("Website")
    page.get_by_role("button", name="Make a key").click()
    return page.get_by_label("Key", exact=True).input_value()


def _submit(address: str, key: str, text: str) -> None:
    body = {
        "text": text,
        "author": "Anna Liepa",
        "rating": 5,
        "consent": {"scope": "first_name", "wording": "You may publish my words."},
    }
    request = urllib.request.Request(  # noqa: S310 - this machine's own address
        f"{address}/api/v1/sites/clinic/reviews",
        data=json.dumps(body).encode(),
        headers={"Authorization": f"Bearer {key}", "Content-Type": "application/json"},
    )
    with urllib.request.urlopen(request) as answer:  # noqa: S310
        assert answer.status == 202


def _wait_for_the_worker(page: Page, address: str, *, reviews: int) -> None:
    """Look at the queue, as a person would, until the worker has brought everything there."""
    page.goto(address)
    for _ in range(PATIENCE_MS // 500):
        if re.search(rf"· {reviews}$", page.locator("#nav-queue").inner_text()):
            return
        page.wait_for_timeout(500)
        page.reload()
    pytest.fail(f"The worker did not bring {reviews} reviews to the queue.")


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


def _feed(address: str) -> dict[str, Any]:
    with urllib.request.urlopen(f"{address}/feeds/clinic.json") as answer:  # noqa: S310
        found: dict[str, Any] = json.load(answer)
    return found
