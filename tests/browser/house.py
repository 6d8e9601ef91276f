"""A whole Balss for one browser: a database, a web server on a free port, a worker at hand."""

from __future__ import annotations

import threading
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from playwright.sync_api import sync_playwright

from models import Base, Channel, Scope
from moderation import database as databases
from moderation import worker
from moderation.app import ROOT, create_app
from moderation.cli.house import install_starter_packs, open_engine
from moderation.intake.submit import NewReview, submit
from moderation.settings import load
from tests.serving import serving

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from flask import Flask
    from playwright.sync_api import Browser
    from sqlalchemy.orm import Session

    from models import Site
    from moderation.database import Database
    from moderation.pipeline import Translator
    from moderation.settings import Settings

CHROMIUM = "/usr/bin/chromium"
ARGUMENTS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class House:
    """A running Balss: where it answers, its application, database and settings, and its worker."""

    address: str
    app: Flask
    database: Database
    settings: Settings
    engine: Translator

    def work(self) -> int:
        """Process what waits, as the worker does; give how many reviews."""
        return worker.process_due(self.database, self.engine, batch=32, lease_seconds=60)

    def submit(self, session: Session, site: Site, text: str, **more: object) -> None:
        """Bring a review in by the website's door."""
        given = {"channel": Channel.API, "consent_scope": Scope.FIRST_NAME, **more}
        new = NewReview(text=text, consent_wording="You may publish my words.", **given)  # type: ignore[arg-type]
        submit(session, site, new, secret=self.settings.secret(), max_chars=20_000)


@contextmanager
def open_house(folder: Path) -> Iterator[House]:
    """Run a Balss in `folder` with the starter packs until the block ends."""
    settings = load(
        instance=folder / "instance",
        secret_key="a-secret-for-tests-only",
        starter_packs=ROOT / "packs",
        sign_in_limit="10000 per minute",
        translation_threads=2,
    )
    install_starter_packs(settings)
    made = databases.connect(settings.database)
    Base.metadata.create_all(made.engine)
    engine = open_engine(settings)
    waiting = threading.Event()
    app = create_app(settings, nudge=waiting.set)
    closing = threading.Event()

    def answer_nudges() -> None:
        while not closing.is_set():
            if waiting.wait(0.05):
                waiting.clear()
                house.work()

    thread = threading.Thread(target=answer_nudges, daemon=True)
    try:
        with serving(app, threads=4) as address:
            house = House(address, app, made, settings, engine)
            thread.start()
            yield house
    finally:
        closing.set()
        thread.join(5)
        made.engine.dispose()
        app.extensions["balss.database"].engine.dispose()


@contextmanager
def open_browser() -> Iterator[Browser]:
    """Start Chromium until the block ends."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield browser
        browser.close()
