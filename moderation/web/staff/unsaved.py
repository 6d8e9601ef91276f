"""What a moderator has typed on a review's screen and not saved yet.

Every button of the screen posts the whole of it, so that no click can lose an edit: what was
typed is saved first, then the button does its work.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from models import Resolution, Side
from moderation import rework
from moderation.queue import edits
from moderation.queue.edits import EditError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from uuid import UUID

    from sqlalchemy.orm import Session

    from models import Review, Segment


@dataclass(frozen=True, slots=True)
class Unsaved:
    """English texts and words to hide, by sentence; only where the moderator touched them."""

    texts: dict[int, str] = field(default_factory=dict)
    words: dict[int, str] = field(default_factory=dict)

    def __bool__(self) -> bool:
        """Tell whether there is anything to save."""
        return bool(self.texts or self.words)


def read(form: Mapping[str, str], review: Review) -> Unsaved:
    """Read a posted screen. `seen-N` is the digest of the text that the screen was drawn with."""
    texts: dict[int, str] = {}
    words: dict[int, str] = {}
    for segment in review.segments:
        number = segment.position
        text = form.get(f"english-{number}")
        if text is not None:
            seen = form.get(f"seen-{number}") or digest(edits.text_of(segment, Side.TRANSLATION))
            if digest(text) != seen:
                texts[number] = normalised(text)
        if hidden := form.get(f"words-{number}", "").strip():
            words[number] = hidden
    return Unsaved(texts, words)


def save(
    session: Session,
    review: Review,
    unsaved: Unsaved,
    *,
    kinds: Mapping[int, str],
    seen_version: int,
    staff_id: UUID,
) -> int:
    """Save it all in the caller's transaction; give how many sentences changed.

    Raises StaleReviewError, NotAllowedError, or EditError for a text that cannot stand.
    """
    changed = rework.edit_english(
        session, review, unsaved.texts, seen_version=seen_version, staff_id=staff_id
    )
    version = review.version if changed else seen_version
    for position, words in unsaved.words.items():
        segment = _segment(review, position)
        version = hide_words(
            session,
            review,
            segment,
            words,
            kind=kinds.get(position, "person"),
            seen_version=version,
            staff_id=staff_id,
        )
        changed += 1
    return changed


def hide_words(
    session: Session,
    review: Review,
    segment: Segment,
    words: str,
    *,
    kind: str,
    seen_version: int,
    staff_id: UUID,
) -> int:
    """Hide words wherever they stand in a sentence or its English; give the version after.

    Raises EditError if they stand in neither.
    """
    version, hidden = seen_version, 0
    for side in Side:
        while span := _standing(segment, side, words):
            rework.redact_selection(
                session,
                review,
                segment,
                side,
                start=span[0],
                end=span[1],
                kind=kind,
                seen_version=version,
                staff_id=staff_id,
            )
            version = review.version
            session.expire(segment, ["findings"])
            hidden += 1
    if not hidden:
        raise EditError("not_found")
    return version


def normalised(text: str) -> str:
    """Give a text as it stands in the database: browsers send CR LF for a line's end."""
    return text.replace("\r\n", "\n").replace("\r", "\n").strip()


def digest(text: str) -> str:
    """Give a short fingerprint of a text, the same for a browser's form of it."""
    return hashlib.sha256(normalised(text).encode("utf-8", "replace")).hexdigest()[:16]


def _segment(review: Review, position: int) -> Segment:
    return next(each for each in review.segments if each.position == position)


def _standing(segment: Segment, side: Side, words: str) -> tuple[int, int] | None:
    """Find words in a text where they are not hidden yet."""
    text = edits.text_of(segment, side)
    hidden = [
        each
        for each in segment.findings
        if each.side is side and each.resolution is Resolution.REDACTED
    ]
    for found in re.finditer(re.escape(words), text, re.IGNORECASE):
        start, end = found.span()
        if not any(each.start <= start and end <= each.end for each in hidden):
            return start, end
    return None
