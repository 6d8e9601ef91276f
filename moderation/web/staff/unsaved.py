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
from moderation.queue import renditions
from moderation.queue.edits import EditError
from moderation.queue.unsaved import Place, digest, normalised
from moderation.target import ENGLISH

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from uuid import UUID

    from sqlalchemy.orm import Session

    from models import Review, Segment, UnsavedEdit

MINE, THEIRS = "mine", "theirs"


@dataclass(frozen=True, slots=True)
class Unsaved:
    """Texts by their boxes and words to hide by sentence; only where the moderator touched them.

    `texts` are to be saved, `conflicts` wait for a choice, `news` are those conflicts that no
    screen has shown yet, `settled` need no keeping any more. `seen` is, for each text, the digest
    of what it was typed over.
    """

    texts: dict[Place, str] = field(default_factory=dict)
    words: dict[int, str] = field(default_factory=dict)
    conflicts: dict[Place, str] = field(default_factory=dict)
    news: frozenset[Place] = frozenset()
    settled: frozenset[Place] = frozenset()
    seen: dict[Place, str] = field(default_factory=dict)

    def __bool__(self) -> bool:
        """Tell whether there is anything to save."""
        return bool(self.texts or self.words)

    @property
    def typed(self) -> dict[Place, str]:
        """What stands in the boxes."""
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

    def to_keep(self) -> dict[Place, tuple[str, str]]:
        """Give what must not be lost: each text with the digest of what it was typed over."""
        return {number: (text, self.seen[number]) for number, text in self.typed.items()}


def box(place: Place, name: str = "text") -> str:
    """Name a form's field for a box: "english-0" and "seen-0", "text-lv-0" and "seen-lv-0"."""
    if place.target == ENGLISH:
        return f"{'english' if name == 'text' else name}-{place.position}"
    return f"{name}-{place.target}-{place.position}"


def read(form: Mapping[str, str], review: Review, kept: Sequence[UnsavedEdit]) -> Unsaved:
    """Read a posted screen, beside what the same moderator had typed before.

    `seen-N` is the digest of the text that the screen was drawn with, `choice-N` says whose
    words shall stand where two people wrote.
    """
    before = {Place.of(each): each for each in kept}
    found = Unsaved()
    settled: set[Place] = set()
    news: set[Place] = set()
    for segment in review.segments:
        if hidden := form.get(f"words-{segment.position}", "").strip():
            found.words[segment.position] = hidden
    for place, segment in _boxes(review):
        text, choice = form.get(box(place)), form.get(box(place, "choice"))
        stands = digest(segment.text_in(place.target))
        drawn = form.get(box(place, "seen")) or stands
        if text is None or choice == THEIRS or digest(text) == drawn:
            settled |= {place} if text is not None else set()
            continue
        row = before.get(place)
        typed_before = row is not None and choice != MINE and digest(row.text) != stands
        found.seen[place] = row.seen if row is not None and typed_before else drawn
        by_another = by_hand(segment, place.target) and choice != MINE
        if found.seen[place] != stands and by_another:
            found.conflicts[place] = normalised(text)
            news |= {place} if drawn != stands else set()
        else:
            found.texts[place] = normalised(text)
            settled.add(place)
    return replace(found, news=frozenset(news), settled=frozenset(settled))


def standing(review: Review, kept: Sequence[UnsavedEdit]) -> Unsaved:
    """Lay what a moderator had typed over a review as it stands now."""
    boxes = dict(_boxes(review))
    found = Unsaved()
    for row in kept:
        segment = boxes.get(Place.of(row))
        if segment is None:
            continue
        text = segment.text_in(row.target)
        if digest(row.text) == digest(text):
            continue
        conflict = row.seen != digest(text) and by_hand(segment, row.target)
        (found.conflicts if conflict else found.texts)[Place.of(row)] = row.text
    return found


def by_hand(segment: Segment, target: str) -> bool:
    """Tell whether the standing text is a person's, so that writing over it wants a choice."""
    standing = segment.translation(target)
    return standing is not None and standing.post_edited_at is not None


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
    changed, version = 0, seen_version
    for target in dict.fromkeys(place.target for place in unsaved.texts):
        texts = {n: text for (tag, n), text in unsaved.texts.items() if tag == target}
        now_changed = rework.edit_translation(
            session, review, texts, seen_version=version, staff_id=staff_id, target=target
        )
        version = review.version if now_changed else version
        changed += now_changed
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
    """Hide words wherever they stand in a sentence or its translations; give the version after.

    Raises EditError if they stand in none.
    """
    version, hidden = seen_version, 0
    for target in (None, *(each.target for each in segment.translations)):
        while span := _standing(segment, target, words):
            rework.redact_selection(
                session,
                review,
                segment,
                Side.SOURCE if target is None else Side.TRANSLATION,
                start=span[0],
                end=span[1],
                kind=kind,
                seen_version=version,
                staff_id=staff_id,
                target=target or ENGLISH,
            )
            version = review.version
            session.expire(segment, ["findings"])
            hidden += 1
    if not hidden:
        raise EditError("not_found")
    return version


def _boxes(review: Review) -> Iterator[tuple[Place, Segment]]:
    """Yield the boxes that a review's page may have, each with its sentence."""
    for target in (ENGLISH, *renditions.languages(review)):
        for segment in review.segments:
            yield Place(target, segment.position), segment


def _segment(review: Review, position: int) -> Segment:
    return next(each for each in review.segments if each.position == position)


def _standing(segment: Segment, target: str | None, words: str) -> tuple[int, int] | None:
    """Find words in a text where they are not hidden yet."""
    text = segment.text_in(target)
    hidden = [each for each in segment.marked(target) if each.resolution is Resolution.REDACTED]
    for found in re.finditer(re.escape(words), text, re.IGNORECASE):
        start, end = found.span()
        if not any(each.start <= start and end <= each.end for each in hidden):
            return start, end
    return None
