"""Who is looking at which review."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, now


class Claim(Base):
    """A moderator's expiring hold on one review: a courtesy to colleagues, never a lock.

    A review has one row at most. A row whose `until` has passed holds nothing; the next claim
    writes over it.
    """

    __tablename__ = "claim"
    __table_args__ = (Index("ix_claim_staff_id_until", "staff_id", "until"),)

    review_id: Mapped[UUID] = mapped_column(
        ForeignKey("review.id", ondelete="CASCADE"), primary_key=True
    )
    staff_id: Mapped[UUID] = mapped_column(ForeignKey("staff.id", ondelete="CASCADE"))
    since: Mapped[datetime] = mapped_column(default=now)
    until: Mapped[datetime]
