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

    def text_in(self, target: str | None) -> str:
        """Give one of the sentence's texts: the author's own for None, "" for a missing one."""
        if target is None:
            return self.text
        translation = self.translation(target)
        return translation.text if translation else ""

    def marked(self, target: str | None) -> list[Finding]:
        """Give the findings in one of the sentence's texts, in order: the author's own for None."""
        found = (each for each in self.findings if each.target == target)
        return sorted(found, key=lambda each: each.start)


class Translation(Base):
    """The target text now standing for one segment: a draft, or a person's post-edit of it.

    `draft` is the machine's text and is kept when a person edits, so that the difference can
    be shown and measured. It is null where a person translated from nothing. `pack` is null
    where no machine worked: the sentence was in the target language already. `accepted_at` is
    set when a person has read a draft and found it right; it goes when the text changes.

    Beside the English a segment has a translation for each further language of the site's feed: its
    renditions. `source_hash` is SHA-256 of the English a rendition was made of, or was last read
    against by a person, normalised (see `moderation.translation.memory`); where other English
    stands by now, it is out of date. Null for English, and for a draft that is to be made anew.
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
    source_hash: Mapped[str | None] = mapped_column(String(64))
    post_edited_by: Mapped[UUID | None] = mapped_column(ForeignKey("staff.id", ondelete="SET NULL"))
    post_edited_at: Mapped[datetime | None]
    accepted_by: Mapped[UUID | None] = mapped_column(ForeignKey("staff.id", ondelete="SET NULL"))
    accepted_at: Mapped[datetime | None]

    segment: Mapped[Segment] = relationship(back_populates="translations")
