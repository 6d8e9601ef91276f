from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import event, select

from models import Review, Status, new_id, now
from moderation.queue import claims, order, views
from moderation.queue.order import Place
from moderation.queue.selection import Need, Selection
from moderation.queue.views import Count, ViewError
from tests.factories import make_review, make_site, make_staff

if TYPE_CHECKING:
    from uuid import UUID

    from sqlalchemy.orm import Session

    from models import Site, Staff
    from moderation.database import Database


@pytest.fixture
def anna(session: Session) -> Staff:
    return make_staff(session)


@pytest.fixture
def site(session: Session) -> Site:
    return make_site(session)


def named(session: Session, site: Site, name: str, **columns: object) -> Review:
    hours = columns.pop("hours", 1)
    assert isinstance(hours, int)
    return make_review(
        session,
        site,
        segments=[("lv", name, "x")],
        received_at=now() - timedelta(hours=hours),
        **columns,  # type: ignore[arg-type]
    )


def listed(session: Session, chosen: Selection, viewer: UUID) -> list[str]:
    session.flush()
    return [each.original for each in order.page(session, chosen, viewer=viewer).reviews]


def test_the_riskiest_come_first_and_among_them_the_oldest(
    session: Session, site: Site, anna: Staff
) -> None:
    named(session, site, "calm old", risk=0.0, hours=90)
    named(session, site, "risky new", risk=0.9, hours=1)
    named(session, site, "risky old", risk=0.85, hours=5)
    named(session, site, "doubtful", risk=0.5, hours=2)

    assert listed(session, Selection(), anna.id) == [
        "risky old",
        "risky new",
        "doubtful",
        "calm old",
    ]
    assert listed(session, Selection(oldest=True), anna.id) == [
        "calm old",
        "risky old",
        "doubtful",
        "risky new",
    ]


@pytest.mark.parametrize("oldest", [False, True])
def test_pages_lead_there_and_back_without_a_gap(
    session: Session, site: Site, anna: Staff, oldest: bool
) -> None:
    moment = now()
    for number in range(23):  # many of the very same age: the id decides
        named(session, site, f"{number}", risk=number % 3 / 2)
        session.flush()
    for review in session.scalars(select(Review)):
        review.received_at = moment - timedelta(minutes=int(review.original) // 4)
    chosen = Selection(oldest=oldest)
    everything = order.page(session, chosen, viewer=anna.id, limit=50).reviews

    there, place = [], None
    while True:
        page = order.page(session, chosen, viewer=anna.id, after=place, limit=5)
        there += page.reviews
        assert page.earlier is (place is not None)
        if not page.later:
            break
        place = Place.of(page.reviews[-1])
    back, place = list(page.reviews), Place.of(page.reviews[0])
    while True:
        page = order.page(session, chosen, viewer=anna.id, before=place, limit=5)
        assert page.later
        back = [*page.reviews, *back]
        if not page.earlier:
            break
        place = Place.of(page.reviews[0])

    assert there == list(everything)
    assert back == list(everything)


def test_going_on_follows_the_queue_and_passes_over_what_a_colleague_holds(
    session: Session, site: Site, anna: Staff
) -> None:
    calm = named(session, site, "calm", risk=0.0, hours=9)
    risky = named(session, site, "risky", risk=0.9)
    held = named(session, site, "held", risk=0.6)
    claims.claim(session, held, make_staff(session).id)

    assert order.next_after(session, risky, viewer=anna.id) == calm.id
    assert order.next_after(session, calm, viewer=anna.id) == risky.id
    assert order.previous_to(session, calm) == held.id
    assert order.previous_to(session, risky) is None


def test_each_list_holds_what_its_name_says(session: Session, site: Site, anna: Staff) -> None:
    named(session, site, "calm")
    named(session, site, "risky", risk=0.5)
    make_review(session, site, segments=[("und", "unknown", "x")])
    make_review(session, site, segments=[("lv", "untranslated", None)])
    make_review(session, site, segments=[("lv", "ill", "x")], findings=[("health", "ill")])
    mine, theirs = named(session, site, "mine"), named(session, site, "theirs")
    claims.claim(session, mine, anna.id)
    claims.claim(session, theirs, make_staff(session).id)

    assert listed(session, Selection(need=Need.LANGUAGE), anna.id) == ["unknown"]
    assert listed(session, Selection(need=Need.TRANSLATION), anna.id) == ["untranslated"]
    assert listed(session, Selection(need=Need.RISKY), anna.id) == ["risky"]
    assert listed(session, Selection(need=Need.HEALTH), anna.id) == ["ill"]
    assert listed(session, Selection(need=Need.MINE), anna.id) == ["mine"]
    choices = [Selection(need=need) for need in Need] + [Selection()]
    assert [each.number for each in views.counts(session, choices, anna.id)] == [1, 1, 1, 1, 1, 7]


def test_lists_narrow_by_site_language_flag_and_rating(
    session: Session, site: Site, anna: Staff, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = make_site(session)
    flagged = [("translation", "low_score", "")]
    make_review(session, other, segments=[("ru", "other", "x")], flags=flagged, rating=2)
    make_review(session, site, segments=[("lv", "here", "x")], rating=5)
    make_review(session, site, segments=[("lv", "flagged", "x")], flags=flagged)

    for common in (False, True):  # a flag many reviews carry is asked for in another way
        if common:
            monkeypatch.setattr("moderation.queue.selection.FEW", 1)
        assert set(listed(session, Selection(flag="low_score"), anna.id)) == {"other", "flagged"}
        chosen = Selection(flag="low_score", site_id=site.id)
        assert listed(session, chosen, anna.id) == ["flagged"]
    assert listed(session, Selection(flag="no_such"), anna.id) == []
    assert listed(session, Selection(site_id=other.id), anna.id) == ["other"]
    assert listed(session, Selection(language="ru"), anna.id) == ["other"]
    assert listed(session, Selection(rating=5), anna.id) == ["here"]
    assert listed(session, Selection(status=Status.REJECTED), anna.id) == []


def test_a_count_stops_and_says_that_there_are_more(
    session: Session, site: Site, anna: Staff
) -> None:
    for _ in range(5):
        named(session, site, "x")
    session.flush()

    assert views.counts(session, [Selection()], anna.id, most=3) == [Count(3, more=True)]
    assert views.counts(session, [Selection()], anna.id, most=5) == [Count(5, more=False)]
    assert str(views.pending(session, most=4)) == "4+"
    assert str(views.pending(session, most=1_000)) == "5"


def test_languages_are_those_that_wait(session: Session, site: Site) -> None:
    for tag in ("ru", "lv", "ru", "et"):
        make_review(session, site, segments=[(tag, "x", "x")])
    make_review(session, site, segments=[("fi", "x", "x")], status=Status.REJECTED)

    assert views.languages(session, Status.PENDING) == ["et", "lv", "ru"]
    assert views.languages(session, Status.REJECTED) == ["fi"]
    assert views.languages(session, Status.APPROVED) == []


def test_facets_count_within_what_is_chosen(
    session: Session, site: Site, anna: Staff, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = make_site(session)
    two = [("translation", "low_score", ""), ("translation", "low_score", "again")]
    make_review(session, site, segments=[("lv", "a", "x")], flags=two, rating=5)
    make_review(session, site, segments=[("lv", "b", "x")], rating=5)
    make_review(session, other, segments=[("ru", "c", "x")], rating=1)

    found = views.facets(session, Selection(), anna.id)
    assert found.languages == {"lv": 2, "ru": 1}
    assert found.sites == {site.id: 2, other.id: 1}
    assert found.ratings == {1: 1, 5: 2}
    assert found.flags == {"low_score": 1}
    assert found.all_seen

    found = views.facets(session, Selection(site_id=other.id), anna.id)
    assert found.languages == {"ru": 1}
    assert found.flags == {}

    monkeypatch.setattr(views, "FACETED", 2)
    found = views.facets(session, Selection(), anna.id)
    assert (found.looked_at, found.all_seen) == (2, False)


def test_a_person_keeps_lists_of_her_own(session: Session, anna: Staff) -> None:
    boris = make_staff(session)
    kept = views.save(session, anna.id, "  My   list ", {"language": "lv"})
    views.save(session, boris.id, "My list", {})

    assert [each.name for each in views.saved(session, anna.id)] == ["My list"]
    with pytest.raises(ViewError, match="name_taken"):
        views.save(session, anna.id, "My list", {})
    with pytest.raises(ViewError, match="no_name"):
        views.save(session, anna.id, "   ", {})
    views.forget(session, boris.id, kept.id)
    assert len(views.saved(session, anna.id)) == 1
    views.forget(session, anna.id, kept.id)
    assert not views.saved(session, anna.id)


def test_nobody_keeps_lists_without_end(
    session: Session, anna: Staff, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(views, "MOST_SAVED", 1)
    views.save(session, anna.id, "One", {})

    with pytest.raises(ViewError, match="too_many"):
        views.save(session, anna.id, "Two", {})


OWN_INDEX = {
    Need.LANGUAGE: "ix_review_wants_language",
    Need.TRANSLATION: "ix_review_wants_translation",
    Need.HEALTH: "ix_review_health",
}
CHOICES = [
    Selection(),
    Selection(oldest=True),
    Selection(need=Need.LANGUAGE),
    Selection(need=Need.TRANSLATION),
    Selection(need=Need.HEALTH),
    Selection(need=Need.RISKY),
    Selection(language="lv"),
    Selection(status=Status.APPROVED),
]


@pytest.mark.parametrize("chosen", CHOICES, ids=repr)
@pytest.mark.parametrize("deep", [False, True])
def test_every_list_walks_an_index_and_sorts_nothing(
    sqlite_database: Database, chosen: Selection, deep: bool
) -> None:
    """What SQLite means to do: no sorting, and no table or index gone through as a whole."""
    with sqlite_database.reading() as session, _plans(session) as plans:
        staff = new_id()
        place = Place(1, now(), staff) if deep else None
        order.page(session, chosen, viewer=staff, after=place)
        order.page(session, chosen, viewer=staff, before=place)
        views.counts(session, [chosen], staff)

    assert plans
    for plan in plans:
        assert "TEMP B-TREE" not in plan, plan
        assert "SCAN review" not in plan, plan
        if chosen.need in OWN_INDEX:
            assert OWN_INDEX[chosen.need] in plan, plan


class _plans:  # noqa: N801 - reads as a function where it is used
    """Gather how SQLite means to answer each query on reviews."""

    def __init__(self, session: Session) -> None:
        self._engine = session.get_bind()
        self._found: list[str] = []

    def __enter__(self) -> list[str]:
        event.listen(self._engine, "before_cursor_execute", self._explain)
        return self._found

    def __exit__(self, *_: object) -> None:
        event.remove(self._engine, "before_cursor_execute", self._explain)

    def _explain(
        self, _connection: object, cursor: object, statement: str, given: object, *_: object
    ) -> None:
        if "FROM review" in statement:
            rows = cursor.connection.execute(f"EXPLAIN QUERY PLAN {statement}", given)  # type: ignore[attr-defined]
            self._found.append("\n".join(row[3] for row in rows))
