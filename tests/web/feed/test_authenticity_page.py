from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from models import Channel, Outcome, Status
from moderation.publication.authenticity import figures
from moderation.queue.decisions import decide
from moderation.web.wording import REASONS
from tests.factories import make_review, make_site, reject

if TYPE_CHECKING:
    from flask.testing import FlaskClient
    from sqlalchemy.orm import Session

    from models import Site, Staff

URL = "/sites/clinic/authenticity"
NOTE = "zqxj-a-note-of-staff"


@pytest.fixture
def reviews(session: Session, site: Site, anna: Staff) -> None:
    """Two published, four rejected, one of each other status; and one of another site."""
    site.policy = {"authenticity_page": True}
    make_review(session, site, status=Status.APPROVED, by=anna)
    russian = [("ru", "Спасибо!", "Thank you!")]
    make_review(session, site, status=Status.APPROVED, by=anna, segments=russian)
    for reason in ("duplicate", f"other: {NOTE}", NOTE, f"personal: {NOTE}"):
        reject(session, make_review(session, site), anna, reason)
    for status in (Status.RECEIVED, Status.PENDING, Status.WITHDRAWN):
        make_review(session, site, status=status, channel=Channel.FILE)
    make_review(session, make_site(session), status=Status.APPROVED, by=anna)


@pytest.mark.usefixtures("reviews")
def test_the_counts_are_those_of_the_site(session: Session, site: Site) -> None:
    found = figures(session, site.id, reasons=REASONS)
    assert (found.received, found.published, found.rejected) == (9, 2, 4)
    assert (found.waiting, found.withdrawn, found.erased) == (2, 1, 0)
    assert found.reasons == {"other": 2, "duplicate": 1, "personal": 1}
    assert found.languages == {"lv": 1, "ru": 1}
    assert found.channels == {"api": 6, "file": 3}


@pytest.mark.usefixtures("reviews")
def test_a_review_rejected_twice_is_counted_once_by_its_last_reason(
    session: Session, site: Site, anna: Staff
) -> None:
    review = make_review(session, site)
    reject(session, review, anna, "duplicate")
    decide(
        session,
        review,
        Outcome.RETURNED,
        seen_version=review.version,
        staff_id=anna.id,
        reason=None,
    )
    reject(session, review, anna, "advertising")
    found = figures(session, site.id, reasons=REASONS)
    assert found.reasons == {"other": 2, "advertising": 1, "duplicate": 1, "personal": 1}
    assert sum(found.reasons.values()) == found.rejected


@pytest.mark.usefixtures("reviews")
def test_the_page_tells_the_rules_and_the_counts_and_no_words_of_staff(client: FlaskClient) -> None:
    page = client.get(f"{URL}?language=en")
    assert page.status_code == 200
    text = re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page.text))
    for words in ("Received 9", "Published 2", "Rejected 4", "Latvian 1", "Russian 1"):
        assert words in text
    assert "It is not checked whether the authors have bought" in text
    for reason in ("The same review was sent before 1", "Another reason, which is written down 2"):
        assert reason in text
    assert NOTE not in page.text
    assert "Paldies" not in page.text
    assert "Anna" not in text


@pytest.mark.usefixtures("reviews")
@pytest.mark.parametrize(
    ("verification", "words"),
    [("purchase", "the order or the visit is looked up"), ("invitation", "have been invited")],
)
def test_the_page_says_how_authors_are_checked(
    client: FlaskClient, site: Site, verification: str, words: str
) -> None:
    site.policy = {"authenticity_page": True, "verification": verification}
    assert words in client.get(f"{URL}?language=en").text


@pytest.mark.usefixtures("reviews")
@pytest.mark.parametrize("language", ["en", "lv", "ru"])
def test_a_website_links_to_the_page_in_its_own_language(
    client: FlaskClient, language: str
) -> None:
    assert f'<html lang="{language}">' in client.get(f"{URL}?language={language}").text
    asked = client.get(URL, headers={"Accept-Language": language})
    assert f'<html lang="{language}">' in asked.text


@pytest.mark.usefixtures("reviews")
def test_the_page_is_there_only_where_the_policy_opens_it(client: FlaskClient, site: Site) -> None:
    found = client.get("/feeds/clinic.json").get_json(force=True)
    assert found["_balss"]["authenticity"].endswith(URL)
    site.policy = {}
    assert client.get(URL).status_code == 404
    assert "authenticity" not in client.get("/feeds/clinic.json").get_json(force=True)["_balss"]
    assert client.get("/sites/nobody/authenticity").status_code == 404


def test_the_check_of_the_day_of_approval_stays_with_the_review(
    session: Session, client: FlaskClient, site: Site, anna: Staff
) -> None:
    def approve(channel: Channel) -> None:
        make_review(session, site, status=Status.APPROVED, by=anna, channel=channel)

    approve(Channel.API)
    site.policy = {"verification": "invitation"}
    approve(Channel.API)
    approve(Channel.PAGE)  # copied from elsewhere: nobody was invited there
    site.policy = {"verification": "purchase"}
    items = client.get("/feeds/clinic.json").get_json(force=True)["items"]
    assert [each["_balss"]["verification"] for each in items] == ["none", "invitation", "none"]
