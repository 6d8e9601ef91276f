from __future__ import annotations

import time
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect
from sqlalchemy import select

from models import Review, Site, Status
from moderation.queue import snapshot
from tests.factories import make_review

if TYPE_CHECKING:
    from collections.abc import Callable
    from uuid import UUID

    from playwright.sync_api import Page, Route

    from tests.browser.house import House

pytestmark = pytest.mark.browser

PAIRS = [
    ("lv", "😀 Paldies Ilzei Bērziņai!", "😀 Thank you, Ilze Bērziņa!"),
    ("lv", "Viss bija labi.", "Everything was good."),
]


@pytest.fixture
def reviews(house: House) -> list[UUID]:
    """Two reviews: one with a name marked in both texts, one with nothing left to settle."""
    with house.database.writing.begin() as session:
        site = session.scalars(select(Site)).one()
        marked = make_review(
            session,
            site,
            segments=PAIRS,
            findings=[("person", "Ilzei Bērziņai", "Ilze Bērziņa")],
            flags=[("translation", "low_score", "-0.90")],
            rating=5,
        )
        calm = make_review(session, site, segments=[("ru", "Спасибо!", "Thank you!")])
        return [marked.id, calm.id]


def standing(house: House, review_id: UUID) -> tuple[Status, str]:
    """Give a review's status and what its English would be published as."""
    with house.database.reading() as session:
        review = session.get_one(Review, review_id)
        return review.status, snapshot.english(review)


def slowly(route: Route) -> None:
    """Let an answer take as long as on a train."""
    time.sleep(0.4)
    route.continue_()


def test_a_review_is_moderated_by_the_keyboard_alone(
    house: House, signed_in: Callable[..., Page], reviews: list[UUID]
) -> None:
    page = signed_in()
    page.keyboard.press("Tab")
    expect(page.locator(".skip")).to_be_focused()
    page.keyboard.press("Enter")
    while not page.evaluate("document.activeElement.matches('.queue .words')"):
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("#card")).to_be_visible()
    page.wait_for_load_state("networkidle")  # the keys are bound, the next review is fetched

    page.keyboard.press("?")
    expect(page.locator("#help")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("#help")).to_be_hidden()
    page.keyboard.press("n")
    expect(page.locator("#flashes")).to_contain_text("hidden")
    page.keyboard.press("e")
    expect(page.locator("#english-0")).to_be_focused()
    page.keyboard.press("End")
    page.keyboard.type(" And a rare jackal on a raft.")  # r, a, n, j: letters, not commands
    page.keyboard.press("Escape")
    expect(page.locator("[data-segment='0'] [data-side=translation]")).to_contain_text("jackal")
    page.keyboard.press("a")
    expect(page.locator("#flashes")).to_contain_text("Approved")
    page.keyboard.press("j")
    expect(page.locator("#card")).to_have_attribute("data-review", str(reviews[1]))
    page.keyboard.press("r")
    expect(page.locator("#reason-spam")).to_be_focused()
    page.keyboard.press("Space")
    page.locator("#reject-now").press("Enter")
    expect(page.locator("#flashes")).to_contain_text("Rejected")

    assert standing(house, reviews[0]) == (
        Status.APPROVED,
        "😀 Thank you, [name]! And a rare jackal on a raft. Everything was good.",
    )
    assert standing(house, reviews[1])[0] is Status.REJECTED


def test_leaving_a_box_saves_it(
    house: House, signed_in: Callable[..., Page], reviews: list[UUID]
) -> None:
    page = signed_in()
    page.goto(f"{house.address}/reviews/{reviews[0]}")

    page.locator("[data-segment='1'] [data-side=translation]").click()
    page.fill("#english-1", "All was well.")
    page.locator("h1").click()

    expect(page.locator(".preview blockquote").first).to_contain_text("All was well.")


def test_what_is_typed_while_a_save_is_under_way_is_not_lost(
    house: House, signed_in: Callable[..., Page], reviews: list[UUID]
) -> None:
    page = signed_in()
    page.goto(f"{house.address}/reviews/{reviews[0]}")
    page.click("#edit-1")
    page.fill("#english-1", "First.")
    page.route("**/reviews/*", slowly)
    page.click("#edit-0")
    page.fill("#english-0", "Typed meanwhile.")

    expect(page.locator(".preview blockquote").first).to_contain_text("First.")
    expect(page.locator("#english-0")).to_have_value("Typed meanwhile.")
    page.locator("h1").click()
    expect(page.locator(".preview blockquote").first).to_contain_text("Typed meanwhile. First.")


def test_two_moderators_edit_and_neither_loses_a_word(
    house: House, signed_in: Callable[..., Page], reviews: list[UUID]
) -> None:
    address = f"{house.address}/reviews/{reviews[1]}"
    first = signed_in()
    second = first.context.new_page()
    for page in (first, second):
        page.goto(address)
        page.click("#edit-0")
    first.fill("#english-0", "Thanks from the first.")
    first.keyboard.press("Control+Enter")
    expect(first.locator("#flashes")).to_contain_text("Saved")

    second.fill("#english-0", "Thanks from the second.")
    second.keyboard.press("Control+Enter")

    expect(second.get_by_role("alert")).to_contain_text("changed after you opened it")
    expect(second.locator(".theirs [data-side=translation]")).to_have_text("Thanks from the first.")
    expect(second.locator("#english-0")).to_have_value("Thanks from the second.")
    second.click("#mine-0")
    expect(second.locator("[data-side=translation]")).to_have_text("Thanks from the second.")


def test_selected_words_are_hidden_by_a_key(
    house: House, signed_in: Callable[..., Page], reviews: list[UUID]
) -> None:
    page = signed_in()
    page.goto(f"{house.address}/reviews/{reviews[0]}")
    expect(page.locator("#hide-selection")).to_be_hidden()

    page.evaluate(
        """() => {
            const text = document.querySelector("[data-segment='0'] [data-side=translation]");
            getSelection().setBaseAndExtent(text.firstChild, 3, text.firstChild, 8);
        }"""
    )  # an emoji is two UTF-16 units and one code point
    expect(page.locator("#hide-selection")).to_be_visible()
    page.keyboard.press("h")

    expect(page.locator("#flashes")).to_contain_text("The words are hidden")
    assert standing(house, reviews[0])[1].startswith("😀 [name] you, Ilze")


def test_setting_the_language_translates_again_while_you_watch(
    house: House, signed_in: Callable[..., Page]
) -> None:
    with house.database.writing.begin() as session:
        site = session.scalars(select(Site)).one()
        review = make_review(session, site, segments=[("und", "Paldies!", None)])
        review_id = review.id
    page = signed_in()
    page.goto(f"{house.address}/reviews/{review_id}")
    page.keyboard.press("l")
    page.select_option("#tag", "lv")
    page.click("#set-language")

    expect(page.locator("[data-side=translation]")).to_contain_text("Thank", ignore_case=True)
    expect(page.locator("#approve")).to_be_enabled()


def test_marks_light_each_other_across_the_two_texts(
    house: House, signed_in: Callable[..., Page], reviews: list[UUID]
) -> None:
    page = signed_in()
    page.goto(f"{house.address}/reviews/{reviews[0]}")

    page.locator("[data-side=source] mark").hover()

    expect(page.locator("mark.lit")).to_have_count(3)


def test_the_desk_works_without_a_script(
    house: House, signed_in: Callable[..., Page], reviews: list[UUID]
) -> None:
    page = signed_in(java_script_enabled=False)
    page.get_by_role("link", name="Paldies").click()
    page.click("#edit-1")
    page.fill("#english-1", "All was well.")
    page.fill("#words-1", "well")
    page.select_option("[name=kind-1]", "rare")
    page.click("#hide-1")
    expect(page.locator("#flashes")).to_contain_text("Saved")
    page.click("#anonymise")
    page.click("#approve")
    expect(page.locator("#flashes")).to_contain_text("Approved")
    page.click("#next")
    page.locator("#reject summary").click()
    page.check("#reason-advertising")
    page.click("#reject-now")
    expect(page.locator("#flashes")).to_contain_text("Rejected")

    assert standing(house, reviews[0]) == (
        Status.APPROVED,
        "😀 Thank you, [name]! All was [detail].",
    )
    assert standing(house, reviews[1])[0] is Status.REJECTED


def test_a_phone_shows_everything_without_scrolling_sideways(
    house: House, signed_in: Callable[..., Page], reviews: list[UUID]
) -> None:
    page = signed_in(viewport={"width": 390, "height": 844}, has_touch=True)
    for path in ("/", f"/reviews/{reviews[0]}", "/published", "/settings"):
        page.goto(house.address + path)
        assert page.evaluate("document.documentElement.scrollWidth") <= 390, path
    page.goto(f"{house.address}/reviews/{reviews[0]}")
    page.locator("#anonymise").tap()
    expect(page.locator("#approve")).to_be_enabled()
    page.locator("#approve").tap()
    expect(page.locator("#flashes")).to_contain_text("Approved")


def test_in_a_narrow_window_the_edit_under_the_pointer_stays_there(
    house: House, signed_in: Callable[..., Page], reviews: list[UUID]
) -> None:
    page = signed_in(viewport={"width": 390, "height": 844})
    page.goto(f"{house.address}/reviews/{reviews[0]}")
    page.click("#edit-1")
    expect(page.locator("#english-1")).to_be_visible()
