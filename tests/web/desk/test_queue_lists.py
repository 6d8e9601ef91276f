"""The queue's page: search, lists, several reviews at once, and taking that back."""

from __future__ import annotations

import html
import re
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select

from models import BulkAction, Review, SavedView, Status, now
from moderation.queue import claims
from tests.factories import make_review, make_site, make_staff, sign_in

if TYPE_CHECKING:
    from flask.testing import FlaskClient
    from sqlalchemy.orm import Session
    from werkzeug.test import TestResponse

    from models import Site, Staff


def page(client: FlaskClient, address: str = "/") -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.get_data(as_text=True)


def main(client: FlaskClient, address: str = "/") -> str:
    """Give a page's words without its tags."""
    text = page(client, address).partition("<main")[2]
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", text)).split())


def press(desk: FlaskClient, act: str, *reviews: Review, **fields: str) -> TestResponse:
    chosen = [f"{each.id}:{each.version}" for each in reviews]
    return desk.post("/bulk", data={"act": act, "chosen": chosen, **fields})


def test_a_search_finds_in_both_texts_and_marks_the_words(
    desk: FlaskClient, session: Session, site: Site
) -> None:
    make_review(session, site, segments=[("lv", "Pāldies Jums!", "Thank you <b>all</b>!")])
    make_review(session, site, segments=[("ru", "Другое.", "Another.")])

    by_original, by_english = page(desk, "/?q=paldies"), page(desk, "/?q=THANK")

    assert '<mark class="hit">Pāldies</mark>' in by_original
    assert '<mark class="hit">Thank</mark> you &lt;b&gt;all' in by_english
    assert "Другое" not in by_original + by_english


def test_a_search_looks_everywhere_unless_told_where(
    desk: FlaskClient, session: Session, site: Site
) -> None:
    make_review(session, site, segments=[("lv", "Zils viens.", "x")])
    make_review(session, site, segments=[("lv", "Zils divi.", "x")], status=Status.REJECTED)

    assert {"Zils viens." in main(desk, "/?q=zils"), "Zils divi." in main(desk, "/?q=zils")} == {
        True
    }
    assert "Zils divi." not in main(desk, "/?q=zils&status=pending")
    assert "Nothing found" in main(desk, "/?q=zils&status=approved")


@pytest.mark.parametrize("question", ["zzzz", "!!!", "%22", "AND", "%00", "(((", "%F0%9F%98%80"])
def test_a_search_without_a_find_says_what_to_try(desk: FlaskClient, question: str) -> None:
    assert "Nothing found" in main(desk, f"/?q={question}")


@pytest.mark.parametrize(
    "query",
    [
        "need=nothing", "rating=6", "rating=x", "order=random", "status=erased", "status=any",
        "language=" + "x" * 36, "flag=" + "x" * 49, "site=nowhere", "q=x&after=x", "q=x&after=-1",
        "q=x&before=" + "9" * 30, "after=9_2026-01-01T00:00:00+00:00_" + "0" * 32,
        "before=0_2026-01-01_" + "0" * 32, "done=x",
    ],
)  # fmt: skip
def test_what_a_link_cannot_mean_is_not_found(desk: FlaskClient, query: str) -> None:
    assert desk.get(f"/?{query}").status_code == 404


def test_the_lists_beside_the_queue_lead_to_what_they_count(
    desk: FlaskClient, session: Session, site: Site
) -> None:
    make_review(session, site, segments=[("und", "Hm.", None)], risk=0.8)
    make_review(session, site, segments=[("lv", "Labi.", "Good.")])
    text = page(desk)

    for name, address, count in (
        ("Needs a language", "/?need=language", 1),
        ("Needs a translation", "/?need=translation", 1),
        ("Risky", "/?need=risky", 1),
        ("With health data", "/?need=health", 0),
        ("Latvian", "/?language=lv", 1),
        ("Unknown language", "/?language=und", 1),
    ):
        link = (
            rf'<a href="{re.escape(address)}"[^>]*><span>{name}</span> <span class="count">{count}<'
        )
        assert re.search(link, text), name
        shown = page(desk, address)
        assert shown.count('class="words"') == count
        assert ">Show all that wait<" in shown


def test_the_filters_count_within_what_is_chosen(
    desk: FlaskClient, session: Session, site: Site
) -> None:
    flags = [("translation", "low_score", "")]
    make_review(session, site, segments=[("lv", "Viens.", "x")], flags=flags, rating=5)
    make_review(session, site, segments=[("ru", "Два.", "x")], rating=1)
    make_review(session, site, segments=[("ru", "Три.", "x")], flags=[("intake", "markup", "")])

    assert "Narrow down" in main(desk)
    words = main(desk, "/?narrow=1")
    assert "Russian 2 Latvian 1" in words
    assert "Flag draft uncertain 1 code in the text 1" in words
    assert "Viens." not in main(desk, "/?narrow=1&flag=markup")
    assert "Два." in main(desk, "/?rating=1")


def test_who_is_at_a_review_shows_in_the_queue(
    desk: FlaskClient, session: Session, site: Site, anna: Staff
) -> None:
    mine, theirs = make_review(session, site), make_review(session, site)
    claims.claim(session, mine, anna.id)
    claims.claim(session, theirs, make_staff(session, name="Boris").id)

    assert "taken by you" in main(desk)
    assert "Boris is at it" in main(desk)
    assert page(desk, "/?need=mine").count('class="words"') == 1


def test_a_person_keeps_a_list_and_deletes_it(
    desk: FlaskClient, session: Session, site: Site
) -> None:
    make_review(session, site, segments=[("ru", "Да.", "Yes.")])

    answer = desk.post("/views", data={"name": "Russian ones", "back": "language=ru&narrow=1"})
    assert answer.location == "/?language=ru&narrow=1"
    assert "Russian ones" in page(desk)
    again = desk.post("/views", data={"name": "Russian ones", "back": "language=ru"})
    assert "a list of that name already" in page(desk, again.location)
    assert "Delete the list “Russian ones”" in page(desk, "/?language=ru")

    kept = session.scalars(select(SavedView)).one()
    assert kept.filters == {"language": "ru"}
    desk.post(f"/views/{kept.id}/deletion")
    assert "Russian ones" not in main(desk, "/?language=ru")


def test_nobody_sees_or_deletes_a_colleagues_list(
    client: FlaskClient, session: Session, anna: Staff
) -> None:
    kept = SavedView(staff_id=anna.id, name="Annas list", filters={"language": "lv"})
    session.add(kept)
    sign_in(client, make_staff(session, name="Boris"))

    assert "Annas list" not in page(client)
    client.post(f"/views/{kept.id}/deletion")
    assert session.scalars(select(SavedView)).one()


def test_several_are_approved_and_what_is_left_out_is_told(
    desk: FlaskClient, session: Session, site: Site
) -> None:
    calm = make_review(session, site, segments=[("lv", "Mierīgi.", "Calm.")])
    flagged = make_review(
        session, site, segments=[("lv", "Šaubas.", "Doubt.")], flags=[("intake", "duplicate", "")]
    )
    missing = make_review(session, site, segments=[("lv", "Trūkst.", None)])

    answer = press(desk, "approved", calm, flagged, missing, back="order=oldest")
    words = main(desk, answer.location)

    assert calm.status is Status.APPROVED
    assert flagged.status is missing.status is Status.PENDING
    assert "1 review is approved and in the feed. 2 were left out:" in words
    assert "Šaubas. — It has flags: open it and read it." in words
    assert "Trūkst. — 1 sentence has no English yet." in words
    assert "order=oldest" in answer.location


def test_several_are_rejected_with_a_reason_and_brought_back(
    desk: FlaskClient, session: Session, site: Site
) -> None:
    reviews = [make_review(session, site) for _ in range(3)]

    refused = press(desk, "rejected", *reviews)
    assert "Choose why you reject the review" in page(desk, refused.location)
    assert "Say in a few words" in page(
        desk, press(desk, "rejected", *reviews, reason="other").location
    )
    answer = press(desk, "rejected", *reviews, reason="spam", reason_text="the same link")
    assert "3 reviews are rejected." in main(desk, answer.location)
    assert {each.status for each in reviews} == {Status.REJECTED}

    action = session.scalars(select(BulkAction)).one()
    undone = desk.post(f"/bulk/{action.id}/undo")
    assert "3 reviews are as they were." in page(desk, undone.location)
    assert {each.status for each in reviews} == {Status.PENDING}
    again = desk.post(f"/bulk/{action.id}/undo")
    assert "cannot be taken back any more" in page(desk, again.location)


def test_an_old_action_shows_no_undo(desk: FlaskClient, session: Session, site: Site) -> None:
    answer = press(desk, "rejected", make_review(session, site), reason="spam")
    assert 'id="undo"' in page(desk, answer.location)

    session.scalars(select(BulkAction)).one().at = now() - timedelta(minutes=11)

    assert 'id="undo"' not in page(desk, answer.location)


def test_reviews_are_given_to_a_colleague(desk: FlaskClient, session: Session, site: Site) -> None:
    boris = make_staff(session, name="Boris")
    review = make_review(session, site)

    answer = press(desk, "claimed", review, holder=str(boris.id))

    assert "1 review is given to Boris." in main(desk, answer.location)
    assert "Boris is at it" in main(desk)
    assert "taken by you" in main(desk, press(desk, "claimed", make_review(session, site)).location)


def test_nothing_chosen_is_told(desk: FlaskClient) -> None:
    assert "Nothing is chosen" in page(desk, press(desk, "approved").location)


def test_only_who_acted_sees_the_report_and_undoes_it(
    desk: FlaskClient, client: FlaskClient, session: Session, site: Site
) -> None:
    review = make_review(session, site)
    answer = press(desk, "rejected", review, reason="spam")
    action = session.scalars(select(BulkAction)).one()
    desk.post("/sign-out")
    sign_in(client, make_staff(session, name="Boris"))

    assert "is rejected." not in main(client, answer.location)
    assert client.post(f"/bulk/{action.id}/undo").status_code == 404
    assert review.status is Status.REJECTED


@pytest.mark.parametrize(
    "fields",
    [
        {"act": "erased", "chosen": "x"},
        {"act": "approved", "chosen": "x"},
        {"act": "approved", "chosen": "00000000-0000-0000-0000-000000000000:x"},
        {"act": "claimed", "chosen": "00000000-0000-0000-0000-000000000000:1", "holder": "x"},
    ],
)
def test_a_spoilt_form_is_refused(desk: FlaskClient, fields: dict[str, str]) -> None:
    assert desk.post("/bulk", data=fields).status_code == 400


def test_pages_go_on_and_back(desk: FlaskClient, session: Session) -> None:
    site = make_site(session)
    for number in range(60):
        make_review(session, site, segments=[("lv", f"Nr{number:02}x.", "No.")],
                    received_at=now() - timedelta(minutes=100 - number))  # fmt: skip

    def link(text: str, rel: str) -> str:
        found = re.search(rf'rel="{rel}" href="([^"]+)"', text)
        assert found
        return html.unescape(found[1])

    first = page(desk)
    second = page(desk, link(first, "next"))
    third = page(desk, link(second, "next"))

    def listed(text: str) -> list[str]:
        return re.findall(r"Nr\d\dx", text)

    assert listed(first + second + third) == [f"Nr{number:02}x" for number in range(60)]
    assert 'rel="prev"' not in first
    assert 'rel="next"' not in third
    assert listed(page(desk, link(third, "prev"))) == listed(second)
    assert listed(page(desk, link(page(desk, link(third, "prev")), "prev"))) == listed(first)


def test_an_empty_choice_says_that_others_wait(
    desk: FlaskClient, session: Session, site: Site
) -> None:
    make_review(session, site)

    assert "Nothing in this list" in main(desk, "/?need=health")
