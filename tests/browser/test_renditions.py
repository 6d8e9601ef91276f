"""A further language of the feed on the review's page, in a browser with its script."""

from __future__ import annotations

from typing import TYPE_CHECKING

from playwright.sync_api import expect

from models import Review, Translation
from moderation.translation.memory import digest
from tests.factories import make_review, make_site

if TYPE_CHECKING:
    from collections.abc import Callable
    from uuid import UUID

    from playwright.sync_api import Page

    from tests.browser.house import House


def add_review(house: House) -> UUID:
    """A Russian review with its English and a Latvian draft of it."""
    with house.database.writing.begin() as session:
        site = make_site(session, policy={"feed_languages": ["lv"]})
        review = make_review(
            session, site, segments=[("ru", "Спасибо, всё хорошо!", "Thanks, all is well!")]
        )
        review.segments[0].translations.append(
            Translation(
                target="lv",
                text="Paldies, viss labi!",
                draft="Paldies, viss labi!",
                pack="translate-en_lv",
                pack_version="1.9",
                source_hash=digest("Thanks, all is well!"),
            )
        )
        return review.id


def latvian(house: House, review_id: UUID) -> str:
    with house.database.reading() as session:
        return session.get_one(Review, review_id).segments[0].text_in("lv")


def test_a_text_is_unfolded_edited_and_saved_on_the_way_out_of_its_box(
    house: House, signed_in: Callable[..., Page]
) -> None:
    review_id = add_review(house)
    page = signed_in()
    page.goto(f"{house.address}/reviews/{review_id}")
    shown = page.locator("#shown-lv blockquote")
    expect(shown).to_have_text("Paldies, viss labi!")
    expect(shown).to_have_attribute("lang", "lv")

    page.click("#rendition-lv > summary")
    page.click("#edit-lv-0")
    page.fill("#text-lv-0", "Paldies, viss ir labi!")
    page.click("h1")

    expect(shown).to_have_text("Paldies, viss ir labi!")
    expect(page.locator("#rendition-lv")).to_have_attribute("open", "")
    expect(page.locator("#rendition-lv .against ins")).to_contain_text("ir")
    assert latvian(house, review_id) == "Paldies, viss ir labi!"


def test_words_selected_in_a_text_are_hidden_in_it(
    house: House, signed_in: Callable[..., Page]
) -> None:
    page = signed_in()
    page.goto(f"{house.address}/reviews/{add_review(house)}")
    page.click("#rendition-lv > summary")

    page.evaluate(
        """() => {
            const text = document.querySelector("#rendition-lv [data-target=lv]").firstChild;
            const range = document.createRange();
            range.setStart(text, 9);
            range.setEnd(text, 13);
            getSelection().removeAllRanges();
            getSelection().addRange(range);
        }"""
    )
    page.click("#hide-selection")

    expect(page.locator("#shown-lv blockquote")).to_have_text("Paldies, [vārds] labi!")
    expect(page.locator(".preview > blockquote")).to_have_text("Thanks, all is well!")
