"""The queue's lists: those that everybody has, and those that a person keeps for herself."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from sqlalchemy import delete, func, select
from sqlalchemy.exc import IntegrityError

from models import Review, ReviewFlag, SavedView, Status
from moderation.queue.selection import Selection, Terms, number, terms

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from uuid import UUID

    from sqlalchemy.orm import Session

Key = TypeVar("Key")
COUNTED = 100  # beyond this a count says "100+"
FACETED = 1_000  # so many of a choice are looked at for what it could be narrowed by
LANGUAGES = 12  # languages listed at most
MOST_SAVED = 20
LONGEST_NAME = 60


class ViewError(ValueError):
    """A list that cannot be kept; `code` says why."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, slots=True)
class Count:
    """A number of reviews; `more` where there are further ones beyond it."""

    number: int
    more: bool = False

    def __str__(self) -> str:
        return f"{self.number:,}+" if self.more else f"{self.number:,}"

    def __bool__(self) -> bool:
        return self.number > 0


@dataclass(frozen=True, slots=True)
class Facets:
    """What a choice could be narrowed by, the most frequent first.

    Counted among the first `looked_at` of the chosen; `all_seen` tells whether those are all.
    """

    languages: dict[str, int]
    sites: dict[UUID, int]
    ratings: dict[int, int]
    flags: dict[str, int]
    looked_at: int
    all_seen: bool


def counts(
    session: Session, choices: Sequence[Selection], viewer: UUID, *, most: int = COUNTED
) -> list[Count]:
    """Count several choices in one query, each up to `most`."""
    if not choices:
        return []
    columns = [
        number(terms(session, each, viewer), most).label(f"choice_{index}")
        for index, each in enumerate(choices)
    ]
    found = session.execute(select(*columns)).one()
    return [Count(min(each, most), each > most) for each in found]


def pending(session: Session, *, most: int) -> Count:
    """Count the reviews that wait, up to `most`."""
    found = session.scalar(select(number(Terms((Review.status == Status.PENDING,)), most))) or 0
    return Count(min(found, most), found > most)


def languages(session: Session, status: Status) -> list[str]:
    """Give the languages of the reviews of one status, by stepping from one to the next."""
    least = select(func.min(Review.language).label("tag")).where(Review.status == status)
    steps = least.cte("tags", recursive=True)
    further = (
        select(func.min(Review.language))
        .where(Review.status == status, Review.language > steps.c.tag)
        .scalar_subquery()
    )
    steps = steps.union_all(select(further).where(steps.c.tag.is_not(None)))
    query = select(steps.c.tag).where(steps.c.tag.is_not(None)).limit(LANGUAGES)
    return list(session.scalars(query))


def facets(session: Session, chosen: Selection, viewer: UUID) -> Facets:
    """Count what the chosen reviews could be narrowed by, among the first of them."""
    order = (Review.received_at,) if chosen.oldest else (Review.risk_rank, Review.received_at)
    some = (
        terms(session, chosen, viewer)
        .applied(select(Review.id, Review.language, Review.site_id, Review.rating))
        .order_by(*order, Review.id)
        .limit(FACETED + 1)
    ).subquery()
    found = session.execute(select(some)).all()
    seen = found[:FACETED]
    flags = (
        select(ReviewFlag.code, func.count(func.distinct(ReviewFlag.review_id)))
        .where(ReviewFlag.review_id.in_(select(some.c.id)))
        .group_by(ReviewFlag.code)
    )
    return Facets(
        languages=_tally([row.language for row in seen]),
        sites=_tally([row.site_id for row in seen]),
        ratings=dict(sorted(_tally([row.rating for row in seen if row.rating]).items())),
        flags=dict(
            sorted(((code, count) for code, count in session.execute(flags)), key=_frequent)
        ),
        looked_at=len(seen),
        all_seen=len(found) <= FACETED,
    )


def saved(session: Session, staff_id: UUID) -> Sequence[SavedView]:
    """Give what somebody keeps, by name."""
    return session.scalars(
        select(SavedView).where(SavedView.staff_id == staff_id).order_by(SavedView.name)
    ).all()


def save(session: Session, staff_id: UUID, name: str, filters: Mapping[str, str]) -> SavedView:
    """Keep a list under a name. Raises ViewError: no name, one that is taken, too many lists."""
    name = " ".join(name.split())[:LONGEST_NAME]
    if not name:
        raise ViewError("no_name")
    if len(saved(session, staff_id)) >= MOST_SAVED:
        raise ViewError("too_many")
    kept = SavedView(staff_id=staff_id, name=name, filters=dict(filters))
    try:
        with session.begin_nested():
            session.add(kept)
    except IntegrityError as error:
        raise ViewError("name_taken") from error
    return kept


def forget(session: Session, staff_id: UUID, view_id: UUID) -> None:
    """Let go of one of one's own lists; somebody else's stays."""
    session.execute(
        delete(SavedView).where(SavedView.id == view_id, SavedView.staff_id == staff_id)
    )


def _tally(keys: Sequence[Key]) -> dict[Key, int]:
    counted: dict[Key, int] = {}
    for each in keys:
        counted[each] = counted.get(each, 0) + 1
    return dict(sorted(counted.items(), key=_frequent))


def _frequent(pair: tuple[object, int]) -> tuple[int, str]:
    return -pair[1], str(pair[0])
