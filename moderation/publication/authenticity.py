"""The counts behind a site's statement on its reviews (directive 2005/29/EC, art. 7(6)).

Counts, and nothing else: no word of a review, of an author or of staff is read here.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import case, exists, func, select
from sqlalchemy.orm import aliased

from models import Decision, Entry, Outcome, Review, Status, Submission

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from uuid import UUID

    from sqlalchemy import Executable
    from sqlalchemy.orm import Session

OTHER = "other"


@dataclass(frozen=True, slots=True)
class Figures:
    """How many reviews came, by which way, and what became of them.

    `received` is the sum of the five that follow. `reasons` counts the rejected by reason code,
    `languages` the published by source language, `channels` all by the way they came.
    """

    received: int
    published: int
    rejected: int
    waiting: int
    withdrawn: int
    erased: int
    reasons: Mapping[str, int]
    languages: Mapping[str, int]
    channels: Mapping[str, int]


def figures(session: Session, site_id: UUID, *, reasons: Iterable[str]) -> Figures:
    """Count a site's reviews; a rejection for none of the `reasons` counts as other."""
    by_status = _counted(
        session,
        select(Review.status, func.count())
        .where(Review.site_id == site_id)
        .group_by(Review.status),
    )
    standing = {Status(status): count for status, count in by_status.items()}
    return Figures(
        received=sum(standing.values()),
        published=standing.get(Status.APPROVED, 0),
        rejected=standing.get(Status.REJECTED, 0),
        waiting=standing.get(Status.RECEIVED, 0) + standing.get(Status.PENDING, 0),
        withdrawn=standing.get(Status.WITHDRAWN, 0),
        erased=standing.get(Status.ERASED, 0),
        reasons=_counted(session, _rejections(site_id, reasons)),
        languages=_counted(
            session,
            select(Entry.source_language, func.count())
            .where(Entry.site_id == site_id, Entry.removed_at.is_(None))
            .group_by(Entry.source_language),
        ),
        channels=_counted(
            session,
            select(Submission.channel, func.count())
            .join(Review, Review.submission_id == Submission.id)
            .where(Review.site_id == site_id)
            .group_by(Submission.channel),
        ),
    )


def _rejections(site_id: UUID, reasons: Iterable[str]) -> Executable:
    """Count the newest rulings of the rejected by the code their reason opens with.

    Behind the code may stand words of staff; they never leave the database.
    """
    newer = aliased(Decision)
    codes = [
        ((Decision.reason == code) | Decision.reason.startswith(f"{code}:", autoescape=True), code)
        for code in reasons
    ]
    code = case(*codes, else_=OTHER).label("code")
    return (
        select(code, func.count())
        .join(Review, Review.id == Decision.review_id)
        .where(
            Review.site_id == site_id,
            Review.status == Status.REJECTED,
            Decision.outcome == Outcome.REJECTED,
            ~exists().where(newer.review_id == Decision.review_id, newer.id > Decision.id),
        )
        .group_by(code)
    )


def _counted(session: Session, query: Executable) -> dict[str, int]:
    """Give a grouped query's counts, the largest first."""
    found = [(str(name), count) for name, count in session.execute(query)]
    return dict(sorted(found, key=lambda each: (-each[1], each[0])))
