"""What staff said a sentence's language is, beside what the machine had said."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, new_id, now


class LanguageCorrection(Base):
    """One sentence whose language a person set otherwise than the machine had read it.

    Evidence for measuring the reader of languages; it holds no text. `start` and `end` are code
    points into the review's original, so that the words can be looked up while they exist. The
    machine's tag, probability and version stay as they first were when a person changes their
    mind; the person's tag is the newest.
    """

    __tablename__ = "language_correction"
    __table_args__ = (UniqueConstraint("review_id", "start", "end"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    review_id: Mapped[UUID] = mapped_column(ForeignKey("review.id", ondelete="CASCADE"))
    start: Mapped[int]
    end: Mapped[int]
    read_as: Mapped[str] = mapped_column(String(35))  # BCP 47, as the machine had it
    read_probability: Mapped[float]
    read_evidence: Mapped[list[Any]] = mapped_column(default=list)  # codes; details hold words
    reader: Mapped[str | None] = mapped_column(String(16))  # moderation.language.version()
    corrected_to: Mapped[str] = mapped_column(String(35))
    corrected_by: Mapped[UUID | None] = mapped_column(ForeignKey("staff.id", ondelete="SET NULL"))
    corrected_at: Mapped[datetime] = mapped_column(default=now)
