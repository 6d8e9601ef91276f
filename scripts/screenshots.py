"""Takes the pictures in docs/images of a demo instance of its own, with the machine's Chromium.

Usage: screenshots.py FOLDER
"""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from playwright.sync_api import sync_playwright  # noqa: E402 - after the path is set
from sqlalchemy import func, select  # noqa: E402

from demo.seed import DEMO_EMAIL, DEMO_PASSWORD  # noqa: E402
from models import Outcome, Review, Staff, Status  # noqa: E402
from moderation.database import connect  # noqa: E402
from moderation.queue.decisions import NotApprovableError, decide  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import Browser, Page, ViewportSize

    from moderation.database import Database

PATIENCE = 120.0  # seconds
WIDE: ViewportSize = {"width": 1440, "height": 900}
NARROW: ViewportSize = {"width": 390, "height": 844}
SHOWN = "Мой муж Виктор"  # a review with names, a date and a diagnosis
PUBLISHED = 6


@dataclass(frozen=True, slots=True)
class Demo:
    """A running demo: its desk, its company's page, its database."""

    desk: str
    company: str
    database: Database


def main(folder: Path) -> None:
    """Write every picture into a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    with _demo() as demo, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"))
        _desk(browser, demo, folder)
        _publish(demo.database)
        page = browser.new_page(viewport=WIDE)
        page.goto(demo.company)
        page.wait_for_selector("article")
        page.screenshot(path=folder / "company.png")
        browser.close()
    print(f"{len(list(folder.glob('*.png')))} pictures in {folder}")


def _desk(browser: Browser, demo: Demo, folder: Path) -> None:
    page = browser.new_page(viewport=WIDE)
    page.goto(f"{demo.desk}/sign-in")
    page.screenshot(path=folder / "sign-in.png")
    page.fill("[name=email]", DEMO_EMAIL)
    page.fill("[name=password]", DEMO_PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url(f"{demo.desk}/")
    page.screenshot(path=folder / "queue.png")
    page.goto(f"{demo.desk}/reviews/{_shown(demo.database)}")
    page.screenshot(path=folder / "review.png")
    _again(page, folder / "review-dark.png", scheme="dark")
    page.set_viewport_size(NARROW)
    _again(page, folder / "review-narrow.png", scheme="light", whole=True)
    page.close()


def _again(page: Page, path: Path, *, scheme: str, whole: bool = False) -> None:
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    page.reload()
    page.screenshot(path=path, full_page=whole)


def _shown(database: Database) -> str:
    with database.reading() as session:
        found = session.scalar(select(Review.id).where(Review.original.startswith(SHOWN)))
    return str(found)


def _publish(database: Database) -> None:
    """Approve some reviews in which nothing is left open."""
    with database.writing.begin() as session:
        done = 0
        moderator = session.scalars(select(Staff.id).where(Staff.email == DEMO_EMAIL)).one()
        waiting = select(Review).where(Review.status == Status.PENDING)
        for review in session.scalars(waiting.order_by(Review.received_at.desc())):
            try:
                decide(
                    session,
                    review,
                    Outcome.APPROVED,
                    seen_version=review.version,
                    staff_id=moderator,
                )
            except NotApprovableError:
                continue
            done += 1
            if done == PUBLISHED:
                return


@contextmanager
def _demo() -> Iterator[Demo]:
    """Run a demo in a folder that is deleted at the end, once its reviews are processed."""
    python = ROOT / ".venv" / "bin" / "python"
    with TemporaryDirectory(prefix="balss-pictures-") as folder:
        port, company = _free_port(), _free_port()
        environment = {**os.environ, "BALSS_INSTANCE": folder, "BALSS_PORT": str(port)}
        process = subprocess.Popen(  # noqa: S603 - our own interpreter and program
            [str(python), str(ROOT / "run.py"), "demo", "--company-port", str(company)],
            env=environment,
        )
        address = f"http://127.0.0.1:{port}"
        try:
            _wait(lambda: _answers(f"{address}/healthz"))
            database = connect(f"sqlite:///{Path(folder) / 'balss.db'}")
            _wait(lambda: _processed(database))
            yield Demo(address, f"http://127.0.0.1:{company}", database)
            database.engine.dispose()
        finally:
            process.send_signal(signal.SIGTERM)
            process.wait(30)


def _wait(done: Callable[[], bool]) -> None:
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        if done():
            return
        time.sleep(0.2)
    sys.exit("the demo did not get ready")


def _answers(address: str) -> bool:
    try:
        with urllib.request.urlopen(address, timeout=5):  # noqa: S310 - our own http address
            return True
    except OSError:
        return False


def _processed(database: Database) -> bool:
    due = select(func.count()).select_from(Review).where(Review.due.is_not(None))
    with database.reading() as session:
        return session.scalar(due) == 0


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
    return port


if __name__ == "__main__":
    if len(sys.argv) != 2:  # noqa: PLR2004
        sys.exit(__doc__)
    main(Path(sys.argv[1]))
