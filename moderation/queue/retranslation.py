"""Asking the worker to make drafts anew, where no person has touched them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import and_, exists, or_, select, update

from models import Due, Policy, Review, Segment, Site, Status, Translation
from moderation.audit import record
from moderation.target import ENGLISH

if TYPE_CHECKING:
    from collections.abc import Iterator
    from uuid import UUID

    from sqlalchemy import ColumnElement, Select
    from sqlalchemy.orm import Session

BATCH = 500  # reviews marked in one statement


def ask_again(session: Session, pack: str, *, actor: str, site: Site | None = None) -> int:
    """Mark the pending reviews that hold drafts of `pack`, such as "translate-ru_en"; count them.

    The worker then translates their sentences again, all but those that a person wrote or found
    right. Renditions count as drafts, and so do those that a review is without although its site
    wants the pack's language: the pack may be new.
    """
    waiting = select(Review.id).where(Review.status == Status.PENDING, Review.due.is_(None))
    if site is not None:
        waiting = waiting.where(Review.site_id == site.id)
    english = _ids(session, waiting.where(_has(_draft_of(pack), Translation.target == ENGLISH)))
    renditions = _ids(session, waiting.where(_has(_draft_of(pack), Translation.target != ENGLISH)))
    tag = pack.rpartition("_")[2]
    wanting = waiting.where(Review.site_id.in_(_wanting(session, tag)))
    missing = _ids(session, wanting.where(~_has(Translation.target == tag)))
    for part in _parts(renditions):
        segments = select(Segment.id).where(Segment.review_id.in_(part))
        session.execute(
            update(Translation)
            .where(Translation.segment_id.in_(segments), Translation.target != ENGLISH)
            .where(_draft_of(pack))
            .values(source_hash=None)
            .execution_options(synchronize_session=False)
        )
    _mark(session, english, Due.TRANSLATION)
    _mark(session, (renditions | missing) - english, Due.RENDITION)
    marked = english | renditions | missing
    subject = site.id if site else None
    record(
        session,
        actor=actor,
        tag="pack:retranslate",
        subject=subject,
        pack=pack,
        reviews=len(marked),
    )
    return len(marked)


def _ids(session: Session, query: Select[Any]) -> set[UUID]:
    return set(session.scalars(query))


def _parts(ids: set[UUID]) -> Iterator[list[UUID]]:
    ordered = sorted(ids)
    for start in range(0, len(ordered), BATCH):
        yield ordered[start : start + BATCH]


def _mark(session: Session, ids: set[UUID], due: Due) -> None:
    for part in _parts(ids):
        session.execute(
            update(Review)
            .where(Review.id.in_(part))
            .values(due=due, lease_until=None, lease_token=None)
            .execution_options(synchronize_session=False)
        )


def _wanting(session: Session, tag: str) -> list[UUID]:
    """Give the sites that want a language in their feed."""
    rows = session.execute(select(Site.id, Site.policy))
    return [key for key, policy in rows if tag in Policy.of(policy).feed_languages]


def _has(*conditions: ColumnElement[bool]) -> ColumnElement[bool]:
    """Match reviews of which a sentence has such a translation."""
    return (
        exists()
        .where(Segment.review_id == Review.id)
        .where(Translation.segment_id == Segment.id)
        .where(*conditions)
    )


def _draft_of(pack: str) -> ColumnElement[bool]:
    """Match drafts of a pack that no person has touched."""
    return and_(
        Translation.post_edited_at.is_(None), Translation.accepted_at.is_(None), _made_by(pack)
    )


def _made_by(pack: str) -> ColumnElement[bool]:
    """Match drafts of a pack, also where English stood between two packs."""
    return or_(
        Translation.pack == pack,
        Translation.pack.startswith(f"{pack}+", autoescape=True),
        Translation.pack.endswith(f"+{pack}", autoescape=True),
    )
