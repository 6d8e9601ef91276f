"""What the review page shows, gathered before the template prints it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from flask_babel import gettext

from models import Resolution, Role, Status
from moderation.flag import Flag
from moderation.queue import four_eyes, snapshot
from moderation.web import wording
from moderation.web.staff.byline import Byline, byline
from moderation.web.staff.history import History, history
from moderation.web.staff.letter import letter
from moderation.web.staff.marks import Mark, Row, marks, rows
from moderation.web.staff.rendition_cards import RenditionCard
from moderation.web.staff.rendition_cards import cards as rendition_cards
from moderation.web.staff.sentences import Note, Sentence, note, sentences

if TYPE_CHECKING:
    from uuid import UUID

    from sqlalchemy.orm import Session

    from models import Review
    from moderation.web.staff.unsaved import Unsaved


class Viewer(Protocol):
    """Whoever looks at the page."""

    @property
    def id(self) -> UUID:
        """The account."""

    @property
    def role(self) -> Role:
        """What they may do."""


@dataclass(frozen=True, slots=True)
class Card:
    """A review's whole page, save what the session and the request add."""

    review: Review
    sentences: list[Sentence]
    marks: dict[UUID, Mark]
    rows: list[Row]
    notes: list[Note]
    obstacles: list[str]
    alone: bool  # the viewer may set the four-eyes rule aside, and nothing else is in the way
    erasable: bool  # the viewer may destroy it for good
    content: dict[str, str]
    renditions: list[RenditionCard]
    byline: Byline | None  # None where no name may be published
    translated: str
    history: History
    letter: str | None  # to the author, begun; None where they did not agree to be asked

    @property
    def author(self) -> str | None:
        """The author's line as it would be published."""
        return self.byline.shown if self.byline else None

    @property
    def feed_languages(self) -> set[str]:
        """The further languages of the feed that the page shows."""
        return {each.tag for each in self.renditions}

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


def make(session: Session, review: Review, viewer: Viewer, unsaved: Unsaved) -> Card:
    """Gather a review's page; `unsaved` is laid over what stands, marked as such."""
    said = marks(review)
    listed = rows(review, said)
    obstacles = _obstacles(session, review, listed, viewer.id)
    content = snapshot.content(review)
    return Card(
        review=review,
        sentences=sentences(session, review, unsaved),
        marks=said,
        rows=listed,
        notes=[note(each) for each in review.flags if each.segment_id is None],
        obstacles=[wording.obstacle(each) for each in obstacles],
        alone=obstacles == [four_eyes.OWN_EDIT] and four_eyes.may_go_alone(viewer.role),
        erasable=viewer.role is Role.ADMIN,
        content=content,
        renditions=rendition_cards(session, review, unsaved, content),
        byline=byline(review),
        translated=_translated(review),
        history=history(session, review, viewer.id),
        letter=letter(review) if review.status is Status.PENDING else None,
    )


def _obstacles(session: Session, review: Review, listed: list[Row], viewer: UUID) -> list[Flag]:
    """Give what is unsettled; a mark and its mirror count once, as the page shows them."""
    if review.status is not Status.PENDING:
        return []
    open_rows = sum(each.mark.state == Resolution.OPEN.value for each in listed)
    found = [
        Flag(each.code, str(open_rows)) if each.code == "open_findings" and open_rows else each
        for each in snapshot.obstacles(review)
    ]
    own = four_eyes.wants_another(session, review, viewer)
    return [*found, four_eyes.OWN_EDIT] if own else found


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
