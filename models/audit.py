"""The audit chain's links."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import BigInteger, Integer, String
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, now


class AuditEvent(Base):
    """Who did what to what, when. Holds no review text, name, address or token.

    `hash` covers this event and the hash before it, so that a changed, missing or inserted
    event shows. The actor is an id without a foreign key: the chain outlives every account.
    """

    __tablename__ = "audit_event"

    id: Mapped[int] = mapped_column(
        BigInteger().with_variant(Integer, "sqlite"), primary_key=True, autoincrement=False
    )
    at: Mapped[datetime] = mapped_column(default=now)
    actor: Mapped[str] = mapped_column(String(64))  # "staff:<id>", "key:<id>", "author", "system"
    tag: Mapped[str] = mapped_column(String(64), index=True)  # "review:approve"
    subject: Mapped[UUID | None] = mapped_column(index=True)
    detail: Mapped[dict[str, Any]] = mapped_column(default=dict)
    previous_hash: Mapped[str] = mapped_column(String(64))
    hash: Mapped[str] = mapped_column(String(64), unique=True)
