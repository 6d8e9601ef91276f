"""Text that a moderator has typed and not saved yet."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, now


class UnsavedEdit(Base):
    """One moderator's words for one sentence, kept while they type so that nothing is lost.

    Not part of the review: no preview, no entry and no colleague sees it. `seen` is the digest
    of the text it was typed over; where another text stands by now, the two are a conflict
    for the moderator to decide. Gone with the save, with the ruling, and with the review.
    `target` is the language typed in: English, or that of a rendition.
    """

    __tablename__ = "unsaved_edit"
    __table_args__ = (Index("ix_unsaved_edit_staff_id", "staff_id"),)

    review_id: Mapped[UUID] = mapped_column(
        ForeignKey("review.id", ondelete="CASCADE"), primary_key=True
    )
    staff_id: Mapped[UUID] = mapped_column(
        ForeignKey("staff.id", ondelete="CASCADE"), primary_key=True
    )
    position: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    target: Mapped[str] = mapped_column(String(35), primary_key=True, default="en")
    text: Mapped[str] = mapped_column(Text)
    seen: Mapped[str] = mapped_column(String(16))
    kept_at: Mapped[datetime] = mapped_column(default=now)
