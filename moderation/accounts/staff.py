"""Letting staff in: invitations, accounts, sign-in."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from sqlalchemy import exists, select

from models import Invitation, Role, Staff, new_id, now
from moderation.accounts.passwords import check_password, hash_password, needs_rehash
from moderation.accounts.tokens import hashed, new_token
from moderation.audit import record

if TYPE_CHECKING:
    from uuid import UUID

    from sqlalchemy.orm import Session

INVITATION_HOURS = 72


class AccountError(ValueError):
    """Something about an account that the person can put right; `field` names where."""

    def __init__(self, field: str, code: str) -> None:
        super().__init__(code)
        self.field = field
        self.code = code


def actor(staff: Staff | UUID) -> str:
    """Give how the audit chain names a member of staff."""
    return f"staff:{staff.id if isinstance(staff, Staff) else staff}"


def anybody(session: Session) -> bool:
    """Tell whether any account exists yet."""
    return bool(session.scalar(select(exists().where(Staff.id.is_not(None)))))


def invite(session: Session, role: Role, *, by: str = "system") -> str:
    """Make a one-time link's token, good for three days; only its hash is kept."""
    token = new_token()
    invitation = Invitation(
        token_hash=hashed(token), role=role, expires_at=now() + timedelta(hours=INVITATION_HOURS)
    )
    session.add(invitation)
    session.flush()
    record(session, actor=by, tag="staff:invite", subject=invitation.id, role=role.value)
    return token


def open_invitation(session: Session, token: str) -> Invitation | None:
    """Find an invitation that is neither used nor expired."""
    invitation = session.scalars(
        select(Invitation).where(Invitation.token_hash == hashed(token)).with_for_update()
    ).first()
    if invitation is None or invitation.used_at or invitation.expires_at < now():
        return None
    return invitation


def accept(
    session: Session, invitation: Invitation, *, email: str, name: str, password: str, locale: str
) -> Staff:
    """Create the invited account and use the invitation up.

    Raises AccountError if the address is taken.
    """
    address = email.strip().lower()
    if session.scalar(select(Staff.id).where(Staff.email == address)):
        raise AccountError("email", "taken")
    staff = Staff(
        email=address,
        name=name.strip(),
        password_hash=hash_password(password),
        role=invitation.role,
        locale=locale,
    )
    session.add(staff)
    session.flush()
    invitation.used_at = now()
    invitation.staff_id = staff.id
    record(session, actor=actor(staff), tag="staff:join", subject=staff.id, role=staff.role.value)
    return staff


def check(session: Session, email: str, password: str) -> UUID | None:
    """Give the open account whose address and password these are.

    Slow on purpose, so `session` should be a reading one: on SQLite a writing session would
    keep everybody else waiting.
    """
    staff = session.scalars(select(Staff).where(Staff.email == email.strip().lower())).first()
    fits = check_password(staff.password_hash if staff else None, password)
    return staff.id if staff is not None and fits and not staff.closed_at else None


def sign_in(session: Session, checked: UUID | None, password: str) -> Staff | None:
    """Record a sign-in, or its refusal, after `check`; give the account if it is still open."""
    staff = session.get(Staff, checked) if checked else None
    if staff is None or staff.closed_at:
        record(session, actor="anonymous", tag="staff:sign_in_refused")
        return None
    if needs_rehash(staff.password_hash):
        staff.password_hash = hash_password(password)
    record(session, actor=actor(staff), tag="staff:sign_in", subject=staff.id)
    return staff


def close(session: Session, staff: Staff, *, by: str) -> None:
    """Close an account and sign it out everywhere; its decisions stay.

    Raises AccountError if it is the last open administrator's.
    """
    if staff.role is Role.ADMIN:
        others = select(Staff.id).where(
            Staff.role == Role.ADMIN, Staff.closed_at.is_(None), Staff.id != staff.id
        )
        if session.scalar(others.limit(1)) is None:
            raise AccountError("staff", "last_admin")
    staff.closed_at = now()
    staff.session_nonce = new_id()
    record(session, actor=by, tag="staff:close", subject=staff.id)
