"""The people who moderate, and the one-time links that let them in."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, Word, new_id, now


class Role(Word):
    """What a member of staff may do: moderate, or also run the sites, keys and accounts."""

    MODERATOR = "moderator"
    ADMIN = "admin"


class Staff(Base):
    """A person with an account. Accounts are closed, never deleted from under their decisions."""

    __tablename__ = "staff"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    email: Mapped[str] = mapped_column(String(320), unique=True)  # lower case
    name: Mapped[str] = mapped_column(String(200))
    password_hash: Mapped[str] = mapped_column(String(255))  # argon2id, with its parameters
    role: Mapped[Role] = mapped_column(default=Role.MODERATOR)
    locale: Mapped[str | None] = mapped_column(String(8))
    session_nonce: Mapped[UUID] = mapped_column(default=new_id)  # a new one signs out everywhere
    created_at: Mapped[datetime] = mapped_column(default=now)
    closed_at: Mapped[datetime | None]


class Invitation(Base):
    """A one-time link to create an account; only a hash of its token is kept."""

    __tablename__ = "invitation"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    role: Mapped[Role]
    created_at: Mapped[datetime] = mapped_column(default=now)
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]
    staff_id: Mapped[UUID | None] = mapped_column(ForeignKey("staff.id", ondelete="SET NULL"))
