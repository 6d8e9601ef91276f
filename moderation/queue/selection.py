"""Which reviews somebody wants to see: a choice that reads as a link and as a query."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from sqlalchemy import exists, false, func, literal, select

from models import Claim, Review, ReviewFlag, Status, now

if TYPE_CHECKING:
    from uuid import UUID

    from sqlalchemy import ColumnElement, ScalarSelect
    from sqlalchemy.orm import Session

RISKY = 1  # the last rank that is called risky: a risk of a half or more
BY_ID = "sqlite_autoindex_review_1"  # how SQLite calls the index of the primary key
FEW = 1_000  # reviews under a flag up to which they are looked up by it, not met on the way


class Need(StrEnum):
    """What sets some reviews apart from the rest of the queue."""

    LANGUAGE = "language"  # a sentence in no known language
    TRANSLATION = "translation"  # a sentence without English
    RISKY = "risky"
    HEALTH = "health"  # somebody's health is marked, and the mark is open
    MINE = "mine"  # claimed by whoever asks


@dataclass(frozen=True, slots=True)
class Selection:
    """A choice of reviews. `status` None means every status, which only a search may ask for."""

    status: Status | None = Status.PENDING
    site_id: UUID | None = None
    language: str | None = None
    need: Need | None = None
    flag: str | None = None
    rating: int | None = None
    oldest: bool = False  # by age alone, not by risk

    @property
    def plain(self) -> bool:
        """Whether nothing but the status is chosen."""
        return not (self.site_id or self.language or self.need or self.flag or self.rating)


@dataclass(frozen=True, slots=True)
class Terms:
    """What a review must meet, and by which index SQLite finds it: it keeps no statistics."""

    conditions: tuple[ColumnElement[bool], ...]
    index: str | None = None

    def applied(self, query: Any) -> Any:  # noqa: ANN401 - of any columns
        """Narrow a query on reviews."""
        narrowed = query.where(*self.conditions)
        if self.index is None:
            return narrowed
        return narrowed.with_hint(Review, f"INDEXED BY {self.index}", "sqlite")


def terms(session: Session, chosen: Selection, viewer: UUID) -> Terms:
    """Give what a review must meet to be among the chosen, as `viewer` sees them."""
    found: list[ColumnElement[bool]] = []
    index = None
    if chosen.status is not None:
        found.append(Review.status == chosen.status)
    if chosen.site_id is not None:
        found.append(Review.site_id == chosen.site_id)
    if chosen.language is not None:
        found.append(Review.language == chosen.language)
    if chosen.rating is not None:
        found.append(Review.rating == chosen.rating)
    if chosen.need is not None:
        condition, index = _needs(session, chosen.need, viewer)
        found.append(condition)
    if chosen.flag is not None:
        condition, by_id = _flagged(session, chosen.flag)
        found.append(condition)
        index = by_id or index
    return Terms(tuple(found), index)


def number(wanted: Terms, most: int) -> ScalarSelect[int]:
    """Count the reviews that meet terms, up to `most` + 1: no count walks a whole table."""
    some = wanted.applied(select(literal(1)).select_from(Review)).limit(most + 1).subquery()
    return select(func.count()).select_from(some).scalar_subquery()


def _needs(session: Session, need: Need, viewer: UUID) -> tuple[ColumnElement[bool], str | None]:
    match need:
        case Need.LANGUAGE:
            return Review.wants_language.expression, "ix_review_wants_language"
        case Need.TRANSLATION:
            return Review.wants_translation.expression, "ix_review_wants_translation"
        case Need.HEALTH:
            return Review.health.expression, "ix_review_health"
        case Need.RISKY:
            return Review.risk_rank <= RISKY, None
        case Need.MINE:
            held = select(Claim.review_id).where(Claim.staff_id == viewer, Claim.until > now())
            return Review.id.in_(session.scalars(held.limit(FEW)).all()), BY_ID


def _flagged(session: Session, code: str) -> tuple[ColumnElement[bool], str | None]:
    """Match reviews under a flag: a rare one is looked up first, a common one met soon enough."""
    under = select(ReviewFlag.review_id).where(ReviewFlag.code == code)
    ids = session.scalars(under.limit(FEW + 1)).all()
    if not ids:
        return false(), None
    if len(ids) <= FEW:
        return Review.id.in_(set(ids)), BY_ID
    return exists().where(ReviewFlag.review_id == Review.id, ReviewFlag.code == code), None
