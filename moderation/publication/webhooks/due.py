"""Which endpoints have something to do, and which of an endpoint's deliveries is due."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import exists, literal, or_, select
from sqlalchemy.orm import aliased

from models import DeliveryState, Entry, Site, WebhookDelivery, WebhookEndpoint
from moderation.publication.webhooks import outbox
from moderation.publication.webhooks.schedule import OUTAGE

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from sqlalchemy import ColumnElement, UnaryExpression
    from sqlalchemy.orm import Session


def free(moment: datetime) -> ColumnElement[bool]:
    """Condition of an endpoint: no worker holds it."""
    return or_(WebhookEndpoint.lease_until.is_(None), WebhookEndpoint.lease_until <= moment)


def with_work(session: Session, moment: datetime) -> list[UUID]:
    """Give the endpoints that have something to derive or to send, the longest unserved first."""
    newest = (
        select(Entry.sequence)
        .where(Entry.site_id == WebhookEndpoint.site_id)
        .order_by(Entry.sequence.desc())
        .limit(1)
        .scalar_subquery()
    )
    waiting = exists().where(
        WebhookDelivery.endpoint_id == WebhookEndpoint.id, *due(moment, WebhookEndpoint)
    )
    resting = WebhookEndpoint.resting_until
    awake = or_(resting.is_(None), resting <= moment)
    rows = session.execute(
        select(WebhookEndpoint, Site.policy, newest, waiting & awake)
        .join(Site, Site.id == WebhookEndpoint.site_id)
        .where(WebhookEndpoint.disabled_at.is_(None), free(moment))
        .order_by(WebhookEndpoint.lease_until.nulls_first(), WebhookEndpoint.id)
    )
    return [
        endpoint.id
        for endpoint, policy, sequence, ready in rows
        if ready
        or (sequence or 0) > endpoint.reached
        or endpoint.renewed is not None
        or endpoint.shown != outbox.shown(policy)
    ]


def due(
    moment: datetime, endpoint: WebhookEndpoint | type[WebhookEndpoint]
) -> tuple[ColumnElement[bool], ...]:
    """Conditions of a delivery: its time has come, and no earlier one of its review waits.

    Of an endpoint that is down, the time of all has come whenever it has rested: one is enough
    to learn that it is back.
    """
    earlier = aliased(WebhookDelivery)
    before = exists().where(
        earlier.endpoint_id == WebhookDelivery.endpoint_id,
        earlier.review_id == WebhookDelivery.review_id,
        earlier.state == DeliveryState.WAITING,
        earlier.number < WebhookDelivery.number,
    )
    failures = endpoint.failures
    down = (literal(failures) if isinstance(failures, int) else failures) >= OUTAGE
    time = or_(WebhookDelivery.next_at <= moment, down)
    return WebhookDelivery.state == DeliveryState.WAITING, time, ~before


def order(endpoint: WebhookEndpoint) -> tuple[ColumnElement[Any] | UnaryExpression[Any], ...]:
    """Oldest first; while the endpoint is down, by turns, so that no one keeps others waiting."""
    number = WebhookDelivery.number.asc()
    if endpoint.failures < OUTAGE:
        return (number,)
    return WebhookDelivery.tried_at.nulls_first(), number
