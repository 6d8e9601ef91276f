"""What the database keeps in step by itself: the search's words and the queue's marks."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from sqlalchemy import delete, func, select, text, update

from models import Finding, Resolution, Review, SearchText, Segment, Status, Translation, upkeep
from models.review import risk_rank
from moderation.queue import search
from moderation.queue.decisions import withdraw
from moderation.queue.selection import Selection
from tests.factories import make_review, make_site, make_staff

if TYPE_CHECKING:
    from sqlalchemy.orm import Session


def marks(session: Session, review: Review) -> tuple[bool, bool, bool]:
    session.flush()
    query = select(Review.wants_language, Review.wants_translation, Review.health)
    return tuple(session.execute(query.where(Review.id == review.id)).one())  # type: ignore[return-value]


def found(session: Session, words: str) -> set[str]:
    session.flush()
    staff = make_staff(session)
    page = search.page(session, search.words(words), Selection(status=None), viewer=staff.id)
    return {each.original for each in page.reviews}


def test_a_sentence_without_a_language_or_english_is_marked(session: Session) -> None:
    settled = make_review(session)
    odd = make_review(session, segments=[("lv", "Labi.", "Good."), ("und", "Hm", None)])

    assert marks(session, settled) == (False, False, False)
    assert marks(session, odd) == (True, True, False)

    odd.segments[1].language = "et"
    assert marks(session, odd) == (False, True, False)
    odd.segments[1].translations.append(Translation(target="en", text="Well"))
    assert marks(session, odd) == (False, False, False)
    session.execute(delete(Translation).where(Translation.segment_id == odd.segments[1].id))
    assert marks(session, odd) == (False, True, False)


def test_an_open_finding_about_health_is_marked_until_it_is_ruled_on(session: Session) -> None:
    review = make_review(
        session,
        segments=[("lv", "Man bija vēzis.", "I had cancer.")],
        findings=[("health", "vēzis")],
    )

    assert marks(session, review) == (False, False, True)
    session.execute(update(Finding).values(resolution=Resolution.REDACTED))
    assert marks(session, review) == (False, False, False)


def test_what_is_searched_follows_every_change_of_the_english(session: Session) -> None:
    review = make_review(session, segments=[("lv", "Sarkanais.", "Crimson.")])
    text_ = review.original

    assert found(session, "crimson") == {text_}
    translation = review.segments[0].translation()
    assert translation is not None
    translation.text = "Scarlet."
    assert found(session, "crimson") == set()
    assert found(session, "scarlet") == {text_}
    session.execute(update(Translation).values(text="Ruby."))
    assert found(session, "ruby") == {text_}
    session.execute(delete(Translation))
    assert found(session, "ruby") == set()
    assert found(session, "sarkan") == {text_}


def test_a_review_being_read_is_not_searched_before_it_waits(session: Session) -> None:
    review = make_review(session, text="Gaidāmais.", status=Status.RECEIVED)

    assert found(session, "gaidamais") == set()
    review.status = Status.PENDING
    assert found(session, "gaidamais") == {"Gaidāmais."}


def test_a_withdrawal_takes_the_words_out_of_the_search(session: Session) -> None:
    review = make_review(session, segments=[("lv", "Noslēpums.", "Secret.")])
    kept = make_review(session, segments=[("lv", "Paliek.", "It stays.")])

    withdraw(session, review)

    assert found(session, "noslepums") == set()
    assert session.scalars(select(SearchText.review_id)).all() == [kept.id]


def test_an_erasure_takes_the_words_out_of_the_search(session: Session) -> None:
    review = make_review(session, segments=[("lv", "Noslēpums.", "Secret.")])

    review.status, review.original = Status.ERASED, ""

    assert found(session, "secret") == set()
    assert session.scalar(select(func.count()).select_from(SearchText)) == 0


def test_a_changed_original_is_searched_as_it_stands_now(session: Session) -> None:
    review = make_review(session, segments=[("lv", "Pirmais.", "First.")])

    review.original = "Otrais."

    assert found(session, "pirmais") == set()
    assert found(session, "otrais") == {"Otrais."}


def test_filling_afresh_gives_what_the_triggers_had_given(session: Session) -> None:
    site = make_site(session)
    make_review(session, site, segments=[("lv", "Zaļš.", "Green."), ("und", "Hm", None)], risk=0.9)
    make_review(
        session, site, segments=[("lv", "Slims.", "Ill.")], findings=[("health", "Slims")], risk=0.3
    )
    make_review(session, site, text="Gaida.", status=Status.RECEIVED)
    session.flush()

    def everything() -> tuple[list[object], list[object]]:
        columns = (
            Review.original,
            Review.risk_rank,
            Review.wants_language,
            Review.wants_translation,
            Review.health,
        )
        words = select(Review.original, SearchText.words).join(
            SearchText, SearchText.review_id == Review.id
        )
        return (
            sorted(map(tuple, session.execute(select(*columns)))),
            sorted(map(tuple, session.execute(words))),
        )

    kept = everything()
    connection = session.connection()
    upkeep.uninstall(connection)
    connection.execute(
        text("UPDATE review SET risk_rank = 3, wants_language = (1 = 0), health = (1 = 0)")
    )
    connection.execute(text("DELETE FROM review_search"))
    assert everything() != kept
    upkeep.install(connection)
    upkeep.install(connection)  # a second time changes nothing
    upkeep.fill(connection)

    assert everything() == kept
    assert found(session, "green") == {"Zaļš. Hm"}


@pytest.mark.parametrize(
    ("risk", "rank"), [(1.0, 0), (0.8, 0), (0.79, 1), (0.5, 1), (0.2, 2), (0.02, 3), (0.0, 3)]
)
def test_a_rank_follows_the_risk(session: Session, risk: float, rank: int) -> None:
    review = make_review(session, risk=risk)

    assert risk_rank(risk) == rank
    assert review.risk_rank == rank
    review.risk = 0.9
    assert review.risk_rank == 0


def test_sentences_taken_out_leave_no_mark(session: Session) -> None:
    review = make_review(session, segments=[("lv", "Labi.", "Good."), ("und", "Hm", None)])

    session.execute(delete(Segment).where(Segment.language == "und"))

    assert marks(session, review) == (False, False, False)
