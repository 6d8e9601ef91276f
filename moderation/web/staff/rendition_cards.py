"""The renditions on a review's page: each feed language's text, sentence beside its English."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from moderation.queue import renditions, snapshot
from moderation.queue.unsaved import Place, digest
from moderation.web.staff import rendition_words
from moderation.web.staff.sentences import conflict, marked_pieces, names_of
from moderation.web.staff.unsaved import box
from moderation.web.staff.worddiff import Change, changes

if TYPE_CHECKING:
    from collections.abc import Mapping
    from uuid import UUID

    from sqlalchemy.orm import Session

    from models import Review, Segment
    from moderation.web.staff.marks import Piece
    from moderation.web.staff.sentences import Conflict
    from moderation.web.staff.unsaved import Unsaved


@dataclass(frozen=True, slots=True)
class Line:
    """One sentence in a feed language, and what there is to say of it."""

    place: Place
    beside: str  # the text it was made of
    pieces: list[Piece]
    text: str  # to edit: the moderator's unsaved text, or what stands
    seen: str  # the digest of what stands
    draft: str | None  # the machine's text, where a person has changed it
    changes: list[Change]  # from the draft to what stands
    notes: list[str]
    doubted: bool  # an edit or a person's word is wanted before approval
    unsaved: bool
    conflict: Conflict | None

    @property
    def missing(self) -> bool:
        """Whether there is no text yet."""
        return not self.pieces

    def field(self, name: str) -> str:
        """Name one of the line's fields in the form."""
        return box(self.place, name)


@dataclass(frozen=True, slots=True)
class RenditionCard:
    """A review in one feed language."""

    tag: str
    left_out: bool
    text: str | None  # as it would be published; None where it would not
    way: str
    lines: list[Line]
    marked: bool  # a mark in this text is open

    @property
    def missing(self) -> list[int]:
        """The numbers of the sentences that keep the language from being published."""
        return [each.place.position + 1 for each in self.lines if each.missing]

    @property
    def doubts(self) -> int:
        """How many sentences want a look before the approval."""
        return 0 if self.left_out else sum(each.doubted for each in self.lines)

    @property
    def urgent(self) -> bool:
        """Whether something in it waits for the moderator."""
        typed = any(each.unsaved or each.conflict for each in self.lines)
        return typed or bool(not self.left_out and (self.doubts or self.missing or self.marked))


def cards(
    session: Session, review: Review, unsaved: Unsaved, content: Mapping[str, str]
) -> list[RenditionCard]:
    """Give a review's renditions; `content` is what would be published."""
    offered = renditions.offered(review)
    if not offered:
        return []
    names = names_of(session, review, unsaved)
    return [_card(review, tag, unsaved, names, content) for tag in offered]


def _card(
    review: Review,
    tag: str,
    unsaved: Unsaved,
    names: Mapping[UUID, str],
    content: Mapping[str, str],
) -> RenditionCard:
    doubted = renditions.doubtful(review, tag)
    waiting = snapshot.open_findings(review)
    return RenditionCard(
        tag=tag,
        left_out=tag in review.left_out,
        text=content.get(tag),
        way=rendition_words.way(renditions.provenance(review, tag)),
        lines=[
            _line(each, tag, unsaved, names, doubted=each.id in doubted) for each in review.segments
        ],
        marked=any(each.target == tag for each in waiting),
    )


def _line(
    segment: Segment, tag: str, unsaved: Unsaved, names: Mapping[UUID, str], *, doubted: bool
) -> Line:
    place = Place(tag, segment.position)
    standing = segment.translation(tag)
    text = segment.text_in(tag)
    typed = unsaved.typed.get(place)
    edited = standing is not None and standing.post_edited_at is not None
    draft = standing.draft if standing and edited and standing.draft != text else None
    return Line(
        place=place,
        beside=renditions.made_of(segment, tag),
        pieces=marked_pieces(segment, tag),
        text=text if typed is None else typed,
        seen=digest(text),
        draft=draft,
        changes=changes(draft, text) if draft else [],
        notes=_notes(segment, tag, edited=edited),
        doubted=doubted,
        unsaved=typed is not None,
        conflict=conflict(segment, place, unsaved, names),
    )


def _notes(segment: Segment, tag: str, *, edited: bool) -> list[str]:
    said = [
        rendition_words.flag(each)
        for each in segment.review.flags
        if each.segment_id == segment.id and each.target == tag
    ]
    if edited and renditions.outdated(segment, tag):
        said.append(rendition_words.outdated())
    return said
