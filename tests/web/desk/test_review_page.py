from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import uuid4

from models import Due, Policy, ReviewFlag, Scope, Status
from moderation.rework import anonymise
from tests.factories import make_review, make_site

if TYPE_CHECKING:
    from flask.testing import FlaskClient
    from sqlalchemy.orm import Session

    from models import Review, Site, Staff


def page(desk: FlaskClient, review: Review) -> str:
    answer = desk.get(f"/reviews/{review.id}")
    assert answer.status_code == 200
    return answer.get_data(as_text=True)


def test_original_and_english_stand_side_by_side_with_their_marks(
    desk: FlaskClient, review: Review
) -> None:
    text = page(desk, review)

    assert text.count('<li data-segment="') == 2
    assert 'lang="lv">Paldies <mark class="person"' in text
    assert ">Ilze Bērziņa</mark>!</p>" in text
    assert "person: a given name" in text


def test_html_in_a_review_is_shown_as_letters(
    desk: FlaskClient, session: Session, site: Site
) -> None:
    hostile = "<script>alert(1)</script><b onclick=x>\"'&amp;</textarea>"
    review = make_review(
        session,
        site,
        segments=[("lv", hostile, hostile)],
        author=hostile,
        findings=[("person", "alert")],
    )

    text = page(desk, review) + desk.get("/").get_data(as_text=True)

    assert "alert(1)</script>" not in text
    assert "<b onclick" not in text
    assert "&lt;script&gt;" in text


def test_a_mark_shows_what_stands_in_its_place_once_hidden(
    desk: FlaskClient, session: Session, review: Review, anna: Staff
) -> None:
    anonymise(session, review, seen_version=review.version, staff_id=anna.id)

    text = page(desk, review)

    assert 'data-instead="[vārds]"><del>Ilzei Bērziņai</del>' in text
    assert "Thank you, [name]! Everything was good." in text


def test_a_flag_of_a_sentence_stands_beside_it_with_what_to_do(
    desk: FlaskClient, session: Session, review: Review
) -> None:
    session.add(
        ReviewFlag(
            review_id=review.id,
            segment_id=review.segments[1].id,
            stage="translation",
            code="number_lost",
            detail="2023",
        )
    )

    text = page(desk, review)

    assert "The number 2023 stands in the original and not in the English." in text
    assert text.index("Viss bija labi.") < text.index("The number 2023")


def test_approve_is_disabled_with_the_reason_while_a_mark_is_open(
    desk: FlaskClient, review: Review, calm: Review
) -> None:
    assert 'disabled aria-describedby="obstacles"' in page(desk, review)
    assert "1 mark is open: hide the words or keep them." in page(desk, review)
    assert 'disabled aria-describedby="obstacles"' not in page(desk, calm)


def test_a_staff_name_kept_by_policy_blocks_nothing(
    desk: FlaskClient, session: Session, site: Site
) -> None:
    review = make_review(session, site, findings=[("staff", "Paldies")])
    strict = make_site(session, policy={"keep_staff_names": False})
    other = make_review(session, strict, findings=[("staff", "Paldies")])

    assert Policy.of(site.policy).keep_staff_names
    assert "the site keeps names of staff" in page(desk, review)
    assert "1 mark is open" in page(desk, other)


def test_the_preview_shows_the_name_as_far_as_the_author_allowed(
    desk: FlaskClient, session: Session, site: Site
) -> None:
    first = make_review(session, site, scope=Scope.FIRST_NAME, author="Anna Liepa")
    nobody = make_review(session, site, scope=Scope.ANONYMOUS, author="Anna Liepa")

    assert "Anna · translated by machine" in page(desk, first)
    assert "Without a name · translated by machine" in page(desk, nobody)


def test_while_the_machine_works_the_page_polls_and_offers_a_reload(
    desk: FlaskClient, review: Review
) -> None:
    review.due = Due.TRANSLATION

    text = page(desk, review)
    poll = desk.get(f"/reviews/{review.id}?seen={review.version}", headers={"HX-Request": "true"})

    assert "Translating…" in text
    assert 'hx-trigger="every 1s"' in text
    assert poll.status_code == 204


def test_a_poll_gets_the_card_once_the_machine_is_done(desk: FlaskClient, review: Review) -> None:
    poll = desk.get(f"/reviews/{review.id}?seen=0", headers={"HX-Request": "true"})

    assert poll.status_code == 200
    assert '<form id="card"' in poll.text
    assert "<html" not in poll.text


def test_a_review_that_is_still_being_read_shows_its_words(
    desk: FlaskClient, session: Session, site: Site
) -> None:
    review = make_review(session, site, text="Tikko atnāca.", status=Status.RECEIVED)

    text = page(desk, review)

    assert "Being read and translated…" in text
    assert "Tikko atnāca." in text
    assert 'id="approve"' not in text


def test_a_sentence_without_english_opens_a_box_to_write_it(
    desk: FlaskClient, session: Session, site: Site
) -> None:
    review = make_review(session, site, segments=[("et", "Väga hea.", None)])

    text = page(desk, review)

    assert '<details class="edit" open>' in text
    assert "1 sentence has no English yet." in text


def test_an_unknown_review_is_not_found(desk: FlaskClient) -> None:
    assert desk.get(f"/reviews/{uuid4()}").status_code == 404


def test_next_and_previous_follow_the_queue(
    desk: FlaskClient, review: Review, calm: Review
) -> None:
    assert f'id="next" href="/reviews/{calm.id}"' in page(desk, review)
    assert f'id="previous" href="/reviews/{review.id}"' in page(desk, calm)
