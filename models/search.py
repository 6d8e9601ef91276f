"""The words of reviews, kept apart for searching."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import BigInteger, ForeignKey, Integer, Text
from sqlalchemy.dialects.postgresql import TSVECTOR
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base


class SearchText(Base):
    """What is searched of one review: its original and its English.

    The database writes the rows itself, by the triggers of `models.upkeep`, in the transaction
    that changes a review: no code may forget it. Only what is pending, approved or rejected has
    a row, so that a withdrawal or an erasure takes the words away with the status. `words` are
    text on SQLite, where a full-text table `review_fts` stands over them, and a tsvector on
    PostgreSQL. `number` rises with the order in which reviews came to the desk.
    """

    __tablename__ = "review_search"

    number: Mapped[int] = mapped_column(
        BigInteger().with_variant(Integer, "sqlite"), primary_key=True
    )
    review_id: Mapped[UUID] = mapped_column(
        ForeignKey("review.id", ondelete="CASCADE"), unique=True
    )
    words: Mapped[str] = mapped_column(Text().with_variant(TSVECTOR(), "postgresql"))
