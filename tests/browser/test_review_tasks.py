from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect
from sqlalchemy import select

from models import (
    AuditEvent,
    Claim,
    Dismissal,
    LanguageCorrection,
    Review,
    Role,
    Site,
    Status,
    UnsavedEdit,
)
from moderation.queue import snapshot
from tests.factories import PASSWORD, make_review, make_staff

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from uuid import UUID

    from playwright.sync_api import Page, Route

    from tests.browser.house import House

pytestmark = pytest.mark.browser

LOOK = "window.dispatchEvent(new Event('focus'))"  # as on coming back to the window


@pytest.fixture
def review(house: House) -> UUID:
    """A review with two sentences and nothing left to settle."""
    return add(
        house, ("lv", "Viss bija labi.", "Everything was good."), ("lv", "Paldies!", "Thanks!")
    )


@pytest.fixture
def other(house: House, review: UUID) -> UUID:
    """The review after it in the queue."""
    assert review
    return add(house, ("ru", "Спасибо!", "Thank you!"))


@pytest.fixture
def staff(house: House, window: Callable[..., Page]) -> Callable[..., Page]:
    """Open a window in which a new member of staff is signed in: `staff("Anna")`."""

    def open_window(name: str, *, role: Role = Role.MODERATOR, **options: object) -> Page:
        email = f"{name.lower()}@example.com"
        with house.database.writing.begin() as session:
            make_staff(session, email=email, name=name, role=role)
        page = window(**options)
        page.goto(f"{house.address}/sign-in")
        page.fill("[name=email]", email)
        page.fill("[name=password]", PASSWORD)
        page.click("main button.primary")
        page.wait_for_url(f"{house.address}/")
        return page

    return open_window


def add(house: House, *segments: tuple[str, str, str | None]) -> UUID:
    with house.database.writing.begin() as session:
        site = session.scalars(select(Site)).one()
        return make_review(session, site, segments=segments, author="Anna Liepa").id


def policy(house: House, **rules: object) -> None:
    with house.database.writing.begin() as session:
        session.scalars(select(Site)).one().policy = rules


def opened(page: Page, house: House, review_id: UUID) -> Page:
    page.goto(f"{house.address}/reviews/{review_id}")
    page.wait_for_load_state("load")
    return page


def english(house: House, review_id: UUID) -> str:
    with house.database.reading() as session:
        return snapshot.english(session.get_one(Review, review_id))


def type_into(page: Page, number: int, text: str) -> None:
    page.click(f"#edit-{number}")
    page.fill(f"#english-{number}", text)


def test_a_key_sets_the_language_of_one_sentence_and_loses_no_edit_of_another(
    house: House, staff: Callable[..., Page]
) -> None:
    review = add(
        house,
        ("lv", "Viss bija labi.", "Everything was good."),
        ("und", "Спасибо!", None),
        ("lv", "Paldies!", "Thanks!"),
    )
    page = opened(staff("Anna"), house, review)
    page.keyboard.press("e")
    page.keyboard.press("Control+a")
    page.keyboard.type("Edited by Anna.")
    page.keyboard.press("Control+Enter")
    expect(page.locator("[data-segment='0'] [data-side=translation]")).to_have_text(
        "Edited by Anna."
    )
    page.keyboard.press("Escape")
    page.keyboard.press("s")  # from the sentence that was being edited to the next
    expect(page.locator("#sentence-1")).to_be_focused()
    page.keyboard.press("2")

    expect(page.locator("[data-segment='1'] [data-side=translation]")).to_contain_text("Thank")
    expect(page.locator("#sentence-1")).to_be_focused()
    assert english(house, review).startswith("Edited by Anna. Thank")
    with house.database.reading() as session:
        evidence = session.scalars(select(LanguageCorrection)).one()
        assert (evidence.read_as, evidence.corrected_to) == ("und", "ru")


def test_marks_are_gone_through_worded_and_ruled_on_by_keys(
    house: House, staff: Callable[..., Page]
) -> None:
    with house.database.writing.begin() as session:
        review = make_review(
            session,
            session.scalars(select(Site)).one(),
            segments=[("lv", "Ilze un Kārlis.", "Ilze and Kārlis.")],
            findings=[("person", "Ilze", "Ilze"), ("person", "Kārlis", "Kārlis")],
        ).id
    page = opened(staff("Anna"), house, review)
    rows = page.locator(".findings > li")
    page.keyboard.press("m")
    expect(rows.nth(0)).to_be_focused()
    label = rows.nth(0).locator("select").input_value()
    page.keyboard.press("w")
    expect(rows.nth(0).locator("select")).not_to_have_value(label)
    page.keyboard.press("x")
    expect(rows.nth(0).locator("del")).to_be_visible()
    instead = rows.nth(0).locator("mark").get_attribute("data-instead")
    assert instead not in {None, "[name]", "[vārds]"}
    expect(rows.nth(0)).to_be_focused()
    page.keyboard.press("m")
    page.keyboard.press("v")
    expect(rows.nth(1)).to_contain_text("stays")

    with house.database.reading() as session:
        assert {each.surface for each in session.scalars(select(Dismissal))} == {"kārlis"}
    page.keyboard.press("?")
    for key in "MXCVW":
        expect(page.locator(f"#help kbd:text-is('{key}')")).to_be_visible()


def test_a_language_without_a_pack_is_flagged_in_its_place(
    house: House, staff: Callable[..., Page], review: UUID
) -> None:
    page = opened(staff("Anna"), house, review)
    page.keyboard.press("s")
    page.keyboard.press("l")
    expect(page.locator("#sentence")).to_have_value("0")
    page.select_option("#tag", "et")
    page.click("#set-language")

    expect(page.locator("[data-segment='0'] .note")).to_contain_text("Estonian → English")
    expect(page.locator("[data-segment='1'] [data-side=translation]")).to_be_visible()
    expect(page.locator("#approve")).to_be_disabled()


def test_a_second_browser_sees_who_is_looking_and_takes_over(
    house: House, staff: Callable[..., Page], review: UUID
) -> None:
    anna, boris = staff("Anna"), staff("Boris")
    opened(anna, house, review)
    expect(anna.locator("#claim")).to_contain_text("You are looking at this")
    opened(boris, house, review)
    expect(boris.locator("#claim")).to_contain_text("Anna is looking at this (until ")

    boris.click("#take-over")
    expect(boris.locator("#claim")).to_contain_text("You are looking at this")
    anna.evaluate(LOOK)
    expect(anna.locator("#claim")).to_contain_text("Boris is looking at this (until ")

    boris.goto(f"{house.address}/")
    anna.evaluate(LOOK)
    expect(anna.locator("#claim")).to_contain_text("You are looking at this")


def test_a_colleagues_change_is_told_before_it_is_in_the_way(
    house: House, staff: Callable[..., Page], review: UUID
) -> None:
    anna, boris = opened(staff("Anna"), house, review), opened(staff("Boris"), house, review)
    type_into(boris, 0, "Boris wrote this.")
    boris.keyboard.press("Control+Enter")
    expect(boris.locator("#flashes")).to_contain_text("Saved")

    anna.evaluate(LOOK)
    expect(anna.locator("#claim")).to_contain_text("Boris changed this review after you opened it.")
    anna.click("#claim [data-afresh]")
    expect(anna.locator("[data-segment='0'] [data-side=translation]")).to_have_text(
        "Boris wrote this."
    )


def test_a_conflict_is_merged_sentence_by_sentence(
    house: House, staff: Callable[..., Page], review: UUID
) -> None:
    anna, boris = opened(staff("Anna"), house, review), opened(staff("Boris"), house, review)
    type_into(boris, 0, "All was good, I think.")
    type_into(boris, 1, "Thanks to all.")
    boris.keyboard.press("Control+Enter")
    expect(boris.locator("#flashes")).to_contain_text("Saved")
    anna.evaluate("document.querySelector('#english-1').value = 'Thanks, thanks.'")
    type_into(anna, 0, "All was fine, I think.")
    anna.keyboard.press("Control+Enter")

    expect(anna.get_by_role("alert")).to_contain_text("You and a colleague changed the same")
    expect(anna.locator("[data-segment='0'] .theirs")).to_contain_text("Boris wrote it")
    expect(anna.locator("#changes-0 ins")).to_contain_text("fine")
    assert not Axe().run(anna).violations_count
    anna.click("#mine-0")
    expect(anna.locator("#flashes")).to_contain_text("Saved")
    expect(anna.locator("#english-1")).to_have_value("Thanks, thanks.")
    anna.click("#approve")
    expect(anna.get_by_role("alert")).to_contain_text("Choose whose words stand")
    anna.click("#theirs-1")
    expect(anna.locator(".conflicting")).to_have_count(0)
    anna.click("#approve")
    expect(anna.locator("#flashes")).to_contain_text("Approved")

    assert english(house, review) == "All was fine, I think. Thanks to all."


def test_what_is_typed_is_kept_without_being_saved(
    house: House, staff: Callable[..., Page], review: UUID
) -> None:
    page = opened(staff("Anna"), house, review)
    type_into(page, 0, "Everything was very good.")
    expect(page.locator("#kept")).to_contain_text("Kept at ")
    expect(page.locator("#changes-0 ins")).to_contain_text("very")
    expect(page.locator(".preview blockquote").first).to_contain_text("Everything was good.")

    page.reload()  # as after a power cut
    expect(page.locator("#english-0")).to_have_value("Everything was very good.")
    assert english(house, review) == "Everything was good. Thanks!"
    page.focus("#english-0")
    page.keyboard.press("Control+Enter")
    expect(page.locator(".preview blockquote").first).to_contain_text("Everything was very good.")
    expect(page.locator("[data-segment='0'] .against ins")).to_contain_text("very")
    with house.database.reading() as session:
        assert not session.scalars(select(UnsavedEdit)).all()


def test_a_sentence_approved_before_is_put_into_the_box_by_a_click(
    house: House, staff: Callable[..., Page]
) -> None:
    with house.database.writing.begin() as session:
        site = session.scalars(select(Site)).one()
        like = [("lv", "Paldies par laipno attieksmi!", "Thank you for the kind care!")]
        make_review(session, site, segments=like, status=Status.APPROVED)
    review = add(house, ("lv", "Paldies par laipnu attieksmi!", "Thx."))
    page = opened(staff("Anna"), house, review)
    page.keyboard.press("e")
    page.get_by_role("button", name="Use it").click()

    expect(page.locator("#english-0")).to_have_value("Thank you for the kind care!")
    expect(page.locator("#english-0")).to_be_focused()
    assert not Axe().run(page).violations_count
    page.keyboard.press("Control+Enter")
    expect(page.locator(".preview blockquote").first).to_have_text("Thank you for the kind care!")


def test_a_lost_connection_is_no_lost_word(
    house: House, staff: Callable[..., Page], review: UUID
) -> None:
    page = opened(staff("Anna"), house, review)

    def lost(route: Route) -> None:
        route.abort()

    page.route("**/unsaved", lost)
    type_into(page, 0, "Typed in a tunnel.")
    page.wait_for_timeout(1500)
    page.unroute("**/unsaved", lost)
    page.fill("#english-0", "Typed in a tunnel, and after it.")

    expect(page.locator("#kept")).to_contain_text("Kept at ")


def test_four_eyes_want_a_second_browser(
    house: House, staff: Callable[..., Page], review: UUID
) -> None:
    policy(house, four_eyes=True)
    anna, boris = opened(staff("Anna"), house, review), staff("Boris")
    type_into(anna, 0, "Everything was fine.")
    anna.keyboard.press("Control+Enter")
    expect(anna.locator("#approve")).to_be_disabled()
    expect(anna.locator("#obstacles")).to_contain_text("ask a colleague to approve it")
    expect(anna.locator("#alone")).to_have_count(0)

    opened(boris, house, review)
    boris.click("#approve")

    expect(boris.locator("#flashes")).to_contain_text("Approved")


def test_an_administrator_approves_alone_in_writing_by_the_keyboard(
    house: House, staff: Callable[..., Page], review: UUID
) -> None:
    policy(house, four_eyes=True)
    page = opened(staff("Zanda", role=Role.ADMIN), house, review)
    page.keyboard.press("e")
    page.keyboard.type(" Really.")
    page.keyboard.press("Control+Enter")
    expect(page.locator("#alone")).to_be_visible()
    page.locator("#alone > summary").press("Enter")
    expect(page.locator("#alone-reason")).to_be_focused()
    page.locator("#approve-alone").press("Enter")
    expect(page.get_by_role("alert")).to_contain_text("Say why you approve it alone")
    page.locator("#alone-reason").fill("Everybody else is ill.")
    page.locator("#approve-alone").press("Enter")

    expect(page.locator("#flashes")).to_contain_text("Approved")
    expect(page.locator("#history")).to_contain_text("Everybody else is ill.")
    with house.database.reading() as session:
        assert "review:alone" in session.scalars(select(AuditEvent.tag)).all()


def test_the_next_review_is_there_before_a_request_is_answered(
    house: House, staff: Callable[..., Page], review: UUID, other: UUID
) -> None:
    page = staff("Anna")
    with page.expect_response(lambda answer: answer.url.endswith(f"/reviews/{other}")):
        opened(page, house, review)
    page.wait_for_timeout(50)
    page.route(f"**/reviews/{other}", lambda route: route.abort())
    page.keyboard.press("j")

    expect(page.locator("#card")).to_have_attribute("data-review", str(other))
    assert page.url.endswith(f"/reviews/{other}")
    expect(page.locator("h1")).to_be_focused()
    expect(page.locator("#claim")).to_contain_text("You are looking at this")
    claimed: Sequence[UUID] = ()
    for _ in range(50):  # leaving is told in the background
        with house.database.reading() as session:
            claimed = session.scalars(select(Claim.review_id)).all()
        if claimed == [other]:
            break
        page.wait_for_timeout(100)
    assert claimed == [other]
    page.unroute(f"**/reviews/{other}")
    page.go_back()
    expect(page.locator("#card")).to_have_attribute("data-review", str(review))


def test_a_ruling_goes_on_to_the_next_review_if_wanted(
    house: House, staff: Callable[..., Page], review: UUID, other: UUID
) -> None:
    page = opened(staff("Anna"), house, review)
    page.check("#onward")
    page.click("#approve")
    expect(page.locator("#card")).to_have_attribute("data-review", str(other))
    expect(page.locator("#flashes")).to_contain_text("Approved")
    assert page.url.endswith(f"/reviews/{other}")
    expect(page.locator("#onward")).to_be_checked()
    page.keyboard.press("a")
    page.wait_for_url(f"{house.address}/")

    with house.database.reading() as session:
        assert session.get_one(Review, review).status is Status.APPROVED
        assert session.get_one(Review, other).status is Status.APPROVED


def test_single_keys_can_be_switched_off(
    house: House, staff: Callable[..., Page], review: UUID
) -> None:
    page = opened(staff("Anna"), house, review)
    page.click("#show-help")
    page.uncheck("#single-keys")
    page.keyboard.press("Escape")
    page.keyboard.press("a")
    page.keyboard.press("r")
    expect(page.locator("#reject .panel")).to_be_hidden()

    page.click("#show-help")
    page.check("#single-keys")
    page.keyboard.press("Escape")
    page.keyboard.press("r")
    expect(page.locator("#reject .panel")).to_be_visible()


def test_languages_and_merging_work_without_a_script(
    house: House, staff: Callable[..., Page], review: UUID
) -> None:
    anna = opened(staff("Anna", java_script_enabled=False), house, review)
    boris = opened(staff("Boris", java_script_enabled=False), house, review)
    type_into(boris, 0, "Boris was first.")
    boris.click("#save-0")
    type_into(anna, 0, "Anna was second.")
    anna.click("#save-0")
    expect(anna.locator(".theirs")).to_contain_text("Boris was first.")
    anna.click("#mine-0")
    expect(anna.locator("[data-segment='0'] [data-side=translation]")).to_have_text(
        "Anna was second."
    )
    anna.click("#tongue-1")
    anna.click("[id='tongue-1-en']")
    house.work()
    anna.reload()
    expect(anna.locator("[data-segment='1'] [data-side=translation]")).to_have_text("Paldies!")
    assert english(house, review) == "Anna was second. Paldies!"


def test_a_phone_holds_the_whole_desk(
    house: House, staff: Callable[..., Page], review: UUID
) -> None:
    page = staff("Anna", viewport={"width": 390, "height": 844}, has_touch=True)
    opened(page, house, review)
    page.locator("#sentence-0 [data-side=source]").tap()
    page.locator("#tongue-0").tap()
    page.locator("#edit-1").tap()
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    assert not Axe().run(page).violations_count
    page.locator("#approve").tap()
    expect(page.locator("#flashes")).to_contain_text("Approved")
