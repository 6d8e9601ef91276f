"""Asking the worker to make drafts anew, where no person has touched them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import exists, or_, select, update

from models import Due, Review, Segment, Status, Translation
from moderation.audit import record
from moderation.target import ENGLISH

if TYPE_CHECKING:
    from sqlalchemy import ColumnElement
    from sqlalchemy.orm import Session

    from models import Site

BATCH = 500  # reviews marked in one statement


def ask_again(session: Session, pack: str, *, actor: str, site: Site | None = None) -> int:
    """Mark the pending reviews that hold drafts of `pack`, such as "translate-ru_en"; count them.

    The worker then translates their sentences again, all but those that a person wrote or found
    right.
    """
    query = (
        select(Review.id)
        .where(
            Review.status == Status.PENDING,
            Review.due.is_(None),
            exists()
            .where(Segment.review_id == Review.id)
            .where(Translation.segment_id == Segment.id, Translation.target == ENGLISH)
            .where(Translation.post_edited_at.is_(None), Translation.accepted_at.is_(None))
            .where(_made_by(pack)),
        )
        .order_by(Review.id)
    )
    if site is not None:
        query = query.where(Review.site_id == site.id)
    ids = session.scalars(query).all()
    for start in range(0, len(ids), BATCH):
        session.execute(
            update(Review)
            .where(Review.id.in_(ids[start : start + BATCH]))
            .values(due=Due.TRANSLATION, lease_until=None, lease_token=None)
            .execution_options(synchronize_session=False)
        )
    subject = site.id if site else None
    record(
        session, actor=actor, tag="pack:retranslate", subject=subject, pack=pack, reviews=len(ids)
    )
    return len(ids)


def _made_by(pack: str) -> ColumnElement[bool]:
    """Match drafts of a pack, also where English stood between two packs."""
    return or_(
        Translation.pack == pack,
        Translation.pack.startswith(f"{pack}+", autoescape=True),
        Translation.pack.endswith(f"+{pack}", autoescape=True),
    )
