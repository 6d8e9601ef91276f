"""One answer of a public door and what becomes of it: 200, 304, gzipped or not.

Pure of Flask and of the database, so that a kept answer is given without either.
"""

from __future__ import annotations

import gzip
import math
import time
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

from werkzeug.datastructures import Accept
from werkzeug.http import http_date, parse_accept_header, parse_etags

if TYPE_CHECKING:
    from collections.abc import Mapping

    from moderation.publication.feeds import Feed, State

# A CDN may repeat an answer this long. Readers that come to Balss itself, browsers too, keep a
# copy but ask each time whether it still holds: a removal reaches them with their next pull.
SHARED_SECONDS = 60
PUBLIC = f"public, max-age=0, s-maxage={SHARED_SECONDS}, must-revalidate"
PRIVATE = "private, no-cache"
GZIP_FROM = 500  # bytes; below, the wrapping outweighs what it saves
GZIP_LEVEL = 6
# Headers that belong to one request, most of them set by `Answer.reply`; in lower case.
NEGOTIATED = frozenset(
    {
        "access-control-allow-origin", "access-control-expose-headers", "cache-control",
        "content-encoding", "content-length", "content-type", "cross-origin-resource-policy",
        "etag", "last-modified", "retry-after", "set-cookie", "vary",
    }
)  # fmt: skip
OVERHEAD = 2_000  # bytes of memory for headers, question and bookkeeping, about


class Reply(NamedTuple):
    """An answer as it goes out."""

    status: int
    headers: list[tuple[str, str]]
    body: bytes


@dataclass(slots=True)
class Answer:
    """What a door says to one question while the feed is in one state.

    `tag` is the ETag's text, unquoted; the gzipped bytes have a tag of their own, since a strong
    ETag names bytes (RFC 9110, 8.8.3.3). `body` is None where only 304 was ever asked for.
    """

    feed: Feed
    media_type: str
    tag: str
    body: bytes | None
    zipped: bytes | None = field(default=None, repr=False)

    @property
    def public(self) -> bool:
        """Whether anyone may have it."""
        return self.feed.policy.public_feed

    @property
    def state(self) -> State:
        """The state of the feed that this was made of."""
        return self.feed.state

    @property
    def size(self) -> int:
        """Bytes of memory, about."""
        return OVERHEAD + len(self.body or b"") + len(self.zipped or b"")

    def reply(self, environ: Mapping[str, Any]) -> Reply | None:
        """Give the reply to a WSGI request, or None where the body it needs is not here."""
        zip_it = takes_gzip(environ.get("HTTP_ACCEPT_ENCODING", "")) and (
            self.body is None or len(self.body) >= GZIP_FROM
        )
        tag = f'"{self.tag}-gz"' if zip_it else f'"{self.tag}"'
        headers = [("ETag", tag), *self._headers(environ.get("HTTP_ORIGIN"))]
        modified = self._last_modified()
        if modified:
            headers.append(("Last-Modified", modified))
        if self._unchanged(environ, tag, modified):
            return Reply(304, headers, b"")
        if self.body is None:
            return None
        body = self.body
        if zip_it:
            headers.append(("Content-Encoding", "gzip"))
            body = self._zipped(body)
        headers += [("Content-Type", self.media_type), ("Content-Length", str(len(body)))]
        return Reply(200, headers, b"" if environ["REQUEST_METHOD"] == "HEAD" else body)

    def _headers(self, origin: str | None) -> list[tuple[str, str]]:
        if not self.public:
            return [("Cache-Control", PRIVATE), ("Vary", "Authorization, Accept-Encoding")]
        origins = self.feed.policy.origins
        headers = [
            ("Cache-Control", PUBLIC),
            ("Vary", "Accept-Encoding, Origin" if origins else "Accept-Encoding"),
        ]
        if origins and origin not in origins:
            return headers
        return [
            *headers,
            ("Access-Control-Allow-Origin", origin if origins and origin else "*"),
            ("Access-Control-Expose-Headers", "ETag, Last-Modified"),
            ("Cross-Origin-Resource-Policy", "cross-origin"),
        ]

    def _last_modified(self) -> str | None:
        """Give the moment of the last change, once its second is over.

        The header counts whole seconds: within the second of a change another can follow, which
        a reader could not tell from the first.
        """
        second = math.floor(self.feed.modified.timestamp())
        return _http_date(second) if time.time() >= second + 1 else None

    def _unchanged(self, environ: Mapping[str, Any], tag: str, modified: str | None) -> bool:
        if known := environ.get("HTTP_IF_NONE_MATCH"):
            return known == tag or parse_etags(known).contains_weak(tag[1:-1])
        # Only our own header given back: of a date made up by the reader, or of a clock that went
        # back, it cannot be told whether a change came after it.
        return modified is not None and environ.get("HTTP_IF_MODIFIED_SINCE") == modified

    def _zipped(self, body: bytes) -> bytes:
        if self.zipped is None:
            self.zipped = gzip.compress(body, GZIP_LEVEL, mtime=0)
        return self.zipped


@lru_cache(maxsize=256)
def takes_gzip(accepted: str) -> bool:
    """Tell whether a reader wants gzip, by its Accept-Encoding."""
    return bool(accepted) and parse_accept_header(accepted, Accept).quality("gzip") > 0


_http_date = lru_cache(maxsize=256)(http_date)
