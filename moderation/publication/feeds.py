"""A site's feed as it stands: whose it is, what its policy says, and its newest sequence."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from sqlalchemy import func, select

from models import Entry, Policy, Site

if TYPE_CHECKING:
    from uuid import UUID

    from sqlalchemy.orm import Session

# Raise it whenever the same entries would be written differently: every ETag then changes.
REPRESENTATION = "json-feed-1"


@dataclass(frozen=True, slots=True)
class Feed:
    """All that a feed's header and its ETag depend on, read at one moment.

    `sequence` is that of the newest publication or removal, 0 before the first.
    """

    site_id: UUID
    slug: str
    name: str
    url: str | None
    policy: Policy
    sequence: int


def hold_still(session: Session) -> None:
    """Let everything this session reads from now on be of one moment.

    Otherwise a publication between two reads would put rows under the ETag of the state before
    them. SQLite's read transactions are of one moment as they are. Call before the first read.
    """
    if session.get_bind().dialect.name == "postgresql":
        session.connection(execution_options={"isolation_level": "REPEATABLE READ"})


def find(session: Session, slug: str) -> Feed | None:
    """Give a site's feed without reading any of its entries' texts, or None."""
    newest = select(func.max(Entry.sequence)).where(Entry.site_id == Site.id).scalar_subquery()
    row = session.execute(
        select(Site.id, Site.slug, Site.name, Site.url, Site.policy, newest).where(
            Site.slug == slug
        )
    ).first()
    if row is None:
        return None
    site_id, found, name, url, policy, sequence = row
    return Feed(site_id, found, name, url, Policy.of(policy), sequence or 0)


def etag(feed: Feed, *asked: object) -> str:
    """Give the strong ETag, unquoted, of the answer to what was `asked` of a feed.

    Equal for two answers only if their bytes are: it covers the newest sequence (which rises
    with every publication and removal), the site's name, address and policy, and the question.
    """
    parts = [
        REPRESENTATION,
        str(feed.site_id),
        feed.slug,
        feed.name,
        feed.url,
        asdict(feed.policy),
        [str(part) for part in asked],
    ]
    digest = hashlib.sha256(json.dumps(parts, sort_keys=True).encode()).hexdigest()[:20]
    return f"{feed.sequence}-{digest}"
