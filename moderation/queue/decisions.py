"""The one door that changes a review's status.

Every ruling writes the decision, the status, the entry or its tombstone and the audit event in
one transaction, so that a feed can show nothing that no person approved.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import func, select

from models import Decision, Entry, Outcome, Review, Site, Staff, Status, now
from moderation.audit import record
from moderation.queue import claims, four_eyes, memory, snapshot, unsaved

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
    alone: bool = False,
) -> Decision:
    """Rule on a review in the caller's transaction.

    `alone` sets aside, for an administrator who gives a reason, the site's rule that whoever
    changed a review last does not approve it; the log keeps that it was done. Raises
    StaleReviewError if the moderator saw another version, NotAllowedError if the status or the
    person's role forbids the ruling, NotApprovableError if anything is unsettled, ValueError for
    `alone` without a reason.
    """
    _lock(session, review)
    if review.version != seen_version:
        raise StaleReviewError
    if alone and not (reason or "").strip():
        raise ValueError("whoever approves alone says why")
    allowed, status = MOVES[outcome]
    if staff_id is None and outcome is not Outcome.WITHDRAWN:
        raise NotAllowedError("only a member of staff rules; an author may only withdraw")
    if review.status not in allowed:
        raise NotAllowedError(f"{outcome.value} from {review.status.value}")
    solo = outcome is Outcome.APPROVED and _approves_alone(
        session, review, staff_id, reason if alone else None
    )
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
        memory.remember(session, review)
    else:
        memory.forget(session, review)
    review.status = status
    review.version += 1
    actor = f"staff:{staff_id}" if staff_id else "author"
    record(session, actor=actor, tag=TAGS[outcome], subject=review.id, version=seen_version)
    if solo:
        record(
            session, actor=actor, tag="review:alone", subject=review.id, decision=str(decision.id)
        )
    claims.end(session, review.id)
    unsaved.drop_all(session, review.id)
    return decision


def withdraw(session: Session, review: Review) -> bool:
    """Take back the author's permission; the feed loses the review in the same transaction.

    Gives False if it was withdrawn or erased before.
    """
    _lock(session, review)
    if review.status not in MOVES[Outcome.WITHDRAWN][0]:
        return False
    review.consent.withdrawn_at = now()
    review.consent.contact_email = None
    review.due = None
    decide(session, review, Outcome.WITHDRAWN, seen_version=review.version, staff_id=None)
    return True


def close(session: Session, review: Review) -> None:
    """Take a review off the desk and out of the feed for good, in the transaction that erases it.

    Raises NotAllowedError if it was erased before.
    """
    _lock(session, review)
    if review.status is Status.ERASED:
        raise NotAllowedError("erased before")
    _remove_entries(session, review)
    memory.forget(session, review)
    claims.end(session, review.id)
    unsaved.drop_all(session, review.id)
    review.due = review.lease_until = review.lease_token = None
    review.status = Status.ERASED
    review.version += 1


def _approves_alone(
    session: Session, review: Review, staff_id: UUID | None, reason: str | None
) -> bool:
    """Check an approval; tell whether it sets the four-eyes rule aside, for `reason`.

    Raises NotApprovableError if anything is unsettled, NotAllowedError if this person may not
    go alone.
    """
    obstacles = snapshot.obstacles(review)
    own = staff_id is not None and four_eyes.wants_another(session, review, staff_id)
    if own and reason is None:
        obstacles.append(four_eyes.OWN_EDIT)
    if obstacles:
        raise NotApprovableError(obstacles)
    if own:
        staff = session.get(Staff, staff_id)
        if staff is None or not four_eyes.may_go_alone(staff.role):
            raise NotAllowedError("only an administrator approves alone")
    return own


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
