"""The queries behind every feed. They read the entry table and nothing else."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import select, tuple_

from models import Entry

if TYPE_CHECKING:
    from collections.abc import Mapping
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


def page(session: Session, site_id: UUID, *, after: Place | None, limit: int) -> Page:
    """Give up to `limit` standing entries after a place, newest first.

    By keyset, so that a deep page costs what the first does, and an entry published or removed
    meanwhile neither repeats nor hides another.
    """
    query: Select[Any] = select(*COLUMNS).where(
        Entry.site_id == site_id, Entry.removed_at.is_(None)
    )
    if after is not None:
        query = query.where(
            tuple_(Entry.published_at, Entry.id) < tuple_(after.published_at, after.id)
        )
    # `removed_at` is null throughout, but PostgreSQL reads the index in order only if told so.
    query = query.order_by(
        Entry.removed_at.desc(), Entry.published_at.desc(), Entry.id.desc()
    ).limit(limit + 1)
    found = tuple(_published(row) for row in session.execute(query))
    items = found[:limit]
    return Page(items, items[-1].place if len(found) > limit else None)


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
