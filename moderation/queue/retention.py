"""Retention: what a site does not publish is not kept for ever.

A site's policy says after how many days its rejected and withdrawn reviews are erased (Regulation
(EU) 2016/679, art. 5(1)(e)). Approved and waiting ones are never touched.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import structlog
from sqlalchemy import exists, select

from models import Decision, Policy, Review, Site, Status, now
from models.upkeep import refill_fts
from moderation.queue.decisions import NotAllowedError
from moderation.queue.erasure import SYSTEM, erase

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from sqlalchemy.orm import Session

    from moderation.database import Database

KEPT_A_WHILE = (Status.REJECTED, Status.WITHDRAWN)
AT_ONCE = 100  # reviews of one site in one pass; the next pass takes the rest
log = structlog.get_logger()


def overdue(session: Session, moment: datetime, limit: int = AT_ONCE) -> list[UUID]:
    """List reviews that were ruled on longer ago than their site keeps them, `limit` a site."""
    found: list[UUID] = []
    for site in session.scalars(select(Site).order_by(Site.id)):
        days = Policy.of(site.policy).retention_days
        if days > 0:
            ruled = Decision.review_id == Review.id
            since = moment - timedelta(days=days)
            query = (
                select(Review.id)
                .where(Review.site_id == site.id, Review.status.in_(KEPT_A_WHILE))
                .where(exists().where(ruled), ~exists().where(ruled, Decision.decided_at > since))
                .order_by(Review.received_at, Review.id)
                .limit(limit)
            )
            found += session.scalars(query)
    return found


def sweep(database: Database, moment: datetime | None = None) -> int:
    """Erase what is overdue, each review in a transaction of its own; give how many."""
    with database.reading() as session:
        waiting = overdue(session, moment or now())
    count = 0
    for review_id in waiting:
        with database.writing.begin() as session:
            review = session.get(Review, review_id)
            # Somebody may have returned it to the queue meanwhile.
            if review is None or review.status not in KEPT_A_WHILE:
                continue
            try:
                erase(session, review, ground="retention", by=SYSTEM, more=True)
            except NotAllowedError:
                continue
            count += 1
    if count:
        with database.writing.begin() as session:
            refill_fts(session.connection())
        log.info("retention", erased=count)
    return count
