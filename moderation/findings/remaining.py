"""Marking what recognisers see in the text to be published and nobody has ruled on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from models import Finding, Side
from moderation.queue import lastcheck

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from models import Review


def mark(session: Session, review: Review) -> int:
    """Add an open finding for each stretch that the last check would refuse; give how many.

    So a moderator can rule on it before the approval is refused. What reaches over the end of a
    sentence is marked in each of them. What stands in the author's line cannot be marked: the
    moderator chooses another line.
    """
    added = 0
    for each in lastcheck.still_seen(review):
        for start, end in each.stretches:
            each.segment.findings.append(
                Finding(
                    side=Side.SOURCE if each.target is None else Side.TRANSLATION,
                    target=each.target,
                    kind=each.kind,
                    start=start,
                    end=end,
                    score=each.score,
                    why=each.why,
                )
            )
            added += 1
    if added:
        session.flush()
        for segment in review.segments:
            session.expire(segment, ["findings"])
    return added
