"""Several reviews ruled on, or taken, in one go."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, Word, new_id, now


class BulkKind(Word):
    """What was done to all of them."""

    APPROVED = "approved"
    REJECTED = "rejected"
    CLAIMED = "claimed"


class BulkAction(Base):
    """One press of a button over several reviews: what came of it, and how to take it back.

    `done` holds [review id, version afterwards] pairs; `left_out` holds [review id, why] pairs.
    It holds no review's text. `staff_id` pressed the button; `holder_id` is for whom the
    reviews were taken.
    """

    __tablename__ = "bulk_action"
    __table_args__ = (Index("ix_bulk_action_staff_id_at", "staff_id", "at"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    staff_id: Mapped[UUID] = mapped_column(ForeignKey("staff.id", ondelete="CASCADE"))
    holder_id: Mapped[UUID | None] = mapped_column(ForeignKey("staff.id", ondelete="SET NULL"))
    kind: Mapped[BulkKind]
    at: Mapped[datetime] = mapped_column(default=now)
    undone_at: Mapped[datetime | None]
    done: Mapped[list[Any]]
    left_out: Mapped[list[Any]]
