from __future__ import annotations

import base64
import hashlib
import hmac
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import select

from models import Entry, Outcome, Status, WebhookDelivery, WebhookEndpoint
from models.webhook import AttemptOutcome
from moderation.publication.webhooks import endpoints
from moderation.publication.webhooks.sender import Answer
from moderation.publication.webhooks.turns import Post
from moderation.queue.decisions import decide, withdraw
from tests.factories import make_review, make_site, make_staff
from tests.receiver import Heard

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlalchemy.orm import Session

    from models import Review
    from moderation.database import Database
    from moderation.publication.webhooks.sender import Message

HOUSE = "a-secret-for-tests-only"
URL = "https://klinika.example/hooks"


@dataclass
class Clock:
    """Time that passes when a test says so. It begins when the test does."""

    moment: datetime = field(default_factory=lambda: datetime.now(UTC))

    def __call__(self) -> datetime:
        return self.moment

    def forward(self, **span: float) -> None:
        self.moment += timedelta(**span)


@dataclass
class Stub:
    """A sender that notes what it would send; `status` is what the endpoint answers."""

    heard: list[Heard] = field(default_factory=list)
    status: Callable[[Heard], int] = lambda _heard: 204
    retry_after: float | None = None
    before: Callable[[], None] = lambda: None  # what happens while the connection is made
    urls: list[str] = field(default_factory=list)

    def post(self, url: str, make: Callable[[], Message | None]) -> Answer | None:
        self.before()
        message = make()
        if message is None:
            return None
        heard = Heard(dict(message.headers), message.body)
        self.heard.append(heard)
        self.urls.append(url)
        status = self.status(heard)
        outcome = AttemptOutcome.ACCEPTED if status < 300 else AttemptOutcome.REFUSED
        if status == 410:
            outcome = AttemptOutcome.GONE
        return Answer(outcome, status, 3, self.retry_after)

    @property
    def told(self) -> list[tuple[str, str]]:
        """What the endpoint was told: kind of event and item."""
        return [(each.type.removeprefix("entry."), each.data.get("id", "")) for each in self.heard]


@dataclass
class World:
    """A site with one endpoint, a clock and a worker."""

    session: Session
    database: Database
    clock: Clock
    stub: Stub
    post: Post

    def __post_init__(self) -> None:
        self.site = make_site(self.session, slug="clinic", name="Clinic")
        self.staff = make_staff(self.session)
        self.endpoint, self.secret = self.add()

    def add(self, url: str = URL) -> tuple[WebhookEndpoint, str]:
        return endpoints.add(self.session, self.site, url, house=HOUSE, http=False, by="system")

    def publish(self, text: str = "Paldies!", **columns: Any) -> Review:  # noqa: ANN401
        return make_review(
            self.session,
            self.site,
            segments=[("lv", text, "Thank you!")],
            status=Status.APPROVED,
            by=self.staff,
            **columns,
        )

    def unpublish(self, review: Review) -> None:
        self.rule(review, Outcome.UNPUBLISHED)

    def rule(self, review: Review, outcome: Outcome) -> None:
        decide(self.session, review, outcome, seen_version=review.version, staff_id=self.staff.id)

    def withdraw(self, review: Review) -> None:
        withdraw(self.session, review)

    def work(self) -> int:
        """Let the worker deliver what is due; the test reads afresh afterwards."""
        self.session.commit()
        sent = self.post.deliver()
        self.session.expire_all()
        return sent

    def deliveries(self) -> list[WebhookDelivery]:
        found = select(WebhookDelivery).order_by(WebhookDelivery.number)
        return list(self.session.scalars(found))


@pytest.fixture
def world(session: Session, database: Database) -> World:
    clock, stub = Clock(), Stub()
    post = Post(database, HOUSE, stub, clock)  # type: ignore[arg-type]
    return World(session, database, clock, stub, post)


def item(review: Review, session: Session) -> str:
    """The feed's id of a review's newest entry."""
    found = select(Entry.id).where(Entry.review_id == review.id).order_by(Entry.sequence.desc())
    return session.scalars(found.limit(1)).one().urn


def verified(heard: Heard, secret: str) -> bool:
    """Verify as a receiver does that knows nothing of this house."""
    key = base64.b64decode(secret.removeprefix("whsec_"))
    content = f"{heard.id}.{heard.headers['webhook-timestamp']}.".encode() + heard.body
    right = base64.b64encode(hmac.new(key, content, hashlib.sha256).digest()).decode()
    return f"v1,{right}" in heard.headers["webhook-signature"].split(" ")
