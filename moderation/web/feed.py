"""The door for readers: each site's approved reviews as JSON Feed.

Removal leaves at once: every answer is checked against the database's newest sequence, so the
first pull that reaches Balss after a withdrawal no longer holds the words. What stands between
(a browser, a CDN) may repeat an older answer for MAX_AGE seconds and then has to ask again:
`must-revalidate` forbids it to serve anything older, even when Balss cannot be reached.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from flask import Blueprint, Response, current_app, g, request

from moderation.extensions import limiter, sessions
from moderation.publication import cursor as cursors
from moderation.publication import entries, feeds, json_feed, question
from moderation.publication.shelf import Shelf
from moderation.web.addresses import base, external
from moderation.web.api.errors import answer_errors
from moderation.web.api.keys import authenticate
from moderation.web.problems import problem

if TYPE_CHECKING:
    from flask import Flask
    from sqlalchemy.orm import Session

    from moderation.publication.feeds import Feed
    from moderation.publication.question import Question

MAX_AGE = 60  # seconds
PUBLIC = f"public, max-age={MAX_AGE}, must-revalidate"
PRIVATE = "private, no-cache"
LATELY_REMOVED = 100  # tombstones on a first page; a mirror asks with `since` for all of them
LIMIT = "6000 per minute"  # of one address: a site that renders on its server asks often

feed = Blueprint("feed", __name__)
answer_errors(feed)
limiter.limit(LIMIT)(feed)


def register(app: Flask) -> None:
    """Open the feeds."""
    app.extensions["balss.feed_shelf"] = Shelf()
    app.register_blueprint(feed)


@feed.get("/feeds/<slug>.json", endpoint="json_feed")
def json_feed_of(slug: str) -> Response:
    """Give a page of a site's feed, or what changed in it, or 304 if the reader has it already."""
    session = sessions()
    feeds.hold_still(session)
    found = feeds.find(session, slug)
    if found is None:
        return problem(404, "No such feed", "There is no site of this name.")
    if not found.policy.public_feed:
        g.private_feed = True
        authenticate(session, slug)
    try:
        asked = question.read(request.args)
    except question.QuestionError as error:
        return problem(400, "Unusable question", str(error), parameter=error.parameter)
    if asked.since is not None and asked.since > found.sequence:
        detail = "since is ahead of this feed, which was restored or renamed; start from since=0."
        return problem(400, "Unusable question", detail, parameter="since")
    tag = feeds.etag(found, asked, base())
    if request.if_none_match.contains_weak(tag):
        return _labelled(Response(status=304, mimetype=json_feed.MEDIA_TYPE), tag, found)
    return _labelled(_answer(session, found, asked, tag), tag, found)


@feed.after_request
def share(response: Response) -> Response:
    """Let scripts of any website read a public feed, its errors too."""
    if not g.get("private_feed"):
        response.headers["Access-Control-Allow-Origin"] = "*"
        response.headers["Access-Control-Expose-Headers"] = "ETag"
        response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
        if request.method == "OPTIONS":
            response.headers["Access-Control-Allow-Methods"] = "GET, HEAD, OPTIONS"
            response.headers["Access-Control-Allow-Headers"] = "If-None-Match"
            response.headers["Access-Control-Max-Age"] = "86400"
    if response.status_code >= 400:  # noqa: PLR2004 - every error
        response.headers["Cache-Control"] = "no-store"
    return response


def _answer(session: Session, found: Feed, asked: Question, tag: str) -> Response:
    shelf: Shelf = current_app.extensions["balss.feed_shelf"]
    body = shelf.get(found.site_id, found.sequence, tag)
    if body is None:
        body = _written(session, found, asked)
        shelf.put(found.site_id, found.sequence, tag, body)
    return Response(body, mimetype=json_feed.MEDIA_TYPE)


def _written(session: Session, found: Feed, asked: Question) -> bytes:
    if asked.since is None:
        page = entries.page(session, found.site_id, after=asked.after, limit=asked.limit)
        first = asked.after is None
        items, sequence = page.items, found.sequence
        removed = (
            entries.removed_lately(session, found.site_id, limit=LATELY_REMOVED) if first else ()
        )
        cursor = cursors.encode(page.following) if page.following else None
        following = _address(found, asked, cursor=cursor) if cursor else None
    else:
        changes = entries.changes(session, found.site_id, since=asked.since, limit=asked.limit)
        items, removed, sequence = changes.items, changes.removed, changes.reached
        following = _address(found, asked, since=changes.reached) if changes.more else None
    addresses = json_feed.Addresses(
        feed=external("feed.json_feed", slug=found.slug),
        following=following,
        about=external("api-docs.openapi_json"),
    )
    written = json_feed.feed_object(
        found, items, removed, sequence=sequence, language=asked.language, addresses=addresses
    )
    return json.dumps(written, ensure_ascii=False, separators=(",", ":")).encode()


def _address(found: Feed, asked: Question, **place: str | int) -> str:
    limit = None if asked.limit == question.DEFAULT_LIMIT else asked.limit
    return external(
        "feed.json_feed", slug=found.slug, limit=limit, language=asked.language, **place
    )


def _labelled(response: Response, tag: str, found: Feed) -> Response:
    response.set_etag(tag)
    public = found.policy.public_feed
    response.headers["Cache-Control"] = PUBLIC if public else PRIVATE
    if not public:
        response.vary.add("Authorization")
    return response
