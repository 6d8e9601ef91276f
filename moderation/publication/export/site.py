"""Writing all of a site's standing entries into a folder, a page of them at a time."""

from __future__ import annotations

import json
from contextlib import ExitStack
from dataclasses import dataclass
from typing import IO, TYPE_CHECKING, Any

from sqlalchemy import select

from models import Entry
from moderation.publication import entries, feeds, json_feed
from moderation.publication.export import markdown, pages
from moderation.publication.export.folder import ExportError, Folder, held
from moderation.publication.items import item
from moderation.target import ENGLISH

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence
    from pathlib import Path
    from uuid import UUID

    from sqlalchemy.orm import Session

    from moderation.publication.entries import Published
    from moderation.publication.feeds import Feed

FORMATS = ("html", "json", "markdown")
ON_A_PAGE = 50
JSON_FILE, STYLESHEET = "reviews.json", "reviews.css"


@dataclass(frozen=True, slots=True)
class Report:
    """How many files an export has written, removed and found as they should be."""

    written: int
    removed: int
    unchanged: int


def export_site(
    session: Session,
    slug: str,
    path: Path,
    *,
    formats: Collection[str] = FORMATS,
    language: str | None = None,
) -> Report:
    """Bring a folder up to date with a site's feed, as it stands at one moment.

    `language` is as in a feed's question. Only files that differ are written; those of an
    earlier export that are not wanted any more are removed. Raises ExportError.
    """
    feeds.hold_still(session)
    feed = feeds.find(session, slug)
    if feed is None:
        raise ExportError(f"there is no site {slug!r}; `python run.py sites list` shows them")
    with held(path):
        keys = _standing(session, feed.site_id)
        last = max(1, -(-len(keys) // ON_A_PAGE))
        folder = Folder(path, slug, _planned(keys, last, formats))
        with ExitStack() as stack:
            listing = None
            if "json" in formats:
                listing = stack.enter_context(folder.file(JSON_FILE))
                _open_listing(listing, feed, language)
            for number, found in enumerate(_parts(session, feed), 1):
                if "html" in formats:
                    written = pages.page(feed, found, language, number, last)
                    _put(folder, pages.name(number), written)
                if "markdown" in formats:
                    for each in found:
                        shown = item(feed.policy, each, language)
                        _put(folder, _entry_file(each.id), markdown.document(shown))
                if listing is not None:
                    _list(listing, feed, found, language, first=number == 1)
            if listing is not None:
                listing.write(b"\n]}\n")
        if "html" in formats:
            with folder.file(STYLESHEET) as opened:
                opened.write(pages.stylesheet())
        folder.close()
        return Report(folder.written, folder.removed, folder.unchanged)


def _standing(session: Session, site_id: UUID) -> list[UUID]:
    query = select(Entry.id).where(Entry.site_id == site_id, Entry.removed_at.is_(None))
    return list(session.scalars(query))


def _planned(keys: Sequence[UUID], last: int, formats: Collection[str]) -> set[str]:
    planned: set[str] = set()
    if "html" in formats:
        planned |= {STYLESHEET, *(pages.name(number) for number in range(1, last + 1))}
    if "json" in formats:
        planned.add(JSON_FILE)
    if "markdown" in formats:
        planned |= {_entry_file(each) for each in keys}
    return planned


def _parts(session: Session, feed: Feed) -> Iterator[tuple[Published, ...]]:
    """Yield the pages, newest first; one empty page where nothing stands."""
    part = entries.page(session, feed.site_id, after=None, limit=ON_A_PAGE)
    yield part.items
    while part.following is not None:
        part = entries.page(session, feed.site_id, after=part.following, limit=ON_A_PAGE)
        yield part.items


def _entry_file(key: UUID) -> str:
    return f"entries/{key}.md"


def _open_listing(listing: IO[bytes], feed: Feed, language: str | None) -> None:
    """Begin a JSON Feed; its items follow, one on a line, so that it is never whole in memory."""
    head: dict[str, Any] = {"version": json_feed.VERSION, "title": feed.name}
    if feed.url:
        head["home_page_url"] = feed.url
    head["language"] = language or ENGLISH
    listing.write(json.dumps(head, ensure_ascii=False).encode()[:-1] + b', "items": [')


def _list(
    listing: IO[bytes],
    feed: Feed,
    found: Sequence[Published],
    language: str | None,
    *,
    first: bool,
) -> None:
    for number, each in enumerate(found):
        written = json_feed.item_object(item(feed.policy, each, language))
        listing.write(b"\n" if first and number == 0 else b",\n")
        listing.write(json.dumps(written, ensure_ascii=False).encode())


def _put(folder: Folder, name: str, content: str) -> None:
    with folder.file(name) as opened:
        opened.write(content.encode())
