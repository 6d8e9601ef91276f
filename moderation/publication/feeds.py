"""A site's feed as it stands: whose it is, what its policy says, and its newest sequence.

All of it is one row, read by one small indexed statement. An answer kept in memory holds exactly
while that row is the same, in every process: nothing has to be told to forget anything.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, NamedTuple
from uuid import UUID

from models import Policy
from moderation.accounts.sites import SLUG

if TYPE_CHECKING:
    from sqlalchemy import Engine
    from sqlalchemy.orm import Session

# Raise it whenever the same entries would be written differently: every ETag then changes.
REPRESENTATION = "feeds-2"


class State(NamedTuple):
    """The row as the driver gives it, only ever compared: all that a feed's bytes depend on.

    `sequence` is that of the newest publication or removal, `newest_at` its moment; both are
    None before the first.
    """

    site_id: Any
    slug: str
    name: str
    url: str | None
    policy: str
    created_at: Any
    changed_at: Any
    sequence: int | None
    newest_at: Any


@dataclass(frozen=True, slots=True)
class Feed:
    """All that a feed's header and its ETag depend on, read at one moment.

    `sequence` is 0 before the first publication; `modified` is when entries or site last changed.
    """

    site_id: UUID
    slug: str
    name: str
    url: str | None
    policy: Policy
    sequence: int
    modified: datetime
    state: State


# By hand: it is sent as it stands, past all that SQLAlchemy does around a statement.
STATEMENTS = {
    dialect: f"""
SELECT id, slug, name, url, CAST(policy AS TEXT), created_at, changed_at,
  (SELECT sequence FROM entry
    WHERE entry.site_id = site.id ORDER BY sequence DESC LIMIT 1),
  (SELECT COALESCE(removed_at, published_at) FROM entry
    WHERE entry.site_id = site.id ORDER BY sequence DESC LIMIT 1)
FROM site WHERE slug = {place}
"""  # noqa: S608 - where the driver wants its parameter
    for dialect, place in (("sqlite", ":slug"), ("postgresql", "%(slug)s"))
}


def glance(engine: Engine, slug: str) -> State | None:
    """Give a site's state in one round trip, outside of any session; None without such a site.

    `engine` is `Database.glances`. Raises the driver's own error where the database does not
    answer; idle connections are then given up, so that the next call opens a fresh one.
    """
    connection = engine.raw_connection()
    try:
        cursor = connection.cursor()
        cursor.execute(STATEMENTS[engine.dialect.name], {"slug": slug})
        rows = cursor.fetchall()
        cursor.close()
    except Exception:
        connection.invalidate()
        engine.dispose()
        raise
    finally:
        connection.close()
    return State._make(rows[0]) if rows else None


def hold_still(session: Session) -> None:
    """Let everything this session reads from now on be of one moment.

    Otherwise a publication between two reads would put rows under the ETag of the state before
    them. SQLite's read transactions are of one moment as they are. Call before the first read.
    """
    if session.get_bind().dialect.name == "postgresql":
        session.connection(execution_options={"isolation_level": "REPEATABLE READ"})


def find(session: Session, slug: str) -> Feed | None:
    """Give a site's feed without reading any of its entries' texts, or None."""
    if not SLUG.fullmatch(slug):  # no site, and maybe nothing a database takes
        return None
    connection = session.connection()
    statement = STATEMENTS[connection.dialect.name]
    row = connection.exec_driver_sql(statement, {"slug": slug}).first()
    return None if row is None else _feed(State._make(row))


def etag(feed: Feed, *asked: object) -> str:
    """Give the strong ETag, unquoted, of the answer to what was `asked` of a feed.

    Equal for two answers only if their bytes are: it covers the newest sequence (which rises
    with every publication and removal), the site's name, address and policy, and the question.
    """
    about = (feed.site_id, feed.slug, feed.name, feed.url, feed.state.policy, feed.modified)
    parts = [REPRESENTATION, *(str(part) for part in (*about, *asked))]
    digest = hashlib.sha256(json.dumps(parts).encode()).hexdigest()[:20]
    return f"{feed.sequence}-{digest}"


def _feed(state: State) -> Feed:
    key = state.site_id
    moments = (state.changed_at or state.created_at, state.newest_at)
    return Feed(
        site_id=key if isinstance(key, UUID) else UUID(key),
        slug=state.slug,
        name=state.name,
        url=state.url,
        policy=Policy.of(json.loads(state.policy)),
        sequence=state.sequence or 0,
        modified=max(_moment(each) for each in moments if each is not None),
        state=state,
    )


def _moment(stored: datetime | str) -> datetime:
    """Read a moment as the driver gives it: SQLite as text in UTC, PostgreSQL with a zone."""
    if isinstance(stored, str):
        return datetime.fromisoformat(stored).replace(tzinfo=UTC)
    return stored.astimezone(UTC)
