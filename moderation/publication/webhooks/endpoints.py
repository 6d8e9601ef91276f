"""What staff do with endpoints: add, rotate the secret, test, replay, switch off and on, remove.

Each in the caller's transaction, with an audit event.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import func, select, update

from models import (
    DeliveryState,
    DisabledWhy,
    Entry,
    WebhookDelivery,
    WebhookEndpoint,
    WebhookEvent,
    WebhookSecret,
    now,
)
from moderation.audit import record
from moderation.publication.webhooks import outbox, schedule, signatures, targets

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from models import Site

MOST = 10  # endpoints of one site


class TooManyError(ValueError):
    """A site with as many endpoints as it may have."""


def add(
    session: Session, site: Site, url: str, *, house: str, http: bool, by: str
) -> tuple[WebhookEndpoint, str]:
    """Add an endpoint; gives it with its secret, to be shown this once.

    It is told of what happens from now on; what stands already is in the feed. `http` says
    whether any network is named that http may reach. Raises TargetError, TooManyError.
    """
    if targets.parse(url).scheme == "http" and not http:
        raise targets.TargetError("scheme")
    number = select(func.count()).where(WebhookEndpoint.site_id == site.id)
    if (session.scalar(number) or 0) >= MOST:
        raise TooManyError
    newest = select(func.max(Entry.sequence)).where(Entry.site_id == site.id)
    endpoint = WebhookEndpoint(
        site_id=site.id,
        url=url,
        reached=session.scalar(newest) or 0,
        shown=outbox.shown(site.policy),
    )
    session.add(endpoint)
    session.flush()
    secret = _new_secret(session, endpoint, house)
    record(session, actor=by, tag="webhook:create", subject=endpoint.id)
    return endpoint, secret


def rotate(session: Session, endpoint: WebhookEndpoint, *, house: str, by: str) -> str:
    """Make a new secret and give it; those before it sign for another day."""
    ends = now() + schedule.SECRET_OVERLAP
    session.execute(
        update(WebhookSecret)
        .where(WebhookSecret.endpoint_id == endpoint.id, WebhookSecret.expires_at.is_(None))
        .values(expires_at=ends)
        .execution_options(synchronize_session=False)
    )
    secret = _new_secret(session, endpoint, house)
    record(session, actor=by, tag="webhook:rotate", subject=endpoint.id)
    return secret


def test(session: Session, endpoint: WebhookEndpoint, *, by: str) -> WebhookDelivery:
    """Put a test in the endpoint's queue, and let it be sent even if the endpoint rests."""
    moment = now()
    endpoint.issued += 1
    endpoint.resting_until = None
    delivery = WebhookDelivery(
        endpoint_id=endpoint.id,
        number=endpoint.issued,
        event=WebhookEvent.TEST,
        happened_at=moment,
        next_at=moment,
    )
    session.add(delivery)
    session.flush()
    record(session, actor=by, tag="webhook:test", subject=endpoint.id)
    return delivery


def replay(
    session: Session, endpoint: WebhookEndpoint, delivery: WebhookDelivery, *, by: str
) -> None:
    """Send a delivery again as its entry stands by then; one that waits is sent at once."""
    delivery.state, delivery.settled_at = DeliveryState.WAITING, None
    delivery.attempts, delivery.next_at = 0, now()
    endpoint.resting_until = None
    record(session, actor=by, tag="webhook:replay", subject=endpoint.id)


def disable(session: Session, endpoint: WebhookEndpoint, *, by: str) -> None:
    """Send nothing more to an endpoint; doing it twice changes nothing."""
    if endpoint.disabled_at is None:
        endpoint.disabled_at, endpoint.disabled_why = now(), DisabledWhy.BY_STAFF
        record(session, actor=by, tag="webhook:disable", subject=endpoint.id)


def enable(session: Session, endpoint: WebhookEndpoint, *, by: str) -> None:
    """Send again, also everything the endpoint has missed."""
    if endpoint.disabled_at is None:
        return
    moment = now()
    endpoint.disabled_at = endpoint.disabled_why = None
    endpoint.failing_since = endpoint.resting_until = None
    endpoint.failures = 0
    session.execute(
        update(WebhookDelivery)
        .where(
            WebhookDelivery.endpoint_id == endpoint.id,
            WebhookDelivery.state.in_((DeliveryState.WAITING, DeliveryState.FAILED)),
        )
        .values(state=DeliveryState.WAITING, settled_at=None, attempts=0, next_at=moment)
        .execution_options(synchronize_session=False)
    )
    record(session, actor=by, tag="webhook:enable", subject=endpoint.id)


def remove(session: Session, endpoint: WebhookEndpoint, *, by: str) -> None:
    """Forget an endpoint with its secrets and its log."""
    record(session, actor=by, tag="webhook:remove", subject=endpoint.id)
    session.delete(endpoint)


def _new_secret(session: Session, endpoint: WebhookEndpoint, house: str) -> str:
    made = WebhookSecret(endpoint_id=endpoint.id)
    session.add(made)
    session.flush()
    return signatures.written(signatures.derive(house, made.id))
