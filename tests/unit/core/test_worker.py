from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from sqlalchemy import func, select

from models import (
    AuditEvent,
    Channel,
    Due,
    LanguageCorrection,
    Resolution,
    Review,
    Scope,
    Status,
    now,
)
from moderation import language, rework
from moderation.flag import Flag
from moderation.intake.submit import NewReview, submit
from moderation.queue.decisions import withdraw
from moderation.translation import Draft, Source
from moderation.worker import lease, process_due, store, work
from tests.factories import make_site, make_staff

if TYPE_CHECKING:
    from collections.abc import Sequence
    from uuid import UUID

    from moderation.database import Database


class Echo:
    """Translates by saying what it was asked."""

    def __init__(self) -> None:
        self.calls: list[list[Source]] = []

    def translate(self, sources: Sequence[Source]) -> list[Draft]:
        self.calls.append(list(sources))
        return [Draft(f"[{each.tag}] {each.text}", "echo", "1", 0.0, ()) for each in sources]


class Broken:
    """Fails at everything, as an engine out of memory would."""

    def translate(self, sources: Sequence[Source]) -> list[Draft]:
        raise MemoryError(len(sources))


def receive(database: Database, *texts: str) -> list[UUID]:
    with database.writing.begin() as session:
        site = make_site(session)
        return [
            submit(
                session,
                site,
                NewReview(
                    text=text,
                    channel=Channel.API,
                    consent_scope=Scope.FIRST_NAME,
                    consent_wording="You may publish my review.",
                ),
                secret="test",
                max_chars=20_000,
            ).review.id
            for text in texts
        ]


def test_sentences_of_many_reviews_are_translated_in_one_call(database: Database) -> None:
    receive(database, "Paldies par visu! Ļoti laba apkalpošana.", "Большое спасибо врачам!")
    engine = Echo()

    assert process_due(database, engine, batch=10, lease_seconds=60) == 2

    assert [len(call) for call in engine.calls] == [3]
    with database.reading() as session:
        reviews = session.scalars(select(Review).order_by(Review.received_at)).all()
        assert [each.status for each in reviews] == [Status.PENDING, Status.PENDING]
        assert [each.language for each in reviews] == ["lv", "ru"]
        first = reviews[0].segments[0].translation()
        assert first is not None
        assert first.text == "[lv] Paldies par visu!"


def test_a_failing_engine_leaves_the_review_pending_with_a_flag(database: Database) -> None:
    (review_id,) = receive(database, "Большое спасибо врачам!")

    process_due(database, Broken(), batch=10, lease_seconds=60)

    with database.reading() as session:
        review = session.get_one(Review, review_id)
        assert review.status is Status.PENDING
        assert "engine_failed" in {each.code for each in review.flags}
        assert review.original == "Большое спасибо врачам!"


def test_a_lease_keeps_other_workers_off_until_it_runs_out(database: Database) -> None:
    receive(database, "Paldies!")
    assert lease(database, batch=10, lease_seconds=60) is not None
    assert lease(database, batch=10, lease_seconds=60) is None

    with database.writing.begin() as session:
        session.scalars(select(Review)).one().lease_until = now() - timedelta(seconds=1)

    assert lease(database, batch=10, lease_seconds=60) is not None


def test_results_of_a_lost_lease_are_not_stored(database: Database) -> None:
    receive(database, "Paldies par visu!")
    slow = lease(database, batch=10, lease_seconds=60)
    assert slow is not None
    with database.writing.begin() as session:
        session.scalars(select(Review)).one().lease_until = now() - timedelta(seconds=1)
    process_due(database, Echo(), batch=10, lease_seconds=60)

    token, reviews = slow
    assert store(database, token, work(reviews, Echo())) == 0

    with database.reading() as session:
        events = select(func.count()).where(AuditEvent.tag == "review:process")
        assert session.scalar(events) == 1


def test_a_review_withdrawn_while_in_work_stays_withdrawn(database: Database) -> None:
    (review_id,) = receive(database, "Paldies par visu!")
    leased = lease(database, batch=10, lease_seconds=60)
    assert leased is not None
    with database.writing.begin() as session:
        withdraw(session, session.get_one(Review, review_id))

    token, reviews = leased
    assert store(database, token, work(reviews, Echo())) == 0

    with database.reading() as session:
        assert session.get_one(Review, review_id).status is Status.WITHDRAWN


def test_setting_a_language_translates_again_and_keeps_what_a_person_wrote(
    database: Database,
) -> None:
    (review_id,) = receive(database, "Paldies par visu! Ļoti laba apkalpošana.")
    process_due(database, Echo(), batch=10, lease_seconds=60)
    with database.writing.begin() as session:
        staff_id = make_staff(session).id
        review = session.get_one(Review, review_id)
        rework.edit_english(
            session,
            review,
            {0: "Thank you for everything!"},
            seen_version=review.version,
            staff_id=staff_id,
        )
        rework.set_language(session, review, "ru", seen_version=review.version, staff_id=staff_id)
        assert review.due is Due.TRANSLATION

    process_due(database, Echo(), batch=10, lease_seconds=60)

    with database.reading() as session:
        review = session.get_one(Review, review_id)
        english = [each.translation() for each in review.segments]
        assert [each.text for each in english if each] == [
            "Thank you for everything!",
            "[ru] Ļoti laba apkalpošana.",
        ]
        assert review.due is None


def test_anonymising_redacts_both_texts_and_survives_a_later_edit(database: Database) -> None:
    (review_id,) = receive(database, "Rakstiet man: anna@example.lv, lūdzu.")
    process_due(database, Echo(), batch=10, lease_seconds=60)
    with database.writing.begin() as session:
        staff_id = make_staff(session).id
        review = session.get_one(Review, review_id)
        rework.anonymise(session, review, seen_version=review.version, staff_id=staff_id)
        rework.edit_english(
            session,
            review,
            {0: "Please write to anna@example.lv today."},
            seen_version=review.version,
            staff_id=staff_id,
        )
        found = review.segments[0].findings
        assert len(found) == 2
        assert {each.resolution for each in found} == {Resolution.REDACTED}


def test_a_review_that_nearly_repeats_another_is_flagged_with_its_id(database: Database) -> None:
    first, second = receive(
        database,
        "Ļoti laba apkalpošana, paldies visiem ārstiem un māsiņām!",
        "Ļoti laba apkalpošana, paldies visiem ārstiem un māsām!",
    )
    process_due(database, Echo(), batch=10, lease_seconds=60)

    with database.reading() as session:
        flags = session.get_one(Review, second).flags
        assert ("near_duplicate", str(first)) in [(each.code, each.detail) for each in flags]


def test_an_edit_made_while_the_worker_works_is_not_undone(database: Database) -> None:
    [review_id] = receive(database, "Paldies par visu! Ļoti laba apkalpošana.")
    process_due(database, Echo(), batch=10, lease_seconds=60)
    with database.writing.begin() as session:
        review, staff = session.get_one(Review, review_id), make_staff(session)
        rework.set_language(
            session, review, "ru", seen_version=review.version, staff_id=staff.id, positions=[0]
        )
        staff_id = staff.id
    leased = lease(database, batch=10, lease_seconds=60)
    assert leased is not None
    with database.writing.begin() as session:
        review = session.get_one(Review, review_id)
        rework.edit_english(
            session, review, {1: "By hand."}, seen_version=review.version, staff_id=staff_id
        )

    token, reviews = leased
    assert store(database, token, work(reviews, Echo())) == 0
    assert process_due(database, Echo(), batch=10, lease_seconds=60) == 1

    with database.reading() as session:
        review = session.get_one(Review, review_id)
        texts = [each.translation().text for each in review.segments]  # type: ignore[union-attr]
        assert texts[0].startswith("[ru] ")
        assert texts[1] == "By hand."


def test_a_doubt_that_a_person_settled_stays_settled_while_the_draft_is_the_same(
    database: Database,
) -> None:
    class Doubting(Echo):
        def translate(self, sources: Sequence[Source]) -> list[Draft]:
            doubt = (Flag("low_score", "-1"),)
            return [replace(each, flags=doubt) for each in super().translate(sources)]

    [review_id] = receive(database, "Paldies par visu! Ļoti laba apkalpošana.")
    process_due(database, Doubting(), batch=10, lease_seconds=60)
    with database.writing.begin() as session:
        review, staff = session.get_one(Review, review_id), make_staff(session)
        rework.accept_draft(
            session, review, review.segments[1], seen_version=review.version, staff_id=staff.id
        )
        rework.set_language(
            session, review, "ru", seen_version=review.version, staff_id=staff.id, positions=[0]
        )
    process_due(database, Doubting(), batch=10, lease_seconds=60)

    with database.reading() as session:
        review = session.get_one(Review, review_id)
        doubted = {each.segment_id for each in review.flags if each.stage == "translation"}
        assert doubted == {review.segments[0].id}


def test_what_the_machine_read_otherwise_is_kept_as_evidence(database: Database) -> None:
    [review_id] = receive(database, "Paldies par visu! Ļoti laba apkalpošana.")
    process_due(database, Echo(), batch=10, lease_seconds=60)
    with database.writing.begin() as session:
        review, staff = session.get_one(Review, review_id), make_staff(session)
        for tag in ("lv", "ru", "en"):  # confirmed, corrected, and thought better of
            rework.set_language(
                session, review, tag, seen_version=review.version, staff_id=staff.id, positions=[0]
            )
    with database.reading() as session:
        review = session.get_one(Review, review_id)
        assert not session.scalars(select(LanguageCorrection)).all()

    with database.writing.begin() as session:
        review, staff = session.get_one(Review, review_id), make_staff(session)
        for tag in ("ru", "en"):
            rework.set_language(
                session, review, tag, seen_version=review.version, staff_id=staff.id, positions=[1]
            )
        segment = review.segments[1]
        kept = session.scalars(select(LanguageCorrection)).one()
        assert (kept.start, kept.end) == (segment.start, segment.end)
        assert (kept.read_as, kept.corrected_to) == ("lv", "en")
        assert kept.read_probability > 0.5
        assert kept.reader == language.version()
