"""A review's page where its site wants further languages in its feed."""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING

import pytest

from models import Due, Entry, ReviewFlag, Status, Translation, UnsavedEdit
from moderation.queue import renditions
from moderation.queue.unsaved import digest
from moderation.translation.memory import digest as source_hash
from tests.factories import make_review, make_site, make_staff, sign_in

if TYPE_CHECKING:
    from flask import Flask
    from flask.testing import FlaskClient
    from sqlalchemy.orm import Session
    from werkzeug.test import TestResponse

    from models import Review, Site


@pytest.fixture
def site(session: Session) -> Site:
    return make_site(session, name="Clinic", policy={"feed_languages": ["lv"]})


@pytest.fixture
def review(session: Session, site: Site) -> Review:
    """A Russian review with its English and a Latvian draft of it."""
    made = make_review(session, site, segments=[("ru", "Спасибо!", "Thank you!")])
    add_latvian(session, made, "Paldies jums!")
    return made


def add_latvian(session: Session, review: Review, text: str) -> Translation:
    segment = review.segments[0]
    drafted = Translation(
        target="lv",
        text=text,
        draft=text,
        pack="translate-en_lv",
        pack_version="1.9",
        source_hash=source_hash(segment.text_in("en")),
    )
    segment.translations.append(drafted)
    session.flush()
    return drafted


def press(desk: FlaskClient, review: Review, path: str = "", **fields: str) -> TestResponse:
    given = {"version": str(review.version), **{n.replace("_", "-"): v for n, v in fields.items()}}
    return desk.post(f"/reviews/{review.id}{path}", data=given)


def shown(desk: FlaskClient, review: Review) -> str:
    return html.unescape(desk.get(f"/reviews/{review.id}").get_data(as_text=True))


def latvian(review: Review) -> Translation:
    found = review.segments[0].translation("lv")
    assert found is not None
    return found


def test_each_text_is_shown_in_its_language_before_it_is_approved(
    desk: FlaskClient, review: Review
) -> None:
    page = shown(desk, review)

    assert re.search(r'<blockquote lang="lv"[^>]*>Paldies jums!</blockquote>', page)
    assert "translated by machine (translate-en_lv 1.9)" in page
    assert re.search(r'<textarea id="text-lv-0" name="text-lv-0" lang="lv"', page)


def test_a_site_without_further_languages_sees_nothing_of_it(
    desk: FlaskClient, session: Session
) -> None:
    page = shown(desk, make_review(session))

    assert "rendition" not in page
    assert "in-language" not in page


def test_the_text_can_be_edited_like_the_english(desk: FlaskClient, review: Review) -> None:
    answer = press(desk, review, text_lv_0="Liels paldies!", seen_lv_0=digest("Paldies jums!"))

    assert answer.status_code == 303
    assert latvian(review).text == "Liels paldies!"
    assert latvian(review).post_edited_at is not None
    page = shown(desk, review)
    assert "translated by machine, edited by a person (translate-en_lv 1.9)" in page
    assert "Against the draft:" in page


def test_editing_the_english_asks_for_a_new_draft(desk: FlaskClient, review: Review) -> None:
    press(desk, review, english_0="Many thanks!", seen_0=digest("Thank you!"))

    assert review.due is Due.RENDITION


def test_a_text_that_a_person_wrote_says_that_it_may_need_a_look(
    desk: FlaskClient, review: Review
) -> None:
    press(desk, review, text_lv_0="Liels paldies!", seen_lv_0=digest("Paldies jums!"))
    press(desk, review, english_0="Many thanks!", seen_0=digest("Thank you!"))
    assert review.due is None

    page = shown(desk, review)

    assert "The English was changed after this was written. It may need a look." in page
    assert "Latvian: 1 sentence wants a look." in page
    assert press(desk, review, "/decisions", outcome="approved").status_code == 422
    press(desk, review, "/renditions/lv/sentences/0/acceptance")
    assert "It may need a look" not in shown(desk, review)
    assert press(desk, review, "/decisions", outcome="approved").status_code == 303


def test_a_doubt_speaks_of_the_english_it_was_made_of(
    desk: FlaskClient, session: Session, review: Review
) -> None:
    doubt = ReviewFlag(
        review_id=review.id,
        segment_id=review.segments[0].id,
        stage="rendition",
        code="number_lost",
        detail="5",
        target="lv",
    )
    session.add(doubt)

    assert "The number 5 stands in the English and not here. Put it back." in shown(desk, review)


def test_a_language_can_be_left_out_and_put_back(desk: FlaskClient, review: Review) -> None:
    desk.post(
        f"/reviews/{review.id}/renditions/lv",
        data={"version": str(review.version), "left_out": "yes"},
    )
    assert review.left_out == ["lv"]
    assert 'lang="lv" dir="auto">Paldies jums!</blockquote>' not in shown(desk, review)

    desk.post(
        f"/reviews/{review.id}/renditions/lv",
        data={"version": str(review.version), "left_out": "no"},
    )

    assert review.left_out == []
    assert renditions.published(review) == ["lv"]


def test_a_language_that_is_not_on_the_page_is_not_found(desk: FlaskClient, review: Review) -> None:
    for path in ("/renditions/ru/sentences/0/acceptance", "/renditions/lv/sentences/7/acceptance"):
        assert press(desk, review, path).status_code == 404


def test_what_is_approved_is_in_the_feed_in_that_language(
    desk: FlaskClient, session: Session, client: FlaskClient, review: Review, site: Site
) -> None:
    assert press(desk, review, "/decisions", outcome="approved").status_code == 303

    entry = session.query(Entry).one()
    assert entry.content["lv"] == "Paldies jums!"
    (item,) = client.get(f"/feeds/{site.slug}.json?language=lv").get_json(force=True)["items"]
    assert (item["language"], item["content_text"]) == ("lv", "Paldies jums!")
    assert item["_balss"]["translation"] == "machine"
    assert item["_balss"]["original"] == {"language": "ru", "text": "Спасибо!"}
    drawn = client.get(f"/embed/{site.slug}?language=lv").get_data(as_text=True)
    assert re.search(r'lang="lv"[^>]*>Paldies jums!', drawn)


def test_what_is_typed_is_kept_and_stands_in_its_box_again(
    desk: FlaskClient, session: Session, review: Review
) -> None:
    fields = {
        "version": str(review.version),
        "text-lv-0": "Paldies vis",
        "seen-lv-0": digest("Paldies jums!"),
    }

    kept = desk.post(f"/reviews/{review.id}/unsaved", data=fields)

    assert 'id="changes-lv-0" lang="lv"' in kept.get_data(as_text=True)
    (row,) = session.query(UnsavedEdit).all()
    assert (row.target, row.position, row.text) == ("lv", 0, "Paldies vis")
    assert latvian(review).text == "Paldies jums!"
    assert ">\nPaldies vis</textarea>" in shown(desk, review)


def test_nobody_writes_over_a_colleagues_text_without_seeing_it(
    desk: FlaskClient, app: Flask, session: Session, review: Review
) -> None:
    drawn = digest("Paldies jums!")
    boris = app.test_client()
    sign_in(boris, make_staff(session, name="Boris"))
    press(boris, review, text_lv_0="Paldies no Borisa!", seen_lv_0=drawn)

    answer = press(desk, review, text_lv_0="Paldies no Annas!", seen_lv_0=drawn)

    assert answer.status_code == 409
    assert latvian(review).text == "Paldies no Borisa!"
    page = shown(desk, review)
    assert "Stands now: Boris wrote it" in page
    assert ">\nPaldies no Annas!</textarea>" in page
    press(
        desk,
        review,
        text_lv_0="Paldies no Annas!",
        seen_lv_0=digest("Paldies no Borisa!"),
        choice_lv_0="mine",
    )
    assert latvian(review).text == "Paldies no Annas!"


def test_words_selected_in_a_text_are_hidden_there(desk: FlaskClient, review: Review) -> None:
    press(
        desk,
        review,
        "/selection",
        segment="0",
        side="translation",
        target="lv",
        start="8",
        end="12",
        kind="person",
    )

    (found,) = review.segments[0].findings
    assert (found.target, found.replacement) == ("lv", "[vārds]")
    assert "Paldies [vārds]!" in shown(desk, review)


def test_a_waiting_review_of_the_old_kind_is_approved_without_the_language(
    desk: FlaskClient, session: Session, site: Site
) -> None:
    calm = make_review(session, site, segments=[("ru", "Спасибо!", "Thank you!")])

    press(desk, calm, "/decisions", outcome="approved")

    assert calm.status is Status.APPROVED
    assert session.query(Entry).one().content.keys() == {"en", "ru"}
