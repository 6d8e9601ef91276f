"""The widget on a strict website of somebody else, in Chromium."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect
from sqlalchemy import select

from models import Review, Site, Status
from moderation.queue.decisions import withdraw
from tests.browser.website import STYLE, open_website
from tests.factories import make_review, make_staff

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import Browser, Page

    from tests.browser.house import House
    from tests.browser.website import Website

pytestmark = pytest.mark.browser

LAYOUTS = ("list", "carousel", "badge")
ELSEWHERE = "<p>Read our reviews elsewhere.</p>"
HOSTILE = "<img src=x onerror=alert(1)>"
SHIFTS = """() => {
  window.shifts = [];
  new PerformanceObserver((list) => window.shifts.push(...list.getEntries().map((e) => e.value)))
    .observe({ type: "layout-shift", buffered: true });
}"""
SUM = """async () => {
  await new Promise((go) => setTimeout(go, 300));
  return window.shifts.reduce((left, right) => left + right, 0);
}"""
RESERVED = """
:root { color-scheme: light dark; }
body { font: 1rem/1.5 system-ui, sans-serif; background: Canvas; color: CanvasText; }
balss-reviews { display: block; block-size: 30rem; }
balss-reviews[layout="badge"] { block-size: 4rem; }
"""
TEXTS = [
    ("ru", "Спасибо врачу!", "Thanks to the doctor!"),
    ("lv", "Viss bija ļoti labi. " * 30, "Everything was very good. " * 30),
    ("lv", f"Paldies! {HOSTILE}", f"Thank you! {HOSTILE}"),
]


@pytest.fixture
def website(house: House) -> Iterator[Website]:
    """A website that lets the desk's script and answers in, and its own style sheet; no more."""
    desk = house.address
    policy = f"default-src 'none'; script-src {desk}; connect-src {desk}; style-src 'self'"
    with open_website(f"{policy}; img-src data:; base-uri 'none'") as opened:
        opened.pages["/style.css"] = STYLE, RESERVED
        yield opened


@pytest.fixture
def published(house: House) -> None:
    """Three reviews, newest first the reverse of TEXTS, with the authenticity page open."""
    with house.database.writing.begin() as session:
        site = session.scalars(select(Site)).one()
        site.policy = {"authenticity_page": True, "verification": "purchase"}
        staff = make_staff(session)
        for rating, segment in enumerate(TEXTS, 3):
            make_review(
                session,
                site,
                status=Status.APPROVED,
                segments=[segment],
                by=staff,
                rating=rating,
                written_on="2026-03-01",
            )


def put_up(house: House, website: Website, attributes: str = "", inside: str = "") -> str:
    """Put up a page with the widget; give its address."""
    script = f'<script src="{house.address}/widget/balss-reviews.js" async></script>'
    body = f'<balss-reviews site="clinic" {attributes}>{inside}</balss-reviews>'
    return website.page("/", body, head=script)


def show(page: Page, address: str, state: str = "shown") -> None:
    page.goto(address)
    expect(page.locator("balss-reviews")).to_have_attribute("data-state", state)


@pytest.mark.usefixtures("published")
@pytest.mark.parametrize("layout", LAYOUTS)
def test_the_widget_lives_under_a_strict_policy_and_moves_nothing(
    house: House, website: Website, window: Callable[..., Page], layout: str
) -> None:
    page = window()
    page.add_init_script(f"({SHIFTS})()")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    sizes: list[int] = []
    page.on(
        "response",
        lambda each: (
            sizes.append(int(each.headers["content-length"])) if each.url.endswith(".js") else None
        ),
    )

    show(page, put_up(house, website, f'layout="{layout}"', ELSEWHERE))

    assert page.evaluate(SUM) == 0
    assert page.context.cookies() == []
    assert page.evaluate("localStorage.length + sessionStorage.length") == 0
    assert {each.split("/")[2] for each in asked if each.startswith("http")} == {
        house.address.removeprefix("http://"),
        website.address.removeprefix("http://"),
    }
    print(f"widget: {sizes[0]} bytes over the wire")
    assert sizes[0] < 8_000
    expect(page.get_by_text("Read our reviews elsewhere.")).to_be_hidden()
    if layout == "badge":
        expect(page.get_by_role("img")).to_have_attribute("aria-label", "4.0 out of 5 stars")
        expect(page.locator("p.badge")).to_contain_text("Reviews: 3")


@pytest.mark.usefixtures("published")
def test_the_measure_of_shifts_sees_them_where_no_room_is_kept(
    house: House, website: Website, window: Callable[..., Page]
) -> None:
    website.pages["/style.css"] = STYLE, ""
    page = window()
    page.add_init_script(f"({SHIFTS})()")
    page.route("**/balss-reviews.js", lambda route: (page.wait_for_timeout(300), route.continue_()))

    show(page, put_up(house, website))

    assert page.evaluate(SUM) > 0


@pytest.mark.usefixtures("published")
def test_a_list_tells_what_it_is_and_what_was_done_to_the_words(
    house: House, website: Website, window: Callable[..., Page]
) -> None:
    page = window()
    show(page, put_up(house, website))

    items = page.get_by_role("list").get_by_role("listitem")
    expect(items).to_have_count(3)
    expect(items.nth(2)).to_contain_text(
        "Machine translation, checked by a person. Original language: Russian. "
        "Purchase or visit checked."
    )
    expect(items.nth(2).get_by_text("Thanks to the doctor!")).to_have_attribute("lang", "en")
    expect(items.nth(0)).to_contain_text(HOSTILE)
    link = page.get_by_role("link", name="How these reviews are collected and checked")
    expect(link).to_have_attribute("href", f"{house.address}/sites/clinic/authenticity?language=en")

    original = items.nth(2).get_by_text("Спасибо врачу!")
    expect(original).to_be_hidden()
    page.keyboard.press("Tab")
    expect(page.get_by_role("list")).to_be_focused()
    for _ in range(3):
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(original).to_be_visible()
    expect(original).to_have_attribute("lang", "ru")
    expect(items.nth(2).get_by_text("Hide original")).to_be_visible()

    page.evaluate("document.querySelector('balss-reviews').pull()")
    expect(original).to_be_visible()


@pytest.mark.usefixtures("published")
@pytest.mark.parametrize(
    ("language", "text", "word"),
    [("lv", "Paldies!", "Pirkums vai apmeklējums ir pārbaudīts."), ("ru-RU", "Спасибо", "отзывы")],
)
def test_the_widget_speaks_three_languages(
    house: House,
    website: Website,
    window: Callable[..., Page],
    *,
    language: str,
    text: str,
    word: str,
) -> None:
    page = window()
    show(page, put_up(house, website, f'lang="{language}"'))

    expect(page.get_by_role("list")).to_contain_text(text)
    expect(page.locator("section")).to_contain_text(word)
    expect(page.locator("section")).to_have_attribute("lang", language[:2])


@pytest.mark.usefixtures("published")
def test_the_carousel_is_worked_by_the_keyboard(
    house: House, website: Website, window: Callable[..., Page]
) -> None:
    page = window(reduced_motion="reduce")
    show(page, put_up(house, website, 'layout="carousel" autoplay="5"'))

    carousel = page.get_by_role("region", name="Reviews")
    expect(carousel).to_have_attribute("aria-roledescription", "carousel")
    slides = carousel.locator(".item:not([inert])")
    expect(slides).to_have_count(1)
    expect(slides).to_have_attribute("aria-roledescription", "slide")
    expect(slides).to_have_attribute("aria-label", "1 of 3")
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Move by itself")).to_be_focused()
    for _ in range(2):
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(slides).to_have_attribute("aria-label", "2 of 3")
    expect(slides).to_be_in_viewport()
    page.keyboard.press("Tab")
    expect(slides).to_be_focused()
    page.keyboard.press("ArrowRight")
    expect(slides).to_have_attribute("aria-label", "3 of 3")
    expect(slides).to_be_focused()
    expect(page.locator(".place")).to_have_text("3 / 3")
    page.keyboard.press("ArrowRight")
    expect(slides).to_have_attribute("aria-label", "1 of 3")
    page.get_by_role("button", name="Previous review").click()
    expect(slides).to_have_attribute("aria-label", "3 of 3")


@pytest.mark.usefixtures("published")
def test_the_carousel_moves_by_itself_until_somebody_looks_closer(
    house: House, website: Website, window: Callable[..., Page]
) -> None:
    page = window(reduced_motion="no-preference")
    page.clock.install()
    show(page, put_up(house, website, 'layout="carousel" autoplay="5"'))
    slides = page.locator(".item:not([inert])")
    track = page.locator(".entries")

    expect(slides).to_have_attribute("aria-label", "1 of 3")
    expect(track).to_have_attribute("aria-live", "off")
    page.clock.run_for(5_000)
    expect(slides).to_have_attribute("aria-label", "2 of 3")

    page.keyboard.press("Tab")
    expect(track).to_have_attribute("aria-live", "polite")
    page.clock.run_for(20_000)
    expect(slides).to_have_attribute("aria-label", "2 of 3")

    page.keyboard.press("Space")
    expect(page.get_by_role("button", name="Move by itself")).to_be_focused()
    page.evaluate("document.querySelector('balss-reviews').blur()")
    page.clock.run_for(20_000)
    expect(slides).to_have_attribute("aria-label", "2 of 3")


@pytest.mark.usefixtures("published")
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("layout", LAYOUTS)
def test_axe_finds_nothing_in_either_theme(
    house: House, website: Website, window: Callable[..., Page], layout: str, scheme: str
) -> None:
    page = window(color_scheme=scheme)
    show(page, put_up(house, website, f'layout="{layout}"'))
    if layout != "badge":
        page.locator("summary:visible").first.click()

    found = Axe().run(page)

    assert found.violations_count == 0, found.generate_report()
    ink = page.evaluate("""() => {
      const root = document.querySelector("balss-reviews").shadowRoot;
      return getComputedStyle(root.querySelector(".item, p.badge")).color;
    }""")
    bright = sum(map(int, re.findall(r"\d+", ink)[:3])) > 3 * 128
    assert bright == (scheme == "dark")


@pytest.mark.usefixtures("published")
def test_a_page_themes_it_by_properties_and_parts(
    house: House, website: Website, window: Callable[..., Page]
) -> None:
    website.pages["/style.css"] = (
        STYLE,
        RESERVED + "balss-reviews { --balss-card: rgb(1, 2, 3); --balss-radius: 0 }"
        "balss-reviews::part(author) { color: rgb(4, 5, 6) }",
    )
    page = window()
    show(page, put_up(house, website, 'theme="dark"'))

    expect(page.locator(".item").first).to_have_css("background-color", "rgb(1, 2, 3)")
    expect(page.locator(".author").first).to_have_css("color", "rgb(4, 5, 6)")
    expect(page.locator(".text").first).to_have_css("color", "rgb(233, 236, 237)")


@pytest.mark.usefixtures("published")
@pytest.mark.parametrize("layout", LAYOUTS)
def test_a_removed_review_is_gone_after_the_next_pull(
    house: House, website: Website, window: Callable[..., Page], layout: str
) -> None:
    page = window()
    show(page, put_up(house, website, f'layout="{layout}"'))
    held = "document.querySelector('balss-reviews').shadowRoot.textContent"
    shown = page.evaluate(held)
    assert layout == "badge" or "Thanks to the doctor!" in shown

    with house.database.writing.begin() as session:
        for review in session.scalars(select(Review)):
            if review.rating == 3:
                withdraw(session, review)
    page.evaluate("document.querySelector('balss-reviews').pull()")

    after = page.evaluate(held)
    assert "Thanks to the doctor!" not in after
    assert "4.5" in after if layout == "badge" else "Everything" in after


@pytest.mark.usefixtures("published")
def test_a_pull_that_finds_nothing_new_costs_no_body_and_redraws_nothing(
    house: House, website: Website, window: Callable[..., Page]
) -> None:
    page = window()
    show(page, put_up(house, website))
    page.evaluate("document.querySelector('balss-reviews').shadowRoot.firstChild.mine = true")
    session = page.context.new_cdp_session(page)
    session.send("Network.enable")
    seen: list[int] = []
    session.on("Network.responseReceivedExtraInfo", lambda event: seen.append(event["statusCode"]))

    page.evaluate("document.querySelector('balss-reviews').pull()")
    page.wait_for_timeout(200)

    assert seen == [304]
    assert page.evaluate("document.querySelector('balss-reviews').shadowRoot.firstChild.mine")


@pytest.mark.usefixtures("published")
def test_what_the_page_had_stays_where_the_feed_cannot_be_had(
    house: House, website: Website, window: Callable[..., Page]
) -> None:
    page = window()
    page.route("**/feeds/**", lambda route: route.abort())
    show(page, put_up(house, website, inside=ELSEWHERE), "failed")
    expect(page.get_by_text("Read our reviews elsewhere.")).to_be_visible()


@pytest.mark.usefixtures("published")
def test_what_was_shown_stays_while_the_desk_is_away_and_goes_with_the_feed(
    house: House, website: Website, window: Callable[..., Page]
) -> None:
    page = window()
    show(page, put_up(house, website, inside=ELSEWHERE))
    pull = "document.querySelector('balss-reviews').pull()"

    page.route("**/feeds/**", lambda route: route.abort())
    page.evaluate(pull)
    expect(page.get_by_text("Thanks to the doctor!")).to_be_visible()

    page.unroute_all()
    with house.database.writing.begin() as session:
        session.scalars(select(Site)).one().slug = "another"
    page.evaluate(pull)
    expect(page.get_by_text("Read our reviews elsewhere.")).to_be_visible()
    expect(page.get_by_text("Thanks to the doctor!")).to_have_count(0)


@pytest.mark.usefixtures("published")
def test_a_feed_that_needs_a_key_shows_nothing(
    house: House, website: Website, browser: Browser
) -> None:
    with house.database.writing.begin() as session:
        session.scalars(select(Site)).one().policy = {"public_feed": False}
    context = browser.new_context()  # Chromium logs that the answer may not be read
    page = context.new_page()
    show(page, put_up(house, website, inside=ELSEWHERE), "failed")
    expect(page.get_by_text("Read our reviews elsewhere.")).to_be_visible()
    expect(page.locator(".item")).to_have_count(0)
    context.close()


@pytest.mark.usefixtures("published")
@pytest.mark.parametrize("language", ["en", "lv", "ru"])
@pytest.mark.parametrize("layout", LAYOUTS)
def test_a_drawn_fragment_is_whole_without_a_script_and_kept_by_it(
    house: House, website: Website, window: Callable[..., Page], layout: str, language: str
) -> None:
    website.policy = website.policy.replace("'self'", f"'self' {house.address}")
    quiet = window(java_script_enabled=False)
    url = f"{house.address}/embed/clinic/fragment?layout={layout}&language={language}"
    drawn = quiet.request.get(url).text()
    script = f'<script src="{house.address}/widget/balss-reviews.js" async></script>'
    website.page("/", drawn, head=script)

    quiet.goto(f"{website.address}/")
    expect(quiet.locator("section")).to_be_visible()
    if layout != "badge":
        expect(quiet.locator(".item")).to_have_count(3)
        expect(quiet.locator(".item").first).to_have_css("border-radius", "8px")

    page = window()
    page.add_init_script(f"({SHIFTS})()")
    page.add_init_script(
        "addEventListener('DOMContentLoaded', () => {"
        "  document.querySelector('balss-reviews').shadowRoot.querySelector('section').desks = 1;"
        "})"
    )
    page.route("**/balss-reviews.js", lambda route: (page.wait_for_timeout(200), route.continue_()))
    show(page, f"{website.address}/")
    section = "document.querySelector('balss-reviews').shadowRoot.querySelector('section')"
    assert page.evaluate(f"{section}.desks") == 1  # the very node, not one drawn anew
    assert page.evaluate(SUM) == 0
    if layout == "carousel":
        page.locator("button.next").click()
        expect(page.locator(".place")).to_have_text("2 / 3")


@pytest.mark.usefixtures("published")
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_embedded_page_is_whole_without_a_script(
    house: House,
    website: Website,
    window: Callable[..., Page],
    scheme: str,
) -> None:
    with house.database.writing.begin() as session:
        site = session.scalars(select(Site)).one()
        site.policy = {**site.policy, "origins": [website.address]}
    website.policy = f"{website.policy}; frame-src {house.address}"
    frame = f'<iframe src="{house.address}/embed/clinic" title="Reviews"></iframe>'
    address = website.page("/", frame)
    page = window(java_script_enabled=False)
    page.goto(address)
    inside = page.frame_locator("iframe")
    expect(inside.get_by_role("listitem")).to_have_count(3)
    inside.get_by_role("listitem").nth(2).get_by_text("Show original").click()
    expect(inside.get_by_text("Спасибо врачу!")).to_be_visible()

    alone = window(color_scheme=scheme)
    alone.goto(f"{house.address}/embed/clinic")
    found = Axe().run(alone)
    assert found.violations_count == 0, found.generate_report()


@pytest.mark.usefixtures("published")
def test_a_website_that_was_not_named_cannot_frame_the_page(
    house: House, website: Website, browser: Browser
) -> None:
    with house.database.writing.begin() as session:
        site = session.scalars(select(Site)).one()
        site.policy = {"origins": ["https://clinic.example"]}
    website.policy = f"{website.policy}; frame-src {house.address}"
    address = website.page("/", f'<iframe src="{house.address}/embed/clinic" title="R"></iframe>')
    context = browser.new_context()
    page = context.new_page()
    page.goto(address)
    expect(page.frame_locator("iframe").get_by_role("listitem")).to_have_count(0)
    context.close()
