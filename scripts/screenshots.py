"""Takes pictures of every screen of a demo of its own, with the machine's Chromium.

Usage: python -m scripts.screenshots FOLDER [IMAGES]

FOLDER gets every screen, wide, narrow and dark, in each language of the screens, as
FOLDER/lv/queue-dark.png; IMAGES, where it is given, those few that the documentation shows.
"""

from __future__ import annotations

import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from playwright.sync_api import sync_playwright
from sqlalchemy import select

from demo.seed import DEMO_EMAIL, DEMO_PASSWORD, SLUG
from models import Outcome, Review, Site, Staff, Status
from moderation.queue.decisions import NotApprovableError, decide
from moderation.queue.erasure import erase
from moderation.rework import anonymise
from scripts.demo_house import Demo, open_demo

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

    from moderation.database import Database

WIDE = {"width": 1440, "height": 900}
NARROW = {"width": 390, "height": 844}
LOOKS: dict[str, dict[str, Any]] = {
    "wide": {"viewport": WIDE},
    "narrow": {"viewport": NARROW},
    "dark": {"viewport": WIDE, "color_scheme": "dark"},
}
LANGUAGES = {"en": "en-GB", "lv": "lv-LV", "ru": "ru-RU"}
PUBLIC = {
    "sign-in": "/sign-in",
    "authenticity": f"/sites/{SLUG}/authenticity?language={{language}}",
    "embed": f"/embed/{SLUG}?language={{language}}",
}
SIGNED_IN = {
    "queue": "/",
    "search": "/?q=доктор",
    "review": "/reviews/{russian}",
    "review-latvian": "/reviews/{latvian}",
    "review-erased": "/reviews/{erased}",
    "published": "/published",
    "insight": "/insight",
    "preferences": "/preferences",
    "settings": "/settings",
    "settings-site": f"/settings/sites/{SLUG}",
    "settings-glossary": f"/settings/sites/{SLUG}/glossary",
    "settings-words": f"/settings/sites/{SLUG}/remembered-words",
    "settings-webhooks": f"/settings/sites/{SLUG}/webhooks",
    "settings-packs": "/settings/packs",
    "settings-staff": "/settings/staff",
}
# What opens on the review screen before its picture is taken.
OPENED = {
    "review-rejecting": "#reject > summary",
    "review-editing": "#edit-1",
    "review-erasing": "#erasure > summary",
}
DOCUMENTED = {
    "queue.png": "en/queue-wide.png",
    "review.png": "en/review-wide.png",
    "review-dark.png": "en/review-dark.png",
    "review-narrow.png": "en/review-narrow.png",
    "insight.png": "en/insight-wide.png",
}
RUSSIAN = "Мой муж Виктор"  # a review with names, a date and a diagnosis
LATVIAN = "lv"
PUBLISHED = 6


def main(folder: Path, images: Path | None) -> None:
    """Write every picture into a folder, and the documentation's into another."""
    with open_demo() as demo, sync_playwright() as playwright:
        _open_the_authenticity_page(demo.database)
        _publish(demo.database)
        places = {**_places(demo.database), "erased": _erase(demo.database)}
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox"]
        )
        for language, locale in LANGUAGES.items():
            for look, options in LOOKS.items():
                out = folder / language
                out.mkdir(parents=True, exist_ok=True)
                given = {**places, "language": language}
                _shoot(browser, demo, out, look, given, locale=locale, **options)
        browser.close()
    if images is not None:
        for name, taken in DOCUMENTED.items():
            shutil.copyfile(folder / taken, images / name)
    print(f"{len(list(folder.rglob('*.png')))} pictures in {folder}")


def _shoot(
    browser: Browser,
    demo: Demo,
    out: Path,
    look: str,
    places: dict[str, str],
    **options: Any,  # noqa: ANN401 - handed on to Playwright
) -> None:
    """Take every screen in one language and one look."""
    context = browser.new_context(reduced_motion="reduce", **options)
    page = context.new_page()

    def take(name: str) -> None:
        page.wait_for_load_state("networkidle")
        page.screenshot(path=out / f"{name}-{look}.png", full_page=look == "narrow")

    for name, path in PUBLIC.items():
        page.goto(demo.desk + path.format(**places))
        take(name)
    _sign_in(page, demo)
    for name, path in SIGNED_IN.items():
        page.goto(demo.desk + path.format(**places))
        take(name)
    for name, selector in OPENED.items():
        page.goto(demo.desk + SIGNED_IN["review"].format(**places))
        page.click(selector)
        take(name)
    page.goto(demo.company)
    page.wait_for_timeout(500)
    take("company")
    context.close()


def _sign_in(page: Page, demo: Demo) -> None:
    page.goto(f"{demo.desk}/sign-in")
    page.fill("[name=email]", DEMO_EMAIL)
    page.fill("[name=password]", DEMO_PASSWORD)
    page.click("main button.primary")
    page.wait_for_url(f"{demo.desk}/")


def _places(database: Database) -> dict[str, str]:
    """Give the ids of the reviews that are shown."""
    waiting = select(Review.id).where(Review.status == Status.PENDING)
    with database.reading() as session:
        russian = session.scalar(waiting.where(Review.original.startswith(RUSSIAN)))
        latvian = session.scalar(waiting.where(Review.language == LATVIAN).limit(1))
    return {"russian": str(russian), "latvian": str(latvian)}


def _open_the_authenticity_page(database: Database) -> None:
    with database.writing.begin() as session:
        site = session.scalars(select(Site).where(Site.slug == SLUG)).one()
        site.policy = {**site.policy, "authenticity_page": True}


def _publish(database: Database) -> None:
    """Anonymise and approve the newest reviews in which nothing else is left open."""
    with database.writing.begin() as session:
        staff = session.scalars(select(Staff.id).where(Staff.email == DEMO_EMAIL)).one()
        waiting = select(Review).where(
            Review.status == Status.PENDING, Review.original.not_like(f"{RUSSIAN}%")
        )
        done = 0
        for review in session.scalars(waiting.order_by(Review.received_at.desc())):
            anonymise(session, review, seen_version=review.version, staff_id=staff)
            try:
                decide(
                    session,
                    review,
                    Outcome.APPROVED,
                    seen_version=review.version,
                    staff_id=staff,
                )
            except NotApprovableError:
                continue
            done += 1
            if done == PUBLISHED:
                return


def _erase(database: Database) -> str:
    """Erase the newest published review; give its id."""
    with database.writing.begin() as session:
        published = select(Review).where(Review.status == Status.APPROVED)
        review = session.scalars(published.order_by(Review.received_at.desc()).limit(1)).one()
        erase(session, review, ground="request", by="system")
        return str(review.id)


if __name__ == "__main__":
    if len(sys.argv) not in {2, 3}:
        sys.exit(__doc__)
    main(Path(sys.argv[1]), Path(sys.argv[2]) if len(sys.argv) > 2 else None)  # noqa: PLR2004
