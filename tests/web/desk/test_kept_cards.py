"""A card that was drawn before is given again, and never when anything on it has changed.

Each change is made after the card was kept; the next answer must differ, and must be what a desk
answers that has kept nothing.
"""

from __future__ import annotations

import re
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import event, select

from models import AuthorLine, Dismissal, Due, Resolution, Role, Staff, now
from moderation import rework
from moderation.audit import record
from moderation.findings import dismissals
from moderation.queue import claims
from moderation.queue import unsaved as store
from moderation.queue.decisions import withdraw
from moderation.web import locale
from moderation.web.staff import drawing
from moderation.web.staff.drawing import SHELF
from moderation.web.staff.kept import Shelf
from tests.factories import make_review, make_site, make_staff, reject, sign_in

if TYPE_CHECKING:
    from collections.abc import Callable

    from flask import Flask
    from flask.testing import FlaskClient
    from sqlalchemy.orm import Session

    from models import Review, Site
    from moderation.database import Database

AHEAD = {"HX-Request": "true", "Balss-Ahead": "true"}


@pytest.fixture
def boris(session: Session) -> Staff:
    return make_staff(session, name="Boris")


@pytest.fixture
def boris_desk(app: Flask, boris: Staff) -> FlaskClient:
    """A second browser, in which Boris is signed in."""
    client = app.test_client()
    sign_in(client, boris)
    return client


def card(desk: FlaskClient, review: Review) -> str:
    """Fetch a review ahead; the form's token is another in each answer."""
    return token_free(desk.get(f"/reviews/{review.id}", headers=AHEAD).text)


def token_free(page: str) -> str:
    return re.sub(r'name="csrf_token" value="[^"]+"', "", page)


def afresh(desk: FlaskClient, review: Review) -> str:
    """Fetch it from a desk that has kept nothing."""
    desk.application.extensions[SHELF] = Shelf()
    return card(desk, review)


@pytest.fixture
def statements(database: Database) -> list[str]:
    """What the database has been asked."""
    asked: list[str] = []
    event.listen(database.engine, "before_cursor_execute", lambda *given: asked.append(given[2]))
    return asked


def test_a_card_drawn_before_is_proved_by_one_row(
    desk: FlaskClient, session: Session, site: Site, review: Review, statements: list[str]
) -> None:
    make_review(session, site)  # so that it is not the last of the queue
    first, address = card(desk, review), f"/reviews/{review.id}"
    session.commit()
    statements.clear()

    again = desk.get(address, headers=AHEAD)

    assert token_free(again.text) == first
    assert len([each for each in statements if each != "BEGIN"]) == 2  # the account and the proof


def test_the_whole_page_and_the_answer_to_a_ruling_show_the_kept_card(
    desk: FlaskClient,
    session: Session,
    site: Site,
    review: Review,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    ruled = make_review(session, site, received_at=review.received_at - timedelta(hours=1))
    make_review(session, site, received_at=review.received_at - timedelta(hours=2))
    make_review(session, site)
    card(desk, review)
    monkeypatch.setattr(drawing, "_drawn", pytest.fail)

    page = desk.get(f"/reviews/{review.id}").text
    answer = desk.post(
        f"/reviews/{ruled.id}/decisions",
        data={"version": ruled.version, "outcome": "approved", "onward": "yes"},
        headers={"HX-Request": "true"},
    ).text

    assert f'data-review="{review.id}"' in page
    assert f'data-review="{review.id}"' in answer
    assert "Approved." in answer


# --- every change is seen at once -----------------------------------------------------------------


def edited(session: Session, review: Review, staff: Staff) -> None:
    rework.edit_english(
        session, review, {1: "All was well."}, seen_version=review.version, staff_id=staff.id
    )


def hidden(session: Session, review: Review, staff: Staff) -> None:
    rework.anonymise(session, review, seen_version=review.version, staff_id=staff.id)


def kept_always(session: Session, review: Review, staff: Staff) -> None:
    rework.rule_on_finding(
        session,
        review,
        review.segments[0].findings[0],
        Resolution.DISMISSED,
        seen_version=review.version,
        staff_id=staff.id,
        style=None,
        remember=True,
    )


def authorless(session: Session, review: Review, staff: Staff) -> None:
    rework.show_author(
        session, review, AuthorLine.HIDDEN, "", seen_version=review.version, staff_id=staff.id
    )


def another_language(session: Session, review: Review, staff: Staff) -> None:
    rework.set_language(
        session, review, "et", seen_version=review.version, staff_id=staff.id, positions=[1]
    )


def processed(session: Session, review: Review, staff: Staff) -> None:
    del staff
    review.version += 1
    record(session, actor="system", tag="review:process", subject=review.id)


def rejected(session: Session, review: Review, staff: Staff) -> None:
    reject(session, review, staff, "spam")


def withdrawn(session: Session, review: Review, staff: Staff) -> None:
    del staff
    withdraw(session, review)


def put_to_be_translated_anew(session: Session, review: Review, staff: Staff) -> None:
    del session, staff
    review.due = Due.TRANSLATION


def other_policy(session: Session, review: Review, staff: Staff) -> None:
    del session, staff
    review.site.policy = {"publish_original": False, "show_author": False}


def four_eyes(session: Session, review: Review, staff: Staff) -> None:
    del session, staff
    review.site.policy = {"blocking_kinds": []}


def site_renamed(session: Session, review: Review, staff: Staff) -> None:
    del session, staff
    review.site.name = "Another name"


def another_time_zone(session: Session, review: Review, staff: Staff) -> None:
    del session, staff
    review.site.time_zone = "Asia/Tokyo"


def claimed(session: Session, review: Review, staff: Staff) -> None:
    claims.claim(session, review, staff.id)


def next_gone(session: Session, review: Review, staff: Staff) -> None:
    later = session.scalars(select(type(review)).where(type(review).author == "Later")).one()
    claims.claim(session, later, staff.id)


def earlier_come(session: Session, review: Review, staff: Staff) -> None:
    del staff
    make_review(session, review.site, received_at=review.received_at - timedelta(days=1))


CHANGES = [
    edited, hidden, kept_always, authorless, another_language, processed, rejected, withdrawn,
    put_to_be_translated_anew, other_policy, four_eyes, site_renamed, another_time_zone,
    claimed, next_gone, earlier_come,
]  # fmt: skip


@pytest.mark.parametrize("change", CHANGES, ids=lambda each: each.__name__)
def test_a_change_is_on_the_next_card(  # noqa: PLR0917 - a change wants all it could change
    desk: FlaskClient,
    session: Session,
    site: Site,
    review: Review,
    boris: Staff,
    change: Callable[[Session, Review, Staff], None],
) -> None:
    make_review(session, site, author="Later")
    make_review(session, site, author="Last")
    before = card(desk, review)
    assert card(desk, review) == before

    change(session, review, boris)

    after = card(desk, review)
    assert after != before
    assert after == afresh(desk, review)


def test_a_site_in_another_zone_takes_its_own_from_the_screen(
    desk: FlaskClient, session: Session, review: Review
) -> None:
    review.site.time_zone = "Asia/Tokyo"
    before = card(desk, review)

    make_site(session, time_zone="America/Lima")

    after = card(desk, review)
    assert after != before
    assert after == afresh(desk, review)


def test_time_passes_on_a_kept_card(
    desk: FlaskClient, review: Review, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "just now" in card(desk, review)

    monkeypatch.setattr(locale, "now", lambda: now() + timedelta(hours=3))

    assert "3 hours ago" in card(desk, review)
    assert "just now" not in card(desk, review)


def test_a_forgotten_dismissal_opens_the_mark_again(
    desk: FlaskClient, session: Session, review: Review, boris: Staff
) -> None:
    kept_always(session, review, boris)
    remembered = session.scalars(select(Dismissal)).all()[0]
    for finding in review.segments[0].findings:  # as where the machine met the words again
        finding.dismissal_id = remembered.id
    before = card(desk, review)

    dismissals.revoke(session, remembered, actor="system")

    after = card(desk, review)
    assert after != before
    assert after == afresh(desk, review)


def test_a_colleague_who_is_renamed_is_renamed_in_the_history(
    desk: FlaskClient, session: Session, review: Review, boris: Staff
) -> None:
    edited(session, review, boris)
    assert "Boris" in card(desk, review)

    boris.name = "Bruno"

    assert "Bruno" in card(desk, review)
    assert "Boris" not in card(desk, review)


def test_what_one_did_oneself_is_told_so_to_oneself_alone(
    desk: FlaskClient, boris_desk: FlaskClient, session: Session, review: Review, boris: Staff
) -> None:
    edited(session, review, boris)

    for _ in range(2):
        assert re.search(r"Edited the English, Boris", card(desk, review))
        assert re.search(r"Edited the English, you", card(boris_desk, review))


def test_the_four_eyes_rule_holds_for_whoever_edited_and_for_nobody_else(
    desk: FlaskClient, boris_desk: FlaskClient, session: Session, calm: Review, boris: Staff
) -> None:
    calm.site.policy = {"four_eyes": True}
    rework.edit_english(session, calm, {0: "Thanks!"}, seen_version=calm.version, staff_id=boris.id)

    for _ in range(2):
        assert "this site wants two people" not in card(desk, calm)
        assert "this site wants two people" in card(boris_desk, calm)


def test_what_one_has_typed_stands_in_ones_own_box_alone(
    desk: FlaskClient, boris_desk: FlaskClient, session: Session, review: Review, anna: Staff
) -> None:
    card(desk, review)
    box = store.Place("en", 1)
    store.keep(session, review, anna.id, {box: ("Typed by Anna.", store.digest("x"))})

    for _ in range(2):
        assert "Typed by Anna." in card(desk, review)
        assert "Typed by Anna." not in card(boris_desk, review)
    store.drop(session, review.id, anna.id, [box])
    assert "Typed by Anna." not in card(desk, review)


def test_a_screen_in_another_language_gets_its_own_card(
    desk: FlaskClient, review: Review, anna: Staff
) -> None:
    before = card(desk, review)
    anna.locale = "lv"

    after = card(desk, review)

    assert after != before
    assert after == afresh(desk, review)


def test_only_an_administrator_is_shown_where_packs_are_added(
    desk: FlaskClient, session: Session, site: Site, anna: Staff
) -> None:
    review = make_review(
        session,
        site,
        segments=[("et", "Aitäh!", None)],
        flags=[("translation", "no_pack", "et,en")],
    )
    assert "/settings/packs" not in card(desk, review)

    anna.role = Role.ADMIN

    assert "/settings/packs" in card(desk, review)


def test_the_wish_to_go_on_and_the_token_are_each_browsers_own(
    app: Flask, desk: FlaskClient, boris_desk: FlaskClient, review: Review, calm: Review
) -> None:
    desk.post(
        f"/reviews/{calm.id}/decisions",
        data={"version": calm.version, "outcome": "approved", "onward": "yes"},
    )

    assert re.search(r'name="onward" value="yes" checked', card(desk, review))
    assert not re.search(r'name="onward" value="yes" checked', card(boris_desk, review))
    app.config["WTF_CSRF_ENABLED"] = True
    boris_desk.get("/")  # where the session gets its token: what is fetched ahead writes no cookie
    page = boris_desk.get(f"/reviews/{review.id}", headers=AHEAD).text
    token = re.search(r'name="csrf_token" value="([^"]+)"', page)
    assert token is not None
    asked = {"csrf_token": token[1], "version": review.version}
    assert boris_desk.post(f"/reviews/{review.id}/claim", data=asked).status_code == 200
    assert desk.post(f"/reviews/{review.id}/claim", data=asked).status_code == 400
    app.config["WTF_CSRF_ENABLED"] = False


def test_below_another_path_the_addresses_are_that_paths(
    desk: FlaskClient, session: Session, site: Site, review: Review
) -> None:
    make_review(session, site)
    card(desk, review)

    below = desk.get(
        f"/reviews/{review.id}", headers=AHEAD, environ_overrides={"SCRIPT_NAME": "/desk"}
    ).text

    assert f'action="/desk/reviews/{review.id}"' in below
    assert 'href="/reviews/' not in below
