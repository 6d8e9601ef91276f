"""Asking the author about a review, where they agreed to be asked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from models import now
from moderation.accounts.staff import actor
from moderation.audit import record
from moderation.queue import edits
from moderation.queue.edits import EditError

if TYPE_CHECKING:
    from uuid import UUID

    from sqlalchemy.orm import Session

    from models import Review

ASKED = "review:ask"


def note(session: Session, review: Review, *, seen_version: int, staff_id: UUID) -> None:
    """Note that a moderator has written to the author; Balss itself sends nothing.

    Raises StaleReviewError or NotAllowedError as `edits.begin` does, EditError where the author
    did not agree to be asked.
    """
    edits.begin(session, review, seen_version)
    if review.consent.contact_email is None:
        raise EditError("no_contact")
    review.consent.asked_at = now()
    record(session, actor=actor(staff_id), tag=ASKED, subject=review.id)
