# ruff: noqa: PLR0917 - two people and their screens are many fixtures

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import event, select

from models import Claim, Role, Status, UnsavedEdit
from moderation.queue import claims, snapshot
from moderation.queue.unsaved import digest
from tests.factories import make_review, make_staff, sign_in

if TYPE_CHECKING:
    from collections.abc import Callable

    from flask import Flask
    from flask.testing import FlaskClient
    from sqlalchemy.orm import Session
    from werkzeug.test import TestResponse

    from models import Review, Site, Staff
    from moderation.database import Database

    Post = Callable[..., TestResponse]
    Screen = Callable[[Review], dict[str, str]]


@pytest.fixture
def boris(session: Session) -> Staff:
    return make_staff(session, name="Boris")


@pytest.fixture
def boris_desk(app: Flask, boris: Staff) -> FlaskClient:
    """A second browser, in which Boris is signed in."""
    client = app.test_client()
    sign_in(client, boris)
    return client


@pytest.fixture
def edited(boris_desk: FlaskClient, screen: Screen, review: Review) -> dict[str, str]:
    """Anna's screen, drawn before Boris edited both sentences."""
    old = screen(review)
    boris_desk.post(
        f"/reviews/{review.id}",
        data={**old, "english-0": "Boris's thanks.", "english-1": "Boris's words."},
    )
    return old


def english(review: Review) -> list[str]:
    return [each.translation().text for each in review.segments]  # type: ignore[union-attr]


def ask(desk: FlaskClient, review: Review, **fields: object) -> TestResponse:
    return desk.post(f"/reviews/{review.id}/claim", data={"version": review.version, **fields})


# --- claims -----------------------------------------------------------------------------------


def test_opening_a_review_claims_it_and_a_colleague_sees_it(
    desk: FlaskClient, boris_desk: FlaskClient, review: Review
) -> None:
    assert "You are looking at this, until" in ask(desk, review, active="yes").text

    assert "Anna is looking at this (until" in ask(boris_desk, review, active="yes").text
    page = boris_desk.get(f"/reviews/{review.id}").text
    assert "Anna is looking at this (until" in page
    assert 'id="take-over"' in page


def test_a_page_that_nobody_works_on_claims_nothing(
    desk: FlaskClient, session: Session, review: Review
) -> None:
    ask(desk, review, active="no")
    desk.get(f"/reviews/{review.id}")
    desk.get(f"/reviews/{review.id}", headers={"HX-Request": "true", "Balss-Ahead": "true"})

    assert not session.scalars(select(Claim)).all()


def test_what_the_page_shows_already_is_not_sent_again(desk: FlaskClient, review: Review) -> None:
    first = ask(desk, review, active="yes").text
    shown = re.search(r'name="claim" value="([^"]+)"', first)
    assert shown is not None

    assert ask(desk, review, active="yes", claim=shown[1]).status_code == 204


def test_taking_over_saves_what_was_typed_and_moves_the_claim(
    boris_desk: FlaskClient, desk: FlaskClient, screen: Screen, review: Review, boris: Staff
) -> None:
    ask(desk, review, active="yes")

    boris_desk.post(
        f"/reviews/{review.id}/claim/holder", data={**screen(review), "english-1": "Typed first."}
    )

    assert english(review)[1] == "Typed first."
    assert f"{boris.name} is looking at this" in ask(desk, review, active="yes").text


def test_leaving_lets_go(desk: FlaskClient, session: Session, review: Review) -> None:
    ask(desk, review, active="yes")

    assert desk.post(f"/reviews/{review.id}/claim/end").status_code == 204
    assert not session.scalars(select(Claim)).all()


def test_a_claim_locks_nobody_out(
    desk: FlaskClient, boris_desk: FlaskClient, screen: Screen, review: Review
) -> None:
    ask(desk, review, active="yes")

    answer = boris_desk.post(
        f"/reviews/{review.id}", data={**screen(review), "english-1": "By Boris."}
    )

    assert answer.status_code == 303
    assert english(review)[1] == "By Boris."


def test_a_colleagues_change_is_told_by_the_next_poll(
    desk: FlaskClient, edited: dict[str, str], review: Review
) -> None:
    answer = desk.post(f"/reviews/{review.id}/claim", data={"version": edited["version"]})

    assert "Boris changed this review after you opened it." in answer.text


def test_the_next_review_passes_over_what_a_colleague_looks_at(
    desk: FlaskClient, session: Session, site: Site, review: Review, calm: Review, boris: Staff
) -> None:
    third = make_review(session, site)
    claims.claim(session, calm, boris.id)

    assert f'id="next" href="/reviews/{third.id}"' in desk.get(f"/reviews/{review.id}").text


# --- two texts of one sentence -----------------------------------------------------------------


def test_a_conflict_shows_both_texts_and_who_wrote_the_other(
    desk: FlaskClient, edited: dict[str, str], review: Review
) -> None:
    answer = desk.post(f"/reviews/{review.id}", data={**edited, "english-1": "Anna's words."})

    text = html.unescape(answer.text)
    assert answer.status_code == 409
    assert "Stands now: Boris wrote it" in text
    assert "Anna's words.</textarea>" in text
    assert "<ins>" in text
    assert "choose one, or join them" in text
    assert english(review) == ["Boris's thanks.", "Boris's words."]


def test_no_button_saves_over_a_colleague_before_the_choice(
    desk: FlaskClient, post: Post, edited: dict[str, str], review: Review
) -> None:
    desk.post(f"/reviews/{review.id}", data={**edited, "english-1": "Anna's words."})

    post(review, "anonymisation")
    refused = post(review, "decisions", outcome="approved")

    assert refused.status_code == 422
    assert "Choose whose words stand" in refused.text
    assert english(review)[1] == "Boris's words."
    assert "Anna's words." in html.unescape(desk.get(f"/reviews/{review.id}").text)


@pytest.mark.parametrize(
    ("choice", "stands"), [("mine", "Anna's words."), ("theirs", "Boris's words.")]
)
def test_each_sentence_is_chosen_by_itself(
    desk: FlaskClient,
    post: Post,
    session: Session,
    edited: dict[str, str],
    review: Review,
    choice: str,
    stands: str,
) -> None:
    typed = {**edited, "english-0": "Anna's thanks.", "english-1": "Anna's words."}
    desk.post(f"/reviews/{review.id}", data=typed)

    post(review, choice_at_1=choice)

    assert english(review) == ["Boris's thanks.", stands]
    left = session.scalars(select(UnsavedEdit)).all()
    assert [(each.position, each.text) for each in left] == [(0, "Anna's thanks.")]


def test_a_third_change_while_choosing_is_a_new_conflict(
    desk: FlaskClient,
    boris_desk: FlaskClient,
    screen: Screen,
    edited: dict[str, str],
    review: Review,
) -> None:
    desk.post(f"/reviews/{review.id}", data={**edited, "english-1": "Anna's words."})
    shown = screen(review)
    boris_desk.post(f"/reviews/{review.id}", data={**screen(review), "english-1": "Boris again."})

    answer = desk.post(f"/reviews/{review.id}", data={**shown, "choice-1": "mine"})

    assert answer.status_code == 409
    assert english(review)[1] == "Boris again."


def test_words_for_a_review_that_was_ruled_on_are_shown_to_copy(
    desk: FlaskClient, boris_desk: FlaskClient, screen: Screen, session: Session, calm: Review
) -> None:
    old = screen(calm)
    boris_desk.post(f"/reviews/{calm.id}/decisions", data={**old, "outcome": "approved"})

    answer = desk.post(f"/reviews/{calm.id}", data={**old, "english-0": "Too late."})

    assert answer.status_code == 409
    assert "Here they are, to copy" in answer.text
    assert "Too late." in answer.text
    assert not session.scalars(select(UnsavedEdit)).all()


# --- what is typed and not saved ----------------------------------------------------------------


def test_what_is_typed_is_kept_for_its_author_alone(
    desk: FlaskClient, boris_desk: FlaskClient, screen: Screen, review: Review
) -> None:
    typed = {**screen(review), "english-1": "Everything was very good."}

    answer = desk.post(f"/reviews/{review.id}/unsaved", data=typed)

    assert answer.status_code == 200
    assert "Kept at " in answer.text
    assert 'id="changes-1"' in answer.text
    assert "very" in answer.text
    assert "Everything was very good.</textarea>" in desk.get(f"/reviews/{review.id}").text
    assert "Everything was very good." not in boris_desk.get(f"/reviews/{review.id}").text
    assert snapshot.english(review).endswith("Everything was good.")


def test_undoing_what_was_typed_forgets_it(
    desk: FlaskClient, screen: Screen, session: Session, review: Review
) -> None:
    blank = screen(review)
    desk.post(f"/reviews/{review.id}/unsaved", data={**blank, "english-1": "Typed."})

    desk.post(f"/reviews/{review.id}/unsaved", data=blank)

    assert not session.scalars(select(UnsavedEdit)).all()


def test_keeping_tells_of_a_colleagues_change_and_loses_nothing(
    desk: FlaskClient, session: Session, edited: dict[str, str], review: Review
) -> None:
    answer = desk.post(
        f"/reviews/{review.id}/unsaved", data={**edited, "english-1": "Anna's words."}
    )

    assert answer.status_code == 409
    assert "A colleague has changed this review meanwhile." in answer.text
    kept = session.scalars(select(UnsavedEdit)).one()
    assert (kept.text, kept.seen) == ("Anna's words.", digest("Everything was good."))


def test_a_keeping_that_comes_after_the_saving_is_no_conflict_with_oneself(
    desk: FlaskClient, screen: Screen, session: Session, review: Review
) -> None:
    old = screen(review)
    desk.post(f"/reviews/{review.id}", data={**old, "english-1": "Saved by Anna."})

    late = desk.post(f"/reviews/{review.id}/unsaved", data={**old, "english-1": "Saved by An"})

    assert late.status_code == 200
    assert not session.scalars(select(UnsavedEdit)).all()


def test_saving_and_ruling_forget_what_was_typed(
    desk: FlaskClient,
    boris_desk: FlaskClient,
    post: Post,
    screen: Screen,
    session: Session,
    calm: Review,
) -> None:
    boris_desk.post(f"/reviews/{calm.id}/unsaved", data={**screen(calm), "english-0": "Half a"})
    desk.post(f"/reviews/{calm.id}/unsaved", data={**screen(calm), "english-0": "Thanks!"})
    post(calm)
    assert english(calm) == ["Thanks!"]
    assert len(session.scalars(select(UnsavedEdit)).all()) == 1

    post(calm, "decisions", outcome="approved")

    assert calm.status is Status.APPROVED
    assert not session.scalars(select(UnsavedEdit)).all()


# --- going on ------------------------------------------------------------------------------------


def test_a_ruling_answers_with_the_next_review_and_remembers_the_wish(
    desk: FlaskClient, post: Post, review: Review, calm: Review
) -> None:
    answer = post(calm, "decisions", outcome="approved", onward="yes", htmx="yes")

    assert f'data-review="{review.id}"' in answer.text
    assert "Approved. It is in the feed now." in answer.text
    assert 'name="onward" value="yes" checked' in desk.get(f"/reviews/{review.id}").text


def test_after_the_last_review_a_ruling_leads_to_the_queue(post: Post, calm: Review) -> None:
    answer = post(calm, "decisions", outcome="approved", onward="yes")

    assert (answer.status_code, answer.location) == (303, "/")


def test_a_review_fetched_ahead_takes_no_message_with_it(
    desk: FlaskClient, post: Post, review: Review, calm: Review
) -> None:
    post(calm, "decisions", outcome="approved")

    early = desk.get(f"/reviews/{review.id}", headers={"HX-Request": "true", "Balss-Ahead": "true"})

    assert early.text.lstrip().startswith("<form")
    assert "Approved." in desk.get(f"/reviews/{calm.id}").text


def test_a_long_review_asks_the_database_no_more_often_than_a_short_one(
    desk: FlaskClient, session: Session, site: Site, database: Database, calm: Review
) -> None:
    long = make_review(
        session, site, segments=[("lv", f"Teikums {n}.", f"Sentence {n}.") for n in range(12)]
    )
    other = make_review(session, site)  # so that neither is the last of the queue
    desk.get(f"/reviews/{other.id}")
    asked: list[str] = []
    event.listen(database.engine, "before_cursor_execute", lambda *given: asked.append(given[2]))
    counts = []
    for each in (calm, long):
        asked.clear()
        desk.get(f"/reviews/{each.id}")
        counts.append(len(asked))

    assert counts[0] == counts[1] <= 13


# --- four eyes ------------------------------------------------------------------------------------


def test_the_page_says_that_a_colleague_must_approve(
    desk: FlaskClient, boris_desk: FlaskClient, post: Post, site: Site, calm: Review
) -> None:
    site.policy = {"four_eyes": True}
    post(calm, english_at_0="Thanks!")

    page = desk.get(f"/reviews/{calm.id}").text
    assert "You changed it last, and this site wants two people" in page
    assert 'id="alone"' not in page
    assert "You changed it last" not in boris_desk.get(f"/reviews/{calm.id}").text


def test_an_administrator_may_go_alone_in_writing(
    post: Post, desk: FlaskClient, site: Site, anna: Staff, calm: Review
) -> None:
    site.policy = {"four_eyes": True}
    anna.role = Role.ADMIN
    post(calm, english_at_0="Thanks!")
    assert 'id="alone"' in desk.get(f"/reviews/{calm.id}").text

    silent = post(calm, "decisions/alone", alone_reason=" ")
    assert silent.status_code == 422
    assert "Say why you approve it alone." in silent.text
    post(calm, "decisions/alone", alone_reason="Boris is ill.")

    assert calm.status is Status.APPROVED
    page = desk.get(f"/reviews/{calm.id}").text
    assert "Approved alone, without the second person the site asks for" in page
    assert "Boris is ill." in page
