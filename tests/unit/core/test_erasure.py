"""Erasure destroys every word; retention erases what a site does not publish, in time."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import func, select, text

from models import (
    AuditEvent,
    Base,
    Channel,
    Decision,
    Entry,
    LanguageCorrection,
    Memory,
    Outcome,
    Review,
    Status,
    UnsavedEdit,
    now,
)
from moderation.audit import verify
from moderation.queue import claims, erasure, retention
from moderation.queue.decisions import NotAllowedError, decide
from moderation.queue.unsaved import Place, keep
from tests.factories import make_review, make_site, make_staff, reject

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from models import Staff
    from moderation.database import Database

SECRETS = ("Zeltmatis", "zeltmatis", "Goldilocks", "magnolija", "magnolia", "anna@secret.example")


def full_review(session: Session, staff: Staff) -> Review:
    """A review of whose words every table that may hold any holds some."""
    review = make_review(
        session,
        segments=[
            ("lv", "Paldies, Zeltmatis!", "Thank you, Goldilocks!"),
            ("lv", "Skaista magnolija pie durvīm.", "A beautiful magnolia by the door."),
        ],
        findings=[("person", "Zeltmatis", "Goldilocks")],
        flags=[("translation", "words_missing", "magnolija")],
        author="Zeltmatis",
        signature="Zeltmatis, 34",
        pseudonym="Goldilocks",
        written_on="2026-01-02",
        rating=5,
    )
    review.consent.contact_email = "anna@secret.example"
    review.segments[0].evidence = [["words", "zeltmatis"]]
    review.submission.idempotency_key = "from Zeltmatis"
    for each in review.segments[0].findings:
        each.replacement, each.detail = "Goldilocks's initial", "zeltmatis"
    session.add(
        LanguageCorrection(
            review_id=review.id,
            start=0,
            end=4,
            read_as="lv",
            read_probability=0.5,
            read_evidence=[["words", "zeltmatis"]],
            corrected_to="lv",
        )
    )
    keep(session, review, staff.id, {Place("en", 0): ("Dear Goldilocks", "0" * 16)})
    claims.claim(session, review, staff.id)
    reject(session, review, staff, "other: Zeltmatis rang us")
    return review


def everything(session: Session) -> str:
    """Print every row of every table, the full-text ones of SQLite included."""
    session.flush()
    names = [table.name for table in Base.metadata.sorted_tables]
    if session.get_bind().dialect.name == "sqlite":
        names += ["review_fts_data", "review_fts_idx"]
    reads = [text(f'SELECT * FROM "{name}"') for name in names]  # noqa: S608 the schema's own
    rows = [tuple(row) for read in reads for row in session.execute(read)]
    return json.dumps(rows, default=str, ensure_ascii=False) + repr(rows)


def test_nothing_that_the_author_wrote_is_left_anywhere(session: Session) -> None:
    review = full_review(session, make_staff(session))
    assert all(word in everything(session) for word in SECRETS)

    erasure.erase(session, review, ground="request", by="system")

    left = everything(session)
    assert not [word for word in SECRETS if word.casefold() in left.casefold()]
    assert (review.status, review.original, review.rating) == (Status.ERASED, "", None)
    assert review.consent.wording


@pytest.mark.parametrize("status", [each for each in Status if each is not Status.ERASED])
def test_a_review_can_be_erased_wherever_it_stands(session: Session, status: Status) -> None:
    review = make_review(session, status=status)

    erasure.erase(session, review, ground="unlawful", by="system")

    assert review.status is Status.ERASED
    assert review.due is None
    assert not session.scalar(select(func.count()).select_from(Memory))
    assert verify(session) is None


def test_the_feed_keeps_a_tombstone_alone(session: Session) -> None:
    review = make_review(session, status=Status.APPROVED)

    erasure.erase(session, review, ground="request", by="system")

    entry = session.scalars(select(Entry)).one()
    assert entry.removed_at is not None
    assert (entry.content, entry.author) == ({}, None)


def test_the_certificate_counts_what_was_destroyed_and_names_its_link_of_the_chain(
    session: Session,
) -> None:
    staff = make_staff(session)
    review = full_review(session, staff)

    paper = erasure.erase(session, review, ground="request", by=f"staff:{staff.id}")

    assert paper.destroyed == {
        "texts": 1, "sentences": 2, "translations": 2, "findings": 2, "flags": 1,
        "memory": 0, "entries": 0,
    }  # fmt: skip
    event = session.scalars(select(AuditEvent).order_by(AuditEvent.id.desc())).first()
    assert event is not None
    assert (paper.event, paper.event_hash, paper.by) == (event.id, event.hash, event.actor)
    assert erasure.certificate(session, review) == paper
    assert json.loads(json.dumps(paper.as_json()))["review"] == str(review.id)


def test_a_review_is_erased_once_and_on_a_ground_of_the_law(session: Session) -> None:
    review = make_review(session)

    with pytest.raises(ValueError, match="whim"):
        erasure.erase(session, review, ground="whim", by="system")
    with pytest.raises(LookupError):
        erasure.certificate(session, review)
    erasure.erase(session, review, ground="request", by="system")
    with pytest.raises(NotAllowedError):
        erasure.erase(session, review, ground="request", by="system")


def test_a_neighbour_from_the_same_file_keeps_everything(session: Session) -> None:
    site = make_site(session)
    gone, stays = (make_review(session, site, channel=Channel.FILE) for _ in range(2))
    gone.submission_id = stays.submission_id
    session.flush()

    erasure.erase(session, gone, ground="request", by="system")

    assert stays.submission.body_hash
    assert stays.original == "Paldies!"
    assert stays.segments[0].text_in("en") == "Thank you!"
    assert not session.scalar(select(func.count()).select_from(UnsavedEdit))


def age(session: Session, review: Review, days: int) -> None:
    query = select(Decision).where(Decision.review_id == review.id)
    for each in session.scalars(query):
        each.decided_at = now() - timedelta(days=days)


def test_retention_erases_what_is_not_published_when_its_time_is_over(
    session: Session, database: Database
) -> None:
    site, forever = make_site(session, policy={"retention_days": 30}), make_site(session)
    reviews = {
        (name, status): make_review(session, place, status=status)
        for name, place in (("site", site), ("forever", forever))
        for status in (Status.REJECTED, Status.WITHDRAWN, Status.APPROVED, Status.PENDING)
    }
    fresh = make_review(session, site, status=Status.REJECTED)
    for each in reviews.values():
        age(session, each, 31)
    session.commit()

    assert retention.sweep(database) == 2
    assert retention.sweep(database) == 0

    session.expire_all()
    erased = {key for key, each in reviews.items() if each.status is Status.ERASED}
    assert erased == {("site", Status.REJECTED), ("site", Status.WITHDRAWN)}
    assert fresh.status is Status.REJECTED
    tags = select(AuditEvent.actor).where(AuditEvent.tag == erasure.TAG)
    assert session.scalars(tags).all() == ["system", "system"]


def test_a_review_returned_to_the_queue_meanwhile_stays(session: Session) -> None:
    site = make_site(session, policy={"retention_days": 30})
    review = make_review(session, site, status=Status.REJECTED)
    age(session, review, 31)
    staff = make_staff(session)
    decide(session, review, Outcome.RETURNED, seen_version=review.version, staff_id=staff.id)
    reject(session, review, staff)
    session.flush()

    assert retention.overdue(session, now()) == []
    assert retention.overdue(session, now() + timedelta(days=31)) == [review.id]
