"""What stands before the application and gives kept answers again.

Most pulls find nothing new. To them, the whole application (routing, limits, sessions, hooks)
is work for nothing: all that matters is whether the answer still holds, and one row of the
database tells. Counting such a pull for a limit would cost more than answering it.
"""

from __future__ import annotations

from dataclasses import dataclass
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

import structlog

from moderation.extensions import settings
from moderation.publication import feeds
from moderation.web.feed.answer import NEGOTIATED

if TYPE_CHECKING:
    from collections.abc import Iterable
    from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

    from flask import Flask

    from moderation.publication.feeds import State
    from moderation.publication.shelf import Shelf
    from moderation.web.feed.answer import Answer

SHELF = "balss.feed_shelf"
ANSWER = "balss.answer"  # in a request's environment: what the door has answered with
OK = 200
METHODS = frozenset({"GET", "HEAD"})
LINES = {status.value: f"{status.value} {status.phrase}" for status in HTTPStatus}
log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Kept:
    """An answer with the headers that the application adds to every answer of its kind."""

    answer: Answer
    headers: tuple[tuple[str, str], ...]

    @property
    def state(self) -> State:
        """The state of the feed that this was made of."""
        return self.answer.state

    @property
    def size(self) -> int:
        """Bytes of memory, about."""
        return self.answer.size


class Front:
    """A WSGI application around the house's own.

    A kept answer is given only after the database has shown that the feed is in the very state
    it was made of; anything else, and any failure to find out, goes on to the application.
    """

    def __init__(self, app: Flask) -> None:
        self._app = app
        self._inner: WSGIApplication = app.wsgi_app
        with app.app_context():
            self._by_host = not settings().public_url  # then addresses are as each reader's

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Answer a request, or let the application do it and keep what it says."""
        if environ["REQUEST_METHOD"] not in METHODS:
            return self._inner(environ, start_response)
        shelf: Shelf[Kept] = self._app.extensions[SHELF]
        asked = self._asked(environ)
        kept = shelf.get(asked)
        if kept is not None and self._holds(kept, shelf):
            unzipped = kept.answer.zipped is None
            reply = kept.answer.reply(environ)
            if reply is not None:
                if unzipped and kept.answer.zipped is not None:
                    shelf.put(asked, kept)  # it takes more room now
                if reply.status == OK:  # with a 304 the reader keeps those it has
                    reply.headers.extend(kept.headers)
                start_response(LINES[reply.status], reply.headers)
                return [reply.body]
        return self._inner(environ, _Watching(environ, start_response, shelf, asked))

    def _asked(self, environ: WSGIEnvironment) -> tuple[str, ...]:
        asked = (environ.get("PATH_INFO", ""), environ.get("QUERY_STRING", ""))
        if not self._by_host:
            return asked
        host = environ.get("HTTP_HOST") or f"{environ['SERVER_NAME']}:{environ['SERVER_PORT']}"
        return (*asked, environ["wsgi.url_scheme"], host, environ.get("SCRIPT_NAME", ""))

    def _holds(self, kept: Kept, shelf: Shelf[Kept]) -> bool:
        try:
            state = feeds.glance(self._app.extensions["balss.database"].glances, kept.state.slug)
        except Exception as error:  # noqa: BLE001 - the drivers' errors have no common parent
            log.warning("feed_state_unknown", error=type(error).__name__)
            return False
        if state != kept.state:
            shelf.forget(kept.state)
        return state == kept.state


@dataclass(frozen=True, slots=True)
class _Watching:
    """A `start_response` that keeps what may be given to anyone, with the headers it went by."""

    environ: dict[str, Any]
    start_response: StartResponse
    shelf: Shelf[Kept]
    asked: tuple[str, ...]

    def __call__(
        self,
        status: str,
        headers: list[tuple[str, str]],
        *more: Any,  # noqa: ANN401
    ) -> Any:  # noqa: ANN401
        answer: Answer | None = self.environ.get(ANSWER)
        if answer is not None and answer.public and status[:3] in {"200", "304"}:
            kept = tuple(each for each in headers if not _of_one_request(each[0].lower()))
            self.shelf.put(self.asked, Kept(answer, kept))
        return self.start_response(status, headers, *more)


def _of_one_request(header: str) -> bool:
    return header in NEGOTIATED or header.startswith("x-ratelimit-")


def keep(environ: dict[str, Any], answer: Answer) -> None:
    """Let the front give this answer to whoever asks the same, while its feed's state holds.

    For any door whose answer depends on nothing but the address and `Answer.feed`; an answer
    that is not public is passed over.
    """
    environ[ANSWER] = answer
