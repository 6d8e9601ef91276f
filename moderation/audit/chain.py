"""A hash-chained log: each event's hash covers the event and the hash before it.

Whoever can write the database can still rewrite the whole chain; what the chain shows is a
single event changed, removed or slipped in. Keep the newest hash elsewhere to show more.
"""

from __future__ import annotations

import hashlib
import json
from contextlib import closing
from typing import TYPE_CHECKING

from sqlalchemy import select, text

from models import AuditEvent, now

if TYPE_CHECKING:
    from uuid import UUID

    from sqlalchemy.orm import Session

GENESIS = "0" * 64
CHAIN_LOCK = 7_226_577  # any number that nothing else in this database locks by


def record(
    session: Session, *, actor: str, tag: str, subject: UUID | None = None, **detail: str | int
) -> AuditEvent:
    """Append an event in the caller's transaction.

    `detail` takes codes, counts and ids, never a review's text, a name or a token.
    """
    session.flush()
    if session.get_bind().dialect.name == "postgresql":
        session.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": CHAIN_LOCK})
    last = session.scalars(select(AuditEvent).order_by(AuditEvent.id.desc()).limit(1)).first()
    event = AuditEvent(
        id=last.id + 1 if last else 1,
        at=now(),
        actor=actor,
        tag=tag,
        subject=subject,
        detail=dict(detail),
        previous_hash=last.hash if last else GENESIS,
    )
    event.hash = digest(event)
    session.add(event)
    session.flush()
    return event


def verify(session: Session) -> int | None:
    """Give the number of the first event that does not fit the chain, or None if all do."""
    previous = GENESIS
    query = select(AuditEvent).order_by(AuditEvent.id).execution_options(yield_per=1000)
    with closing(session.scalars(query)) as events:
        for number, event in enumerate(events, 1):
            fits = event.id == number and event.previous_hash == previous
            if not fits or event.hash != digest(event):
                return number
            previous = event.hash
    return None


def digest(event: AuditEvent) -> str:
    """Give the SHA-256 of an event and of the hash before it, in hexadecimal."""
    content = [
        event.id,
        event.at.isoformat(),
        event.actor,
        event.tag,
        str(event.subject) if event.subject else None,
        event.detail,
        event.previous_hash,
    ]
    canonical = json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=True)
    return hashlib.sha256(canonical.encode("ascii")).hexdigest()
