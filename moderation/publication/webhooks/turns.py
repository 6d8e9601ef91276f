"""One worker's turn at one endpoint: derive what is to be told, send it in order, note the result.

The lease is on the endpoint, so one request at a time is under way to it. A worker that is killed
in the middle loses its lease and nothing else: what it had not noted as delivered is sent again.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

import structlog
from sqlalchemy import delete, or_, select, update

from models import (
    WebhookDelivery,
    WebhookEndpoint,
    WebhookEvent,
    WebhookSecret,
    new_id,
    now,
)
from moderation.publication.webhooks import due, outbox, results, schedule, signatures
from moderation.publication.webhooks.payloads import payload
from moderation.publication.webhooks.sender import Answer, Message, Sender

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime
    from uuid import UUID

    from sqlalchemy.orm import Session

    from moderation.database import Database

LEASE_SECONDS = 120  # several times as long as one request can take
DUE_IN_ONE_TURN = 100  # then other endpoints have theirs
log = structlog.get_logger()


class Lost(Exception):  # noqa: N818 - no error: another worker has taken over
    """The endpoint is not this worker's any more."""


class Job(NamedTuple):
    """One delivery that is due."""

    delivery_id: UUID
    site_id: UUID
    url: str
    event: WebhookEvent
    entry_id: UUID | None
    happened_at: datetime


@dataclass(frozen=True, slots=True)
class Post:
    """Everything a worker needs to deliver. `secret` is the house's own."""

    database: Database
    secret: str
    sender: Sender = field(default_factory=Sender)
    clock: Callable[[], datetime] = now
    lease_seconds: float = LEASE_SECONDS

    def deliver(self) -> int:
        """Give endpoints their turns until none has anything due; give how many were sent."""
        sent = 0
        while held := self.claim():
            sent += self.turn(*held)
        return sent

    def claim(self) -> tuple[UUID, UUID] | None:
        """Take a lease on an endpoint with something due; give its id and the lease's token."""
        moment = self.clock()
        with self.database.reading() as session:
            waiting = due.with_work(session, moment)
        token = new_id()
        until = moment + timedelta(seconds=self.lease_seconds)
        for endpoint_id in waiting:
            with self.database.writing.begin() as session:
                taken = session.execute(
                    update(WebhookEndpoint)
                    .where(WebhookEndpoint.id == endpoint_id, due.free(moment))
                    .values(lease_token=token, lease_until=until)
                    .returning(WebhookEndpoint.id)
                    .execution_options(synchronize_session=False)
                ).first()
            if taken:
                return endpoint_id, token
        return None

    def turn(
        self, endpoint_id: UUID, token: UUID, stopping: Callable[[], bool] = lambda: False
    ) -> int:
        """Derive, then send what is due, one after another; give how many were sent."""
        sent = 0
        try:
            while self._derive(endpoint_id, token):
                pass
            job = self._next(endpoint_id, token)
            for number in range(1, DUE_IN_ONE_TURN + 1):
                if job is None or stopping():
                    break
                answer = self.sender.post(job.url, partial(self._message, job))
                sent += answer is not None
                job = self._note(endpoint_id, token, job, answer, last=number == DUE_IN_ONE_TURN)
            self._release(endpoint_id, token)
        except Lost:
            log.info("webhook_turn_lost", count=sent)
        return sent

    def _derive(self, endpoint_id: UUID, token: UUID) -> bool:
        with self.database.writing.begin() as session:
            endpoint = self._held(session, endpoint_id, token)
            return endpoint.disabled_at is None and outbox.derive(session, endpoint, self.clock())

    def _next(self, endpoint_id: UUID, token: UUID) -> Job | None:
        """Give the first delivery that is due."""
        with self.database.writing.begin() as session:
            return self._pick(session, self._held(session, endpoint_id, token))

    def _pick(self, session: Session, endpoint: WebhookEndpoint) -> Job | None:
        """Give the delivery to send now, and renew the lease for the time it takes."""
        moment = self.clock()
        resting = endpoint.resting_until is not None and endpoint.resting_until > moment
        if resting or endpoint.disabled_at is not None:
            return None
        found = session.scalars(
            select(WebhookDelivery)
            .where(WebhookDelivery.endpoint_id == endpoint.id, *due.due(moment, endpoint))
            .order_by(*due.order(endpoint))
            .limit(1)
        ).first()
        if found is None:
            return None
        endpoint.lease_until = moment + timedelta(seconds=self.lease_seconds)
        return Job(
            found.id, endpoint.site_id, endpoint.url,
            found.event, found.entry_id, found.happened_at,
        )  # fmt: skip

    def _message(self, job: Job) -> Message | None:
        """Read the entry and sign, when the connection already stands: nothing is sent later."""
        with self.database.reading() as session:
            body = payload(session, job.site_id, job.event, job.entry_id, job.happened_at)
            if body is None:
                return None
            keys = _keys(session, self.secret, job.delivery_id, self.clock())
        timestamp = int(self.clock().timestamp())
        return Message(signatures.headers(keys, message_id(job.delivery_id), timestamp, body), body)

    def _note(
        self, endpoint_id: UUID, token: UUID, job: Job, answer: Answer | None, *, last: bool
    ) -> Job | None:
        """Write down what came of an attempt and what follows from it; give the next unless last.

        `answer` is None where nothing was sent, the entry being removed.
        """
        with self.database.writing.begin() as session:
            endpoint = self._held(session, endpoint_id, token)
            delivery = session.get(WebhookDelivery, job.delivery_id)
            if delivery is not None:
                results.settle(session, endpoint, delivery, answer, self.clock())
                session.flush()
            following = None if last else self._pick(session, endpoint)
        if answer is not None:
            log.info(
                "webhook_sent",
                code=answer.outcome.value,
                status=answer.status,
                seconds=answer.milliseconds / 1000,
            )
        return following

    def _release(self, endpoint_id: UUID, token: UUID) -> None:
        with self.database.writing.begin() as session:
            endpoint = self._held(session, endpoint_id, token)
            endpoint.lease_token, endpoint.lease_until = None, self.clock()
            session.execute(
                delete(WebhookDelivery)
                .where(
                    WebhookDelivery.endpoint_id == endpoint_id,
                    WebhookDelivery.settled_at < self.clock() - schedule.LOG_KEPT,
                )
                .execution_options(synchronize_session=False)
            )

    def _held(self, session: Session, endpoint_id: UUID, token: UUID) -> WebhookEndpoint:
        """Give the endpoint, its row held until the commit. Raises Lost."""
        endpoint = session.get(WebhookEndpoint, endpoint_id, with_for_update=True)
        if endpoint is None or endpoint.lease_token != token:
            raise Lost
        return endpoint


def message_id(delivery_id: UUID) -> str:
    """Give what a receiver knows a delivery by; the same in every attempt and replay."""
    return f"msg_{delivery_id.hex}"


def _keys(session: Session, house: str, delivery_id: UUID, moment: datetime) -> list[bytes]:
    """Give the endpoint's secrets that are good now, the newest first."""
    found = session.scalars(
        select(WebhookSecret.id)
        .join(WebhookDelivery, WebhookDelivery.endpoint_id == WebhookSecret.endpoint_id)
        .where(
            WebhookDelivery.id == delivery_id,
            or_(WebhookSecret.expires_at.is_(None), WebhookSecret.expires_at > moment),
        )
        .order_by(WebhookSecret.made_at.desc(), WebhookSecret.id.desc())
    )
    return [signatures.derive(house, each) for each in found]
