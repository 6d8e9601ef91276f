from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as some
from sqlalchemy import select

from models import AuditEvent, AuthorLine, Entry, Outcome, Scope
from moderation import rework
from moderation.queue import snapshot
from moderation.queue.decisions import NotApprovableError, decide
from moderation.queue.edits import EditError
from tests.factories import make_review, make_site, make_staff

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from models import Review, Staff

TELLING = "Anna Liepa, +371 20000143"


@pytest.fixture
def staff(session: Session) -> Staff:
    return make_staff(session)


@pytest.fixture
def review(session: Session) -> Review:
    """Nothing but the author's line stands in the way."""
    return make_review(session, segments=[("en", "All was well.", "All was well.")], author=TELLING)


def show(session: Session, review: Review, staff: Staff, line: AuthorLine, name: str = "") -> None:
    rework.show_author(session, review, line, name, seen_version=review.version, staff_id=staff.id)


@pytest.mark.parametrize(
    ("line", "shown"),
    [
        (AuthorLine.INITIALS, "A. L."),
        (AuthorLine.PSEUDONYM, "A grateful patient"),
        (AuthorLine.HIDDEN, None),
    ],
)
def test_another_line_opens_the_way_to_approval_and_leaves_the_name_as_it_was_given(
    session: Session, review: Review, staff: Staff, line: AuthorLine, shown: str | None
) -> None:
    with pytest.raises(NotApprovableError):
        decide(session, review, Outcome.APPROVED, seen_version=review.version, staff_id=staff.id)
    show(session, review, staff, line, "  A grateful   patient ")
    decide(session, review, Outcome.APPROVED, seen_version=review.version, staff_id=staff.id)
    entry = session.scalars(select(Entry).where(Entry.review_id == review.id)).one()
    assert (entry.author, review.author) == (shown, TELLING)


def test_a_pseudonym_is_checked_as_any_other_line(
    session: Session, review: Review, staff: Staff
) -> None:
    show(session, review, staff, AuthorLine.PSEUDONYM, "anna@example.lv")
    with pytest.raises(NotApprovableError):
        decide(session, review, Outcome.APPROVED, seen_version=review.version, staff_id=staff.id)


@pytest.mark.parametrize("name", ["", "   ", "a" * 81])
def test_a_pseudonym_is_some_letters_and_not_too_many(
    session: Session, review: Review, staff: Staff, name: str
) -> None:
    with pytest.raises(EditError, match="no_pseudonym"):
        show(session, review, staff, AuthorLine.PSEUDONYM, name)


def test_no_choice_shows_more_than_the_author_permits(session: Session, staff: Staff) -> None:
    first = make_review(session, author="Anna Liepa", scope=Scope.FIRST_NAME)
    show(session, first, staff, AuthorLine.INITIALS)
    assert snapshot.author(first) == "A."
    silent = make_review(session, author="Anna Liepa", scope=Scope.ANONYMOUS)
    unshown = make_review(
        session, site=make_site(session, policy={"show_author": False}), author="Anna Liepa"
    )
    for each in (silent, unshown):
        show(session, each, staff, AuthorLine.PSEUDONYM, "Anna L.")
        assert snapshot.author(each) is None


def test_the_log_says_how_and_not_who(session: Session, review: Review, staff: Staff) -> None:
    show(session, review, staff, AuthorLine.PSEUDONYM, "A grateful patient")
    event = session.scalars(select(AuditEvent).where(AuditEvent.tag == "review:author")).one()
    assert event.detail == {"line": "pseudonym"}


def test_whoever_chose_the_line_changed_the_review_last(session: Session, staff: Staff) -> None:
    strict = make_site(session, policy={"four_eyes": True})
    review = make_review(
        session, strict, segments=[("en", "All was well.", "All was well.")], author=TELLING
    )
    show(session, review, staff, AuthorLine.HIDDEN)
    with pytest.raises(NotApprovableError) as refusal:
        decide(session, review, Outcome.APPROVED, seen_version=review.version, staff_id=staff.id)
    assert [each.code for each in refusal.value.obstacles] == ["own_edit"]


@pytest.mark.parametrize(
    ("name", "wanted"),
    [
        ("Anna Liepa", "A. L."),
        ("анна", "А."),
        ("anna@example.lv", None),
        ("+371 20000143", None),
        ("Ilze, 29000143", "I."),
    ],
)
def test_initials_are_of_the_name_alone(name: str, wanted: str | None) -> None:
    assert snapshot.initials(name, "lv") == wanted


@given(some.text(max_size=60))
def test_initials_hold_no_two_letters_of_a_name_together(name: str) -> None:
    initials = (snapshot.initials(name, "en") or "").split()
    assert all(len(each) == len("A.") and each.endswith(".") for each in initials)
