"""What a site has approved before and how it words its own names: memory and glossary."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, Word, new_id, now


class Memory(Base):
    """One approved sentence with its approved translation, to be reused on the same site.

    Only sentences without any finding are remembered. The row goes with the review's approval,
    and with its segment on an erasure. `source_hash` is SHA-256 of the normalised source (see
    `moderation.translation.memory`); `length` counts its characters and narrows the search for
    near matches.
    """

    __tablename__ = "memory"
    __table_args__ = (
        UniqueConstraint("segment_id", "target_language"),
        Index("ix_memory_exact", "site_id", "source_language", "target_language", "source_hash"),
        Index("ix_memory_near", "site_id", "source_language", "target_language", "length"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    site_id: Mapped[UUID] = mapped_column(ForeignKey("site.id"))
    review_id: Mapped[UUID] = mapped_column(ForeignKey("review.id", ondelete="CASCADE"), index=True)
    segment_id: Mapped[UUID] = mapped_column(ForeignKey("segment.id", ondelete="CASCADE"))
    source_language: Mapped[str] = mapped_column(String(35))
    target_language: Mapped[str] = mapped_column(String(35))
    source_hash: Mapped[str] = mapped_column(String(64))
    length: Mapped[int]
    source: Mapped[str] = mapped_column(Text)
    target: Mapped[str] = mapped_column(Text)
    remembered_at: Mapped[datetime] = mapped_column(default=now)


class TermKind(Word):
    """What a glossary term names; names are looked for by their capital."""

    TERM = "term"
    STAFF = "staff"
    DEPARTMENT = "department"
    MEDICINE = "medicine"


class GlossaryTerm(Base):
    """A word or name of a site with the only English it may have.

    `language` is the base tag of the source ("ru", "lv"); `term` is in its dictionary form.
    """

    __tablename__ = "glossary_term"
    __table_args__ = (UniqueConstraint("site_id", "language", "term"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    site_id: Mapped[UUID] = mapped_column(ForeignKey("site.id"))
    language: Mapped[str] = mapped_column(String(8))
    term: Mapped[str] = mapped_column(String(200))
    english: Mapped[str] = mapped_column(String(200))
    kind: Mapped[TermKind] = mapped_column(default=TermKind.TERM)
    created_at: Mapped[datetime] = mapped_column(default=now)
