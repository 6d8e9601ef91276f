"""The four-eyes rule: where a site wants it, whoever changed a review last does not approve it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from models import AuditEvent, Policy, Role
from moderation.accounts.staff import actor
from moderation.flag import Flag

if TYPE_CHECKING:
    from uuid import UUID

    from sqlalchemy.orm import Session

    from models import Review

OWN_EDIT = Flag("own_edit")
# What changes the text that will be published, as the log names it.
CHANGES = frozenset(
    {
        "review:edit", "review:edit_rendition", "review:redact", "review:dismiss", "review:reopen",
        "review:author", "review:leave_out", "review:put_back",
    }
)  # fmt: skip


def wants_another(session: Session, review: Review, staff_id: UUID) -> bool:
    """Tell whether somebody else must approve: this person made the last change to the text."""
    if not Policy.of(review.site.policy).four_eyes:
        return False
    return last_editor(session, review.id) == actor(staff_id)


def last_editor(session: Session, review_id: UUID) -> str | None:
    """Give who changed a review's text last, as the log names them: "staff:<id>"."""
    return session.scalars(
        select(AuditEvent.actor)
        .where(AuditEvent.subject == review_id, AuditEvent.tag.in_(CHANGES))
        .order_by(AuditEvent.id.desc())
        .limit(1)
    ).first()


def may_go_alone(role: Role) -> bool:
    """Tell whether this role may set the rule aside with a written reason."""
    return role is Role.ADMIN
