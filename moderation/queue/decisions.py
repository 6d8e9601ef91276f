"""The one door that changes a review's status.

Every ruling writes the decision, the status, the entry or its tombstone and the audit event in
one transaction, so that a feed can show nothing that no person approved.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import func, select

from models import Decision, Entry, Outcome, Review, Site, Status, now
from moderation.audit import record
from moderation.queue import snapshot

if TYPE_CHECKING:
    from uuid import UUID

    from sqlalchemy.orm import Session

    from moderation.flag import Flag

# What each ruling may start from, and where it leads.
MOVES: dict[Outcome, tuple[frozenset[Status], Status]] = {
    Outcome.APPROVED: (frozenset({Status.PENDING}), Status.APPROVED),
    Outcome.REJECTED: (frozenset({Status.PENDING}), Status.REJECTED),
    Outcome.RETURNED: (frozenset({Status.REJECTED}), Status.PENDING),
    Outcome.UNPUBLISHED: (frozenset({Status.APPROVED}), Status.PENDING),
    Outcome.WITHDRAWN: (
        frozenset({Status.RECEIVED, Status.PENDING, Status.APPROVED, Status.REJECTED}),
        Status.WITHDRAWN,
    ),
}
TAGS = {
    Outcome.APPROVED: "review:approve",
    Outcome.REJECTED: "review:reject",
    Outcome.RETURNED: "review:return",
    Outcome.UNPUBLISHED: "review:unpublish",
    Outcome.WITHDRAWN: "review:withdraw",
}


class StaleReviewError(Exception):
    """The review changed after the moderator's screen was drawn."""


class NotAllowedError(Exception):
    """A ruling that this status does not permit."""


class NotApprovableError(Exception):
    """An approval with something unsettled; `obstacles` says what."""

    def __init__(self, obstacles: list[Flag]) -> None:
        super().__init__(", ".join(each.code for each in obstacles))
        self.obstacles = obstacles


def decide(
    session: Session,
    review: Review,
    outcome: Outcome,
    *,
    seen_version: int,
    staff_id: UUID | None,
    reason: str | None = None,
) -> Decision:
    """Rule on a review in the caller's transaction.

    Raises StaleReviewError if the moderator saw another version, NotAllowedError if the status
    forbids the ruling, NotApprovableError if anything is unsettled.
    """
    _lock(session, review)
    if review.version != seen_version:
        raise StaleReviewError
    allowed, status = MOVES[outcome]
    if staff_id is None and outcome is not Outcome.WITHDRAWN:
        raise NotAllowedError("only a member of staff rules; an author may only withdraw")
    if review.status not in allowed:
        raise NotAllowedError(f"{outcome.value} from {review.status.value}")
    if outcome is Outcome.APPROVED and (obstacles := snapshot.obstacles(review)):
        raise NotApprovableError(obstacles)
    decision = Decision(
        review_id=review.id,
        staff_id=staff_id,
        outcome=outcome,
        reason=reason,
        seen_version=seen_version,
    )
    session.add(decision)
    session.flush()
    if review.status is Status.APPROVED:
        _remove_entries(session, review)
    if outcome is Outcome.APPROVED:
        _publish(session, review, decision)
    review.status = status
    review.version += 1
    actor = f"staff:{staff_id}" if staff_id else "author"
    record(session, actor=actor, tag=TAGS[outcome], subject=review.id, version=seen_version)
    return decision


def withdraw(session: Session, review: Review) -> bool:
    """Take back the author's permission; the feed loses the review in the same transaction.

    Gives False if it was withdrawn or erased before.
    """
    _lock(session, review)
    if review.status not in MOVES[Outcome.WITHDRAWN][0]:
        return False
    review.consent.withdrawn_at = now()
    review.due = None
    decide(session, review, Outcome.WITHDRAWN, seen_version=review.version, staff_id=None)
    return True


def _lock(session: Session, review: Review) -> None:
    """Hold the row and read it afresh, so that two rulings cannot both pass the checks."""
    session.flush()
    session.refresh(review, with_for_update=True)


def _publish(session: Session, review: Review, decision: Decision) -> None:
    session.add(
        Entry(
            site_id=review.site_id,
            review_id=review.id,
            decision_id=decision.id,
            sequence=_next_sequence(session, review),
            published_at=decision.decided_at,
            source_language=review.language,
            content=snapshot.content(review),
            author=snapshot.author(review),
            rating=review.rating,
            written_on=review.written_on,
            provenance=snapshot.provenance(review),
        )
    )
    session.flush()


def _remove_entries(session: Session, review: Review) -> None:
    """Turn the review's entries into tombstones: the words go, the mark stays."""
    standing = select(Entry).where(Entry.review_id == review.id, Entry.removed_at.is_(None))
    for entry in session.scalars(standing).all():
        entry.sequence = _next_sequence(session, review)
        entry.removed_at = now()
        entry.content = {}
        entry.author = None
        entry.rating = None
        entry.written_on = None
        entry.provenance = {}
        session.flush()


def _next_sequence(session: Session, review: Review) -> int:
    """Give the site's next number; the site's row is held so that no two get the same."""
    session.execute(select(Site.id).where(Site.id == review.site_id).with_for_update())
    last = session.scalar(select(func.max(Entry.sequence)).where(Entry.site_id == review.site_id))
    return (last or 0) + 1
