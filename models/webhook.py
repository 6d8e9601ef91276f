"""Where a website is told of its entries: addresses, what is to be sent to each, and the log."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, Word, new_id, now


class WebhookEvent(Word):
    """What happened. UPDATED: the site's policy shows more or less of an entry than before."""

    PUBLISHED = "published"
    UPDATED = "updated"
    REMOVED = "removed"
    TEST = "test"


class DeliveryState(Word):
    """How far a delivery is. SUPERSEDED: its entry was removed before it was delivered."""

    WAITING = "waiting"
    DELIVERED = "delivered"
    SUPERSEDED = "superseded"
    FAILED = "failed"


class AttemptOutcome(Word):
    """What came of one attempt; all but ACCEPTED are failures."""

    ACCEPTED = "accepted"  # 2xx
    REFUSED = "refused"  # any other status
    REDIRECTED = "redirected"  # 3xx, not followed
    GONE = "gone"  # 410: send no more
    TIMED_OUT = "timed_out"
    UNREACHABLE = "unreachable"
    UNRESOLVED = "unresolved"  # no address for the name
    FORBIDDEN = "forbidden"  # an address that webhooks may not reach
    INSECURE = "insecure"  # TLS failed
    BROKEN = "broken"  # an answer that is not HTTP


class DisabledWhy(Word):
    """Why nothing is sent to an address."""

    BY_STAFF = "by_staff"
    GONE = "gone"
    FAILING = "failing"


class WebhookEndpoint(Base):
    """An address that is told of a site's entries.

    What it must be told is not written anywhere beforehand: it is the entries whose sequence is
    above `reached`. `issued` numbers its deliveries. `shown` is what the site's policy let be
    seen when it was last looked at; where it has changed, entries with a sequence above
    `renewed` and up to `reached` are still to be told as updated (None: all are told).
    `failing_since` is the first failure after which nothing was accepted, `failures` their
    number; until `resting_until` nothing is sent. A lease makes one worker at a time send here.
    """

    __tablename__ = "webhook_endpoint"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    site_id: Mapped[UUID] = mapped_column(ForeignKey("site.id"), index=True)
    url: Mapped[str] = mapped_column(String(2000))
    made_at: Mapped[datetime] = mapped_column(default=now)
    reached: Mapped[int]
    issued: Mapped[int] = mapped_column(default=0)
    shown: Mapped[str] = mapped_column(String(200))
    renewed: Mapped[int | None]
    failing_since: Mapped[datetime | None]
    failures: Mapped[int] = mapped_column(default=0)
    resting_until: Mapped[datetime | None]
    disabled_at: Mapped[datetime | None]
    disabled_why: Mapped[DisabledWhy | None]
    lease_token: Mapped[UUID | None]
    lease_until: Mapped[datetime | None]


class WebhookSecret(Base):
    """One secret of an endpoint. The bits are derived from its id, not kept; see ADR-0027.

    `expires_at` is None for the newest; an older one signs beside it until then.
    """

    __tablename__ = "webhook_secret"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    endpoint_id: Mapped[UUID] = mapped_column(
        ForeignKey("webhook_endpoint.id", ondelete="CASCADE"), index=True
    )
    made_at: Mapped[datetime] = mapped_column(default=now)
    expires_at: Mapped[datetime | None]


class WebhookDelivery(Base):
    """One event to be told to one endpoint. It holds no text: that is read when it is sent.

    `number` is its place in the endpoint's order. A delivery waits for those of its review with
    smaller numbers. `attempts` counts the failed ones since it was made or replayed;
    those made while the endpoint was down, before `next_at`, are in the log and do not count. A
    test has no entry.
    """

    __tablename__ = "webhook_delivery"
    __table_args__ = (
        UniqueConstraint("endpoint_id", "number"),
        Index("ix_webhook_delivery_waiting", "endpoint_id", "state", "number"),
        Index("ix_webhook_delivery_review", "endpoint_id", "review_id", "state", "number"),
        Index("ix_webhook_delivery_settled", "endpoint_id", "settled_at"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    endpoint_id: Mapped[UUID] = mapped_column(ForeignKey("webhook_endpoint.id", ondelete="CASCADE"))
    number: Mapped[int]
    event: Mapped[WebhookEvent]
    entry_id: Mapped[UUID | None] = mapped_column(ForeignKey("entry.id", ondelete="CASCADE"))
    review_id: Mapped[UUID | None] = mapped_column(ForeignKey("review.id", ondelete="CASCADE"))
    happened_at: Mapped[datetime]
    state: Mapped[DeliveryState] = mapped_column(default=DeliveryState.WAITING)
    attempts: Mapped[int] = mapped_column(default=0)
    next_at: Mapped[datetime]
    tried_at: Mapped[datetime | None]
    settled_at: Mapped[datetime | None]


class WebhookAttempt(Base):
    """One attempt: when, what came of it, how long it took. Neither what was sent nor answered."""

    __tablename__ = "webhook_attempt"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    delivery_id: Mapped[UUID] = mapped_column(
        ForeignKey("webhook_delivery.id", ondelete="CASCADE"), index=True
    )
    at: Mapped[datetime]
    outcome: Mapped[AttemptOutcome]
    status: Mapped[int | None]
    milliseconds: Mapped[int]
