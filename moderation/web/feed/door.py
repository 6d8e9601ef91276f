"""What the doors for readers share: whose feed, may they, what was asked, and the answer."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from flask import Response, g, request

from moderation.extensions import sessions
from moderation.publication import feeds, part, question
from moderation.publication.addresses import Addresses
from moderation.web.addresses import base, external
from moderation.web.api.keys import authenticate
from moderation.web.feed.answer import Answer
from moderation.web.feed.front import keep
from moderation.web.problems import problem

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from moderation.publication.feeds import Feed
    from moderation.publication.part import Part
    from moderation.publication.question import Question
    from moderation.web.feed.answer import Reply

ABOUT = "api-docs.openapi_json"
AUTHENTICITY = "authenticity.page"


class Writer(Protocol):
    """Writes a part of a feed in one format."""

    def __call__(
        self, feed: Feed, part: Part, /, *, language: str | None, addresses: Addresses
    ) -> bytes:
        """Give the bytes."""


def serve(
    slug: str,
    write: Writer,
    *,
    media_type: str,
    read: Callable[[Mapping[str, str]], Question] = question.read,
    since: str = "since",
) -> Response:
    """Answer a pull of a site's feed in the format that `write` writes.

    `read` reads the query, in which `since` is called so. Raises Unauthorized or Forbidden
    where the feed wants a key.
    """
    session = sessions()
    feeds.hold_still(session)
    found = feeds.find(session, slug)
    if found is None:
        return problem(404, "No such feed", "There is no site of this name.")
    if not found.policy.public_feed:
        g.private_feed = True
        authenticate(session, slug)
    try:
        asked = read(request.args)
    except question.QuestionError as error:
        return problem(400, "Unusable question", str(error), parameter=error.parameter)
    if asked.since is not None and asked.since > found.sequence:
        detail = (
            f"{since} is ahead of this feed, which was restored or renamed; "
            f"start from {since}=0 with an empty copy."
        )
        return problem(400, "Unusable question", detail, parameter=since)
    given = _given(since)
    tag = feeds.etag(found, given, base(), request.endpoint)
    answer = Answer(found, media_type, tag, None)
    reply = answer.reply(request.environ)
    more = False
    if reply is None:  # more than "unchanged" is wanted
        written = part.read(session, found, asked)
        more = written.since is not None
        addresses = _addresses(found, written, given, since=since)
        answer.body = write(found, written, language=asked.language, addresses=addresses)
        reply = answer.reply(request.environ)
    if not more:  # what a mirror reads once on its way would only push out what others ask for
        keep(request.environ, answer)
    return _response(reply)


def _response(reply: Reply | None) -> Response:
    assert reply is not None  # noqa: S101 - there is a body
    response = Response(reply.body, status=reply.status)
    response.headers.clear()
    response.headers.extend(reply.headers)
    return response


def _given(since: str) -> dict[str, str]:
    """Give the question as it was spelt: the answer's own addresses repeat it, so its tag must."""
    names = (*question.KEPT, "cursor", since)
    return {name: request.args[name] for name in names if name in request.args}


def _addresses(found: Feed, written: Part, given: dict[str, str], *, since: str) -> Addresses:
    endpoint = request.endpoint or ""
    kept = {name: value for name, value in given.items() if name in question.KEPT}
    following = None
    if written.cursor is not None:
        following = external(endpoint, slug=found.slug, **kept, cursor=written.cursor)
    elif written.since is not None:
        following = external(endpoint, slug=found.slug, **kept, **{since: written.since})
    return Addresses(
        feed=external(endpoint, slug=found.slug),
        itself=external(endpoint, slug=found.slug, **given),
        following=following,
        about=external(ABOUT),
        authenticity=(
            external(AUTHENTICITY, slug=found.slug) if found.policy.authenticity_page else None
        ),
    )
