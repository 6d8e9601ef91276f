"""The queries behind every feed. They read the entry table and nothing else."""

from __future__ import annotations

import heapq
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Any

from sqlalchemy import func, select, tuple_

from models import Entry

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import datetime
    from uuid import UUID

    from sqlalchemy import Select
    from sqlalchemy.orm import Session

# Columns, not objects: a page is read, written out and forgotten.
COLUMNS = (
    Entry.id,
    Entry.sequence,
    Entry.published_at,
    Entry.removed_at,
    Entry.source_language,
    Entry.content,
    Entry.author,
    Entry.rating,
    Entry.written_on,
    Entry.provenance,
)


@dataclass(frozen=True, slots=True)
class Place:
    """A place in the feed, newest first: the last entry of a page already seen."""

    published_at: datetime
    id: UUID


@dataclass(frozen=True, slots=True)
class Narrowing:
    """Which entries are wanted; None: all. `source_languages` are tags as they are stored."""

    source_languages: frozenset[str] | None = None
    ratings: frozenset[int] | None = None
    published_since: datetime | None = None


ALL = Narrowing()
BATCH = 500  # rows of a walk held at one moment


@dataclass(frozen=True, slots=True)
class Published:
    """One standing entry. `content` maps language tags to the approved texts."""

    id: UUID
    sequence: int
    published_at: datetime
    source_language: str
    content: Mapping[str, str]
    author: str | None
    rating: int | None
    written_on: str | None
    provenance: Mapping[str, Any]

    @property
    def place(self) -> Place:
        """Where it stands in the feed."""
        return Place(self.published_at, self.id)


@dataclass(frozen=True, slots=True)
class Removed:
    """One tombstone: an entry that must no longer be shown."""

    id: UUID
    sequence: int
    removed_at: datetime


@dataclass(frozen=True, slots=True)
class Page:
    """Standing entries, newest first; `following` is None on the last page."""

    items: tuple[Published, ...]
    following: Place | None


@dataclass(frozen=True, slots=True)
class Changes:
    """What happened after a sequence, oldest first, up to and with `reached`."""

    items: tuple[Published, ...]
    removed: tuple[Removed, ...]
    reached: int
    more: bool


def page(
    session: Session,
    site_id: UUID,
    *,
    after: Place | None,
    limit: int,
    wanted: Narrowing = ALL,
) -> Page:
    """Give up to `limit` standing entries after a place, newest first.

    By keyset, so that a deep page costs what the first does, and an entry published or removed
    meanwhile neither repeats nor hides another. Each language and rating wanted is read from its
    own stretch of an index, in order, and the stretches are merged.
    """
    queries = [_standing(site_id, after, wanted.published_since).limit(limit + 1)]
    if wanted.source_languages is not None:
        queries = [
            query.where(Entry.source_language == each)
            for query in queries
            for each in sorted(wanted.source_languages)
        ]
    if wanted.ratings is not None:
        queries = [
            query.where(Entry.rating == each)
            for query in queries
            for each in sorted(wanted.ratings)
        ]
    runs = [[_published(row) for row in session.execute(query)] for query in queries]
    merged = heapq.merge(*runs, key=lambda each: (each.published_at, each.id.bytes), reverse=True)
    found = tuple(islice(merged, limit + 1))
    items = found[:limit]
    return Page(items, items[-1].place if len(found) > limit else None)


def walk(session: Session, site_id: UUID, *, since: int = 0) -> Iterator[Published | Removed]:
    """Yield every publication and removal after a sequence, in the order they happened.

    Holds BATCH rows at a time, however many there are. For what leaves by another way than a
    feed: an export, a webhook, a mirror of our own.
    """
    more = True
    while more:
        part = changes(session, site_id, since=since, limit=BATCH)
        merged: list[Published | Removed] = [*part.items, *part.removed]
        yield from sorted(merged, key=lambda each: each.sequence)
        since, more = part.reached, part.more


def one(session: Session, site_id: UUID, entry_id: UUID) -> Published | Removed | None:
    """Give an entry of a site as it stands at this moment, or the tombstone left of it."""
    query = select(*COLUMNS).where(Entry.id == entry_id, Entry.site_id == site_id)
    row = session.execute(query).first()
    if row is None or row.removed_at is None:
        return None if row is None else _published(row)
    return Removed(row.id, row.sequence, row.removed_at)


def count(session: Session, site_id: UUID) -> int:
    """Give how many entries stand."""
    query = select(func.count()).where(Entry.site_id == site_id, Entry.removed_at.is_(None))
    return session.scalar(query) or 0


def changes(session: Session, site_id: UUID, *, since: int, limit: int) -> Changes:
    """Give up to `limit` publications and removals after a sequence, in the order they happened.

    An entry published and removed since then appears once, as removed.
    """
    query = (
        select(*COLUMNS)
        .where(Entry.site_id == site_id, Entry.sequence > since)
        .order_by(Entry.sequence)
        .limit(limit + 1)
    )
    found = session.execute(query).all()
    rows = found[:limit]
    return Changes(
        items=tuple(_published(row) for row in rows if row.removed_at is None),
        removed=tuple(
            Removed(row.id, row.sequence, row.removed_at)
            for row in rows
            if row.removed_at is not None
        ),
        reached=rows[-1].sequence if rows else since,
        more=len(found) > limit,
    )


def removed_lately(session: Session, site_id: UUID, *, limit: int) -> tuple[Removed, ...]:
    """Give the newest tombstones, newest first."""
    query = (
        select(Entry.id, Entry.sequence, Entry.removed_at)
        .where(Entry.site_id == site_id, Entry.removed_at.is_not(None))
        .order_by(Entry.removed_at.desc(), Entry.id.desc())
        .limit(limit)
    )
    return tuple(
        Removed(key, sequence, removed_at)
        for key, sequence, removed_at in session.execute(query)
        if removed_at is not None
    )


def _standing(site_id: UUID, after: Place | None, since: datetime | None) -> Select[Any]:
    query = select(*COLUMNS).where(Entry.site_id == site_id, Entry.removed_at.is_(None))
    if since is not None:
        query = query.where(Entry.published_at >= since)
    if after is not None:
        query = query.where(
            tuple_(Entry.published_at, Entry.id) < tuple_(after.published_at, after.id)
        )
    # `removed_at` is null throughout, but PostgreSQL reads the index in order only if told so.
    return query.order_by(Entry.removed_at.desc(), Entry.published_at.desc(), Entry.id.desc())


def _published(row: Any) -> Published:  # noqa: ANN401 - a row of COLUMNS
    return Published(
        id=row.id,
        sequence=row.sequence,
        published_at=row.published_at,
        source_language=row.source_language,
        content=row.content,
        author=row.author,
        rating=row.rating,
        written_on=row.written_on,
        provenance=row.provenance,
    )
