"""What a moderator has typed on a review's screen and not saved yet.

Every button of the screen posts the whole of it, so that no click can lose an edit: what was
typed is saved first, then the button does its work. A sentence that a colleague changed in the
meantime is not saved with the rest; it waits until the moderator has chosen.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from models import Resolution, Side
from moderation import rework
from moderation.queue import edits
from moderation.queue.edits import EditError
from moderation.queue.unsaved import digest, normalised

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from uuid import UUID

    from sqlalchemy.orm import Session

    from models import Review, Segment, UnsavedEdit

MINE, THEIRS = "mine", "theirs"


@dataclass(frozen=True, slots=True)
class Unsaved:
    """English texts and words to hide, by sentence; only where the moderator touched them.

    `texts` are to be saved, `conflicts` wait for a choice, `news` are those conflicts that no
    screen has shown yet, `settled` need no keeping any more. `seen` is, for each text, the digest
    of the English it was typed over.
    """

    texts: dict[int, str] = field(default_factory=dict)
    words: dict[int, str] = field(default_factory=dict)
    conflicts: dict[int, str] = field(default_factory=dict)
    news: frozenset[int] = frozenset()
    settled: frozenset[int] = frozenset()
    seen: dict[int, str] = field(default_factory=dict)

    def __bool__(self) -> bool:
        """Tell whether there is anything to save."""
        return bool(self.texts or self.words)

    @property
    def typed(self) -> dict[int, str]:
        """What stands in the boxes, by sentence."""
        return self.texts | self.conflicts

    def under(self, newer: Unsaved) -> Unsaved:
        """Give this with what was typed later laid over it."""
        return Unsaved(
            texts={n: each for n, each in self.texts.items() if n not in newer.conflicts}
            | newer.texts,
            words=self.words | newer.words,
            conflicts={n: each for n, each in self.conflicts.items() if n not in newer.texts}
            | newer.conflicts,
        )

    def to_keep(self) -> dict[int, tuple[str, str]]:
        """Give what must not be lost: each text with the digest of what it was typed over."""
        return {number: (text, self.seen[number]) for number, text in self.typed.items()}


def read(form: Mapping[str, str], review: Review, kept: Sequence[UnsavedEdit]) -> Unsaved:
    """Read a posted screen, beside what the same moderator had typed before.

    `seen-N` is the digest of the text that the screen was drawn with, `choice-N` says whose
    words shall stand where two people wrote.
    """
    before = {each.position: each for each in kept}
    found = Unsaved()
    settled: set[int] = set()
    news: set[int] = set()
    for segment in review.segments:
        number = segment.position
        if hidden := form.get(f"words-{number}", "").strip():
            found.words[number] = hidden
        text, choice = form.get(f"english-{number}"), form.get(f"choice-{number}")
        stands = digest(edits.text_of(segment, Side.TRANSLATION))
        drawn = form.get(f"seen-{number}") or stands
        if text is None or choice == THEIRS or digest(text) == drawn:
            settled |= {number} if text is not None else set()
            continue
        row = before.get(number)
        typed_before = row is not None and choice != MINE and digest(row.text) != stands
        found.seen[number] = row.seen if row is not None and typed_before else drawn
        if found.seen[number] != stands and by_hand(segment) and choice != MINE:
            found.conflicts[number] = normalised(text)
            news |= {number} if drawn != stands else set()
        else:
            found.texts[number] = normalised(text)
            settled.add(number)
    return replace(found, news=frozenset(news), settled=frozenset(settled))


def standing(review: Review, kept: Sequence[UnsavedEdit]) -> Unsaved:
    """Lay what a moderator had typed over a review as it stands now."""
    segments = {each.position: each for each in review.segments}
    found = Unsaved()
    for row in kept:
        segment = segments.get(row.position)
        if segment is None:
            continue
        text = edits.text_of(segment, Side.TRANSLATION)
        if digest(row.text) == digest(text):
            continue
        conflict = row.seen != digest(text) and by_hand(segment)
        (found.conflicts if conflict else found.texts)[row.position] = row.text
    return found


def by_hand(segment: Segment) -> bool:
    """Tell whether the standing English is a person's, so that writing over it wants a choice."""
    english = segment.translation()
    return english is not None and english.post_edited_at is not None


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
