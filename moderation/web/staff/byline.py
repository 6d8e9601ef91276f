"""The author's line on a review's page: what would stand in each way of showing it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from models import AuthorLine
from moderation.queue import lastcheck, snapshot
from moderation.web import wording

if TYPE_CHECKING:
    from models import Review


@dataclass(frozen=True, slots=True)
class Byline:
    """The author's line: as published, and what may be chosen in its place."""

    shown: str | None
    line: AuthorLine
    choices: list[tuple[str, str]]  # each way, and what would stand there
    pseudonym: str
    wrong: bool  # the line shows more than a name, and cannot be published so


def byline(review: Review) -> Byline | None:
    """Give the choice of an author's line; None where no name may be published anyway."""
    given = snapshot.permitted_author(review)
    if given is None:
        return None
    shown = snapshot.author(review)
    names = {
        AuthorLine.GIVEN: given,
        AuthorLine.INITIALS: snapshot.initials(given, review.language),
    }
    return Byline(
        shown=shown,
        line=review.author_line or AuthorLine.GIVEN,
        choices=[(each.value, wording.author_line(each, names.get(each))) for each in AuthorLine],
        pseudonym=review.pseudonym or "",
        wrong=bool(lastcheck.author_flags(shown, review.language)),
    )
