"""Words that a site's staff have said identify nobody."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, new_id, now


class Dismissal(Base):
    """Words that are not asked about again on one site, as findings of one kind.

    `surface` is the words in small letters with single spaces; it is kept because staff called it
    no personal data: a brand, a café named like a person. Revoking deletes the row. A null
    `staff_id` means that the account is gone.
    """

    __tablename__ = "dismissal"
    __table_args__ = (UniqueConstraint("site_id", "kind", "surface"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    site_id: Mapped[UUID] = mapped_column(ForeignKey("site.id"))
    kind: Mapped[str] = mapped_column(String(32))
    surface: Mapped[str] = mapped_column(String(200))
    staff_id: Mapped[UUID | None] = mapped_column(ForeignKey("staff.id", ondelete="SET NULL"))
    created_at: Mapped[datetime] = mapped_column(default=now)
