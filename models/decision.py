"""Rulings on reviews."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, Word, new_id, now


class Outcome(Word):
    """What was ruled."""

    APPROVED = "approved"
    REJECTED = "rejected"
    RETURNED = "returned"
    UNPUBLISHED = "unpublished"
    WITHDRAWN = "withdrawn"


class Decision(Base):
    """One ruling on one review. Rows are added, never changed or deleted; erasure takes the reason.

    The newest row stands, so an approval is undone by a further row. A null `staff_id` means
    the author or the system ruled, or the account is gone: it is SET NULL, never CASCADE, so
    the record outlives the person's account.
    """

    __tablename__ = "decision"
    __table_args__ = (Index("ix_decision_decided_at", "decided_at"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    review_id: Mapped[UUID] = mapped_column(ForeignKey("review.id"), index=True)
    staff_id: Mapped[UUID | None] = mapped_column(ForeignKey("staff.id", ondelete="SET NULL"))
    outcome: Mapped[Outcome]
    reason: Mapped[str | None] = mapped_column(String(1000))  # shown to staff, never published
    seen_version: Mapped[int]
    decided_at: Mapped[datetime] = mapped_column(default=now)
