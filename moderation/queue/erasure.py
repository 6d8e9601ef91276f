"""Erasure: everything of an author's that a review holds is destroyed, and a certificate says so.

Regulation (EU) 2016/679, art. 17. What stays is what the controller must be able to show (art.
5(2)): that a review came, when, by which channel, what was ruled and when, under what wording the
author agreed, and that it was erased. None of it says who the author is or what they wrote.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from sqlalchemy import delete, func, select, update

from models import (
    AuditEvent,
    Decision,
    Entry,
    Finding,
    LanguageCorrection,
    Memory,
    Review,
    ReviewFlag,
    Segment,
    Status,
    Translation,
)
from models.upkeep import refill_fts
from moderation.audit import record
from moderation.queue.decisions import close

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from sqlalchemy.orm import Session

TAG = "review:erase"
# Why: the author asked (art. 17(1)(a)–(c)), the site's time for keeping it is over (art. 5(1)(e)),
# or it should never have been kept (art. 17(1)(d)).
GROUNDS = ("request", "retention", "unlawful")
SYSTEM = "system"


@dataclass(frozen=True, slots=True)
class Certificate:
    """What an erasure destroyed, and the link of the audit chain that proves it.

    `destroyed` counts rows by what they were; it holds no word of the review.
    """

    review: UUID
    site: str
    ground: str
    erased_at: datetime
    by: str
    destroyed: dict[str, int]
    event: int
    event_hash: str

    def as_json(self) -> dict[str, object]:
        """Give it as plain values, times in ISO 8601."""
        erased_at = self.erased_at.isoformat()
        return {**asdict(self), "review": str(self.review), "erased_at": erased_at}


def erase(
    session: Session, review: Review, *, ground: str, by: str, more: bool = False
) -> Certificate:
    """Destroy what a review holds of its author, in the caller's transaction.

    `by` is the actor for the log. SQLite's full-text table would keep the deleted words among its
    own pages, so it is built anew; with `more` to come, the caller does that (`refill_fts`) once,
    after the last. Raises ValueError for an unknown ground, NotAllowedError if the review was
    erased before.
    """
    if ground not in GROUNDS:
        raise ValueError(f"{ground} is no ground for an erasure")
    destroyed = _counts(session, review)
    close(session, review)
    _destroy_rows(session, review)
    _destroy_words(session, review)
    session.flush()
    session.expire(review)
    if not more:
        refill_fts(session.connection())
    event = record(session, actor=by, tag=TAG, subject=review.id, ground=ground, **destroyed)
    return _certificate(review, event)


def certificate(session: Session, review: Review) -> Certificate:
    """Give the certificate of a review that has been erased. Raises LookupError for any other."""
    query = select(AuditEvent).where(AuditEvent.tag == TAG, AuditEvent.subject == review.id)
    event = session.scalars(query.order_by(AuditEvent.id.desc()).limit(1)).first()
    if event is None:
        raise LookupError(f"review {review.id} has not been erased")
    return _certificate(review, event)


def _certificate(review: Review, event: AuditEvent) -> Certificate:
    counts = {name: int(count) for name, count in event.detail.items() if name != "ground"}
    return Certificate(
        review=review.id,
        site=review.site.name,
        ground=str(event.detail["ground"]),
        erased_at=event.at,
        by=event.actor,
        destroyed=counts,
        event=event.id,
        event_hash=event.hash,
    )


def _counts(session: Session, review: Review) -> dict[str, int]:
    segments = select(Segment.id).where(Segment.review_id == review.id)
    standing = Entry.review_id == review.id, Entry.removed_at.is_(None)
    return {
        "texts": 1,
        "sentences": _count(session, Segment, Segment.review_id == review.id),
        "translations": _count(session, Translation, Translation.segment_id.in_(segments)),
        "findings": _count(session, Finding, Finding.segment_id.in_(segments)),
        "flags": _count(session, ReviewFlag, ReviewFlag.review_id == review.id),
        "memory": _count(session, Memory, Memory.review_id == review.id),
        "entries": _count(session, Entry, *standing),
    }


def _count(session: Session, table: type[object], *where: object) -> int:
    query = select(func.count()).select_from(table).where(*where)  # type: ignore[arg-type]
    return session.scalar(query) or 0


def _destroy_rows(session: Session, review: Review) -> None:
    segments = select(Segment.id).where(Segment.review_id == review.id)
    for statement in (
        delete(ReviewFlag).where(ReviewFlag.review_id == review.id),
        delete(Finding).where(Finding.segment_id.in_(segments)),
        delete(Translation).where(Translation.segment_id.in_(segments)),
        delete(LanguageCorrection).where(LanguageCorrection.review_id == review.id),
        delete(Segment).where(Segment.review_id == review.id),
    ):
        session.execute(statement, execution_options={"synchronize_session": False})
    # What staff wrote to each other about a review may name its author.
    session.execute(update(Decision).where(Decision.review_id == review.id).values(reason=None))


def _destroy_words(session: Session, review: Review) -> None:
    review.original = review.fingerprint = ""
    review.author = review.author_line = review.pseudonym = review.signature = None
    review.rating = review.written_on = None
    review.risk = 0.0
    review.consent.contact_email = None
    others = select(Review.id).where(
        Review.submission_id == review.submission_id,
        Review.id != review.id,
        Review.status != Status.ERASED,
    )
    if session.scalar(others.limit(1)) is None:
        # A short text can be guessed from its digest; the key is the sender's own and may name.
        review.submission.body_hash = ""
        review.submission.idempotency_key = None
