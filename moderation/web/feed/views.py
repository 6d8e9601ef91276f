"""The doors for readers: each site's approved reviews as JSON Feed, Atom, JSON-LD and a listing.

Removal leaves at once: every answer, kept or not, is checked against the database's newest
sequence, so the first pull that reaches Balss after a withdrawal no longer holds the words.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from flask import Blueprint, g, request

from moderation.extensions import limiter
from moderation.publication import atom, json_feed, json_ld, listing, question
from moderation.web.api.errors import answer_errors
from moderation.web.feed.door import serve

if TYPE_CHECKING:
    from flask import Response

    from moderation.publication.addresses import Addresses
    from moderation.publication.feeds import Feed
    from moderation.publication.part import Part

LIMIT = "6000 per minute"  # of one address, not counting what the front answers
A_DAY = "86400"  # seconds

feed = Blueprint("feed", __name__)
answer_errors(feed)
limiter.limit(LIMIT)(feed)


@feed.get("/feeds/<slug>.json", endpoint="json_feed")
def json_feed_of(slug: str) -> Response:
    """Give a page of a site's feed, or what changed in it, or 304 if the reader has it already."""
    return serve(slug, _json_feed, media_type=json_feed.MEDIA_TYPE)


@feed.get("/feeds/<slug>.atom", endpoint="atom")
def atom_of(slug: str) -> Response:
    """Give the same as Atom, for feed readers."""
    return serve(slug, atom.document, media_type=atom.MEDIA_TYPE)


@feed.get("/feeds/<slug>.jsonld", endpoint="json_ld")
def json_ld_of(slug: str) -> Response:
    """Give a page of the feed as schema.org markup, for search engines."""
    return serve(slug, _json_ld, media_type=json_ld.MEDIA_TYPE)


@feed.get("/api/v1/sites/<slug>/entries", endpoint="entries")
def entries_of(slug: str) -> Response:
    """Give published entries as plain JSON, filtered, or what changed since a sequence."""
    return serve(
        slug,
        _listing,
        media_type=listing.MEDIA_TYPE,
        read=question.read_listing,
        since="updated_since",
    )


@feed.after_request
def share(response: Response) -> Response:
    """Let scripts of any website ask, and read what went wrong; answers name who may read them."""
    # That a feed is closed is no secret: a widget in an open tab must be able to tell.
    closed = response.status_code in {401, 403}
    if closed or (not g.get("private_feed") and response.status_code not in {200, 304}):
        response.headers["Access-Control-Allow-Origin"] = "*"
        response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    if request.method == "OPTIONS":
        response.headers["Access-Control-Allow-Origin"] = "*"
        response.headers["Access-Control-Allow-Methods"] = "GET, HEAD, OPTIONS"
        response.headers["Access-Control-Allow-Headers"] = "If-None-Match"
        response.headers["Access-Control-Max-Age"] = A_DAY
    if response.status_code >= 400:  # noqa: PLR2004 - every error
        response.headers["Cache-Control"] = "no-store"
    return response


def _json_feed(feed: Feed, written: Part, *, language: str | None, addresses: Addresses) -> bytes:
    found = json_feed.feed_object(feed, written, language=language, addresses=addresses)
    return _dumped(found)


def _json_ld(feed: Feed, written: Part, *, language: str | None, addresses: Addresses) -> bytes:
    found = json_ld.document(feed, written, language=language, addresses=addresses)
    return json_ld.dumps(found).encode()


def _listing(feed: Feed, written: Part, *, language: str | None, addresses: Addresses) -> bytes:
    return _dumped(listing.listing(feed, written, language=language, addresses=addresses))


def _dumped(found: dict[str, Any]) -> bytes:
    return json.dumps(found, ensure_ascii=False, separators=(",", ":")).encode()
