"""Deriving what an endpoint is to be told from the entries.

An entry's sequence is its event: `decide()` writes it with the decision, in one transaction, and
nothing else has to be written there. Nor is anything lost where an endpoint was switched off.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select, update

from models import (
    DeliveryState,
    Entry,
    Policy,
    Site,
    WebhookDelivery,
    WebhookEndpoint,
    WebhookEvent,
)
from moderation.publication.items import shows

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime
    from typing import Any

    from sqlalchemy.orm import Session

BATCH = 500  # events of one transaction


def shown(policy: Mapping[str, Any]) -> str:
    """Give the part of a stored policy that decides how an item looks, as words."""
    return ",".join(shows(Policy.of(policy)))


def derive(session: Session, endpoint: WebhookEndpoint, moment: datetime) -> bool:
    """Write the next deliveries of an endpoint that is held; give whether there may be more."""
    site = session.get_one(Site, endpoint.site_id)
    if endpoint.shown != shown(site.policy):
        endpoint.shown = shown(site.policy)
        endpoint.renewed = 0
    more = _derive_new(session, endpoint, moment)
    if not more and endpoint.renewed is not None:
        more = _derive_updates(session, endpoint, moment)
    session.flush()
    return more


def _derive_new(session: Session, endpoint: WebhookEndpoint, moment: datetime) -> bool:
    """Tell of what was published and removed since; a removal overtakes what it makes untrue."""
    found = session.execute(
        select(Entry.id, Entry.review_id, Entry.sequence, Entry.published_at, Entry.removed_at)
        .where(Entry.site_id == endpoint.site_id, Entry.sequence > endpoint.reached)
        .order_by(Entry.sequence)
        .limit(BATCH)
    ).all()
    for row in found:
        removed = row.removed_at is not None
        if removed:
            _supersede(session, endpoint, row.id, moment)
        session.add(
            WebhookDelivery(
                endpoint_id=endpoint.id,
                number=_number(endpoint),
                event=WebhookEvent.REMOVED if removed else WebhookEvent.PUBLISHED,
                entry_id=row.id,
                review_id=row.review_id,
                happened_at=row.removed_at or row.published_at,
                next_at=moment,
            )
        )
        endpoint.reached = row.sequence
    return len(found) == BATCH


def _derive_updates(session: Session, endpoint: WebhookEndpoint, moment: datetime) -> bool:
    """Tell of standing entries that the site's policy shows otherwise than before."""
    found = session.execute(
        select(Entry.id, Entry.review_id, Entry.sequence)
        .where(
            Entry.site_id == endpoint.site_id,
            Entry.sequence > (endpoint.renewed or 0),
            Entry.sequence <= endpoint.reached,
            Entry.removed_at.is_(None),
        )
        .order_by(Entry.sequence)
        .limit(BATCH)
    ).all()
    for row in found:
        session.add(
            WebhookDelivery(
                endpoint_id=endpoint.id,
                number=_number(endpoint),
                event=WebhookEvent.UPDATED,
                entry_id=row.id,
                review_id=row.review_id,
                happened_at=moment,
                next_at=moment,
            )
        )
    more = len(found) == BATCH
    endpoint.renewed = found[-1].sequence if more else None
    return more


def _supersede(
    session: Session, endpoint: WebhookEndpoint, entry_id: object, moment: datetime
) -> None:
    session.execute(
        update(WebhookDelivery)
        .where(
            WebhookDelivery.endpoint_id == endpoint.id,
            WebhookDelivery.entry_id == entry_id,
            WebhookDelivery.state.in_((DeliveryState.WAITING, DeliveryState.FAILED)),
        )
        .values(state=DeliveryState.SUPERSEDED, settled_at=moment)
        .execution_options(synchronize_session=False)
    )


def _number(endpoint: WebhookEndpoint) -> int:
    endpoint.issued += 1
    return endpoint.issued
