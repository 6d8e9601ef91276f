"""Every word that is drawn for other websites comes from an entry or is one of our own."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import html

from moderation.web.widget.words import WORDS
from tests.web.feed.test_every_byte import (
    FIXED,
    MACHINE,
    SECRET,
    allowed,
    clinic,
    leaves,
    policies,
    reviews,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flask.testing import FlaskClient
    from sqlalchemy.orm import Session

DATE = r"\d{1,2} \w+ \d{4}(?: г\.)?|\d{4}\. gada \d{1,2}\. \w+|2023-10"
VALUES = {"n": r"[\d.,]+", "all": r"\d+", "language": r"\w+"}
SENTENCES = "|".join(
    re.sub(r"\\{(\w+)\\}", lambda found: VALUES[found[1]], re.escape(each))
    for words in (WORDS["en"], WORDS["lv"], WORDS["ru"])
    for each in words.values()
)
OURS = re.compile(rf"(?:(?:{SENTENCES}|{DATE}|Clinic|·|[★☆]+|[‹›]|1 / \d|\d[.,]\d)\s*)*")


def texts(drawn: str) -> Iterator[str]:
    """Yield every run of text that a page shows, and the strings of its markup."""
    for element in html.document_fromstring(drawn).iter():
        if element.tag == "script":
            yield from leaves(json.loads(element.text))
        else:
            yield element.text or ""
        yield element.tail or ""
        for name in ("aria-label", "title"):
            yield element.get(name, "")


@pytest.mark.usefixtures("_cheap_passwords")
@given(
    made=st.lists(reviews, max_size=3),
    before=policies,
    after=policies,
    layout=st.sampled_from(["list", "carousel", "badge"]),
)
@settings(
    max_examples=25,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
def test_every_word_drawn_is_from_an_entry_or_ours(
    session: Session,
    client: FlaskClient,
    *,
    made: list[dict[str, Any]],
    before: dict[str, Any],
    after: dict[str, Any],
    layout: str,
) -> None:
    site = clinic(session, made, before=before, after=after)
    expected = allowed(session, site, after) | FIXED
    for door in ("", "/fragment"):
        for language in ("en", "lv", "ru"):
            url = f"/embed/{site.slug}{door}?layout={layout}&language={language}"
            answer = client.get(url)
            assert answer.status_code == 200
            assert SECRET not in answer.text
            for found in texts(answer.text):
                assert found in expected or MACHINE.fullmatch(found) or OURS.fullmatch(found), found
