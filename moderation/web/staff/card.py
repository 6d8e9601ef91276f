"""What the review page shows, gathered before the template prints it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from flask_babel import gettext

from models import Policy, Resolution, Side, Status
from moderation import privacy, rework
from moderation.flag import Flag
from moderation.queue import edits, order, snapshot
from moderation.web import wording
from moderation.web.staff import queries
from moderation.web.staff.history import Happening, history
from moderation.web.staff.marks import Piece, pieces
from moderation.web.staff.unsaved import Unsaved, digest

if TYPE_CHECKING:
    from uuid import UUID

    from sqlalchemy.orm import Session

    from models import Finding, Review, Segment

KEPT = "kept"  # a staff name that the site's policy lets stand


@dataclass(frozen=True, slots=True)
class Mark:
    """What the page says of one finding, on both sides."""

    group: UUID  # shared by a finding and its mirrors
    tone: str
    state: str  # open, redacted, dismissed or kept
    title: str
    replacement: str | None


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
    notes: list[str]
    doubted: bool  # an edit or a person's word is wanted before approval
    unsaved: bool
    conflict: bool
    words: str

    @property
    def missing(self) -> bool:
        """Whether the sentence has no English yet."""
        return not self.english


@dataclass(frozen=True, slots=True)
class Row:
    """A finding with its mirrors, to rule on."""

    id: UUID
    group: UUID
    position: int
    surface: str
    other: str | None  # the words in the English, where they differ
    kind: str
    mark: Mark
    why: str
    choices: list[tuple[str, str]]  # style, what would be published


@dataclass(frozen=True, slots=True)
class Card:
    """A review's whole page, save what the session and the request add."""

    review: Review
    sentences: list[Sentence]
    marks: dict[UUID, Mark]
    rows: list[Row]
    notes: list[str]
    obstacles: list[str]
    content: dict[str, str]
    author: str | None
    translated: str
    history: list[Happening]
    next: Review | None
    previous: Review | None

    @property
    def editable(self) -> bool:
        """Whether anything may be changed."""
        return self.review.status is Status.PENDING

    @property
    def working(self) -> bool:
        """Whether the machine still has something to do."""
        return self.review.due is not None and self.review.status in {
            Status.PENDING,
            Status.RECEIVED,
        }

    @property
    def health(self) -> bool:
        """Whether somebody's health is among the findings."""
        return any(each.kind == "health" and each.mark.state == "open" for each in self.rows)


def make(
    session: Session, review: Review, viewer: UUID, unsaved: Unsaved, *, stale: bool = False
) -> Card:
    """Gather a review's page; `unsaved` is laid over what stands, marked as such."""
    marks = {
        finding.id: _mark(finding, review) for each in review.segments for finding in each.findings
    }
    rows = [row for each in review.segments for row in _rows(each, marks)]
    doubtful = snapshot.doubtful(review)
    return Card(
        review=review,
        sentences=[
            _sentence(each, unsaved, stale=stale, doubted=each.id in doubtful)
            for each in review.segments
        ],
        marks=marks,
        rows=rows,
        notes=[_note(each.code, each.detail) for each in review.flags if each.segment_id is None],
        obstacles=[wording.obstacle(each) for each in _obstacles(review, rows)],
        content=snapshot.content(review),
        author=snapshot.author(review),
        translated=_translated(review),
        history=history(session, review, viewer),
        next=order.next_after(session, review),
        previous=queries.before(session, review),
    )


def _sentence(segment: Segment, unsaved: Unsaved, *, stale: bool, doubted: bool) -> Sentence:
    standing = segment.translation()
    text = edits.text_of(segment, Side.TRANSLATION)
    typed = unsaved.texts.get(segment.position)
    edited = standing is not None and standing.post_edited_at is not None
    return Sentence(
        position=segment.position,
        language=segment.language,
        evidence="; ".join(wording.evidence(code, detail) for code, detail in segment.evidence),
        source=_pieces(segment, Side.SOURCE),
        english=_pieces(segment, Side.TRANSLATION),
        text=text if typed is None else typed,
        seen=digest(text),
        draft=standing.draft if standing and edited and standing.draft != text else None,
        notes=[
            _note(each.code, each.detail)
            for each in segment.review.flags
            if each.segment_id == segment.id
        ],
        doubted=doubted and bool(text),
        unsaved=typed is not None,
        conflict=stale and typed is not None,
        words=unsaved.words.get(segment.position, ""),
    )


def _pieces(segment: Segment, side: Side) -> list[Piece]:
    findings = [each for each in segment.findings if each.side is side]
    return list(pieces(edits.text_of(segment, side), findings))


def _note(code: str, detail: str) -> str:
    return wording.flag(code, detail)


def _mark(finding: Finding, review: Review) -> Mark:
    state = finding.resolution.value
    keeps = Policy.of(review.site.policy).keep_staff_names
    if finding.resolution is Resolution.OPEN and finding.kind == "staff" and keeps:
        state = KEPT
    title = f"{wording.kind(finding.kind)}: {wording.why(finding.why, finding.detail)}"
    replacement = finding.replacement if finding.resolution is Resolution.REDACTED else None
    return Mark(_group(finding), wording.tone(finding.kind), state, title, replacement)


def _group(finding: Finding) -> UUID:
    return finding.mirror_of or finding.id


def _rows(segment: Segment, marks: dict[UUID, Mark]) -> list[Row]:
    """Give one row for each group of findings, the source's words first."""
    groups: dict[UUID, list[Finding]] = {}
    for finding in sorted(
        segment.findings, key=lambda each: (each.side is not Side.SOURCE, each.start)
    ):
        groups.setdefault(_group(finding), []).append(finding)
    return [_row(segment, found, marks) for found in groups.values()]


def _row(segment: Segment, found: list[Finding], marks: dict[UUID, Mark]) -> Row:
    first, last = found[0], found[-1]
    surface = edits.surface(first)
    other = edits.surface(last) if last is not first else None
    return Row(
        id=first.id,
        group=_group(first),
        position=segment.position,
        surface=surface,
        other=other if other != surface else None,
        kind=first.kind,
        mark=marks[first.id],
        why=wording.why(first.why, first.detail),
        choices=_choices(last),
    )


def _choices(finding: Finding) -> list[tuple[str, str]]:
    """Give the styles that differ for a finding, each with the words it would leave."""
    found: dict[str, str] = {}
    for style in ("label", "initial", "role", "generalise", "remove"):
        if style in privacy.STYLES:
            words = rework.wording(finding, style)
            found.setdefault(words, style)
    return [(style, words or str(gettext("nothing"))) for words, style in found.items()]


def _obstacles(review: Review, rows: list[Row]) -> list[Flag]:
    """Give what is unsettled; a mark and its mirror count once, as the page shows them."""
    if review.status is not Status.PENDING:
        return []
    open_rows = sum(each.mark.state == Resolution.OPEN.value for each in rows)
    return [
        Flag(each.code, str(open_rows)) if each.code == "open_findings" and open_rows else each
        for each in snapshot.obstacles(review)
    ]


def _translated(review: Review) -> str:
    """Say how the English came to be."""
    match snapshot.provenance(review)["translation"]:
        case "machine":
            return str(gettext("translated by machine, reviewed by a person"))
        case "post_edited":
            return str(gettext("translated by machine, edited by a person"))
        case "human":
            return str(gettext("translated by a person"))
    return str(gettext("in the author's own words"))
