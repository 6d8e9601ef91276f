from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import delete, update

from models import AuditEvent
from moderation.audit import record, verify

if TYPE_CHECKING:
    from sqlalchemy.orm import Session


def write_three(session: Session) -> None:
    for number in range(3):
        record(session, actor="system", tag="test:event", number=number)


def test_an_untouched_chain_verifies(session: Session) -> None:
    write_three(session)
    assert verify(session) is None


def test_a_changed_event_breaks_the_chain_at_its_place(session: Session) -> None:
    write_three(session)
    session.execute(update(AuditEvent).where(AuditEvent.id == 2).values(actor="somebody else"))
    session.expire_all()
    assert verify(session) == 2


def test_a_removed_event_breaks_the_chain(session: Session) -> None:
    write_three(session)
    session.execute(delete(AuditEvent).where(AuditEvent.id == 2))
    session.expire_all()
    assert verify(session) == 2
