"""The queue in a real browser: finding, keeping lists, several at once, keys alone, no script."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect
from sqlalchemy import select

from models import Review, Site, Status, now
from tests.factories import make_review, make_site

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page

    from tests.browser.house import House

pytestmark = pytest.mark.browser

WORDS = ("Pāldies ārstei!", "Viss labi.", "Reklāma šeit.", "Спасибо, всё отлично!")


@pytest.fixture
def queue(house: House) -> House:
    """Four reviews that wait, the first the oldest, one of them flagged, and one that is out."""
    with house.database.writing.begin() as session:
        site = session.scalars(select(Site)).one()
        make_site(session, slug="hotel", name="Hotel")
        for age, words in enumerate(WORDS):
            make_review(
                session,
                site,
                segments=[("ru" if words == WORDS[3] else "lv", words, f"English {age}.")],
                flags=[("intake", "spam_links", "60%")] if words == WORDS[2] else [],
                received_at=now() - timedelta(hours=9 - age),
                rating=5,
            )
        make_review(session, site, segments=[("lv", "Zilais.", "x")], status=Status.REJECTED)
    return house


def statuses(house: House) -> dict[str, str]:
    with house.database.reading() as session:
        return {
            words: status.value
            for words, status in session.execute(select(Review.original, Review.status))
            if words in WORDS
        }


def rows(page: Page) -> list[str]:
    return page.locator(".queue .words").all_inner_texts()


@pytest.mark.usefixtures("queue")
def test_a_review_is_found_by_a_word_in_either_language(signed_in: Callable[..., Page]) -> None:
    page = signed_in()
    page.fill("#q", "paldies")
    page.keyboard.press("Enter")

    expect(page.locator("mark.hit")).to_have_text("Pāldies")
    assert rows(page) == [WORDS[0]]
    page.fill("#q", "ВСЕ english")
    page.get_by_role("button", name="Search").click()
    expect(page.locator("mark.hit")).to_have_text(["всё", "English"])
    page.get_by_role("link", name="Show all that wait").click()
    expect(page.locator(".queue .words")).to_have_count(4)


@pytest.mark.usefixtures("queue")
def test_a_list_is_narrowed_kept_opened_again_and_deleted(signed_in: Callable[..., Page]) -> None:
    page = signed_in()
    page.get_by_role("link", name="Narrow down").click()
    page.locator(".facets").get_by_role("link", name="links").click()
    assert rows(page) == [WORDS[2]]
    page.get_by_text("Keep this list").click()
    expect(page.locator("#view-name")).to_be_focused()
    page.keyboard.type("Advertising")
    page.keyboard.press("Enter")
    expect(page.locator("#flashes")).to_contain_text("kept")

    page.locator("#nav-queue").click()
    expect(page.locator(".queue .words")).to_have_count(4)
    page.get_by_role("link", name="Advertising").click()
    assert rows(page) == [WORDS[2]]
    page.get_by_role("button", name="Delete the list “Advertising”").click()
    expect(page.locator("#flashes")).to_contain_text("The list is gone")
    expect(page.get_by_role("link", name="Advertising")).to_have_count(0)


def test_several_are_rejected_and_brought_back(
    queue: House, signed_in: Callable[..., Page]
) -> None:
    page = signed_in()
    expect(page.locator("#approve-several")).to_be_hidden()
    page.click("#choose-all")
    expect(page.locator("#chosen-count")).to_have_text("Chosen: 4")
    expect(page.locator("#approve-several")).to_be_enabled()
    page.click("#choose-all")
    expect(page.locator("#approve-several")).to_be_hidden()
    boxes = page.get_by_role("checkbox", name="Choose this review")
    boxes.nth(0).check()
    boxes.nth(2).check()
    expect(page.locator("#chosen-count")).to_have_text("Chosen: 2")
    page.locator("#reject-several > summary").click()
    expect(page.locator("#reason-several")).to_be_focused()
    page.select_option("#reason-several", "spam")
    page.click("#reject-several-now")

    expect(page.locator("#report")).to_contain_text("2 reviews are rejected.")
    expect(page.locator(".queue .words")).to_have_count(2)
    page.click("#undo")
    expect(page.locator("#flashes")).to_contain_text("2 reviews are as they were.")
    assert set(statuses(queue).values()) == {"pending"}


def test_the_queue_is_worked_by_the_keyboard_alone(
    queue: House, signed_in: Callable[..., Page]
) -> None:
    page = signed_in()
    page.wait_for_load_state()
    page.keyboard.press("?")
    expect(page.locator("#help")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("#help")).to_be_hidden()
    page.keyboard.press("j")
    page.keyboard.press("x")
    page.keyboard.press("j")
    page.keyboard.press("j")
    page.keyboard.press("x")
    expect(page.locator("#chosen-count")).to_have_text("Chosen: 2")
    page.keyboard.press("a")

    report = page.locator("#report")
    expect(report).to_contain_text("1 review is approved and in the feed.")
    expect(report).to_contain_text("It has flags")
    assert statuses(queue)[WORDS[0]] == "approved"
    assert statuses(queue)[WORDS[2]] == "pending"
    page.keyboard.press("u")
    expect(page.locator("#flashes")).to_contain_text("as it was")
    assert statuses(queue)[WORDS[0]] == "pending"

    page.wait_for_load_state()  # the keys are bound by then
    page.keyboard.press("/")
    page.keyboard.type("reklam")
    page.keyboard.press("Enter")
    expect(page.locator("mark.hit")).to_have_text("Reklāma")
    page.wait_for_load_state()
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    expect(page.locator("#card")).to_be_visible()


def test_several_are_handled_without_a_script(queue: House, signed_in: Callable[..., Page]) -> None:
    page = signed_in(java_script_enabled=False)
    page.locator("[name=chosen]").nth(1).check()
    page.locator("#take-several > summary").click()
    page.click("#take-several-now")
    expect(page.locator("#report")).to_contain_text("1 review is taken by you.")
    page.locator("[name=chosen]").nth(1).check()
    page.click("#approve-several")
    expect(page.locator("#report")).to_contain_text("approved")
    page.fill("#q", "labi")
    page.get_by_role("button", name="Search").click()
    expect(page.locator(".queue li")).to_have_text(re.compile("published"))

    assert statuses(queue)[WORDS[1]] == "approved"


@pytest.mark.usefixtures("queue")
def test_a_phone_shows_the_lists_when_asked(house: House, signed_in: Callable[..., Page]) -> None:
    page = signed_in(viewport={"width": 390, "height": 844}, has_touch=True)
    for path in ("/", "/?narrow=1", "/?q=paldies", "/insight", "/?need=health"):
        page.goto(house.address + path)
        assert page.evaluate("document.documentElement.scrollWidth") <= 390, path
    page.goto(house.address)
    expect(page.get_by_role("link", name="Needs a language")).to_be_hidden()
    page.locator("#lists > summary").tap()
    page.get_by_role("link", name="Oldest first").tap()
    expect(page.locator(".chosen")).to_contain_text("Oldest first")


@pytest.mark.usefixtures("queue")
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_list_breaks_an_accessibility_rule(
    house: House, signed_in: Callable[..., Page], scheme: str
) -> None:
    page = signed_in(color_scheme=scheme, reduced_motion="reduce")
    broken = {}
    for path in (
        "/",
        "/?narrow=1&order=oldest",
        "/?q=paldies",
        "/?q=zz",
        "/insight",
        "/?need=health",
    ):
        page.goto(house.address + path)
        for summary in page.locator("main details > summary:visible").all():
            summary.click()
        found = Axe().run(page)
        if found.violations_count:
            broken[path] = found.generate_report()
    assert not broken, "\n".join(f"{key}\n{value}" for key, value in broken.items())
