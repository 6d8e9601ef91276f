"""The last look at exactly the text that an approval would publish.

Recognisers read the published texts whole, redactions applied, and the author's line. What they
see there must have been ruled on: hidden, kept by a moderator, or of a kind that the site's
policy lets stand. Anything else is an obstacle that names its kind and its sentence.
"""

from __future__ import annotations

import hashlib
import threading
from dataclasses import dataclass
from typing import TYPE_CHECKING

from models import Policy, Resolution
from moderation import privacy
from moderation.flag import Flag
from moderation.queue import renditions
from moderation.target import ENGLISH

if TYPE_CHECKING:
    from collections.abc import Iterator

    from models import Review, Segment

# An author's line is a name that the author lets stand; these are more than a name.
IN_AUTHOR = frozenset(
    {
        "email", "phone", "personal_code", "passport", "iban", "card", "plate", "date_of_birth",
        "address", "health",
    }
)  # fmt: skip

SOURCE = "source"  # how an obstacle names the original among the texts
READ_KEPT = 4096  # texts whose findings are remembered; a few hundred bytes each
_READ: dict[bytes, tuple[privacy.Finding, ...]] = {}
_READ_LOCK = threading.Lock()


@dataclass(frozen=True, slots=True)
class Seen:
    """Something that may identify somebody and that nobody has ruled on.

    `stretches` are offsets into the segment's text in `target`, its own for None. What reaches over
    the end of a sentence is seen in each of them.
    """

    kind: str
    score: float
    why: str
    target: str | None
    segment: Segment
    stretches: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class _Place:
    """Where one character of the published text came from."""

    segment: Segment
    offset: int
    settled: bool  # part of a replacement, or inside a finding


def flags(review: Review, author: str | None) -> list[Flag]:
    """Give an obstacle for each kind and sentence in which something is still seen."""
    found = [
        Flag("still_seen", f"{each.kind}:{each.target or SOURCE}:{each.segment.position + 1}")
        for each in still_seen(review)
    ]
    return list(dict.fromkeys([*found, *author_flags(author, review.language)]))


def author_flags(author: str | None, tag: str) -> list[Flag]:
    """Give an obstacle for each kind that an author's line shows beside the name."""
    return [
        Flag("still_seen", f"{each.kind}:author:")
        for each in recognised(author or "", tag, ())
        if each.kind in IN_AUTHOR
    ]


def still_seen(review: Review) -> list[Seen]:
    """Give what recognisers see in the texts to be published and nobody has ruled on."""
    policy = Policy.of(review.site.policy)
    targets: list[str | None] = [ENGLISH]
    if policy.publish_original and review.language != ENGLISH:
        targets.append(None)
    targets += renditions.published(review)
    return [
        seen
        for target in targets
        for seen in _seen(review, target, policy)
        if policy.blocks(seen.kind)
    ]


def _seen(review: Review, target: str | None, policy: Policy) -> Iterator[Seen]:
    text, places = published(review, target)
    for found in recognised(text, target or review.language, policy.staff_names):
        open_places: dict[int, list[_Place]] = {}
        for position in range(found.start, found.end):
            place = places[position]
            if place is not None and not place.settled and text[position].isalnum():
                open_places.setdefault(place.segment.position, []).append(place)
        for those in open_places.values():
            stretches = _stretches([each.offset for each in those])
            yield Seen(found.kind, found.score, found.why, target, those[0].segment, stretches)


def recognised(text: str, tag: str, staff: tuple[str, ...]) -> tuple[privacy.Finding, ...]:
    """Give what recognisers see in a text, remembered for the texts read last.

    What they see follows from the text, its language and the names alone, so it cannot be out of
    date. The text itself is not kept: a digest of all three stands for it.
    """
    key = hashlib.blake2b(repr((text, tag, staff)).encode("utf-8", "replace")).digest()
    found = _READ.get(key)
    if found is None:
        found = tuple(privacy.find(text, tag, staff=staff))
        with _READ_LOCK:
            _READ[key] = found
            while len(_READ) > READ_KEPT:
                del _READ[next(iter(_READ))]
    return found


def published(review: Review, target: str | None) -> tuple[str, list[_Place | None]]:
    """Give one published text, and for each of its characters where it came from.

    The text is that of `snapshot.content`, before white space is taken off its ends: the original
    for None.
    """
    characters: list[str] = []
    places: list[_Place | None] = []
    position = 0
    for segment in review.segments:
        between = review.original[position : segment.start]
        characters.append(between)
        places += [None] * len(between)
        for piece, place in _pieces(segment, target):
            characters.append(piece)
            places += place
        position = segment.end
    return "".join(characters), places


def _pieces(segment: Segment, target: str | None) -> Iterator[tuple[str, list[_Place | None]]]:
    text, found = segment.text_in(target), segment.marked(target)
    inside = {offset for each in found for offset in range(each.start, each.end)}
    position = 0
    hidden = [each for each in found if each.resolution is Resolution.REDACTED]
    for each in hidden:
        yield _plain(segment, text, position, each.start, inside)
        words = each.replacement or ""
        yield words, [_Place(segment, each.start, settled=True)] * len(words)
        position = each.end
    yield _plain(segment, text, position, len(text), inside)


def _plain(
    segment: Segment, text: str, start: int, end: int, inside: set[int]
) -> tuple[str, list[_Place | None]]:
    places: list[_Place | None] = [
        _Place(segment, offset, settled=offset in inside) for offset in range(start, end)
    ]
    return text[start:end], places


def _stretches(offsets: list[int]) -> tuple[tuple[int, int], ...]:
    """Join neighbouring offsets into spans; a gap of one or two characters stays inside."""
    spans: list[tuple[int, int]] = []
    for offset in offsets:
        if spans and offset - spans[-1][1] <= 2:  # noqa: PLR2004
            spans[-1] = (spans[-1][0], offset + 1)
        else:
            spans.append((offset, offset + 1))
    return tuple(spans)
