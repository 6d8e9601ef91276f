"""The part of a feed that was asked for: a page, or what changed since a sequence."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from moderation.publication import cursor, entries

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from moderation.publication.entries import Published, Removed
    from moderation.publication.feeds import Feed
    from moderation.publication.question import Question

LATELY_REMOVED = 100  # tombstones on a first page; a mirror asks for all of them


class AheadError(ValueError):
    """A sequence that this feed has not reached: it was restored, or is another's."""


@dataclass(frozen=True, slots=True)
class Part:
    """Entries and tombstones, and where to go on.

    `sequence` is what a mirror asks for next time. `cursor` or `since` leads to the next part;
    both are None on the last. `standing`, the number of all entries that stand, is given with
    the last part of the changes: a mirror that holds as many has missed nothing.
    """

    items: tuple[Published, ...]
    removed: tuple[Removed, ...]
    sequence: int
    cursor: str | None = None
    since: int | None = None
    standing: int | None = None


def read(session: Session, feed: Feed, asked: Question) -> Part:
    """Read what was asked of a feed. Raises AheadError.

    `feed` must be of the same moment as the session (`feeds.hold_still`).
    """
    if asked.since is not None:
        return _changes(session, feed, asked.since, asked.limit)
    page = entries.page(
        session, feed.site_id, after=asked.after, limit=asked.limit, wanted=asked.wanted
    )
    removed: tuple[Removed, ...] = ()
    if asked.after is None:
        removed = entries.removed_lately(session, feed.site_id, limit=LATELY_REMOVED)
    following = cursor.encode(page.following) if page.following else None
    return Part(page.items, removed, feed.sequence, cursor=following)


def _changes(session: Session, feed: Feed, since: int, limit: int) -> Part:
    if since > feed.sequence:
        raise AheadError
    found = entries.changes(session, feed.site_id, since=since, limit=limit)
    if found.more:
        return Part(found.items, found.removed, found.reached, since=found.reached)
    standing = entries.count(session, feed.site_id)
    return Part(found.items, found.removed, found.reached, standing=standing)
