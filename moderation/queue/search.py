"""Finding reviews by words of their original or their English; the newest first.

Words are folded (case, diacritics, ё), and each must be the beginning of a word of the review.
Nothing a person types is an operator: letters and digits are all that is read of it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import func, select, text
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import selectinload

from models import Review, SearchText, fold
from models.upkeep import BEGINNINGS
from moderation.queue.selection import Terms, number, terms

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from uuid import UUID

    from sqlalchemy import ColumnElement
    from sqlalchemy.orm import Session

    from moderation.queue.selection import Selection

WORD = re.compile(r"[^\W_]+")
MOST_WORDS, LONGEST = 8, 40  # words of a question, letters of a word
PAGE = 25
FIRST, CHUNK = 60, 500  # matches looked at in one step
MOST = 5_000  # matches looked at for one page
FEW = 500  # reviews of a choice up to which they are read through instead
AROUND = 70  # characters shown before the first word found
LAST_KNOWN = "\u1fff"  # letters beyond are of no language that reviews come in


@dataclass(frozen=True, slots=True)
class Found:
    """A page of what was found, newest first, with each review's number in the search."""

    reviews: Sequence[Review]
    numbers: Sequence[int]
    earlier: bool
    later: bool
    reached: int | None = None  # where looking stopped, with more to look through


def words(question: str) -> tuple[str, ...]:
    """Read a question: its words, folded, each once; nothing of it can be an error."""
    found = (each[:LONGEST] for each in WORD.findall(fold(question)))
    kept = (each for each in found if max(each) <= LAST_KNOWN)
    return tuple(dict.fromkeys(kept))[:MOST_WORDS]


@dataclass(frozen=True, slots=True)
class _Question:
    """What is looked for: words, what a review must meet besides, and from where to look."""

    wanted: Sequence[str]
    meets: Terms
    place: int | None
    back: bool  # towards newer ones

    def beyond(self, column: ColumnElement[int], place: int | None) -> list[ColumnElement[bool]]:
        """Give what keeps a number on the right side of a place."""
        if place is None:
            return []
        return [column > place if self.back else column < place]


def page(
    session: Session,
    wanted: Sequence[str],
    chosen: Selection,
    *,
    viewer: UUID,
    after: int | None = None,
    before: int | None = None,
    limit: int = PAGE,
) -> Found:
    """Give a page of the chosen reviews that have every word: the first, or one beside a number.

    At most MOST matches are looked at; `reached` then says where to go on.
    """
    if not wanted:
        return Found((), (), earlier=False, later=False)
    back = before is not None
    meets = terms(session, chosen, viewer)
    asked = _Question(wanted, meets, before if back else after, back)
    pairs, reached = _walk(session, asked, few=_few(session, chosen, meets), enough=limit + 1)
    more, pairs = len(pairs) > limit, pairs[:limit]
    if back:
        pairs.reverse()
    return Found(
        _load(session, [review_id for _, review_id in pairs]),
        [each for each, _ in pairs],
        earlier=more if back else after is not None,
        later=back or more or reached is not None,
        reached=reached,
    )


def matches(written: str, wanted: Iterable[str]) -> bool:
    """Tell whether every wanted word begins a word of a text."""
    there = WORD.findall(fold(written))
    return all(any(_begins(each, word) for each in there) for word in wanted)


def marked(written: str, wanted: Sequence[str]) -> list[tuple[str, bool]]:
    """Cut a text into pieces and tell which of them are found words."""
    pieces: list[tuple[str, bool]] = []
    end = 0
    for match in re.finditer(r"[^\W_][\w\u0300-\u036f]*", written):
        if any(_begins(each, word) for word in wanted for each in WORD.findall(fold(match[0]))):
            pieces += [(written[end : match.start()], False), (match[0], True)]
            end = match.end()
    pieces.append((written[end:], False))
    return [piece for piece in pieces if piece[0]]


def excerpt(written: str, wanted: Sequence[str], length: int) -> list[tuple[str, bool]]:
    """Give the part of a text around the first found word in one line, cut into pieces."""
    line = " ".join(written.split())
    first = next((at for at, hit in _offsets(marked(line, wanted)) if hit), 0)
    start = 0 if first <= AROUND else line.rfind(" ", 0, first - AROUND) + 1
    end = (
        len(line)
        if len(line) - start <= length
        else max(line.rfind(" ", 0, start + length), first + 1)
    )
    cut = ("… " if start else "") + line[start:end] + (" …" if end < len(line) else "")
    return marked(cut, wanted)


def _begins(there: str, word: str) -> bool:
    return there.startswith(word) if len(word) > 1 else there == word


def _offsets(pieces: Iterable[tuple[str, bool]]) -> Iterable[tuple[int, bool]]:
    at = 0
    for piece, hit in pieces:
        yield at, hit
        at += len(piece)


def _few(session: Session, chosen: Selection, meets: Terms) -> bool:
    """Tell whether the choice is so small that its reviews are read through one by one."""
    if chosen.status is None and chosen.plain:
        return False
    if chosen.rating is not None or chosen.flag is not None:  # no index counts these
        return False
    return (session.scalar(select(number(meets, FEW))) or 0) <= FEW


def _walk(
    session: Session, asked: _Question, *, few: bool, enough: int
) -> tuple[list[tuple[int, UUID]], int | None]:
    """Look through the matches until there are enough; give (number, review) pairs."""
    if few:
        return _among(session, asked, None)[:enough], None
    found: list[tuple[int, UUID]] = []
    looked, size, place = 0, FIRST, asked.place
    while looked < MOST:
        numbers = _candidates(session, asked, place, limit=size)
        found += _among(session, asked, numbers)
        if len(found) >= enough or len(numbers) < size:
            return found[:enough], None
        looked, size, place = looked + len(numbers), CHUNK, numbers[-1]
    return found, place


def _candidates(session: Session, asked: _Question, place: int | None, *, limit: int) -> list[int]:
    """Give the numbers of what the index finds, beyond a place."""
    if session.get_bind().dialect.name != "sqlite":
        column = SearchText.number
        query = (
            select(column)
            .where(_has(asked.wanted), *asked.beyond(column.expression, place))
            .order_by(column if asked.back else column.desc())
            .limit(limit)
        )
        return list(session.scalars(query))
    given: dict[str, object] = {"question": _fts(asked.wanted), "most": limit}
    side = ""
    if place is not None:
        side, given["place"] = f"AND rowid {'>' if asked.back else '<'} :place", place
    statement = text(
        f"SELECT rowid FROM review_fts WHERE review_fts MATCH :question {side} "  # noqa: S608
        f"ORDER BY rowid {'' if asked.back else 'DESC'} LIMIT :most"
    )
    try:
        return list(session.scalars(statement, given))
    except OperationalError as error:
        # A letter that SQLite's tokenizer knows for none would cut a word in two.
        if "fts5" in str(error.orig):
            return []
        raise


def _among(session: Session, asked: _Question, numbers: list[int] | None) -> list[tuple[int, UUID]]:
    """Keep those of some numbers whose review is chosen and really has the words.

    Without numbers, of all that are chosen.
    """
    column = SearchText.number
    sqlite = session.get_bind().dialect.name == "sqlite"
    query = (
        select(column, SearchText.review_id, SearchText.words)
        .join(Review, Review.id == SearchText.review_id)
        .where(*asked.meets.conditions)
    )
    if numbers is not None:
        query = query.where(column.in_(numbers))
    else:
        query = query.where(*asked.beyond(column.expression, asked.place))
        if not sqlite:
            query = query.where(_has(asked.wanted))
    # Where the index answered fully, nothing is left to see for oneself.
    surely = not sqlite or (numbers is not None and all(map(_indexed, asked.wanted)))
    rows = [
        (row.number, row.review_id)
        for row in session.execute(query)
        if surely or matches(row.words, asked.wanted)
    ]
    return sorted(rows, reverse=not asked.back, key=lambda row: row[0])


def _indexed(word: str) -> bool:
    return len(word) <= max(BEGINNINGS)


def _fts(wanted: Sequence[str]) -> str:
    """Ask SQLite by beginnings that its index holds; a longer word is looked at afterwards."""
    longest = max(BEGINNINGS)
    return " AND ".join(f'"{each[:longest]}"' + ("*" if len(each) > 1 else "") for each in wanted)


def _has(wanted: Sequence[str]) -> ColumnElement[bool]:
    asked = " & ".join(f"'{each}'" + (":*" if len(each) > 1 else "") for each in wanted)
    return SearchText.words.bool_op("@@")(func.to_tsquery("simple", asked))


def _load(session: Session, ids: Sequence[UUID]) -> list[Review]:
    """Give reviews with flags and sites, in the order of their ids as given."""
    found = session.scalars(
        select(Review)
        .where(Review.id.in_(ids))
        .options(selectinload(Review.flags), selectinload(Review.site))
    )
    known = {each.id: each for each in found}
    return [known[each] for each in ids if each in known]
