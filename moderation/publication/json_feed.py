"""Entries as JSON Feed 1.1 (https://jsonfeed.org/version/1.1). Pure: a part in, a dict out.

What the format has no word for stands in `_balss` objects; the OpenAPI description that the
feed's `_balss.about` points to documents each word.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from moderation.publication.items import Item, item, moment, shows
from moderation.target import ENGLISH

if TYPE_CHECKING:
    from collections.abc import Iterable

    from moderation.publication.addresses import Addresses
    from moderation.publication.entries import Removed
    from moderation.publication.feeds import Feed
    from moderation.publication.part import Part

VERSION = "https://jsonfeed.org/version/1.1"
MEDIA_TYPE = "application/feed+json"


def feed_object(
    feed: Feed, part: Part, *, language: str | None, addresses: Addresses
) -> dict[str, Any]:
    """Write a part of a feed, each item in `language` where it was approved in it."""
    written: dict[str, Any] = {"version": VERSION, "title": feed.name}
    if feed.url:
        written["home_page_url"] = feed.url
    written["feed_url"] = addresses.feed
    if addresses.following:
        written["next_url"] = addresses.following
    written["language"] = language or ENGLISH
    about: dict[str, Any] = {
        "about": addresses.about,
        "sequence": part.sequence,
        "shows": shows(feed.policy),
    }
    if part.standing is not None:
        about["standing"] = part.standing
    if addresses.authenticity:
        about["authenticity"] = addresses.authenticity
    about["removed"] = tombstones(part.removed)
    written["_balss"] = about
    written["items"] = [item_object(item(feed.policy, each, language)) for each in part.items]
    return written


def item_object(shown: Item) -> dict[str, Any]:
    """Write one item."""
    written: dict[str, Any] = {
        "id": shown.id,
        "content_text": shown.chosen.text,
        "language": shown.chosen.language,
        "date_published": moment(shown.published_at),
    }
    if shown.author:
        written["authors"] = [{"name": shown.author}]
    written["_balss"] = provenance(shown)
    return written


def provenance(shown: Item) -> dict[str, Any]:
    """Write what the formats have no word for: where the words come from and who looked at them."""
    about: dict[str, Any] = {
        "source_language": shown.source_language,
        "translation": shown.chosen.translation,
        "packs": list(shown.chosen.packs),
        "reviewed_by_person": shown.reviewed_by_person,
        "redacted": shown.redacted,
        "verification": shown.verification,
        "texts": [
            {
                "language": each.language,
                "text": each.text,
                "translation": each.translation,
                "packs": list(each.packs),
            }
            for each in shown.texts
        ],
    }
    if shown.original is not None:
        about["original"] = {"language": shown.original.language, "text": shown.original.text}
    for name in ("channel", "rating", "written_on"):
        if (value := getattr(shown, name)) is not None:
            about[name] = value
    return about


def tombstones(removed: Iterable[Removed]) -> list[dict[str, Any]]:
    """Write the marks of what was removed."""
    return [{"id": each.id.urn, "removed_at": moment(each.removed_at)} for each in removed]
