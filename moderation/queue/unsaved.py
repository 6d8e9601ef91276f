"""What moderators have typed and not saved: kept for them, and for nobody else.

A review's text never comes from here. A save or a ruling makes it part of the review or lets it
go.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, NamedTuple, Self

from sqlalchemy import delete, select, tuple_

from models import UnsavedEdit, now

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from uuid import UUID

    from sqlalchemy.orm import Session

    from models import Review


class Place(NamedTuple):
    """A box to type in: the language of its text, and its sentence."""

    target: str
    position: int

    @classmethod
    def of(cls, row: UnsavedEdit) -> Self:
        """Give the box that a row was typed in."""
        return cls(row.target, row.position)


def typed(session: Session, review_id: UUID, staff_id: UUID) -> Sequence[UnsavedEdit]:
    """Give what somebody has typed for a review and not saved, by sentence."""
    return session.scalars(
        select(UnsavedEdit)
        .where(UnsavedEdit.review_id == review_id, UnsavedEdit.staff_id == staff_id)
        .order_by(UnsavedEdit.position, UnsavedEdit.target)
    ).all()


def keep(
    session: Session, review: Review, staff_id: UUID, texts: Mapping[Place, tuple[str, str]]
) -> None:
    """Keep what was typed: for each box its text, and the digest of what it was typed over."""
    known = {Place.of(each): each for each in typed(session, review.id, staff_id)}
    for place, (text, seen) in texts.items():
        row = known.get(place)
        if row is None:
            row = UnsavedEdit(review_id=review.id, staff_id=staff_id, **place._asdict())
            session.add(row)
        row.text = text
        row.seen = seen
        row.kept_at = now()
    session.flush()


def drop(session: Session, review_id: UUID, staff_id: UUID, places: Iterable[Place]) -> None:
    """Let go of what somebody had typed in some boxes."""
    session.execute(
        delete(UnsavedEdit).where(
            UnsavedEdit.review_id == review_id,
            UnsavedEdit.staff_id == staff_id,
            tuple_(UnsavedEdit.target, UnsavedEdit.position).in_(list(places)),
        )
    )


def drop_all(session: Session, review_id: UUID) -> None:
    """Let go of what anybody had typed for a review: it is ruled on, or erased."""
    session.execute(delete(UnsavedEdit).where(UnsavedEdit.review_id == review_id))


def normalised(text: str) -> str:
    """Give a text as it stands in the database: browsers send CR LF for a line's end."""
    return text.replace("\r\n", "\n").replace("\r", "\n").strip()


def digest(text: str) -> str:
    """Give a short fingerprint of a text, the same for a browser's form of it."""
    return hashlib.sha256(normalised(text).encode("utf-8", "replace")).hexdigest()[:16]
