"""Entries as JSON Feed 1.1 (https://jsonfeed.org/version/1.1). Pure: entries in, a dict out.

What the format has no word for stands in `_balss` objects; the OpenAPI description that the
feed's `_balss.about` points to documents each word.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from moderation.publication.entries import Published, Removed
    from moderation.publication.feeds import Feed

VERSION = "https://jsonfeed.org/version/1.1"
MEDIA_TYPE = "application/feed+json"
ENGLISH = "en"
# What a text is when it is in the language it was written in.
NOT_TRANSLATED = "none"


@dataclass(frozen=True, slots=True)
class Addresses:
    """The absolute addresses a feed names."""

    feed: str
    following: str | None
    about: str


def feed_object(
    feed: Feed,
    items: Sequence[Published],
    removed: Sequence[Removed],
    *,
    sequence: int,
    language: str | None,
    addresses: Addresses,
) -> dict[str, Any]:
    """Write a feed. `sequence` is what a mirror that has read this asks `since` next."""
    written: dict[str, Any] = {"version": VERSION, "title": feed.name}
    if feed.url:
        written["home_page_url"] = feed.url
    written["feed_url"] = addresses.feed
    if addresses.following:
        written["next_url"] = addresses.following
    written["language"] = language or ENGLISH
    written["_balss"] = {
        "about": addresses.about,
        "sequence": sequence,
        "removed": [{"id": each.id.urn, "removed_at": moment(each.removed_at)} for each in removed],
    }
    written["items"] = [item_object(feed, each, language) for each in items]
    return written


def item_object(feed: Feed, entry: Published, language: str | None = None) -> dict[str, Any]:
    """Write one entry, in `language` if it was approved in it, in English otherwise.

    A site's policy can only narrow what was approved: an original or an author that it hides
    today stays out although the entry holds it.
    """
    shown = _shown(feed, entry)
    tag = choose(list(shown), language)
    item: dict[str, Any] = {
        "id": entry.id.urn,
        "content_text": shown.get(tag, ""),
        "language": tag,
        "date_published": moment(entry.published_at),
    }
    if entry.author and feed.policy.show_author:
        item["authors"] = [{"name": entry.author}]
    item["_balss"] = _provenance(entry, shown, tag)
    return item


def choose(tags: Sequence[str], language: str | None) -> str:
    """Give the tag that best fits a wish: itself, else a narrower one (ru: ru-Latn), else English.

    `language` is in lower case; `tags` are as stored.
    """
    if language is not None:
        for fits in (str.__eq__, lambda tag, wish: tag.startswith(f"{wish}-")):
            for tag in tags:
                if fits(tag.lower(), language):
                    return tag
    return ENGLISH


def moment(when: datetime) -> str:
    """Give a time as RFC 3339 writes it, in UTC."""
    return when.isoformat().replace("+00:00", "Z")


def _shown(feed: Feed, entry: Published) -> dict[str, str]:
    if feed.policy.publish_original:
        return dict(entry.content)
    return {tag: text for tag, text in entry.content.items() if tag == ENGLISH}


def _provenance(entry: Published, shown: dict[str, str], tag: str) -> dict[str, Any]:
    source = entry.source_language
    made = entry.provenance
    english = tag == ENGLISH
    about: dict[str, Any] = {
        "source_language": source,
        "translation": made.get("translation", NOT_TRANSLATED) if english else NOT_TRANSLATED,
        "packs": list(made.get("packs", [])) if english else [],
        "reviewed_by_person": bool(made.get("reviewed_by_person", False)),
        "redacted": bool(made.get("redacted", False)),
    }
    if tag != source and source in shown:
        about["original"] = {"language": source, "text": shown[source]}
    if entry.rating is not None:
        about["rating"] = entry.rating
    if entry.written_on is not None:
        about["written_on"] = entry.written_on
    return about
