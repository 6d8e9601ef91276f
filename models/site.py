"""The websites that submit reviews and pull feeds, and the keys they use."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.base import Base, new_id, now


class Site(Base):
    """A website with a feed, keys and a policy of its own.

    `policy` holds only what differs from `models.policy.Policy`'s defaults, so that a new
    setting needs no migration. `changed_at` moves by itself with every change of the row: what
    a feed says depends on it. Null until the first change.
    """

    __tablename__ = "site"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    slug: Mapped[str] = mapped_column(String(63), unique=True)
    name: Mapped[str] = mapped_column(String(200))
    url: Mapped[str | None] = mapped_column(String(2000))
    time_zone: Mapped[str] = mapped_column(String(64), default="Europe/Riga")
    policy: Mapped[dict[str, Any]] = mapped_column(default=dict)
    created_at: Mapped[datetime] = mapped_column(default=now)
    changed_at: Mapped[datetime | None] = mapped_column(onupdate=now)

    api_keys: Mapped[list[ApiKey]] = relationship(back_populates="site")


class ApiKey(Base):
    """A website's key to the API. Only a hash of the secret is kept."""

    __tablename__ = "api_key"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    site_id: Mapped[UUID] = mapped_column(ForeignKey("site.id"), index=True)
    name: Mapped[str] = mapped_column(String(200))
    secret_hash: Mapped[str] = mapped_column(String(64), unique=True)  # SHA-256 of 256 random bits
    created_at: Mapped[datetime] = mapped_column(default=now)
    last_used_at: Mapped[datetime | None]
    revoked_at: Mapped[datetime | None]

    site: Mapped[Site] = relationship(back_populates="api_keys")
