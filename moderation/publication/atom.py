"""Entries as Atom (RFC 4287), in pages (RFC 5005, section 3), with tombstones (RFC 6721).

Pure: a part in, bytes out. What Atom has no word for stands in elements of NAMESPACE.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element, SubElement, register_namespace, tostring

from moderation.publication.items import Item, item, moment, shows
from moderation.target import ENGLISH

if TYPE_CHECKING:
    from moderation.publication.addresses import Addresses
    from moderation.publication.entries import Removed
    from moderation.publication.feeds import Feed
    from moderation.publication.part import Part

MEDIA_TYPE = "application/atom+xml; charset=utf-8"
ATOM = "http://www.w3.org/2005/Atom"
TOMBSTONES = "http://purl.org/atompub/tombstones/1.0"
NAMESPACE = "urn:x-balss:feed:1"
XML = "http://www.w3.org/XML/1998/namespace"
LONGEST_TITLE = 80  # characters
# What XML 1.0 (section 2.2) cannot hold, even escaped; an approved text may.
UNWRITABLE = re.compile("[^\\t\\n\\r\\x20-\\ud7ff\\ue000-\\ufffd\\U00010000-\\U0010ffff]")
REPLACEMENT = "\ufffd"

register_namespace("", ATOM)
register_namespace("at", TOMBSTONES)
register_namespace("balss", NAMESPACE)


def document(feed: Feed, part: Part, *, language: str | None, addresses: Addresses) -> bytes:
    """Write a part of a feed, each entry in `language` where it was approved in it."""
    root = Element(_a("feed"), {f"{{{XML}}}lang": language or ENGLISH})
    _add(root, _a("id"), feed.site_id.urn)
    _add(root, _a("title"), feed.name)
    _add(root, _a("updated"), moment(feed.modified))
    author = SubElement(root, _a("author"))
    _add(author, _a("name"), feed.name)  # of entries whose author is not named
    if feed.url:
        SubElement(root, _a("link"), {"rel": "alternate", "href": _clean(feed.url)})
    _link(root, "self", addresses.itself)
    _link(root, "first", addresses.feed)
    if addresses.following:
        _link(root, "next", addresses.following)
    if addresses.authenticity:
        SubElement(root, _a("link"), {"rel": "related", "href": addresses.authenticity})
    _add(root, _b("sequence"), str(part.sequence))
    _add(root, _b("shows"), " ".join(shows(feed.policy)))
    if part.standing is not None:
        _add(root, _b("standing"), str(part.standing))
    for removed in part.removed:
        _tombstone(root, removed)
    for entry in part.items:
        _entry(root, item(feed.policy, entry, language))
    written: bytes = tostring(root, encoding="utf-8", xml_declaration=True)
    return written


def title(text: str) -> str:
    """Give the opening words of a text in one line, cut at a word."""
    line = " ".join(text.split())
    if len(line) <= LONGEST_TITLE:
        return line
    return f"{line[:LONGEST_TITLE].rsplit(' ', 1)[0]}…"


def _entry(root: Element, shown: Item) -> None:
    chosen = shown.chosen
    entry = SubElement(root, _a("entry"), {f"{{{XML}}}lang": _clean(chosen.language)})
    _add(entry, _a("id"), shown.id)
    _add(entry, _a("title"), title(chosen.text))
    _add(entry, _a("published"), moment(shown.published_at))
    _add(entry, _a("updated"), moment(shown.published_at))  # a change is a new entry
    if shown.author:
        author = SubElement(entry, _a("author"))
        _add(author, _a("name"), shown.author)
    content = _add(entry, _a("content"), chosen.text)
    content.set("type", "text")
    for each in shown.texts:
        text = _add(entry, _b("text"), each.text)
        text.set(f"{{{XML}}}lang", _clean(each.language))
        text.set("translation", each.translation)
        if each.packs:
            text.set("packs", _clean(", ".join(each.packs)))
    _provenance(entry, shown)


def _provenance(entry: Element, shown: Item) -> None:
    made = SubElement(
        entry,
        _b("provenance"),
        {
            "source-language": _clean(shown.source_language),
            "reviewed-by-person": _flag(shown.reviewed_by_person),
            "redacted": _flag(shown.redacted),
            "verification": shown.verification,
        },
    )
    for name in ("channel", "rating", "written_on"):
        if (value := getattr(shown, name)) is not None:
            made.set(name.replace("_", "-"), _clean(str(value)))


def _tombstone(root: Element, removed: Removed) -> None:
    when = moment(removed.removed_at)
    SubElement(root, f"{{{TOMBSTONES}}}deleted-entry", {"ref": removed.id.urn, "when": when})


def _link(root: Element, rel: str, href: str) -> None:
    media_type = MEDIA_TYPE.partition(";")[0]
    SubElement(root, _a("link"), {"rel": rel, "type": media_type, "href": href})


def _add(parent: Element, tag: str, text: str) -> Element:
    made = SubElement(parent, tag)
    made.text = _clean(text)
    return made


def _clean(text: str) -> str:
    return UNWRITABLE.sub(REPLACEMENT, text)


def _flag(value: bool) -> str:
    return "true" if value else "false"


def _a(name: str) -> str:
    return f"{{{ATOM}}}{name}"


def _b(name: str) -> str:
    return f"{{{NAMESPACE}}}{name}"
