from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import text

from models import Decision, Entry, Outcome, Status, new_id
from moderation.publication import entries, feeds
from moderation.queue.decisions import decide
from tests.factories import make_review, make_site, make_staff

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from models import Review, Site

START = datetime(2026, 1, 1, tzinfo=UTC)


@pytest.fixture
def review(session: Session) -> Review:
    return make_review(session)


def publish(session: Session, review: Review, sequence: int, *, minutes: int) -> Entry:
    decision = Decision(review_id=review.id, outcome=Outcome.APPROVED, seen_version=1)
    session.add(decision)
    session.flush()
    entry = Entry(
        id=new_id(),
        site_id=review.site_id,
        review_id=review.id,
        decision_id=decision.id,
        sequence=sequence,
        published_at=START + timedelta(minutes=minutes),
        source_language="lv",
        content={"en": f"Text {sequence}"},
        provenance={},
    )
    session.add(entry)
    session.flush()
    return entry


def test_pages_hold_every_standing_entry_once_newest_first(
    session: Session, review: Review
) -> None:
    for sequence in range(1, 12):
        publish(session, review, sequence, minutes=sequence // 3)  # some at the same moment
    seen: list[entries.Published] = []
    after: entries.Place | None = None
    while True:
        page = entries.page(session, review.site_id, after=after, limit=4)
        seen += page.items
        after = page.following
        if after is None:
            break
    keys = [(each.published_at, each.id) for each in seen]
    assert len(seen) == 11
    assert keys == sorted(keys, reverse=True)


def test_a_full_last_page_names_no_next(session: Session, review: Review) -> None:
    for sequence in (1, 2):
        publish(session, review, sequence, minutes=sequence)
    assert entries.page(session, review.site_id, after=None, limit=2).following is None
    assert entries.page(session, review.site_id, after=None, limit=1).following is not None


def test_changes_come_in_the_order_they_happened_with_removals(
    session: Session, review: Review
) -> None:
    first = publish(session, review, 1, minutes=1)
    publish(session, review, 2, minutes=2)
    first.sequence, first.removed_at = 3, START + timedelta(minutes=3)
    session.flush()
    found = entries.changes(session, review.site_id, since=0, limit=5)
    assert [each.sequence for each in found.items] == [2]
    assert [(each.id, each.sequence) for each in found.removed] == [(first.id, 3)]
    assert (found.reached, found.more) == (3, False)
    assert entries.changes(session, review.site_id, since=3, limit=5).reached == 3


def test_changes_are_given_in_parts(session: Session, review: Review) -> None:
    for sequence in range(1, 6):
        publish(session, review, sequence, minutes=sequence)
    part = entries.changes(session, review.site_id, since=1, limit=2)
    assert [each.sequence for each in part.items] == [2, 3]
    assert (part.reached, part.more) == (3, True)


def test_a_walk_gives_every_change_in_order_a_batch_at_a_time(
    session: Session, review: Review, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(entries, "BATCH", 3)
    made = [publish(session, review, sequence, minutes=sequence) for sequence in range(1, 9)]
    made[3].sequence, made[3].removed_at = 9, START
    session.flush()
    found = list(entries.walk(session, review.site_id))
    assert [each.sequence for each in found] == [1, 2, 3, 5, 6, 7, 8, 9]
    assert isinstance(found[-1], entries.Removed)
    assert [each.sequence for each in entries.walk(session, review.site_id, since=7)] == [8, 9]
    assert entries.count(session, review.site_id) == 7


def test_a_filter_reads_each_stretch_of_its_index_in_order(
    session: Session, review: Review
) -> None:
    if session.get_bind().dialect.name != "sqlite":
        return  # PostgreSQL plans by table size
    for column, index in (("rating", "ix_entry_rating"), ("source_language", "ix_entry_language")):
        plan = session.execute(
            text(
                "EXPLAIN QUERY PLAN SELECT id FROM entry WHERE site_id = :site"  # noqa: S608
                f" AND removed_at IS NULL AND {column} = :value"
                " ORDER BY removed_at DESC, published_at DESC, id DESC LIMIT 51"
            ),
            {"site": review.site_id.hex, "value": 5},
        ).all()
        assert index in plan[0].detail
        assert not any("TEMP B-TREE" in row.detail for row in plan)


def test_the_feed_of_a_site_is_its_own(session: Session, review: Review) -> None:
    publish(session, review, 1, minutes=1)
    other: Site = make_site(session, slug="other")
    assert entries.page(session, other.id, after=None, limit=5).items == ()
    found = feeds.find(session, "other")
    assert found is not None
    assert found.sequence == 0
    assert feeds.find(session, "nobody") is None


def test_an_unpublished_review_leaves_an_empty_tombstone(session: Session) -> None:
    staff = make_staff(session)
    review = make_review(session, status=Status.APPROVED, by=staff)
    published = entries.page(session, review.site_id, after=None, limit=5).items[0]
    decide(
        session,
        review,
        Outcome.UNPUBLISHED,
        seen_version=review.version,
        staff_id=staff.id,
    )
    assert entries.page(session, review.site_id, after=None, limit=5).items == ()
    lately = entries.removed_lately(session, review.site_id, limit=5)
    assert [each.id for each in lately] == [published.id]


@pytest.mark.parametrize("part", ["site", "name", "policy", "question", "base", "sequence"])
def test_an_etag_changes_with_everything_an_answer_depends_on(session: Session, part: str) -> None:
    site = make_site(session, slug="clinic")
    session.flush()
    feed = feeds.find(session, "clinic")
    assert feed is not None
    before = feeds.etag(feed, "asked", "https://balss.example")
    asked, base = "asked", "https://balss.example"
    if part == "site":
        feed = feeds.find(session, make_site(session, slug="hotel", name=site.name).slug)
    elif part == "name":
        site.name = "Another"
    elif part == "policy":
        site.policy = {"show_author": False}
    elif part == "question":
        asked = "something else"
    elif part == "base":
        base = "https://other.example"
    else:
        publish(session, make_review(session, site), 1, minutes=1)
    session.flush()
    if part != "site":
        feed = feeds.find(session, "clinic")
    assert feed is not None
    assert feeds.etag(feed, asked, base) != before


def test_pages_and_changes_are_read_from_an_index(session: Session, review: Review) -> None:
    if session.get_bind().dialect.name != "sqlite":
        return  # PostgreSQL plans by table size; `make bench` measures it there
    plan = session.execute(
        text(
            "EXPLAIN QUERY PLAN SELECT id FROM entry WHERE site_id = :site AND removed_at IS NULL"
            " AND (published_at, id) < (:at, :id)"
            " ORDER BY removed_at DESC, published_at DESC, id DESC LIMIT 51"
        ),
        {"site": review.site_id.hex, "at": "2026-01-01", "id": review.id.hex},
    ).all()
    assert "ix_entry_feed" in plan[0].detail
    assert not any("TEMP B-TREE" in row.detail for row in plan)
