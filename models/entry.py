"""What feeds serve."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, new_id, now


class Entry(Base):
    """An immutable snapshot of exactly what was approved, or the tombstone left of it.

    Feeds read nothing else. `content` maps a language tag to the approved text in it. On
    removal the content and the author are destroyed and `removed_at` is set: what remains is
    the tombstone. `sequence` rises within a site with every publication and removal, so that
    a mirror can ask for what changed after the last one it saw.
    """

    __tablename__ = "entry"
    __table_args__ = (
        UniqueConstraint("site_id", "sequence"),
        Index("ix_entry_feed", "site_id", "removed_at", "published_at", "id"),
        # The same order under a filter of the listing.
        Index("ix_entry_rating", "site_id", "removed_at", "rating", "published_at", "id"),
        Index(
            "ix_entry_language", "site_id", "removed_at", "source_language", "published_at", "id"
        ),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    site_id: Mapped[UUID] = mapped_column(ForeignKey("site.id"))
    review_id: Mapped[UUID] = mapped_column(ForeignKey("review.id"), index=True)
    decision_id: Mapped[UUID] = mapped_column(ForeignKey("decision.id"))
    sequence: Mapped[int]
    published_at: Mapped[datetime] = mapped_column(default=now)
    removed_at: Mapped[datetime | None]
    source_language: Mapped[str] = mapped_column(String(35))
    content: Mapped[dict[str, Any]]
    author: Mapped[str | None] = mapped_column(String(200))
    rating: Mapped[int | None]
    written_on: Mapped[str | None] = mapped_column(String(10))
    provenance: Mapped[dict[str, Any]]
