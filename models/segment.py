"""Sentences of a review and their translations."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from sqlalchemy import ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.base import Base, new_id

if TYPE_CHECKING:
    from models.finding import Finding
    from models.review import Review


class Segment(Base):
    """One sentence: `review.original[start:end]`, in code points.

    What lies between segments (white space, line breaks) is read from the original, so that
    segments joined with their separators give the text back exactly.
    """

    __tablename__ = "segment"
    __table_args__ = (UniqueConstraint("review_id", "position"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    review_id: Mapped[UUID] = mapped_column(ForeignKey("review.id"))
    position: Mapped[int]
    start: Mapped[int]
    end: Mapped[int]
    language: Mapped[str] = mapped_column(String(35))
    probability: Mapped[float]
    evidence: Mapped[list[Any]] = mapped_column(default=list)  # [code, detail] pairs
    language_set_by: Mapped[UUID | None] = mapped_column(
        ForeignKey("staff.id", ondelete="SET NULL")
    )
    language_set_at: Mapped[datetime | None]
    reader: Mapped[str | None] = mapped_column(String(16))  # the version that read the language

    review: Mapped[Review] = relationship(back_populates="segments")
    translations: Mapped[list[Translation]] = relationship(
        back_populates="segment", cascade="all, delete-orphan"
    )
    findings: Mapped[list[Finding]] = relationship(
        back_populates="segment", order_by="Finding.start", cascade="all, delete-orphan"
    )

    @property
    def text(self) -> str:
        """The sentence as the author wrote it."""
        return self.review.original[self.start : self.end]

    def translation(self, target: str = "en") -> Translation | None:
        """Give the standing translation into `target`, if there is one."""
        return next((each for each in self.translations if each.target == target), None)


class Translation(Base):
    """The target text now standing for one segment: a draft, or a person's post-edit of it.

    `draft` is the machine's text and is kept when a person edits, so that the difference can
    be shown and measured. It is null where a person translated from nothing. `pack` is null
    where no machine worked: the sentence was in the target language already. `accepted_at` is
    set when a person has read a draft and found it right; it goes when the text changes.
    """

    __tablename__ = "translation"
    __table_args__ = (UniqueConstraint("segment_id", "target"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    segment_id: Mapped[UUID] = mapped_column(ForeignKey("segment.id"))
    target: Mapped[str] = mapped_column(String(35))
    text: Mapped[str] = mapped_column(Text)
    draft: Mapped[str | None] = mapped_column(Text)
    pack: Mapped[str | None] = mapped_column(String(64))
    pack_version: Mapped[str | None] = mapped_column(String(32))
    score: Mapped[float | None]
    post_edited_by: Mapped[UUID | None] = mapped_column(ForeignKey("staff.id", ondelete="SET NULL"))
    post_edited_at: Mapped[datetime | None]
    accepted_by: Mapped[UUID | None] = mapped_column(ForeignKey("staff.id", ondelete="SET NULL"))
    accepted_at: Mapped[datetime | None]

    segment: Mapped[Segment] = relationship(back_populates="translations")
