"""What is sent: the item or tombstone as the feed has it at this moment, in an envelope."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from models import Policy, Site, WebhookEvent
from moderation.publication import entries
from moderation.publication.entries import Removed
from moderation.publication.items import item, moment
from moderation.publication.json_feed import item_object, tombstones

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from sqlalchemy.orm import Session

TYPES = {
    WebhookEvent.PUBLISHED: "entry.published",
    WebhookEvent.UPDATED: "entry.updated",
    WebhookEvent.REMOVED: "entry.removed",
    WebhookEvent.TEST: "endpoint.test",
}


def payload(
    session: Session,
    site_id: UUID,
    event: WebhookEvent,
    entry_id: UUID | None,
    happened_at: datetime,
) -> bytes | None:
    """Write an event's body; None where its entry has been removed and only that may be told.

    Nothing of it was kept from an earlier attempt: a text that is withdrawn cannot be sent.
    """
    if entry_id is None:
        return _written(event, happened_at, {})
    entry = entries.one(session, site_id, entry_id)
    if isinstance(entry, Removed):
        if event is not WebhookEvent.REMOVED:
            return None
        return _written(event, happened_at, tombstones([entry])[0])
    site = session.get(Site, site_id)
    if entry is None or site is None or event is WebhookEvent.REMOVED:
        return None
    return _written(event, happened_at, item_object(item(Policy.of(site.policy), entry)))


def _written(event: WebhookEvent, happened_at: datetime, data: dict[str, Any]) -> bytes:
    whole = {"type": TYPES[event], "timestamp": moment(happened_at), "data": data}
    return json.dumps(whole, ensure_ascii=False, separators=(",", ":")).encode()
