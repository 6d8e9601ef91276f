"""No page of the product breaks a rule of axe-core, in any language, in either theme.

A page's document is the same in both themes, and only its colours are not: so it is opened once in
each language, looked at with every rule in the light theme, and with those about colours again in
the dark one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NoReturn

import pytest
from axe_playwright_python.sync_playwright import Axe
from flask import abort, template_rendered
from playwright.sync_api import expect

from tests.browser.conftest import EMAIL
from tests.browser.furnished import furnish
from tests.browser.screens import STAFF, STRANGERS
from tests.factories import PASSWORD

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import Page, Response

    from tests.browser.house import House
    from tests.browser.screens import Screen

pytestmark = pytest.mark.browser

UNTOLD = "errors/failure.html"  # printed past Flask, which tells nobody
LANGUAGES = ("en", "lv", "ru")
ALL = {"resultTypes": ["violations"]}
OF_COLOURS = {**ALL, "runOnly": ["color-contrast", "link-in-text-block"]}
RUN = "([part, options]) => axe.run(part || document, options).then(({ violations }) => violations)"
SUBMIT = """([address, fields]) => {
    const form = document.createElement("form");
    const token = document.querySelector("[name=csrf_token]").value;
    Object.assign(form, { method: "post", action: address });
    for (const [name, value] of Object.entries({ ...fields, csrf_token: token })) {
        form.append(Object.assign(document.createElement("textarea"), { name, value }));
    }
    document.body.append(form);
    form.submit();
}"""


@pytest.fixture
def printed() -> Iterator[set[str]]:
    """The templates that were printed since it was last emptied."""
    names: set[str] = set()

    def note(_app: object, template: Any, **_: object) -> None:  # noqa: ANN401
        names.add(template.name)

    with template_rendered.connected_to(note):
        yield names


@pytest.fixture
def places(house: House) -> dict[str, object]:
    """A furnished house, one door of which answers with the error it is asked for."""

    def refuse(key: str) -> NoReturn:
        if key == "500":
            raise RuntimeError("on purpose")
        abort(int(key))

    house.app.view_functions["staff.insight_csv"] = refuse
    return furnish(house, EMAIL)


def test_no_page_breaks_a_rule(
    house: House, window: Callable[..., Page], places: dict[str, object], printed: set[str]
) -> None:
    page = window(color_scheme="light", reduced_motion="reduce", locale=None)
    page.add_init_script(Axe().axe_script)
    broken: list[str] = []
    for screens, start in ((STRANGERS, "/sign-in"), (STAFF, "/preferences")):
        page.goto(house.address + start)
        if screens is STAFF:
            _sign_in(page)
        for language in LANGUAGES:
            page.set_extra_http_headers({"Accept-Language": language})
            page.goto(house.address + start)
            for screen in screens:
                printed.clear()
                answer = _open(page, house, screen, {**places, "language": language})
                where = f"{screen.name}, {language}"
                assert answer.status == screen.status, where
                assert screen.template in {*printed, UNTOLD}, where
                assert page.evaluate("document.documentElement.lang") == language, where
                broken.extend(f"{where}, {each}" for each in _broken(page, screen.part))
    assert not broken, "\n".join(broken)


def _sign_in(page: Page) -> None:
    page.fill("[name=email]", EMAIL)
    page.fill("[name=password]", PASSWORD)
    page.click("main button.primary")
    expect(page.locator("header nav")).to_be_visible()


def _open(page: Page, house: House, screen: Screen, places: dict[str, object]) -> Response:
    """Come to a screen as a person would, and open what is folded on it."""
    address = house.address + screen.path.format(**places)
    if screen.fields is None:
        answer = page.goto(address)
    else:
        fields = {name: value.format(**places) for name, value in screen.fields.items()}
        with page.expect_navigation() as sent:
            page.evaluate(SUBMIT, [address, fields])
        answer = sent.value
    assert answer is not None
    for selector in screen.opened:
        expect(page.locator(selector).first).to_be_visible()
        for each in page.locator(selector).all():
            each.click()
    expect(page.locator(screen.ready)).to_be_visible()
    return answer


def _broken(page: Page, part: str | None) -> Iterator[str]:
    """Yield what breaks a rule in each theme: the rule and where."""
    for scheme, options in (("light", ALL), ("dark", OF_COLOURS)):
        page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        for found in page.evaluate(RUN, [part, options]):
            for node in found["nodes"]:
                yield f"{scheme}: {found['id']} at {node['target']}: {node['html'][:200]}"
    page.emulate_media(color_scheme="light")
