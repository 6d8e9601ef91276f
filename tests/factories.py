"""Rows for tests, each usable as it is; a test names only what it is about."""

from __future__ import annotations

import itertools
import re
from typing import TYPE_CHECKING, Any

from models import (
    ApiKey,
    Channel,
    Consent,
    Due,
    Finding,
    Outcome,
    Resolution,
    Review,
    ReviewFlag,
    Role,
    Scope,
    Segment,
    Side,
    Site,
    Staff,
    Status,
    Submission,
    Translation,
    now,
)
from moderation.accounts.api_keys import create_key
from moderation.accounts.passwords import hash_password
from moderation.accounts.tokens import hashed, new_token
from moderation.intake.normalise import fingerprint
from moderation.queue.decisions import decide, withdraw

if TYPE_CHECKING:
    from collections.abc import Sequence

    from flask.testing import FlaskClient
    from sqlalchemy.orm import Session
    from werkzeug.test import TestResponse

PASSWORD = "correct horse battery staple"
PACK = "translate-{}_en"
_numbers = itertools.count(1)
_CSRF = re.compile(r'name="csrf_token"[^>]*value="([^"]+)"')


def make_site(session: Session, **columns: Any) -> Site:  # noqa: ANN401
    """Add a site; its slug is fresh unless given."""
    slug = columns.pop("slug", f"site-{next(_numbers)}")
    site = Site(slug=slug, **{"name": slug.title(), "policy": {}, **columns})
    session.add(site)
    session.flush()
    return site


def make_staff(session: Session, *, password: str = PASSWORD, **columns: Any) -> Staff:  # noqa: ANN401
    """Add a moderator with a fresh address; `role=Role.ADMIN` for an administrator."""
    given = {"email": f"staff{next(_numbers)}@example.com", "name": "Anna", "role": Role.MODERATOR}
    staff = Staff(password_hash=hash_password(password), **{**given, **columns})
    session.add(staff)
    session.flush()
    return staff


def make_key(session: Session, site: Site, name: str = "website") -> tuple[ApiKey, str]:
    """Add an API key; gives it with its secret."""
    return create_key(session, site, name)


def make_review(
    session: Session,
    site: Site | None = None,
    *,
    text: str | None = None,
    status: Status = Status.PENDING,
    segments: Sequence[tuple[str, str, str | None]] = (("lv", "Paldies!", "Thank you!"),),
    findings: Sequence[tuple[str, str] | tuple[str, str, str]] = (),
    flags: Sequence[tuple[str, str, str]] = (),
    scope: Scope = Scope.FULL_NAME,
    channel: Channel = Channel.API,
    by: Staff | None = None,
    token: str | None = None,
    **columns: Any,  # noqa: ANN401
) -> Review:
    """Add a review as the worker leaves it, or further on.

    `segments` are (language, sentence, English or None); `text` is the sentences joined by a
    space unless given. `findings` are (kind, words in a sentence) or (kind, words in a
    sentence, words in its English): open, the second mirroring the first. `flags` are (stage,
    code, detail). Approved, rejected and withdrawn reviews come through the one door, so that
    entries and decisions are real. A received review has no segments yet.
    """
    site = site or make_site(session)
    if text is None:
        text = " ".join(sentence for _, sentence, _ in segments)
    submission = Submission(site_id=site.id, channel=channel, body_hash=hashed(text))
    session.add(submission)
    session.flush()
    waiting = status is Status.RECEIVED
    made = {
        "author": "Anna Liepa",
        "language": "und" if waiting else segments[0][0],
        "language_probability": 0.0 if waiting else 0.99,
        "status": Status.RECEIVED if waiting else Status.PENDING,
        "due": Due.EVERYTHING if waiting else None,
        "processed_at": None if waiting else now(),
        **columns,
    }
    review = Review(
        site_id=site.id,
        submission_id=submission.id,
        original=text,
        fingerprint=fingerprint(text),
        **made,
    )
    session.add(review)
    session.flush()
    session.add(
        Consent(
            review_id=review.id,
            scope=scope,
            wording="I agree that my words are published.",
            withdrawal_hash=hashed(token or new_token()),
        )
    )
    if not waiting:
        _add_segments(session, review, segments)
        _add_findings(session, review, findings)
    for stage, code, detail in flags:
        session.add(ReviewFlag(review_id=review.id, stage=stage, code=code, detail=detail))
    session.flush()
    session.refresh(review)
    _move(session, review, status, by)
    return review


def reject(session: Session, review: Review, staff: Staff, reason: str | None = None) -> None:
    """Reject a review as it stands, as a person does from the screen."""
    decide(
        session,
        review,
        Outcome.REJECTED,
        seen_version=review.version,
        staff_id=staff.id,
        reason=reason,
    )


def sign_in(client: FlaskClient, staff: Staff, password: str = PASSWORD) -> TestResponse:
    """Sign in through the form, as a person does."""
    email = staff.email
    page = client.get("/sign-in").get_data(as_text=True)
    token = _CSRF.search(page)
    return client.post(
        "/sign-in",
        data={
            "email": email,
            "password": password,
            "csrf_token": token[1] if token else "",
        },
    )


def _add_segments(
    session: Session, review: Review, segments: Sequence[tuple[str, str, str | None]]
) -> None:
    end = 0
    for position, (language, sentence, english) in enumerate(segments):
        start = review.original.index(sentence, end)
        end = start + len(sentence)
        segment = Segment(
            review_id=review.id,
            position=position,
            start=start,
            end=end,
            language=language,
            probability=0.99,
            evidence=[],
        )
        if english is not None:
            drafted = language != "en"
            segment.translations.append(
                Translation(
                    target="en",
                    text=english,
                    draft=english if drafted else None,
                    pack=PACK.format(language) if drafted else None,
                    pack_version="0.1" if drafted else None,
                    score=-0.1 if drafted else None,
                )
            )
        session.add(segment)
    session.flush()
    session.refresh(review)


def _add_findings(
    session: Session,
    review: Review,
    findings: Sequence[tuple[str, str] | tuple[str, str, str]],
) -> None:
    for kind, words, *english in findings:
        segment = next(each for each in review.segments if words in each.text)
        source = _finding(segment, Side.SOURCE, kind, segment.text.index(words), len(words))
        session.add(source)
        session.flush()
        translation = segment.translation()
        for mirrored in english:
            assert translation is not None
            start = translation.text.index(mirrored)
            row = _finding(segment, Side.TRANSLATION, kind, start, len(mirrored))
            row.mirror_of = source.id
            session.add(row)
    session.flush()
    session.expire_all()


def _finding(segment: Segment, side: Side, kind: str, start: int, length: int) -> Finding:
    return Finding(
        segment_id=segment.id,
        side=side,
        target="en" if side is Side.TRANSLATION else None,
        kind=kind,
        start=start,
        end=start + length,
        score=0.9,
        why="given_name",
        resolution=Resolution.OPEN,
    )


def _move(session: Session, review: Review, status: Status, by: Staff | None) -> None:
    ruling = {Status.APPROVED: Outcome.APPROVED, Status.REJECTED: Outcome.REJECTED}
    if status in ruling:
        staff = by or make_staff(session)
        decide(session, review, ruling[status], seen_version=review.version, staff_id=staff.id)
    elif status is Status.WITHDRAWN:
        withdraw(session, review)
    session.flush()
