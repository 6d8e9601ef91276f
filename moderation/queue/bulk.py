"""Ruling on several reviews at once: each by itself through `decide()`, with a report.

One that cannot be ruled on is left out, with the reason; the others are not held up. Everything
can be taken back for ten minutes, again one by one: what a colleague has changed since is left.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING
from uuid import UUID

from models import BulkAction, BulkKind, Outcome, Review, Status, now
from moderation.queue import claims
from moderation.queue.decisions import (
    NotAllowedError,
    NotApprovableError,
    StaleReviewError,
    decide,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from sqlalchemy.orm import Session

    Act = Callable[[Review, int], str | None]

UNDO = timedelta(minutes=10)
MOST = 50  # reviews in one go
MISTAKE = "mistake"  # the stored reason of what is taken back


class TooLateError(Exception):
    """An action that cannot be taken back any more, or was already."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """A review that was ticked, with the version that stood on the screen."""

    id: UUID
    version: int


def approve(session: Session, chosen: Sequence[Chosen], staff_id: UUID) -> BulkAction:
    """Approve what has neither marks nor flags, and nothing else in its way; commits each."""

    def act(review: Review, version: int) -> str | None:
        if any(segment.findings for segment in review.segments):
            return "marks"
        if review.flags:
            return "flags"
        decide(session, review, Outcome.APPROVED, seen_version=version, staff_id=staff_id)
        return None

    return _each(session, BulkAction(kind=BulkKind.APPROVED, staff_id=staff_id), chosen, act)


def reject(
    session: Session, chosen: Sequence[Chosen], staff_id: UUID, *, reason: str
) -> BulkAction:
    """Reject reviews for one reason; commits each."""

    def act(review: Review, version: int) -> str | None:
        decide(
            session,
            review,
            Outcome.REJECTED,
            seen_version=version,
            staff_id=staff_id,
            reason=reason,
        )
        return None

    return _each(session, BulkAction(kind=BulkKind.REJECTED, staff_id=staff_id), chosen, act)


def assign(
    session: Session, chosen: Sequence[Chosen], staff_id: UUID, *, holder: UUID
) -> BulkAction:
    """Claim reviews for oneself or a colleague; what somebody else holds is left. Commits each."""

    def act(review: Review, _version: int) -> str | None:
        if review.status is not Status.PENDING:
            return "stale"
        held = claims.claim(session, review, holder)
        return None if held is not None and held.staff_id == holder else "held"

    action = BulkAction(kind=BulkKind.CLAIMED, staff_id=staff_id, holder_id=holder)
    return _each(session, action, chosen, act)


def undo(session: Session, action: BulkAction) -> tuple[int, list[tuple[UUID, str]]]:
    """Take an action back; give how many, and what was left as it is and why. Commits each.

    Raises TooLateError after ten minutes, or for the second time.
    """
    if not can_undo(action):
        raise TooLateError
    count, left = 0, []
    for key, version in action.done:
        why = _apart(session, UUID(key), version, partial(_back, session, action))
        if why is None:
            count += 1
        else:
            left.append((UUID(key), why))
    action.undone_at = now()
    session.commit()
    return count, left


def can_undo(action: BulkAction) -> bool:
    """Tell whether an action may still be taken back."""
    return bool(action.done) and action.undone_at is None and now() - action.at <= UNDO


def _back(session: Session, action: BulkAction, review: Review, version: int) -> str | None:
    if action.kind is BulkKind.CLAIMED:
        if action.holder_id is not None:
            claims.release(session, review.id, action.holder_id)
        return None
    approved = action.kind is BulkKind.APPROVED
    decide(
        session,
        review,
        Outcome.UNPUBLISHED if approved else Outcome.RETURNED,
        seen_version=version,
        staff_id=action.staff_id,
        reason=MISTAKE,
    )
    return None


def _each(
    session: Session,
    action: BulkAction,
    chosen: Sequence[Chosen],
    act: Act,
) -> BulkAction:
    """Act on each review in a transaction of its own; keep and give what came of it."""
    action.done, action.left_out = [], []
    for each in chosen[:MOST]:
        why = _apart(session, each.id, each.version, act)
        if why is None:
            action.done = [*action.done, [str(each.id), _version(session, each.id)]]
        else:
            action.left_out = [*action.left_out, [str(each.id), why]]
    session.add(action)
    session.commit()
    return action


def _apart(session: Session, review_id: UUID, version: int, act: Act) -> str | None:
    """Do one thing to one review and commit it; give why not, where it could not be done."""
    review = session.get(Review, review_id)
    if review is None:
        return "gone"
    try:
        why = act(review, version)
    except StaleReviewError:
        why = "stale"
    except NotAllowedError:
        why = "status"
    except NotApprovableError as refusal:
        why = f"obstacle:{refusal.obstacles[0].code}:{refusal.obstacles[0].detail}"
    if why is None:
        session.commit()
    else:
        session.rollback()
    return why


def _version(session: Session, review_id: UUID) -> int:
    return session.get_one(Review, review_id).version
