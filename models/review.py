"""Reviews as they came in: the request, the words, the permission."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from sqlalchemy import (
    CheckConstraint,
    ForeignKey,
    Index,
    String,
    Text,
    UniqueConstraint,
    false,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column, relationship, validates

from models.base import Base, Word, new_id, now

if TYPE_CHECKING:
    from sqlalchemy.engine.default import DefaultExecutionContext

    from models.finding import ReviewFlag
    from models.segment import Segment
    from models.site import Site


RANKS = (0.8, 0.5, 0.2)  # the least risk of each rank but the last, riskiest first


def risk_rank(risk: float) -> int:
    """Give the rank of a risk in the queue: 0 for the riskiest, 3 for the calmest."""
    return sum(risk < least for least in RANKS)


class Status(Word):
    """Where a review stands; only `moderation.queue.decisions` moves it after processing."""

    RECEIVED = "received"
    PENDING = "pending"
    APPROVED = "approved"
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"
    ERASED = "erased"


class Channel(Word):
    """The way a submission came."""

    API = "api"
    FORM = "form"
    FILE = "file"
    PAGE = "page"


class Scope(Word):
    """How far an author lets their name stand beside their words."""

    FULL_NAME = "full_name"
    FIRST_NAME = "first_name"
    ANONYMOUS = "anonymous"


class AuthorLine(Word):
    """What a moderator lets stand as the author's name, within what the author permits."""

    GIVEN = "given"
    INITIALS = "initials"
    PSEUDONYM = "pseudonym"  # a name that the moderator has written
    HIDDEN = "hidden"


class Due(Word):
    """The work a review waits for."""

    EVERYTHING = "everything"  # all stages, from the language on
    TRANSLATION = "translation"  # a moderator set a language: translate and look again
    RENDITION = "rendition"  # the English has changed: its renditions, and look again


class Submission(Base):
    """The request that brought a review.

    An idempotency key names one submission of one site for good: the same key with the same
    body gives the first answer again, with another body it is an error.
    """

    __tablename__ = "submission"
    __table_args__ = (UniqueConstraint("site_id", "idempotency_key"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    site_id: Mapped[UUID] = mapped_column(ForeignKey("site.id"))
    channel: Mapped[Channel]
    api_key_id: Mapped[UUID | None] = mapped_column(ForeignKey("api_key.id", ondelete="SET NULL"))
    idempotency_key: Mapped[str | None] = mapped_column(String(255))
    body_hash: Mapped[str] = mapped_column(String(64))
    received_at: Mapped[datetime] = mapped_column(default=now)


def _rank_of_row(context: DefaultExecutionContext) -> int:
    given: dict[str, Any] = context.get_current_parameters()  # type: ignore[no-untyped-call]
    return risk_rank(given.get("risk") or 0.0)


class Review(Base):
    """One author's words. `original` is written once and never changed, save by erasure.

    `author_line` and `pseudonym` say what is published in place of `author`, which stays as it was
    given; null for as it was given. `left_out` names the feed languages that a moderator wants
    this review not to be published in.

    `version` rises with every change a moderator can see, so that a stale screen is noticed.
    `due` names the work that waits; `lease_until` is a worker's hold on it, and a dead worker's
    hold runs out.

    `risk_rank` follows `risk`. `wants_language` (a sentence in no known language),
    `wants_translation` (a sentence without English) and `health` (an open finding about
    somebody's health) are kept by the database itself, by the triggers of `models.upkeep`: they
    are what the queue is filtered by, and nothing else reads them.
    """

    __tablename__ = "review"
    __table_args__ = (
        CheckConstraint("rating IS NULL OR rating BETWEEN 1 AND 5", name="rating_1_to_5"),
        Index("ix_review_queue", "status", "received_at", "id"),
        Index("ix_review_due", "due", "received_at"),
        Index("ix_review_risk", "status", "risk_rank", "received_at", "id"),
        Index("ix_review_site", "site_id", "status", "risk_rank", "received_at", "id"),
        Index("ix_review_site_oldest", "site_id", "status", "received_at", "id"),
        Index("ix_review_language", "status", "language", "risk_rank", "received_at", "id"),
        *(
            Index(
                f"ix_review_{column}",
                "status",
                "risk_rank",
                "received_at",
                "id",
                sqlite_where=text(f"{column} = 1"),
                postgresql_where=text(column),
            )
            for column in ("wants_language", "wants_translation", "health")
        ),
        Index("ix_review_site_id_fingerprint", "site_id", "fingerprint"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    site_id: Mapped[UUID] = mapped_column(ForeignKey("site.id"))
    submission_id: Mapped[UUID] = mapped_column(ForeignKey("submission.id"), index=True)
    original: Mapped[str] = mapped_column(Text)
    fingerprint: Mapped[str] = mapped_column(String(64))
    rating: Mapped[int | None]
    author: Mapped[str | None] = mapped_column(String(200))  # as given; shown as consent allows
    author_line: Mapped[AuthorLine | None]
    pseudonym: Mapped[str | None] = mapped_column(String(80))  # shown where the line is one
    left_out: Mapped[list[Any]] = mapped_column(default=list, server_default=text("'[]'"))
    signature: Mapped[str | None] = mapped_column(String(500))  # a page's line; never published
    written_on: Mapped[str | None] = mapped_column(String(10))  # ISO, as exact as known: 2023-10
    language: Mapped[str] = mapped_column(String(35), default="und")
    language_probability: Mapped[float] = mapped_column(default=0.0)
    status: Mapped[Status] = mapped_column(default=Status.RECEIVED)
    risk: Mapped[float] = mapped_column(default=0.0)
    risk_rank: Mapped[int] = mapped_column(default=_rank_of_row, server_default=text("3"))
    wants_language: Mapped[bool] = mapped_column(default=False, server_default=false())
    wants_translation: Mapped[bool] = mapped_column(default=False, server_default=false())
    health: Mapped[bool] = mapped_column(default=False, server_default=false())
    version: Mapped[int] = mapped_column(default=1)
    received_at: Mapped[datetime] = mapped_column(default=now)
    processed_at: Mapped[datetime | None]
    due: Mapped[Due | None]
    lease_until: Mapped[datetime | None]
    lease_token: Mapped[UUID | None]

    __mapper_args__: dict[str, Any] = {"version_id_col": version, "version_id_generator": False}  # noqa: RUF012

    site: Mapped[Site] = relationship()
    submission: Mapped[Submission] = relationship()
    consent: Mapped[Consent] = relationship(back_populates="review")
    segments: Mapped[list[Segment]] = relationship(
        back_populates="review", order_by="Segment.position", cascade="all, delete-orphan"
    )
    flags: Mapped[list[ReviewFlag]] = relationship(
        back_populates="review", order_by="ReviewFlag.id", cascade="all, delete-orphan"
    )

    @validates("risk")
    def _rank(self, _name: str, risk: float) -> float:
        self.risk_rank = risk_rank(risk)
        return risk


class Consent(Base):
    """The author's recorded permission, and when it was taken back.

    `wording` is what the author was shown. The withdrawal token lets the author take the
    permission back without an account; only its hash is kept. `contact_email` is where the
    author agreed to be asked about this review, and `asked_at` when a moderator last did; the
    address goes with the permission.
    """

    __tablename__ = "consent"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    review_id: Mapped[UUID] = mapped_column(ForeignKey("review.id"), unique=True)
    scope: Mapped[Scope]
    wording: Mapped[str] = mapped_column(Text)
    recorded_at: Mapped[datetime] = mapped_column(default=now)
    withdrawal_hash: Mapped[str] = mapped_column(String(64), unique=True)
    withdrawn_at: Mapped[datetime | None]
    contact_email: Mapped[str | None] = mapped_column(String(254))  # RFC 5321, 4.5.3.1.3
    asked_at: Mapped[datetime | None]

    review: Mapped[Review] = relationship(back_populates="consent")
