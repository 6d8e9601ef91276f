"""What a member of staff changes about their own account, each change on the audit chain."""

from __future__ import annotations

from typing import TYPE_CHECKING

from models import new_id, now
from moderation.accounts.passwords import check_password, hash_password
from moderation.accounts.staff import actor, invite, open_invitation
from moderation.audit import record

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from models import Invitation, Staff


def change_profile(session: Session, staff: Staff, *, name: str, locale: str) -> None:
    """Change the name colleagues see and the language of the screens."""
    staff.name = name
    staff.locale = locale
    record(session, actor=actor(staff), tag="staff:profile", subject=staff.id)


def change_locale(session: Session, staff: Staff, locale: str) -> None:
    """Change the language of the screens."""
    staff.locale = locale
    record(session, actor=actor(staff), tag="staff:locale", subject=staff.id, locale=locale)


def change_password(session: Session, staff: Staff, *, current: str, new: str) -> bool:
    """Change the password and sign out everywhere; False if `current` is not the present one."""
    if not check_password(staff.password_hash, current):
        record(session, actor=actor(staff), tag="staff:password_refused", subject=staff.id)
        return False
    staff.password_hash = hash_password(new)
    staff.session_nonce = new_id()
    record(session, actor=actor(staff), tag="staff:password", subject=staff.id)
    return True


def offer_new_password(session: Session, staff: Staff, *, by: str) -> str:
    """Make a one-time link's token by which an account gets a new password.

    It is an invitation that names its account from the start.
    """
    token = invite(session, staff.role, by=by)
    invitation = open_invitation(session, token)
    if invitation is not None:
        invitation.staff_id = staff.id
        record(session, actor=by, tag="staff:password_link", subject=staff.id)
    return token


def reset_password(session: Session, staff: Staff, invitation: Invitation, new: str) -> None:
    """Set a password by a one-time link, use the link up and sign out everywhere."""
    staff.password_hash = hash_password(new)
    staff.session_nonce = new_id()
    invitation.used_at = now()
    record(session, actor=actor(staff), tag="staff:password_reset", subject=staff.id)
