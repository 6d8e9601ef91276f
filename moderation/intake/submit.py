"""One committed row for each review that comes in, by whichever door."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import select

from models import Channel, Consent, Due, Review, ReviewFlag, Scope, Submission
from moderation.accounts.tokens import hashed, withdrawal_token
from moderation.audit import record
from moderation.intake.normalise import check, fingerprint
from moderation.intake.spam import flags as spam_flags

if TYPE_CHECKING:
    from uuid import UUID

    from sqlalchemy.orm import Session

    from models import Site
    from moderation.flag import Flag

STAGE = "intake"
LONGEST_AUTHOR = 200  # characters, as the table has it
LONGEST_SIGNATURE = 500


class IntakeError(ValueError):
    """A review that cannot be taken; `field` and `code` say where and why."""

    def __init__(self, field: str, code: str) -> None:
        super().__init__(f"{field}: {code}")
        self.field = field
        self.code = code


class KeyReusedError(ValueError):
    """An idempotency key came again with another body."""


@dataclass(frozen=True, slots=True)
class NewReview:
    """What a door hands in. `written_on` is an ISO date, as exact as it is known."""

    text: str
    channel: Channel
    consent_scope: Scope
    consent_wording: str
    author: str | None = None
    rating: int | None = None
    signature: str | None = None
    written_on: str | None = None
    idempotency_key: str | None = None
    api_key_id: UUID | None = None
    contact_email: str | None = None

    def body_hash(self) -> str:
        """Give a digest of everything the author said, to tell a repeat from a reuse."""
        body = [
            self.text,
            self.consent_scope.value,
            self.consent_wording,
            self.author,
            self.rating,
            self.signature,
            self.written_on,
        ]
        if self.contact_email is not None:  # keys of before this field keep their digest
            body.append(self.contact_email)
        return hashlib.sha256(json.dumps(body).encode("utf-8", "surrogatepass")).hexdigest()


@dataclass(frozen=True, slots=True)
class Receipt:
    """The answer to a submission: its review, the author's way out, and whether it is a repeat."""

    review: Review
    withdrawal_token: str
    repeated: bool


def submit(session: Session, site: Site, new: NewReview, *, secret: str, max_chars: int) -> Receipt:
    """Add a review in the caller's transaction; the caller commits before answering.

    Raises IntakeError if the text cannot be taken, KeyReusedError if the idempotency key
    belongs to another body.
    """
    if problem := check(new.text, max_chars):
        raise IntakeError("text", problem)
    for field, value, longest in (
        ("author", new.author, LONGEST_AUTHOR),
        ("signature", new.signature, LONGEST_SIGNATURE),
    ):
        if value is not None and len(value) > longest:
            raise IntakeError(field, "too_long")
    earlier = _earlier(session, site, new)
    if earlier is not None:
        return Receipt(earlier, withdrawal_token(secret, earlier.id), repeated=True)
    submission = Submission(
        site_id=site.id,
        channel=new.channel,
        api_key_id=new.api_key_id,
        idempotency_key=new.idempotency_key,
        body_hash=new.body_hash(),
    )
    session.add(submission)
    session.flush()
    review = Review(
        site_id=site.id,
        submission_id=submission.id,
        original=new.text,
        fingerprint=fingerprint(new.text),
        rating=new.rating,
        author=new.author,
        signature=new.signature,
        written_on=new.written_on,
        due=Due.EVERYTHING,
    )
    duplicate = _duplicate_of(session, review)
    session.add(review)
    session.flush()
    token = withdrawal_token(secret, review.id)
    session.add(
        Consent(
            review_id=review.id,
            scope=new.consent_scope,
            wording=new.consent_wording,
            withdrawal_hash=hashed(token),
            contact_email=new.contact_email,
        )
    )
    _flag(session, review, spam_flags(new.text))
    if duplicate is not None:
        session.add(
            ReviewFlag(review_id=review.id, stage=STAGE, code="duplicate", detail=str(duplicate))
        )
    by = f"key:{new.api_key_id}" if new.api_key_id else "system"
    record(session, actor=by, tag="review:receive", subject=review.id, channel=new.channel.value)
    return Receipt(review, token, repeated=False)


def _earlier(session: Session, site: Site, new: NewReview) -> Review | None:
    """Find the review an idempotency key brought before."""
    if new.idempotency_key is None:
        return None
    found = session.execute(
        select(Review, Submission)
        .join(Submission, Review.submission_id == Submission.id)
        .where(Submission.site_id == site.id, Submission.idempotency_key == new.idempotency_key)
    ).first()
    if found is None:
        return None
    review, submission = found
    if submission.body_hash != new.body_hash():
        raise KeyReusedError(new.idempotency_key)
    return review


def _duplicate_of(session: Session, review: Review) -> UUID | None:
    """Find the oldest review of the site with the same words."""
    return session.scalars(
        select(Review.id)
        .where(Review.site_id == review.site_id, Review.fingerprint == review.fingerprint)
        .order_by(Review.received_at)
        .limit(1)
    ).first()


def _flag(session: Session, review: Review, flags: tuple[Flag, ...]) -> None:
    session.add_all(
        ReviewFlag(review_id=review.id, stage=STAGE, code=flag.code, detail=flag.detail)
        for flag in flags
    )
