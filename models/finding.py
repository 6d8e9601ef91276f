"""What the stages noticed: flags on a review, findings in its texts."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.base import Base, Word, new_id

if TYPE_CHECKING:
    from models.review import Review
    from models.segment import Segment


class Side(Word):
    """Which of the two texts of a segment a finding stands in."""

    SOURCE = "source"
    TRANSLATION = "translation"


class Resolution(Word):
    """What a moderator made of a finding."""

    OPEN = "open"
    REDACTED = "redacted"
    DISMISSED = "dismissed"


class Finding(Base):
    """A span that may identify somebody.

    Offsets are code points into the segment's own text (source side, `target` null) or its
    translation into `target`.
    `mirror_of` links a finding in a translation to the one in the source it repeats, so that
    one click settles both. `replacement` is what will be published in its place, `style` how it
    was chosen, so that it can be worded anew when the review changes. `dismissal_id` names the
    remembered dismissal that settled it without asking.
    """

    __tablename__ = "finding"
    __table_args__ = (CheckConstraint('start >= 0 AND "end" > start', name="span"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    segment_id: Mapped[UUID] = mapped_column(ForeignKey("segment.id"), index=True)
    side: Mapped[Side]
    target: Mapped[str | None] = mapped_column(String(35))  # the translation's language
    kind: Mapped[str] = mapped_column(String(32))
    start: Mapped[int]
    end: Mapped[int]
    score: Mapped[float]
    why: Mapped[str] = mapped_column(String(64))
    detail: Mapped[str] = mapped_column(String(200), default="")
    resolution: Mapped[Resolution] = mapped_column(default=Resolution.OPEN)
    replacement: Mapped[str | None] = mapped_column(String(200))
    style: Mapped[str | None] = mapped_column(String(16))  # one of moderation.privacy.STYLES
    dismissal_id: Mapped[UUID | None] = mapped_column(
        ForeignKey("dismissal.id", ondelete="SET NULL"), index=True
    )
    mirror_of: Mapped[UUID | None] = mapped_column(ForeignKey("finding.id", ondelete="SET NULL"))
    added_by: Mapped[UUID | None] = mapped_column(ForeignKey("staff.id", ondelete="SET NULL"))

    segment: Mapped[Segment] = relationship(back_populates="findings")


class ReviewFlag(Base):
    """A stage's reason for attention, on a whole review or on one of its segments.

    `target` is the feed language of the rendition it is about; null for all other flags.
    """

    __tablename__ = "review_flag"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    review_id: Mapped[UUID] = mapped_column(ForeignKey("review.id"), index=True)
    segment_id: Mapped[UUID | None] = mapped_column(ForeignKey("segment.id", ondelete="CASCADE"))
    stage: Mapped[str] = mapped_column(String(24))
    code: Mapped[str] = mapped_column(String(48), index=True)
    detail: Mapped[str] = mapped_column(String(200), default="")
    target: Mapped[str | None] = mapped_column(String(35))

    review: Mapped[Review] = relationship(back_populates="flags")
