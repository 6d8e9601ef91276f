"""What follows from an attempt: for its delivery, and for the endpoint."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import update

from models import AttemptOutcome, DeliveryState, DisabledWhy, WebhookAttempt, WebhookDelivery
from moderation.audit import record
from moderation.publication.webhooks import schedule

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy.orm import Session

    from models import WebhookEndpoint
    from moderation.publication.webhooks.sender import Answer


def settle(
    session: Session,
    endpoint: WebhookEndpoint,
    delivery: WebhookDelivery,
    answer: Answer | None,
    moment: datetime,
) -> None:
    """Write down an attempt and what follows; None: nothing was sent, the entry being removed."""
    if answer is None:
        delivery.state, delivery.settled_at = DeliveryState.SUPERSEDED, moment
        return
    delivery.tried_at = moment
    session.add(
        WebhookAttempt(
            delivery_id=delivery.id,
            at=moment,
            outcome=answer.outcome,
            status=answer.status,
            milliseconds=answer.milliseconds,
        )
    )
    if answer.outcome is AttemptOutcome.ACCEPTED:
        _accepted(session, endpoint, delivery, moment)
    else:
        _failed(session, endpoint, delivery, answer, moment)


def _accepted(
    session: Session, endpoint: WebhookEndpoint, delivery: WebhookDelivery, moment: datetime
) -> None:
    delivery.state, delivery.settled_at = DeliveryState.DELIVERED, moment
    if endpoint.failures >= schedule.OUTAGE:
        # It is back: what waits for its next attempt need not wait any longer, and that attempt
        # does not count, lest a delivery that fails by itself run out of them early.
        session.execute(
            update(WebhookDelivery)
            .where(
                WebhookDelivery.endpoint_id == endpoint.id,
                WebhookDelivery.state == DeliveryState.WAITING,
                WebhookDelivery.next_at > moment,
                WebhookDelivery.attempts > 0,
            )
            .values(next_at=moment, attempts=WebhookDelivery.attempts - 1)
            .execution_options(synchronize_session=False)
        )
    endpoint.failures = 0
    endpoint.failing_since = endpoint.resting_until = None


def _failed(
    session: Session,
    endpoint: WebhookEndpoint,
    delivery: WebhookDelivery,
    answer: Answer,
    moment: datetime,
) -> None:
    if delivery.state is DeliveryState.WAITING and delivery.next_at <= moment:
        delivery.attempts += 1
        again = schedule.delay(delivery.attempts)
        if again is None:
            delivery.state, delivery.settled_at = DeliveryState.FAILED, moment
        else:
            delivery.next_at = moment + again
    endpoint.failures += 1
    endpoint.failing_since = endpoint.failing_since or moment
    endpoint.resting_until = moment + schedule.rest(endpoint.failures, answer.retry_after)
    if answer.outcome is AttemptOutcome.GONE:
        _disable(session, endpoint, DisabledWhy.GONE, moment)
    elif moment - endpoint.failing_since >= schedule.GIVE_UP_AFTER:
        _disable(session, endpoint, DisabledWhy.FAILING, moment)


def _disable(
    session: Session, endpoint: WebhookEndpoint, why: DisabledWhy, moment: datetime
) -> None:
    endpoint.disabled_at, endpoint.disabled_why = moment, why
    record(session, actor="system", tag="webhook:disable", subject=endpoint.id, reason=why.value)
