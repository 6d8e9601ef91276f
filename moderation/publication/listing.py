"""Entries as the REST listing: plain JSON for programs. Pure: a part in, a dict out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from moderation.publication.items import Item, item, moment, shows
from moderation.publication.json_feed import provenance, tombstones

if TYPE_CHECKING:
    from moderation.publication.addresses import Addresses
    from moderation.publication.feeds import Feed
    from moderation.publication.part import Part

MEDIA_TYPE = "application/json"


def listing(
    feed: Feed, part: Part, *, language: str | None, addresses: Addresses
) -> dict[str, Any]:
    """Write a part of the listing. `next` is the address of the following part or null."""
    written: dict[str, Any] = {
        "entries": [entry(item(feed.policy, each, language)) for each in part.items],
        "removed": tombstones(part.removed),
        "sequence": part.sequence,
        "shows": shows(feed.policy),
        "next": addresses.following,
    }
    if part.standing is not None:
        written["standing"] = part.standing
    return written


def entry(shown: Item) -> dict[str, Any]:
    """Write one entry; every word is the feed's `_balss`, beside the text chosen."""
    return {
        "id": shown.id,
        "language": shown.chosen.language,
        "text": shown.chosen.text,
        "author": shown.author,
        "published_at": moment(shown.published_at),
        **provenance(shown),
    }
