"""The sentences of a review's page, each beside its English."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from flask_babel import gettext
from sqlalchemy import select

from models import Staff
from moderation.queue import snapshot
from moderation.queue.unsaved import Place, digest
from moderation.target import ENGLISH
from moderation.web import wording
from moderation.web.staff.marks import Piece, pieces
from moderation.web.staff.worddiff import Change, changes

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime
    from uuid import UUID

    from sqlalchemy.orm import Session

    from models import Review, ReviewFlag, Segment
    from moderation.web.staff.unsaved import Unsaved


@dataclass(frozen=True, slots=True)
class Note:
    """A flag in words, with its code."""

    words: str
    code: str


@dataclass(frozen=True, slots=True)
class Conflict:
    """What a colleague made of a sentence that the viewer has typed into too."""

    who: str
    at: datetime | None
    changes: list[Change]  # from theirs to the viewer's


@dataclass(frozen=True, slots=True)
class Sentence:
    """One row of the page: a sentence, its English, and what there is to say of it."""

    position: int
    language: str
    evidence: str
    source: list[Piece]
    english: list[Piece]
    text: str  # the English to edit: the moderator's unsaved text, or what stands
    seen: str  # the digest of what stands
    draft: str | None  # the machine's text, where a person has changed it
    changes: list[Change]  # from the draft to what stands
    notes: list[Note]
    doubted: bool  # an edit or a person's word is wanted before approval
    waiting: bool  # its language was set, and the translation is under way
    unsaved: bool
    conflict: Conflict | None
    words: str

    @property
    def missing(self) -> bool:
        """Whether the sentence has no English yet."""
        return not self.english


def sentences(session: Session, review: Review, unsaved: Unsaved) -> list[Sentence]:
    """Give a review's sentences in order; `unsaved` is laid over what stands, marked as such."""
    doubtful = snapshot.doubtful(review)
    names = names_of(session, review, unsaved)
    return [
        _sentence(each, unsaved, names, doubted=each.id in doubtful) for each in review.segments
    ]


def note(flag: ReviewFlag) -> Note:
    """Put a flag into words."""
    return Note(wording.flag(flag.code, flag.detail), flag.code)


def _sentence(
    segment: Segment, unsaved: Unsaved, names: Mapping[UUID, str], *, doubted: bool
) -> Sentence:
    english = segment.translation()
    place = Place(ENGLISH, segment.position)
    text = segment.text_in(ENGLISH)
    typed = unsaved.typed.get(place)
    edited = english is not None and english.post_edited_at is not None
    draft = english.draft if english and edited and english.draft != text else None
    return Sentence(
        position=segment.position,
        language=segment.language,
        evidence="; ".join(wording.evidence(code, detail) for code, detail in segment.evidence),
        source=marked_pieces(segment, None),
        english=marked_pieces(segment, ENGLISH),
        text=text if typed is None else typed,
        seen=digest(text),
        draft=draft,
        changes=changes(draft, text) if draft else [],
        notes=notes(segment, None),
        doubted=doubted and bool(text),
        waiting=_waiting(segment) and not edited,
        unsaved=typed is not None,
        conflict=conflict(segment, place, unsaved, names),
        words=unsaved.words.get(segment.position, ""),
    )


def notes(segment: Segment, target: str | None) -> list[Note]:
    """Put into words what is said of a sentence, or of its rendition in `target`."""
    return [
        note(each)
        for each in segment.review.flags
        if each.segment_id == segment.id and each.target == target
    ]


def conflict(
    segment: Segment, place: Place, unsaved: Unsaved, names: Mapping[UUID, str]
) -> Conflict | None:
    """Say what a colleague made of a text that the viewer has typed over too."""
    mine = unsaved.conflicts.get(place)
    standing = segment.translation(place.target)
    if mine is None or standing is None:
        return None
    who = names.get(standing.post_edited_by) if standing.post_edited_by else None
    return Conflict(
        who=who or str(gettext("a former member of staff")),
        at=standing.post_edited_at,
        changes=changes(standing.text, mine),
    )


def names_of(session: Session, review: Review, unsaved: Unsaved) -> dict[UUID, str]:
    """Name whoever edited the sentences that are in conflict."""
    if not unsaved.conflicts:
        return {}
    ids = {each.post_edited_by for segment in review.segments for each in segment.translations} - {
        None
    }
    rows = session.execute(select(Staff.id, Staff.name).where(Staff.id.in_(ids)))
    return {key: name for key, name in rows}  # noqa: C416 - a Result has keys()


def _waiting(segment: Segment) -> bool:
    """Tell whether a sentence's language was set after the machine last read the review."""
    review, moment = segment.review, segment.language_set_at
    if review.due is None or moment is None:
        return False
    return review.processed_at is None or moment > review.processed_at


def marked_pieces(segment: Segment, target: str | None) -> list[Piece]:
    """Cut one of a sentence's texts at its findings: the author's own for None."""
    return list(pieces(segment.text_in(target), segment.marked(target)))
