"""A site's translation memory: written by approvals, read by the worker and the desk.

It holds words of authors, so only sentences in which nothing was found are remembered, and they
are forgotten as soon as the review they come from is not approved any more.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import delete, select

from models import Memory
from moderation.target import ENGLISH
from moderation.translation.memory import LONGER, Suggestion, digest, nearest, normalised

if TYPE_CHECKING:
    from collections.abc import Sequence
    from uuid import UUID

    from sqlalchemy.orm import Session

    from models import Review, Segment

COMPARED = 2000  # the newest sentences of like length, among which near matches are looked for


def remember(session: Session, review: Review) -> None:
    """Keep an approved review's sentence pairs, those in which nothing was found."""
    forget(session, review)
    for segment in review.segments:
        standing = segment.translation(ENGLISH)
        if standing is None or segment.findings or _base(segment.language) in {ENGLISH, "und"}:
            continue
        session.add(
            Memory(
                site_id=review.site_id,
                review_id=review.id,
                segment_id=segment.id,
                source_language=_base(segment.language),
                target_language=ENGLISH,
                source_hash=digest(segment.text),
                length=len(normalised(segment.text)),
                source=segment.text,
                target=standing.text,
            )
        )
    session.flush()


def forget(session: Session, review: Review) -> None:
    """Drop what was kept of a review: at its withdrawal, erasure, or leaving the feed."""
    session.execute(delete(Memory).where(Memory.review_id == review.id))


def recall(
    session: Session, site_id: UUID, sentences: Sequence[tuple[str, str]]
) -> dict[tuple[str, str], str]:
    """Give the approved English of the (tag, text) sentences the site has approved before.

    Where it has approved several, the newest.
    """
    hashes = {(_base(tag), digest(text)): (tag, text) for tag, text in sentences}
    known: dict[tuple[str, str], str] = {}
    for language in {tag for tag, _ in hashes}:
        query = (
            select(Memory.source_hash, Memory.target)
            .where(
                Memory.site_id == site_id,
                Memory.source_language == language,
                Memory.target_language == ENGLISH,
                Memory.source_hash.in_([each for tag, each in hashes if tag == language]),
            )
            .order_by(Memory.remembered_at, Memory.id)
        )
        for found, english in session.execute(query):
            known[language, found] = english
    return {
        (tag, text): known[key]
        for tag, text in sentences
        if (key := (_base(tag), digest(text))) in known
    }


def suggestions(session: Session, segment: Segment) -> list[Suggestion]:
    """Give what the site has approved for sentences like this one, likest first, at most three."""
    length = len(normalised(segment.text))
    query = (
        select(Memory.source, Memory.target)
        .where(
            Memory.site_id == segment.review.site_id,
            Memory.source_language == _base(segment.language),
            Memory.target_language == ENGLISH,
            Memory.length.between(int(length / LONGER), int(length * LONGER) + 1),
            Memory.review_id != segment.review_id,
        )
        .order_by(Memory.remembered_at.desc(), Memory.id.desc())
        .limit(COMPARED)
    )
    return nearest(segment.text, [(source, target) for source, target in session.execute(query)])


def _base(tag: str) -> str:
    return tag.split("-", 1)[0].lower()
