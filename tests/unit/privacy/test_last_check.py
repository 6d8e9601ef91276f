from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from models import Outcome, Resolution, Scope, Side, Status
from moderation import findings, rework
from moderation.queue import lastcheck, snapshot
from moderation.queue.decisions import NotApprovableError, decide
from tests.factories import make_review, make_site, make_staff

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from models import Staff


@pytest.fixture
def staff(session: Session) -> Staff:
    return make_staff(session)


def flags(review: object) -> list[tuple[str, str]]:
    return [(each.code, each.detail) for each in snapshot.obstacles(review)]  # type: ignore[arg-type]


def test_what_nobody_ruled_on_blocks_with_its_kind_and_sentence(
    session: Session, staff: Staff
) -> None:
    review = make_review(
        session,
        segments=[
            ("lv", "Viss bija labi.", "All was well."),
            ("lv", "Rakstiet man.", "Write to anna@example.lv."),
        ],
    )
    assert flags(review) == [("still_seen", "email:en:2")]
    with pytest.raises(NotApprovableError):
        decide(session, review, Outcome.APPROVED, seen_version=review.version, staff_id=staff.id)
    assert review.status is Status.PENDING


@pytest.mark.parametrize("resolution", ["redacted", "dismissed"])
def test_what_was_ruled_on_blocks_nothing(session: Session, staff: Staff, resolution: str) -> None:
    review = make_review(
        session,
        segments=[("lv", "Raksti: anna@example.lv", "Write: anna@example.lv")],
        findings=[("email", "anna@example.lv", "anna@example.lv")],
    )
    rework.rule_on_finding(
        session,
        review,
        review.segments[0].findings[0],
        Resolution(resolution),
        seen_version=review.version,
        staff_id=staff.id,
    )
    assert flags(review) == []
    decide(session, review, Outcome.APPROVED, seen_version=review.version, staff_id=staff.id)
    assert review.status is Status.APPROVED


def test_a_ruling_on_a_part_does_not_cover_the_rest(session: Session) -> None:
    review = make_review(
        session,
        segments=[("lv", "Mans vīrs Kārlis Kalniņš.", "My husband Kārlis Kalniņš.")],
        findings=[("person", "Kārlis", "Kārlis")],
    )
    for each in review.segments[0].findings:
        each.resolution = Resolution.DISMISSED
    assert ("still_seen", "person:en:1") in flags(review)


def test_what_is_seen_late_is_marked_so_that_it_can_be_kept(session: Session) -> None:
    review = make_review(
        session, segments=[("lv", "Raksti man.", "My husband Kārlis waited in the car.")]
    )
    assert findings.mark_remaining(session, review) == 1
    assert findings.mark_remaining(session, review) == 0
    (found,) = review.segments[0].findings
    assert (found.side, found.kind, found.resolution) == (
        Side.TRANSLATION,
        "person",
        Resolution.OPEN,
    )
    assert flags(review) == [("open_findings", "1")]


def test_names_of_staff_pass_where_the_policy_keeps_them(session: Session) -> None:
    text = "Dr Berzins was kind."
    kept = make_review(session, segments=[("en", text, text)])
    strict = make_review(
        session,
        site=make_site(session, policy={"keep_staff_names": False}),
        segments=[("en", text, text)],
    )
    assert flags(kept) == []
    assert flags(strict) == [("still_seen", "staff:en:1")]


@pytest.mark.parametrize(
    ("author", "scope", "wanted"),
    [
        ("Anna Liepa", Scope.FULL_NAME, []),
        ("anna@example.lv", Scope.FULL_NAME, [("still_seen", "email:author:")]),
        ("Anna, +371 20000143", Scope.FULL_NAME, [("still_seen", "phone:author:")]),
        ("Anna, +371 20000143", Scope.ANONYMOUS, []),
    ],
)
def test_the_authors_line_is_a_name_and_nothing_more(
    session: Session, author: str, scope: Scope, wanted: list[tuple[str, str]]
) -> None:
    review = make_review(
        session, segments=[("en", "All was well.", "All was well.")], author=author, scope=scope
    )
    assert flags(review) == wanted


def test_the_text_checked_is_the_text_published(session: Session, staff: Staff) -> None:
    review = make_review(
        session,
        text=" Raksti:  anna@example.lv \n\n Viss labi. ",
        segments=[
            ("lv", "Raksti:  anna@example.lv", "Write: anna@example.lv"),
            ("lv", "Viss labi.", "All is well."),
        ],
        findings=[("email", "anna@example.lv", "anna@example.lv")],
    )
    rework.anonymise(session, review, seen_version=review.version, staff_id=staff.id)
    for target, tag in ((None, "lv"), ("en", "en")):
        text, places = lastcheck.published(review, target)
        assert text.strip() == snapshot.content(review)[tag]
        assert len(places) == len(text)


@pytest.mark.parametrize("resolution", [Resolution.REDACTED, Resolution.DISMISSED])
def test_a_number_split_over_two_sentences_is_marked_and_ruled_on_in_each(
    session: Session, staff: Staff, resolution: Resolution
) -> None:
    review = make_review(
        session, segments=[("en", "Call +371 2000", "Call +371 2000"), ("en", "0143", "0143")]
    )
    assert flags(review) == [
        ("still_seen", "phone:en:1"),
        ("still_seen", "phone:en:2"),
    ]
    assert findings.mark_remaining(session, review) == 2
    for segment in review.segments:
        (found,) = segment.findings
        rework.rule_on_finding(
            session,
            review,
            found,
            resolution,
            seen_version=review.version,
            staff_id=staff.id,
        )
    assert flags(review) == []
    english = snapshot.content(review)["en"]
    assert ("0143" in english) is (resolution is Resolution.DISMISSED)


def test_remembering_what_was_read_never_answers_for_another_text(session: Session) -> None:
    quiet = make_review(session, segments=[("en", "All was well.", "All was well.")])
    assert flags(quiet) == flags(quiet) == []
    quiet.segments[0].translations[0].text = "Write to anna@example.lv."
    assert flags(quiet) == [("still_seen", "email:en:1")]
    with_staff = make_site(session, policy={"staff_names": ["Anna"], "keep_staff_names": True})
    named = make_review(
        session, site=with_staff, segments=[("en", "Anna.", "My sister Anna waited.")]
    )
    assert flags(named) == []
    with_staff.policy = {}
    assert flags(named) == [("still_seen", "person:en:1")]
