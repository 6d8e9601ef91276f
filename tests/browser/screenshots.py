"""Pictures of every screen: `python -m tests.browser.screenshots OUTDIR`."""

# ruff: noqa: E501 - reviews stand on one line each

from __future__ import annotations

import sys
import tempfile
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from models import Outcome, Review, Role, Status, now
from moderation.queue import snapshot
from moderation.queue.decisions import decide
from moderation.rework import anonymise
from tests.browser.house import open_browser, open_house
from tests.factories import PASSWORD, make_site, make_staff

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Browser, Page

    from tests.browser.house import House

EMAIL = "ilze@example.com"
SIZES: dict[str, dict[str, Any]] = {
    "wide": {"viewport": {"width": 1360, "height": 900}},
    "narrow": {"viewport": {"width": 390, "height": 844}, "device_scale_factor": 2},
    "dark": {"viewport": {"width": 1360, "height": 900}, "color_scheme": "dark"},
}
REVIEWS = (
    ("Pirms gada man atklāja krūts vēzi, un es domāju, ka viss ir beidzies. Dakterei Zandai Krastiņai ir zelta rokas un miera pilna sirds. Braucu pie viņas no Strenčiem un nevienu reizi nenožēloju. Paldies no visas sirds!", "Anna Liepa", 5),
    ("Огромное спасибо доктору Ольге Петровой! Пломба стоит уже третий год. Звоните ей: +371 29 123 456.", "Сергей", 5),
    ("Ждали сорок минут, никто даже не извинился. Больше не придём.", "Марина К.", 2),
    ("Paldies par laipno attieksmi un skaisto kabinetu. Nāksim vēl!", None, 5),
    ("Spasibo bolshoe, vse ochen ponravilos!", "Dima", 4),
    ("Super!", "Kate", None),
    ("Väga hea teenindus, soovitan kõigile.", "Maarja", 5),
    ("Ļoti profesionāli. Очень рекомендую всем друзьям!", "Inga", 5),
    ("Ārste bija pacietīga un visu izskaidroja saprotamā valodā.", "Jānis", 5),
    ("Хорошая клиника, удобное расположение рядом с парком.", "Елена", 4),
)  # fmt: skip


def furnish(house: House) -> None:
    """Fill a house with a site, a moderator and reviews, two of them ruled on."""
    with house.database.writing.begin() as session:
        site = make_site(session, slug="clinic", name="Rīgas klīnika")
        staff = make_staff(session, email=EMAIL, name="Ilze Ozola", role=Role.ADMIN)
        for text, author, rating in REVIEWS:
            house.submit(session, site, text, author=author, rating=rating)
        staff_id = staff.id
    house.work()
    with house.database.writing.begin() as session:
        reviews = session.scalars(select(Review).order_by(Review.received_at, Review.id)).all()
        for age, review in enumerate(reviews):
            review.received_at = now() - timedelta(hours=3 * (len(reviews) - age))
        for review, outcome in ((reviews[-1], Outcome.APPROVED), (reviews[-2], Outcome.APPROVED)):
            anonymise(session, review, seen_version=review.version, staff_id=staff_id)
            if not snapshot.obstacles(review):
                decide(session, review, outcome, seen_version=review.version, staff_id=staff_id)


def pages(house: House) -> dict[str, Callable[[Page], None]]:
    """Give each screen's name and how to get there once signed in."""
    with house.database.reading() as session:
        waiting = session.scalars(
            select(Review.id).where(Review.status == Status.PENDING).order_by(Review.received_at)
        ).all()
    paths = {
        "queue": "/",
        "review": f"/reviews/{waiting[0]}",
        "review-russian": f"/reviews/{waiting[1]}",
        "published": "/published",
        "settings": "/settings",
    }
    shown: dict[str, Callable[[Page], None]] = {
        name: lambda page, path=path: page.goto(house.address + path)  # type: ignore[misc]
        for name, path in paths.items()
    }
    shown["reject"] = lambda page: _open(page, house, waiting[0], "#reject > summary")
    shown["editing"] = lambda page: _open(page, house, waiting[0], "#edit-2")
    shown["anonymised"] = lambda page: _open(page, house, waiting[0], "#anonymise")
    return shown


def shoot(browser: Browser, house: House, out: Path) -> None:
    """Write every screen in every size."""
    shown = pages(house)
    for size, options in SIZES.items():
        context = browser.new_context(locale="en-GB", reduced_motion="reduce", **options)
        page = context.new_page()
        page.goto(f"{house.address}/sign-in")
        page.screenshot(path=out / f"sign-in-{size}.png")
        page.fill("[name=email]", EMAIL)
        page.fill("[name=password]", PASSWORD)
        page.click("main button.primary")
        page.wait_for_url(f"{house.address}/")
        for name, visit in shown.items():
            visit(page)
            page.wait_for_timeout(200)
            page.screenshot(path=out / f"{name}-{size}.png", full_page=size == "narrow")
        context.close()


def _open(page: Page, house: House, review_id: object, selector: str) -> None:
    page.goto(f"{house.address}/reviews/{review_id}")
    if page.is_enabled(selector):
        page.click(selector)


def main() -> None:
    """Furnish a house and photograph it into the folder named on the command line."""
    out = Path(sys.argv[1])
    out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, open_house(Path(folder)) as house:
        furnish(house)
        with open_browser() as browser:
            shoot(browser, house, out)


if __name__ == "__main__":
    main()
